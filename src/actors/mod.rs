//! Actors: who is named in a document, and which words name whom.
//!
//! In: a document, its segmentation and its trees. Out: [`Actors`], entities and their mentions.

mod model;

pub use model::{Actors, Entity, EntityId, EntityKind, Mention, MentionKind, Role, RoleStatus};
