//! Which language a text is in, as far as one can be sure.

use whatlang::{Lang, Script};

/// Characters looked at.
const SAMPLE: usize = 3000;
/// Letters of the Latin alphabet needed to be sure.
const FEWEST: usize = 120;
/// Words that no English text does without.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "in", "a", "is", "was", "for", "on", "that", "with", "by", "his", "from", "has", "said",
    "at",
];

/// The name of the language of `text`, if that is surely not English.
pub(super) fn foreign(text: &str) -> Option<&'static str> {
    let sample: String = text.chars().take(SAMPLE).collect();
    let words = || sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let all = words().count();
    let english = words().filter(|word| ENGLISH.contains(&word.to_lowercase().as_str())).count();
    // lists of foreign names mislead detection; words such as "the" do not
    if english * 10 >= all {
        return None;
    }
    let found = whatlang::detect(&sample)?;
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let sure = found.script() != Script::Latin && letters >= 20
        || letters >= FEWEST && found.is_reliable() && english * 20 < all;
    (sure && found.lang() != Lang::Eng).then(|| found.lang().eng_name())
}
