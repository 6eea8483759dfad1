//! Binds names to actors.

use smallvec::SmallVec;

use crate::actors::evidence::IN_OFFICE;
use crate::actors::reading::{PersonName, Reading, is_adjective};
use crate::actors::reason::Reason;
use crate::actors::runs::{Owner, Segment, What};
use crate::actors::tables::{Class, NounClass, Sense, atoms};
use crate::actors::{EntityId, EntityKind, MentionKind};
use crate::syntax::{Deprel, Upos};

/// The words of a name in lower case, without diacritics and signs.
pub(crate) fn plain_words(name: &str) -> Vec<String> {
    let mut list = SmallVec::new();
    for word in name.split_whitespace() {
        atoms(word, &mut list);
    }
    list.iter().map(|atom| atom.text.to_lowercase().into()).collect()
}

impl Reading<'_> {
    /// Meets every full name of the document, so that a short one in a headline finds it.
    pub fn meet(&mut self) {
        for s in 0..self.reads.len() {
            for k in 0..self.reads[s].segments.len() {
                let segment = self.reads[s].segments[k].clone();
                let view = &self.reads[s].view;
                let (words, several) = (view.words(segment.start, segment.end), segment.end - segment.start > 1);
                match segment.what {
                    What::Known(name) => {
                        let entry = self.tables.entry(name.entry);
                        if entry.kind == EntityKind::Person && several {
                            let id = self.registry.known(name.entry);
                            self.remember_person(id, &words);
                        }
                    }
                    What::Person if several => {
                        let id = self.person(&words, s, &segment);
                        self.remember_person(id, &words);
                    }
                    _ => {}
                }
            }
        }
        for s in 0..self.reads.len() {
            for k in 0..self.reads[s].segments.len() {
                self.define(s, k);
                self.vote(s, k);
            }
        }
        self.weigh();
    }

    /// Counts how often each actor is named in all the document.
    fn weigh(&mut self) {
        for s in 0..self.reads.len() {
            for k in 0..self.reads[s].segments.len() {
                let segment = self.reads[s].segments[k].clone();
                if let Some(id) = self.name(s, &segment).filter(|_| !segment.nested) {
                    *self.prior.entry(id).or_default() += 1;
                }
            }
        }
    }

    /// Counts what the tagger takes a form for, so that one form is one kind all over the document.
    fn vote(&mut self, s: usize, k: usize) {
        let segment = &self.reads[s].segments[k];
        let number = match segment.kind {
            Some(EntityKind::Person) => 0,
            Some(EntityKind::Place) => 1,
            Some(EntityKind::Organization) => 2,
            _ => return,
        };
        let view = &self.reads[s].view;
        let form = view.words(segment.start, segment.end);
        let place = number < 2 && self.stands_as_place(s, segment.start, segment.end);
        let votes = self.votes.entry(form).or_default();
        votes[number] += 2;
        votes[1] += if place { 3 } else { 0 };
    }

    /// Whether the words around say that a place is named: "the city of …", "near …", "…, Syria".
    fn stands_as_place(&self, s: usize, start: usize, end: usize) -> bool {
        let read = &self.reads[s];
        let view = &read.view;
        let before = |n: usize| view.low_at(start.checked_sub(n));
        let noun = |low: &str| self.tables.vocabulary.places.contains(low);
        let state_after = view.low_at(Some(end)) == ","
            && read.segments.iter().any(|k| k.start == end + 1 && matches!(k.what, What::Known(name) if self.tables.states.contains_key(&name.entry) && name.sense == Sense::Name));
        let near = matches!(before(1), "in" | "near" | "outside" | "around");
        before(1) == "of" && noun(before(2)) || near || state_after || noun(view.low_at(Some(end)))
    }

    /// The kind that the tagger took the form for most often.
    fn voted(&self, form: &str) -> Option<EntityKind> {
        let votes = self.votes.get(form)?;
        let kinds = [EntityKind::Person, EntityKind::Place, EntityKind::Organization];
        let best = (0..3).max_by_key(|&k| (votes[k], std::cmp::Reverse(k)))?;
        (votes[best] > 0).then(|| kinds[best])
    }

    /// Notes a short form in brackets after a name: "Kachin Independence Army (KIA)".
    fn define(&mut self, s: usize, k: usize) {
        let segment = self.reads[s].segments[k].clone();
        let body = matches!(
            segment.what,
            What::Known(_) | What::Organization | What::ArmedGroup | What::Noun(NounClass::Organ(_)) | What::Unknown
        );
        let view = &self.reads[s].view;
        let end = segment.end;
        if !body || segment.nested || view.low_at(Some(end)) != "(" {
            return;
        }
        let Some(close) = (end + 1..view.len().min(end + 6)).find(|&i| matches!(view.form(i), ")" | "," | ";")) else {
            return;
        };
        if close == end + 1 {
            return;
        }
        let short = view.words(end + 1, close);
        let capitals = short.chars().filter(|c| c.is_uppercase()).count();
        let name = view.words(segment.start, segment.end);
        let initials: String =
            name.split([' ', '-']).filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect();
        let fits = capitals >= 2
            && short.len() <= 10
            && !short.contains(' ')
            && (short.chars().next() == initials.chars().next() || initials.len() > 1 && short.ends_with(&initials));
        if !fits || self.tables.state(&short).is_some() && initials.len() < 2 {
            return;
        }
        if let Some(id) = self.name(s, &segment) {
            self.aliases.insert(short, id);
        }
    }

    fn remember_person(&mut self, id: EntityId, name: &str) {
        let words = plain_words(name);
        let first = name.split(' ').next().unwrap_or_default();
        let gender = self.tables.vocabulary.first_names.get(first).copied().flatten();
        let facts = self.registry.facts_mut(id);
        facts.gender = facts.gender.or(gender);
        if !self.persons.iter().any(|p| p.id == id && p.words == words) {
            self.persons.push(PersonName { id, words });
        }
    }

    /// The person of a full name: one already met under a like name, one of the tables, or a new one.
    fn person(&mut self, name: &str, s: usize, segment: &Segment) -> EntityId {
        let words = plain_words(name);
        if let Some(id) = self.met_person(&words) {
            return id;
        }
        let _ = (s, segment);
        self.registry.unknown(EntityKind::Person, name, None)
    }

    /// A person met under a name that agrees: same last word, and the same first word or initial.
    fn met_person(&self, words: &[String]) -> Option<EntityId> {
        let (first, last) = (words.first()?, words.last()?);
        let agree = |other: &&PersonName| {
            let (Some(a), Some(b)) = (other.words.first(), other.words.last()) else { return false };
            if other.words == words {
                return true;
            }
            let initial =
                (a.len() == 1 && first.starts_with(a.as_str())) || (first.len() == 1 && a.starts_with(first.as_str()));
            let inside = words.len() > 1
                && other.words.len() > words.len()
                && other.words.windows(words.len()).any(|w| w == words);
            b == last && (a == first || initial) && words.len() > 1 && other.words.len() > 1 || inside
        };
        self.persons.iter().find(agree).map(|p| p.id)
    }

    /// The person that one word of a name means: by family name, then by any other word of the name.
    fn by_one_word(&self, form: &str) -> Option<EntityId> {
        let words = plain_words(form);
        let word = words.last()?;
        let family_first = |p: &&PersonName| {
            let first = p.words.first()?;
            let mut letters = first.chars();
            let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
            Some(self.tables.vocabulary.family_first.contains(&capital))
        };
        let last = self.persons.iter().rev().find(|p| p.words.ends_with(&words));
        let family = self.persons.iter().rev().find(|p| p.words.first() == Some(word) && family_first(p) == Some(true));
        let any = self.persons.iter().rev().find(|p| words.len() == 1 && word.len() > 2 && p.words.contains(word));
        last.or(family).or(any).map(|p| p.id)
    }

    /// "CTF 50": the task force of that number, met by its name in full or by its letters alone.
    fn task_force(&self, form: &str) -> Option<EntityId> {
        let (short, number) =
            form.split_once(' ').filter(|(short, _)| matches!(*short, "CJTF" | "CTF" | "JTF" | "TF"))?;
        if let Some(&id) = self.aliases.get(short) {
            return Some(id);
        }
        let name = format!("Task Force {number}");
        let met = |name_of: &str| name_of.ends_with(&name) || name_of == short;
        let at = self.registry.entities.iter().position(|entity| met(&entity.name))?;
        Some(EntityId(at as u32))
    }

    /// The person met by a name of several words that ends in this one.
    fn by_last_word(&self, form: &str) -> Option<EntityId> {
        let words = plain_words(form);
        let named = |p: &&PersonName| p.words.len() > words.len() && p.words.ends_with(&words);
        self.persons.iter().rev().find(named).map(|p| p.id)
    }

    /// The person whose family name differs by one letter: a slip of the pen.
    fn by_like_word(&self, form: &str) -> Option<EntityId> {
        let words = plain_words(form);
        let [word] = &words[..] else { return None };
        let like =
            |p: &&PersonName| p.words.len() > 1 && p.words.last().is_some_and(|last| one_letter_apart(last, word));
        self.persons.iter().find(like).map(|p| p.id)
    }

    /// The actor that a segment names, if it names one.
    pub fn name(&mut self, s: usize, segment: &Segment) -> Option<EntityId> {
        let view = &self.reads[s].view;
        let form = view.words(segment.start, segment.end);
        if let Some(&id) = self.aliases.get(&form) {
            return Some(id);
        }
        if let Some(id) = self.task_force(&form) {
            return Some(id);
        }
        match segment.what {
            What::Known(name) => {
                // "John Lyons … Lyons said": no city, where a person of that name is met
                let place = self.tables.entry(name.entry).kind == EntityKind::Place && segment.end == segment.start + 1;
                if place
                    && !self.stands_as_place(s, segment.start, segment.end)
                    && let Some(person) = self.by_last_word(&form)
                {
                    return Some(person);
                }
                let id = self.registry.known(name.entry);
                if self.tables.entry(name.entry).kind == EntityKind::Person {
                    self.remember_person(id, &form);
                }
                Some(id)
            }
            What::Person => Some(self.bind_person(s, segment, &form)),
            What::Organization => Some(self.bind_body(s, EntityKind::Organization, segment, &form)),
            What::ArmedGroup => Some(self.bind_body(s, EntityKind::ArmedGroup, segment, &form)),
            What::Place => Some(self.bind_place(s, segment, &form)),
            What::Unknown => self.bind_unknown(s, segment, &form),
            What::Noun(_) | What::Bare | What::Nobody => None,
        }
    }

    fn bind_person(&mut self, s: usize, segment: &Segment, form: &str) -> EntityId {
        if segment.end - segment.start > 1 {
            let id = self.person(form, s, segment);
            self.remember_person(id, form);
            return id;
        }
        if let Some(id) = self.by_one_word(form) {
            return id;
        }
        let id = match self.evidence.person(self.tables, form, IN_OFFICE) {
            Some(entry) => self.registry.known(entry),
            None => self.by_like_word(form).unwrap_or_else(|| self.registry.unknown(EntityKind::Person, form, None)),
        };
        self.remember_person(id, form);
        id
    }

    fn owner_country(&mut self, s: usize, owner: Option<Owner>) -> Option<String> {
        let owner = owner?;
        let segment =
            Segment { start: owner.start, end: owner.end, what: owner.what, owner: None, nested: true, kind: None };
        let id = self.name(s, &segment)?;
        self.registry.entity(id).country.clone()
    }

    fn bind_body(&mut self, s: usize, kind: EntityKind, segment: &Segment, form: &str) -> EntityId {
        let country = self.owner_country(s, segment.owner).filter(|_| kind == EntityKind::Organization);
        let id = self.registry.unknown(kind, form, country);
        if let Some(owner) = segment.owner.filter(|_| kind == EntityKind::Organization) {
            let inner =
                Segment { start: owner.start, end: owner.end, what: owner.what, owner: None, nested: true, kind: None };
            if let Some(of) = self.name(s, &inner) {
                let whole = self.registry.entity(of);
                if whole.kind == EntityKind::Organization {
                    let key = whole.key.clone();
                    self.registry.entities[id.0 as usize].part_of.get_or_insert(key);
                }
            }
        }
        id
    }

    fn bind_place(&mut self, s: usize, segment: &Segment, form: &str) -> EntityId {
        let mut country = self.owner_country(s, segment.owner);
        let view = &self.reads[s].view;
        if country.is_none() && view.low_at(Some(segment.end)) == "," {
            let next = self.reads[s].segments.iter().find(|k| k.start == segment.end + 1);
            if let Some(What::Known(name)) = next.map(|k| k.what) {
                country = self.tables.states.get(&name.entry).map(|state| state.id.clone());
            }
        }
        self.registry.unknown(EntityKind::Place, form, country)
    }

    fn bind_unknown(&mut self, s: usize, segment: &Segment, form: &str) -> Option<EntityId> {
        let one = segment.end - segment.start == 1;
        if one {
            if let Some(id) = self.by_one_word(form) {
                return Some(id);
            }
            if let Some(id) = self.by_first_word(form).or_else(|| self.by_initials(form)) {
                return Some(id);
            }
        } else if let Some(id) = self.met_person(&plain_words(form)) {
            return Some(id);
        }
        let tagged = crate::actors::tagger::Tagger::embedded().is_some();
        let kind = self.voted(form).or_else(|| if tagged { None } else { self.guess(s, segment) })?;
        Some(match kind {
            EntityKind::Person => self.bind_person(s, segment, form),
            EntityKind::Place => self.bind_place(s, segment, form),
            kind => self.bind_body(s, kind, segment, form),
        })
    }

    /// A body met under a name of which the word is the initials: "CPA" for "Coalition Provisional Authority".
    fn by_initials(&self, form: &str) -> Option<EntityId> {
        if form.len() < 3 || !form.bytes().all(|b| b.is_ascii_uppercase()) {
            return None;
        }
        let fits = |entity: &crate::actors::Entity| {
            let initials =
                entity.name.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase());
            matches!(entity.kind, EntityKind::Organization | EntityKind::ArmedGroup) && initials.eq(form.chars())
        };
        self.registry.entities.iter().position(fits).map(|at| EntityId(at as u32))
    }

    /// A body met under a longer name that begins with the word: "Wagner" for "Wagner Group".
    fn by_first_word(&self, form: &str) -> Option<EntityId> {
        if form.chars().count() < 4 {
            return None;
        }
        let fits = |entity: &crate::actors::Entity| {
            matches!(entity.kind, EntityKind::Organization | EntityKind::ArmedGroup)
                && entity.name.strip_prefix(form).is_some_and(|rest| rest.starts_with(' '))
        };
        self.registry.entities.iter().position(fits).map(|at| EntityId(at as u32))
    }

    /// The kind that form and place in the sentence suggest for an unknown name.
    fn guess(&self, s: usize, segment: &Segment) -> Option<EntityKind> {
        let view = &self.reads[s].view;
        let (start, end) = (segment.start, segment.end);
        let form = view.form(end - 1);
        let letters = form.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = form.chars().filter(|c| c.is_uppercase()).count();
        let head = view.head_of(start, end);
        let flat = (start..end)
            .any(|i| view.deprel(i) == Deprel::Flat && view.tree.head(i).is_some_and(|h| h >= start && h < end));
        let case = view.tree.children_by(head, Deprel::Case).map(|c| view.low(c)).next().unwrap_or("");
        if view.capitals_tell_little && end - start > 3 {
            return None;
        }
        if capitals >= 2 && capitals == letters && end - start == 1 {
            return (letters <= 6).then_some(EntityKind::Organization);
        }
        if flat {
            return Some(EntityKind::Person);
        }
        let speaks = view.tree.head(head).is_some_and(|v| {
            view.deprel(head) == Deprel::Nsubj
                && self.tables.vocabulary.speech.contains(view.tree.node(v).lemma.as_str())
        });
        if speaks {
            return Some(if end - start <= 3 { EntityKind::Person } else { EntityKind::Organization });
        }
        if matches!(case, "in" | "at" | "near" | "from" | "to" | "outside" | "around" | "across" | "into") {
            return Some(EntityKind::Place);
        }
        if matches!(
            view.deprel(head),
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::NmodPoss | Deprel::Obj | Deprel::Appos | Deprel::Conj
        ) && !view.is_capital(start)
        {
            return None;
        }
        match view.deprel(head) {
            Deprel::Nsubj | Deprel::NmodPoss if end - start <= 2 => Some(EntityKind::Person),
            Deprel::Compound | Deprel::Amod => None,
            _ if view.upos(head) == Upos::Propn => Some(EntityKind::Organization),
            _ => None,
        }
    }

    fn reason_of(&self, segment: &Segment, id: EntityId) -> Reason {
        match segment.what {
            What::Known(name) if self.registry.facts(id).entry == Some(name.entry) => Reason::Table(match name.sense {
                Sense::Name | Sense::Weak => "name",
                Sense::Adjective | Sense::ContextualAdjective | Sense::Prefix => "adjective",
                Sense::Demonym => "demonym",
                Sense::Capital => "capital",
                Sense::Seat => "seat",
                Sense::Contextual => "name by context",
                Sense::Organ => "body",
                Sense::Surname => "family name",
            }),
            What::Known(_) => Reason::Owned,
            _ if self.registry.facts(id).entry.is_some() => Reason::Short,
            _ if segment.end - segment.start == 1 && self.registry.entity(id).name.contains(' ') => Reason::Short,
            _ => Reason::Tagged,
        }
    }

    /// Binds the names of sentence `s` and notes their mentions.
    pub fn bind_names(&mut self, s: usize) {
        for k in 0..self.reads[s].segments.len() {
            let segment = self.reads[s].segments[k].clone();
            let Some(id) = self.name(s, &segment) else { continue };
            let adjective = matches!(segment.what, What::Known(name) if is_adjective(name.sense));
            let view = &self.reads[s].view;
            let small = !view.words(segment.start, segment.end).chars().any(char::is_uppercase);
            let place = matches!(segment.what, What::Known(name) if self.tables.entry(name.entry).class == Class::State
                && matches!(name.sense, Sense::Contextual));
            let kind = if place || small && matches!(segment.what, What::Known(_)) {
                MentionKind::Nominal
            } else {
                MentionKind::Name
            };
            self.reason = self.reason_of(&segment, id);
            self.note_as(s, segment.start, segment.end, &[id], kind, adjective);
            if matches!(segment.what, What::Known(name) if name.sense == Sense::Capital) {
                self.mark_capital(id, s);
            }
        }
    }
}

/// Whether two words of some length differ in one letter, or one has a letter more.
fn one_letter_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() < 6 || long.len() - short.len() > 1 || short[0] != long[0] {
        return false;
    }
    let same = short.iter().zip(long.iter()).take_while(|(x, y)| x == y).count();
    let rest = &long[(same + 1).min(long.len())..];
    if short.len() == long.len() { short.get(same + 1..).unwrap_or_default() == rest } else { &short[same..] == rest }
}
