//! Base forms of regular and irregular inflection, checked against lists of known verbs and nouns.
//!
//! The table of endings that the lemmatizer learns from the treebanks guesses wrongly where spelling does not tell
//! ("exchanged", "censored", "ruled"): here a form is traced back to a base that exists.

use std::sync::LazyLock;

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::syntax::Xpos;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    irregular: Vec<String>,
    verbs: String,
    nouns: String,
}

#[derive(Default)]
struct Bases {
    irregular: FxHashMap<String, String>,
    verbs: FxHashSet<String>,
    nouns: FxHashSet<String>,
}

static BASES: LazyLock<Bases> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("../../data/text/bases.toml")).expect("a test reads the embedded base forms");
    let mut bases = Bases {
        verbs: file.verbs.split_whitespace().map(str::to_owned).collect(),
        nouns: file.nouns.split_whitespace().map(str::to_owned).collect(),
        ..Bases::default()
    };
    for line in &file.irregular {
        let mut forms = line.split(' ');
        let Some(base) = forms.next() else { continue };
        for form in forms {
            bases.irregular.entry(form.to_owned()).or_insert_with(|| base.to_owned());
        }
        bases.verbs.insert(base.to_owned());
    }
    bases
});

/// The known base that the lower-cased form `lower` is inflected from, if `guess` is none itself.
pub(super) fn base(lower: &str, xpos: Xpos, guess: &str) -> Option<CompactString> {
    let bases = &*BASES;
    match xpos {
        Xpos::Vbd | Xpos::Vbn | Xpos::Vbg | Xpos::Vbz if !bases.verbs.contains(guess) => {
            if let Some(base) = bases.irregular.get(lower).filter(|_| matches!(xpos, Xpos::Vbd | Xpos::Vbn)) {
                return Some(base.into());
            }
            regular(lower, xpos).into_iter().flatten().find(|base| bases.verbs.contains(base.as_str()))
        }
        Xpos::Nns if !bases.nouns.contains(guess) || guess == lower => {
            plural(lower).into_iter().flatten().find(|base| bases.nouns.contains(base.as_str()))
        }
        _ => None,
    }
}

/// Bases that the regular endings of verbs may hide, the likeliest first.
fn regular(form: &str, xpos: Xpos) -> [Option<CompactString>; 4] {
    let ending = match xpos {
        Xpos::Vbg => "ing",
        Xpos::Vbz => "s",
        _ => "ed",
    };
    let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.len() > 1) else { return [const { None }; 4] };
    if xpos == Xpos::Vbz {
        return plural(form);
    }
    let with = |add: &str| Some(CompactString::from([stem, add].concat()));
    let last = stem.chars().next_back();
    let doubled = stem.len() > 2 && stem.chars().rev().nth(1) == last;
    let y = stem.strip_suffix('i').map(|stem| CompactString::from([stem, "y"].concat()));
    [with("e"), with(""), doubled.then(|| stem[..stem.len() - last.map_or(0, char::len_utf8)].into()), y]
}

/// Bases that a plural, or a third person, may hide.
fn plural(form: &str) -> [Option<CompactString>; 4] {
    let cut = |ending: &str, add: &str| form.strip_suffix(ending).map(|stem| CompactString::from([stem, add].concat()));
    [cut("s", ""), cut("ies", "y"), cut("es", ""), cut("ves", "f")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases_of_forms() {
        let rows = [
            ("exchanged", Xpos::Vbd, "exchang", Some("exchange")),
            ("ruled", Xpos::Vbd, "rul", Some("rule")),
            ("shot", Xpos::Vbd, "shet", Some("shoot")),
            ("planned", Xpos::Vbn, "planne", Some("plan")),
            ("denied", Xpos::Vbd, "deni", Some("deny")),
            ("bombing", Xpos::Vbg, "bombe", Some("bomb")),
            ("troops", Xpos::Nns, "troops", Some("troop")),
            ("armies", Xpos::Nns, "armie", Some("army")),
            ("sold", Xpos::Vbd, "sell", None),
            ("zzzed", Xpos::Vbd, "zzz", None),
        ];
        for (form, xpos, guess, expected) in rows {
            assert_eq!(base(form, xpos, guess).as_deref(), expected, "{form}");
        }
    }
}
