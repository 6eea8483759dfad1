//! What is known of the world's actors before a text is read: the files of `data/actors`, parsed once.

mod descriptions;
mod given;
mod names;
mod rows;
mod states;
mod vocabulary;

use std::sync::OnceLock;

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

pub(crate) use descriptions::{Descriptions, Sorts};
pub(crate) use given::Given;
pub(crate) use names::{Atom, NameRef, NameTrie, Sense, atoms};
pub(crate) use rows::MemberRow;
use rows::{BodyRow, OfficeRow, PersonRow};
pub(crate) use rows::{OPEN, day_of};
pub(crate) use states::StateRow;
use vocabulary::Sources;
pub(crate) use vocabulary::{Gender, NounClass, Vocabulary};

use crate::actors::{ActorsError, EntityKind};

/// Which table an entry is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// `states.toml`.
    State,
    /// A name in a state's lists of bodies.
    StateBody,
    /// `organizations.csv`.
    Organization,
    /// `agencies.csv`.
    Agency,
    /// `armed_groups.csv`.
    ArmedGroup,
    /// `parties.csv`.
    Party,
    /// `companies.csv`.
    Company,
    /// `media.csv`.
    Media,
    /// `persons.csv`.
    Person,
    /// `places.csv`.
    Place,
    /// A people of `nouns.toml`.
    People,
    /// The user's own.
    Own,
}

/// An actor of the tables.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub key: String,
    pub name: String,
    pub kind: EntityKind,
    pub class: Class,
    pub country: Option<String>,
    pub part_of: Option<String>,
    pub wikipedia: Option<String>,
    pub since: Option<i16>,
    pub until: Option<i16>,
    pub gender: Option<Gender>,
    /// States where it is at home; they help to tell actors of one name apart.
    pub base: Vec<String>,
    /// What a place is: city, province, island.
    pub place: Option<String>,
}

/// A term of office.
#[derive(Clone, Debug)]
pub(crate) struct Office {
    pub person: u32,
    pub from: u32,
    pub to: u32,
}

/// All tables.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub entries: Vec<Entry>,
    pub by_key: FxHashMap<String, u32>,
    pub names: NameTrie,
    capitals: OnceLock<NameTrie>,
    listed: Vec<(CompactString, NameRef)>,
    /// States by the index of their entry.
    pub states: FxHashMap<u32, StateRow>,
    /// Terms by canonical title and key of the state or body.
    pub offices: FxHashMap<(String, String), Vec<Office>>,
    /// Offices of a person: title, of, from, to.
    pub terms: FxHashMap<u32, Vec<(String, String, u32, u32)>>,
    pub vocabulary: Vocabulary,
    /// Nouns that describe actors.
    pub descriptions: Descriptions,
    /// States that belong to an organization, by its key.
    pub members: FxHashMap<String, Vec<MemberRow>>,
    /// Names whose case does not matter beyond a capital at their beginning, in capital letters.
    pub loud: NameTrie,
    /// Entries of the user's own tables: their names are not doubted.
    pub own: FxHashSet<u32>,
    /// States that an actor belonged to, each with its first and last day (yyyymmdd).
    pub belongs: FxHashMap<u32, Vec<(String, u32, u32)>>,
}

macro_rules! data {
    ($file:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/actors/", $file))
    };
}

/// The Arabic article as it stands before a family name.
const ARTICLES: [&str; 2] = ["al", "el"];

/// The tables of bodies in the order of trust: file, text, class, kind.
const BODIES: [(&str, &str, Class, EntityKind); 7] = [
    ("organizations.csv", data!("organizations.csv"), Class::Organization, EntityKind::Organization),
    ("agencies.csv", data!("agencies.csv"), Class::Agency, EntityKind::Organization),
    ("armed_groups.csv", data!("armed_groups.csv"), Class::ArmedGroup, EntityKind::ArmedGroup),
    ("parties.csv", data!("parties.csv"), Class::Party, EntityKind::Organization),
    ("companies.csv", data!("companies.csv"), Class::Company, EntityKind::Organization),
    ("media.csv", data!("media.csv"), Class::Media, EntityKind::Organization),
    ("places.csv", data!("places.csv"), Class::Place, EntityKind::Place),
];

/// The tables of persons.
const PERSONS: [(&str, &str); 3] = [
    ("persons_1.csv", data!("persons_1.csv")),
    ("persons_2.csv", data!("persons_2.csv")),
    ("persons_3.csv", data!("persons_3.csv")),
];

/// The states that belong to organizations.
const MEMBERSHIPS: &str = data!("memberships.csv");

/// The tables of their terms of office.
const OFFICES: [(&str, &str); 3] = [
    ("offices_1.csv", data!("offices_1.csv")),
    ("offices_2.csv", data!("offices_2.csv")),
    ("offices_3.csv", data!("offices_3.csv")),
];

impl Tables {
    /// Reads the tables that are part of the program.
    pub fn embedded() -> Result<Self, ActorsError> {
        let sources = Sources {
            titles: data!("titles.toml"),
            nouns: data!("nouns.toml"),
            first_names: data!("first_names.toml"),
        };
        let vocabulary = Vocabulary::read(&sources)?;
        let descriptions =
            Descriptions::read("descriptions.toml", data!("descriptions.toml"), &vocabulary.title_heads)?;
        let mut tables =
            Self { vocabulary, descriptions, names: NameTrie::new(), loud: NameTrie::new(), ..Self::default() };
        for row in states::read("states.toml", data!("states.toml"))? {
            tables.add_state(row);
        }
        for (file, text, class, kind) in BODIES {
            for row in rows::bodies(file, text)? {
                tables.add_body(row, class, kind);
            }
        }
        for (file, text) in PERSONS {
            for row in rows::persons(file, text)? {
                tables.add_person(row);
            }
        }
        for (file, text) in OFFICES {
            for row in rows::offices(file, text)? {
                tables.add_office(row);
            }
        }
        for row in rows::memberships("memberships.csv", MEMBERSHIPS)? {
            tables.members.entry(row.org.clone()).or_default().push(row);
        }
        tables.add_peoples();
        Ok(tables)
    }

    /// The names in capital letters, for headings; made when first asked for.
    pub fn capitals(&self) -> &NameTrie {
        self.capitals.get_or_init(|| {
            let mut trie = NameTrie::new();
            for (name, target) in &self.listed {
                trie.add(name, *target, true);
            }
            trie
        })
    }

    /// The entry numbered `index`.
    pub fn entry(&self, index: u32) -> &Entry {
        &self.entries[index as usize]
    }

    /// The state with the code `key`.
    pub fn state(&self, key: &str) -> Option<&StateRow> {
        self.by_key.get(key).and_then(|index| self.states.get(index))
    }

    /// The adjective of the state with the code `key`, or its name.
    pub fn adjective<'a>(&'a self, key: &'a str) -> &'a str {
        self.state(key).map_or(key, |state| match key {
            "USA" => "US",
            "GBR" => "British",
            _ => state.adjectives.first().unwrap_or(&state.name),
        })
    }

    /// Who held the office `title` (lower case) of `of` on `day` (yyyymmdd), when the tables tell of one person.
    pub fn holder(&self, title: &str, of: &str, day: u32) -> Option<u32> {
        let canonical = |set: &&Vec<String>| set.iter().any(|name| name == title);
        let sets = self.vocabulary.offices.iter().filter(canonical).map(|set| set[0].as_str());
        let own = std::iter::once(title);
        for name in own.chain(sets) {
            let terms = self.offices.get(&(name.to_owned(), of.to_owned()));
            let held = terms.into_iter().flatten().filter(|term| term.from <= day && day <= term.to);
            // on a day of change the newcomer counts
            if let Some(term) = held.max_by_key(|term| term.from) {
                return Some(term.person);
            }
        }
        None
    }

    fn push(&mut self, entry: Entry) -> u32 {
        if let Some(&index) = self.by_key.get(&entry.key) {
            return index;
        }
        let index = self.entries.len() as u32;
        self.by_key.insert(entry.key.clone(), index);
        self.entries.push(entry);
        index
    }

    fn name(&mut self, name: &str, entry: u32, sense: Sense) {
        let (name, sense) = match name.strip_prefix('?') {
            Some(rest) => (rest, Sense::Weak),
            None => (name, sense),
        };
        // a remark in brackets tells apart for readers and is no part of the name
        let (name, remark) = name.split_once(" (").map_or((name, false), |(name, _)| (name, true));
        let name = name.trim();
        // what the remark tells apart bears the name less surely than another
        let body = !matches!(self.entry(entry).kind, EntityKind::Country | EntityKind::Person);
        let sense = if remark && body && sense == Sense::Name { Sense::Weak } else { sense };
        if name.chars().count() < 2 {
            return;
        }
        let target = NameRef { entry, sense };
        self.names.add(name, target, false);
        self.listed.push((CompactString::from(name), target));
        if let Some(rest) = name.strip_prefix("the ").or_else(|| name.strip_prefix("The "))
            && sense == Sense::Name
        {
            self.names.add(rest, target, false);
            self.listed.push((CompactString::from(rest), target));
        }
    }

    fn add_state(&mut self, row: StateRow) {
        let entry = self.push(Entry {
            key: row.id.clone(),
            name: row.name.clone(),
            kind: EntityKind::Country,
            class: Class::State,
            country: Some(row.id.clone()),
            part_of: row.country.clone(),
            wikipedia: row.wikipedia.clone(),
            since: row.since,
            until: row.until,
            gender: None,
            base: Vec::new(),
            place: None,
        });
        self.name(&row.name, entry, Sense::Name);
        let lists: [(&[String], Sense); 11] = [
            (&row.official, Sense::Name),
            (&row.aliases, Sense::Name),
            (&row.former, Sense::Name),
            (&row.adjectives, if row.ambiguous_adjectives { Sense::ContextualAdjective } else { Sense::Adjective }),
            (&row.demonyms, if row.ambiguous_adjectives { Sense::ContextualAdjective } else { Sense::Demonym }),
            (&row.prefixes, Sense::Prefix),
            (&row.capitals, Sense::Capital),
            (&row.seats, Sense::Seat),
            (&row.contextual, Sense::Contextual),
            (&row.contextual_adjectives, Sense::ContextualAdjective),
            (&row.contextual_demonyms, Sense::ContextualAdjective),
        ];
        for (names, sense) in lists {
            for name in names {
                self.name(name, entry, sense);
            }
        }
        for name in row.legislature.iter().chain(&row.military) {
            self.add_state_body(name, &row.id);
        }
        self.states.insert(entry, row);
    }

    fn add_state_body(&mut self, name: &str, state: &str) {
        let key = slug(&name.replace("U.S.", "US"));
        let entry = self.push(Entry {
            key,
            name: name.to_owned(),
            kind: EntityKind::Organization,
            class: Class::StateBody,
            country: Some(state.to_owned()),
            part_of: None,
            wikipedia: None,
            since: None,
            until: None,
            gender: None,
            base: Vec::new(),
            place: None,
        });
        self.name(name, entry, Sense::Organ);
    }

    fn add_body(&mut self, row: BodyRow, class: Class, kind: EntityKind) {
        let kind = rows::kind_of(&row, kind);
        // "Birmingham, Alabama": what follows the comma tells apart for readers
        let (name, sense) = match row.name.split_once(", ") {
            Some((name, _)) if class == Class::Place => (name.to_owned(), Sense::Weak),
            _ => (row.name.clone(), Sense::Name),
        };
        let entry = self.push(Entry {
            key: row.id,
            name: name.clone(),
            kind,
            class,
            country: row.country,
            part_of: row.part_of,
            wikipedia: row.wikipedia,
            since: row.since,
            until: row.until,
            gender: None,
            base: row.base,
            place: (class == Class::Place).then_some(row.kind),
        });
        self.name(&name, entry, sense);
        for name in row.aliases.iter().chain(&row.acronyms) {
            self.name(name, entry, Sense::Name);
        }
    }

    fn add_person(&mut self, row: PersonRow) {
        let gender = match row.gender {
            Some('m') => Some(Gender::Male),
            Some('f') => Some(Gender::Female),
            _ => None,
        };
        let entry = self.push(Entry {
            key: row.id,
            name: row.name.clone(),
            kind: EntityKind::Person,
            class: Class::Person,
            country: row.country,
            part_of: None,
            wikipedia: row.wikipedia,
            since: None,
            until: None,
            gender,
            base: Vec::new(),
            place: None,
        });
        for name in std::iter::once(&row.name).chain(&row.aliases) {
            let several = name.contains(' ');
            self.name(name, entry, if several { Sense::Name } else { Sense::Surname });
            if several {
                self.surname(name, entry);
            }
        }
        let first = row.name.split(' ').next().unwrap_or_default();
        if row.name.contains(' ')
            && first.len() > 2
            && !self.vocabulary.family_first.contains(first)
            && gender.is_some()
        {
            self.vocabulary.first_name(first.to_owned(), gender);
        }
    }

    fn surname(&mut self, name: &str, entry: u32) {
        let words: Vec<&str> = name.split(' ').collect();
        let (Some(&first), Some(&last)) = (words.first(), words.last()) else { return };
        if self.vocabulary.family_first.contains(first) {
            self.name(first, entry, Sense::Surname);
            return;
        }
        if last.chars().count() < 2 || last.ends_with('.') {
            return;
        }
        self.name(last, entry, Sense::Surname);
        // "de Klerk", "von der Leyen", and as sentences begin: "De Klerk"
        let particle = |word: &&&str| self.vocabulary.particles.contains(word.to_lowercase().as_str());
        let small = words[1..words.len() - 1].iter().rev().take_while(particle).count();
        let whole = words[words.len() - 1 - small..].join(" ");
        // "al-Sisi" is written "el-Sisi" as well
        let article = last.split_once('-').filter(|(before, _)| ARTICLES.contains(&before.to_lowercase().as_str()));
        let mut spelt = vec![whole];
        if let Some((_, bare)) = article {
            spelt = std::iter::once(bare.to_owned()).chain(ARTICLES.iter().map(|a| format!("{a}-{bare}"))).collect();
        }
        for family in spelt {
            let mut letters = family.chars();
            let capital = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>();
            self.name(&capital, entry, Sense::Surname);
            self.name(&family, entry, Sense::Surname);
        }
    }

    fn add_office(&mut self, row: OfficeRow) {
        let Some(&person) = self.by_key.get(&row.person) else { return };
        self.terms.entry(person).or_default().push((row.title.clone(), row.of.clone(), row.from, row.to));
        let office = Office { person, from: row.from, to: row.to };
        self.offices.entry((row.title, row.of)).or_default().push(office);
    }

    fn add_peoples(&mut self) {
        for people in self.vocabulary.peoples.clone() {
            let entry = self.push(Entry {
                key: slug(&people.name),
                name: people.name.clone(),
                kind: EntityKind::Group,
                class: Class::People,
                country: None,
                part_of: None,
                wikipedia: None,
                since: None,
                until: None,
                gender: None,
                base: Vec::new(),
                place: None,
            });
            for word in &people.words {
                self.name(word, entry, Sense::Name);
            }
        }
    }
}

/// A readable key from a name: lower-case words joined by hyphens, without diacritics.
pub(crate) fn slug(name: &str) -> String {
    let mut list: SmallVec<[Atom; 4]> = SmallVec::new();
    for word in name.split_whitespace() {
        atoms(word, &mut list);
    }
    let words: Vec<String> = list
        .iter()
        .filter(|a| a.text.chars().any(char::is_alphanumeric))
        .map(|a| a.text.to_lowercase().into())
        .collect();
    words.join("-")
}

#[cfg(test)]
mod tests;
