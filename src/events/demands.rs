//! Demands said with a modal or an infinitive: "Russia said that Sudan must return the helicopter", "told Sudan to leave".

use crate::events::extract::implied;
use crate::events::scope::{Nodes, Scope, Whom};
use crate::events::{Event, EventKind, Evidence, Mode, Status};
use crate::syntax::Deprel;

/// What a term is counted in.
const TIMES: [&str; 8] = ["minute", "hour", "day", "week", "fortnight", "month", "year", "deadline"];

/// The demands of a sentence: a verb of speech above a clause with "must" or "should", of which somebody else is the subject.
pub(super) fn find(scope: &Scope<'_>, evidence: Evidence) -> Vec<Event> {
    let mut out = told(scope, evidence);
    out.extend(terms(scope, evidence));
    out.extend(unless(scope, evidence));
    for clause in 0..scope.tree.len() {
        if scope.rel(clause) != Deprel::Ccomp || !must(scope, clause) {
            continue;
        }
        let Some(verb) = scope.tree.head(clause).filter(|&v| scope.is_verb(v)) else { continue };
        let said = scope
            .operators
            .verb(scope.lemma(verb), |w| scope.has_word(verb, w))
            .is_some_and(|op| op.attributes && op.status == Status::Actual);
        if !said || scope.is_negated(verb) {
            continue;
        }
        let whom = |nodes: Nodes| -> Whom { nodes.into_iter().flat_map(|n| scope.whom(n)).collect() };
        let speakers = whom(scope.subjects(verb));
        let asked = if scope.is_passive(clause) { whom(scope.objects(clause)) } else { whom(scope.subjects(clause)) };
        for &speaker in &speakers {
            for &other in asked.iter().filter(|&&other| other != speaker && !speakers.contains(&other)) {
                let sense = (EventKind::Request, Some(Mode::Change), "demand", "100");
                out.push(implied(scope, (speaker, other), evidence, clause, sense, "said that another must"));
            }
        }
    }
    out
}

/// "New Delhi told Ottawa to withdraw its diplomats".
fn told(scope: &Scope<'_>, evidence: Evidence) -> Vec<Event> {
    let to = |clause: usize| {
        matches!(scope.rel(clause), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl)
            && scope.tree.children_by(clause, Deprel::Mark).any(|mark| scope.lemma(mark) == "to")
            && !scope.tree.children(clause).any(|c| matches!(scope.rel(c), Deprel::Aux | Deprel::Cop | Deprel::Nsubj))
    };
    let mut out = Vec::new();
    for verb in (0..scope.tree.len()).filter(|&n| scope.lemma(n) == "tell" && scope.is_verb(n)) {
        if scope.is_negated(verb) || !scope.tree.children(verb).any(to) {
            continue;
        }
        let objects = scope.tree.children(verb).filter(|&c| matches!(scope.rel(c), Deprel::Obj | Deprel::Iobj));
        let passive = if scope.is_passive(verb) { scope.objects(verb) } else { Nodes::new() };
        let asked: Whom = objects.chain(passive).flat_map(|n| scope.whom(n)).collect();
        let speakers: Whom = scope.subjects(verb).into_iter().flat_map(|n| scope.whom(n)).collect();
        for &speaker in &speakers {
            for &other in asked.iter().filter(|&&other| other != speaker && !speakers.contains(&other)) {
                let sense = (EventKind::Request, Some(Mode::Change), "demand", "100");
                out.push(implied(scope, (speaker, other), evidence, verb, sense, "told another to"));
            }
        }
    }
    out
}

/// "gave Baghdad 48 hours to leave", "was given until Friday by the council to".
fn terms(scope: &Scope<'_>, evidence: Evidence) -> Vec<Event> {
    let is_time = |n: usize| {
        TIMES.contains(&scope.lemma(n))
            && scope.tree.children(n).any(|c| scope.rel(c) == Deprel::Nummod || scope.lemma(c) == "a")
            || scope.tree.children_by(n, Deprel::Case).any(|c| scope.lemma(c) == "until")
    };
    let mut out = Vec::new();
    for verb in (0..scope.tree.len()).filter(|&n| matches!(scope.lemma(n), "give" | "grant") && scope.is_verb(n)) {
        if scope.is_negated(verb) || !scope.tree.children(verb).any(is_time) || !has_infinitive(scope, verb) {
            continue;
        }
        let sense = (EventKind::Request, Some(Mode::Change), "demand", "100");
        let heirs =
            scope.tree.children(verb).filter(|&c| matches!(scope.rel(c), Deprel::Obj | Deprel::Iobj) && !is_time(c));
        let passive = if scope.is_passive(verb) { scope.objects(verb) } else { Nodes::new() };
        let asked: Whom = heirs.chain(passive).flat_map(|n| scope.whom(n)).collect();
        out.extend(between(scope, scope.subjects(verb), &asked, evidence, (verb, sense), "gave another a term"));
    }
    out
}

/// Whether an infinitive hangs on the verb or on one of its objects.
fn has_infinitive(scope: &Scope<'_>, verb: usize) -> bool {
    let marked = |c: usize| scope.tree.children_by(c, Deprel::Mark).any(|m| scope.lemma(m) == "to");
    let below = |n: usize| scope.tree.children(n).filter(|&c| scope.is_verb(c)).any(marked);
    below(verb) || scope.tree.children(verb).any(below)
}

/// "threatened to shoot them unless Moscow pulled out", "will not sell until Chile talks": what would avert it is wanted.
fn unless(scope: &Scope<'_>, evidence: Evidence) -> Vec<Event> {
    let mut out = Vec::new();
    for clause in (0..scope.tree.len()).filter(|&n| scope.rel(n) == Deprel::Advcl) {
        let Some(verb) = scope.tree.head(clause).filter(|&v| scope.is_verb(v)) else { continue };
        let marked = |word: &str| scope.tree.children_by(clause, Deprel::Mark).any(|m| scope.lemma(m) == word);
        let until = || marked("until") && scope.is_negated(verb) && scope.is_future(verb);
        if !(marked("unless") || until()) {
            continue;
        }
        let asked = if scope.is_passive(clause) { scope.objects(clause) } else { scope.subjects(clause) };
        let asked: Whom = asked.into_iter().flat_map(|n| scope.whom(n)).collect();
        let sense = (EventKind::Request, Some(Mode::Change), "demand", "100");
        out.extend(between(scope, scope.subjects(verb), &asked, evidence, (clause, sense), "made it a condition"));
    }
    out
}

/// The demands of the actors of `subjects` on those of `asked` that are not of their side.
fn between(
    scope: &Scope<'_>,
    subjects: Nodes,
    asked: &Whom,
    evidence: Evidence,
    (node, sense): (usize, (EventKind, Option<Mode>, &str, &str)),
    rule: &str,
) -> Vec<Event> {
    let speakers: Whom = subjects.into_iter().flat_map(|n| scope.whom(n)).collect();
    let pairs = speakers.iter().flat_map(|&s| asked.iter().map(move |&t| (s, t)));
    let apart = pairs.filter(|&(s, t)| !scope.is_one_side(s, t));
    apart.map(|parties| implied(scope, parties, evidence, node, sense, rule)).collect()
}

fn must(scope: &Scope<'_>, clause: usize) -> bool {
    let modal = |c: usize| scope.rel(c) == Deprel::Aux && matches!(scope.lemma(c), "must" | "should" | "ought");
    scope.tree.children(clause).any(modal) && !scope.is_negated(clause)
        || matches!(scope.lemma(clause), "need" | "have" | "ought")
            && scope.tree.children_by(clause, Deprel::Xcomp).next().is_some()
}
