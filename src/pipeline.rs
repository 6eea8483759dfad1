//! All stages in order: the only file that knows them all.
//!
//! In: [`Document`]s. Out: an [`Extraction`] of each, in the same order whatever the number of threads.
//!
//! ```
//! use demarche::pipeline::Pipeline;
//! use demarche::text::Document;
//!
//! let extraction = Pipeline::embedded().extract(Document::new("note", "Israel bombed Syria."));
//! assert_eq!(extraction.document.id, "note");
//! ```

use std::sync::LazyLock;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::actors::{Actors, Recognizer};
use crate::events::{Affiliation, Event, Extractor, Lexicon, Operators};

use crate::graph::Graph;
use crate::syntax::{Parser, Tree};
use crate::text::{Document, Segmentation, guard, segment};

/// Documents given to each thread at a time.
const DOCUMENTS_PER_THREAD: usize = 64;
/// Bytes of text held at a time, over all threads.
const CHUNK_BYTES: usize = 8 << 20;

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

/// A document that the stages failed on: a fault of the program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("document `{document}`: the program failed on it ({message}); skipped; please report it with the document")]
pub struct Fault {
    /// Its id.
    pub document: String,
    /// What the failure says.
    pub message: String,
}

/// The stages with their models, tables and lexicons.
#[derive(Debug, Default)]
pub struct Pipeline {
    /// A lexicon of the user's own, in place of the embedded one.
    lexicon: Option<Lexicon>,
    /// A recognizer with tables of the user's own or without its network, in place of the embedded one.
    recognizer: Option<Recognizer>,
    /// Whether it does without the networks that read whole sentences.
    fast: bool,
}

impl Pipeline {
    /// The pipeline with everything that is embedded in the program: tables, lexicon and parser opened at the first call, side by side,
    /// the networks that read sentences at the first sentence that asks for them.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Pipeline> = LazyLock::new(|| {
            std::thread::scope(|scope| {
                scope.spawn(Recognizer::embedded);
                scope.spawn(Lexicon::embedded);
                Parser::embedded();
            });
            Pipeline::default()
        });
        &EMBEDDED
    }

    /// The pipeline with a lexicon of one's own, such as [`Lexicon::extended`] makes.
    pub fn with_lexicon(lexicon: Lexicon) -> Self {
        Self { lexicon: Some(lexicon), ..Self::default() }
    }

    /// The same pipeline with a recognizer of one's own, such as [`Recognizer::with`] makes.
    #[must_use]
    pub fn recognizing(self, recognizer: Recognizer) -> Self {
        let recognizer = if self.fast { recognizer.without_reader() } else { recognizer };
        Self { recognizer: Some(recognizer), ..self }
    }

    /// The same pipeline without the networks that read whole sentences: several times as fast, and less exact.
    #[must_use]
    pub fn fast(self) -> Self {
        let recognizer = self.recognizer().clone().without_reader();
        Self { fast: true, recognizer: Some(recognizer), ..self }
    }

    /// What finds the actors.
    pub fn recognizer(&self) -> &Recognizer {
        self.recognizer.as_ref().unwrap_or_else(|| Recognizer::embedded())
    }

    /// Divides a text into sentences and words, and finds the tree of each sentence.
    pub fn parse(&self, text: &str) -> (Segmentation, Vec<Tree>) {
        let segmentation = segment(text);
        let trees = Parser::embedded().parse(text, &segmentation);
        (segmentation, trees)
    }

    /// Reads one document.
    pub fn extract(&self, document: Document) -> Extraction {
        let (segmentation, trees) = self.parse(&document.text);
        let actors = self.recognizer().recognize(&document, &segmentation, &trees);
        let lexicon = self.lexicon.as_ref().unwrap_or_else(|| Lexicon::embedded());
        let extractor = Extractor::new(lexicon, Operators::embedded());
        let extractor = if self.fast { extractor.without_reader() } else { extractor };
        let (events, affiliations) = extractor.extract(&document, &segmentation, &trees, &actors);
        Extraction { document, segmentation, trees, actors, events, affiliations }
    }

    /// Reads many documents on all threads of the present rayon pool, lazily and in order.
    ///
    /// Holds at most a few documents a thread at a time, so a stream of any length needs the same memory.
    pub fn extract_all<D>(&self, documents: D) -> impl Iterator<Item = Extraction>
    where
        D: IntoIterator<Item = Document>,
    {
        in_chunks(documents, |document| self.extract(document))
    }

    /// As [`extract_all`](Self::extract_all), but a document that the stages fail on is reported and the others go on.
    pub fn try_extract_all<D>(&self, documents: D) -> impl Iterator<Item = Result<Extraction, Fault>>
    where
        D: IntoIterator<Item = Document>,
    {
        self.try_map_all(documents, |extraction| extraction)
    }

    /// As [`try_extract_all`](Self::try_extract_all), with what `then` makes of each reading, on its thread as well.
    pub fn try_map_all<D, T>(
        &self,
        documents: D,
        then: impl Fn(Extraction) -> T + Sync,
    ) -> impl Iterator<Item = Result<T, Fault>>
    where
        D: IntoIterator<Item = Document>,
        T: Send,
    {
        in_chunks(documents, move |document| {
            let id = document.id.clone();
            guard::caught(|| then(self.extract(document))).map_err(|message| Fault { document: id, message })
        })
    }
}

impl Extend<Extraction> for Graph {
    fn extend<I: IntoIterator<Item = Extraction>>(&mut self, extractions: I) {
        for extraction in extractions {
            let Extraction { document, actors, events, affiliations, .. } = &extraction;
            self.add(document, actors, events, affiliations);
        }
    }
}

impl FromIterator<Extraction> for Graph {
    fn from_iter<I: IntoIterator<Item = Extraction>>(extractions: I) -> Self {
        let mut graph = Self::default();
        graph.extend(extractions);
        graph
    }
}

/// What `work` makes of each document, on all threads, in order, a few documents at a time.
fn in_chunks<D, T>(documents: D, work: impl Fn(Document) -> T + Sync) -> impl Iterator<Item = T>
where
    D: IntoIterator<Item = Document>,
    T: Send,
{
    let mut documents = documents.into_iter();
    std::iter::from_fn(move || {
        let chunk = next_chunk(&mut documents);
        (!chunk.is_empty()).then(|| chunk.into_par_iter().map(&work).collect::<Vec<_>>())
    })
    .flatten()
}

/// The next documents, as many as are to be held at once.
fn next_chunk(documents: &mut impl Iterator<Item = Document>) -> Vec<Document> {
    let most = DOCUMENTS_PER_THREAD * rayon::current_num_threads();
    let mut chunk = Vec::new();
    let mut bytes = 0;
    while chunk.len() < most && bytes < CHUNK_BYTES {
        let Some(document) = documents.next() else { break };
        bytes += document.text.len();
        chunk.push(document);
    }
    chunk
}

#[cfg(test)]
mod tests {
    use super::Pipeline;
    use crate::text::{Document, guard};

    #[test]
    fn order_is_kept_over_chunks() {
        let ids: Vec<_> = (0..500).map(|i| format!("d{i}")).collect();
        let documents = ids.iter().map(|id| Document::new(id, "Words."));
        let out: Vec<_> = Pipeline::embedded().extract_all(documents).map(|e| e.document.id).collect();
        assert_eq!(out, ids);
    }

    #[test]
    fn a_failure_is_one_document_only() {
        let documents = ["a", "b", "c"].map(|id| Document::new(id, "Words."));
        let work = |document: Document| {
            let id = document.id.clone();
            guard::caught(|| if id == "b" { panic!("no room for {id}\nand more") } else { document })
        };
        let out: Vec<_> = super::in_chunks(documents, work).map(|read| read.map(|document| document.id)).collect();
        let [Ok(a), Err(message), Ok(c)] = &out[..] else { panic!("{out:?}") };
        assert_eq!([a, c], ["a", "c"]);
        assert!(message.starts_with("no room for b at src/pipeline.rs:"), "{message}");
    }
}
