//! Words that say that something is not so, or not known to be so.

use crate::actors::EntityId;
use crate::events::Status;
use crate::events::operators::Operator;
use crate::events::scope::Scope;
use crate::syntax::{Deprel, Upos};

impl Scope<'_> {
    /// "*not* Washington but Paris": whether the name is what another is set against.
    pub(super) fn is_contrasted(&self, node: usize) -> bool {
        self.mention(node).is_some() && self.tree.children(node).any(|c| c < node && self.lemma(c) == "not")
    }

    /// Whether the sentence names the actor only to say that he is not meant.
    pub(super) fn is_excluded(&self, id: EntityId) -> bool {
        let mut own = self.mentions.iter().filter(|m| m.entities.contains(&id)).map(|m| m.head as usize);
        own.next().is_some_and(|first| self.is_contrasted(first) && own.all(|head| self.is_contrasted(head)))
    }

    /// "did not blame", "stopped short of blaming": whether what the verb says is said not to be.
    pub(super) fn is_forgone(&self, verb: usize) -> bool {
        use Deprel as D;
        let below = matches!(self.rel(verb), D::Xcomp | D::Advcl | D::Ccomp);
        let above = self.tree.head(verb).filter(|&above| below && self.is_verb(above));
        let op = above.and_then(|above| self.operators.verb(self.lemma(above), |w| self.has_word(above, w)));
        self.is_negated(verb) || op.is_some_and(|op| op.status == Status::Denied)
    }

    /// Whether the word is negated: by a word of its own, by a phrase ("under no circumstances", "no longer"), or by a
    /// subject or object that does not exist ("no soldier crossed", "neither Kenya nor Chad", "signed no deal").
    pub(super) fn is_negated(&self, word: usize) -> bool {
        use Deprel as D;
        if self.is_yet_to(word) {
            return true;
        }
        if self.is_double(word) {
            return false;
        }
        self.tree.children(word).any(|c| match self.rel(c) {
            D::Advmod => self.is_negation(c) || self.tree.children(c).any(|g| self.is_negation(g)),
            // "*Nor* has it returned the ship"
            D::Aux => self.is_negation(c) || self.tree.children_by(c, D::Cc).any(|g| self.is_negation(g)),
            D::Det | D::CcPreconj | D::Cc => self.is_negation(c),
            D::Nsubj | D::NsubjPass | D::Obj if self.is_verb(word) => self.is_nobody(c),
            D::Obl if self.is_verb(word) => {
                matches!(self.lemma(c), "circumstance" | "way" | "time" | "point" | "stage" | "account")
                    && self.is_nobody(c)
            }
            _ => false,
        })
    }

    /// "has *yet to restart* the loans", "is yet to apologize".
    pub(super) fn is_yet_to(&self, word: usize) -> bool {
        let infinitive = self.tree.children_by(word, Deprel::Mark).any(|c| self.lemma(c) == "to");
        let waits = |n: usize| self.tree.children_by(n, Deprel::Advmod).any(|c| self.lemma(c) == "yet");
        let above = self
            .tree
            .head(word)
            .filter(|&head| self.rel(word) == Deprel::Xcomp && matches!(self.lemma(head), "have" | "be" | "remain"));
        let copula = self.tree.children_by(word, Deprel::Cop).next().is_some();
        infinitive && (above.is_some_and(waits) || copula && waits(word))
    }

    /// "cannot *but* side with France", "*need* not *have* recalled him": a negation that says it is so.
    pub(super) fn is_double(&self, word: usize) -> bool {
        let but = word
            .checked_sub(1)
            .is_some_and(|before| self.lemma(before) == "but" && self.tree.head(before) == Some(word));
        let helps = |lemma: &str| self.tree.children_by(word, Deprel::Aux).any(|c| self.lemma(c) == lemma);
        but && helps("can") || helps("need") && helps("have")
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

    /// "any deal would violate the resolutions": what would have effects has not happened.
    pub(super) fn is_hypothetical(&self, at: usize, head: usize) -> bool {
        let modal = |c: usize| matches!(self.lemma(c), "would" | "could" | "might" | "may");
        !self.is_verb(at)
            && self.tree.children(head).any(|c| self.rel(c) == Deprel::Aux && modal(c))
            && self.tree.children_by(at, Deprel::NmodPoss).next().is_none()
    }

    /// Whether the sentence asks whether it is so.
    pub(super) fn is_question(&self) -> bool {
        // "why did they recall him?" takes it for true
        let taken = matches!(self.tree.node(0).lemma.as_str(), "why" | "when" | "where" | "how");
        !taken && self.tree.nodes().last().is_some_and(|n| n.span.of(self.text) == "?")
    }
}
