//! What a family asks for beside its words: an object or a source of a class, a clause or none, a setting.

use crate::events::lexicon::{Family, Part, Pattern, Slot, Valency};
use crate::events::objects::{has_object, has_source};
use crate::events::scope::Scope;
use crate::events::slots::Hit;
use crate::events::{EventKind, Mode, undoing};
use crate::syntax::Deprel;

/// Whether the object and the clause of a predicate are such as its family asks for.
pub(super) fn suits(scope: &Scope<'_>, hit: &Hit) -> bool {
    let family = &scope.lexicon.families()[hit.family as usize];
    let roles = if hit.part == Part::Noun { &family.noun } else { &family.verb };
    family.needs.as_deref().is_none_or(|class| has_object(scope, hit, class))
        && family.source_needs.as_deref().is_none_or(|class| has_source(scope, hit, &roles.source, class))
        && !is_forbidden(scope, hit)
        && !is_report(scope, hit, family, &roles.source)
        && !undoing::stays(scope, hit)
        && fits(scope, hit, family)
}

/// Whether the clause of a verb is one that the family asks for.
fn fits(scope: &Scope<'_>, hit: &Hit, family: &Family) -> bool {
    let mut below = scope.tree.children(hit.node).map(|c| scope.rel(c));
    let mut further = scope.tree.children_by(hit.node, Deprel::Obj).filter(|c| !hit.with.contains(c));
    match family.valency {
        _ if hit.part != Part::Verb => true,
        Valency::Free | Valency::Own => true,
        Valency::Clause => {
            !hit.with.is_empty()
                || below.any(|r| matches!(r, Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl | Deprel::Acl))
        }
        Valency::Phrase => !below.any(|r| matches!(r, Deprel::Xcomp | Deprel::Ccomp)),
        Valency::Intransitive => further.next().is_none(),
    }
}

/// "a newspaper alleged that …": what an outlet reports is no charge of its own.
fn is_report(scope: &Scope<'_>, hit: &Hit, family: &Family, source: &[Slot]) -> bool {
    family.sense.event == EventKind::Accuse
        && family.sense.mode == Some(Mode::Allege)
        && has_source(scope, hit, source, "outlets")
}

/// "a ban on imports from Chad": the trade is what the measure is about, no event of its own.
fn is_forbidden(scope: &Scope<'_>, hit: &Hit) -> bool {
    let Some(head) =
        scope.tree.head(hit.node).filter(|_| hit.part == Part::Noun && scope.rel(hit.node) == Deprel::Nmod)
    else {
        return false;
    };
    let event = |p: &Pattern| scope.lexicon.of(p).sense.event;
    let patterns = scope.lexicon.patterns(Part::Noun, &scope.tree.node(head).lemma);
    scope.lexicon.families()[hit.family as usize].sense.event == EventKind::Cooperate
        && patterns.iter().any(|p| matches!(event(p), EventKind::Sanction | EventKind::Coerce))
}
