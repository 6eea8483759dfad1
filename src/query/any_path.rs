//! Fewest steps and nothing else: the first of the shortest paths that a search from both ends meets.

use std::ops::ControlFlow;

use crate::graph::network::Node;
use crate::query::search::Search;

/// A shortest path from `from` to `to`, both included: the first one met, whatever its edges prove; none when there is
/// no way.
///
/// For distances between many pairs: it need not see all shortest paths, as [`best_path`](crate::query::best_path) must
/// to tell the best proven. Breadth first from both ends (Pohl, 1971), always the end with less work; two bits for each
/// actor of the network.
pub fn any_shortest_path(search: &Search, from: Node, to: Node) -> Option<Vec<Node>> {
    if from == to {
        return Some(vec![from]);
    }
    let (mut ahead, mut back) = (Side::new(search, from), Side::new(search, to));
    loop {
        if ahead.frontier().is_empty() || back.frontier().is_empty() {
            return None;
        }
        let forward = lighter(search, ahead.frontier(), back.frontier());
        let (near, far) = if forward { (&mut ahead, &back) } else { (&mut back, &ahead) };
        if let Some(met) = near.widen(search, far, forward) {
            let mut path = ahead.way_to(met);
            path.reverse();
            path.extend_from_slice(&back.way_to(met)[1..]);
            return Some(path);
        }
    }
}

/// Whether going on from the actors of `a` is no more work than from those of `b`. Counts no further than it must.
fn lighter(search: &Search, a: &[Reached], b: &[Reached]) -> bool {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let work = |side: &[Reached]| side.iter().map(|reached| search.degree(reached.node)).sum::<usize>();
    let bound = work(few);
    let mut sum = 0;
    let few_is_lighter = many.iter().any(|reached| {
        sum += search.degree(reached.node);
        sum >= bound
    });
    few_is_lighter == (a.len() <= b.len())
}

/// An actor that a search came to.
struct Reached {
    node: Node,
    /// Place of the one it came from.
    before: u32,
}

/// One end of the search.
struct Side {
    reached: Vec<Reached>,
    /// Where those of the last step begin.
    last: usize,
    /// One bit for each actor: whether it is reached.
    seen: Vec<u64>,
}

impl Side {
    fn new(search: &Search, end: Node) -> Self {
        let mut side = Self { reached: Vec::new(), last: 0, seen: vec![0; search.network.actors().div_ceil(64)] };
        side.reach(end, 0);
        side
    }

    fn frontier(&self) -> &[Reached] {
        &self.reached[self.last..]
    }

    fn knows(&self, node: Node) -> bool {
        self.seen[node as usize / 64] >> (node % 64) & 1 == 1
    }

    fn reach(&mut self, node: Node, before: usize) {
        self.seen[node as usize / 64] |= 1 << (node % 64);
        self.reached.push(Reached { node, before: before as u32 });
    }

    /// Goes one step further, until it comes to one that `other` knows.
    fn widen(&mut self, search: &Search, other: &Self, ahead: bool) -> Option<Node> {
        let end = self.reached.len();
        for before in std::mem::replace(&mut self.last, end)..end {
            let at = self.reached[before].node;
            let visit = |to: Node| {
                if !self.knows(to) {
                    self.reach(to, before);
                    if other.knows(to) {
                        return ControlFlow::Break(to);
                    }
                }
                ControlFlow::Continue(())
            };
            let met = if ahead { search.try_leave(at, visit) } else { search.try_arrive(at, visit) };
            if let ControlFlow::Break(met) = met {
                return Some(met);
            }
        }
        None
    }

    /// From an actor that is reached back to this end.
    fn way_to(&self, node: Node) -> Vec<Node> {
        let mut at = self.reached.iter().rposition(|reached| reached.node == node).expect("the actor is reached");
        let mut way = vec![node];
        while at > 0 {
            at = self.reached[at].before as usize;
            way.push(self.reached[at].node);
        }
        way
    }
}
