//! What a word itself says of its standing: negation, modals, tense, conditions.

use crate::events::Status;
use crate::events::scope::Scope;
use crate::events::status::Reading;
use crate::syntax::{Deprel, Xpos};

impl Scope<'_> {
    /// Negation, modals, tense and modifiers of the word itself.
    pub(super) fn local(&self, word: usize, out: &mut Reading) {
        if self.is_negated(word) {
            out.apply(Status::Denied, || format!("negated `{}`", self.lemma(word)));
        }
        self.modals(word, out);
        for child in self.tree.children(word) {
            if matches!(self.rel(child), Deprel::Amod | Deprel::Advmod | Deprel::Compound | Deprel::NmodDesc)
                && let Some(op) = self.operators.modifier(&self.tree.node(child).span.of(self.text).to_lowercase())
            {
                out.apply(op.status, || format!("modifier `{}`", self.lemma(child)));
            }
            // "in all likelihood"
            if self.case(child) == Some("in") && matches!(self.lemma(child), "likelihood" | "probability") {
                out.apply(Status::Possible, || format!("`in {}`", self.lemma(child)));
            }
        }
    }

    /// "will sue if …", "unless …, would bomb".
    pub(super) fn has_condition(&self, word: usize) -> bool {
        self.tree.children_by(word, Deprel::Advcl).any(|clause| self.is_condition(clause))
    }

    pub(super) fn is_condition(&self, clause: usize) -> bool {
        let word = |c: usize| self.rel(c) == Deprel::Mark && matches!(self.lemma(c), "if" | "unless");
        self.tree.children(clause).any(word)
            || matches!(self.lemma(clause), "provide" | "assume")
                && self.tree.children_by(clause, Deprel::Ccomp).next().is_some()
    }

    pub(super) fn modals(&self, word: usize, out: &mut Reading) {
        let (mut be, mut to) = (false, false);
        let mut first = None; // of "was" and "to"
        for child in self.tree.children(word) {
            let relation = self.rel(child);
            if relation == Deprel::Mark && self.lemma(child) == "to" {
                to = true;
                first = first.or(Some("to"));
            }
            if !matches!(relation, Deprel::Aux | Deprel::AuxPass | Deprel::Cop) {
                continue;
            }
            let status = match self.lemma(child) {
                "can" if self.is_double(word) => continue,
                "may" | "might" | "could" | "can" => Status::Possible,
                "will" | "would" | "shall" | "'ll" | "'d" | "wo" if self.has_condition(word) => Status::Possible,
                "would" | "'d" if self.rel(word) == Deprel::Ccomp => Status::Planned,
                // "which would go to war five years later": told from before
                "would"
                    if self
                        .tree
                        .children_by(word, Deprel::Advmod)
                        .any(|c| matches!(self.lemma(c), "later" | "eventually" | "subsequently")) =>
                {
                    continue;
                }
                "would" | "'d" => Status::Possible,
                "will" | "shall" | "'ll" | "wo" => Status::Planned,
                "must" | "should" | "ought" => Status::Urged,
                "be" => {
                    be = true;
                    first = first.or(Some("be"));
                    continue;
                }
                _ => continue,
            };
            out.apply(status, || format!("modal `{}`", self.lemma(child)));
        }
        let perfect = to && self.tree.children_by(word, Deprel::Aux).any(|c| self.lemma(c) == "have");
        // "turned out to have been supplying" is another thing
        be &= first == Some("be");
        if be && perfect && self.rel(word) != Deprel::Xcomp {
            return out.apply(Status::Denied, || "was to have been".to_owned());
        }
        let headline = to && self.xpos(word) == Xpos::Vb && self.rel(word) == Deprel::Root;
        if headline || (be && to && self.rel(word) != Deprel::Xcomp && !self.is_yet_to(word)) {
            out.apply(Status::Planned, || "`to` of what is to come".to_owned());
        }
    }
}
