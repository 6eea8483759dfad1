//! Fewest steps: breadth first from both ends, then the best proven of all shortest paths.

use std::collections::BTreeMap;

use crate::graph::network::Node;
use crate::query::Weight;
use crate::query::path::{Barred, cheapest};
use crate::query::search::Search;

/// One end of the search.
struct Side {
    /// Steps from the end, plus one; 0 where the search has not come.
    far: Vec<u32>,
    frontier: Vec<Node>,
    steps: u32,
}

impl Side {
    fn new(search: &Search, end: Node) -> Self {
        let mut far = vec![0; search.network.actors()];
        far[end as usize] = 1;
        Self { far, frontier: vec![end], steps: 0 }
    }

    fn work(&self, search: &Search) -> usize {
        self.frontier.iter().map(|&node| search.degree(node)).sum()
    }

    /// Goes one step further everywhere; returns where it meets `other`.
    fn widen(&mut self, search: &Search, other: &Self, barred: &Barred, ahead: bool) -> Vec<Node> {
        let (mut next, mut met) = (Vec::new(), Vec::new());
        self.steps += 1;
        for at in std::mem::take(&mut self.frontier) {
            let mut visit = |to: Node| {
                if self.far[to as usize] != 0
                    || (if ahead { barred.step(at, to) } else { barred.step(to, at) || barred.node(to) })
                {
                    return;
                }
                self.far[to as usize] = self.steps + 1;
                next.push(to);
                if other.far[to as usize] != 0 {
                    met.push(to);
                }
            };
            if ahead { search.leave(at, &mut visit) } else { search.arrive(at, &mut visit) }
        }
        self.frontier = next;
        met
    }
}

/// The actors of the shortest path whose edges prove most.
pub(super) fn nodes(search: &Search, from: Node, to: Node, barred: &Barred) -> Option<Vec<Node>> {
    if from == to {
        return Some(vec![from]);
    }
    let (mut ahead, mut back) = (Side::new(search, from), Side::new(search, to));
    let met = loop {
        let forward = ahead.work(search) <= back.work(search);
        let met =
            if forward { ahead.widen(search, &back, barred, true) } else { back.widen(search, &ahead, barred, false) };
        if !met.is_empty() {
            break met;
        }
        if ahead.frontier.is_empty() || back.frontier.is_empty() {
            return None;
        }
    };
    let layers = layers(search, &ahead, &back, barred, met);
    Some(best(search, &layers, to))
}

/// The steps of all shortest paths: for each actor on one, how far it is, and from whom it is reached.
fn layers(
    search: &Search,
    ahead: &Side,
    back: &Side,
    barred: &Barred,
    met: Vec<Node>,
) -> Vec<BTreeMap<Node, Vec<Node>>> {
    let middle = ahead.steps;
    let mut layers = vec![BTreeMap::new(); (ahead.steps + back.steps) as usize + 1];
    let mut here: Vec<Node> = met.clone();
    for step in (1..=middle).rev() {
        let mut before = Vec::new();
        for &at in &here {
            let mut from = Vec::new();
            search.arrive(at, |node| {
                if ahead.far[node as usize] == step && !barred.step(node, at) {
                    from.push(node);
                }
            });
            from.sort_unstable();
            from.dedup();
            before.extend_from_slice(&from);
            layers[step as usize].insert(at, from);
        }
        before.sort_unstable();
        before.dedup();
        here = before;
    }
    let mut here = met;
    for step in (1..=back.steps).rev() {
        let mut after: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
        here.sort_unstable();
        for &at in &here {
            search.leave(at, |node| {
                if back.far[node as usize] == step && !barred.step(at, node) {
                    let from = after.entry(node).or_default();
                    if from.last() != Some(&at) {
                        from.push(at);
                    }
                }
            });
        }
        here = after.keys().copied().collect();
        layers[(middle + back.steps - step + 1) as usize] = after;
    }
    layers
}

/// The path of the least cost through the layers; of equal ones, that over the actors who come first.
fn best(search: &Search, layers: &[BTreeMap<Node, Vec<Node>>], to: Node) -> Vec<Node> {
    let mut came: Vec<BTreeMap<Node, (u64, Node)>> = vec![BTreeMap::new()];
    for (step, layer) in layers.iter().enumerate().skip(1) {
        let before = &came[step - 1];
        let reach = |(&at, from): (&Node, &Vec<Node>)| {
            let costs = from.iter().filter_map(|&node| {
                let known = if step == 1 { 0 } else { before.get(&node)?.0 };
                let (cost, _) = cheapest(search, node, at, Weight::Steps)?;
                Some((known + cost, node))
            });
            costs.min().map(|best| (at, best))
        };
        let reached = layer.iter().filter_map(reach).collect();
        came.push(reached);
    }
    let mut nodes = vec![to];
    for layer in came.iter().skip(1).rev() {
        let at = *nodes.last().expect("the path has an end");
        nodes.push(layer[&at].1);
    }
    nodes.reverse();
    nodes
}
