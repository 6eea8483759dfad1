//! Clauses whose verb is left out: "Sweden expelled five diplomats and Denmark *seven*", "Germany sends tanks, and Norway
//! ammunition". The parser takes who does it for one more object.

use crate::actors::{EntityId, MentionKind};
use crate::events::Event;
use crate::events::lexicon::Part;
use crate::events::scope::{Scope, Whom};
use crate::events::slots::Hit;
use crate::syntax::{Deprel, Upos};

/// Lets those who do the same as the subject of the predicate do it too, and nothing be done to them.
pub(super) fn share(scope: &Scope<'_>, hit: &Hit, events: &mut Vec<Event>) {
    if hit.part != Part::Verb || events.is_empty() {
        return;
    }
    let others: Whom = (hit.node + 1..scope.tree.len())
        .filter(|&n| is_remnant(scope, hit.node, n))
        .flat_map(|n| scope.mention(n).map_or(&[][..], |m| m.entities.as_slice()))
        .copied()
        .collect();
    events.retain(|event| !others.contains(&event.target));
    let told: Vec<Event> = events.clone();
    for &source in &others {
        events.extend(told.iter().map(|event| Event { source, ..event.clone() }));
    }
}

/// Whether the name at `node` is the subject of a clause that takes its verb from `verb`: a name behind "and" or a comma with
/// a number, "those" or a bare noun right behind it.
fn is_remnant(scope: &Scope<'_>, verb: usize, node: usize) -> bool {
    let Some(mention) = scope.mention(node).filter(|m| m.kind == MentionKind::Name) else { return false };
    let (first, last) = (mention.tokens.start as usize, mention.tokens.end as usize);
    if scope.upos(node) != Upos::Propn || first <= verb + 1 || last >= scope.tree.len() || !scope.is_verb(verb) {
        return false;
    }
    let joined = matches!(scope.lemma(first - 1), "and" | "but" | ",");
    let rest = match scope.upos(last) {
        Upos::Num => scope.tree.node(last).span.of(scope.text).starts_with(char::is_lowercase),
        Upos::Noun => scope.rel(node) == Deprel::Compound && scope.rel(last) == Deprel::Conj,
        _ => scope.lemma(last) == "those",
    };
    let clause = scope.tree.ancestors(node).skip(1).find(|&n| scope.is_verb(n));
    let ends =
        |n: usize| n >= scope.tree.len() || scope.upos(n) == Upos::Punct || matches!(scope.lemma(n), "and" | "of");
    joined
        && rest
        && ends(last + 1)
        && clause == Some(verb)
        && scope.case(node).is_none()
        && does_the_same(scope, verb, mention.entities[0])
}

/// Whether the subject of the verb is an actor of the same kind.
fn does_the_same(scope: &Scope<'_>, verb: usize, other: EntityId) -> bool {
    let kind = |id| scope.actors.entity(id).kind;
    scope.subjects(verb).iter().flat_map(|&n| scope.whom(n)).any(|id| kind(id) == kind(other) && id != other)
}
