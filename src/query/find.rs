use std::collections::BTreeMap;

use crate::actors::EntityKind;
use crate::graph::network::Node;
use crate::query::{Base, Candidate, QueryError};
use crate::store::{Found, fold};

/// Suggestions offered for a name that nobody bears.
const SUGGESTIONS: usize = 5;
/// Least likeness of a suggestion.
const SIMILAR: f64 = 0.84;

/// An actor that a text may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// The words that it is called by, those most like the text.
    pub words: String,
    /// Articles that have it.
    pub documents: u32,
    /// How like the words are, 0 to 1.
    pub likeness: f64,
}

impl Base {
    /// The actors called by words like `text`, the most alike first, then those that most articles have.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn find(&self, text: &str) -> Result<Vec<Match>, QueryError> {
        let wanted = fold(text);
        let mut best: BTreeMap<String, Match> = BTreeMap::new();
        self.each_name(|found, folded| {
            let likeness = alike(&wanted, folded);
            if likeness < SIMILAR {
                return;
            }
            let known = best.get(&found.key).map_or(0.0, |known| known.likeness);
            // of words that fit as well, its name
            if likeness > known || found.times == 0 && likeness >= known {
                let Found { key, name, kind, words, documents, .. } = found.clone();
                best.insert(found.key.clone(), Match { key, name, kind, words, documents, likeness });
            }
        })?;
        let mut all: Vec<_> = best.into_values().collect();
        let rank = |a: &Match, b: &Match| b.likeness.total_cmp(&a.likeness).then(b.documents.cmp(&a.documents));
        all.sort_by(|a, b| rank(a, b).then_with(|| a.key.cmp(&b.key)));
        Ok(all)
    }
}

impl Base {
    /// The one person whose last name is `name`; for several, or none, see what [`actor`](Self::actor) says.
    ///
    /// # Errors
    ///
    /// If several have it, or the store cannot be read.
    pub fn surnamed(&self, name: &str) -> Result<Option<Node>, QueryError> {
        let wanted = fold(name);
        let mut found: BTreeMap<String, String> = BTreeMap::new();
        self.each_name(|one, folded| {
            let last = folded.strip_suffix(&wanted).is_some_and(|first| first.ends_with(' '));
            if last && !wanted.is_empty() && one.kind == EntityKind::Person.as_str() {
                found.insert(one.key.clone(), one.name.clone());
            }
        })?;
        if found.len() > 1 {
            let candidates = found.into_iter().take(SUGGESTIONS).map(|(key, words)| Candidate { words, key });
            return Err(QueryError::AmbiguousActor { name: name.to_owned(), candidates: candidates.collect() });
        }
        Ok(found.keys().next().and_then(|key| self.network().node(key)))
    }
}

/// Actors with a name like `wanted`, which is folded, the most alike first.
pub(super) fn similar(base: &Base, wanted: &str) -> Result<Vec<Candidate>, QueryError> {
    let found = base.find(wanted)?.into_iter().take(SUGGESTIONS);
    Ok(found.map(|Match { key, words, .. }| Candidate { words, key }).collect())
}

/// How alike two folded names are, 0 to 1; a name that holds the other as words is much like it.
fn alike(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let holds = |long: &str, short: &str| !short.is_empty() && format!(" {long} ").contains(&format!(" {short} "));
    let begins = |long: &str, short: &str| short.chars().count() >= 3 && long.starts_with(short);
    if holds(b, a) {
        0.97
    } else if holds(a, b) {
        0.95
    } else if begins(b, a) {
        0.93
    } else if a.len().abs_diff(b.len()) * 3 > a.len().max(b.len()) * 2 {
        0.0
    } else {
        strsim::jaro_winkler(a, b).min(0.92)
    }
}
