//! Status and claimant of an event: what negation, modals and the words above make of it.

use crate::actors::EntityId;
use crate::events::lexicon::{Family, Part};
use crate::events::operators::Operator;
use crate::events::scope::{Nodes, Scope, Whom};
use crate::events::slots::Hit;
use crate::events::{EventKind, Mode, Status, answers};
use crate::syntax::{Deprel, Upos, Xpos};

/// How the sentence presents an event.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    pub status: Status,
    pub claimant: Option<EntityId>,
    /// The doer is said to be ready for it.
    pub willing: bool,
    /// It is what something else is done for.
    pub purpose: bool,
    pub rules: Vec<String>,
}

impl Reading {
    pub(super) fn apply(&mut self, status: Status, rule: impl FnOnce() -> String) {
        let new = compose(self.status, status);
        if status != Status::Actual {
            self.rules.push(rule());
        }
        self.status = new;
    }
}

/// Status of an event that is `inner` by itself and stands below something that makes events `outer`.
pub(super) fn compose(inner: Status, outer: Status) -> Status {
    use Status as S;
    match (inner, outer) {
        (inner, S::Actual) => inner,
        (S::Denied, S::Possible | S::Planned) => S::Denied,
        (_, S::Denied) => S::Denied,
        (_, S::Urged) | (S::Urged, _) => S::Urged,
        (_, S::Possible) | (S::Possible, _) => S::Possible,
        (_, S::Planned) => S::Planned,
    }
}

/// How a word hangs on the one above it, as far as status goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    /// In the clause or phrase that the word above governs.
    Governed,
    /// Subject of the word above.
    Subject,
    /// Coordinated with it.
    Coordinated,
    /// An adverbial clause.
    Adverbial,
    /// A remark beside it.
    Beside,
    /// A relative clause or other modifier, asserted by itself.
    Aside,
}

impl Scope<'_> {
    /// Status and claimant of the predicate `hit`; `families` gives the lexicon entry that each word bears, if any.
    pub(super) fn reading(&self, hit: &Hit, families: &[Option<u32>]) -> Reading {
        let mut reading = Reading::default();
        // "wants no part of it": a negation that the entry itself has says nothing more
        if hit.with.iter().any(|&word| self.is_negation(word) || matches!(self.lemma(word), "none" | "nothing")) {
            self.modals(hit.node, &mut reading);
        } else {
            self.local(hit.node, &mut reading);
        }
        let frozen = self.is_performed(hit) || self.is_carried_out(hit) || self.is_presupposed(hit);
        let top = self.climb(hit.node, frozen, self.is_verbal_act(hit), families, &mut reading);
        self.claim_beside(top, hit, &mut reading);
        if self.is_question() {
            reading.apply(Status::Possible, || "question".to_owned());
        }
        reading
    }

    /// Status of what a word tells that the lexicon does not have, itself what it makes of the clause below it: a deed that is
    /// *forbidden*.
    pub(super) fn standing(&self, node: usize, families: &[Option<u32>]) -> Reading {
        let mut reading = Reading::default();
        match self.operator(node).filter(|op| !op.attributes) {
            Some(op) => self.operate(op, node, &mut reading),
            None => self.local(node, &mut reading),
        }
        self.climb(node, false, false, families, &mut reading);
        if self.is_question() {
            reading.apply(Status::Possible, || "question".to_owned());
        }
        reading
    }

    /// Goes up the tree from a word, as far as something can change its status or claim it; gives the topmost word.
    fn climb(&self, from: usize, mut frozen: bool, verbal: bool, families: &[Option<u32>], out: &mut Reading) -> usize {
        let mut at = from;
        for _ in 0..12 {
            let Some(head) = self.tree.head(at) else { break };
            let link = self.link(at);
            if !frozen {
                frozen = self.step(at, head, link, verbal, families, out);
            }
            if out.claimant.is_none() && matches!(link, Link::Governed | Link::Coordinated | Link::Subject) {
                self.claim(at, head, out);
            }
            at = head;
        }
        at
    }

    /// "offered to mediate *in its dispute* with Pakistan": what is there already, whatever is done in it.
    fn is_presupposed(&self, hit: &Hit) -> bool {
        let owned = |c: usize| self.rel(c) == Deprel::NmodPoss;
        hit.part == Part::Noun
            && matches!(self.case(hit.node), Some("in" | "over" | "during" | "amid"))
            && self.tree.children(hit.node).any(owned)
    }

    /// Whether the words above leave the act as it is: who tries or fails to persuade has asked, who wants to thank
    /// thanks, and an offer, demand or charge that is rejected was made.
    fn is_performed(&self, hit: &Hit) -> bool {
        use EventKind as K;
        let Some(head) = self.tree.head(hit.node) else { return false };
        let kind = self.lexicon.families()[hit.family as usize].sense.event;
        let lemma = self.lemma(head);
        if hit.part == Part::Noun && kind == K::Assault && lemma == "claim" && self.is_verb(head) {
            return true; // "claimed the murder"
        }
        if hit.part == Part::Verb && matches!(self.rel(hit.node), Deprel::Xcomp | Deprel::Advcl) {
            let tried =
                matches!(lemma, "try" | "attempt" | "fail" | "seek" | "struggle" | "work") && kind == K::Request;
            let wants = matches!(lemma, "want" | "wish" | "like")
                && matches!(kind, K::Support | K::Accuse | K::Request | K::Concede);
            let speaks = || {
                let own = |c: usize| {
                    self.rel(c) == Deprel::Nsubj && matches!(self.lemma(c).to_lowercase().as_str(), "i" | "we")
                };
                self.tree.children(head).any(own)
            };
            return tried || (wants && speaks());
        }
        let word = matches!(kind, K::Request | K::Accuse | K::Threaten | K::Agree);
        let answered = hit.part == Part::Noun
            && word
            && matches!(self.rel(hit.node), Deprel::Obj | Deprel::NsubjPass | Deprel::Obl | Deprel::Nmod);
        answered && answers::answering(self, hit.node).is_some() && {
            let owners: Nodes = self.possessors(hit.node).into_iter().chain(self.adjectival(hit.node)).collect();
            let own: Whom = owners.iter().flat_map(|&n| self.whom(n)).collect();
            let subject: Whom = self.subjects(head).iter().flat_map(|&n| self.whom(n)).collect();
            let by = self.tree.children(hit.node).any(|c| matches!(self.case(c), Some("by" | "from")));
            by || own.iter().any(|actor| !subject.contains(actor))
        }
    }

    fn is_verbal_act(&self, hit: &Hit) -> bool {
        use EventKind as K;
        let kind = self.lexicon.families()[hit.family as usize].sense.event;
        matches!(kind, K::Consult | K::Request | K::Accuse | K::Support | K::Threaten | K::Reject)
    }

    fn link(&self, at: usize) -> Link {
        use Deprel as D;
        match self.rel(at) {
            D::Conj => Link::Coordinated,
            D::Nsubj | D::NsubjOuter | D::Csubj => Link::Subject,
            D::Advcl | D::AdvclRelcl => Link::Adverbial,
            D::Parataxis | D::Discourse | D::List | D::Dislocated => Link::Beside,
            D::AclRelcl | D::Appos | D::NmodPoss | D::Vocative | D::Cc => Link::Aside,
            // "craft *donated* by Japan will go into service"
            D::Acl if self.xpos(at) == Xpos::Vbn && self.is_passive(at) && !self.governs_by_noun(at) => Link::Aside,
            D::Amod if self.hyphened(at).is_some() => Link::Aside, // "a Turkish-brokered accord"
            _ => Link::Governed,
        }
    }

    /// Whether the noun above a clause is an operator or tells of an event: "a *plan* approved by".
    fn governs_by_noun(&self, clause: usize) -> bool {
        let helped = self.tree.children_by(clause, Deprel::AuxPass).next().is_some();
        let governs = |noun: usize| self.operators.noun(self.lemma(noun)).is_some() || self.is_event_noun(noun);
        helped || self.tree.head(clause).is_some_and(governs)
    }

    /// One step up the tree; true when nothing higher can change the status.
    fn step(
        &self,
        at: usize,
        head: usize,
        link: Link,
        verbal: bool,
        families: &[Option<u32>],
        out: &mut Reading,
    ) -> bool {
        match link {
            Link::Aside | Link::Beside => true,
            Link::Coordinated => {
                if self.shares_modals(at) {
                    self.modals(head, out);
                }
                false
            }
            Link::Subject => {
                let happens = self.is_verb(head)
                    && (self.operators.is_light(self.lemma(head))
                        || self
                            .operators
                            .verb(self.lemma(head), |_| false)
                            .is_some_and(|o| o.status == Status::Denied));
                if happens {
                    self.local(head, out);
                } else if let Some(op) =
                    self.operators.adjective(self.lemma(head)).filter(|_| self.upos(head) == Upos::Adj)
                {
                    self.operate(op, head, out);
                } else if self.is_hypothetical(at, head) {
                    out.apply(Status::Possible, || format!("subject of a hypothetical `{}`", self.lemma(head)));
                }
                !happens
            }
            Link::Adverbial => self.adverbial_status(at, head, verbal, families, out),
            Link::Governed => self.govern(at, head, families, out),
        }
    }

    fn shares_modals(&self, at: usize) -> bool {
        !self.tree.children(at).any(|c| {
            matches!(self.rel(c), Deprel::Aux | Deprel::AuxPass | Deprel::Nsubj | Deprel::NsubjPass | Deprel::Cop)
        })
    }

    fn adverbial_status(
        &self,
        at: usize,
        head: usize,
        verbal: bool,
        families: &[Option<u32>],
        out: &mut Reading,
    ) -> bool {
        let mark = self
            .tree
            .children(at)
            .find(|&c| matches!(self.rel(c), Deprel::Mark | Deprel::Case | Deprel::Advmod | Deprel::Cc));
        let word = mark.map_or("", |m| self.lemma(m));
        // "*Rather than* meet Mugabe, he flew home", whatever the parser hangs the two words on
        if at > 1 && self.lemma(at - 1) == "than" && self.lemma(at - 2).eq_ignore_ascii_case("rather") {
            out.apply(Status::Denied, || "`rather than`".to_owned());
            return true;
        }
        match word {
            "if" | "unless" | "should" | "whether" | "lest" | "provided" => {
                out.apply(Status::Possible, || format!("conditional `{word}`"));
                true
            }
            // "is ready to act *by sanctioning*": a means shares the standing of what it serves
            "by" => {
                if self.upos(head) == Upos::Adj {
                    return self.govern(at, head, families, out);
                }
                self.modals(head, out);
                false
            }
            "without" | "than" | "instead" | "rather" => {
                out.apply(Status::Denied, || format!("`{word}`"));
                true
            }
            "of" if mark.is_some_and(|m| self.tree.children(m).any(|c| self.lemma(c) == "instead")) => {
                out.apply(Status::Denied, || "`instead of`".to_owned());
                true
            }
            "from" if self.lemma(head).eq_ignore_ascii_case("far") => {
                out.apply(Status::Denied, || "`far from`".to_owned());
                true
            }
            "of" | "from" | "for" | "against" | "into" | "on" | "about" | "at" | "in" => {
                self.govern(at, head, families, out)
            }
            "to" if self.governs(head, families) => self.govern(at, head, families, out),
            "to" => {
                let means = matches!(self.lemma(head), "use" | "manage" | "go" | "continue");
                // "turned out *to have* supplied": what is past is no purpose
                let past = self.tree.children_by(at, Deprel::Aux).any(|c| self.lemma(c) == "have");
                if !verbal && !means && !past {
                    out.purpose = out.status == Status::Actual;
                    out.apply(Status::Planned, || "purpose clause".to_owned());
                }
                true
            }
            _ => true,
        }
    }

    fn governs(&self, head: usize, families: &[Option<u32>]) -> bool {
        families[head].is_some_and(|f| self.lexicon.families()[f as usize].embeds.is_some())
            || self.operator(head).is_some_and(|op| !op.transparent)
    }

    /// The operator that the word expresses.
    pub(super) fn operator(&self, word: usize) -> Option<&Operator> {
        match self.upos(word) {
            // "is poised to ship"
            Upos::Verb if self.xpos(word) == Xpos::Vbn && self.is_passive(word) => self
                .operators
                .verb(self.lemma(word), |w| self.has_word(word, w))
                .or_else(|| self.operators.adjective(self.tree.node(word).span.of(self.text))),
            Upos::Verb | Upos::Aux => self.operators.verb(self.lemma(word), |w| self.has_word(word, w)),
            Upos::Noun => self.operators.noun(self.lemma(word)),
            Upos::Adj => self
                .operators
                .adjective(self.lemma(word))
                .or_else(|| self.operators.adjective(self.tree.node(word).span.of(self.text))),
            _ => None,
        }
    }

    /// Lets the word above an event have its say; true when nothing higher can change the status.
    fn govern(&self, at: usize, head: usize, families: &[Option<u32>], out: &mut Reading) -> bool {
        if matches!(self.rel(at), Deprel::Obl | Deprel::OblUnmarked | Deprel::Nmod) && !self.binds(at) {
            return false;
        }
        // "without condemning Iraq *for massing tanks*": what is judged is so
        let judged = families[head].is_some_and(|f| is_factive(&self.lexicon.families()[f as usize]));
        if judged && self.rel(at) == Deprel::Advcl {
            return true;
        }
        // "blamed Iran *for an attack*"
        let blamed =
            matches!(self.lemma(head), "blame" | "accuse" | "charge" | "suspect") && self.rel(at) == Deprel::Obl;
        if blamed && matches!(self.case(at), Some("for" | "of")) {
            out.apply(Status::Possible, || format!("`{}` for it", self.lemma(head)));
            out.claimant = self.subjects(head).into_iter().flat_map(|n| self.whom(n)).next();
            return false;
        }
        if let Some(family) = families[head].map(|f| &self.lexicon.families()[f as usize])
            && let Some(status) = family.embeds
        {
            // "sought to break in": nobody else is asked
            let object = |c: usize| matches!(self.rel(c), Deprel::Obj | Deprel::Iobj | Deprel::Obl) && c < at;
            let own = status == Status::Urged
                && self.rel(at) == Deprel::Xcomp
                && !self.is_passive(head)
                && !self.tree.children(head).any(object);
            self.embed(family, if own { Status::Possible } else { status }, head, out);
            return false;
        }
        // "told the envoy to leave"
        let bid = self.lemma(head) == "tell"
            && self.rel(at) == Deprel::Xcomp
            && self
                .tree
                .children(head)
                .any(|c| c < at && matches!(self.rel(c), Deprel::Obj | Deprel::Iobj | Deprel::NsubjPass));
        // "sanctions *aimed* at exporters" are no plan
        let directed = self.lemma(head) == "aim" && self.rel(at) == Deprel::NsubjPass;
        if directed {
            self.modals(head, out);
        } else if bid {
            out.apply(Status::Urged, || "told to".to_owned());
        } else if let Some(op) = self.operator(head) {
            // "a letter is said to run to ten pages": the letter is there
            let hearsay = op.attributes
                && self.rel(at) == Deprel::NsubjPass
                && self.tree.children_by(head, Deprel::Xcomp).next().is_some();
            if !hearsay {
                self.operate(op, head, out);
            }
        } else if self.rel(at) == Deprel::Xcomp
            || self.is_verb(head) && matches!(self.rel(at), Deprel::Obj | Deprel::NsubjPass)
        {
            self.modals(head, out);
        }
        false
    }

    /// Whether a prepositional phrase belongs to what the word above means, and is no mere circumstance.
    fn binds(&self, at: usize) -> bool {
        matches!(
            self.case(at),
            None | Some("of" | "for" | "to" | "on" | "about" | "from" | "in" | "into" | "against" | "with" | "over")
        )
    }

    fn embed(&self, family: &Family, status: Status, head: usize, out: &mut Reading) {
        if !is_factive(family) {
            let negated = self.is_negated(head);
            // who is to be persuaded has not been
            let sought = status == Status::Actual
                && family.sense.event == EventKind::Request
                && matches!(self.rel(head), Deprel::Xcomp | Deprel::Advcl | Deprel::Acl);
            let status = match (negated, sought) {
                (_, true) => Status::Urged,
                (true, _) => negate(status),
                _ => status,
            };
            out.apply(status, || format!("below `{}` ({})", self.lemma(head), family.id));
        }
    }

    fn operate(&self, op: &Operator, head: usize, out: &mut Reading) {
        let negated = self.is_negated(head);
        if op.transparent {
            let goes_on = negated && self.operators.ends(self.lemma(head));
            return if goes_on { self.modals(head, out) } else { self.local(head, out) };
        }
        let says = op.attributes && op.status == Status::Actual;
        // "is said to be paying"
        let hearsay = says
            && matches!(self.lemma(head), "say" | "report" | "tell")
            && self.is_passive(head)
            && self.tree.children_by(head, Deprel::Xcomp).next().is_some();
        let status = match (negated, says) {
            (true, true) => Status::Possible,
            _ if hearsay || says && self.is_rumour(head) => Status::Possible,
            (true, false) => negate(op.status),
            _ => op.status,
        };
        out.willing |= op.id == "willing" && !negated && out.status == Status::Actual;
        out.apply(status, || format!("{}below `{}` ({})", if negated { "not " } else { "" }, self.lemma(head), op.id));
        if status == Status::Actual || status == Status::Planned {
            self.modals(head, out);
        }
    }
}

/// Whether what the words of the family judge is so.
fn is_factive(family: &Family) -> bool {
    family.sense.event == EventKind::Accuse && family.sense.mode != Some(Mode::Allege)
}

/// What a negated operator makes of the event: "did not deny" leaves it open, "does not plan" denies it.
fn negate(status: Status) -> Status {
    match status {
        Status::Denied => Status::Possible,
        Status::Urged => Status::Urged,
        Status::Actual | Status::Planned | Status::Possible => Status::Denied,
    }
}
