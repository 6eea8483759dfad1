//! Words that govern an event and change its status: loaded from `data/operators.toml`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::events::Status;
use crate::events::error::LexiconError;

/// What a governing word does to the event below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// Name of the entry, for `show`.
    pub id: String,
    /// What the event below becomes.
    pub status: Status,
    /// Whether the subject of the word is the source of the claim.
    pub attributes: bool,
    /// Whether the word's own negation, modal and subject pass through to the event.
    pub transparent: bool,
}

/// The operators by the words that express them.
#[derive(Debug, Default)]
pub struct Operators {
    entries: Vec<Operator>,
    verbs: FxHashMap<String, Vec<(Option<String>, u16)>>,
    nouns: FxHashMap<String, u16>,
    adjectives: FxHashMap<String, u16>,
    modifiers: FxHashMap<String, u16>,
    endings: FxHashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    endings: Vec<String>,
    operator: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    status: String,
    #[serde(default)]
    attributes: bool,
    #[serde(default)]
    transparent: bool,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    modifiers: Vec<String>,
}

impl Operators {
    /// The operators of `data/operators.toml`.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Operators> = LazyLock::new(|| {
            Operators::read(include_str!("../../data/operators.toml")).expect("a test reads the embedded operators")
        });
        &EMBEDDED
    }

    /// Reads operators from TOML.
    ///
    /// # Errors
    ///
    /// If the text is not such a file, or names a status that does not exist.
    pub fn read(toml: &str) -> Result<Self, LexiconError> {
        let file: File = toml::from_str(toml).map_err(|e| LexiconError::toml("data/operators.toml", &e))?;
        let mut all = Self { endings: file.endings.into_iter().collect(), ..Self::default() };
        for entry in file.operator {
            let status = Status::from_name(&entry.status)
                .ok_or_else(|| LexiconError::unknown("data/operators.toml", &entry.id, "status", &entry.status))?;
            let number = all.entries.len() as u16;
            for words in &entry.verbs {
                let (lemma, rest) =
                    words.split_once(' ').map_or((words.as_str(), None), |(l, r)| (l, Some(r.to_owned())));
                all.verbs.entry(lemma.to_owned()).or_default().push((rest, number));
            }
            let lists = [
                (entry.nouns, &mut all.nouns),
                (entry.adjectives, &mut all.adjectives),
                (entry.modifiers, &mut all.modifiers),
            ];
            for (list, map) in lists {
                for lemma in list {
                    map.entry(lemma).or_insert(number);
                }
            }
            let Entry { id, attributes, transparent, .. } = entry;
            all.entries.push(Operator { id, status, attributes, transparent });
        }
        for patterns in all.verbs.values_mut() {
            patterns.sort_by_key(|(rest, _)| rest.is_none());
        }
        Ok(all)
    }

    /// The operator that the verb `lemma` expresses; `with` tells whether a second word hangs on it.
    pub fn verb(&self, lemma: &str, with: impl Fn(&str) -> bool) -> Option<&Operator> {
        let patterns = self.verbs.get(lemma)?;
        let (_, number) = patterns.iter().find(|(rest, _)| rest.as_deref().is_none_or(&with))?;
        Some(&self.entries[*number as usize])
    }

    /// Whether the verb ends what it governs: who "never stopped sending" went on.
    pub fn ends(&self, lemma: &str) -> bool {
        self.endings.contains(lemma)
    }

    /// Whether one of the readings of the verb lends its subject to an event noun below.
    pub fn is_light(&self, lemma: &str) -> bool {
        self.verbs
            .get(lemma)
            .is_some_and(|patterns| patterns.iter().any(|&(_, n)| self.entries[n as usize].transparent))
    }

    /// The operator that the noun `lemma` expresses.
    pub fn noun(&self, lemma: &str) -> Option<&Operator> {
        self.nouns.get(lemma).map(|&n| &self.entries[n as usize])
    }

    /// The operator that the adjective `lemma` expresses.
    pub fn adjective(&self, lemma: &str) -> Option<&Operator> {
        self.adjectives.get(lemma).map(|&n| &self.entries[n as usize])
    }

    /// The operator that an adjective of an event noun, or an adverb of an event verb, expresses.
    pub fn modifier(&self, form: &str) -> Option<&Operator> {
        self.modifiers.get(form).map(|&n| &self.entries[n as usize])
    }
}
