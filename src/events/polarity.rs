//! Words that say that something is not so, or not known to be so.

use crate::events::Status;
use crate::events::operators::Operator;
use crate::events::scope::Scope;
use crate::syntax::{Deprel, Upos};

impl Scope<'_> {
    /// Whether the word is negated: by a word of its own, by a phrase ("under no circumstances", "no longer"), or by a
    /// subject or object that does not exist ("no soldier crossed", "neither Kenya nor Chad", "signed no deal").
    pub(super) fn is_negated(&self, word: usize) -> bool {
        use Deprel as D;
        self.tree.children(word).any(|c| match self.rel(c) {
            D::Advmod => self.is_negation(c) || self.tree.children(c).any(|g| self.is_negation(g)),
            // "*Nor* has it returned the ship"
            D::Aux => self.is_negation(c) || self.tree.children_by(c, D::Cc).any(|g| self.is_negation(g)),
            D::Det | D::CcPreconj | D::Cc => self.is_negation(c),
            D::Nsubj | D::NsubjPass | D::Obj if self.is_verb(word) => self.is_nobody(c),
            D::Obl if self.is_verb(word) => {
                matches!(self.lemma(c), "circumstance" | "way" | "time") && self.is_nobody(c)
            }
            _ => false,
        })
    }

    pub(super) fn is_negation(&self, word: usize) -> bool {
        const NEGATIONS: [&str; 8] = ["not", "n't", "never", "no", "neither", "nor", "hardly", "n’t"];
        NEGATIONS.iter().any(|no| self.lemma(word).eq_ignore_ascii_case(no))
    }

    /// "nobody", "no soldier", "neither Kenya nor Chad", "not a single shell".
    fn is_nobody(&self, noun: usize) -> bool {
        let none = |n: usize| matches!(self.lemma(n), "nobody" | "none" | "nothing" | "neither");
        none(noun)
            || self.lemma(noun) == "one" && self.tree.children(noun).any(|c| self.lemma(c) == "no")
            || self
                .tree
                .children(noun)
                .any(|c| matches!(self.rel(c), Deprel::Det | Deprel::CcPreconj | Deprel::Advmod) && self.is_negation(c))
    }

    /// "*unconfirmed* reports of shelling", "*rumours* spoke of shelling": what is told is not known to be so.
    pub(super) fn is_rumour(&self, word: usize) -> bool {
        let doubtful = |op: Option<&Operator>| op.is_some_and(|op| op.status == Status::Possible && op.attributes);
        let doubted = |n: usize| {
            self.tree
                .children_by(n, Deprel::Amod)
                .any(|c| doubtful(self.operators.modifier(&self.lemma(c).to_lowercase())))
        };
        let tells = |n: usize| doubted(n) || self.upos(n) == Upos::Noun && doubtful(self.operators.noun(self.lemma(n)));
        doubted(word) || self.is_verb(word) && self.tree.children_by(word, Deprel::Nsubj).any(tells)
    }
}
