use std::cmp::Reverse;
use std::collections::BinaryHeap;

use petgraph::Direction;
use petgraph::stable_graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashMap;

use crate::events::Status;
use crate::graph::{Actor, Edge, Graph};

/// Which edges a path may use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PathOptions {
    /// Only along the direction of the edges; else along and against it.
    pub directed: bool,
    /// Only edges of things that happened, and standing ties.
    pub actual: bool,
}

/// One edge of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step<'g> {
    /// The actor where the step begins.
    pub from: &'g Actor,
    /// The actor where it ends.
    pub to: &'g Actor,
    /// The edge.
    pub edge: &'g Edge,
    /// Whether the edge leads from `from` to `to`; else the step goes against it.
    pub forward: bool,
}

/// A way from one actor to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path<'g> {
    /// Its steps; none when both ends are the same actor.
    pub steps: Vec<Step<'g>>,
}

/// What a way costs: its steps first, then how shaky its edges are.
type Cost = (u32, u32);

/// The way from `from` to `to` with the fewest steps; of several the one with the best proven edges.
///
/// An edge is the better, the surer its status (actual before planned before possible) and the more reports stand
/// behind it; what is still equal is decided by the actors' keys. Dijkstra (1959), O((n + m) log n).
pub fn shortest_path<'g>(graph: &'g Graph, from: &Actor, to: &Actor, options: PathOptions) -> Option<Path<'g>> {
    let (start, goal) = (graph.node_of(&from.key)?, graph.node_of(&to.key)?);
    let came = search(graph, start, goal, options)?;
    let mut steps = Vec::new();
    let mut at = goal;
    while at != start {
        let (_, before, edge) = came[&at];
        steps.push(step(graph, before, at, edge));
        at = before;
    }
    steps.reverse();
    Some(Path { steps })
}

/// For every actor reached: its cost, the actor before it, and the edge between.
type Came = FxHashMap<NodeIndex, (Cost, NodeIndex, EdgeIndex)>;

fn search(graph: &Graph, start: NodeIndex, goal: NodeIndex, options: PathOptions) -> Option<Came> {
    let net = graph.petgraph();
    let key = |node: NodeIndex| net[node].key.as_str();
    let mut came = Came::default();
    came.insert(start, ((0, 0), start, EdgeIndex::end()));
    let mut open = BinaryHeap::from([Reverse(((0, 0), key(start), start))]);
    while let Some(Reverse((cost, _, at))) = open.pop() {
        if at == goal {
            return Some(came);
        }
        if came[&at].0 < cost {
            continue;
        }
        for (next, edge) in edges_from(graph, at, options).filter(|(next, _)| *next != start) {
            let reached = (cost.0 + 1, cost.1 + shakiness(&net[edge]));
            let rank = |cost: Cost, before: NodeIndex, edge: EdgeIndex| {
                let against = net.edge_endpoints(edge).is_some_and(|(source, _)| source != before);
                (cost, key(before), &net[edge].key, against)
            };
            let known = came.get(&next).map(|&(cost, before, edge)| rank(cost, before, edge));
            if known.is_none_or(|known| rank(reached, at, edge) < known) {
                came.insert(next, (reached, at, edge));
                open.push(Reverse((reached, key(next), next)));
            }
        }
    }
    None
}

/// The edges one may leave `at` by, and where they lead.
fn edges_from(graph: &Graph, at: NodeIndex, options: PathOptions) -> impl Iterator<Item = (NodeIndex, EdgeIndex)> + '_ {
    let net = graph.petgraph();
    let out = net.edges_directed(at, Direction::Outgoing).map(|edge| (edge.target(), edge, true));
    let back = net.edges_directed(at, Direction::Incoming).map(|edge| (edge.source(), edge, false));
    out.chain(back).filter_map(move |(next, edge, forward)| {
        let key = &edge.weight().key;
        let way = forward || key.reciprocal || !options.directed;
        let sure = !options.actual || key.status == Status::Actual;
        (way && sure).then(|| (next, edge.id()))
    })
}

/// How little an edge proves, from 0.
fn shakiness(edge: &Edge) -> u32 {
    let status = match edge.key.status {
        Status::Actual => 0,
        Status::Planned => 20,
        Status::Urged => 30,
        Status::Possible => 40,
        Status::Denied => 60,
    };
    status + 16 / (edge.reports.len() as u32).max(1)
}

fn step(graph: &Graph, from: NodeIndex, to: NodeIndex, edge: EdgeIndex) -> Step<'_> {
    let net = graph.petgraph();
    let (source, _) = net.edge_endpoints(edge).expect("the search only keeps edges of the graph");
    Step { from: &net[from], to: &net[to], edge: &net[edge], forward: source == from }
}
