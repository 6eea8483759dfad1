//! Parts of speech, lemmas and dependency trees (Universal Dependencies v2, English).
//!
//! In: a text and its [`Segmentation`](crate::text::Segmentation). Out: one [`Tree`] a sentence.

mod fixture;
mod labels;
mod tree;

pub use fixture::tree;
pub use labels::{Deprel, UnknownLabel, Upos, Xpos};
pub use tree::{Node, Tree};
