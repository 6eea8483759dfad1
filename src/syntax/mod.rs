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
mod features;
mod fixture;
mod hash;
mod labels;
pub mod lemma;
pub mod model;
mod parser;
pub mod perceptron;
mod tree;

pub use fixture::tree;
pub use labels::{Deprel, UnknownLabel, Upos, Xpos};
pub use model::ModelError;
pub use parser::{Parser, perceptrons_to_bytes};
pub use tree::{Node, Tree};
