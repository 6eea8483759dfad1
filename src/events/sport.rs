//! Contests of sport, told in the words of war and diplomacy: `data/sport.toml` has the marks.

use std::sync::LazyLock;

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::events::EventKind;
use crate::syntax::{Tree, Upos};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    marks: Vec<String>,
    results: FxHashSet<String>,
    hints: FxHashSet<String>,
}

/// The words of sport.
struct Words {
    /// One makes a sentence one of sport: a word alone, or with one of these behind it.
    marks: FxHashMap<String, Vec<String>>,
    /// With a result beside them.
    results: FxHashSet<String>,
    /// Three do, or one with a result.
    hints: FxHashSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let File { marks: all, results, hints } =
        toml::from_str(include_str!("../../data/sport.toml")).expect("a test reads the embedded file");
    let mut marks: FxHashMap<String, Vec<String>> = FxHashMap::default();
    for mark in &all {
        let (first, second) = mark.split_once(' ').unwrap_or((mark, ""));
        marks.entry(first.to_owned()).or_default().push(second.to_owned());
    }
    Words { marks, results, hints }
});

/// Whether a sentence tells of sport.
pub(super) fn is_sport(tree: &Tree) -> bool {
    let (mut hints, mut result, mut contest) = (0, false, false);
    for (i, node) in tree.nodes().iter().enumerate() {
        let lemma = node.lemma.to_lowercase();
        let marked = |seconds: &Vec<String>| {
            let next = tree.nodes().get(i + 1).map_or(CompactString::default(), |n| n.lemma.to_lowercase());
            seconds.iter().any(|second| second.is_empty() || *second == next)
        };
        if WORDS.marks.get(lemma.as_str()).is_some_and(marked) {
            return true;
        }
        hints += usize::from(WORDS.hints.contains(lemma.as_str()));
        contest |= node.upos == Upos::Verb && WORDS.results.contains(lemma.as_str());
        result |= is_result(tree, i);
    }
    hints > 2 || result && (contest || hints > 0)
}

/// "2-1", taken apart by the tokenizer or not.
fn is_result(tree: &Tree, i: usize) -> bool {
    let small = |word: &str| word.len() < 3 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let lemma = |i: usize| tree.nodes().get(i).map_or("", |node| node.lemma.as_str());
    let dash = |word: &str| matches!(word, "-" | "–" | "‑");
    let together = lemma(i).split_once(['-', '–']).is_some_and(|(a, b)| small(a) && small(b));
    together || small(lemma(i)) && dash(lemma(i + 1)) && small(lemma(i + 2))
}

/// Whether an event of this kind is said in the words of a contest.
pub(super) fn is_contest(kind: EventKind) -> bool {
    use EventKind as K;
    matches!(kind, K::Assault | K::Consult | K::Agree | K::Threaten | K::Retreat | K::Mobilize | K::Coerce)
}

#[cfg(test)]
mod tests {
    use super::is_sport;
    use crate::syntax::Parser;

    fn sport(sentence: &str) -> bool {
        is_sport(&Parser::embedded().parse_forms(&sentence.split(' ').collect::<Vec<_>>()))
    }

    #[test]
    fn sport_is_told_by_its_words_and_results() {
        assert!(sport("Chad 's goalkeeper denied Mali twice ."));
        assert!(sport("Peru beat Chile 2 - 1 in Lima ."));
        assert!(!sport("Parliament in Lima approved the treaty by 52 - 48 ."));
        assert!(!sport("Israel bombed a football pitch in Gaza ."));
        assert!(!sport("Poland asked FIFA to expel Russia from the game ."));
    }
}
