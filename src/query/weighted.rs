//! Least cost: Dijkstra over edges of any weight.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use crate::graph::network::Node;
use crate::query::Weight;
use crate::query::path::{Barred, cost};
use crate::query::search::Search;

/// The actors of the cheapest path; of equally cheap ones that of the fewest steps, then that over the actors who come
/// first.
pub(super) fn nodes(search: &Search, from: Node, to: Node, weight: Weight, barred: &Barred) -> Option<Vec<Node>> {
    let mut came: FxHashMap<Node, ((u64, u32), Node)> = FxHashMap::default();
    let mut open = BinaryHeap::from([Reverse(((0, 0), from))]);
    came.insert(from, ((0, 0), from));
    while let Some(Reverse((known, at))) = open.pop() {
        if at == to {
            let mut nodes = vec![to];
            while let Some(&last) = nodes.last().filter(|&&last| last != from) {
                nodes.push(came[&last].1);
            }
            nodes.reverse();
            return Some(nodes);
        }
        if came[&at].0 < known {
            continue;
        }
        for edge in search.edges(at).into_iter().filter(|edge| !barred.step(at, edge.other)) {
            let reached = ((known.0 + cost(search, weight, &edge), known.1 + 1), at);
            let better = came.get(&edge.other).is_none_or(|known| reached < *known);
            if better && edge.other != from {
                came.insert(edge.other, reached);
                open.push(Reverse((reached.0, edge.other)));
            }
        }
    }
    None
}
