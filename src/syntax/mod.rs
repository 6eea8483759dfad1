//! Parts of speech, lemmas and dependency trees (Universal Dependencies v2, English).
//!
//! In: a text and its [`Segmentation`](crate::text::Segmentation). Out: one [`Tree`] a sentence.
//!
//! ```
//! use demarche::{syntax::Parser, text::segment};
//!
//! let text = "Two envoys met in Geneva.";
//! let trees = Parser::embedded().parse(text, &segment(text));
//! assert!(trees.iter().all(|tree| !tree.is_empty()));
//! ```

pub mod conllu;
mod dateline;
#[expect(clippy::inline_always, reason = "only inlined code is compiled for the instruction set at hand")]
mod decode;
mod features;
mod fixture;
#[expect(clippy::inline_always, reason = "only inlined code is compiled for the instruction set at hand")]
mod forward;
pub(crate) mod hash;
mod inflection;
#[expect(clippy::inline_always, reason = "only inlined code is compiled for the instruction set at hand")]
pub(crate) mod integer;
mod labels;
pub mod lemma;
#[expect(clippy::inline_always, reason = "only inlined code is compiled for the instruction set at hand")]
pub(crate) mod matrix;
mod mend;
pub mod model;
mod network;
mod parser;
mod tree;
mod truecase;
#[expect(clippy::inline_always, reason = "only inlined code is compiled for the instruction set at hand")]
pub(crate) mod vectors;
mod words;

pub use fixture::tree;
pub use labels::{Deprel, UnknownLabel, Upos, Xpos};
pub use model::ModelError;
pub use parser::Parser;
pub use tree::{Node, Tree};
pub(crate) use truecase::is_common;

#[cfg(test)]
mod tests;
