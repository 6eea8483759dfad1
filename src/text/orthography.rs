//! What the tokenizer knows of English spelling: `data/text/tokens.toml`, parsed once.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use smallvec::SmallVec;

/// When a word keeps the full stop after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// Always.
    Always,
    /// Before a number.
    BeforeNumber,
    /// Before a capital or a comma.
    BeforeName,
}

/// The parsed lists; keys are bytes in lower case.
pub(crate) struct Orthography {
    pub(crate) contractions: FxHashMap<Box<[u8]>, SmallVec<[u8; 2]>>,
    pub(crate) abbreviations: FxHashMap<Box<[u8]>, Abbreviation>,
    pub(crate) splittable: FxHashSet<Box<[u8]>>,
    pub(crate) prefixes: FxHashSet<Box<[u8]>>,
    pub(crate) suffixes: FxHashSet<Box<[u8]>>,
    pub(crate) units: FxHashSet<Box<[u8]>>,
    pub(crate) elisions: FxHashSet<Box<[u8]>>,
    pub(crate) endings: FxHashSet<Box<[u8]>>,
    /// Emoticons, the longest first.
    pub(crate) emoticons: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    contractions: Vec<String>,
    abbreviations: Vec<String>,
    abbreviations_before_number: Vec<String>,
    abbreviations_before_name: Vec<String>,
    abbreviations_splittable: Vec<String>,
    prefixes: Vec<String>,
    suffixes: Vec<String>,
    units: Vec<String>,
    elisions: Vec<String>,
    endings: Vec<String>,
    emoticons: Vec<String>,
}

static ORTHOGRAPHY: LazyLock<Orthography> = LazyLock::new(|| {
    let lists = toml::from_str(include_str!("../../data/text/tokens.toml")).expect("data/text/tokens.toml is valid");
    Orthography::new(lists)
});

impl Orthography {
    /// The embedded lists.
    pub(crate) fn embedded() -> &'static Self {
        &ORTHOGRAPHY
    }

    fn new(lists: Lists) -> Self {
        let set = |words: Vec<String>| words.into_iter().map(|word| word.into_bytes().into_boxed_slice()).collect();
        let mut emoticons = lists.emoticons;
        emoticons.sort_by_key(|face| std::cmp::Reverse(face.len()));
        let kinds = [
            (lists.abbreviations_before_name, Abbreviation::BeforeName),
            (lists.abbreviations_before_number, Abbreviation::BeforeNumber),
            (lists.abbreviations, Abbreviation::Always),
        ];
        Self {
            contractions: lists.contractions.iter().map(|word| contraction(word)).collect(),
            abbreviations: kinds
                .into_iter()
                .flat_map(|(words, kind)| words.into_iter().map(move |word| (word.into_bytes().into(), kind)))
                .collect(),
            splittable: set(lists.abbreviations_splittable),
            prefixes: set(lists.prefixes),
            suffixes: set(lists.suffixes),
            units: set(lists.units),
            elisions: set(lists.elisions),
            endings: set(lists.endings),
            emoticons,
        }
    }
}

/// A contraction without its bars, and the offsets at which words begin.
fn contraction(entry: &str) -> (Box<[u8]>, SmallVec<[u8; 2]>) {
    let cuts = entry.match_indices('|').enumerate().map(|(bars, (at, _))| (at - bars) as u8).collect();
    (entry.replace('|', "").into_bytes().into(), cuts)
}

/// A word in lower case, as key of the lists; words longer than any entry come out cut, and match nothing.
pub(crate) fn key(word: &str) -> SmallVec<[u8; 24]> {
    word.bytes().take(24).map(|byte| byte.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_without_duplicates() {
        let lists: toml::Table = toml::from_str(include_str!("../../data/text/tokens.toml")).expect("valid");
        for (name, list) in &lists {
            let words: Vec<&str> = list.as_array().expect("a list").iter().filter_map(toml::Value::as_str).collect();
            for pair in words.windows(2) {
                assert!(pair[0] < pair[1], "{name}: {:?} stands before {:?}", pair[0], pair[1]);
            }
        }
    }

    #[test]
    fn contractions_are_cut_where_the_bars_stand() {
        let cuts = &Orthography::embedded().contractions;
        assert_eq!(cuts[b"dunno".as_slice()].as_slice(), [2, 3]);
        assert_eq!(cuts[b"cannot".as_slice()].as_slice(), [3]);
    }
}
