//! Questions to a graph: who is meant by a name, and how two actors are linked.
//!
//! In: a [`Graph`](crate::graph::Graph) and names as people write them. Out: answers that carry their sentences.

mod actor;
mod path;

use thiserror::Error;

pub use actor::{Candidate, actor};
pub use path::{Path, PathOptions, Step, shortest_path};

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum QueryError {
    /// Nobody in the graph is called so.
    #[error("no actor named `{name}` in the graph{}", suggestions(.similar))]
    UnknownActor {
        /// The name given.
        name: String,
        /// Actors called almost so.
        similar: Vec<Candidate>,
    },
    /// Several are called so.
    #[error("`{name}` may be {}; name one by its key", listed(.candidates))]
    AmbiguousActor {
        /// The name given.
        name: String,
        /// The actors called so, the most often mentioned first.
        candidates: Vec<Candidate>,
    },
}

fn suggestions(similar: &[Candidate]) -> String {
    if similar.is_empty() { String::new() } else { format!("; similar: {}", listed(similar)) }
}

fn listed(candidates: &[Candidate]) -> String {
    candidates.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
