//! A graph of any size as numbers, for algorithms: who did what to whom and when, without the words.
//!
//! In: rows of actors and events, from a [`Graph`](crate::graph::Graph) or a store. Out: a [`Network`], a directed
//! multigraph in compressed sparse rows, both directions: one actor needs about 30 bytes, one event 50. The order of
//! actors is that of their keys and the order of events that of what they say, so an answer does not depend on how the
//! graph came about. petgraph's visit traits are implemented, so its algorithms run on it too.
//!
//! ```
//! use demarche::graph::Graph;
//! use demarche::graph::network::Network;
//!
//! let network = Network::of(&Graph::default());
//! assert_eq!((network.actors(), network.events().len()), (0, 0));
//! ```

mod build;
mod view;
mod visit;

use std::ops::Range;

use crate::events::{EventKind, Status};
use crate::graph::{DateRange, Hundredths, day_of};

pub use build::NetworkBuilder;
pub(crate) use build::{category_code, mean, status_code};
pub use view::Sieve;

/// The day of an event that has none.
pub const NO_DAY: i32 = i32::MIN;

/// Number of an actor in a [`Network`], in the order of the keys.
pub type Node = u32;

/// Number of an event in a [`Network`]; those of one source follow each other, and of one pair in them.
pub type EventIndex = u32;

/// One event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// Who does it.
    pub source: Node,
    /// Who receives it.
    pub target: Node,
    /// Number of its relation in [`Network::relations`].
    pub relation: u16,
    /// Category: 0 for a standing tie, else one more than its place in [`EventKind::ALL`].
    pub category: u8,
    /// Place in [`Status::ALL`].
    pub status: u8,
    /// Whether neither side is more the doer.
    pub reciprocal: bool,
    /// How sure the surest report is, in hundredths.
    pub confidence: u8,
    /// First day, or [`NO_DAY`].
    pub first: i32,
    /// Last day, or [`NO_DAY`].
    pub last: i32,
    /// Mean conflict–cooperation score, in hundredths.
    pub score: i16,
    /// Reports, at most 65535.
    pub reports: u16,
    /// Articles, near-copies counted once, at most 65535.
    pub independent: u16,
    /// Where it came from: the row in the store, or the place in [`Graph::events`](crate::graph::Graph::events).
    pub id: u32,
}

impl Row {
    /// Category; none for a standing tie.
    pub fn kind(&self) -> Option<EventKind> {
        usize::from(self.category).checked_sub(1).map(|place| EventKind::ALL[place])
    }

    /// Status.
    pub fn state(&self) -> Status {
        Status::ALL[usize::from(self.status)]
    }

    /// When, if that is known.
    pub fn days(&self) -> Option<DateRange> {
        (self.first != NO_DAY).then(|| DateRange { start: day_of(self.first), end: day_of(self.last) })
    }

    /// Score.
    pub fn score(&self) -> Hundredths {
        Hundredths::of(i32::from(self.score))
    }

    /// What tells the edge it belongs to from the others of the same two actors.
    pub const fn key(&self) -> (u16, u8, u8, bool) {
        (self.relation, self.category, self.status, self.reciprocal)
    }

    /// Whether `actor` is at one end.
    pub const fn has(&self, actor: Node) -> bool {
        self.source == actor || self.target == actor
    }

    /// The end that is not `actor`.
    pub const fn other(&self, actor: Node) -> Node {
        if self.source == actor { self.target } else { self.source }
    }
}

/// A directed multigraph of events between actors, as numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    names: Keys,
    /// Row of each actor in the store.
    ids: Vec<i64>,
    /// The state that each actor is, belongs to or acts for; itself when none.
    states: Vec<Node>,
    relations: Vec<String>,
    rows: Vec<Row>,
    /// Where the events of each source begin in `rows`, and the end.
    out_start: Vec<u32>,
    /// Target of each event: a copy, close together.
    out_target: Vec<Node>,
    /// Where the events of each target begin in the two below.
    in_start: Vec<u32>,
    in_source: Vec<Node>,
    in_event: Vec<EventIndex>,
}

/// Keys of the actors, sorted, in one string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Keys {
    text: String,
    ends: Vec<u32>,
}

impl Keys {
    fn push(&mut self, key: &str) {
        self.text.push_str(key);
        self.ends.push(self.text.len() as u32);
    }

    fn at(&self, node: Node) -> &str {
        let start = (node as usize).checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.text[start..self.ends[node as usize] as usize]
    }
}

impl Network {
    /// Number of actors.
    pub fn actors(&self) -> usize {
        self.ids.len()
    }

    /// The actors, in the order of their keys.
    pub fn nodes(&self) -> Range<Node> {
        0..self.actors() as Node
    }

    /// The events, in the order of source, target, relation, category, status and day.
    pub fn events(&self) -> &[Row] {
        &self.rows
    }

    /// The event numbered `index`.
    pub fn event(&self, index: EventIndex) -> &Row {
        &self.rows[index as usize]
    }

    /// The names of the relations, sorted.
    pub fn relations(&self) -> &[String] {
        &self.relations
    }

    /// The name of an event's relation.
    pub fn relation(&self, row: &Row) -> &str {
        &self.relations[usize::from(row.relation)]
    }

    /// Key of an actor.
    pub fn key(&self, node: Node) -> &str {
        self.names.at(node)
    }

    /// The actor of this key. O(log n).
    pub fn node(&self, key: &str) -> Option<Node> {
        let nodes = self.nodes();
        let (mut low, mut high) = (nodes.start, nodes.end);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.key(middle) < key { low = middle + 1 } else { high = middle }
        }
        (low < nodes.end && self.key(low) == key).then_some(low)
    }

    /// Row of an actor in the store that the network was read from.
    pub fn id(&self, node: Node) -> i64 {
        self.ids[node as usize]
    }

    /// The state that an actor is, belongs to or acts for; itself when it stands for itself.
    pub fn state(&self, node: Node) -> Node {
        self.states[node as usize]
    }

    /// The events that `node` does.
    pub fn out(&self, node: Node) -> Range<EventIndex> {
        self.out_start[node as usize]..self.out_start[node as usize + 1]
    }

    /// Whom `node` does something to, one for each event of [`out`](Self::out).
    pub fn targets(&self, node: Node) -> &[Node] {
        let Range { start, end } = self.out(node);
        &self.out_target[start as usize..end as usize]
    }

    /// Who does something to `node`, one for each event of [`into`](Self::events_into), sorted.
    pub fn sources(&self, node: Node) -> &[Node] {
        &self.in_source[self.in_start[node as usize] as usize..self.in_start[node as usize + 1] as usize]
    }

    /// The events done to `node`, in the order of their sources.
    pub fn events_into(&self, node: Node) -> &[EventIndex] {
        &self.in_event[self.in_start[node as usize] as usize..self.in_start[node as usize + 1] as usize]
    }

    /// All events that `node` takes part in, its own first; one that it does to itself once.
    pub fn events_of(&self, node: Node) -> impl Iterator<Item = EventIndex> + '_ {
        let done = self.events_into(node).iter().copied().filter(move |&index| self.event(index).source != node);
        self.out(node).chain(done)
    }

    /// The events that `source` does to `target`, next to each other. O(log n) in the events of the one with fewer.
    pub fn between(&self, source: Node, target: Node) -> Range<EventIndex> {
        let (targets, sources) = (self.targets(source), self.sources(target));
        let place = |others: &[Node], wanted: Node| {
            let from = others.partition_point(|&other| other < wanted);
            from..from + others[from..].partition_point(|&other| other == wanted)
        };
        if targets.len() <= sources.len() {
            let start = self.out(source).start;
            let Range { start: from, end: to } = place(targets, target);
            start + from as u32..start + to as u32
        } else {
            // sorted in the same way, so that they follow each other there as well
            match &self.events_into(target)[place(sources, source)] {
                [] => 0..0,
                events @ [first, ..] => *first..first + events.len() as u32,
            }
        }
    }
}
