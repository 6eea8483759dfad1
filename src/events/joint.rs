//! What several do together: "Spanish and Moroccan police jointly took the cell apart".

use crate::events::extract::implied;
use crate::events::scope::{Scope, Whom};
use crate::events::{Event, EventKind, Evidence};
use crate::syntax::Deprel;

/// The joint deeds of a sentence: a verb with "jointly", whose subjects are not of one side.
pub(super) fn find(scope: &Scope<'_>, evidence: Evidence) -> Vec<Event> {
    let mut out = Vec::new();
    for adverb in (0..scope.tree.len()).filter(|&n| scope.lemma(n) == "jointly") {
        let verb = scope.tree.head(adverb).filter(|&v| scope.rel(adverb) == Deprel::Advmod && scope.is_verb(v));
        let Some(verb) = verb.filter(|&verb| !scope.is_negated(verb)) else { continue };
        let doers: Whom = scope.subjects(verb).into_iter().flat_map(|n| scope.whom(n)).collect();
        for (i, &a) in doers.iter().enumerate() {
            for &b in doers[i + 1..].iter().filter(|&&b| !scope.is_one_side(a, b)) {
                let sense = (EventKind::Cooperate, None, "cooperation", "060");
                let event = implied(scope, (a, b), evidence, verb, sense, "done together");
                out.push(Event { reciprocal: true, ..event });
            }
        }
    }
    out
}
