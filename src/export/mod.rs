//! What goes out: extractions as JSON Lines.

pub mod extraction;
