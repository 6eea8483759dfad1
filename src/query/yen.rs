use std::collections::BTreeSet;

use crate::graph::network::Node;
use crate::query::path::{Barred, best_nodes, cheapest, path_over};
use crate::query::search::Search;
use crate::query::{Path, Weight};

/// The `k` best paths that visit no actor twice, the best first; each is another row of actors.
///
/// Yen (1971), "Finding the k shortest loopless paths in a network".
pub fn best_paths(search: &Search, from: Node, to: Node, weight: Weight, k: usize) -> Vec<Path> {
    let mut found: Vec<Vec<Node>> = Vec::new();
    let mut open: BTreeSet<(u64, Vec<Node>)> = BTreeSet::new();
    open.extend(best_nodes(search, from, to, weight, &Barred::default()).map(|nodes| (0, nodes)));
    while let Some((_, nodes)) = open.pop_first() {
        found.push(nodes);
        if found.len() >= k || from == to {
            break;
        }
        for path in detours(search, &found, weight) {
            if !found.contains(&path.1) {
                open.insert(path);
            }
        }
    }
    found.truncate(k);
    found.iter().map(|nodes| path_over(search, nodes, weight)).collect()
}

/// The best paths that leave the last one found at each of its actors, and go on as no path found does.
fn detours(search: &Search, found: &[Vec<Node>], weight: Weight) -> Vec<(u64, Vec<Node>)> {
    let Some((last, to)) = found.last().and_then(|last| Some((last, *last.last()?))) else { return Vec::new() };
    let mut detours = Vec::new();
    for spur in 0..last.len().saturating_sub(1) {
        let root = &last[..=spur];
        let taken = found.iter().filter(|path| path.len() > spur + 1 && path[..=spur] == *root);
        let steps = taken.map(|path| (path[spur], path[spur + 1])).collect();
        let barred = Barred { nodes: root[..spur].iter().copied().collect(), steps };
        if let Some(rest) = best_nodes(search, last[spur], to, weight, &barred) {
            let nodes: Vec<Node> = root[..spur].iter().copied().chain(rest).collect();
            let cost = nodes.windows(2).filter_map(|pair| cheapest(search, pair[0], pair[1], weight));
            detours.push((cost.map(|(cost, _)| cost).sum(), nodes));
        }
    }
    detours
}
