//! Claims that another denies: "Washington said Iran had shelled the port, an allegation that Tehran rejected", "The army
//! denied it". What was claimed stands there again, denied by who denies it.

use crate::events::scope::{Scope, Whom};
use crate::events::{Event, Evidence, Status};
use crate::syntax::Deprel;

/// Nouns that take up a claim.
const CLAIMS: [&str; 7] = ["allegation", "accusation", "claim", "charge", "report", "suggestion", "assertion"];
/// Verbs whose "it" or "this" is a claim; what one rejects may be a proposal as well.
const OF_CLAIMS: [&str; 4] = ["deny", "refute", "contradict", "rebut"];

/// The denials of claims that sentence `evidence` makes; `told` are the events up to its end.
pub(super) fn find(scope: &Scope<'_>, told: &[Event], evidence: Evidence) -> Vec<Event> {
    let mut out = Vec::new();
    for verb in (0..scope.tree.len()).filter(|&n| scope.is_verb(n) && denies(scope, n) && !scope.is_negated(n)) {
        let deniers: Whom = scope.subjects(verb).into_iter().flat_map(|n| scope.whom(n)).collect();
        let trigger = scope.tree.node(verb).span;
        let near = |event: &&Event| {
            event.evidence.sentence + 1 >= evidence.sentence && event.evidence.trigger.start < trigger.start
        };
        let claimed = |event: &&Event| {
            matches!(event.status, Status::Actual | Status::Possible)
                && event.attributed_to.is_some_and(|who| !deniers.contains(&who))
        };
        let Some(last) = told.iter().rev().filter(near).find(claimed) else { continue };
        let same = |event: &&Event| {
            event.attributed_to == last.attributed_to && event.evidence.sentence == last.evidence.sentence
        };
        for &denier in &deniers {
            for event in told.iter().filter(near).filter(claimed).filter(same) {
                let mut rules = event.rules.clone();
                rules.push("claim of another, denied".to_owned());
                let evidence = Evidence { trigger, ..evidence };
                let (status, attributed_to) = (Status::Denied, Some(denier));
                out.push(Event { status, attributed_to, evidence, rules, ..event.clone() });
            }
        }
    }
    out
}

/// Whether the verb denies a claim made before: its object or what it describes takes one up.
fn denies(scope: &Scope<'_>, verb: usize) -> bool {
    let of_claims = OF_CLAIMS.contains(&scope.lemma(verb));
    if !of_claims && !matches!(scope.lemma(verb), "reject" | "dismiss" | "dispute") {
        return false;
    }
    let claim = |n: usize| {
        let lemma = scope.lemma(n).to_lowercase();
        CLAIMS.contains(&lemma.as_str()) || of_claims && matches!(lemma.as_str(), "it" | "this")
    };
    let own = scope.tree.children(verb).any(|c| matches!(scope.rel(c), Deprel::Ccomp | Deprel::Xcomp));
    let object = scope.tree.children_by(verb, Deprel::Obj).any(claim);
    let bare = scope.tree.children_by(verb, Deprel::Obj).next().is_none();
    let describes = match scope.rel(verb) {
        Deprel::AclRelcl => true,
        Deprel::Acl => bare, // "an allegation that Tehran rejected": no clause that says what is alleged
        _ => false,
    };
    !own && (object || describes && scope.tree.head(verb).is_some_and(claim))
}
