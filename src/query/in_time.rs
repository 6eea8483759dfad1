use rustc_hash::FxHashMap;

use crate::graph::network::{EventIndex, NO_DAY, Node};
use crate::query::search::Search;
use crate::query::{Path, Step};

/// How an actor is reached: on which day at the earliest, over whom, by which event.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Arrival {
    day: i32,
    before: Node,
    event: EventIndex,
}

/// The path of the fewest steps, at most `steps`, whose events can have followed each other in time: a day can be chosen
/// for each within its first and last so that none is before the one of the step before. Of several, the one that
/// arrives first. Events without a day are not used.
pub fn path_in_time(search: &Search, from: Node, to: Node, steps: usize) -> Option<Path> {
    if from == to {
        return Some(Path::default());
    }
    let start = Arrival { day: i32::MIN, before: from, event: 0 };
    let mut best: FxHashMap<Node, i32> = FxHashMap::from_iter([(from, i32::MIN)]);
    let mut layers: Vec<FxHashMap<Node, Arrival>> = vec![FxHashMap::from_iter([(from, start)])];
    for _ in 0..steps {
        let mut next: FxHashMap<Node, Arrival> = FxHashMap::default();
        // the order of a map plays no part: the least arrival of each actor stays
        for (&at, arrival) in layers.last()? {
            for event in search.network.events_of(at) {
                let row = search.network.event(event);
                let forward = row.source == at;
                let way = forward || row.reciprocal || !search.directed;
                let dated = row.category > 0 && row.first != NO_DAY;
                if !way || !dated || row.last < arrival.day || !search.sieve.admits(row) {
                    continue;
                }
                let other = row.other(at);
                let reached = Arrival { day: row.first.max(arrival.day), before: at, event };
                let sooner = best.get(&other).is_none_or(|&known| reached.day < known);
                if sooner && next.get(&other).is_none_or(|known| reached < *known) {
                    next.insert(other, reached);
                }
            }
        }
        best.extend(next.iter().map(|(&node, arrival)| (node, arrival.day)));
        let (arrived, stuck) = (next.contains_key(&to), next.is_empty());
        layers.push(next);
        if arrived {
            return Some(back(search, &layers, to));
        }
        if stuck {
            return None;
        }
    }
    None
}

fn back(search: &Search, layers: &[FxHashMap<Node, Arrival>], to: Node) -> Path {
    let mut steps = Vec::new();
    let mut at = to;
    for layer in layers.iter().skip(1).rev() {
        let Arrival { before, event, .. } = layer[&at];
        let forward = search.network.event(event).source == before;
        steps.push(Step { from: before, to: at, forward, events: vec![event] });
        at = before;
    }
    steps.reverse();
    Path { cost: steps.len() as u64, steps }
}
