//! Documents, and their division into sentences and words.
//!
//! In: the text of one article. Out: a [`Segmentation`], sentences and tokens as byte ranges of that text, in the
//! way of Universal Dependencies (contractions and clitics are split into words, the rest follows EWT and GUM).

mod boundary;
mod chars;
mod date;
mod document;
pub(crate) mod guard;
mod letters;
mod lines;
mod look;
mod orthography;
mod segment;
mod span;
mod tokenize;
mod web;
mod word;

pub use boundary::{BoundaryModel, Features, WEIGHTS};
pub use chars::CharIndex;
pub use date::{find_date, month_number, parse_date};
pub(crate) use date::{is_month, is_weekday};
pub use document::{Document, GivenMention};
pub use segment::{Segmentation, Sentence, Token, segment, segment_with};
pub use span::{Span, TokenRange};
