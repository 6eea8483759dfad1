//! Events: who did what to whom, in what status, says who, and when.
//!
//! In: a document, its trees and its actors. Out: [`Event`]s and [`Affiliation`]s, each with its evidence.

mod kind;
mod model;

pub use kind::{EventKind, Mode, QuadClass, Status};
pub use model::{Affiliation, AffiliationKind, Event, EventDate, Evidence};
