//! Finds what a pronoun or a description refers back to.
//!
//! In: the marks of a document so far and an anaphor. Out: the referent that a small network, trained on GUM's
//! coreference, finds likeliest, or none where it is not sure enough. Candidates are all actors, sets of actors and
//! nouns that are no actors ("the report"), so that a pronoun of a thing binds to the thing and not to an actor. The
//! idea is that of mention ranking (Denis and Baldridge 2008, "Specialized models and ranking for coreference
//! resolution"). O(candidates × features) an anaphor.

mod candidates;
mod clues;
mod features;
mod learn;
mod marks;
mod network;
mod note;

pub use learn::{ChainExample, Trained, train};

pub(crate) use candidates::Candidate;
pub(crate) use learn::{Case, Teacher};
pub(crate) use marks::{Marks, Target};

use compact_str::CompactString;

use crate::actors::tables::Sorts;

/// What a word that refers back looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    He,
    She,
    It,
    They,
    /// A description in the singular.
    One,
    /// A description in the plural.
    Many,
}

/// A word that refers back, with what stands around it.
#[derive(Clone, Debug)]
pub(crate) struct Anaphor {
    pub sentence: usize,
    /// Its word, or the noun of the description.
    pub head: usize,
    /// First word of the phrase.
    pub start: usize,
    pub form: Form,
    /// The noun in the singular; empty for pronouns.
    pub noun: CompactString,
    /// Lists of the noun.
    pub sorts: Sorts,
    /// 0 none, 1 the, 2 this or that, 3 both, 4 a capital without any.
    pub determiner: u16,
    /// Adjectives and nouns before the noun.
    pub modified: bool,
    /// 1 "of …", 2 a relative clause, 4 any other phrase after the noun, added up.
    pub tail: u16,
    /// "it" that may stand for nothing.
    pub empty: bool,
}

/// What was found for an anaphor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Choice {
    pub referent: u32,
    /// Probability that the network gives it.
    pub score: f32,
    /// Whether that is enough to say so.
    pub sure: bool,
}
