//! Actors: who is named in a document, and which words name whom.
//!
//! In: a document, its segmentation and its trees. Out: [`Actors`], entities and their mentions.

pub mod antecedents;
mod bind;
mod describe;
mod error;
mod evidence;
mod forms;
mod given;
mod groups;
mod model;
mod name_reader;
mod nouns;
pub mod own;
mod phrases;
mod pronouns;
mod reading;
mod reason;
mod recognizer;
mod registry;
mod roles;
mod runs;
mod tables;
pub mod tagger;
mod titles;
mod view;

pub use error::ActorsError;
pub use model::{Actors, Entity, EntityId, EntityKind, Mention, MentionKind, Role, RoleStatus};
pub use own::{Overrides, OwnForm, OwnTable};
pub use reason::Reason;
pub use recognizer::Recognizer;

#[cfg(test)]
mod tests;
