use std::fmt;

use crate::graph::{Actor, Graph};
use crate::query::QueryError;

/// An actor that a name may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The words of the graph that fit.
    pub words: String,
    /// Key of the actor.
    pub key: String,
}

impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` ({})", self.words, self.key)
    }
}

/// Suggestions offered for a name that nobody bears.
const SUGGESTIONS: usize = 5;
/// Least Jaro–Winkler similarity of a suggestion.
const SIMILAR: f64 = 0.84;
/// Of the mentions by some words, the share that makes it plain whom they mean.
const PLAIN_SHARE: f64 = 0.8;

/// The actor that `name` means: its key, its name, or words that the articles call it by, in any case.
///
/// Words that the articles use for several actors mean the one for whom at least four in five of them stand, if any.
///
/// # Errors
///
/// If `name` means nobody, or several.
pub fn actor<'g>(graph: &'g Graph, name: &str) -> Result<&'g Actor, QueryError> {
    if let Some(actor) = graph.actor(name.trim()) {
        return Ok(actor);
    }
    let wanted = normal(name);
    let named: Vec<_> = graph.actors().filter(|a| normal(a.name()) == wanted || normal(&a.key) == wanted).collect();
    if let [actor] = named[..] {
        return Ok(actor);
    }
    let mut called: Vec<(u32, &Actor)> =
        graph.actors().map(|actor| (times_called(actor, &wanted), actor)).filter(|(times, _)| *times > 0).collect();
    called.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.key.cmp(&b.1.key)));
    let all: u32 = called.iter().map(|(times, _)| times).sum();
    match (&called[..], &named[..]) {
        ([], []) => Err(QueryError::UnknownActor { name: name.to_owned(), similar: similar(graph, &wanted) }),
        ([(times, actor), ..], []) if f64::from(*times) >= PLAIN_SHARE * f64::from(all) => Ok(actor),
        _ => {
            let actors = if named.is_empty() { called.into_iter().map(|(_, actor)| actor).collect() } else { named };
            let candidates = actors.into_iter().map(|actor| candidate(actor, actor.name()));
            Err(QueryError::AmbiguousActor { name: name.to_owned(), candidates: candidates.collect() })
        }
    }
}

fn candidate(actor: &Actor, words: &str) -> Candidate {
    Candidate { words: words.to_owned(), key: actor.key.clone() }
}

/// How often the articles call `actor` by the words `wanted`.
fn times_called(actor: &Actor, wanted: &str) -> u32 {
    actor.names().iter().filter(|(name, _)| normal(name) == wanted).map(|(_, times)| times).sum()
}

/// Actors with a name like `wanted`, the most alike first.
fn similar(graph: &Graph, wanted: &str) -> Vec<Candidate> {
    let mut scored = Vec::new();
    for actor in graph.actors() {
        let names = actor.names();
        let all = names.iter().map(|(name, _)| *name).chain([actor.name()]);
        let best = all.map(|name| (alike(wanted, &normal(name)), name)).max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((score, name)) = best.filter(|(score, _)| *score >= SIMILAR) {
            scored.push((score, candidate(actor, name)));
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.key.cmp(&b.1.key)));
    scored.into_iter().take(SUGGESTIONS).map(|(_, candidate)| candidate).collect()
}

/// How alike two names are, 0 to 1; a name that holds the other as a word is much like it.
fn alike(a: &str, b: &str) -> f64 {
    let holds = |long: &str, short: &str| long.split(' ').any(|word| word == short);
    if holds(a, b) || holds(b, a) { 0.95 } else { strsim::jaro_winkler(a, b) }
}

/// `name` in lower case, without article, full stops and possessive, one space between words.
fn normal(name: &str) -> String {
    let lower = name.to_lowercase().replace('’', "'").replace(['.', '\u{ad}'], "");
    let words = lower.split(|c: char| c.is_whitespace() || c == '-' || c == '_').filter(|word| !word.is_empty());
    let joined = words.collect::<Vec<_>>().join(" ");
    let bare = joined.strip_prefix("the ").unwrap_or(&joined);
    bare.strip_suffix("'s").unwrap_or(bare).to_owned()
}
