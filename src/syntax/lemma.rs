//! Lemmas from form and tags.
//!
//! In: a form with its tags. Out: its lemma. A rule cuts characters off the end of the lower-cased form and adds
//! others; the rule is found by the whole form, else by its longest known ending, each under the pair of tags.

use std::collections::BTreeMap;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use crate::syntax::hash;
use crate::syntax::inflection;
use crate::syntax::model::{Kind, ModelError, Reader, frame};
use crate::syntax::{Upos, Xpos};

const KIND: Kind = Kind { name: "DMLM", version: 1 };

/// Longest ending a rule looks at, in characters.
const LONGEST: usize = 6;

/// The rule makes the first letter a capital ("Spanish").
const CAPITAL: u16 = 1 << 15;

/// Cut so many characters, add these.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Edit {
    cut: u8,
    add: String,
}

/// The lemmatizer's table.
#[derive(Clone, Debug, Default)]
pub struct Lemmatizer {
    edits: Vec<Edit>,
    rules: FxHashMap<u32, u16>,
}

/// A word of the training data.
#[derive(Clone, Debug)]
pub struct Example<'a> {
    /// The form.
    pub form: &'a str,
    /// Universal tag.
    pub upos: Upos,
    /// Fine tag.
    pub xpos: Xpos,
    /// The lemma to learn.
    pub lemma: &'a str,
}

fn tag_pair(upos: Upos, xpos: Xpos) -> u32 {
    upos as u32 * 64 + xpos as u32
}

/// The key of a whole form under a pair of tags.
fn form_key(tag: u32, form: &str) -> u32 {
    hash::bytes(tag | 1 << 16, form.as_bytes())
}

/// The key of an ending under a pair of tags.
fn ending_key(tag: u32, ending: &str) -> u32 {
    hash::bytes(tag | 1 << 17, ending.as_bytes())
}

/// The endings of `form`, the longest first, the empty one last.
fn endings(form: &str) -> impl Iterator<Item = &str> {
    let mut starts = [form.len(); LONGEST + 1];
    let mut known = 1;
    for (at, _) in form.char_indices().rev().take(LONGEST) {
        starts[known] = at;
        known += 1;
    }
    starts.into_iter().take(known).rev().map(|at| &form[at..])
}

/// Lower case, typographic apostrophes made plain.
fn normal(form: &str) -> CompactString {
    if form.bytes().all(|b| b.is_ascii_lowercase()) {
        return form.into();
    }
    form.chars().flat_map(char::to_lowercase).map(|c| if matches!(c, '’' | 'ʼ') { '\'' } else { c }).collect()
}

impl Lemmatizer {
    /// The lemma of `form`.
    pub fn lemma(&self, form: &str, upos: Upos, xpos: Xpos) -> CompactString {
        let guess = self.guess(form, upos, xpos);
        if upos == Upos::Propn { guess } else { inflection::base(&normal(form), xpos, &guess).unwrap_or(guess) }
    }

    /// The lemma by the table alone.
    fn guess(&self, form: &str, upos: Upos, xpos: Xpos) -> CompactString {
        let lower = normal(form);
        let Some(rule) = self.rule(&lower, tag_pair(upos, xpos)) else { return lower };
        let edit = &self.edits[usize::from(rule & !CAPITAL)];
        let keep_case = upos == Upos::Propn;
        let source = if keep_case { form } else { &lower };
        let cut = source.char_indices().rev().nth(usize::from(edit.cut).wrapping_sub(1));
        let end = if edit.cut == 0 { source.len() } else { cut.map_or(0, |(at, _)| at) };
        let mut out = CompactString::from(&source[..end]);
        out.push_str(&edit.add);
        if rule & CAPITAL != 0 && !keep_case {
            return capitalised(&out);
        }
        out
    }

    fn rule(&self, lower: &str, tag: u32) -> Option<u16> {
        if let Some(&rule) = self.rules.get(&form_key(tag, lower)) {
            return Some(rule);
        }
        endings(lower).find_map(|ending| self.rules.get(&ending_key(tag, ending)).copied())
    }

    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// If it is of another kind or version, or damaged.
    pub fn open(data: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::open(KIND, data)?;
        let mut edits = Vec::new();
        for _ in 0..reader.u32()? {
            let &[cut, len] = reader.bytes(2)? else { return Err(reader.damaged("an edit is cut")) };
            let add = str::from_utf8(reader.bytes(usize::from(len))?);
            let add = add.map_err(|_| reader.damaged("an edit is no text"))?.to_owned();
            edits.push(Edit { cut, add });
        }
        let n = reader.u32()? as usize;
        let keys = reader.u32s(n)?;
        let values = reader.i16s(n)?;
        if values.iter().any(|&rule| usize::from(rule as u16 & !CAPITAL) >= edits.len()) {
            return Err(reader.damaged("a rule names no edit"));
        }
        let rules = keys.into_iter().zip(values.into_iter().map(|rule| rule as u16)).collect();
        Ok(Self { edits, rules })
    }

    /// The model file of this table; the same table gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend_from_slice(&(self.edits.len() as u32).to_le_bytes());
        for edit in &self.edits {
            out.extend_from_slice(&[edit.cut, edit.add.len() as u8]);
            out.extend_from_slice(edit.add.as_bytes());
        }
        let rules: BTreeMap<u32, u16> = self.rules.iter().map(|(&key, &rule)| (key, rule)).collect();
        out.extend_from_slice(&(rules.len() as u32).to_le_bytes());
        for key in rules.keys() {
            out.extend_from_slice(&key.to_le_bytes());
        }
        for rule in rules.values() {
            out.extend_from_slice(&rule.to_le_bytes());
        }
        frame(KIND, &out)
    }

    /// Learns the table from words with their lemmas.
    pub fn train(examples: &[Example<'_>]) -> Self {
        let mut forms: Forms = BTreeMap::new();
        let mut edits: BTreeMap<Edit, u16> = BTreeMap::new();
        for example in examples {
            let Some(edit) = edit_of(example) else { continue };
            let next = edits.len() as u16;
            let mut rule = *edits.entry(edit).or_insert(next);
            let capital = example.lemma.chars().next().is_some_and(char::is_uppercase);
            if capital && example.upos != Upos::Propn {
                rule |= CAPITAL;
            }
            let tag = tag_pair(example.upos, example.xpos);
            let form = normal(example.form);
            *forms.entry(tag).or_default().entry(form).or_default().entry(rule).or_default() += 1;
        }
        let mut out = Self::default();
        let mut ordered: Vec<(Edit, u16)> = edits.into_iter().collect();
        ordered.sort_by_key(|&(_, number)| number);
        out.edits = ordered.into_iter().map(|(edit, _)| edit).collect();
        for (&tag, forms) in &forms {
            out.learn_tag(tag, forms);
        }
        out
    }

    fn learn_tag(&mut self, tag: u32, forms: &BTreeMap<CompactString, BTreeMap<u16, u32>>) {
        let known: Vec<(&str, u16)> = forms.iter().filter_map(|(form, rules)| Some((&**form, most(rules)?))).collect();
        for length in 0..=LONGEST {
            let mut counts: BTreeMap<&str, BTreeMap<u16, u32>> = BTreeMap::new();
            for &(form, rule) in &known {
                let ending = endings(form).find(|ending| ending.chars().count() == length);
                if let Some(ending) = ending {
                    *counts.entry(ending).or_default().entry(rule & !CAPITAL).or_default() += 1;
                }
            }
            for (ending, rules) in counts {
                let Some(rule) = most(&rules) else { continue };
                let seen = rules[&rule];
                if (seen > 1 || length == 0) && self.rule_of_ending(ending, tag) != Some(rule) {
                    self.rules.insert(ending_key(tag, ending), rule);
                }
            }
        }
        for &(form, rule) in &known {
            if self.rule(form, tag) != Some(rule) {
                self.rules.insert(form_key(tag, form), rule);
            }
        }
    }

    fn rule_of_ending(&self, ending: &str, tag: u32) -> Option<u16> {
        endings(ending).find_map(|ending| self.rules.get(&ending_key(tag, ending)).copied())
    }
}

/// Forms under a pair of tags, with how often each rule was seen.
type Forms = BTreeMap<u32, BTreeMap<CompactString, BTreeMap<u16, u32>>>;

/// The rule seen most; of equals the smallest.
fn most(rules: &BTreeMap<u16, u32>) -> Option<u16> {
    rules.iter().rev().max_by_key(|&(_, &count)| count).map(|(&rule, _)| rule)
}

fn edit_of(example: &Example<'_>) -> Option<Edit> {
    let form = normal(example.form);
    let lemma = normal(example.lemma);
    if lemma == "_" && form != "_" {
        return None;
    }
    let same = form.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
    let cut = u8::try_from(form.chars().count() - same).ok()?;
    let add: String = lemma.chars().skip(same).collect();
    (add.len() < 32).then_some(Edit { cut, add })
}

fn capitalised(word: &str) -> CompactString {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn examples() -> Vec<Example<'static>> {
        let row = |form, upos, xpos, lemma| Example { form, upos, xpos, lemma };
        vec![
            row("walked", Upos::Verb, Xpos::Vbd, "walk"),
            row("talked", Upos::Verb, Xpos::Vbd, "talk"),
            row("stopped", Upos::Verb, Xpos::Vbd, "stop"),
            row("dropped", Upos::Verb, Xpos::Vbd, "drop"),
            row("went", Upos::Verb, Xpos::Vbd, "go"),
            row("Spanish", Upos::Adj, Xpos::Jj, "Spanish"),
            row("big", Upos::Adj, Xpos::Jj, "big"),
            row("small", Upos::Adj, Xpos::Jj, "small"),
            row("States", Upos::Propn, Xpos::Nnps, "State"),
            row("Nations", Upos::Propn, Xpos::Nnps, "Nation"),
        ]
    }

    #[test]
    fn learns_rules_and_exceptions() {
        let table = Lemmatizer::open(&Lemmatizer::train(&examples()).to_bytes()).expect("its own bytes are good");
        for (form, upos, xpos, lemma) in [
            ("barked", Upos::Verb, Xpos::Vbd, "bark"),
            ("SHIPPED", Upos::Verb, Xpos::Vbd, "ship"),
            ("Went", Upos::Verb, Xpos::Vbd, "go"),
            ("spanish", Upos::Adj, Xpos::Jj, "Spanish"),
            ("Emirates", Upos::Propn, Xpos::Nnps, "Emirate"),
            ("", Upos::Propn, Xpos::Nnps, ""),
            ("Ё", Upos::Propn, Xpos::Nnps, ""),
        ] {
            assert_eq!(table.lemma(form, upos, xpos), lemma, "{form} {upos} {xpos}");
        }
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let mut data = Lemmatizer::train(&examples()).to_bytes();
        let last = data.len() - 1;
        data[last] ^= 1;
        let damaged = ModelError::Damaged { kind: "DMLM", what: "wrong checksum" };
        assert_eq!(Lemmatizer::open(&data).err(), Some(damaged));
        data[4] = 9;
        let version = ModelError::Version { kind: "DMLM", found: 9, expected: 1 };
        assert_eq!(Lemmatizer::open(&data).err(), Some(version));
        assert_eq!(Lemmatizer::open(b"GIF89a").err(), Some(ModelError::Magic { expected: "DMLM" }));
    }
}
