//! Finding the words of the lexicon in a sentence.

use std::cmp::Reverse;

use compact_str::CompactString;

use crate::actors::MentionKind;
use crate::events::Status;
use crate::events::lexicon::{Part, Pattern};
use crate::events::scope::{Nodes, Scope};
use crate::events::slots::Hit;
use crate::syntax::{Deprel, Upos, Xpos};

/// The places where the words of the lexicon stand, those of more words first.
pub(super) fn hits(scope: &Scope<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    for node in 0..scope.tree.len() {
        let parts: &[Part] = match scope.upos(node) {
            Upos::Verb => &[Part::Verb],
            // "is a staunch *backer* of"
            Upos::Noun if scope.tree.children_by(node, Deprel::Cop).next().is_some() => &[Part::Noun, Part::Adjective],
            Upos::Noun => &[Part::Noun],
            Upos::Propn => &[Part::Noun],
            Upos::Adj => &[Part::Adjective, Part::Verb],
            _ => continue,
        };
        if in_name(scope, node) {
            continue;
        }
        participial(scope, node, &mut found);
        for &part in parts {
            let lower = scope.tree.node(node).lemma.to_lowercase();
            for pattern in scope.lexicon.patterns(part, &lower) {
                found.extend(matched(scope, node, part, pattern));
            }
        }
        gerund(scope, node, &mut found);
    }
    // of as many words, those with more than prepositions say more
    let content = |hit: &Hit| hit.with.iter().filter(|&&word| scope.rel(word) != Deprel::Case).count();
    found.sort_by_key(|hit| Reverse((hit.with.len(), content(hit))));
    found
}

/// "Morocco's *severing* of relations with Iran": a gerund that the lexicon does not list as a noun says what its verb does.
fn gerund(scope: &Scope<'_>, node: usize, found: &mut Vec<Hit>) {
    if !scope.is_gerund(node) || scope.is_event_noun(node) {
        return;
    }
    let lower = scope.tree.node(node).span.of(scope.text).to_lowercase();
    let Some(stem) = lower.strip_suffix("ing") else { return };
    let doubled = stem.as_bytes().last_chunk::<2>().is_some_and(|[a, b]| a == b && !b"aeiousl".contains(b));
    let bases = [stem.to_owned(), format!("{stem}e"), stem[..stem.len() - usize::from(doubled)].to_owned()];
    for base in &bases[..if doubled { 3 } else { 2 }] {
        for pattern in scope.lexicon.patterns(Part::Verb, &CompactString::from(base)) {
            found.extend(matched(scope, node, Part::Verb, pattern));
        }
    }
}

/// A participle that reads as an adjective: "is *committed* to", "was *concerned* about".
fn participial(scope: &Scope<'_>, node: usize, found: &mut Vec<Hit>) {
    let agent = scope.tree.children_by(node, Deprel::OblAgent).next();
    if scope.xpos(node) == Xpos::Vbn && agent.is_none() && scope.is_passive(node) {
        let form = CompactString::from(scope.tree.node(node).span.of(scope.text).to_lowercase());
        for pattern in scope.lexicon.patterns(Part::Adjective, &form) {
            found.extend(matched(scope, node, Part::Adjective, pattern));
        }
    }
}

/// Whether the word is part of a name of several words.
fn in_name(scope: &Scope<'_>, node: usize) -> bool {
    scope.mentions.iter().any(|m| {
        m.kind == MentionKind::Name
            && m.tokens.len() > 1
            && m.tokens.holds(node)
            && scope.upos(m.head as usize) == Upos::Propn
            && scope.upos(node) == Upos::Propn
    })
}

fn matched(scope: &Scope<'_>, node: usize, part: Part, pattern: &Pattern) -> Option<Hit> {
    if !scope.words.may_hold(pattern.asked) {
        return None;
    }
    let mut with = Nodes::new();
    if part == Part::Verb && other_particle(scope, node, pattern) {
        return None;
    }
    for word in &pattern.with {
        // a word of the pattern hangs on its head, or on a word of it that is found already
        let anchors = std::iter::once(node).chain(with.iter().copied().rev());
        let found = anchors
            .into_iter()
            .find_map(|anchor| scope.word_under(anchor, word).filter(|w| *w != node && !with.contains(w)));
        match found {
            Some(found) => with.push(found),
            // "granted Iraq a waiver" is "grant waiver to"
            None if part == Part::Verb
                && word == "to"
                && !with.is_empty()
                && with.len() + 1 == pattern.with.len()
                && receives(scope, node) => {}
            None if part == Part::Verb && restores(scope, node, word) => {}
            // "entered Greek airspace" is "enter airspace of"
            None if word == "of" && part == Part::Adjective && !scope.owners(node).is_empty() => {}
            None if word == "of" && with.last().is_some_and(|&noun| !scope.owners(noun).is_empty()) => {}
            None => return None,
        }
    }
    let infinitive = |&last: &usize| scope.rel(last) == Deprel::Mark && scope.lemma(last) == "to";
    if with.last().is_some_and(infinitive) && pattern.with.last().is_some_and(|word| word == "to") {
        return None; // "turned out to have" is no "turn to"
    }
    let carrier = if part == Part::Noun { carrier(scope, node, 0) } else { None };
    Some(Hit { node, part, family: pattern.family, with, carrier })
}

/// Whether the verb has a receiver without preposition.
fn receives(scope: &Scope<'_>, verb: usize) -> bool {
    scope.tree.children_by(verb, Deprel::Iobj).next().is_some()
}

/// "turned *over* a Swede to Oman" is no "turn to": verbs whose particle makes them another verb.
fn other_particle(scope: &Scope<'_>, verb: usize, pattern: &Pattern) -> bool {
    let changes = matches!(
        scope.lemma(verb),
        "turn"
            | "call"
            | "look"
            | "give"
            | "take"
            | "put"
            | "get"
            | "set"
            | "come"
            | "go"
            | "make"
            | "break"
            | "hold"
            | "bring"
            | "hit"
            | "let"
    );
    changes
        && scope.tree.children_by(verb, Deprel::CompoundPrt).any(|c| !pattern.with.iter().any(|w| w == scope.lemma(c)))
}

/// "broke off relations with the one and restored *them* with the other": a pronoun for the object of the verb before.
fn restores(scope: &Scope<'_>, verb: usize, word: &str) -> bool {
    let Some(first) = scope.tree.head(verb).filter(|_| scope.rel(verb) == Deprel::Conj) else { return false };
    let object = |of: usize| scope.tree.children_by(of, Deprel::Obj).next();
    object(verb).is_some_and(|o| matches!(scope.lemma(o), "it" | "they"))
        && object(first).is_some_and(|o| scope.lemma(o) == word)
}

/// The verb that lends its subject to an event noun: light, or one of planning, wishing, refusing.
fn carrier(scope: &Scope<'_>, noun: usize, depth: u8) -> Option<usize> {
    // "sanctions *imposed* on Iran by the EU", "sanctions that the EU *imposed* on Iran"
    let relative = |c: usize| scope.tree.children_by(c, Deprel::Obj).any(|o| scope.antecedent(o) == Some(noun));
    let light = |&c: &usize| {
        let below = match scope.rel(c) {
            Deprel::Acl => scope.is_passive(c),
            Deprel::AclRelcl => scope.is_passive(c) || relative(c),
            _ => false,
        };
        below && scope.operators.is_light(scope.lemma(c))
    };
    if let Some(clause) = scope.tree.children(noun).find(light) {
        return Some(clause);
    }
    let head = scope.tree.head(noun).filter(|_| depth < 4)?;
    match scope.rel(noun) {
        Deprel::Conj => carrier(scope, head, depth + 1),
        Deprel::Nmod if scope.operators.noun(scope.lemma(head)).is_some() => carrier(scope, head, depth + 1),
        // "carried out a *wave* of raids"
        Deprel::Nmod if scope.is_quantity(head) && scope.case(noun) == Some("of") => carrier(scope, head, depth + 1),
        // "imposed sanctions after the *invasion*"
        Deprel::Obl if scope.is_circumstance(noun) => None,
        Deprel::Obj | Deprel::NsubjPass | Deprel::Xcomp | Deprel::Obl | Deprel::Ccomp if scope.is_verb(head) => {
            let lemma = scope.lemma(head);
            let op = scope.operators.verb(lemma, |w| scope.has_word(head, w));
            let lends = op.is_some_and(|op| !op.attributes && op.status != Status::Urged);
            (lends || scope.operators.is_light(lemma)).then_some(head)
        }
        _ => None,
    }
}
