//! What the form of words that no table knows says of them: a person, a body, a place, a weapon, nobody.

use crate::actors::EntityKind;
use crate::actors::phrases::noun_at;
use crate::actors::runs::{Cutter, What};
use crate::actors::tagger::NameLabel;
use crate::syntax::{Upos, is_common};

/// What is named like a person and is none.
const STORMS: &[&str] = &["hurricane", "cyclone", "typhoon", "storm"];

impl Cutter<'_> {
    /// What the form of unknown words says of them.
    pub(super) fn classify(&self, start: usize, end: usize) -> What {
        let view = self.view;
        let vocabulary = &self.tables.vocabulary;
        let (first, last) = (view.low(start), view.low(end - 1));
        let len = end - start;
        let label = self.labels.get(start).copied();
        let misc = label.is_some_and(|label| label.kind().is_none() && !label.is_outside());
        if (start..end).all(|i| vocabulary.nobody.contains(view.low(i))) || vocabulary.others.contains(last) {
            return What::Nobody;
        }
        if self.is_model(start, end) || matches!(view.form(start), "USS" | "HMS" | "INS" | "HMAS") && len > 1 {
            return What::Nobody;
        }
        if start.checked_sub(1).is_some_and(|before| STORMS.contains(&view.low(before))) {
            return What::Nobody; // "Hurricane Mitch"
        }
        if len == 1 {
            return self.classify_one(start);
        }
        if let Some((_, class)) = noun_at(view, self.tables, end - 1).filter(|(first, _)| *first == start) {
            return What::Noun(class);
        }
        if vocabulary.armed_heads.contains(last) {
            return What::ArmedGroup;
        }
        if vocabulary.org_heads.contains(last) && !self.is_person(start, end) {
            return What::Organization;
        }
        if self.title_ending(start).is_some_and(|title| !title.plural) {
            return What::Person;
        }
        if vocabulary.places.contains(last) {
            return What::Place;
        }
        if STORMS.contains(&first) || matches!(first, "operation" | "resolution" | "article") {
            return What::Nobody;
        }
        if misc {
            return What::Unknown;
        }
        if let Some(EntityKind::Organization | EntityKind::Place) = label.and_then(NameLabel::kind) {
            return What::Unknown;
        }
        if matches!(first, "lake" | "mount" | "mt." | "fort" | "cape" | "port" | "camp" | "gulf") {
            return What::Place;
        }
        if self.is_person(start, end) {
            return What::Person;
        }
        What::Unknown
    }

    /// "S-400", "SU 35", "F-16s": letters and digits of a weapon or vehicle.
    fn is_model(&self, start: usize, end: usize) -> bool {
        let view = self.view;
        let text: String = (start..end).map(|i| view.form(i)).collect();
        let bare = text.trim_end_matches(['s', 'S', '’', '\'']);
        let letters = bare.bytes().take_while(u8::is_ascii_uppercase).count();
        if matches!(&bare[..letters], "TF" | "CTF" | "JTF" | "CJTF") {
            return false; // a task force
        }
        let rest = bare.get(letters..).unwrap_or_default().trim_start_matches(['-', ' ']);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        (1..=4).contains(&letters) && (1..=4).contains(&digits) && rest.len() <= digits + 2
    }

    fn classify_one(&self, i: usize) -> What {
        let view = self.view;
        let vocabulary = &self.tables.vocabulary;
        let (form, low) = (view.form(i), view.low(i));
        if self.title_ending(i).is_some_and(|title| !title.plural) && view.is_capital(i) {
            return What::Person;
        }
        if let Some((start, class)) = noun_at(view, self.tables, i)
            && start == i
        {
            return What::Noun(class);
        }
        if vocabulary.org_heads.contains(low) {
            return What::Bare;
        }
        // "Fog cut off a village", "“All of them": the capital of a sentence
        let bare = match view.upos(i) {
            Upos::Noun => i == 0 || view.capitals_tell_little,
            upos => {
                matches!(upos, Upos::Det | Upos::Adp | Upos::Cconj | Upos::Sconj | Upos::Aux | Upos::Part | Upos::Pron)
            }
        };
        if bare && is_common(low) {
            return What::Nobody;
        }
        if vocabulary.places.contains(low) || form.chars().count() < 2 {
            return What::Nobody;
        }
        match self.labels.get(i) {
            None if vocabulary.first_names.contains_key(form) => What::Person,
            _ => What::Unknown,
        }
    }

    /// Whether the words look like given and family name.
    pub(super) fn is_person(&self, start: usize, end: usize) -> bool {
        let view = self.view;
        let vocabulary = &self.tables.vocabulary;
        let first = view.form(start);
        if vocabulary.first_names.contains_key(first) {
            return true;
        }
        let family = vocabulary.family_first.contains(first) && (2..=5).contains(&(end - start));
        let initial = (start..end - 1).any(|i| view.form(i).len() == 2 && view.form(i).ends_with('.'));
        family || initial
    }
}
