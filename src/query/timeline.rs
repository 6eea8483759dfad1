use crate::graph::network::{EventIndex, NO_DAY, Node};
use crate::query::search::Search;

/// The events that all of `actors` take part in, every one when there are none, in the order of time, those without a
/// day last; standing ties, which have no time, are left out. O(d log d) in the events of the first actor.
pub fn timeline(search: &Search, actors: &[Node]) -> Vec<EventIndex> {
    let network = search.network;
    let fits = |&event: &EventIndex| {
        let row = network.event(event);
        row.category > 0 && search.sieve.admits(row) && actors.iter().all(|&actor| row.has(actor))
    };
    let mut events: Vec<EventIndex> = match actors.first() {
        Some(&actor) => network.events_of(actor).filter(fits).collect(),
        None => (0..network.events().len() as EventIndex).filter(fits).collect(),
    };
    events.sort_by_cached_key(|&event| {
        let row = network.event(event);
        (row.first == NO_DAY, row.first, row.last, event)
    });
    events
}
