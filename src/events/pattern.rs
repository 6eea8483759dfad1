//! The words that an entry of the lexicon asks for.

use compact_str::CompactString;

use crate::events::EventKind;
use crate::events::lexicon::{Family, Part};
use crate::events::word_set::WordSet;

/// The words of one entry of a family, besides the one it is indexed by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Index of the family.
    pub family: u32,
    /// Lemmas that must hang on the word.
    pub with: Vec<CompactString>,
    /// Those of them without which no sentence has the pattern.
    pub(super) asked: WordSet,
}

impl Pattern {
    /// The pattern of a family whose further words are `with`.
    pub fn new(family: u32, with: Vec<CompactString>) -> Self {
        // "of" and "to" may be said otherwise, "self" stands for all words in it
        let asked = with.iter().filter(|word| !matches!(word.as_str(), "of" | "to" | "self"));
        let asked = WordSet::of(asked.map(CompactString::as_str));
        Self { family, with, asked }
    }
}

/// What the lexicon says of one word.
#[derive(Clone, Debug, Default)]
pub(super) struct Listing {
    /// Its patterns, those of more words first.
    pub patterns: Vec<Pattern>,
    /// Their categories, each once with whether the word tells it alone.
    pub categories: Vec<(EventKind, bool)>,
}

impl Listing {
    /// Sorts the patterns and gathers their categories.
    pub fn complete(&mut self, families: &[Family]) {
        self.patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.with.len()));
        for pattern in &self.patterns {
            let category = (families[pattern.family as usize].sense.event, pattern.with.is_empty());
            if !self.categories.contains(&category) {
                self.categories.push(category);
            }
        }
    }
}

/// The pattern with its hyphened words taken apart, as the tokenizer takes most: the last part governs the others.
pub(super) fn apart(words: &[CompactString], part: Part) -> Option<Vec<CompactString>> {
    words.iter().any(|word| word.contains('-')).then_some(())?;
    let noun = (part == Part::Noun).then(|| noun_of(words));
    let parts = words.iter().enumerate().flat_map(|(i, word)| {
        let mut parts: Vec<CompactString> = word.split('-').map(CompactString::from).collect();
        if noun != Some(i) {
            parts.reverse();
        }
        parts
    });
    Some(parts.collect())
}

/// Which word of a noun pattern is the noun: the last that is no preposition.
pub(super) fn noun_of(words: &[CompactString]) -> usize {
    const PREPOSITIONS: &[&str] = &[
        "of", "on", "against", "to", "with", "for", "from", "in", "at", "over", "toward", "towards", "into", "about",
        "by", "between",
    ];
    words.iter().rposition(|word| !PREPOSITIONS.contains(&word.as_str())).unwrap_or(words.len() - 1)
}
