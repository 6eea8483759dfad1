use std::collections::BTreeSet;

use crate::graph::network::{EventIndex, Node, Row};
use crate::query::search::Search;

/// The events between two actors, in either direction, in the order of source, relation, status and day.
pub fn between(search: &Search, a: Node, b: Node) -> Vec<EventIndex> {
    let network = search.network;
    let back = if a == b { 0..0 } else { network.between(b, a) };
    network.between(a, b).chain(back).filter(|&event| search.sieve.admits(network.event(event))).collect()
}

/// The relations of the events from `source` to `target`, mutual ones in either direction, each with its category:
/// "ban (SANCTION)". Sorted.
pub fn relations_between(search: &Search, source: Node, target: Node) -> BTreeSet<String> {
    let network = search.network;
    let rows = between(search, source, target).into_iter().map(|event| network.event(event));
    let told = |row: &Row| match row.kind() {
        Some(kind) => format!("{} ({kind})", network.relation(row)),
        None => network.relation(row).to_owned(),
    };
    rows.filter(|row| leads(row, source)).map(told).collect()
}

/// Whether an event is one of `source`'s.
fn leads(row: &Row, source: Node) -> bool {
    row.source == source || row.reciprocal
}

impl Search<'_> {
    /// The events of one edge: from `source` to `target`, of a relation or category named as people write it.
    pub fn edge(&self, source: Node, relation: &str, target: Node) -> Vec<EventIndex> {
        let wanted = relation.trim().replace([' ', '-'], "_").to_lowercase();
        let named = |row: &Row| {
            self.network.relation(row) == wanted
                || row.kind().is_some_and(|kind| kind.as_str().to_lowercase() == wanted)
        };
        let events = between(self, source, target).into_iter();
        events.filter(|&event| leads(self.network.event(event), source) && named(self.network.event(event))).collect()
    }
}
