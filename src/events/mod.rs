//! Events: who did what to whom, in what status, says who, and when.
//!
//! In: a document, its trees and its actors. Out: [`Event`]s and [`Affiliation`]s, each with its evidence.
//!
//! The predicate [`Lexicon`] says which words tell of which events and which grammatical slots their roles fill; the
//! rules of composition (deep subjects, status, claimants) are said once, for every word.

mod across;
mod affiliations;
mod answers;
mod beyond;
mod claims;
mod clause;
mod confidence;
mod contested;
mod demands;
mod domestic;
mod error;
mod extract;
mod gapping;
mod given;
mod guess;
mod joint;
mod judgements;
mod kind;
mod lexicon;
mod lists;
mod matching;
mod modality;
mod mode;
mod model;
mod objects;
mod operators;
mod pair_model;
#[expect(clippy::inline_always, reason = "only inlined code is compiled for the instruction set at hand")]
mod pair_reader;
mod pairs;
mod passage;
mod pattern;
mod polarity;
mod recall;
mod roles;
mod scope;
mod sight;
mod slots;
mod sport;
mod stand_ins;
mod status;
mod suits;
#[cfg(test)]
mod tests;
mod threats;
mod ties;
mod undoing;
mod when;
mod word_set;

pub use confidence::Clues;
pub use error::LexiconError;
pub use extract::{Extractor, Seen};
pub use kind::{EventKind, QuadClass, Status};
pub use lexicon::{Family, Lexicon, Part, Pattern, Roles, Sense, Slot, Sources, Variant};
pub use mode::Mode;
pub use model::{Affiliation, AffiliationKind, Event, EventDate, Evidence};
pub use operators::{Operator, Operators};
pub use pairs::Pair;
