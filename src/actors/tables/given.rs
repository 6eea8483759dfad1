//! Entries that a user adds to the tables.

use crate::actors::EntityKind;
use crate::actors::tables::{Class, Entry, Gender, NameRef, Office, Sense, Tables, slug};

/// An actor of a user's own table.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    pub key: Option<String>,
    pub name: String,
    pub kind: EntityKind,
    pub country: Option<String>,
    pub part_of: Option<String>,
    pub wikipedia: Option<String>,
    pub gender: Option<Gender>,
    pub since: Option<i16>,
    pub until: Option<i16>,
}

impl Given {
    /// An actor of the kind without anything else.
    pub fn new(kind: EntityKind) -> Self {
        Self {
            key: None,
            name: String::new(),
            kind,
            country: None,
            part_of: None,
            wikipedia: None,
            gender: None,
            since: None,
            until: None,
        }
    }
}

impl Tables {
    /// The id of the state with this ISO 3166 or CAMEO code.
    pub fn state_of_code(&self, code: &str) -> Option<&str> {
        if let Some(state) = self.state(code) {
            return Some(&state.id);
        }
        self.states.values().find(|state| state.cameo.as_deref() == Some(code)).map(|state| state.id.as_str())
    }

    /// Adds an actor with its names; one that the tables know by its key or by exactly this name gets the names.
    pub fn add_given(&mut self, given: Given, aliases: &[String]) -> u32 {
        let (name, person) = (given.name.clone(), given.kind == EntityKind::Person);
        let entry = self.entry_of(given);
        self.own.insert(entry);
        for name in std::iter::once(&name).chain(aliases).filter(|name| !name.is_empty()) {
            let several = name.contains(' ');
            self.name(name, entry, if person && !several { Sense::Surname } else { Sense::Name });
            if person && several {
                self.surname(name, entry);
            }
        }
        entry
    }

    /// The same for names in capital letters, as PETRARCH has them.
    pub fn add_loud(&mut self, given: Given, names: &[String]) -> u32 {
        let known = names.iter().find_map(|name| {
            let upper = self.capitals().find(&name.to_uppercase());
            upper.iter().find(|name| name.sense == Sense::Name).map(|name| name.entry)
        });
        let entry = known.unwrap_or_else(|| self.entry_of(given));
        for name in names {
            self.loud.add(name, NameRef { entry, sense: Sense::Name }, true);
        }
        entry
    }

    /// Adds names in capital letters to a state.
    pub fn add_loud_names(&mut self, state: &str, names: &[&str]) {
        let Some(&entry) = self.by_key.get(state) else { return };
        for name in names {
            self.loud.add(name, NameRef { entry, sense: Sense::Seat }, true);
        }
    }

    /// Adds a term of office.
    pub fn add_term(&mut self, person: u32, title: String, of: String, from: u32, to: u32) {
        self.terms.entry(person).or_default().push((title.clone(), of.clone(), from, to));
        self.offices.entry((title, of)).or_default().push(Office { person, from, to });
    }

    fn entry_of(&mut self, given: Given) -> u32 {
        let known = self
            .names
            .find(&given.name)
            .iter()
            .find(|name| name.sense == Sense::Name && self.entry(name.entry).kind == given.kind);
        let known = known.map(|name| name.entry).filter(|_| given.key.is_none());
        let key = given.key.unwrap_or_else(|| slug(&given.name));
        if let Some(entry) = known.or_else(|| self.by_key.get(&key).copied()) {
            return entry;
        }
        self.push(Entry {
            key,
            name: given.name,
            kind: given.kind,
            class: Class::Own,
            country: given.country,
            part_of: given.part_of,
            wikipedia: given.wikipedia,
            since: given.since,
            until: given.until,
            gender: given.gender,
            base: Vec::new(),
            place: None,
        })
    }
}
