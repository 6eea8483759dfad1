use std::fmt;

use crate::graph::network::Node;
use crate::graph::{Actor, Graph};
use crate::query::find::similar;
use crate::query::{Base, QueryError};
use crate::store::{Found, fold};

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

/// Of the mentions by some words, the share that makes it plain whom they mean.
const PLAIN_SHARE: f64 = 0.8;

/// The actor of a graph in memory that `name` means; for several names make a [`Base`] and ask it.
///
/// # Errors
///
/// If `name` means nobody, or several.
pub fn actor<'g>(graph: &'g Graph, name: &str) -> Result<&'g Actor, QueryError> {
    if let Some(actor) = graph.actor(name.trim()) {
        return Ok(actor);
    }
    let base = Base::of_graph(graph.clone());
    let key = base.network().key(base.actor(name)?);
    graph.actor(key).ok_or_else(|| QueryError::NewActor { key: key.to_owned() })
}

impl Base {
    /// The actor that `name` means: its key, its name, or words that the articles call it by, in any case.
    ///
    /// Words that the articles use for several actors mean the one for whom at least four in five of them stand, if any.
    ///
    /// # Errors
    ///
    /// If `name` means nobody, or several, or the store cannot be read.
    pub fn actor(&self, name: &str) -> Result<Node, QueryError> {
        let network = self.network();
        let node = |key: &str| network.node(key).ok_or_else(|| QueryError::NewActor { key: key.to_owned() });
        if let Some(node) = network.node(name.trim()) {
            return Ok(node);
        }
        let wanted = fold(name);
        let named = self.named(&wanted.replace(' ', "-"), &wanted)?;
        if let [actor] = &named[..] {
            return node(&actor.key);
        }
        let called = self.called(&wanted)?;
        let all: u32 = called.iter().map(|found| found.times).sum();
        match (&called[..], &named[..]) {
            ([], []) => Err(QueryError::UnknownActor { name: name.to_owned(), similar: similar(self, &wanted)? }),
            ([best, ..], []) if f64::from(best.times) >= PLAIN_SHARE * f64::from(all) => node(&best.key),
            _ => {
                let found = if named.is_empty() { called } else { named };
                let candidates = found.into_iter().map(|Found { key, name, .. }| Candidate { words: name, key });
                Err(QueryError::AmbiguousActor { name: name.to_owned(), candidates: candidates.collect() })
            }
        }
    }
}
