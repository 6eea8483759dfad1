//! One graph over many documents: actors, and edges that keep every sentence that reports them.
//!
//! In: documents with their actors, events and affiliations, or other graphs. Out: a [`Graph`], a directed multigraph
//! on petgraph. An edge is a source, a target, a relation and a status; all that the documents say of it is kept as
//! [`Report`]s. Merging is a union of what the documents contribute, so it is associative, commutative and idempotent:
//! partial graphs combine in any order and grouping into the same graph, and a document read twice counts once.
//!
//! ```
//! use demarche::graph::Graph;
//!
//! let mut graph = Graph::default();
//! graph.merge(Graph::default());
//! assert_eq!(graph.actors().count(), 0);
//! ```

mod add;
mod day;
mod dispute;
mod filter;
mod merge;
mod model;
pub mod network;
mod occurrence;
#[cfg(test)]
pub(crate) mod sample;
mod sketch;
mod states;
#[cfg(test)]
mod tests;
mod views;

pub use day::{day_number, day_of};
pub use dispute::Dispute;
pub use filter::Filter;
pub use model::{Actor, Article, DateRange, Edge, EdgeKey, Graph, Hundredths, Office, Presence, Quote, Report};
pub use occurrence::{Occurrence, Time, common_days, same_event};
pub use sketch::{Sketch, near_copies};
pub use views::Link;
