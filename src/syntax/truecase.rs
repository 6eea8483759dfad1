//! Headlines in running case: the network learned from sentences, where a capital marks a name.
//!
//! In "Bahrain, UAE Cut Ties With Qatar" and "SYRIA BARS PROBE TEAM FROM DOUMA" capitals say nothing. Words that running text does
//! not capitalize (`data/text/common.txt`, made by `training/common.py`) are read in lower case there, the others of a line in
//! capitals as names. O(n) in the letters.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::text::Span;

static COMMON: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../data/text/common.txt").lines().collect());

/// Letters from which on headlines capitalize every word.
const LONG: usize = 4;
/// Fewest words of that length in a headline.
const WORDS: usize = 3;
/// Longest word in capitals that may be an acronym.
const ACRONYM: usize = 4;

/// Words that headlines leave small; another word in small letters says that the line is a sentence.
const SMALL: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "if", "in", "into", "is", "it", "its",
    "n't", "nor", "of", "off", "on", "onto", "or", "out", "over", "per", "so", "than", "that", "the", "to", "under",
    "up", "upon", "via", "vs", "with", "yet",
];

/// How a line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// As sentences are.
    Running,
    /// Every long word with a capital.
    Title,
    /// All in capitals.
    Capitals,
}

impl Case {
    /// The case of a line of these words.
    pub fn of(words: &[(Span, &str)]) -> Self {
        let long =
            || words.iter().map(|w| w.1).filter(|w| w.len() >= LONG && w.bytes().all(|b| b.is_ascii_alphabetic()));
        let capital = |w: &str| w.starts_with(|c: char| c.is_ascii_uppercase());
        let small = |w: &str| !w.starts_with(|c: char| c.is_ascii_lowercase()) || SMALL.contains(&w);
        let headed = words.first().is_some_and(|w| capital(w.1)) && words.iter().all(|w| small(w.1));
        if !headed || long().take(WORDS).count() < WORDS {
            return Self::Running;
        }
        let shouted = |w: &(Span, &str)| !w.1.bytes().any(|b| b.is_ascii_lowercase());
        if words.iter().all(shouted) {
            return Self::Capitals;
        }
        let closed = words.last().is_some_and(|w| matches!(w.1, "." | "!" | ":" | ","));
        // a line of names is none: some words must be such as running text does not capitalize
        let lowered = long().filter(|w| is_common(&w.to_ascii_lowercase())).count();
        if closed || 4 * lowered < long().count() { Self::Running } else { Self::Title }
    }

    /// The word as a sentence has it.
    pub fn running(self, form: &str) -> Cow<'_, str> {
        let capital = form.starts_with(|c: char| c.is_ascii_uppercase());
        if self == Self::Running || !capital {
            return form.into();
        }
        let shouted = !form.bytes().any(|b| b.is_ascii_lowercase());
        let lower = form.to_ascii_lowercase();
        match self {
            Self::Title if shouted && form.len() > 1 => form.into(),
            _ if is_common(&lower) => lower.into(),
            Self::Capitals if form.len() > ACRONYM && form.bytes().all(|b| b.is_ascii_alphabetic()) => {
                let mut name = lower;
                name[..1].make_ascii_uppercase();
                name.into()
            }
            _ => form.into(),
        }
    }
}

/// Whether running text writes the word, or what it is a form of, without a capital.
pub(crate) fn is_common(lower: &str) -> bool {
    let stem = |ending: &str| {
        let stem = lower.strip_suffix(ending).filter(|stem| stem.len() > 2)?;
        Some(COMMON.contains(stem) || ending != "s" && COMMON.contains(format!("{stem}e").as_str()))
    };
    COMMON.contains(lower) || ["s", "es", "ed", "ing"].iter().any(|ending| stem(ending) == Some(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn running(line: &str) -> String {
        let words: Vec<(Span, &str)> = line.split(' ').map(|word| (Span::default(), word)).collect();
        let case = Case::of(&words);
        words.iter().map(|w| case.running(w.1)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn headlines_are_read_as_sentences_are() {
        assert_eq!(running("Bahrain , UAE Cut Ties With Qatar"), "Bahrain , UAE cut ties with Qatar");
        assert_eq!(running("NORWAY BARS EU TRAWLERS FROM ITS FJORDS"), "Norway bars EU trawlers from its fjords");
    }

    #[test]
    fn sentences_and_lists_of_names_stay() {
        for line in [
            "Bahrain cut Ties With Qatar",
            "Ministers From Chad Met .",
            "Angela Merkel , Nicolas Sarkozy , Barack Obama",
        ] {
            assert_eq!(running(line), line);
        }
    }
}
