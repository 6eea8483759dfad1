//! A sentence as the model of pairs sees it: each word hashed once, its depth in the tree, and what the lexicon says of it.

use crate::actors::EntityKind;
use crate::events::EventKind;
use crate::events::lexicon::Part;
use crate::events::scope::Scope;
use crate::syntax::{Upos, hash};

/// A part of a feature, as a number.
pub(super) type Piece = u32;

/// What holds of the words of a sentence.
pub(super) struct Sight<'a> {
    /// The sentence.
    pub scope: &'a Scope<'a>,
    words: Vec<Piece>,
    cases: Vec<Piece>,
    depths: Vec<u32>,
    senses: Vec<&'a [(EventKind, bool)]>,
}

impl<'a> Sight<'a> {
    /// Looks at a sentence. O(words).
    pub(super) fn new(scope: &'a Scope<'a>) -> Self {
        let nodes = 0..scope.tree.len();
        Self {
            scope,
            words: nodes.clone().map(|n| text(word(scope, n))).collect(),
            cases: nodes.clone().map(|n| text(scope.case(n).unwrap_or(""))).collect(),
            depths: nodes.clone().map(|n| scope.tree.ancestors(n).count() as u32).collect(),
            senses: nodes.map(|n| senses(scope, n)).collect(),
        }
    }

    /// The lemma of a word; for a name what it names.
    pub(super) fn word(&self, node: usize) -> Piece {
        self.words[node]
    }

    /// The preposition of a word.
    pub(super) fn case(&self, node: usize) -> Piece {
        self.cases[node]
    }

    /// The categories in which the lexicon has a verb, noun or adjective, alone or with other words.
    pub(super) fn senses(&self, node: usize) -> &'a [(EventKind, bool)] {
        self.senses[node]
    }

    /// The word where the ways up from two words meet. O(depth).
    pub(super) fn meet(&self, mut a: usize, mut b: usize) -> usize {
        let above = |n: usize| self.scope.tree.head(n).unwrap_or(n);
        while a != b {
            let (deep, other) = (self.depths[a], self.depths[b]);
            if deep >= other {
                a = above(a);
            }
            if other >= deep {
                b = above(b);
            }
        }
        a
    }

    /// Steps in the tree from one word to another. O(depth).
    pub(super) fn steps(&self, a: usize, b: usize) -> usize {
        (self.depths[a] + self.depths[b] - 2 * self.depths[self.meet(a, b)]) as usize
    }
}

/// A word as a number.
pub(super) fn text(word: &str) -> Piece {
    hash::bytes(0, word.as_bytes())
}

/// The lemma of a word; for a name what it names.
fn word<'a>(scope: &'a Scope<'_>, node: usize) -> &'a str {
    if scope.upos(node) != Upos::Propn {
        return scope.lemma(node);
    }
    let named = scope.mention(node).and_then(|mention| mention.entities.first());
    match named.map(|&id| scope.actors.entity(id).kind) {
        None => "name",
        Some(EntityKind::Country) => "#country",
        Some(EntityKind::Organization) => "#organization",
        Some(EntityKind::Person) => "#person",
        Some(EntityKind::ArmedGroup) => "#armed",
        Some(EntityKind::Place) => "#place",
        Some(EntityKind::Group) => "#group",
    }
}

fn senses<'a>(scope: &'a Scope<'_>, node: usize) -> &'a [(EventKind, bool)] {
    let part = match scope.upos(node) {
        Upos::Verb => Part::Verb,
        Upos::Noun => Part::Noun,
        Upos::Adj => Part::Adjective,
        _ => return &[],
    };
    scope.lexicon.categories(part, &scope.tree.node(node).lemma)
}
