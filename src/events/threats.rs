//! Threats said as plans: "Nigeria announced that it will withdraw unless …", "“We shall flatten their camps,” the
//! general said". Who announces that its own side will do harm threatens.

use crate::actors::EntityId;
use crate::events::extract::implied;
use crate::events::scope::Scope;
use crate::events::{Event, EventKind, Status};

/// The threats that the events of one sentence are, beside being plans.
pub(super) fn find(scope: &Scope<'_>, events: &[Event]) -> Vec<Event> {
    let harm = |event: &&Event| {
        matches!(event.kind, EventKind::Assault | EventKind::Sanction | EventKind::Coerce)
            && matches!(event.status, Status::Planned | Status::Possible)
            && event
                .rules
                .iter()
                .any(|rule| ["modal `will`", "modal `would`", "modal `shall`", "modal `'ll`"].contains(&rule.as_str()))
    };
    let country = |id: EntityId| scope.actors.entity(id).country.as_deref();
    let announced = |event: &&Event| {
        event
            .attributed_to
            .is_some_and(|who| who == event.source || country(who).is_some() && country(who) == country(event.source))
    };
    let planned = events.iter().filter(harm).filter(announced);
    let threat = |event: &Event| {
        let node = scope.tree.nodes().iter().position(|n| n.span.start == event.evidence.trigger.start)?;
        let sense = (EventKind::Threaten, None, "threat", "130");
        Some(implied(
            scope,
            (event.source, event.target),
            event.evidence,
            node,
            sense,
            "announces harm of one's own side",
        ))
    };
    planned.filter_map(threat).collect()
}
