//! How sure an event is: a logistic model of how it was found. `training/confidence.py` fits its weights on annotated
//! text and writes them to `data/confidence.toml`; docs/accuracy.md says how well they are calibrated.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::events::{EventKind, Status};

/// How an event was found, as far as that tells how sure it is.
#[expect(clippy::struct_excessive_bools, reason = "each is a clue of its own")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Clues {
    /// Place of the slot that gave the source among those its entry knows, 0 the first, at most 3.
    pub source_place: u8,
    /// The same of the target.
    pub target_place: u8,
    /// The source is not named but stands behind a noun: "Moscow's envoys".
    pub source_behind: bool,
    /// The same of the target.
    pub target_behind: bool,
    /// A noun tells it.
    pub noun: bool,
    /// An adjective tells it.
    pub adjective: bool,
    /// Words of the pattern beside the first, at most 2.
    pub further_words: u8,
    /// Words above that change its status, at most 3.
    pub operators: u8,
    /// Somebody is said to claim it.
    pub claimed: bool,
    /// Words between the one that tells it and the farther of its actors.
    pub distance: u16,
    /// Words of the sentence.
    pub length: u16,
    /// No entry of the lexicon but a rule made it.
    pub implied: bool,
    /// The target is whose deed an answer was to.
    pub recalled: bool,
    /// Only that the caller gave the two actors links them.
    pub silent: bool,
    /// Only the model of pairs tells of it.
    pub guessed: bool,
    /// An actor is named in the sentences before only.
    pub across: bool,
    /// How probable the model of pairs finds it, 0 to 1.
    pub probable: f32,
    /// Whether the reader of pairs had a say: without it the others weigh differently.
    #[serde(skip)]
    pub read: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Weights {
    start: f64,
    clues: BTreeMap<String, f64>,
    category: BTreeMap<String, f64>,
    status: BTreeMap<String, f64>,
}

/// The weights with the networks that read whole sentences, and without.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Both {
    read: Weights,
    fast: Weights,
}

static WEIGHTS: LazyLock<Both> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/confidence.toml")).expect("a test reads the embedded weights")
});

impl Clues {
    /// Number of the values that the model weighs.
    const COUNT: usize = 17;

    /// What the model weighs, by name.
    fn values(&self) -> [(&'static str, f64); Self::COUNT] {
        let is = |truth: bool| f64::from(u8::from(truth));
        [
            ("across", is(self.across)),
            ("source_place", self.source_place.into()),
            ("target_place", self.target_place.into()),
            ("source_behind", is(self.source_behind)),
            ("target_behind", is(self.target_behind)),
            ("noun", is(self.noun)),
            ("adjective", is(self.adjective)),
            ("further_words", self.further_words.into()),
            ("operators", self.operators.into()),
            ("claimed", is(self.claimed)),
            ("distance", f64::from(self.distance).ln_1p()),
            ("length", f64::from(self.length).ln_1p()),
            ("implied", is(self.implied)),
            ("recalled", is(self.recalled)),
            ("silent", is(self.silent)),
            ("guessed", is(self.guessed)),
            ("probable", self.logit()),
        ]
    }

    /// The model's probability as evidence for or against, cut where it is all but certain.
    fn logit(&self) -> f64 {
        let p = f64::from(self.probable).clamp(0.01, 0.99);
        (p / (1.0 - p)).ln()
    }

    /// The probability that an event of this kind and status, found so, is right: 0 to 1.
    pub fn confidence(&self, kind: EventKind, status: Status) -> f32 {
        let weights = if self.read { &WEIGHTS.read } else { &WEIGHTS.fast };
        let clues: f64 = self.values().iter().map(|(name, value)| weights.clues[*name] * value).sum();
        let score = weights.start + weights.category[kind.as_str()] + weights.status[status.as_str()] + clues;
        (1.0 / (1.0 + (-score).exp())) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::{Clues, WEIGHTS};
    use crate::events::{EventKind, Status};

    #[test]
    fn everything_has_a_weight() {
        let mut names: Vec<_> = Clues::default().values().iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        for weights in [&WEIGHTS.read, &WEIGHTS.fast] {
            assert_eq!(weights.clues.keys().map(String::as_str).collect::<Vec<_>>(), names);
            assert!(EventKind::ALL.iter().all(|kind| weights.category.contains_key(kind.as_str())));
            assert!(Status::ALL.iter().all(|status| weights.status.contains_key(status.as_str())));
        }
    }

    #[test]
    fn what_is_found_far_away_is_less_sure() {
        let near = Clues { distance: 1, length: 10, read: true, ..Clues::default() };
        let far = Clues { distance: 20, target_place: 3, target_behind: true, length: 40, ..near };
        let sure = |clues: Clues| clues.confidence(EventKind::Assault, Status::Actual);
        assert!(sure(far) < sure(near), "{} {}", sure(far), sure(near));
    }
}
