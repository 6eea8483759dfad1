//! Which words a sentence may hold, in sixteen bytes.

use crate::syntax::hash;

/// A set of words that never denies one it holds, but may claim one it does not (a Bloom filter of one bit a word).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WordSet(u128);

impl WordSet {
    /// The set of these words, whatever the case of their ASCII letters. O(letters).
    pub(super) fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        Self(words.fold(0, |all, word| all | 1 << (hash::lower(word) % u128::BITS)))
    }

    /// Whether the set may hold all words of the other; if not, it does not.
    pub(super) fn may_hold(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::WordSet;

    #[test]
    fn words_of_the_set_are_never_denied_and_most_others_are() {
        let sentence = WordSet::of("the EU put new Sanctions on Iran".split(' '));
        for part in ["sanctions on", "eu", "IRAN the", ""] {
            assert!(sentence.may_hold(WordSet::of(part.split_whitespace())), "{part}");
        }
        let others = "talk visit agree letter embassy troop border missile treaty envoy".split(' ');
        let claimed = others.filter(|word| sentence.may_hold(WordSet::of([*word].into_iter()))).count();
        assert!(claimed <= 2, "{claimed} of 10");
    }
}
