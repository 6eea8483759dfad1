//! The reader of names: a transformer that tells the names of persons, places and organizations in a sentence.
//!
//! Where the [`Tagger`](super::tagger::Tagger) weighs each word and its neighbours, this one reads the whole sentence. It is asked in the
//! tagger's place where words may belong to a name that no table knows. Trained by `training/name_reader.py`;
//! O(pieces · (width² + pieces · width)).

use std::cell::Cell;
use std::sync::LazyLock;

use pulp::{Arch, Simd, WithSimd};

use crate::actors::tagger::{LABELS, NameLabel, best};
use crate::actors::view::View;
use crate::encoder::{Embeddings, Encoder, LONGEST, Linear, Scratch};
use crate::syntax::ModelError;
use crate::syntax::model::{Kind, Reader};
use crate::text::Span;

const KIND: Kind = Kind { name: "DMNR", version: 1 };

/// Steps that a score of one is divided into.
const STEPS: f32 = 1024.0;
/// The highest score, and the lowest with a minus.
const MOST: f32 = 32.0;

/// The network.
#[derive(Debug)]
pub(super) struct NameReader {
    encoder: Encoder,
    /// How well each label fits a piece.
    last: Linear,
}

static EMBEDDED: LazyLock<NameReader> = LazyLock::new(|| {
    NameReader::open(include_bytes!("../../data/models/name_reader.bin"))
        .expect("the embedded model is of this version")
});

/// Buffers of one run.
#[derive(Default)]
struct Buffers {
    scratch: Scratch,
    out: Vec<f32>,
}

thread_local! {
    /// Buffers of the last run on this thread.
    static SPARE: Cell<Buffers> = Cell::default();
}

impl NameReader {
    /// The reader that the program brings along.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    fn open(data: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::open(KIND, data)?;
        let (encoder, last) = (Encoder::read(&mut reader)?, Linear::read(&mut reader)?);
        if last.sizes() != [Embeddings::shared().width, LABELS] {
            return Err(reader.damaged("sizes do not fit"));
        }
        Ok(Self { encoder, last })
    }

    /// The best labels of the words of a sentence, of a very long one those of its first words: it is read up to where it is cut into pieces.
    pub fn labels(&self, view: &View<'_>) -> Vec<NameLabel> {
        if view.len() == 0 {
            return Vec::new();
        }
        let mut buffers = SPARE.take();
        let scores = Arch::new().dispatch(Run { reader: self, view, buffers: &mut buffers });
        SPARE.set(buffers);
        best(&scores, |_, _| 0)
    }
}

struct Run<'a> {
    reader: &'a NameReader,
    view: &'a View<'a>,
    buffers: &'a mut Buffers,
}

impl WithSimd for Run<'_> {
    type Output = Vec<[i32; LABELS]>;

    /// How well each label fits each word: by the first piece of the word.
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Self::Output {
        let Self { reader, view, buffers: Buffers { scratch, out } } = self;
        let sentence = view.span(0, view.len());
        let pieces = Embeddings::shared().pieces(sentence.of(view.text));
        reader.encoder.run(simd, &pieces, |_| 0, scratch);
        reader.last.apply(simd, &scratch.states, &mut scratch.rows, out);
        let end = pieces.iter().map(|piece| piece.span.end).max().unwrap_or_default();
        let whole = pieces.len() < LONGEST;
        let read = (0..view.len()).take_while(|&i| whole || view.tree.node(i).span.end - sentence.start <= end).count();
        let mut at = 0;
        let word = |i: usize| {
            let span = view.tree.node(i).span;
            let span = Span::new(span.start - sentence.start, span.end - sentence.start);
            at += pieces[at..].iter().position(|piece| piece.span.end > span.start).unwrap_or(pieces.len() - at);
            let own = pieces.get(at).filter(|piece| piece.span.overlaps(span));
            let score = |label: usize| own.map_or(0, |_| (out[at * LABELS + label].clamp(-MOST, MOST) * STEPS) as i32);
            std::array::from_fn(score)
        };
        (0..read).map(word).collect()
    }
}

#[cfg(test)]
mod tests {
    use pulp::Scalar;

    use super::*;
    use crate::syntax::Parser;
    use crate::text::segment;

    fn labels(text: &str) -> (Vec<&'static str>, Vec<&'static str>) {
        let segmentation = segment(text);
        let trees = Parser::embedded().parse(text, &segmentation);
        let view = View::new(text, &segmentation.sentences[0], &segmentation, Some(&trees[0]));
        let reader = NameReader::embedded();
        let plain = Run { reader, view: &view, buffers: &mut Buffers::default() }.with_simd(Scalar::new());
        let sorts = |labels: Vec<NameLabel>| labels.into_iter().map(NameLabel::sort_name).collect();
        (sorts(best(&plain, |_, _| 0)), sorts(reader.labels(&view)))
    }

    #[test]
    fn names_are_told_alike_with_and_without_vectors() {
        let (plain, found) = labels("Oskari Lehto of Brightwater Shipping flew to Kuopio.");
        assert_eq!(plain, found);
        assert_eq!(found, ["PER", "PER", "", "ORG", "ORG", "", "", "LOC", ""]);
    }

    #[test]
    fn a_sentence_is_read_up_to_where_it_is_cut() {
        let (_, found) = labels(&format!("Oskari Lehto bought{} maps", " red blue".repeat(120)));
        assert_eq!(found[..3], ["PER", "PER", ""]);
        assert!((150..LONGEST - 2).contains(&found.len()), "{} words", found.len());
    }

    #[test]
    fn odd_sentences_have_a_label_for_each_word() {
        for text in ["?", "\u{ad}", "Lehto", "İİİ ŒŒ", "北京"] {
            let (plain, found) = labels(text);
            assert_eq!(plain, found, "{text}");
            assert_eq!(found.len(), segment(text).tokens.len(), "{text}");
        }
    }
}
