use std::ops::{ControlFlow, Range};

use crate::events::Status;
use crate::graph::Filter;
use crate::graph::network::{EventIndex, NO_DAY, Network, Node, Row, Sieve};

/// Which events of a network one may walk along.
#[derive(Clone, Debug)]
pub struct Search<'n> {
    /// The network.
    pub network: &'n Network,
    /// Which events count.
    pub sieve: Sieve,
    /// Only along the direction of events; else along and against it. Mutual events go both ways.
    pub directed: bool,
}

/// The events of one edge: those of one pair, relation, category and status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The actor at the other end.
    pub other: Node,
    /// Whether the events lead to `other`.
    pub forward: bool,
    /// The first of the events.
    pub first: EventIndex,
    /// How many they are.
    pub events: u32,
    /// Their reports together.
    pub reports: u32,
    /// The articles that report them, near-copies counted once for each event.
    pub independent: u32,
    /// Their scores, times their reports, added up, in hundredths.
    pub score: i64,
    /// Their first and last day.
    pub days: Option<(i32, i32)>,
}

impl Bundle {
    fn begin(other: Node, forward: bool, first: EventIndex) -> Self {
        Self { other, forward, first, events: 0, reports: 0, independent: 0, score: 0, days: None }
    }

    fn take(&mut self, row: &Row) {
        self.events += 1;
        self.reports += u32::from(row.reports);
        self.independent += u32::from(row.independent);
        self.score += i64::from(row.score) * i64::from(row.reports);
        if row.first != NO_DAY {
            let (first, last) = self.days.unwrap_or((row.first, row.last));
            self.days = Some((first.min(row.first), last.max(row.last)));
        }
    }

    /// Mean score of the reports, in hundredths.
    pub fn mean_score(&self) -> i64 {
        self.score / i64::from(self.reports.max(1))
    }
}

impl<'n> Search<'n> {
    /// Along all events, in both directions.
    pub fn new(network: &'n Network) -> Self {
        Self::with(network, &Filter::default(), false)
    }

    /// Along the events that `filter` admits.
    pub fn with(network: &'n Network, filter: &Filter, directed: bool) -> Self {
        Self { network, sieve: Sieve::new(network, filter), directed }
    }

    /// Shows `visit` whom one can go to from `at`: once for each event.
    pub fn leave(&self, at: Node, mut visit: impl FnMut(Node)) {
        let _: ControlFlow<()> = self.try_leave(at, |to| {
            visit(to);
            ControlFlow::Continue(())
        });
    }

    /// Shows `visit` from whom one can come to `at`: once for each event.
    pub fn arrive(&self, at: Node, mut visit: impl FnMut(Node)) {
        let _: ControlFlow<()> = self.try_arrive(at, |from| {
            visit(from);
            ControlFlow::Continue(())
        });
    }

    /// As [`leave`](Self::leave), until `visit` breaks off.
    pub fn try_leave<B>(&self, at: Node, mut visit: impl FnMut(Node) -> ControlFlow<B>) -> ControlFlow<B> {
        self.step(at, !self.directed, true, &mut visit)
    }

    /// As [`arrive`](Self::arrive), until `visit` breaks off.
    pub fn try_arrive<B>(&self, at: Node, mut visit: impl FnMut(Node) -> ControlFlow<B>) -> ControlFlow<B> {
        self.step(at, true, !self.directed, &mut visit)
    }

    /// Goes over the events of `at`; `into` and `out` say whether those that are not mutual count.
    fn step<B>(
        &self,
        at: Node,
        into: bool,
        out: bool,
        visit: &mut impl FnMut(Node) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let network = self.network;
        let counts = |event: EventIndex, way: bool| {
            let row = network.event(event);
            (way || row.reciprocal) && self.sieve.admits(row)
        };
        let all = self.sieve.is_open();
        for (event, &target) in network.out(at).zip(network.targets(at)) {
            if all && out || counts(event, out) {
                visit(target)?;
            }
        }
        for (&event, &source) in network.events_into(at).iter().zip(network.sources(at)) {
            if all && into || counts(event, into) {
                visit(source)?;
            }
        }
        ControlFlow::Continue(())
    }

    /// The number of events at `at`, whether they count or not.
    pub fn degree(&self, at: Node) -> usize {
        self.network.targets(at).len() + self.network.sources(at).len()
    }

    /// The edges by which one can go from `at`, in the order of the actors they lead to, and with each actor those along
    /// the direction first.
    pub fn edges(&self, at: Node) -> Vec<Bundle> {
        let network = self.network;
        let mut edges = self.bundles(network.out(at), true);
        // what it does to itself is among the first
        let done = network.events_into(at).iter().zip(network.sources(at)).filter(|&(_, &source)| source != at);
        edges.extend(self.bundles(done.map(|(&event, _)| event), false));
        edges.sort_by_key(|edge| (edge.other, !edge.forward, edge.first));
        edges
    }

    /// The edges by which one can go from `from` to `to`, those along the direction first.
    pub fn edges_between(&self, from: Node, to: Node) -> Vec<Bundle> {
        let mut edges = self.bundles(self.network.between(from, to), true);
        if from != to {
            edges.extend(self.bundles(self.network.between(to, from), false));
        }
        edges
    }

    /// Takes the events of each edge together; `events` are in the order of one end and then of their keys.
    fn bundles(&self, events: impl Iterator<Item = EventIndex>, forward: bool) -> Vec<Bundle> {
        let mut bundles: Vec<Bundle> = Vec::new();
        for event in events {
            let row = self.network.event(event);
            let way = forward || row.reciprocal || !self.directed;
            if !way || !self.sieve.admits(row) {
                continue;
            }
            let other = if forward { row.target } else { row.source };
            let same = bundles
                .last()
                .is_some_and(|last| last.other == other && self.network.event(last.first).key() == row.key());
            if !same {
                bundles.push(Bundle::begin(other, forward, event));
            }
            if let Some(last) = bundles.last_mut() {
                last.take(row);
            }
        }
        bundles
    }

    /// The events of an edge that count.
    pub fn events_of(&self, edge: &Bundle) -> Vec<EventIndex> {
        let first = self.network.event(edge.first);
        let Range { end, .. } = self.network.out(first.source);
        let same = |event: &EventIndex| {
            let row = self.network.event(*event);
            row.target == first.target && row.key() == first.key()
        };
        (edge.first..end).take_while(same).filter(|&event| self.sieve.admits(self.network.event(event))).collect()
    }

    /// How little an edge proves, from 0: the surer its status and the more its reports, the better.
    pub fn shakiness(&self, edge: &Bundle) -> u32 {
        let status = match self.network.event(edge.first).state() {
            Status::Actual => 0,
            Status::Planned => 20,
            Status::Urged => 30,
            Status::Possible => 40,
            Status::Denied => 60,
        };
        status + 16 / edge.reports.max(1)
    }
}
