//! The clues of each candidate for an anaphor.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use crate::actors::antecedents::features::{Clue, KINDS, ROLES, Row, add, distance, role, steps};
use crate::actors::antecedents::marks::{Mark, MarkKind, Referent, Target};
use crate::actors::antecedents::{Anaphor, Candidate, Form};
use crate::actors::reading::Reading;
use crate::actors::tables::{Class, Gender, Sorts};
use crate::actors::view::View;
use crate::actors::{EntityId, EntityKind};
use crate::syntax::{Deprel, Upos};

/// What all candidates of one anaphor share.
struct Place {
    form: u16,
    shape: u16,
    role: u16,
    governor: Option<usize>,
    /// What a possessive belongs to.
    owned: Option<usize>,
    reflexive: bool,
    speech: bool,
    quoted: bool,
}

impl Reading<'_> {
    /// The clues of "nothing named so far", then those of each candidate.
    pub fn rows(&self, anaphor: &Anaphor, candidates: &[Candidate]) -> Vec<Row> {
        let place = self.place(anaphor);
        let mut rows = vec![self.null_row(anaphor, &place, candidates)];
        rows.extend(candidates.iter().map(|candidate| self.row(anaphor, &place, candidate)));
        rows
    }

    fn place(&self, anaphor: &Anaphor) -> Place {
        let view = self.view(anaphor.sentence);
        let top = conjunct(view, anaphor.head);
        let low = view.low(anaphor.head);
        let governor = view.tree.head(anaphor.head);
        let speech = governor.is_some_and(|g| {
            role(view.deprel(anaphor.head)) == 0
                && self.tables.vocabulary.speech.contains(view.tree.node(g).lemma.as_str())
        });
        let quotes = (0..anaphor.head).filter(|&k| matches!(view.form(k), "\"" | "“" | "”" | "``" | "''")).count();
        Place {
            form: anaphor.form as u16,
            shape: shape(anaphor),
            role: role(view.deprel(top)),
            governor,
            owned: governor.filter(|_| view.deprel(anaphor.head) == Deprel::NmodPoss),
            reflexive: low.ends_with("self") || low.ends_with("selves"),
            speech,
            quoted: quotes % 2 == 1,
        }
    }

    fn null_row(&self, anaphor: &Anaphor, place: &Place, candidates: &[Candidate]) -> Row {
        let mut row = Row::new();
        let view = self.view(anaphor.sentence);
        add(&mut row, Clue::NullShape, place.shape);
        add(&mut row, Clue::NullEmpty, place.form * 2 + u16::from(anaphor.empty));
        add(&mut row, Clue::NullRivals, place.form * 6 + steps(candidates.len() as u32));
        let near = candidates.first().map_or(9, |candidate| {
            let mark = &self.marks.list[candidate.mark];
            distance(anaphor.sentence as u32 - mark.sentence, candidate.later)
        });
        add(&mut row, Clue::NullNear, place.form * 10 + near);
        if anaphor.noun.is_empty() {
            let governor = place.governor.map_or(0, |g| hash(view.tree.node(g).lemma.as_str()) % 256);
            if anaphor.form == Form::It {
                add(&mut row, Clue::NullGovernor, governor as u16);
            }
        } else {
            add(&mut row, Clue::NullNoun, (hash(&anaphor.noun) % 512) as u16);
            add(&mut row, Clue::NullDeterminer, place.shape * 5 + anaphor.determiner);
            add(&mut row, Clue::NullTail, place.form * 8 + anaphor.tail.min(3) * 2 + u16::from(anaphor.modified));
        }
        row
    }

    fn row(&self, anaphor: &Anaphor, place: &Place, candidate: &Candidate) -> Row {
        let mut row = Row::new();
        let mark = &self.marks.list[candidate.mark];
        let referent = &self.marks.referents[candidate.referent as usize];
        let kind = self.kind_number(candidate.referent);
        let away = anaphor.sentence as u32 - mark.sentence;
        let far = distance(away, candidate.later);
        let (form, shape) = (place.form, place.shape);
        add(&mut row, Clue::ShapeKind, shape * KINDS + kind);
        let gender = match self.gender(referent) {
            Some(Gender::Male) => 1,
            Some(Gender::Female) => 2,
            None => 0,
        };
        let number = u16::from(mark.plural) * 2 + u16::from(!mark.plural && self.is_plural(referent));
        add(&mut row, Clue::FormKindGenderNumber, (form * KINDS + kind) * 9 + gender * 3 + number.min(2));
        add(&mut row, Clue::FormDistance, form * 9 + far);
        add(&mut row, Clue::FormMark, form * 4 + mark.kind as u16);
        self.places(&mut row, anaphor, place, mark, far);
        add(&mut row, Clue::FormRank, form * 8 + candidate.rank.min(7));
        add(&mut row, Clue::KindRank, kind * 8 + candidate.rank.min(7));
        add(&mut row, Clue::FormCount, form * 6 + steps(referent.count));
        add(&mut row, Clue::FormPrior, form * 6 + steps(self.named(referent)));
        let first = referent.first == 0 || self.reads[referent.first as usize].view.capitals_tell_little;
        add(&mut row, Clue::FormFirst, form * 2 + u16::from(first));
        add(&mut row, Clue::FormChain, form * 5 + chain(anaphor, referent));
        add(&mut row, Clue::FormAdjective, form * 2 + u16::from(mark.adjective));
        add(&mut row, Clue::FormLater, form * 2 + u16::from(candidate.later));
        add(&mut row, Clue::FormSubjects, form * 6 + self.subjects(anaphor, candidate.referent));
        add(&mut row, Clue::FormTop, form * 4 + self.top(candidate.referent));
        let main = place.governor == Some(self.view(anaphor.sentence).tree.root()) && place.role <= 1;
        let subjects = self.subjects(anaphor, candidate.referent);
        add(&mut row, Clue::FormMainSubjects, form * 12 + u16::from(main) * 6 + subjects);
        add(&mut row, Clue::OwnedKind, (form * KINDS + kind) * 5 + self.owned(anaphor, place));
        let since = distance(anaphor.sentence as u32 - referent.named, false);
        add(&mut row, Clue::FormSinceNamed, form * 9 + since);
        if let Some(plain) = &referent.plain {
            add(&mut row, Clue::PlainNoun, (hash(&plain.noun) % 512) as u16);
            add(&mut row, Clue::PlainDeterminer, form * 5 + mark.determiner);
        }
        add(&mut row, Clue::ShapeClass, shape * 13 + self.class(referent));
        if place.speech {
            add(&mut row, Clue::SpeechKind, kind * 4 + mark.kind as u16);
        }
        if place.quoted {
            let says = u16::from(self.says(mark));
            add(&mut row, Clue::FormQuote, form * 6 + u16::from(away == 0) * 2 + says);
        }
        if !anaphor.noun.is_empty() {
            let found = self.likeness(anaphor, referent);
            add(&mut row, Clue::ShapeMatch, shape * 8 + found);
            add(&mut row, Clue::DeterminerDistance, anaphor.determiner * 9 + far);
            let around = u16::from(anaphor.modified) * 4 + anaphor.tail.min(3);
            add(&mut row, Clue::MatchModified, found * 8 + around);
            add(&mut row, Clue::FitMatch, found * 4 + self.class_fit(anaphor.sorts, referent));
        }
        row
    }

    /// Where the two stand in their sentences, and what syntax says of them as one.
    fn places(&self, row: &mut Row, anaphor: &Anaphor, place: &Place, mark: &Mark, far: u16) {
        let (form, view) = (place.form, self.view(mark.sentence as usize));
        let head = mark.head as usize;
        let its = role(view.deprel(conjunct(view, head)));
        let inner = matches!(role(view.deprel(head)), 4 | 5 | 9);
        add(row, Clue::FormRole, (form * ROLES + its) * 2 + u16::from(far == 0));
        add(row, Clue::Roles, place.role * ROLES + its);
        add(row, Clue::RolesDistance, (place.role * ROLES + its) * 3 + far.min(2));
        add(row, Clue::FormInner, form * 2 + u16::from(inner));
        if mark.sentence as usize != anaphor.sentence {
            return;
        }
        let gap = (anaphor.head as i32 - head as i32).unsigned_abs();
        let gap = match gap {
            0..=4 => gap as u16,
            5..=7 => 5,
            8..=12 => 6,
            13..=20 => 7,
            _ => 8,
        };
        add(row, Clue::FormGap, form * 10 + gap);
        let block = if place.owned.is_some() { 0 } else { arguments(view, head, place.governor) };
        add(row, Clue::FormBlock, form * 8 + block + if place.reflexive { 4 } else { 0 });
        add(row, Clue::FormInside, form * 6 + inside(view, anaphor.head, head));
        let level = above(view, anaphor.head, head);
        add(row, Clue::FormAbove, form * 5 + level);
        add(row, Clue::FormAboveSays, (form * 5 + level) * 2 + u16::from(self.says(mark)));
    }

    /// Whether the referent is the most named one of its kind: 0 not named, 1 the most, 2 second, 3 another.
    fn top(&self, number: u32) -> u16 {
        let referent = &self.marks.referents[number as usize];
        let own = self.named(referent);
        let Some(id) = Self::single(referent).filter(|_| own > 0) else { return 0 };
        let kind = self.registry.entity(id).kind;
        let more = self.prior.iter().filter(|(other, times)| {
            (**times > own || **times == own && **other < id) && self.registry.entity(**other).kind == kind
        });
        1 + more.count().min(2) as u16
    }

    /// What the anaphor owns: 1 a body or people of a state, 2 an office, 3 a place, 4 relatives and parts of a person.
    fn owned(&self, anaphor: &Anaphor, place: &Place) -> u16 {
        let Some(noun) = place.owned else { return 0 };
        let view = self.view(anaphor.sentence);
        let low = view.low(noun);
        let (singular, _) = self.tables.descriptions.singular(low);
        if self.tables.vocabulary.title_heads.contains(singular.as_ref()) {
            return 2;
        }
        if self.tables.vocabulary.phrases.contains_key(low) {
            return 1;
        }
        let sorts = self.tables.descriptions.sorts(&singular);
        if sorts.any(Sorts::PERSON) {
            4
        } else if sorts.any(Sorts::PLACE) {
            3
        } else {
            0
        }
    }

    /// Kind of the referent: 0–5 an actor's, 6–9 of nouns that are no actors, 10 and 11 sets of persons or bodies.
    pub fn kind_number(&self, referent: u32) -> u16 {
        let referent = &self.marks.referents[referent as usize];
        match &referent.target {
            Target::Actors(ids) => {
                let kind = self.registry.entity(ids[0]).kind;
                if ids.len() > 1 {
                    return if kind == EntityKind::Person { 10 } else { 11 };
                }
                match kind {
                    EntityKind::Country => 0,
                    // the network meets few armed groups where it learns
                    EntityKind::Organization | EntityKind::ArmedGroup => 1,
                    EntityKind::Person => 2,
                    EntityKind::Place => 4,
                    EntityKind::Group => 5,
                }
            }
            Target::Plain(_) => {
                let sorts = referent.plain.as_ref().map_or(Sorts(0), |plain| plain.sorts);
                if sorts.any(Sorts::PERSON | Sorts::PEOPLE) {
                    6
                } else if sorts.any(Sorts::BODIES) {
                    7
                } else if sorts.any(Sorts::PLACE | Sorts::COUNTRY) {
                    8
                } else {
                    9
                }
            }
        }
    }

    fn single(referent: &Referent) -> Option<EntityId> {
        match &referent.target {
            Target::Actors(ids) if ids.len() == 1 => Some(ids[0]),
            _ => None,
        }
    }

    fn gender(&self, referent: &Referent) -> Option<Gender> {
        let own = Self::single(referent).and_then(|id| self.registry.facts(id).gender);
        let nouns = || referent.nouns.iter().find_map(|noun| self.tables.descriptions.gender(noun));
        own.or_else(|| referent.plain.as_ref().and_then(|plain| plain.gender)).or_else(nouns)
    }

    fn is_plural(&self, referent: &Referent) -> bool {
        match &referent.target {
            Target::Actors(ids) => ids.len() > 1 || self.registry.facts(ids[0]).plural,
            Target::Plain(_) => referent.plain.as_ref().is_some_and(|plain| plain.plural),
        }
    }

    /// How often the whole document names the referent.
    fn named(&self, referent: &Referent) -> u32 {
        Self::single(referent).and_then(|id| self.prior.get(&id).copied()).unwrap_or(0)
    }

    fn class(&self, referent: &Referent) -> u16 {
        let Some(id) = Self::single(referent) else { return 12 };
        match self.registry.facts(id).entry.map(|entry| self.tables.entry(entry).class) {
            Some(Class::Own) => 11,
            Some(class) => class as u16,
            None if self.registry.facts(id).organ.is_some() => Class::StateBody as u16,
            None => 11,
        }
    }

    /// Whether the class of the actor is one that the noun describes: 0 not known, 1 yes, 2 no, 3 its name says so.
    fn class_fit(&self, sorts: Sorts, referent: &Referent) -> u16 {
        let Some(id) = Self::single(referent) else { return 0 };
        let entity = self.registry.entity(id);
        let facts = self.registry.facts(id);
        let last = entity.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let own = self.tables.descriptions.sorts(&last);
        let class = facts.entry.map(|entry| self.tables.entry(entry).class);
        let lists = match class {
            Some(Class::Organization) => Sorts::ALLIANCE | Sorts::AGENCY | Sorts::SOCIETY,
            Some(Class::Agency | Class::StateBody) => Sorts::AGENCY,
            Some(Class::ArmedGroup) => Sorts::ARMED | Sorts::ALLIANCE,
            Some(Class::Party) => Sorts::PARTY,
            Some(Class::Company) => Sorts::COMPANY,
            Some(Class::Media) => Sorts::MEDIA | Sorts::COMPANY,
            None if facts.organ.is_some() => Sorts::AGENCY,
            _ => 0,
        };
        if lists != 0 {
            return if sorts.any(lists) { 1 } else { 2 };
        }
        if sorts.any(own.0 & Sorts::BODIES) { 3 } else { 0 }
    }

    /// Whether the noun is a word of the referent's name, title or description: 0 no, else how it is.
    fn likeness(&self, anaphor: &Anaphor, referent: &Referent) -> u16 {
        let noun = anaphor.noun.as_str();
        if let Some(plain) = &referent.plain {
            return if plain.noun == noun { 5 } else { 0 };
        }
        if referent.nouns.iter().any(|own| own == noun) {
            return 4;
        }
        let Some(id) = Self::single(referent) else { return 0 };
        let name = self.registry.entity(id).name.to_lowercase();
        let mut words = name.split([' ', '-']);
        if words.next_back() == Some(noun) {
            return 1;
        }
        if words.any(|word| word == noun) {
            return 2;
        }
        let titles = &self.registry.facts(id).titles;
        if titles.iter().any(|(title, _)| title.split(' ').next_back() == Some(noun)) {
            return 3;
        }
        let same = referent.nouns.iter().any(|own| self.tables.descriptions.sorts(own).any(anaphor.sorts.0));
        if same { 6 } else { 0 }
    }

    /// Whether the referent was subject in the sentence before, and whether of its main verb; whether it is of this one.
    fn subjects(&self, anaphor: &Anaphor, referent: u32) -> u16 {
        let s = anaphor.sentence as u32;
        let near = self.marks.list.iter().rev().take_while(|mark| mark.sentence + 1 >= s);
        let mut best = 0;
        for mark in
            near.filter(|mark| mark.referent == referent && (mark.sentence < s || mark.head < anaphor.head as u32))
        {
            let view = self.view(mark.sentence as usize);
            if role(view.deprel(mark.head as usize)) > 1 {
                continue;
            }
            let main = view.tree.head(mark.head as usize) == Some(view.tree.root());
            let value = if mark.sentence == s { 3 } else { 1 } + u16::from(main);
            best = best.max(value);
        }
        best
    }

    /// Whether the mark is subject of a verb of speech.
    fn says(&self, mark: &Mark) -> bool {
        let view = self.view(mark.sentence as usize);
        let head = mark.head as usize;
        role(view.deprel(head)) == 0
            && view
                .tree
                .head(head)
                .is_some_and(|g| self.tables.vocabulary.speech.contains(view.tree.node(g).lemma.as_str()))
    }
}

/// The first of the words that a conjunct is joined to.
pub(crate) fn conjunct(view: &View<'_>, mut word: usize) -> usize {
    while view.deprel(word) == Deprel::Conj
        && let Some(head) = view.tree.head(word)
    {
        word = head;
    }
    word
}

fn shape(anaphor: &Anaphor) -> u16 {
    let sorts = anaphor.sorts;
    let class = if sorts.any(Sorts::PERSON) && !sorts.any(Sorts::BODIES) {
        0
    } else if sorts.any(Sorts::COUNTRY) {
        1
    } else if sorts.any(Sorts::PLACE) {
        2
    } else if sorts.any(Sorts::COMPANY) {
        3
    } else if sorts.any(Sorts::AGENCY) {
        4
    } else if sorts.any(Sorts::BODIES) {
        5
    } else if sorts.any(Sorts::PEOPLE) {
        6
    } else {
        7
    };
    match anaphor.form {
        Form::One => 4 + class,
        Form::Many => 12 + class,
        form => form as u16,
    }
}

/// Whether a pronoun of this form stood for the referent lately: 0 never, else how far back; 4 for one of another form.
fn chain(anaphor: &Anaphor, referent: &Referent) -> u16 {
    let Some((sentence, form)) = referent.pronoun else { return 0 };
    if form != anaphor.form as u8 {
        return 4;
    }
    1 + (anaphor.sentence as u32 - sentence).min(2) as u16
}

/// Whether the two are arguments of one verb: 1 of the same, 2 one of a verb below, 3 of verbs joined by "and".
fn arguments(view: &View<'_>, candidate: usize, governor: Option<usize>) -> u16 {
    let (Some(governor), Some(own)) = (governor, view.tree.head(conjunct(view, candidate))) else { return 0 };
    if matches!(view.deprel(candidate), Deprel::Nmod | Deprel::Compound | Deprel::NmodPoss | Deprel::Amod) {
        return 0;
    }
    if own == governor {
        return 1;
    }
    let subject = role(view.deprel(candidate)) <= 1;
    if subject && view.deprel(governor) == Deprel::Xcomp && view.tree.head(governor) == Some(own) {
        return 2;
    }
    if subject && view.deprel(governor) == Deprel::Conj && view.tree.head(governor) == Some(own) {
        let other = view.tree.children(governor).any(|c| role(view.deprel(c)) <= 1);
        return if other { 0 } else { 3 };
    }
    0
}

/// Whether the anaphor hangs on the candidate: 1 directly, 2 through nouns, 3 through a clause, 4 beside it; 5 the reverse.
fn inside(view: &View<'_>, anaphor: usize, candidate: usize) -> u16 {
    let mut how = 1;
    let mut at = anaphor;
    for above in view.tree.ancestors(anaphor).skip(1) {
        how = how.max(match view.deprel(at) {
            Deprel::Conj | Deprel::Appos | Deprel::Parataxis => 4,
            Deprel::AclRelcl | Deprel::Acl | Deprel::Advcl | Deprel::Ccomp | Deprel::Xcomp => 3,
            _ if at == anaphor => 1,
            _ => 2,
        });
        if above == candidate {
            return how;
        }
        at = above;
    }
    if view.tree.is_under(candidate, anaphor) { 5 } else { 0 }
}

/// Of which clause above the anaphor's own the candidate is the subject: 0 of none, 1 its own, 2 the next, …
fn above(view: &View<'_>, anaphor: usize, candidate: usize) -> u16 {
    if role(view.deprel(candidate)) > 1 {
        return 0;
    }
    let Some(verb) = view.tree.head(candidate) else { return 0 };
    let clause = |&w: &usize| {
        matches!(view.upos(w), Upos::Verb | Upos::Aux) || view.tree.children_by(w, Deprel::Cop).next().is_some()
    };
    let found = view.tree.ancestors(anaphor).skip(1).filter(clause).position(|w| w == verb);
    found.map_or(0, |k| (k as u16 + 1).min(4))
}

fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish() >> 20
}

/// Whether a mark of this kind is a noun or name.
pub(crate) const fn is_nominal(kind: MarkKind) -> bool {
    !matches!(kind, MarkKind::Pronoun)
}
