use std::collections::BTreeSet;

use crate::graph::network::{EventIndex, Node};
use crate::query::search::{Bundle, Search};
use crate::query::{shortest, weighted};

/// What makes a path short.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// Few steps; of as many, the best proven edges.
    #[default]
    Steps,
    /// Much evidence: a step is as long as one divided by the number of independent reports.
    Evidence,
    /// Friendly deeds: a step is the shorter, the higher its conflict–cooperation score.
    Cooperation,
    /// Hostile deeds: a step is the shorter, the lower its conflict–cooperation score.
    Conflict,
}

/// One step of a path, along one edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The actor where the step begins.
    pub from: Node,
    /// The actor where it ends.
    pub to: Node,
    /// Whether the edge leads from `from` to `to`; else the step goes against it.
    pub forward: bool,
    /// The events of the edge, at least one.
    pub events: Vec<EventIndex>,
}

/// A way from one actor to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    /// Its steps; none when both ends are the same actor.
    pub steps: Vec<Step>,
    /// What it costs, by the weight it was sought with.
    pub cost: u64,
}

/// Cost of a step when steps count: how shaky its edge is comes after.
pub(super) const STEP: u64 = 1 << 32;
/// Cost of the longest step when something else counts.
pub(super) const LONGEST: u64 = 1_000_000;

/// What an edge costs.
pub fn cost(search: &Search, weight: Weight, edge: &Bundle) -> u64 {
    let scored = |score: i64| LONGEST * (100 + score.clamp(0, 2000) as u64) / 2100;
    match weight {
        Weight::Steps => STEP + u64::from(search.shakiness(edge)),
        Weight::Evidence => LONGEST / u64::from(edge.independent.max(1)),
        Weight::Cooperation => scored(1000 - edge.mean_score()),
        Weight::Conflict => scored(1000 + edge.mean_score()),
    }
}

/// What paths may not use.
#[derive(Clone, Debug, Default)]
pub(super) struct Barred {
    pub nodes: BTreeSet<Node>,
    pub steps: BTreeSet<(Node, Node)>,
}

impl Barred {
    pub fn step(&self, from: Node, to: Node) -> bool {
        !self.steps.is_empty() && self.steps.contains(&(from, to)) || self.node(to)
    }

    pub fn node(&self, node: Node) -> bool {
        !self.nodes.is_empty() && self.nodes.contains(&node)
    }
}

/// The best path from `from` to `to`, if there is one: of equal ones, that over the actors whose keys come first.
///
/// By steps, breadth first from both ends (Pohl, 1971); by other weights, Dijkstra (1959), O((n + m) log n).
pub fn best_path(search: &Search, from: Node, to: Node, weight: Weight) -> Option<Path> {
    best_nodes(search, from, to, weight, &Barred::default()).map(|nodes| path_over(search, &nodes, weight))
}

/// The actors of the best path.
pub(super) fn best_nodes(search: &Search, from: Node, to: Node, weight: Weight, barred: &Barred) -> Option<Vec<Node>> {
    match weight {
        Weight::Steps => shortest::nodes(search, from, to, barred),
        weight => weighted::nodes(search, from, to, weight, barred),
    }
}

/// The cheapest edge from `from` to `to`.
pub(super) fn cheapest(search: &Search, from: Node, to: Node, weight: Weight) -> Option<(u64, Bundle)> {
    let edges = search.edges_between(from, to).into_iter();
    edges.map(|edge| (cost(search, weight, &edge), edge)).min_by_key(|(cost, edge)| (*cost, !edge.forward, edge.first))
}

/// The path over these actors, along the cheapest edge from each to the next.
pub(super) fn path_over(search: &Search, nodes: &[Node], weight: Weight) -> Path {
    let mut path = Path::default();
    for pair in nodes.windows(2) {
        let (cost, edge) = cheapest(search, pair[0], pair[1], weight).expect("the actors of a path are linked");
        path.cost += cost;
        path.steps.push(Step { from: pair[0], to: pair[1], forward: edge.forward, events: search.events_of(&edge) });
    }
    path
}

impl Path {
    /// The actors on the path, the first and the last included; none when there is no step.
    pub fn nodes(&self) -> Vec<Node> {
        let first = self.steps.first().map(|step| step.from);
        first.into_iter().chain(self.steps.iter().map(|step| step.to)).collect()
    }

    /// The events of all steps.
    pub fn events(&self) -> Vec<EventIndex> {
        self.steps.iter().flat_map(|step| step.events.iter().copied()).collect()
    }
}
