//! Threats said as plans: "Nigeria announced that it will withdraw unless …", "“We shall flatten their camps,” the
//! general said", "vowed to strike back". Who announces or vows that its own side will do harm threatens.

use crate::events::extract::implied;
use crate::events::scope::Scope;
use crate::events::{Event, EventKind, Status};

/// What the rules write of an event below a vow or in the future.
const ANNOUNCED: [&str; 4] = ["modal `will`", "modal `would`", "modal `shall`", "modal `'ll`"];
const VOWED: [&str; 2] = ["below `vow`", "below `swear`"];

/// The threats that the events of one sentence are, beside being plans.
pub(super) fn find(scope: &Scope<'_>, events: &[Event]) -> Vec<Event> {
    let harm = |event: &&Event| {
        matches!(event.kind, EventKind::Assault | EventKind::Sanction | EventKind::Coerce)
            && matches!(event.status, Status::Planned | Status::Possible)
    };
    let says = |event: &Event, words: &[&str]| event.rules.iter().any(|r| words.iter().any(|w| r.starts_with(w)));
    let own = |event: &Event| event.attributed_to.is_some_and(|who| scope.is_one_side(who, event.source));
    let announced = |event: &&Event| says(event, &ANNOUNCED) && own(event) || says(event, &VOWED);
    let threat = |event: &Event| {
        let node = scope.node_at(event.evidence.trigger)?;
        let sense = (EventKind::Threaten, None, "threat", "130");
        let parties = (event.source, event.target);
        Some(implied(scope, parties, event.evidence, node, sense, "announces harm of one's own side"))
    };
    events.iter().filter(harm).filter(announced).filter_map(threat).collect()
}
