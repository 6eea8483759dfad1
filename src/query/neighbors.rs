use crate::graph::network::Node;
use crate::query::search::{Bundle, Search};

/// An actor that has to do with another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbor {
    /// Who.
    pub node: Node,
    /// The edges between the two, the one with the most reports first.
    pub edges: Vec<Bundle>,
    /// Events between the two.
    pub events: u32,
    /// Reports of them.
    pub reports: u32,
    /// Mean conflict–cooperation score of the reports of events, in hundredths; none when there are only standing ties.
    pub score: Option<i64>,
    /// First and last day of an event.
    pub days: Option<(i32, i32)>,
}

/// Who has to do with `node`, and how: those with the most reports first. O(d log d) in its events.
pub fn neighbors(search: &Search, node: Node) -> Vec<Neighbor> {
    let edges = search.edges(node);
    let mut all: Vec<Neighbor> =
        edges.chunk_by(|a, b| a.other == b.other).map(|edges| neighbor(search, edges)).collect();
    all.sort_by_key(|neighbor| (std::cmp::Reverse(neighbor.reports), neighbor.node));
    all
}

fn neighbor(search: &Search, edges: &[Bundle]) -> Neighbor {
    let mut sorted = edges.to_vec();
    sorted.sort_by_key(|edge| (std::cmp::Reverse(edge.reports), !edge.forward, edge.first));
    // standing ties have neither score nor time
    let events = || edges.iter().filter(|edge| search.network.event(edge.first).category > 0);
    let (score, scored) =
        events().fold((0, 0), |(score, reports), edge| (score + edge.score, reports + i64::from(edge.reports)));
    let days = events().filter_map(|edge| edge.days).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    Neighbor {
        node: edges[0].other,
        edges: sorted,
        events: edges.iter().map(|edge| edge.events).sum(),
        reports: edges.iter().map(|edge| edge.reports).sum(),
        score: (scored > 0).then(|| score / scored),
        days,
    }
}
