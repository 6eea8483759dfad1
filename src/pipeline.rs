//! All stages in order: the only file that knows them all.

use crate::{
    actors::Actors,
    events::{Affiliation, Event},
    syntax::Tree,
    text::{Document, Segmentation},
};

/// What the program found in one document.
#[derive(Clone, Debug, Default)]
pub struct Extraction {
    /// The document.
    pub document: Document,
    /// Its sentences and words.
    pub segmentation: Segmentation,
    /// A tree for each sentence.
    pub trees: Vec<Tree>,
    /// Who is named.
    pub actors: Actors,
    /// Who did what to whom, in the order of the text.
    pub events: Vec<Event>,
    /// Who belongs to whom, in the order of the text.
    pub affiliations: Vec<Affiliation>,
}
