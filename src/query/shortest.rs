//! Fewest steps: breadth first from both ends, then the best proven of all shortest paths.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::graph::network::Node;
use crate::query::Weight;
use crate::query::path::{Barred, cheapest};
use crate::query::search::Search;

/// One end of the search.
struct Side {
    /// Steps from the end to the actors that the search has come to.
    far: FxHashMap<Node, usize>,
    /// For each step the actors reached by it, and from whom, each pair once or more.
    came: Vec<Vec<(Node, Node)>>,
    frontier: Vec<Node>,
}

impl Side {
    fn new(end: Node) -> Self {
        Self { far: FxHashMap::from_iter([(end, 0)]), came: Vec::new(), frontier: vec![end] }
    }

    fn steps(&self) -> usize {
        self.came.len()
    }

    fn work(&self, search: &Search) -> usize {
        self.frontier.iter().map(|&node| search.degree(node)).sum()
    }

    /// Goes one step further everywhere; returns where it meets `other`.
    fn widen(&mut self, search: &Search, other: &Self, barred: &Barred, ahead: bool) -> FxHashSet<Node> {
        let (mut came, mut next, mut met) = (Vec::new(), Vec::new(), FxHashSet::default());
        let steps = self.steps() + 1;
        for at in std::mem::take(&mut self.frontier) {
            let mut visit = |to: Node| {
                if came.last() == Some(&(to, at))
                    || (if ahead { barred.step(at, to) } else { barred.step(to, at) || barred.node(to) })
                {
                    return;
                }
                let known = *self.far.entry(to).or_insert_with(|| {
                    next.push(to);
                    if other.far.contains_key(&to) {
                        met.insert(to);
                    }
                    steps
                });
                if known == steps {
                    came.push((to, at));
                }
            };
            if ahead { search.leave(at, &mut visit) } else { search.arrive(at, &mut visit) }
        }
        self.frontier = next;
        self.came.push(came);
        met
    }
}

/// The actors of the shortest path whose edges prove most.
pub(super) fn nodes(search: &Search, from: Node, to: Node, barred: &Barred) -> Option<Vec<Node>> {
    if from == to {
        return Some(vec![from]);
    }
    let (mut ahead, mut back) = (Side::new(from), Side::new(to));
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
    let layers = layers(ahead, back, met);
    Some(best(search, &layers, to))
}

/// The steps of all shortest paths, which lead over `met`: for each actor on one, from whom it is reached.
fn layers(ahead: Side, back: Side, met: FxHashSet<Node>) -> Vec<BTreeMap<Node, Vec<Node>>> {
    let mut layers = Vec::new();
    let mut here = met.clone();
    for came in ahead.came.into_iter().rev() {
        let mut layer: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
        for (at, from) in came.into_iter().filter(|(at, _)| here.contains(at)) {
            layer.entry(at).or_default().push(from);
        }
        here = layer.values().flatten().copied().collect();
        layers.push(layer);
    }
    layers.reverse();
    let mut here = met;
    for came in back.came.into_iter().rev() {
        let mut layer: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
        for (from, at) in came.into_iter().filter(|(from, _)| here.contains(from)) {
            layer.entry(at).or_default().push(from);
        }
        here = layer.keys().copied().collect();
        layers.push(layer);
    }
    layers
}

/// The path of the least cost through the layers; of equal ones, that over the actors who come first.
fn best(search: &Search, layers: &[BTreeMap<Node, Vec<Node>>], to: Node) -> Vec<Node> {
    let mut came: Vec<BTreeMap<Node, (u64, Node)>> = vec![BTreeMap::new()];
    for (step, layer) in layers.iter().enumerate() {
        let before = &came[step];
        let reach = |(&at, from): (&Node, &Vec<Node>)| {
            let costs = from.iter().filter_map(|&node| {
                let known = if step == 0 { 0 } else { before.get(&node)?.0 };
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
