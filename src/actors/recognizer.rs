use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::actors::evidence::Evidence;
use crate::actors::reading::{Read, Reading};
use crate::actors::registry::Registry;
use crate::actors::runs::{Cutter, Settled};
use crate::actors::tables::Tables;
use crate::actors::tagger::{Clues, Tagger};
use crate::actors::view::{Hit, View, scan};
use crate::actors::{Actors, ActorsError, titles};
use crate::syntax::Tree;
use crate::text::{Document, Segmentation};

/// Finds the actors of documents with the tables of `data/actors`.
#[derive(Debug)]
pub struct Recognizer {
    tables: Tables,
}

impl Recognizer {
    /// Reads the tables that are part of the program.
    ///
    /// # Errors
    ///
    /// Names file and line of an entry that cannot be read.
    pub fn new() -> Result<Self, ActorsError> {
        Ok(Self { tables: Tables::embedded()? })
    }

    /// The recognizer with the tables that are part of the program, read once.
    ///
    /// # Panics
    ///
    /// If the program was built with a table that cannot be read; a test reads them all.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Recognizer> =
            LazyLock::new(|| Recognizer::new().unwrap_or_else(|error| panic!("embedded table: {error}")));
        &EMBEDDED
    }

    /// The name that a reader knows the state `key` by.
    pub fn name_of_state(&self, key: &str) -> Option<&str> {
        self.tables.state(key).map(|state| state.name.as_str())
    }

    /// Finds who is named in `document`, and by which words.
    ///
    /// `trees` holds a tree for each sentence of `segmentation`; a sentence without one is read by its capitals.
    /// O(n) in words, and O(m²) in the mentions of neighbouring sentences for pronouns.
    pub fn recognize(&self, document: &Document, segmentation: &Segmentation, trees: &[Tree]) -> Actors {
        let mut reading = self.read(document, segmentation, trees);
        reading.meet();
        for given in &document.mentions {
            reading.bind_given(given);
        }
        for s in 0..reading.reads.len() {
            reading.bind_names(s);
            reading.bind_nouns(s);
            reading.bind_titles(s);
            for i in 0..reading.view(s).len() {
                reading.bind_description(s, i);
                reading.bind_crowd(s, i);
                reading.bind_pronoun(s, i);
            }
        }
        reading.registry.finish()
    }

    fn read<'a>(&'a self, document: &'a Document, segmentation: &'a Segmentation, trees: &'a [Tree]) -> Reading<'a> {
        let tables = &self.tables;
        let sentences = segmentation.sentences.iter().enumerate();
        let views: Vec<View<'a>> =
            sentences.map(|(i, sentence)| View::new(&document.text, sentence, segmentation, trees.get(i))).collect();
        let hits: Vec<Vec<Hit>> = views.iter().map(|view| scan(view, tables)).collect();
        let evidence = Evidence::gather(&hits, &views, tables, document.date);
        let reads = views.into_iter().zip(hits).map(|(view, hits)| {
            let settled = evidence.settle(tables, &hits);
            cut(view, tables, &settled)
        });
        Reading {
            tables,
            reads: reads.collect(),
            evidence,
            registry: Registry::new(tables),
            persons: Vec::new(),
            aliases: FxHashMap::default(),
            history: Vec::new(),
            votes: FxHashMap::default(),
            prior: FxHashMap::default(),
        }
    }
}

/// Cuts names and titles out of one sentence.
fn cut<'a>(view: View<'a>, tables: &Tables, settled: &[Settled]) -> Read<'a> {
    let mut taken = vec![false; view.len()];
    for hit in settled {
        taken[hit.start..hit.end].fill(true);
    }
    let titles = titles::find(&view, tables, &taken);
    let labels = match Tagger::embedded() {
        Some(tagger) => tagger.tag(&Clues::new(&view, tables, settled, &titles)),
        None => Vec::new(),
    };
    let segments = Cutter { view: &view, tables, hits: settled, titles: &titles, labels: &labels }.cut();
    Read { view, segments, titles }
}
