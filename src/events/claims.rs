//! Who is said to say so.

use crate::events::scope::Scope;
use crate::events::slots::Hit;
use crate::events::status::Reading;
use crate::syntax::Deprel;

impl Scope<'_> {
    /// The subject of a verb of speech above the clause.
    pub(super) fn claim(&self, at: usize, head: usize, out: &mut Reading) {
        let clause = matches!(self.rel(at), Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl | Deprel::Acl);
        if clause && self.operator(head).is_some_and(|op| op.attributes) {
            let subject = self.subjects(head).into_iter().flat_map(|n| self.whom(n)).next();
            out.claimant = subject;
        }
    }

    /// Claims said beside the clause: "…, Kirby said", "according to".
    pub(super) fn claim_beside(&self, root: usize, hit: &Hit, out: &mut Reading) {
        if out.claimant.is_some() {
            return;
        }
        let said = |c: &usize| self.rel(*c) == Deprel::Parataxis && self.operator(*c).is_some_and(|op| op.attributes);
        if let Some(verb) = self.tree.children(root).find(said).filter(|&v| !self.tree.is_under(hit.node, v)) {
            out.claimant = self.subjects(verb).into_iter().flat_map(|n| self.whom(n)).next();
        }
        let mut phrases =
            self.tree.children(root).filter(|&c| matches!(self.case(c), Some("accord" | "according" | "per")));
        if let Some(phrase) = phrases.next().filter(|_| out.claimant.is_none()) {
            out.claimant = self.whom(phrase).first().copied();
        }
    }
}
