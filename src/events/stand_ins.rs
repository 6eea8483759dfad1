//! Words through which a phrase speaks of an actor: loaded from `data/stand_ins.toml`.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use serde::Deserialize;

/// The nouns, by what they do.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StandIns {
    /// They count or gather what their "of" governs.
    pub quantities: FxHashSet<String>,
    /// They stand for what their "of", "in", "to" or "from" governs.
    pub aspects: FxHashSet<String>,
    /// They tell of what their "about", "on" or "of" governs.
    pub accounts: FxHashSet<String>,
    /// Verbs whose participle behind a thing tells who acts through it.
    pub used: FxHashSet<String>,
    /// Beside a place, they tell who holds it.
    pub held: FxHashSet<String>,
    /// They act for whom they come from, not for the place where they are.
    pub abroad: FxHashSet<String>,
}

impl StandIns {
    /// The nouns of `data/stand_ins.toml`.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<StandIns> = LazyLock::new(|| {
            toml::from_str(include_str!("../../data/stand_ins.toml")).expect("a test reads the embedded nouns")
        });
        &EMBEDDED
    }
}

#[cfg(test)]
mod tests {
    use super::StandIns;

    #[test]
    fn the_nouns_are_read() {
        let words = StandIns::embedded();
        assert!(
            words.quantities.contains("dozen") && words.aspects.contains("airspace") && words.held.contains("seat")
        );
    }
}
