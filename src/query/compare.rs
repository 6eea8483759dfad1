use crate::graph::network::{EventIndex, Network, Row, Sieve};

/// What became of an edge or a pair from one period to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The pair was friendly or neutral and is hostile.
    Hostile,
    /// The pair was hostile and is friendly or neutral.
    Friendly,
    /// The relation was not there before.
    New,
    /// The relation is no longer there.
    Gone,
}

impl Change {
    /// The change as the output names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hostile => "turned hostile",
            Self::Friendly => "turned friendly",
            Self::New => "new",
            Self::Gone => "gone",
        }
    }
}

/// A difference between two periods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// What happened.
    pub change: Change,
    /// The events that show it: of the later period, and of the earlier one when it is gone.
    pub events: Vec<EventIndex>,
    /// Mean scores before and after in hundredths, where there were events.
    pub scores: (Option<i64>, Option<i64>),
}

/// What differs between the events that `before` admits and those that `after` does: relations that are new or gone, and
/// pairs, whichever way their events lead, that turned hostile or friendly. Those with the most reports first. Standing
/// ties, which have no time, are left out. O(m log m).
pub fn compare(network: &Network, before: &Sieve, after: &Sieve) -> Vec<Changed> {
    let counts = |row: &Row| row.category > 0 && (before.admits(row) || after.admits(row));
    let rows = network.events();
    let mut events: Vec<EventIndex> = (0..rows.len() as u32).filter(|&event| counts(network.event(event))).collect();
    let pair = |event: EventIndex| {
        let row = network.event(event);
        (row.source.min(row.target), row.source.max(row.target))
    };
    events.sort_unstable_by_key(|&event| (pair(event), event));
    let mut changes = Vec::new();
    for events in events.chunk_by(|&a, &b| pair(a) == pair(b)) {
        changes.extend(turned(network, before, after, events));
        let edge = |event: EventIndex| (network.event(event).source, network.event(event).relation);
        for events in events.chunk_by(|&a, &b| edge(a) == edge(b)) {
            let [old, new] = [before, after].map(|sieve| within(network, sieve, events));
            let scores = (score(network, &old), score(network, &new));
            match (old.is_empty(), new.is_empty()) {
                (true, false) => changes.push(Changed { change: Change::New, events: new, scores }),
                (false, true) => changes.push(Changed { change: Change::Gone, events: old, scores }),
                _ => {}
            }
        }
    }
    let reports = |changed: &Changed| -> u64 {
        changed.events.iter().map(|&event| u64::from(network.event(event).reports)).sum()
    };
    changes.sort_by_key(|changed| (changed.change, std::cmp::Reverse(reports(changed)), changed.events[0]));
    changes
}

/// Whether the pair of `events` turned hostile or friendly.
fn turned(network: &Network, before: &Sieve, after: &Sieve, events: &[EventIndex]) -> Option<Changed> {
    let [old, new] = [before, after].map(|sieve| within(network, sieve, events));
    let (was, is) = (score(network, &old)?, score(network, &new)?);
    let change = match (was < 0, is < 0) {
        (false, true) => Change::Hostile,
        (true, false) => Change::Friendly,
        _ => return None,
    };
    Some(Changed { change, events: new, scores: (Some(was), Some(is)) })
}

fn within(network: &Network, sieve: &Sieve, events: &[EventIndex]) -> Vec<EventIndex> {
    events.iter().copied().filter(|&event| sieve.admits(network.event(event))).collect()
}

/// Mean score of the reports, in hundredths.
fn score(network: &Network, events: &[EventIndex]) -> Option<i64> {
    let rows = events.iter().map(|&event| network.event(event));
    let (sum, reports) = rows.fold((0, 0), |(sum, reports), row| {
        (sum + i64::from(row.score) * i64::from(row.reports), reports + i64::from(row.reports))
    });
    (reports > 0).then(|| sum / reports)
}
