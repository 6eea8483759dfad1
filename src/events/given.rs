//! Actors that the caller has found himself: when the grammar joins none of them, the nearest predicate does, marked as
//! a guess.

use crate::actors::EntityId;
use crate::events::Event;
use crate::events::lexicon::{Part, Slot};
use crate::events::scope::Scope;
use crate::events::slots::Hit;
use crate::text::Document;

/// The predicate nearest to the first two given actors of a sentence that no event joins yet, with who does and who
/// receives it: the one in its subject, else the one named first, is the source.
pub(super) fn silent<'h>(
    scope: &Scope<'_>,
    document: &Document,
    hits: &'h [Hit],
    events: &[Event],
) -> Option<(&'h Hit, EntityId, EntityId)> {
    let mut actors: Vec<(usize, EntityId)> = Vec::new();
    for mention in scope.mentions {
        let given = document.mentions.iter().any(|g| g.span.overlaps(mention.span) && g.span.contains(mention.span));
        let exact = document.mentions.iter().any(|g| g.span == mention.span);
        let id = *mention.entities.first()?;
        if given && exact && actors.iter().all(|(_, other)| *other != id) {
            actors.push((mention.head as usize, id));
        }
    }
    let [(a, first), (b, second), ..] = *actors else { return None };
    let pair = |e: &Event| [e.source, e.target].iter().all(|id| *id == first || *id == second);
    if events.iter().any(pair) {
        return None;
    }
    let distance = |hit: &Hit| scope.tree.distance(hit.node, a) + scope.tree.distance(hit.node, b);
    let hit = hits.iter().filter(|hit| hit.part != Part::Adjective).min_by_key(|hit| (distance(hit), hit.node))?;
    let subject = scope.fill(&Slot::Subj, hit).into_iter().any(|n| scope.whom(n).contains(&second));
    Some(if subject { (hit, second, first) } else { (hit, first, second) })
}
