//! What a noun of the text's own events stands for: "Islamabad denied *the charge*", "Boris Yeltsin granted *the
//! request*", "a charge New Delhi rejected". Who answers it has to do with whoever did it.

use crate::events::lexicon::{Family, Part};
use crate::events::roles::{Filled, fill};
use crate::events::scope::{Nodes, Scope, Whom};
use crate::events::slots::Hit;
use crate::events::{Event, EventKind};
use crate::syntax::{Deprel, Upos};

/// How many sentences back an event is looked for.
const SPAN: u32 = 3;

/// Source and target of an answer to an event told before, the latest first: whose it was is the target.
pub(super) fn answered(
    scope: &Scope<'_>,
    hit: &Hit,
    family: &Family,
    told: &[Event],
    sentence: u32,
) -> Option<(Filled, Filled)> {
    use EventKind as K;
    let answers = matches!(family.sense.event, K::Reject | K::Agree | K::Accuse | K::Support | K::Concede);
    if hit.part != Part::Verb || !answers {
        return None;
    }
    if family.sense.event == K::Concede
        && let Some(roles) = lifted(scope, hit, family, told, sentence)
    {
        return Some(roles);
    }
    // "yielded *to the request*"
    let governed = hit.with.iter().filter(|&&w| scope.rel(w) == Deprel::Case).filter_map(|&w| scope.tree.head(w));
    let mut words = scope.objects(hit.node).into_iter().chain(hit.with.iter().copied()).chain(governed);
    let Some(noun) = words.find(|&n| names_event(scope, n, family.sense.event)) else {
        return unsaid(scope, hit, family, told, sentence);
    };
    let kinds: Vec<K> = kinds(scope, noun, family.sense.event);
    let Some(source) = fill(scope, hit, &family.verb.source, &family.source_kinds, &Whom::new()) else {
        return by_whom_asked(scope, hit, family, told, sentence, &kinds);
    };
    let fits = |event: &&Event| {
        sentence - event.evidence.sentence <= SPAN
            && kinds.contains(&event.kind)
            && !source.whom.contains(&event.source)
    };
    let before = |event: &&Event| {
        event.evidence.sentence < sentence || event.evidence.trigger.start < scope.tree.node(hit.node).span.start
    };
    let candidates = || told.iter().rev().filter(before).filter(fits);
    let meant = candidates().find(|event| source.whom.contains(&event.target)).or_else(|| candidates().next())?;
    let target = Filled { whom: Whom::from_slice(&[meant.source]), nodes: Nodes::from_slice(&[noun]), rank: 5 };
    Some((source, target))
}

/// "The request was granted": words are answered by whom they were for.
fn by_whom_asked(
    scope: &Scope<'_>,
    hit: &Hit,
    family: &Family,
    told: &[Event],
    sentence: u32,
    kinds: &[EventKind],
) -> Option<(Filled, Filled)> {
    use EventKind as K;
    let answers = matches!(family.sense.event, K::Reject | K::Agree | K::Concede) && scope.is_passive(hit.node);
    let words = |kind: K| matches!(kind, K::Request | K::Agree | K::Accuse) && kinds.contains(&kind);
    let near = |event: &&Event| answers && sentence - event.evidence.sentence <= 1 && words(event.kind);
    let meant = told.iter().rev().find(near).filter(|event| !event.reciprocal)?;
    let role = |id| Filled { whom: Whom::from_slice(&[id]), nodes: Nodes::from_slice(&[hit.node]), rank: 6 };
    Some((role(meant.target), role(meant.source)))
}

/// "It lifted *the measure*": whom a measure told before was against.
fn lifted(scope: &Scope<'_>, hit: &Hit, family: &Family, told: &[Event], sentence: u32) -> Option<(Filled, Filled)> {
    use EventKind as K;
    let noun = scope.objects(hit.node).into_iter().find(|&n| {
        let taken_up = |c: usize| matches!(scope.lemma(c), "the" | "its" | "this" | "that" | "these" | "their");
        scope.lexicon.is_object("sanctions", scope.lemma(n)) && scope.tree.children(n).any(taken_up)
    })?;
    let source = fill(scope, hit, &family.verb.source, &family.source_kinds, &Whom::new())?;
    let fits = |event: &&Event| {
        sentence - event.evidence.sentence <= SPAN
            && matches!(event.kind, K::Sanction | K::Coerce)
            && source.whom.contains(&event.source)
            && event.evidence.trigger.start < scope.tree.node(hit.node).span.start
    };
    let last = told.iter().rev().find(fits)?;
    let same = told.iter().filter(fits).filter(|event| event.evidence.trigger == last.evidence.trigger);
    let whom: Whom = same.map(|event| event.target).collect();
    Some((source, Filled { whom, nodes: Nodes::from_slice(&[noun]), rank: 6 }))
}

/// "Lisbon asked Delhi to call them back, and India declined", "Baku denied it": who answers, without a word on what, answers
/// the last words that were for him.
fn unsaid(scope: &Scope<'_>, hit: &Hit, family: &Family, told: &[Event], sentence: u32) -> Option<(Filled, Filled)> {
    use Deprel as D;
    use EventKind as K;
    let accuses = family.sense.event == K::Accuse;
    let says = |c: usize| match scope.rel(c) {
        D::Obj => !matches!(scope.lemma(c), "it" | "this" | "that"),
        // "called it unjustified"
        D::Xcomp if accuses && !scope.is_verb(c) => false,
        D::Iobj | D::Obl | D::Xcomp | D::Ccomp | D::OblAgent => !scope.is_time(c),
        _ => false,
    };
    if !matches!(family.sense.event, K::Reject | K::Agree | K::Concede | K::Accuse)
        || scope.tree.children(hit.node).any(says)
    {
        return None;
    }
    let source = fill(scope, hit, &family.verb.source, &family.source_kinds, &Whom::new())?;
    let fits = |event: &&Event| {
        sentence - event.evidence.sentence <= 1
            && event.evidence.trigger.start < scope.tree.node(hit.node).span.start
            && if accuses { is_hostile(event.kind) } else { answerable(family.sense.event, event.kind) }
            && source.whom.iter().any(|&id| scope.is_one_side(id, event.target))
            && !source.whom.iter().any(|&id| scope.is_one_side(id, event.source))
    };
    let meant = told.iter().rev().find(fits)?;
    let target = Filled { whom: Whom::from_slice(&[meant.source]), nodes: Nodes::from_slice(&[hit.node]), rank: 6 };
    Some((source, target))
}

/// A noun that takes up something told: definite, or with a relative clause, and nobody's by its own words.
fn names_event(scope: &Scope<'_>, noun: usize, answer: EventKind) -> bool {
    let definite = scope.tree.children(noun).any(|c| {
        scope.rel(c) == Deprel::Det
            && matches!(scope.lemma(c), "the" | "this" | "that" | "these" | "those" | "both" | "such")
    });
    let relative = scope.tree.children_by(noun, Deprel::AclRelcl).next().is_some();
    scope.upos(noun) == Upos::Noun
        && (definite || relative)
        && scope.whom(noun).is_empty()
        && !kinds(scope, noun, answer).is_empty()
}

/// Whether an answer of a kind may be one to an event: condemned are deeds, praised are favours, the rest answers words.
fn answerable(answer: EventKind, event: EventKind) -> bool {
    use EventKind as K;
    matches!(event, K::Request | K::Accuse | K::Agree | K::Threaten)
        || answer == K::Accuse && (is_hostile(event))
        || answer == K::Support && matches!(event, K::Aid | K::Concede | K::Retreat | K::Cooperate | K::Support)
}

fn is_hostile(event: EventKind) -> bool {
    use EventKind as K;
    matches!(event, K::Assault | K::Coerce | K::Sanction | K::Mobilize | K::Reject | K::Threaten)
}

/// The kinds of events that the noun may take up.
fn kinds(scope: &Scope<'_>, noun: usize, answer: EventKind) -> Vec<EventKind> {
    use EventKind as K;
    match scope.lemma(noun) {
        "decision" | "move" | "step" | "action" | "measure" | "announcement" => {
            return vec![
                K::Agree,
                K::Sanction,
                K::Coerce,
                K::Mobilize,
                K::Support,
                K::Concede,
                K::Aid,
                K::Retreat,
                K::Reject,
            ];
        }
        "allegation" | "claim" | "suggestion" | "charge" | "criticism" | "accusation" => return vec![K::Accuse],
        "condition" | "term" | "call" | "request" | "demand" | "ultimatum" => return vec![K::Request],
        "proposal" | "plan" | "idea" | "offer" | "invitation" => return vec![K::Request, K::Agree],
        _ => {}
    }
    let patterns = scope.lexicon.patterns(Part::Noun, &scope.tree.node(noun).lemma);
    let mut kinds: Vec<K> =
        patterns.iter().filter(|p| p.with.is_empty()).map(|p| scope.lexicon.of(p).sense.event).collect();
    kinds.retain(|&kind| answerable(answer, kind));
    kinds
}
