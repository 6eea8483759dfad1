//! The words that an entry of the lexicon asks for.

use compact_str::CompactString;

use crate::events::lexicon::Part;

/// The words of one entry of a family, besides the one it is indexed by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Index of the family.
    pub family: u32,
    /// Lemmas that must hang on the word.
    pub with: Vec<CompactString>,
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
