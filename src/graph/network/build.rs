use std::collections::BTreeMap;

use rayon::slice::ParallelSliceMut;

use super::{NO_DAY, Network, Node, Row};
use crate::events::{EventKind, Status};
use crate::graph::{Graph, Occurrence, day_number};

/// Takes actors, then events, in any order, and makes a [`Network`] of them.
#[derive(Debug, Default)]
pub struct NetworkBuilder {
    network: Network,
}

impl NetworkBuilder {
    /// Adds the next actor. Keys come sorted, each once; `id` is its row in the store.
    pub fn actor(&mut self, key: &str, id: i64) -> Node {
        let network = &mut self.network;
        debug_assert!(network.actors() == 0 || network.key(network.actors() as Node - 1) < key, "keys come sorted");
        network.names.push(key);
        network.ids.push(id);
        let node = network.states.len() as Node;
        network.states.push(node);
        node
    }

    /// Says that `node` is, belongs to or acts for the state `state`.
    pub fn state(&mut self, node: Node, state: Node) {
        self.network.states[node as usize] = state;
    }

    /// Tells the relations, sorted; the numbers in the events mean them.
    pub fn relations(&mut self, names: Vec<String>) {
        self.network.relations = names;
    }

    /// Makes room for so many more events.
    pub fn reserve(&mut self, events: usize) {
        self.network.rows.reserve_exact(events);
    }

    /// Adds an event.
    pub fn event(&mut self, row: Row) {
        self.network.rows.push(row);
    }

    /// Sorts everything into place. O(m log m) on all threads.
    pub fn finish(self) -> Network {
        let mut network = self.network;
        network.rows.par_sort_unstable_by_key(|row| {
            let Row { source, target, relation, category, status, reciprocal, first, last, .. } = *row;
            let rest = (row.score, row.confidence, row.reports, row.independent, row.id);
            ((source, target, relation, category, status, reciprocal), (first, last), rest)
        });
        network.index();
        network
    }
}

impl Network {
    /// The network of the events of `graph`; an event's `id` is its place in [`Graph::events`].
    pub fn of(graph: &Graph) -> Self {
        Self::of_events(graph, &graph.events())
    }

    /// The network of `events`, which are those of `graph`.
    ///
    /// # Panics
    ///
    /// If an end of an event is no actor of `graph`.
    pub fn of_events(graph: &Graph, events: &[Occurrence]) -> Self {
        let mut builder = NetworkBuilder::default();
        for (id, actor) in graph.actors().enumerate() {
            builder.actor(&actor.key, id as i64);
        }
        for actor in graph.actors() {
            let state = actor.country().and_then(|key| builder.network.node(key));
            let node = builder.network.node(&actor.key);
            if let (Some(node), Some(state)) = (node, state) {
                builder.state(node, state);
            }
        }
        let mut relations: BTreeMap<&str, u16> =
            events.iter().map(|event| (event.edge.key.relation.as_str(), 0)).collect();
        relations.values_mut().enumerate().for_each(|(number, value)| *value = number as u16);
        builder.relations(relations.keys().map(|&name| name.to_owned()).collect());
        for (id, event) in events.iter().enumerate() {
            let node = |key| builder.network.node(key).expect("both ends of an edge are actors of the graph");
            let mut row = row(event, id as u32);
            (row.source, row.target) = (node(&event.source.key), node(&event.target.key));
            row.relation = relations[event.edge.key.relation.as_str()];
            builder.event(row);
        }
        builder.finish()
    }

    /// Finds where the events of each actor begin, from sorted rows.
    pub(super) fn index(&mut self) {
        let actors = self.actors();
        let count = |starts: &mut [u32], node: Node| starts[node as usize + 1] += 1;
        let (mut out_start, mut in_start) = (vec![0; actors + 1], vec![0; actors + 1]);
        for row in &self.rows {
            count(&mut out_start, row.source);
            count(&mut in_start, row.target);
        }
        for starts in [&mut out_start, &mut in_start] {
            let mut sum = 0;
            for start in starts.iter_mut() {
                sum += *start;
                *start = sum;
            }
        }
        let mut next = in_start.clone();
        let (mut in_source, mut in_event) = (vec![0; self.rows.len()], vec![0; self.rows.len()]);
        for (index, row) in self.rows.iter().enumerate() {
            let place = &mut next[row.target as usize];
            in_source[*place as usize] = row.source;
            in_event[*place as usize] = index as u32;
            *place += 1;
        }
        self.out_target = self.rows.iter().map(|row| row.target).collect();
        (self.out_start, self.in_start, self.in_source, self.in_event) = (out_start, in_start, in_source, in_event);
    }

    /// An empty network with the actors and relations of this one.
    pub(super) fn without_events(&self) -> Self {
        let (names, ids, states, relations) =
            (self.names.clone(), self.ids.clone(), self.states.clone(), self.relations.clone());
        Self { names, ids, states, relations, ..Self::default() }
    }

    /// Gives the network these events, sorted already.
    pub(super) fn with_rows(mut self, rows: Vec<Row>) -> Self {
        self.rows = rows;
        self.index();
        self
    }
}

/// The event as numbers; its ends and relation are still to be told.
fn row(event: &Occurrence, id: u32) -> Row {
    let key = &event.edge.key;
    let scores: i32 = event.reports.iter().map(|report| report.score.count()).sum();
    let confidence = event.reports.iter().map(|report| report.confidence.count()).max().unwrap_or_default();
    let count = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    Row {
        category: category_code(key.event),
        status: status_code(key.status),
        reciprocal: key.reciprocal,
        confidence: confidence.clamp(0, 255) as u8,
        first: event.days.map_or(NO_DAY, |days| day_number(days.start)),
        last: event.days.map_or(NO_DAY, |days| day_number(days.end)),
        score: mean(scores, event.reports.len()),
        reports: count(event.reports.len()),
        independent: count(event.independent),
        id,
        ..Row::default()
    }
}

/// The mean of `count` numbers that add up to `sum`, rounded to the nearest, halves away from zero.
pub(crate) fn mean(sum: i32, count: usize) -> i16 {
    (f64::from(sum) / count.max(1) as f64).round() as i16
}

/// The category as a network and a store have it: 0 for a standing tie.
pub(crate) fn category_code(kind: Option<EventKind>) -> u8 {
    let place = |kind| EventKind::ALL.iter().position(|&other| other == kind).unwrap_or_default();
    kind.map_or(0, |kind| place(kind) as u8 + 1)
}

/// The status as a network and a store have it.
pub(crate) fn status_code(status: Status) -> u8 {
    Status::ALL.iter().position(|&other| other == status).unwrap_or_default() as u8
}
