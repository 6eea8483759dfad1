//! Accusations said by what they mean: "Lavrov said that Washington alone was to blame", "“Australia spied on us,” he
//! said", "in the face of Russia's illegal aggression". The words stand in `data/judgements.toml`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::actors::{EntityId, EntityKind};
use crate::events::extract::implied;
use crate::events::scope::{Nodes, Scope, Whom};
use crate::events::{Event, EventKind, Evidence, Mode, Status};
use crate::syntax::{Deprel, Upos};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    verbs: Vec<String>,
    adjectives: FxHashSet<String>,
    nouns: FxHashSet<String>,
    deeds: FxHashSet<String>,
}

/// The words that judge.
struct Judgements {
    /// First word of a pattern to its further words.
    verbs: FxHashMap<String, Vec<Vec<String>>>,
    adjectives: FxHashSet<String>,
    nouns: FxHashSet<String>,
    deeds: FxHashSet<String>,
}

static JUDGEMENTS: LazyLock<Judgements> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("../../data/judgements.toml")).expect("a test reads the embedded file");
    let mut verbs: FxHashMap<String, Vec<Vec<String>>> = FxHashMap::default();
    for pattern in &file.verbs {
        let mut words = pattern.split(' ').map(str::to_owned);
        verbs.entry(words.next().unwrap_or_default()).or_default().push(words.collect());
    }
    Judgements { verbs, adjectives: file.adjectives, nouns: file.nouns, deeds: file.deeds }
});

/// The accusations that a sentence says by their meaning.
pub(super) fn find(scope: &Scope<'_>, evidence: Evidence) -> Vec<Event> {
    let mut out = Vec::new();
    for node in 0..scope.tree.len() {
        let judged = judged(scope, node);
        if judged.is_empty() {
            continue;
        }
        let Some(speaker) = speaker(scope, node) else { continue };
        for &other in &judged {
            let actor = scope.actors.entity(other).kind != EntityKind::Place;
            if !scope.is_one_side(other, speaker) && actor {
                let sense = (EventKind::Accuse, Some(Mode::Allege), "accusation", "112");
                out.push(implied(scope, (speaker, other), evidence, node, sense, "says of another what is a charge"));
            }
        }
    }
    out
}

/// Whom the word judges, if it is one that does and stands in what is said.
fn judged(scope: &Scope<'_>, node: usize) -> Whom {
    let words = &*JUDGEMENTS;
    let lemma = scope.lemma(node);
    let nodes: Nodes = match scope.upos(node) {
        Upos::Verb if lemma == "blame" && scope.tree.children_by(node, Deprel::Cop).next().is_some() => {
            scope.subjects(node)
        }
        Upos::Verb if words.verbs.contains_key(lemma) => {
            let patterns = &words.verbs[lemma];
            let fits = |rest: &Vec<String>| rest.iter().all(|word| scope.has_word(node, word));
            if patterns.iter().any(fits) && !scope.is_passive(node) && !scope.is_negated(node) {
                scope.subjects(node)
            } else {
                Nodes::new()
            }
        }
        Upos::Adj if words.adjectives.contains(lemma) && is_predicate(scope, node) => subjects(scope, node),
        Upos::Noun if words.nouns.contains(lemma) && is_predicate(scope, node) => subjects(scope, node),
        Upos::Noun if words.deeds.contains(lemma) => {
            let by = scope
                .tree
                .children(node)
                .filter(|&c| scope.rel(c) == Deprel::Nmod && matches!(scope.case(c), Some("by" | "of")));
            scope.possessors(node).into_iter().chain(scope.adjectival(node)).chain(by).collect()
        }
        _ => Nodes::new(),
    };
    nodes.into_iter().filter(|&n| scope.is_direct(n)).flat_map(|n| scope.whom(n)).collect()
}

fn is_predicate(scope: &Scope<'_>, node: usize) -> bool {
    scope.tree.children_by(node, Deprel::Cop).next().is_some() && !scope.is_negated(node)
}

fn subjects(scope: &Scope<'_>, node: usize) -> Nodes {
    scope.tree.children(node).filter(|&c| matches!(scope.rel(c), Deprel::Nsubj | Deprel::NsubjOuter)).collect()
}

/// Verbs whose subject says what stands below or beside them.
const SAYING: &[&str] = &[
    "say",
    "tell",
    "write",
    "declare",
    "insist",
    "add",
    "claim",
    "allege",
    "argue",
    "complain",
    "warn",
    "charge",
    "state",
    "stress",
    "tweet",
    "assert",
    "contend",
    "maintain",
    "remark",
    "reiterate",
    "note",
    "protest",
    "announce",
    "fume",
    "thunder",
    "retort",
    "conclude",
    "reply",
    "shout",
    "grumble",
    "hint",
];

/// Who says the clause that the word stands in: the subject of the verb of saying above it or beside it.
fn speaker(scope: &Scope<'_>, node: usize) -> Option<EntityId> {
    let says = |verb: usize| {
        scope.is_verb(verb)
            && SAYING.contains(&scope.lemma(verb))
            && !scope.is_negated(verb)
            && scope.operators.verb(scope.lemma(verb), |_| false).is_none_or(|op| op.status != Status::Denied)
    };
    let who = |verb: usize| {
        scope.subjects(verb).into_iter().filter(|&n| scope.is_direct(n)).flat_map(|n| scope.whom(n)).next()
    };
    let mut at = node;
    for _ in 0..8 {
        if let Some(verb) =
            scope.tree.children_by(at, Deprel::Parataxis).find(|&verb| says(verb) && !scope.tree.is_under(node, verb))
        {
            return who(verb);
        }
        let head = scope.tree.head(at)?;
        let said = matches!(scope.rel(at), Deprel::Ccomp | Deprel::Parataxis);
        if said && says(head) {
            return who(head);
        }
        if matches!(scope.rel(at), Deprel::Nsubj | Deprel::AclRelcl) && says(head) {
            return None;
        }
        at = head;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::JUDGEMENTS;

    #[test]
    fn the_words_are_read() {
        assert!(JUDGEMENTS.verbs["lie"].contains(&Vec::new()));
        assert!(JUDGEMENTS.verbs["commit"].iter().any(|rest| rest == &["genocide"]));
        assert!(JUDGEMENTS.deeds.contains("aggression") && JUDGEMENTS.adjectives.contains("guilty"));
    }
}
