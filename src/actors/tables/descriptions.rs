//! Nouns that describe an actor: what they may stand for, read from `descriptions.toml`.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::actors::ActorsError;
use crate::actors::tables::Gender;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    country: String,
    place: String,
    armed: String,
    alliance: String,
    agency: String,
    party: String,
    company: String,
    media: String,
    society: String,
    person: String,
    people: String,
    irregular: String,
    male: String,
    female: String,
}

/// The lists that a noun stands in, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sorts(pub u16);

impl Sorts {
    pub const COUNTRY: u16 = 1;
    pub const PLACE: u16 = 1 << 1;
    pub const ARMED: u16 = 1 << 2;
    pub const ALLIANCE: u16 = 1 << 3;
    pub const AGENCY: u16 = 1 << 4;
    pub const PARTY: u16 = 1 << 5;
    pub const COMPANY: u16 = 1 << 6;
    pub const MEDIA: u16 = 1 << 7;
    pub const SOCIETY: u16 = 1 << 8;
    pub const PERSON: u16 = 1 << 9;
    pub const PEOPLE: u16 = 1 << 10;
    /// Every list of organizations.
    pub const BODIES: u16 =
        Self::ALLIANCE | Self::AGENCY | Self::PARTY | Self::COMPANY | Self::MEDIA | Self::SOCIETY | Self::ARMED;

    /// Whether the noun stands in one of the lists.
    pub const fn any(self, lists: u16) -> bool {
        self.0 & lists != 0
    }
}

/// The nouns that describe actors.
#[derive(Debug, Default)]
pub(crate) struct Descriptions {
    sorts: FxHashMap<String, Sorts>,
    irregular: FxHashMap<String, String>,
    genders: FxHashMap<String, Gender>,
}

impl Descriptions {
    /// Reads the file; `heads` are words of titles, which describe persons.
    pub fn read<'a>(file: &str, text: &str, heads: impl IntoIterator<Item = &'a String>) -> Result<Self, ActorsError> {
        let lists: File = toml::from_str(text)
            .map_err(|error| ActorsError::File { file: file.to_owned(), reason: error.to_string() })?;
        let mut out = Self::default();
        let by_list = [
            (&lists.country, Sorts::COUNTRY),
            (&lists.place, Sorts::PLACE),
            (&lists.armed, Sorts::ARMED),
            (&lists.alliance, Sorts::ALLIANCE),
            (&lists.agency, Sorts::AGENCY),
            (&lists.party, Sorts::PARTY),
            (&lists.company, Sorts::COMPANY),
            (&lists.media, Sorts::MEDIA),
            (&lists.society, Sorts::SOCIETY),
            (&lists.person, Sorts::PERSON),
            (&lists.people, Sorts::PEOPLE),
        ];
        for (words, bit) in by_list {
            for word in words.split_whitespace() {
                out.sorts.entry(word.to_owned()).or_default().0 |= bit;
            }
        }
        for head in heads {
            out.sorts.entry(head.clone()).or_insert(Sorts(Sorts::PERSON));
        }
        for pair in lists.irregular.split_whitespace() {
            let (plural, singular) = pair.split_once('=').unwrap_or((pair, pair));
            out.irregular.insert(plural.to_owned(), singular.to_owned());
        }
        for (words, gender) in [(&lists.male, Gender::Male), (&lists.female, Gender::Female)] {
            for word in words.split_whitespace() {
                out.genders.insert(word.to_owned(), gender);
            }
        }
        Ok(out)
    }

    /// The singular of a noun in lower case, and whether it is a plural.
    pub fn singular<'a>(&'a self, noun: &'a str) -> (std::borrow::Cow<'a, str>, bool) {
        if let Some(singular) = self.irregular.get(noun) {
            return (singular.as_str().into(), true);
        }
        if self.sorts.contains_key(noun) {
            return (noun.into(), false);
        }
        let Some(stem) = noun.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with('s')) else {
            return (noun.into(), false);
        };
        if let Some(stem) = stem.strip_suffix("ie") {
            return (format!("{stem}y").into(), true);
        }
        if let Some(root) = stem.strip_suffix('e')
            && ["sh", "ch", "x", "ss", "z"].iter().any(|end| root.ends_with(end))
        {
            return (root.into(), true);
        }
        (stem.into(), true)
    }

    /// The lists that a singular noun stands in.
    pub fn sorts(&self, singular: &str) -> Sorts {
        self.sorts.get(singular).copied().unwrap_or_default()
    }

    /// The gender of a singular noun.
    pub fn gender(&self, singular: &str) -> Option<Gender> {
        self.genders.get(singular).copied()
    }
}
