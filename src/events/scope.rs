//! One sentence as the rules see it: its tree, who is named where, and who stands behind a noun phrase.

use smallvec::SmallVec;

use crate::actors::{Actors, EntityId, EntityKind, Mention, MentionKind};
use crate::events::Extractor;
use crate::events::lexicon::Lexicon;
use crate::events::lists;
use crate::events::operators::Operators;
use crate::events::stand_ins::StandIns;
use crate::events::word_set::WordSet;
use crate::syntax::{Deprel, Tree, Upos, Xpos};
use crate::text::{Segmentation, Span, is_month, is_weekday};

/// A few words of the sentence.
pub(super) type Nodes = SmallVec<[usize; 4]>;
/// A few actors.
pub(super) type Whom = SmallVec<[EntityId; 4]>;

/// Sentences before one that the reader of pairs looks at.
const BEFORE: usize = 2;

/// A sentence before the one that is looked at.
pub(super) struct Earlier<'a> {
    pub span: Span,
    pub mentions: &'a [Mention],
}

/// A sentence under the eyes of the rules.
pub(super) struct Scope<'a> {
    pub text: &'a str,
    pub sentence: Span,
    /// The sentences before, the nearest first.
    pub before: [Option<Earlier<'a>>; BEFORE],
    pub tree: &'a Tree,
    pub actors: &'a Actors,
    pub mentions: &'a [Mention],
    pub lexicon: &'a Lexicon,
    pub operators: &'a Operators,
    /// Whether the network that reads whole sentences has a say.
    pub reads: bool,
    /// Lemmas of the sentence.
    pub words: WordSet,
    /// Index of the longest mention that each word heads.
    at: Vec<Option<u32>>,
    /// Lists of names ("A, B and C") as runs of indices of mentions.
    lists: Vec<Vec<u32>>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(
        text: &'a str,
        segmentation: &Segmentation,
        number: usize,
        tree: &'a Tree,
        actors: &'a Actors,
        extractor: &Extractor<'a>,
    ) -> Self {
        let Extractor { lexicon, operators, reads } = *extractor;
        let mentions = actors.in_sentence(number);
        let sentence = segmentation.sentences[number].span;
        let before = std::array::from_fn(|steps| {
            let number = number.checked_sub(steps + 1)?;
            Some(Earlier { span: segmentation.sentences[number].span, mentions: actors.in_sentence(number) })
        });
        let mut at: Vec<Option<u32>> = vec![None; tree.len()];
        for (i, mention) in mentions.iter().enumerate() {
            let Some(seat) = at.get_mut(mention.head as usize) else { continue };
            let longer = seat.is_none_or(|old| mentions[old as usize].tokens.len() < mention.tokens.len());
            if longer {
                *seat = Some(i as u32);
            }
        }
        let lists = lists::find(text, tree, mentions);
        let words = WordSet::of(tree.nodes().iter().map(|node| node.lemma.as_str()));
        Self { text, sentence, before, tree, actors, mentions, lexicon, operators, reads, words, at, lists }
    }

    pub(super) fn lemma(&self, node: usize) -> &str {
        &self.tree.node(node).lemma
    }

    pub(super) fn upos(&self, node: usize) -> Upos {
        self.tree.node(node).upos
    }

    pub(super) fn xpos(&self, node: usize) -> Xpos {
        self.tree.node(node).xpos
    }

    pub(super) fn rel(&self, node: usize) -> Deprel {
        self.tree.node(node).deprel
    }

    /// Whether both are one actor or act for one state.
    pub(super) fn is_one_side(&self, a: EntityId, b: EntityId) -> bool {
        let country = |id: EntityId| self.actors.entity(id).country.as_deref();
        a == b || country(a).is_some() && country(a) == country(b)
    }

    /// The word that begins where `span` does.
    pub(super) fn node_at(&self, span: Span) -> Option<usize> {
        self.tree.nodes().iter().position(|node| node.span.start == span.start)
    }

    /// The longest mention headed by `node`.
    pub(super) fn mention(&self, node: usize) -> Option<&'a Mention> {
        self.at[node].map(|i| &self.mentions[i as usize])
    }

    pub(super) fn is_nominal(&self, node: usize) -> bool {
        matches!(self.upos(node), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Sym | Upos::Det | Upos::X)
            || self.mention(node).is_some()
    }

    /// The preposition of `node`: the lemma of its `case` child.
    pub(super) fn case(&self, node: usize) -> Option<&str> {
        self.tree.children_by(node, Deprel::Case).map(|c| self.lemma(c)).find(|lemma| *lemma != "'s" && *lemma != "’s")
    }

    /// Whether `node` governs a child of this lemma, or one of its phrases is introduced by it.
    pub(super) fn has_word(&self, node: usize, lemma: &str) -> bool {
        self.word_under(node, lemma).is_some()
    }

    /// The child of `node`, or the grandchild below an object or oblique, that bears `lemma`.
    pub(super) fn word_under(&self, node: usize, lemma: &str) -> Option<usize> {
        // "to" before an infinitive is no word of a pattern
        let marks = |n: usize| self.rel(n) == Deprel::Mark && n < node && lemma == "to";
        let oneself = |n: usize| lemma == "self" && self.lemma(n).ends_with("self");
        let same = |n: usize| (self.lemma(n).eq_ignore_ascii_case(lemma) || oneself(n)) && !marks(n);
        let fits = |n: usize| {
            same(n) && !matches!(self.rel(n), Deprel::Nsubj | Deprel::Conj | Deprel::Punct | Deprel::Parataxis)
        };
        // "the need *for* Iran to cooperate"
        let introduces = |c: usize, g: usize| self.rel(c) != Deprel::Acl || self.rel(g) == Deprel::Mark;
        self.tree.children(node).find(|&c| fits(c)).or_else(|| {
            let below = self.tree.children(node).filter(|&c| self.carries(c) || self.rel(c) == Deprel::Acl);
            // "under fire *for* a third night" is not "under fire for"
            let when = |c: usize, g: usize| matches!(self.lemma(g), "for" | "over") && self.is_time(c);
            let found =
                below.clone().find_map(|c| self.tree.children(c).find(|&g| fits(g) && introduces(c, g) && !when(c, g)));
            // "stripped the bishop *of* his nationality", where the phrase is hung on the name
            found.or_else(|| {
                let named = below.filter(|&c| self.is_verb(node) && self.mention(c).is_some());
                named.into_iter().find_map(|c| {
                    let phrases = self.tree.children_by(c, Deprel::Nmod);
                    phrases.flat_map(|p| self.tree.children_by(p, Deprel::Case)).find(|&g| g > c && fits(g))
                })
            })
        })
    }

    /// Whether the word tells a time: "on *Friday*", "for a third *night*".
    pub(super) fn is_time(&self, node: usize) -> bool {
        const TIMES: [&str; 16] = [
            "day",
            "night",
            "week",
            "month",
            "year",
            "hour",
            "minute",
            "time",
            "morning",
            "evening",
            "afternoon",
            "decade",
            "century",
            "once",
            "weekend",
            "moment",
        ];
        let word = self.lemma(node).to_lowercase();
        is_weekday(&word) || is_month(&word) || TIMES.contains(&word.as_str())
    }

    /// Whether the words below a child may belong to a pattern of its head.
    fn carries(&self, child: usize) -> bool {
        use Deprel as D;
        matches!(
            self.rel(child),
            D::Obj
                | D::Obl
                | D::OblAgent
                | D::OblUnmarked
                | D::NsubjPass
                | D::Nmod
                | D::Xcomp
                | D::Compound
                | D::Advmod
                | D::Advcl
        )
    }

    /// What a relative pronoun stands for; none for other words.
    pub(super) fn antecedent(&self, node: usize) -> Option<usize> {
        let worded = || matches!(self.lemma(node), "who" | "which" | "that" | "whom" | "whose");
        let relative =
            matches!(self.xpos(node), Xpos::Wdt | Xpos::Wp | Xpos::WpPoss) || self.upos(node) == Upos::Pron && worded();
        if !relative {
            return None;
        }
        let clause = self
            .tree
            .ancestors(node)
            .find(|&n| matches!(self.rel(n), Deprel::AclRelcl | Deprel::Acl | Deprel::AdvclRelcl))?;
        // "it was *Norway* that brought them together"
        self.tree.head(clause).filter(|&head| self.rel(clause) != Deprel::AdvclRelcl || self.mention(head).is_some())
    }

    /// The actors that the phrase headed by `node` stands for, those coordinated with it included.
    pub(super) fn whom(&self, node: usize) -> Whom {
        let mut out = Whom::new();
        self.gather(node, &mut out, 0);
        if self.case(node) == Some("between") && out.len() == 1 {
            // headlines have a comma for "and"
            for other in self.tree.children_by(node, Deprel::Appos).filter(|&c| self.mention(c).is_some()) {
                self.gather(other, &mut out, 1);
            }
        }
        out
    }

    fn gather(&self, node: usize, out: &mut Whom, depth: u8) {
        if depth > 5 {
            return;
        }
        match self.antecedent(node) {
            _ if self.is_contrasted(node) => {}
            Some(what) if self.mention(node).is_none() => self.gather_alone(what, out, depth + 1),
            _ => self.gather_alone(node, out, depth),
        }
        for other in
            self.tree.children_by(node, Deprel::Conj).filter(|&c| self.is_nominal(c) || self.upos(c) == Upos::Adj)
        {
            self.gather(other, out, depth + 1);
        }
        for with in self.tree.children(node).filter(|&c| self.is_companion(c)) {
            self.gather(with, out, depth + 1);
        }
    }

    /// "Iran, *along with Russia*, condemned": who is named so has a share in what is said of its head.
    fn is_companion(&self, node: usize) -> bool {
        let beside = |word: &str| matches!(word, "along" | "together" | "alongside");
        let prefixed = || {
            let before = self.tree.children_by(node, Deprel::Case).next().and_then(|case| case.checked_sub(1));
            before.is_some_and(|word| beside(self.lemma(word)))
        };
        matches!(self.rel(node), Deprel::Nmod | Deprel::Obl)
            && self.mention(node).is_some()
            && self.case(node).is_some_and(|case| beside(case) || case == "with" && prefixed())
    }

    fn gather_alone(&self, node: usize, out: &mut Whom, depth: u8) {
        if let Some(mention) = self.mention(node) {
            if self.gather_holder(node, mention, out, depth) {
                return;
            }
            extend(out, &mention.entities);
            self.gather_shared(node, mention, out);
            self.gather_offices(node, out, depth);
            self.gather_list(node, out);
            return;
        }
        if let Some(name) = self.tree.children(node).find(|&c| self.names(c)) {
            return self.gather_alone(name, out, depth + 1);
        }
        if !matches!(
            self.upos(node),
            Upos::Noun | Upos::Propn | Upos::Num | Upos::Det | Upos::Pron | Upos::Adj | Upos::Sym
        ) {
            return;
        }
        if self.is_quantity(node) || matches!(self.upos(node), Upos::Num | Upos::Det | Upos::Pron) {
            self.gather_through(node, &["of", "from", "between", "including"], out, depth);
        }
        if out.is_empty()
            && matches!(self.lemma(node), "nobody" | "no-one" | "none" | "one")
            && self.upos(node) != Upos::Num
        {
            self.gather_through(node, &["in"], out, depth); // "nobody in Bern"
        }
        if out.is_empty() {
            // "US adversaries, such as Iran"
            self.gather_through(node, &["such", "include", "including"], out, depth);
        }
        if out.is_empty() && matches!(self.upos(node), Upos::Noun | Upos::Propn) {
            self.gather_owner(node, out, depth);
        }
        if out.is_empty() {
            for what in self.tree.children_by(node, Deprel::Appos) {
                self.gather(what, out, depth + 1);
            }
        }
    }

    /// A title and the name that hangs on it are one actor.
    fn names(&self, child: usize) -> bool {
        let title = matches!(self.rel(child), Deprel::Flat | Deprel::NmodDesc | Deprel::Appos);
        title && self.mention(child).is_some_and(|m| m.kind == MentionKind::Name)
    }

    /// "US and South Korean officials": the other states named before a noun whose mention holds one of them.
    fn gather_shared(&self, node: usize, mention: &Mention, out: &mut Whom) {
        if mention.tokens.len() < 2 && self.upos(node) == Upos::Propn {
            return;
        }
        let before = self.adjectival(node);
        let coordinated =
            |n: usize| self.rel(n) == Deprel::Conj || self.tree.children_by(n, Deprel::Conj).next().is_some();
        if before.len() < 2 || !before.iter().any(|&n| coordinated(n)) {
            return;
        }
        let named = |n: usize| self.mention(n).map_or(&[][..], |m| m.entities.as_slice());
        if before.iter().any(|&n| named(n).iter().any(|e| out.contains(e))) {
            for &n in &before {
                extend(out, named(n));
            }
        }
    }

    /// "Raqqa, the seat of Islamic State", "Russian-occupied Crimea": who holds a place stands for it.
    fn gather_holder(&self, node: usize, mention: &Mention, out: &mut Whom, depth: u8) -> bool {
        let place = |id: &EntityId| self.actors.entity(*id).kind == EntityKind::Place;
        if !mention.entities.iter().all(place) {
            return false;
        }
        let words = StandIns::embedded();
        let before = out.len();
        for held in self.tree.children_by(node, Deprel::Appos).filter(|&c| words.held.contains(self.lemma(c))) {
            self.gather_alone(held, out, depth + 1);
        }
        // "Russian-occupied Crimea", "rebel-held Aleppo"
        let holds = |&c: &usize| {
            matches!(self.lemma(c), "occupy" | "hold" | "control" | "occupied" | "held" | "controlled" | "run")
        };
        for holder in self.tree.children_by(node, Deprel::Amod).filter(holds).filter_map(|c| self.hyphened(c)) {
            self.gather_alone(holder, out, depth + 1);
        }
        // "Mekelle, held by the rebels": right behind the name, whatever the parser hangs it on
        let behind = (node + 1..self.tree.len()).find(|&n| self.upos(n) != Upos::Punct);
        if let Some(clause) = behind.filter(|n| holds(n) && matches!(self.rel(*n), Deprel::Acl | Deprel::Advcl)) {
            for holder in self.tree.children(clause).filter(|&c| self.case(c) == Some("by")) {
                self.gather(holder, out, depth + 1);
            }
        }
        out.len() > before
    }

    /// "the presidents of Guyana and Suriname", "troops from Chad and Mali": an office or a group of several states.
    fn gather_offices(&self, node: usize, out: &mut Whom, depth: u8) {
        if self.xpos(node) != Xpos::Nns {
            return;
        }
        let of = self.tree.children_by(node, Deprel::Nmod).filter(|&c| matches!(self.case(c), Some("of" | "from")));
        for state in of.filter(|&c| self.mention(c).is_some()) {
            self.gather_list(state, out);
            for other in self.tree.children_by(state, Deprel::Conj).filter(|&c| self.mention(c).is_some()) {
                self.gather(other, out, depth + 1);
            }
        }
    }

    /// The other names of the list that a name stands in, whatever the tree makes of the commas.
    fn gather_list(&self, node: usize, out: &mut Whom) {
        let Some(index) = self.at[node] else { return };
        for other in self.lists.iter().filter(|list| list.contains(&index)).flatten() {
            extend(out, &self.mentions[*other as usize].entities);
        }
    }

    /// A noun that is no actor stands for whose it is, or whom it is said to be of.
    fn gather_owner(&self, node: usize, out: &mut Whom, depth: u8) {
        if matches!(self.lemma(node), "border" | "frontier" | "boundary") {
            self.gather_through(node, &["with", "to"], out, depth); // "moved troops to its border with Mali"
            if !out.is_empty() {
                return;
            }
        }
        let adjectival = self.adjectival(node);
        // "its Russian allies" are Russian
        let own = |&&owner: &&usize| adjectival.is_empty() || self.upos(owner) != Upos::Pron;
        for &owner in self.possessors(node).iter().filter(own) {
            self.gather(owner, out, depth + 1);
        }
        if out.is_empty() {
            for n in adjectival {
                self.gather_alone(n, out, depth + 1);
            }
        }
        if out.is_empty() {
            self.gather_through(node, &["by"], out, depth);
        }
        if out.is_empty() {
            self.gather_users(node, out, depth);
        }
        let words = StandIns::embedded();
        // "diplomats in Vienna" are not Austria's
        if out.is_empty() && words.abroad.contains(self.lemma(node)) {
            self.gather_through(node, &["of", "from"], out, depth);
        } else if out.is_empty() && words.aspects.contains(self.lemma(node)) {
            self.gather_through(node, &["of", "in", "to", "from", "near", "above", "outside"], out, depth);
        }
    }

    /// "missiles *launched* from American destroyers", "a lorry *driven* by a militant": who acts through a thing.
    fn gather_users(&self, node: usize, out: &mut Whom, depth: u8) {
        let used = |&c: &usize| StandIns::embedded().used.contains(self.lemma(c)) && self.is_passive(c);
        let clauses = self.tree.children_by(node, Deprel::Acl).filter(used);
        let phrases = clauses.flat_map(|c| self.tree.children(c));
        for user in phrases.filter(|&c| matches!(self.case(c), Some("by" | "from"))) {
            self.gather(user, out, depth + 1);
        }
    }

    fn gather_through(&self, node: usize, cases: &[&str], out: &mut Whom, depth: u8) {
        for part in
            self.tree.children(node).filter(|&c| matches!(self.rel(c), Deprel::Nmod | Deprel::Obl | Deprel::OblAgent))
        {
            if self.case(part).is_some_and(|case| cases.contains(&case)) {
                self.gather(part, out, depth + 1);
            }
        }
    }

    /// Whether the noun tells how much or how many there is of another: "a series of".
    pub(super) fn is_quantity(&self, noun: usize) -> bool {
        StandIns::embedded().quantities.contains(self.lemma(noun))
    }

    /// Possessors of a noun.
    pub(super) fn possessors(&self, node: usize) -> Nodes {
        self.tree.children_by(node, Deprel::NmodPoss).collect()
    }

    /// Heads of the actors named before a noun as adjectives or compounds, in the order of the words.
    pub(super) fn adjectival(&self, node: usize) -> Nodes {
        let before = |m: &&Mention| (m.head as usize) < node && m.kind != MentionKind::Pronoun;
        let mut out = Nodes::new();
        for mention in self.mentions.iter().filter(before) {
            let head = mention.head as usize;
            if self.modifies(head, node) && !out.contains(&head) && !self.is_prefixed(head, &["anti", "pro"]) {
                out.push(head);
            }
        }
        out
    }

    /// "anti-*American* riots": whom a noun is against.
    pub(super) fn opposed(&self, noun: usize) -> Nodes {
        let heads = self.mentions.iter().map(|m| m.head as usize);
        heads.filter(|&head| head < noun && self.is_prefixed(head, &["anti"]) && self.modifies(head, noun)).collect()
    }

    /// Whether one of these and a hyphen stand before the word: "*anti*-American".
    fn is_prefixed(&self, word: usize, prefixes: &[&str]) -> bool {
        let before = |n: usize| word.checked_sub(n).map_or("", |at| self.lemma(at));
        matches!(before(1), "-" | "–") && prefixes.iter().any(|prefix| before(2).eq_ignore_ascii_case(prefix))
    }

    /// Whether `word` stands before `noun` and hangs on it as a modifier without preposition.
    fn modifies(&self, word: usize, noun: usize) -> bool {
        use Deprel as D;
        let mut at = word;
        for _ in 0..4 {
            let plain = match self.rel(at) {
                D::Amod | D::Compound | D::NmodDesc | D::NmodUnmarked | D::Flat | D::Dep | D::OblUnmarked => true,
                D::Conj => at < noun,
                D::Nmod | D::Appos => at < noun && self.case(at).is_none(),
                _ => false,
            };
            let Some(head) = self.tree.head(at).filter(|_| plain) else { return false };
            // "US-backed rebels" are not American; a "Saudi-led coalition" has the Saudis in it
            if self.hyphened(head).is_some() && self.lemma(head) != "lead" && head != noun {
                return false;
            }
            if head == noun {
                return true;
            }
            at = head;
        }
        false
    }

    /// Whether the actors of `node` are named outright, not through a noun that stands for them.
    pub(super) fn is_direct(&self, node: usize) -> bool {
        self.mention(node).is_some()
    }
}

pub(super) fn extend(out: &mut Whom, more: &[EntityId]) {
    for &id in more {
        if !out.contains(&id) {
            out.push(id);
        }
    }
}
