//! Answers to words: "denied the US allegations", "gave short shrift to a demand from Senegal". Who answers words is whom they
//! were for, and what is answered was said.

use crate::events::EventKind;
use crate::events::lexicon::Part;
use crate::events::roles::Filled;
use crate::events::scope::{Nodes, Scope, Whom};
use crate::events::slots::Hit;
use crate::syntax::Deprel;

/// What one does with words that were for oneself, beside what the lexicon knows as refusals.
const ANSWERS: &[&str] = &[
    "deny",
    "reject",
    "dismiss",
    "refuse",
    "decline",
    "accept",
    "ignore",
    "defy",
    "refute",
    "rebuff",
    "face",
    "answer",
    "welcome",
    "receive",
    "resist",
    "heed",
    "meet",
    "spurn",
    "brush",
    "snub",
    "win",
    "get",
    "secure",
    "obtain",
    "earn",
    "draw",
    "attract",
    "provoke",
    "elicit",
    "incur",
    "honour",
    "honor",
    "obey",
    "disregard",
    "flout",
    "shrug",
    "laugh",
    "wave",
    "throw",
    "turn",
    "follow",
    "await",
    "bring",
    "grant",
    "rule",
    "veto",
    "counter",
    "ridicule",
    "weigh",
    "consider",
    "study",
    "mull",
    "ponder",
    "examine",
    "review",
    "discuss",
    "debate",
    "entertain",
];
/// The same, of which "to" or "at" governs the words: "bowed to demands", "scoffed at the charge".
const ANSWERS_TO: &[&str] =
    &["bow", "cave", "yield", "accede", "scoff", "bristle", "respond", "react", "submit", "give"];
/// Answers as nouns: "its rejection of the demand".
const NOUNS: &[&str] = &["denial", "rejection", "dismissal", "refusal", "acceptance"];

/// Whether the verb is one of refusing in the lexicon, with all words of the pattern.
fn refuses(scope: &Scope<'_>, verb: usize) -> bool {
    let patterns = scope.lexicon.patterns(Part::Verb, &scope.tree.node(verb).lemma);
    patterns.iter().any(|p| {
        scope.lexicon.of(p).sense.event == EventKind::Reject && p.with.iter().all(|word| scope.has_word(verb, word))
    })
}

/// The word that answers what the noun says, if one does: a verb of which the noun is object, subject of its passive or phrase
/// with "to", or a noun of which it is the "of".
pub(super) fn answering(scope: &Scope<'_>, noun: usize) -> Option<usize> {
    let above = scope.tree.head(noun)?;
    if NOUNS.contains(&scope.lemma(above)) {
        return Some(above);
    }
    let phrase = |n: usize| matches!(scope.case(n), Some("to" | "at"));
    // "turned a deaf ear to the plea", "gave short shrift to a demand", where the phrase is hung on the object
    let on_object = scope.tree.head(above).filter(|&verb| {
        phrase(noun) && scope.rel(above) == Deprel::Obj && scope.is_verb(verb) && scope.mention(above).is_none()
    });
    if let Some(verb) = on_object {
        return refuses(scope, verb).then_some(verb);
    }
    let answers = match scope.rel(noun) {
        _ if !scope.is_verb(above) => false,
        // "shrugged off as fiction a Turkish charge"
        Deprel::Obl if scope.case(noun).is_none() => ANSWERS.contains(&scope.lemma(above)) || refuses(scope, above),
        Deprel::Obj | Deprel::NsubjPass => ANSWERS.contains(&scope.lemma(above)) || refuses(scope, above),
        Deprel::Obl if phrase(noun) => ANSWERS_TO.contains(&scope.lemma(above)) || refuses(scope, above),
        _ => false,
    };
    answers.then_some(above)
}

/// "denied the US allegations", "rejected Iran's demand": who answers words is whom they were for.
pub(super) fn answerer(scope: &Scope<'_>, hit: &Hit, taken: &Whom) -> Option<Filled> {
    let word = answering(scope, hit.node).filter(|_| hit.part == Part::Noun)?;
    let nodes = if scope.is_verb(word) {
        scope.subjects(word)
    } else {
        scope.possessors(word).into_iter().chain(scope.adjectival(word)).collect::<Nodes>()
    };
    Filled::of(scope, nodes, taken, 4)
}
