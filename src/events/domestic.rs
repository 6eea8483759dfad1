//! Dealings of a state with what is its own, which are none: "called on Lukashenko in Minsk", "bombed Raqqa, held by the
//! group".

use crate::actors::{Entity, EntityKind};
use crate::events::scope::Scope;
use crate::events::{Event, EventKind};

/// Leaves out of the events of a sentence the friendly ones of a state with its own places and people, and the others where
/// the same words tell of somebody else; `chosen` are those that the caller asked for.
pub(super) fn left_out(scope: &Scope<'_>, told: &mut Vec<Event>, chosen: impl Fn(&Event) -> bool) {
    let keep: Vec<bool> =
        told.iter().map(|event| chosen(event) || !is_own(scope, event) || !is_idle(scope, event, told)).collect();
    let mut keep = keep.into_iter();
    told.retain(|_| keep.next().unwrap_or(true));
}

/// Whether the event joins a state and a place or person of it.
fn is_own(scope: &Scope<'_>, event: &Event) -> bool {
    let [one, other] = [event.source, event.target].map(|id| scope.actors.entity(id));
    let state = |e: &Entity| e.kind == EntityKind::Country;
    let belongs = |e: &Entity| matches!(e.kind, EntityKind::Place | EntityKind::Person);
    let own = state(one) && belongs(other) || state(other) && belongs(one);
    own && one.country.is_some() && one.country == other.country
}

/// Whether nothing is lost without the event.
fn is_idle(scope: &Scope<'_>, event: &Event, told: &[Event]) -> bool {
    use EventKind as K;
    let friendly = matches!(event.kind, K::Consult | K::Cooperate | K::Agree | K::Support | K::Aid);
    let same = |other: &Event| (other.source, other.evidence.trigger) == (event.source, event.evidence.trigger);
    let place = scope.actors.entity(event.target).kind == EntityKind::Place;
    friendly || place && told.iter().any(|other| same(other) && !is_own(scope, other))
}
