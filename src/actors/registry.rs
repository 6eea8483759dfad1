//! The actors of one document while it is read.

use rustc_hash::FxHashMap;

use crate::actors::reason::Reason;
use crate::actors::tables::{Class, Gender, Tables, slug};
use crate::actors::{Entity, EntityId, EntityKind, Mention, Role};

/// What is known of an actor beyond what is shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    /// Entry of the tables.
    pub entry: Option<u32>,
    /// Gender of a person.
    pub gender: Option<Gender>,
    /// Several people or things: "they".
    pub plural: bool,
    /// Body of a state, by the vocabulary.
    pub organ: Option<u16>,
    /// Titles in lower case, and the key of what they are of.
    pub titles: Vec<(String, Option<String>)>,
}

/// Actors and mentions found so far.
pub(crate) struct Registry<'a> {
    pub tables: &'a Tables,
    pub entities: Vec<Entity>,
    pub facts: Vec<Facts>,
    pub mentions: Vec<Mention>,
    /// Why each mention was bound, in the order of the mentions.
    pub reasons: Vec<Reason>,
    /// Day of the document as yyyymmdd.
    pub day: u32,
    by_key: FxHashMap<String, EntityId>,
    by_entry: FxHashMap<u32, EntityId>,
}

impl<'a> Registry<'a> {
    /// A registry without actors, for a document of `day`.
    pub fn new(tables: &'a Tables, day: u32) -> Self {
        Self {
            tables,
            entities: Vec::new(),
            facts: Vec::new(),
            mentions: Vec::new(),
            reasons: Vec::new(),
            day,
            by_key: FxHashMap::default(),
            by_entry: FxHashMap::default(),
        }
    }

    /// The actor numbered `id`.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    /// What is known of the actor numbered `id`.
    pub fn facts(&self, id: EntityId) -> &Facts {
        &self.facts[id.0 as usize]
    }

    /// The same, to be changed.
    pub fn facts_mut(&mut self, id: EntityId) -> &mut Facts {
        &mut self.facts[id.0 as usize]
    }

    fn push(&mut self, entity: Entity, facts: Facts) -> EntityId {
        let id = EntityId(self.entities.len() as u32);
        self.by_key.insert(entity.key.clone(), id);
        self.entities.push(entity);
        self.facts.push(facts);
        id
    }

    /// The actor with the key `key`, if it has been met.
    pub fn with_key(&self, key: &str) -> Option<EntityId> {
        self.by_key.get(key).copied()
    }

    /// The actor of an entry of the tables.
    pub fn known(&mut self, index: u32) -> EntityId {
        if let Some(&id) = self.by_entry.get(&index) {
            return id;
        }
        let entry = self.tables.entry(index);
        let organ = (entry.class == Class::StateBody)
            .then(|| self.organ_of_name(&entry.name, entry.country.as_deref()))
            .flatten();
        if let (Some(organ), Some(country)) = (organ, &entry.country) {
            let id = self.organ(country, organ);
            self.by_entry.insert(index, id);
            return id;
        }
        let then = self.tables.belongs.get(&index).and_then(|terms| {
            terms
                .iter()
                .filter(|(_, from, to)| self.day == 0 || *from <= self.day && self.day <= *to)
                .max_by_key(|term| term.1)
        });
        let country = then
            .map(|term| term.0.clone())
            .or_else(|| entry.country.clone())
            .or_else(|| entry.part_of.as_deref().and_then(|of| self.country_of_key(of)));
        let entity = Entity {
            key: entry.key.clone(),
            name: entry.name.clone(),
            kind: entry.kind,
            country,
            wikipedia: entry.wikipedia.clone(),
            roles: Vec::new(),
            part_of: match entry.class {
                Class::State => None,
                Class::Person => self.heads(index),
                _ => entry.part_of.clone(),
            },
        };
        let facts = Facts {
            entry: Some(index),
            gender: entry.gender,
            plural: entry.kind == EntityKind::Group,
            ..Facts::default()
        };
        let id = match self.with_key(&entity.key) {
            Some(id) => id,
            None => self.push(entity, facts),
        };
        self.by_entry.insert(index, id);
        id
    }

    /// The international organization at whose head a person stands at the day of the document, or ever if it has none;
    /// none of who also holds an office of a state then, and only takes the chair.
    fn heads(&self, person: u32) -> Option<String> {
        let held = || {
            let terms = self.tables.terms.get(&person).into_iter().flatten();
            terms.filter(|(.., from, to)| self.day == 0 || *from <= self.day && self.day <= *to)
        };
        let body = |of: &String| self.tables.by_key.get(of).map(|&entry| self.tables.entry(entry));
        let state = |of: &String| body(of).is_some_and(|body| body.class == Class::State);
        let international =
            |of: &String| body(of).is_some_and(|body| body.class == Class::Organization && body.country.is_none());
        if self.day != 0 && held().any(|(_, of, ..)| state(of)) {
            return None;
        }
        held().find(|(_, of, ..)| international(of)).map(|(_, of, ..)| of.clone())
    }

    fn country_of_key(&self, key: &str) -> Option<String> {
        let entry = self.tables.by_key.get(key)?;
        self.tables.entry(*entry).country.clone()
    }

    /// The body of the vocabulary that a proper name like "US Army" means.
    fn organ_of_name(&self, name: &str, state: Option<&str>) -> Option<u16> {
        let row = self.tables.state(state?)?;
        let rest =
            row.adjectives.iter().find_map(|adjective| name.strip_prefix(adjective.as_str()))?.trim().to_lowercase();
        let words: Vec<&str> = rest.split(' ').collect();
        let (last, before) = words.split_last()?;
        let phrases = self.tables.vocabulary.phrases.get(*last)?;
        let phrase =
            phrases.iter().find(|phrase| phrase.before.iter().map(String::as_str).eq(before.iter().copied()))?;
        if let crate::actors::tables::NounClass::Organ(number) = phrase.class { Some(number) } else { None }
    }

    /// The state with the code `code`.
    pub fn state(&mut self, code: &str) -> Option<EntityId> {
        let index = *self.tables.by_key.get(code)?;
        Some(self.known(index))
    }

    /// The body number `organ` of the state `code`.
    pub fn organ(&mut self, code: &str, organ: u16) -> EntityId {
        let row = &self.tables.vocabulary.organs[organ as usize];
        let name = format!("{} {}", self.tables.adjective(code), row.name);
        let key = slug(&name);
        if let Some(id) = self.with_key(&key) {
            return id;
        }
        let entity = Entity {
            key,
            kind: if row.rival { EntityKind::Group } else { EntityKind::Organization },
            country: Some(code.to_owned()).filter(|_| !row.rival),
            wikipedia: None,
            roles: Vec::new(),
            part_of: None,
            name,
        };
        let plural = row.name.ends_with('s') || matches!(row.name.as_str(), "military" | "police" | "opposition");
        let facts = Facts { organ: Some(organ), plural, ..Facts::default() };
        self.push(entity, facts)
    }

    /// The actor that only its name is known of.
    pub fn unknown(&mut self, kind: EntityKind, name: &str, country: Option<String>) -> EntityId {
        let name = tidy(name);
        let key = slug(&name);
        let key = if key.is_empty() { "unnamed".to_owned() } else { key };
        if let Some(id) = self.with_key(&key)
            && (self.entity(id).kind == kind || self.facts(id).entry.is_some())
        {
            return id;
        }
        let taken = self.by_key.contains_key(&key) || self.tables.by_key.contains_key(&key);
        let key = if taken { format!("{key}-{kind}") } else { key };
        if let Some(id) = self.with_key(&key) {
            return id;
        }
        let plural = kind == EntityKind::Group;
        let entity = Entity { key, name, kind, country, wikipedia: None, roles: Vec::new(), part_of: None };
        self.push(entity, Facts { plural, ..Facts::default() })
    }

    /// Gives an actor the name that it is shown by.
    pub fn call(&mut self, id: EntityId, name: String) {
        self.entities[id.0 as usize].name = name;
    }

    /// Notes a mention; a second one of the same actors by the same words is dropped.
    pub fn mention(&mut self, mention: Mention, reason: Reason) {
        if mention.entities.is_empty() {
            return;
        }
        let same = |m: &Mention| {
            m.sentence == mention.sentence && m.tokens == mention.tokens && m.entities == mention.entities
        };
        if !self.mentions.iter().rev().take(80).any(same) {
            self.mentions.push(mention);
            self.reasons.push(reason);
        }
    }

    /// Gives a person an office, and with it the state.
    pub fn role(&mut self, id: EntityId, role: Role, plain: &str) {
        let of = role.of;
        let (key, country) = match of {
            Some(of) => (Some(self.entity(of).key.clone()), self.entity(of).country.clone()),
            None => (None, None),
        };
        let facts = self.facts_mut(id);
        let title = (plain.to_owned(), key);
        if !facts.titles.contains(&title) {
            facts.titles.push(title);
        }
        let entity = &mut self.entities[id.0 as usize];
        if entity.country.is_none() && of != Some(id) {
            entity.country = country;
        }
        if !entity.roles.iter().any(|old| old.title == role.title && old.of == role.of && old.sentence == role.sentence)
        {
            entity.roles.push(role);
        }
    }

    /// Orders actors by their first mention, drops those without one, and sorts the mentions.
    pub fn finish(mut self) -> (crate::actors::Actors, Vec<Reason>) {
        let mut both: Vec<(Mention, Reason)> =
            std::mem::take(&mut self.mentions).into_iter().zip(std::mem::take(&mut self.reasons)).collect();
        both.sort_by(|(a, _), (b, _)| {
            let key = |m: &Mention| (m.sentence, m.tokens.start, std::cmp::Reverse(m.tokens.end), m.kind);
            key(a).cmp(&key(b)).then_with(|| a.entities.cmp(&b.entities))
        });
        let reasons;
        (self.mentions, reasons) = both.into_iter().unzip();
        let mut order: Vec<EntityId> = Vec::new();
        let mut place = vec![None; self.entities.len()];
        for id in self.mentions.iter().flat_map(|m| &m.entities) {
            if place[id.0 as usize].is_none() {
                place[id.0 as usize] = Some(EntityId(order.len() as u32));
                order.push(*id);
            }
        }
        for mention in &mut self.mentions {
            for id in &mut mention.entities {
                *id = place[id.0 as usize].expect("every mentioned actor has a place");
            }
        }
        let entities = order.iter().map(|id| {
            let mut entity = self.entities[id.0 as usize].clone();
            for role in &mut entity.roles {
                role.of = role.of.and_then(|of| place[of.0 as usize]);
            }
            entity
        });
        (crate::actors::Actors { entities: entities.collect(), mentions: self.mentions }, reasons)
    }
}

/// A name in one line, without a possessive ending.
pub(crate) fn tidy(name: &str) -> String {
    let joined = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = joined.trim_end_matches(['’', '\'', ',', '"', '”']);
    bare.strip_suffix("’s").or_else(|| bare.strip_suffix("'s")).unwrap_or(bare).to_owned()
}
