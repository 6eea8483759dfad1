use crate::graph::network::Node;
use crate::query::search::Search;

/// How many events an actor takes part in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Degree {
    /// Events that it does, mutual ones included.
    pub out: u32,
    /// Events done to it, mutual ones included.
    pub into: u32,
    /// All its events, each once.
    pub events: u32,
    /// Actors it has to do with.
    pub partners: u32,
}

/// The events of every actor, by its number. Parallel events count each. O(n + m log m).
pub fn degrees(search: &Search) -> Vec<Degree> {
    search.network.nodes().map(|node| degree(search, node)).collect()
}

fn degree(search: &Search, node: Node) -> Degree {
    let network = search.network;
    let mut degree = Degree::default();
    let mut partners = Vec::new();
    for event in network.events_of(node) {
        let row = network.event(event);
        if !search.sieve.admits(row) {
            continue;
        }
        degree.events += 1;
        degree.out += u32::from(row.source == node || row.reciprocal);
        degree.into += u32::from(row.target == node || row.reciprocal);
        if row.other(node) != node {
            partners.push(row.other(node));
        }
    }
    partners.sort_unstable();
    partners.dedup();
    degree.partners = partners.len() as u32;
    degree
}
