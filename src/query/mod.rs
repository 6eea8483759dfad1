//! Questions to a graph, in memory or on disk: who is meant by a name, how two actors are linked, who stands out.
//!
//! In: a [`Base`], made of a [`Graph`](crate::graph::Graph) or of a [`Store`](crate::store::Store), and names as people
//! write them. The algorithms run on its [`Network`](crate::graph::network::Network) and answer with actors and events
//! as numbers; [`Base::part`] gives these events back with every sentence that reports them.
//!
//! ```
//! use demarche::graph::Graph;
//! use demarche::pipeline::Pipeline;
//! use demarche::query::{Base, Search, Weight, best_path};
//! use demarche::text::Document;
//!
//! let text = "Russia invaded Ukraine in February 2022. The president of France visited Ukraine.";
//! let graph: Graph = Pipeline::embedded().extract_all([Document::new("note", text)]).collect();
//! let base = Base::of_graph(graph);
//! let (from, to) = (base.actor("russia")?, base.actor("France")?);
//! let path = best_path(&Search::new(base.network()), from, to, Weight::Steps).expect("both have to do with Ukraine");
//! assert_eq!(path.steps.len(), 2);
//! # Ok::<(), demarche::query::QueryError>(())
//! ```

mod actor;
mod any_path;
mod base;
mod betweenness;
mod communities;
mod compare;
mod disputes;
mod every;
mod find;
mod in_time;
mod neighbors;
mod pagerank;
mod path;
mod refine;
mod search;
mod shortest;
mod timeline;
mod top;
mod weighted;
mod why;
mod yen;

use thiserror::Error;

use crate::store::StoreError;

pub use actor::{Candidate, actor};
pub use any_path::any_shortest_path;
pub use base::Base;
pub use betweenness::{Betweenness, betweenness};
pub use communities::{Communities, communities};
pub use compare::{Change, Changed, compare};
pub use disputes::disputed;
pub use every::{Every, every_path};
pub use find::Match;
pub use in_time::path_in_time;
pub use neighbors::{Neighbor, neighbors};
pub use pagerank::page_rank;
pub use path::{Path, Step, Weight, best_path, cost};
pub use search::{Bundle, Search};
pub use timeline::timeline;
pub use top::{Degree, degrees};
pub use why::{between, relations_between};
pub use yen::best_paths;

/// Why a question has no answer.
#[derive(Debug, Error)]
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
    /// A name leads to an actor that was not there when the events were read.
    #[error("the actor `{key}` came into the store after its events were read; ask again")]
    NewActor {
        /// Its key.
        key: String,
    },
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn suggestions(similar: &[Candidate]) -> String {
    if similar.is_empty() { String::new() } else { format!("; similar: {}", listed(similar)) }
}

fn listed(candidates: &[Candidate]) -> String {
    candidates.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
