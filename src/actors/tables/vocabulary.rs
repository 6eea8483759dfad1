//! The words of titles, bodies of a state and groups.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::actors::ActorsError;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TitleFile {
    heads: Vec<String>,
    modifiers: Vec<String>,
    tails: Vec<String>,
    former: Vec<String>,
    acting: Vec<String>,
    elect: Vec<String>,
    address: Vec<String>,
    female: Vec<String>,
    male: Vec<String>,
    private: Vec<String>,
    office: Vec<OfficeNames>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficeNames {
    names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NounFile {
    officials: Vec<String>,
    organ: Vec<OrganRow>,
    domain: Vec<DomainRow>,
    people: Vec<String>,
    crowds: Vec<String>,
    staff: Vec<String>,
    bodies: Vec<String>,
    rivals: Vec<String>,
    armed: Vec<String>,
    heads: Vec<String>,
    armed_heads: Vec<String>,
    places: Vec<String>,
    others: Vec<String>,
    nobody: Vec<String>,
    speech: Vec<String>,
    people_name: Vec<PeopleRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrganRow {
    name: String,
    words: Vec<String>,
    alone: Vec<String>,
    #[serde(default)]
    rival: bool,
    #[serde(default)]
    units: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DomainRow {
    name: String,
    words: Vec<String>,
}

/// A people without a state, or a set of states, under its names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PeopleRow {
    pub name: String,
    pub words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NameFile {
    male: String,
    female: String,
    family_first: String,
    particles: String,
}

/// What a noun means when it stands with the name of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NounClass {
    /// The state itself acts: "officials".
    Officials,
    /// A body of the state, by its number.
    Organ(u16),
    /// People of the state.
    People,
    /// A group against the state.
    Rivals,
    /// An armed group.
    Armed,
    /// Organizations of their own when a state stands before them.
    Body,
}

/// A body of a state.
#[derive(Clone, Debug)]
pub(crate) struct Organ {
    /// What follows the state's adjective in its name.
    pub name: String,
    /// Whether it stands against the state.
    pub rival: bool,
}

/// A noun phrase of the vocabulary: its words before the last one, in order.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    /// The words before the last.
    pub before: Vec<String>,
    /// What it means.
    pub class: NounClass,
    /// Whether it may stand without a state.
    pub alone: bool,
    /// Whether it is meant in small letters alone: "company", but "East India Company".
    pub small: bool,
}

/// Gender of a given name or title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    /// He.
    Male,
    /// She.
    Female,
}

type Words = FxHashSet<String>;

/// All words of the vocabulary, ready for look-up.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    pub title_heads: Words,
    pub title_modifiers: Words,
    /// Tails by their first word ("of"), longest first.
    pub title_tails: Vec<Vec<String>>,
    pub former: Words,
    pub acting: Words,
    pub elect: Words,
    pub address: Words,
    pub female: Words,
    pub male: Words,
    /// Last words of titles that never act for a state.
    pub private: Words,
    /// Sets of names of one office; the first is the canonical one.
    pub offices: Vec<Vec<String>>,
    pub organs: Vec<Organ>,
    /// Noun phrases by their last word, longest first.
    pub phrases: FxHashMap<String, Vec<Phrase>>,
    /// Domains of ministries: words to organ.
    pub domains: FxHashMap<String, u16>,
    pub org_heads: Words,
    pub armed_heads: Words,
    /// Words for people that are a group of their own even without a state's name.
    pub crowds: Words,
    /// Words for people that act for the organization whose name stands before them.
    pub staff: Words,
    pub places: Words,
    pub others: Words,
    pub nobody: Words,
    pub speech: Words,
    pub first_names: FxHashMap<String, Option<Gender>>,
    pub family_first: Words,
    pub particles: Words,
    pub peoples: Vec<PeopleRow>,
}

fn parse<T: for<'de> Deserialize<'de>>(file: &str, text: &str) -> Result<T, ActorsError> {
    toml::from_str(text).map_err(|error| ActorsError::File { file: file.to_owned(), reason: error.to_string() })
}

fn set(words: Vec<String>) -> Words {
    words.into_iter().collect()
}

fn split(words: &str) -> Vec<String> {
    words.split_whitespace().map(str::to_owned).collect()
}

/// The files of the vocabulary: each its name and text.
pub(crate) struct Sources<'a> {
    pub titles: &'a str,
    pub nouns: &'a str,
    pub first_names: &'a str,
}

impl Vocabulary {
    /// Reads the three files.
    pub fn read(sources: &Sources<'_>) -> Result<Self, ActorsError> {
        let titles: TitleFile = parse("titles.toml", sources.titles)?;
        let nouns: NounFile = parse("nouns.toml", sources.nouns)?;
        let names: NameFile = parse("first_names.toml", sources.first_names)?;
        let mut out = Self {
            title_heads: set(titles.heads),
            title_modifiers: set(titles.modifiers),
            title_tails: titles.tails.iter().map(|tail| split(tail)).collect(),
            former: set(titles.former),
            acting: set(titles.acting),
            elect: set(titles.elect),
            address: set(titles.address),
            female: set(titles.female),
            male: set(titles.male),
            private: set(titles.private),
            offices: titles.office.into_iter().map(|office| office.names).collect(),
            org_heads: set(nouns.heads),
            armed_heads: set(nouns.armed_heads),
            crowds: set(nouns.crowds),
            staff: set(nouns.staff.clone()),
            places: set(nouns.places),
            others: set(nouns.others),
            nobody: set(nouns.nobody),
            speech: set(nouns.speech),
            family_first: split(&names.family_first).into_iter().collect(),
            particles: split(&names.particles).into_iter().collect(),
            peoples: nouns.people_name,
            ..Self::default()
        };
        out.title_tails.sort_by_key(|tail| std::cmp::Reverse(tail.len()));
        for (list, gender) in [(&names.male, Gender::Male), (&names.female, Gender::Female)] {
            for name in split(list) {
                out.first_name(name, Some(gender));
            }
        }
        out.nouns(&nouns.officials, NounClass::Officials, &[]);
        out.nouns(&nouns.people, NounClass::People, &[]);
        let known = |word: &&String| !nouns.people.contains(word) && !nouns.officials.contains(word);
        let staff: Vec<String> = nouns.staff.iter().filter(known).cloned().collect();
        out.nouns(&staff, NounClass::People, &[]);
        out.nouns(&nouns.rivals, NounClass::Rivals, &[]);
        out.nouns(&nouns.armed, NounClass::Armed, &[]);
        out.phrases_of(&nouns.bodies, NounClass::Body, &[], true);
        for row in nouns.organ {
            let number = out.organs.len() as u16;
            out.organs.push(Organ { name: row.name, rival: row.rival });
            out.nouns(&row.words, NounClass::Organ(number), &row.alone);
            out.phrases_of(&row.units, NounClass::Organ(number), &[], true);
        }
        for row in nouns.domain {
            out.domain(&row);
        }
        for list in out.phrases.values_mut() {
            list.sort_by_key(|phrase| std::cmp::Reverse(phrase.before.len()));
        }
        Ok(out)
    }

    /// Notes a given name; one that both bear tells no gender.
    pub fn first_name(&mut self, name: String, gender: Option<Gender>) {
        self.first_names
            .entry(name)
            .and_modify(|old| *old = if *old == gender { gender } else { None })
            .or_insert(gender);
    }

    /// Adds noun phrases of a class.
    pub fn nouns(&mut self, words: &[String], class: NounClass, alone: &[String]) {
        self.phrases_of(words, class, alone, false);
    }

    fn phrases_of(&mut self, words: &[String], class: NounClass, alone: &[String], small: bool) {
        for phrase in words {
            let mut before = split(phrase);
            let Some(last) = before.pop() else { continue };
            let alone = alone.contains(phrase);
            self.phrases.entry(last).or_default().push(Phrase { before, class, alone, small });
        }
    }

    fn domain(&mut self, row: &DomainRow) {
        let number = self.organs.len() as u16;
        self.organs.push(Organ { name: row.name.clone(), rival: false });
        for words in &row.words {
            self.domains.insert(words.clone(), number);
            for last in ["ministry", "department", "office"] {
                let before = split(words);
                let alone = true;
                let class = NounClass::Organ(number);
                self.phrases.entry(last.to_owned()).or_default().push(Phrase { before, class, alone, small: false });
            }
        }
    }
}
