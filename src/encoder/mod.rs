//! A transformer that reads a sentence piece by piece: what each piece means where it stands.
//!
//! In: a sentence, and the kinds of the actors in it where they are known. Out: a vector for each piece (Vaswani et al. 2017; the
//! layers of `MiniLM`, Wang et al. 2020, fitted further by `training/pair_reader.py` and `training/name_reader.py`). Matrices are
//! multiplied in bytes, as the parser's are.

mod attention;
mod embeddings;
mod network;
mod pieces;

pub(crate) use attention::{Attention, Part};
pub(crate) use embeddings::Embeddings;
pub(crate) use network::{Encoder, Linear, Scratch, smooth};
pub(crate) use pieces::{LONGEST, Piece};
