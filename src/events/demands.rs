//! Demands said with a modal or an infinitive: "Russia said that Sudan must return the helicopter", "told Sudan to leave".

use crate::events::extract::implied;
use crate::events::scope::{Nodes, Scope, Whom};
use crate::events::{Event, EventKind, Evidence, Mode, Status};
use crate::syntax::Deprel;

/// The demands of a sentence: a verb of speech above a clause with "must" or "should", of which somebody else is the subject.
pub(super) fn find(scope: &Scope<'_>, evidence: Evidence) -> Vec<Event> {
    let mut out = told(scope, evidence);
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

fn must(scope: &Scope<'_>, clause: usize) -> bool {
    let modal = |c: usize| scope.rel(c) == Deprel::Aux && matches!(scope.lemma(c), "must" | "should" | "ought");
    scope.tree.children(clause).any(modal) && !scope.is_negated(clause)
        || matches!(scope.lemma(clause), "need" | "have" | "ought")
            && scope.tree.children_by(clause, Deprel::Xcomp).next().is_some()
}
