//! Filling the roles of a predicate from the tree.

use smallvec::smallvec;

use crate::events::EventKind;
use crate::events::lexicon::{Part, Slot};
use crate::events::scope::{Nodes, Scope};
use crate::events::stand_ins::StandIns;
use crate::syntax::{Deprel, Upos};

/// Prepositions of circumstances.
const CIRCUMSTANCES: &[&str] = &[
    "after",
    "before",
    "since",
    "during",
    "despite",
    "until",
    "like",
    "as",
    "accord",
    "according",
    "amid",
    "because",
    "due",
    "under",
    "without",
    "through",
    "along",
    "alongside",
];

/// A predicate as it stands in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    /// The word that the lexicon lists.
    pub node: usize,
    /// Its part of speech in the lexicon.
    pub part: Part,
    /// Index of the family.
    pub family: u32,
    /// The other words of the pattern.
    pub with: Nodes,
    /// The verb that carries an event noun ("held" in "held talks"), and whether the noun is its passive subject.
    pub carrier: Option<usize>,
}

impl Scope<'_> {
    /// The words that fill `slot` of the predicate.
    pub(super) fn fill(&self, slot: &Slot, hit: &Hit) -> Nodes {
        let verbal = hit.part == Part::Verb;
        match slot {
            Slot::Subj if verbal => self.subjects(hit.node),
            Slot::Subj if hit.part == Part::Adjective => self.predicative(hit.node),
            Slot::Subj => hit.carrier.map_or_else(|| self.engaged(hit.node), |verb| self.subjects(verb)),
            Slot::Obj if verbal => self.pattern_objects(hit),
            Slot::Obj => Nodes::new(),
            // "Mugabe was offered a house"
            Slot::Iobj if verbal && self.is_passive(hit.node) => {
                let given = self.tree.children_by(hit.node, Deprel::Obj).next().is_some();
                if given { self.objects(hit.node) } else { Nodes::new() }
            }
            Slot::Iobj => {
                let verb = if verbal { Some(hit.node) } else { hit.carrier };
                verb.into_iter().flat_map(|v| self.tree.children_by(v, Deprel::Iobj)).collect()
            }
            Slot::Comp => self.complement_subjects(hit.node),
            Slot::Poss if verbal => Nodes::new(),
            Slot::Poss => self.possessors(hit.node),
            Slot::Adj if verbal => Nodes::new(),
            Slot::Adj => self.adjectival(hit.node).into_iter().take(1).collect(),
            Slot::Adj2 if verbal => Nodes::new(),
            Slot::Adj2 => self.adjectival(hit.node).into_iter().skip(1).collect(),
            Slot::Prep => self.own_preposition(hit),
            Slot::Case(case) => self.governed(hit, case),
        }
    }

    /// Objects of the verb, or of a verb that belongs to its pattern ("refused to *meet* Iran").
    fn pattern_objects(&self, hit: &Hit) -> Nodes {
        let own: Nodes = self.objects(hit.node).into_iter().filter(|n| !hit.with.contains(n)).collect();
        if !own.is_empty() {
            return own;
        }
        // "blocked a *Greek* statement on Kosovo": who made it
        let rejects = self.lexicon.families()[hit.family as usize].sense.event == EventKind::Reject;
        let owners = hit.with.iter().filter(|&&w| rejects && self.rel(w) == Deprel::Obj).flat_map(|&w| self.owners(w));
        let makers: Nodes = owners.collect();
        if !makers.is_empty() {
            return makers;
        }
        hit.with.iter().filter(|&&w| self.is_verb(w)).flat_map(|&w| self.objects(w)).collect()
    }

    /// The subject of a predicative adjective: "Iran is critical of".
    fn predicative(&self, node: usize) -> Nodes {
        let own: Nodes = self
            .tree
            .children(node)
            .filter(|&c| matches!(self.rel(c), Deprel::Nsubj | Deprel::NsubjOuter | Deprel::NsubjPass))
            .collect();
        match self.tree.head(node) {
            Some(head) if own.is_empty() && matches!(self.rel(node), Deprel::Amod | Deprel::Acl | Deprel::AclRelcl) => {
                smallvec![head]
            }
            Some(head) if own.is_empty() && matches!(self.rel(node), Deprel::Xcomp | Deprel::Conj | Deprel::Advcl) => {
                if self.is_verb(head) {
                    self.subjects(head)
                } else {
                    self.predicative(head)
                }
            }
            _ => own,
        }
    }

    /// "Lebanon is *under attack*", "came *under fire*": who suffers what the noun says.
    pub(super) fn suffering(&self, noun: usize) -> Nodes {
        let under = self.case(noun) == Some("under");
        let verb = self.tree.head(noun).filter(|&v| {
            self.rel(noun) == Deprel::Obl
                && matches!(self.lemma(v), "come" | "be" | "live" | "remain" | "stay" | "fall")
        });
        // "got hit *with a tariff*"
        let struck = self.tree.head(noun).filter(|&v| {
            self.case(noun) == Some("with")
                && self.is_passive(v)
                && matches!(
                    self.lemma(v),
                    "hit" | "slap" | "strike" | "target" | "punish" | "threaten" | "saddle" | "burden"
                )
        });
        match verb {
            _ if struck.is_some() => struck.into_iter().flat_map(|v| self.objects(v)).collect(),
            Some(verb) if under => self.subjects(verb),
            _ if under && self.tree.children_by(noun, Deprel::Cop).next().is_some() => {
                self.tree.children_by(noun, Deprel::Nsubj).collect()
            }
            _ => Nodes::new(),
        }
    }

    /// "Sinopec is *in talks* with Repsol": who is in what the noun says.
    fn engaged(&self, noun: usize) -> Nodes {
        // "is in Luanda *for talks*"
        let place = self.tree.head(noun).filter(|&place| {
            self.case(noun) == Some("for")
                && self.case(place) == Some("in")
                && self.tree.children_by(place, Deprel::Cop).next().is_some()
        });
        if let Some(place) = place {
            return self.tree.children_by(place, Deprel::Nsubj).collect();
        }
        let is_in = matches!(self.case(noun), Some("in" | "on" | "at"));
        // "Egypt, Syria *in talks* on Golan": a headline without a verb
        let root = self.tree.head(noun).filter(|_| is_in).map(|name| match self.tree.head(name) {
            Some(first) if self.rel(name) == Deprel::Appos => first,
            _ => name,
        });
        if let Some(name) = root.filter(|&name| self.rel(name) == Deprel::Root && self.mention(name).is_some()) {
            return std::iter::once(name).chain(self.tree.children_by(name, Deprel::Appos)).collect();
        }
        if !is_in || self.tree.children_by(noun, Deprel::Cop).next().is_none() {
            return Nodes::new();
        }
        self.tree.children_by(noun, Deprel::Nsubj).collect()
    }

    fn complement_subjects(&self, node: usize) -> Nodes {
        use Deprel as D;
        self.tree
            .children(node)
            .filter(|&c| matches!(self.rel(c), D::Ccomp | D::Xcomp | D::Acl | D::Advcl) && self.is_verb(c))
            .flat_map(|c| if self.is_passive(c) { self.objects(c) } else { self.subjects(c) })
            .collect()
    }

    /// Phrases that hang on the predicate, on the words of its pattern, or on the verb that carries it.
    fn dependents<'s>(&'s self, hit: &'s Hit) -> impl Iterator<Item = usize> + 's {
        let anchors =
            std::iter::once(hit.node).chain(hit.with.iter().copied()).chain(hit.carrier).chain(self.occurs(hit));
        anchors.flat_map(|anchor| self.tree.children(anchor)).filter(|&c| {
            use Deprel as D;
            matches!(
                self.rel(c),
                D::Obl | D::Nmod | D::OblAgent | D::OblUnmarked | D::Advcl | D::Xcomp | D::Obj | D::Acl
            )
        })
    }

    /// "Fighting *erupted* between Chad and Libya": the verb that says of an event noun that it takes place.
    fn occurs(&self, hit: &Hit) -> Option<usize> {
        let verb =
            self.tree.head(hit.node).filter(|_| hit.part == Part::Noun && self.rel(hit.node) == Deprel::Nsubj)?;
        // "there have been three meetings between the two"
        let exists = self.lemma(verb) == "be" && self.tree.children_by(verb, Deprel::Expl).next().is_some();
        let happens = exists
            || matches!(
                self.lemma(verb),
                "erupt"
                    | "flare"
                    | "break"
                    | "rage"
                    | "resume"
                    | "continue"
                    | "intensify"
                    | "go"
                    | "subside"
                    | "die"
                    | "spread"
                    | "begin"
                    | "start"
                    | "take"
                    | "occur"
                    | "open"
                    | "reach"
                    | "arrive"
                    | "pour"
                    | "flow"
            );
        happens.then_some(verb)
    }

    fn own_preposition(&self, hit: &Hit) -> Nodes {
        let particle =
            |&w: &usize| matches!(self.rel(w), Deprel::CompoundPrt | Deprel::Advmod | Deprel::Case | Deprel::Mark);
        for &word in hit.with.iter().rev().filter(|w| particle(w)) {
            match self.tree.head(word) {
                // "stressed the need for Iran to cooperate"
                Some(head) if self.rel(word) == Deprel::Mark && head != hit.node && self.is_verb(head) => {
                    return self.subjects(head);
                }
                Some(head) if matches!(self.rel(word), Deprel::Case | Deprel::Mark) && head != hit.node => {
                    return smallvec![head];
                }
                _ => {}
            }
        }
        // "is *Japan's* top supplier"
        let owners = if hit.part == Part::Adjective { self.owners(hit.node) } else { Nodes::new() };
        if !owners.is_empty() {
            return owners;
        }
        // "granted *Iraq* a waiver"
        let received: Nodes =
            self.tree.children_by(hit.node, Deprel::Iobj).filter(|_| hit.part == Part::Verb).collect();
        if !received.is_empty() && !hit.with.iter().any(|w| received.contains(w)) {
            return received;
        }
        // "entered *Greek* airspace", "burned *Iran's* flag": the owner stands before the last noun of the pattern
        let noun = |&&w: &&usize| hit.part == Part::Verb && self.upos(w) == Upos::Noun;
        hit.with.iter().rev().find(noun).map_or(Nodes::new(), |&noun| self.owners(noun))
    }

    /// Whose the noun is, named before it.
    pub(super) fn owners(&self, noun: usize) -> Nodes {
        let named = |&n: &usize| self.mention(n).is_some();
        self.possessors(noun).into_iter().filter(named).chain(self.adjectival(noun)).collect()
    }

    /// Whether a phrase tells under what circumstances something is done, not to whom: "according to Kyiv".
    pub(super) fn is_circumstance(&self, node: usize) -> bool {
        self.case(node).is_some_and(|case| CIRCUMSTANCES.contains(&case))
    }

    /// Whom the phrases around a verb name, whatever their prepositions: the last choice.
    ///
    /// Where it was says whom it was done to only if it was done to `things`.
    pub(super) fn any_phrase(&self, hit: &Hit, things: bool) -> Nodes {
        let objects = self.objects(hit.node);
        let acted = !objects.is_empty();
        let around = self.tree.children(hit.node).chain(objects.into_iter().flat_map(|o| self.tree.children(o)));
        around
            .filter(|&c| matches!(self.rel(c), Deprel::Obl | Deprel::Nmod))
            .filter(|&c| self.case(c).is_some_and(|case| case != "by") && !self.is_circumstance(c))
            // "shot a farmer near Gao": where it was
            .filter(|&c| !acted || things || !matches!(self.case(c), Some("in" | "near" | "at")))
            .collect()
    }

    /// Phrases that the parser hangs on the object of a verb, on what is coordinated with it, or on what its "of" governs:
    /// "put sanctions on Iran", "delivered rockets and shells into Russia", "took delivery of a shipment from Iran",
    /// "the destruction of Syria's heritage by the group".
    fn inside(&self, hit: &Hit) -> Nodes {
        let verbal = hit.part == Part::Verb;
        let objects = self.tree.children_by(hit.node, Deprel::Obj).filter(|_| verbal);
        // "asked for food from Chad": what the preposition of the pattern governs
        let governed = hit.with.iter().filter(|&&w| self.rel(w) == Deprel::Case).filter_map(|&w| self.tree.head(w));
        let own = hit.with.iter().copied().chain(governed.filter(|&n| n != hit.node));
        let mut row: Nodes = objects.chain(own).chain((!verbal).then_some(hit.node)).collect();
        let mut out = Nodes::new();
        for _ in 0..3 {
            let mut next = Nodes::new();
            for child in row.iter().flat_map(|&n| self.tree.children(n)) {
                match self.rel(child) {
                    Deprel::Conj => next.push(child),
                    Deprel::Nmod if self.case(child) == Some("of") => next.push(child),
                    Deprel::Nmod => out.push(child),
                    _ => {}
                }
            }
            row = next;
        }
        out
    }

    /// "recalled envoys from Mali and Chad *respectively*": whether the first of the one side goes with the first of the
    /// other, and so on.
    pub(super) fn is_respective(&self) -> bool {
        self.tree.nodes().iter().any(|node| matches!(node.lemma.as_str(), "respectively" | "respective"))
    }

    /// Who uses what is given: "for use by the rebels".
    pub(super) fn users(&self, hit: &Hit) -> Nodes {
        let phrases = self.tree.children(hit.node).chain(self.inside(hit));
        let uses = phrases.filter(|&n| self.lemma(n) == "use" && self.case(n) == Some("for"));
        uses.flat_map(|n| self.tree.children(n)).filter(|&c| self.case(c) == Some("by")).collect()
    }

    fn governed(&self, hit: &Hit, case: &str) -> Nodes {
        let fits = |c: usize| match self.case(c) {
            Some("among" | "amongst") => case == "between" || case == "among",
            Some(found) => found == case,
            None => false,
        };
        // "condolences *reached* Ankara"
        let reached = |c: usize| {
            case == "to"
                && self.rel(c) == Deprel::Obj
                && self.occurs(hit).is_some_and(|verb| self.lemma(verb) == "reach" && self.tree.head(c) == Some(verb))
        };
        let mut found: Nodes = self.dependents(hit).filter(|&c| c != hit.node && (fits(c) || reached(c))).collect();
        if found.is_empty() && case != "of" {
            found = self.inside(hit).into_iter().filter(|&c| fits(c)).collect();
        }
        // "concerned about the agency's report on Iran"
        let about = |n: usize| {
            let tells = StandIns::embedded().accounts.contains(self.lemma(n));
            let told = |c: &usize| matches!(self.case(*c), Some("about" | "on" | "of" | "from"));
            self.tree.children_by(n, Deprel::Nmod).find(|c| tells && told(c)).unwrap_or(n)
        };
        if case == "about" {
            found.iter_mut().for_each(|node| *node = about(*node));
        }
        found
    }
}
