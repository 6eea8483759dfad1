//! Deep subjects and objects: what the grammar leaves unsaid in passives, relative clauses, coordination and control.

use smallvec::smallvec;

use crate::actors::MentionKind;
use crate::events::EventKind;
use crate::events::lexicon::{Part, Pattern};
use crate::events::scope::{Nodes, Scope};
use crate::events::slots::Hit;
use crate::syntax::{Deprel, Upos, Xpos};

/// How far up a chain of clauses a subject is looked for.
const DEPTH: u8 = 6;

impl Scope<'_> {
    fn child(&self, node: usize, wanted: impl Fn(Deprel) -> bool) -> Option<usize> {
        self.tree.children(node).find(|&c| wanted(self.rel(c)))
    }

    /// Whether `node` is a verb in use as one.
    pub(super) fn is_verb(&self, node: usize) -> bool {
        matches!(self.upos(node), Upos::Verb | Upos::Aux)
    }

    /// "Morocco's *severing* of relations": whether a noun is the act of a verb, with who does it and to what.
    pub(super) fn is_gerund(&self, node: usize) -> bool {
        self.upos(node) == Upos::Noun
            && self.tree.node(node).span.of(self.text).ends_with("ing")
            && self.mention(node).is_none()
            && self.tree.children_by(node, Deprel::Nmod).any(|c| self.case(c) == Some("of"))
            && !self.doers(node).is_empty()
    }

    /// Who does what a gerund says: before it, or behind "by".
    fn doers(&self, gerund: usize) -> Nodes {
        let before = self.possessors(gerund).into_iter().chain(self.adjectival(gerund));
        before.chain(self.tree.children(gerund).filter(|&c| self.case(c) == Some("by"))).collect()
    }

    /// Whether the verb tells of what is to come: "will", "would", "shall".
    pub(super) fn is_future(&self, verb: usize) -> bool {
        let will = |c: usize| matches!(self.lemma(c), "will" | "would" | "shall" | "'ll" | "wo");
        self.tree.children_by(verb, Deprel::Aux).any(will)
    }

    /// Whether the verb is passive: by its auxiliary, its subject, its agent, or as a bare participle.
    pub(super) fn is_passive(&self, verb: usize) -> bool {
        use Deprel as D;
        if self.child(verb, |d| matches!(d, D::NsubjPass | D::AuxPass | D::CsubjPass)).is_some() {
            return true;
        }
        if self.hyphened(verb).is_some() {
            return true;
        }
        if self.xpos(verb) != Xpos::Vbn || self.child(verb, |d| matches!(d, D::Aux | D::Nsubj)).is_some() {
            return false;
        }
        match self.rel(verb) {
            D::Acl | D::Advcl | D::Amod | D::Root | D::Parataxis | D::Ccomp | D::Xcomp | D::AclRelcl => true,
            D::Conj => self.tree.head(verb).is_some_and(|head| self.is_passive(head) || !self.is_verb(head)),
            _ => false,
        }
    }

    /// "will revive an agreement that they *signed* in 2001": a clause on the noun says that it was done.
    pub(super) fn is_carried_out(&self, hit: &Hit) -> bool {
        let done = |verb: usize| {
            self.operators.is_light(self.lemma(verb))
                && !self.is_negated(verb)
                && (self.xpos(verb) == Xpos::Vbd
                    || self.tree.children_by(verb, Deprel::Aux).any(|a| self.lemma(a) == "have"))
        };
        hit.part == Part::Noun && self.tree.children_by(hit.node, Deprel::AclRelcl).any(done)
    }

    fn is_subject(relation: Deprel) -> bool {
        matches!(relation, Deprel::Nsubj | Deprel::NsubjOuter)
    }

    fn is_any_subject(relation: Deprel) -> bool {
        matches!(relation, Deprel::Nsubj | Deprel::NsubjOuter | Deprel::NsubjPass)
    }

    /// Who does what the verb says.
    pub(super) fn subjects(&self, verb: usize) -> Nodes {
        if self.is_gerund(verb) {
            return self.doers(verb);
        }
        let mut out = if self.is_passive(verb) { self.agents(verb) } else { self.surface(verb, 0) };
        out.extend(self.echoes(verb));
        out
    }

    /// "Portugal is lobbying for it, *as is Spain*": who is said to do the same.
    fn echoes(&self, verb: usize) -> Option<usize> {
        let clause = self
            .tree
            .children_by(verb, Deprel::Advcl)
            .find(|&c| c > verb && self.tree.children_by(c, Deprel::Mark).any(|m| self.lemma(m) == "as"))?;
        let stands_in = |n: usize| matches!(self.lemma(n), "be" | "do" | "have" | "will");
        let before = |n: &usize| n.checked_sub(1).is_some_and(stands_in);
        if stands_in(clause) && self.child(clause, |d| d == Deprel::Obj).is_none() {
            return self.child(clause, Self::is_subject).filter(before);
        }
        (self.mention(clause).is_some() && self.tree.children(clause).any(stands_in)).then_some(clause)
    }

    /// Who is done to.
    pub(super) fn objects(&self, verb: usize) -> Nodes {
        if self.is_gerund(verb) {
            return self.tree.children_by(verb, Deprel::Nmod).filter(|&c| self.case(c) == Some("of")).collect();
        }
        if self.is_passive(verb) {
            let surface = self.surface(verb, 0);
            let object = self.child(verb, |d| d == Deprel::Obj);
            return if surface.is_empty() { object.into_iter().collect() } else { surface };
        }
        let own: Nodes =
            self.tree.children(verb).filter(|&c| self.rel(c) == Deprel::Obj || self.is_bare(c, verb)).collect();
        if !own.is_empty() {
            return own;
        }
        if let Some(next) = self.shares_object(verb) {
            return self.objects(next);
        }
        let gap = self.rel(verb) == Deprel::AclRelcl
            && self.child(verb, Self::is_subject).is_some_and(|s| self.antecedent(s).is_none())
            && !self.tree.children(verb).any(|c| self.rel(c) == Deprel::Obl && self.antecedent(c).is_some());
        match self.tree.head(verb) {
            Some(head) if gap => smallvec![head],
            _ => Nodes::new(),
        }
    }

    /// "Jordan *welcomed* and Syria denounced the accord": the verb whose object is also that of this one.
    fn shares_object(&self, verb: usize) -> Option<usize> {
        let next = self.tree.children_by(verb, Deprel::Conj).next().filter(|&c| self.is_verb(c))?;
        let joined = verb + 1 < self.tree.len() && self.rel(verb + 1) == Deprel::Cc;
        (joined && self.child(next, |d| d == Deprel::Obj).is_some()).then_some(next)
    }

    /// An actor right behind the verb without preposition: an object, whatever the parser calls it.
    fn is_bare(&self, node: usize, verb: usize) -> bool {
        use Deprel as D;
        matches!(self.rel(node), D::Obl | D::Iobj | D::OblUnmarked | D::Xcomp | D::Dep)
            && node > verb
            && self.case(node).is_none()
            && self.mention(node).is_some()
    }

    /// The agent of a passive verb.
    fn agents(&self, verb: usize) -> Nodes {
        let by = |c: &usize| {
            self.rel(*c) == Deprel::OblAgent || (self.rel(*c) == Deprel::Obl && self.case(*c) == Some("by"))
        };
        let own: Nodes = self.tree.children(verb).filter(by).collect();
        if !own.is_empty() {
            return own;
        }
        if let Some(agent) = self.hyphened(verb) {
            return smallvec![agent];
        }
        // "shells were fired *from Iraq*"
        let shots = |n: usize| self.lexicon.is_object("projectiles", self.lemma(n));
        if self.tree.children_by(verb, Deprel::NsubjPass).any(shots) {
            let from = |c: &usize| self.rel(*c) == Deprel::Obl && self.case(*c) == Some("from");
            return self.tree.children(verb).filter(from).collect();
        }
        if let Some(low) = self.low_agent(verb) {
            return smallvec![low];
        }
        // "arrested and deported by Iran": the agent stands with the last of the verbs
        self.tree
            .children_by(verb, Deprel::Conj)
            .filter(|&c| self.xpos(c) == Xpos::Vbn)
            .flat_map(|c| self.agents(c))
            .collect()
    }

    /// "was hauled off to the cells *by Senegal*": the agent that the parser hangs on the last noun before it.
    fn low_agent(&self, verb: usize) -> Option<usize> {
        let auxiliary = self.child(verb, |d| d == Deprel::AuxPass)?;
        let by = |n: &usize| {
            self.case(*n) == Some("by")
                && self.mention(*n).is_some()
                && self.rel(*n) == Deprel::Nmod
                && self.tree.head(*n).is_some_and(|noun| !self.is_event_noun(noun) && self.mention(noun).is_none())
        };
        let clause = |n: usize| self.tree.ancestors(n).skip(1).find(|&above| self.is_verb(above));
        (auxiliary..self.tree.len()).find(|n| by(n) && clause(*n) == Some(verb))
    }

    /// "*French*-supplied frigates", "*UN*-backed troops": who does it stands before the hyphen of the participle.
    pub(super) fn hyphened(&self, participle: usize) -> Option<usize> {
        let hyphen = participle.checked_sub(1).filter(|&h| matches!(self.lemma(h), "-" | "–" | "‑"))?;
        let name = hyphen.checked_sub(1)?;
        let adjectival = self.rel(participle) == Deprel::Amod && self.is_participle(participle);
        (adjectival && self.mention(name).is_some()).then_some(name)
    }

    /// Whether the word is a past participle by its tag or its ending.
    fn is_participle(&self, word: usize) -> bool {
        let form = self.tree.node(word).span.of(self.text);
        self.xpos(word) == Xpos::Vbn
            || matches!(self.upos(word), Upos::Verb | Upos::Adj)
                && (form.ends_with("ed") || matches!(form, "led" | "held" | "made" | "run"))
    }

    /// The subject on the surface, passive or not, found up the tree where the clause leaves it out.
    fn surface(&self, verb: usize, depth: u8) -> Nodes {
        let own: Nodes = self.tree.children(verb).filter(|&c| Self::is_any_subject(self.rel(c))).collect();
        if !own.is_empty() {
            return own;
        }
        // the parser may hang the subject on the auxiliary
        let auxiliaries = self.tree.children_by(verb, Deprel::Aux);
        // "Not until then did *India* exchange envoys"
        let inverted =
            |a: usize, c: usize| a < c && c < verb && self.rel(c) == Deprel::Obj && self.mention(c).is_some();
        let own: Nodes = auxiliaries
            .flat_map(|a| self.tree.children(a).map(move |c| (a, c)))
            .filter(|&(a, c)| Self::is_any_subject(self.rel(c)) || inverted(a, c))
            .map(|(_, c)| c)
            .collect();
        if !own.is_empty() {
            return own;
        }
        if let Some(neighbour) = self.neighbour(verb) {
            return smallvec![neighbour];
        }
        let Some(head) = self.tree.head(verb).filter(|_| depth < DEPTH) else { return Nodes::new() };
        match self.rel(verb) {
            Deprel::Conj => self.surface(head, depth + 1),
            Deprel::Xcomp => self.controller(verb, head, depth),
            Deprel::Advcl => self.adverbial(verb, head, depth),
            Deprel::Acl => self.of_noun(verb, head, depth),
            Deprel::AclRelcl => smallvec![head],
            Deprel::Ccomp | Deprel::Parataxis if !self.is_finite(verb) => self.surface(head, depth + 1),
            // "stopped short of *threatening*"
            Deprel::Obl if self.xpos(verb) == Xpos::Vbg => self.surface(head, depth + 1),
            Deprel::Amod if self.xpos(verb) == Xpos::Vbn || self.xpos(verb) == Xpos::Vbg => smallvec![head],
            _ => Nodes::new(),
        }
    }

    /// The name right before a finite verb that the parser left without subject.
    fn neighbour(&self, verb: usize) -> Option<usize> {
        use Deprel as D;
        let own_clause = matches!(self.rel(verb), D::Root | D::Ccomp | D::Parataxis | D::Advcl);
        if !own_clause || !self.is_finite(verb) {
            return None;
        }
        let helps = |n: usize| matches!(self.upos(n), Upos::Adv | Upos::Aux) && self.tree.head(n) == Some(verb);
        let before = (0..verb).rev().find(|&n| !helps(n))?;
        let mention =
            self.mentions.iter().find(|m| m.kind == MentionKind::Name && m.tokens.end as usize == before + 1)?;
        Some(mention.head as usize)
    }

    fn is_finite(&self, verb: usize) -> bool {
        matches!(self.xpos(verb), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
            || self.child(verb, |d| d == Deprel::Aux).is_some_and(|aux| !matches!(self.lemma(aux), "to"))
    }

    /// Whose act an infinitive below `head` is: the object's, unless the verb promises or has no object.
    fn controller(&self, verb: usize, head: usize, depth: u8) -> Nodes {
        if self.is_verb(head) && !self.is_passive(head) && !self.subject_controls(head) {
            let object = self.child(head, |d| matches!(d, Deprel::Obj | Deprel::Iobj)).filter(|&o| o < verb);
            let called = || self.prepositional_controller(verb, head);
            if let Some(object) = object.or_else(called) {
                return smallvec![object];
            }
        }
        self.surface(head, depth + 1)
    }

    /// "called on Iran to release them": what stands with "on" before the infinitive does it.
    fn prepositional_controller(&self, verb: usize, head: usize) -> Option<usize> {
        let governs =
            matches!(self.lemma(head), "call" | "appeal" | "prevail" | "plead" | "rely" | "pray" | "impress" | "wait");
        let between = |c: &usize| *c < verb && *c > head && self.rel(*c) == Deprel::Obl;
        self.tree.children(head).filter(|_| governs).rfind(between)
    }

    fn adverbial(&self, verb: usize, head: usize, depth: u8) -> Nodes {
        let mark = self.tree.children(verb).find(|&c| matches!(self.rel(c), Deprel::Mark | Deprel::Case));
        let governed = mark.is_some_and(|m| matches!(self.lemma(m), "of" | "from" | "for" | "into"))
            || (self.prepositional_controller(verb, head).is_some() && self.xpos(verb) == Xpos::Vb);
        if governed && self.is_verb(head) {
            return self.controller(verb, head, depth);
        }
        // "*Far* from withdrawing, Israel has sent"
        if self.upos(head) == Upos::Adv
            && let Some(above) = self.tree.head(head)
        {
            return self.surface(above, depth + 1);
        }
        if self.is_verb(head) || self.upos(head) == Upos::Adj { self.surface(head, depth + 1) } else { smallvec![head] }
    }

    /// "its plan to attack", "troops fighting in", "weapons supplied by": whom a clause below a noun speaks of.
    fn of_noun(&self, verb: usize, noun: usize, depth: u8) -> Nodes {
        let plan = self.operators.noun(self.lemma(noun)).is_some() || self.is_event_noun(noun);
        if self.xpos(verb) == Xpos::Vbn || !plan {
            return smallvec![noun];
        }
        let owner: Nodes = self.possessors(noun).into_iter().chain(self.adjectival(noun)).collect();
        if !owner.is_empty() {
            return owner;
        }
        // "issued a series of warnings demanding"
        let above = self.tree.ancestors(noun).take_while(|&n| n == noun || self.rel(n) != Deprel::Conj).take(4);
        let carrier = above.skip(1).find(|&n| self.is_verb(n));
        match carrier {
            Some(head) if depth < DEPTH => self.surface(head, depth + 1),
            _ => Nodes::new(),
        }
    }

    /// Whether the lexicon says that the subject of this verb does what is in the clause below.
    fn subject_controls(&self, verb: usize) -> bool {
        let patterns = self.lexicon.patterns(Part::Verb, &self.tree.node(verb).lemma);
        patterns.iter().any(|p| p.with.is_empty() && self.lexicon.of(p).subject_control)
            || matches!(self.lemma(verb), "promise" | "threaten" | "vow" | "pledge" | "use")
    }

    /// Whether the noun is one of force in the lexicon.
    pub(super) fn is_deed(&self, noun: usize) -> bool {
        let patterns = self.lexicon.patterns(Part::Noun, &self.tree.node(noun).lemma);
        let kind = |p: &Pattern| self.lexicon.of(p).sense.event;
        patterns.iter().any(|p| matches!(kind(p), EventKind::Assault | EventKind::Mobilize | EventKind::Retreat))
    }

    /// Whether the lexicon knows the noun.
    pub(super) fn is_event_noun(&self, noun: usize) -> bool {
        !self.lexicon.patterns(Part::Noun, &self.tree.node(noun).lemma).is_empty()
    }
}
