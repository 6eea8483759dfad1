//! The reader of pairs: what a transformer finds between two actors in the words of their sentence.
//!
//! Where the model of pairs weighs single features, this one reads the whole sentence and the two before it: each actor is the mean of his pieces, the two
//! look for what concerns them (attention with both as query), and two layers give the categories. Trained by
//! `training/pair_reader.py`. O(pieces · (width² + pieces · width)) a sentence; O(pieces · width) a pair.

use std::cell::Cell;
use std::sync::LazyLock;

use pulp::{Arch, Simd, WithSimd};

use crate::actors::EntityId;
use crate::encoder::{Attention, Embeddings, Encoder, Linear, Part, Scratch, smooth};
use crate::events::EventKind;
use crate::events::pair_model::Scores;
use crate::events::passage::{KINDS, Passage};
use crate::syntax::ModelError;
use crate::syntax::model::{Kind, Reader};

const KIND: Kind = Kind { name: "DMRD", version: 2 };

/// The network.
#[derive(Debug)]
pub(super) struct PairReader {
    encoder: Encoder,
    heads: usize,
    /// What the source and the target ask for.
    queries: [Linear; 2],
    keys_and_values: Linear,
    /// The first layer: of the source, of the target, of what they find, of the product of the two.
    first: [Linear; 4],
    last: Linear,
}

static EMBEDDED: LazyLock<PairReader> = LazyLock::new(|| {
    PairReader::open(include_bytes!("../../data/models/pair_reader.bin"))
        .expect("the embedded model is of this version")
});

/// Buffers of one run.
#[derive(Default)]
struct Buffers {
    scratch: Scratch,
    actors: Vec<f32>,
    asked: [Vec<f32>; 2],
    known: Vec<f32>,
    first: [Vec<f32>; 4],
    asked_of_pairs: Vec<f32>,
    found: Vec<f32>,
    products: Vec<f32>,
    hidden: Vec<f32>,
    out: Vec<f32>,
}

thread_local! {
    /// Buffers of the last run on this thread.
    static SPARE: Cell<Buffers> = Cell::default();
}

impl PairReader {
    /// The reader that the program brings along.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    fn open(data: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::open(KIND, data)?;
        let encoder = Encoder::read(&mut reader)?;
        let heads = reader.u32()? as usize;
        let mut next = || Linear::read(&mut reader);
        let queries = [next()?, next()?];
        let keys_and_values = next()?;
        let first = [next()?, next()?, next()?, next()?];
        let last = next()?;
        let (width, hidden) = (Embeddings::shared().width, last.sizes()[0]);
        let fits = queries.iter().all(|q| q.sizes() == [width, width])
            && keys_and_values.sizes() == [width, 2 * width]
            && first.iter().all(|f| f.sizes() == [width, hidden])
            && last.sizes()[1] == EventKind::ALL.len()
            && Embeddings::shared().kinds() == 2 * KINDS
            && Attention::fits(width, heads);
        if !fits {
            return Err(reader.damaged("sizes do not fit"));
        }
        Ok(Self { encoder, heads, queries, keys_and_values, first, last })
    }

    /// How probable it is that the first sentence of a passage tells each category of the source and the target of each pair.
    pub fn scores(&self, passage: &Passage<'_>, pairs: &[(EntityId, EntityId)]) -> Vec<Scores> {
        let mut buffers = SPARE.take();
        let out = Arch::new().dispatch(Run { reader: self, passage, pairs, buffers: &mut buffers });
        SPARE.set(buffers);
        out
    }
}

struct Run<'a> {
    reader: &'a PairReader,
    passage: &'a Passage<'a>,
    pairs: &'a [(EntityId, EntityId)],
    buffers: &'a mut Buffers,
}

impl WithSimd for Run<'_> {
    type Output = Vec<Scores>;

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) -> Vec<Scores> {
        let mut ids: Vec<EntityId> = self.pairs.iter().flat_map(|&(s, t)| [s, t]).collect();
        ids.sort_unstable();
        ids.dedup();
        let at = |id: EntityId| ids.binary_search(&id).unwrap_or_default();
        let pairs: Vec<(usize, usize)> = self.pairs.iter().map(|&(s, t)| (at(s), at(t))).collect();
        self.read(simd, &ids);
        self.look(simd, &pairs);
        self.decide(simd, &pairs)
    }
}

impl Run<'_> {
    /// Reads the passage and finds the vector of each actor.
    #[inline(always)]
    fn read<S: Simd>(&mut self, simd: S, ids: &[EntityId]) {
        let Self { reader, passage, buffers: b, .. } = self;
        reader.encoder.run(simd, &passage.pieces, |at| passage.kinds[at], &mut b.scratch);
        let width = Embeddings::shared().width;
        b.actors.clear();
        b.actors.resize(ids.len() * width, 0.0);
        for (&id, actor) in ids.iter().zip(b.actors.chunks_exact_mut(width)) {
            mean(&b.scratch.states, &passage.places(id), actor);
        }
    }

    /// What each pair finds in the sentence, and the product of the two.
    #[inline(always)]
    fn look<S: Simd>(&mut self, simd: S, pairs: &[(usize, usize)]) {
        let Self { reader, buffers: b, .. } = self;
        let width = Embeddings::shared().width;
        for (linear, out) in reader.queries.iter().zip(&mut b.asked) {
            linear.apply(simd, &b.actors, &mut b.scratch.rows, out);
        }
        reader.keys_and_values.apply(simd, &b.scratch.states, &mut b.scratch.rows, &mut b.known);
        b.asked_of_pairs.clear();
        b.products.clear();
        for &(s, t) in pairs {
            let (from, to) = (s * width..(s + 1) * width, t * width..(t + 1) * width);
            let asked = b.asked[0][from.clone()].iter().zip(&b.asked[1][to.clone()]);
            b.asked_of_pairs.extend(asked.map(|(x, y)| x + y));
            b.products.extend(b.actors[from].iter().zip(&b.actors[to]).map(|(x, y)| x * y));
        }
        b.found.resize(pairs.len() * width, 0.0);
        for head in (0..width).step_by(width / reader.heads) {
            let attention = &mut b.scratch.attention;
            let known = |which: usize| Part { width: 2 * width, at: which * width + head };
            attention.take(&b.known, known(0), known(1), width / reader.heads);
            let here = Part { width, at: head };
            attention.answer(simd, &b.asked_of_pairs, here, &mut b.found, here);
        }
    }

    /// The two layers on top.
    #[inline(always)]
    fn decide<S: Simd>(&mut self, simd: S, pairs: &[(usize, usize)]) -> Vec<Scores> {
        let Self { reader, buffers: b, .. } = self;
        let inputs = [&b.actors, &b.actors, &b.found, &b.products];
        for (linear, (input, out)) in reader.first.iter().zip(inputs.into_iter().zip(&mut b.first)) {
            linear.apply(simd, input, &mut b.scratch.rows, out);
        }
        let hidden = reader.last.sizes()[0];
        b.hidden.clear();
        for (i, &(s, t)) in pairs.iter().enumerate() {
            let row = |part: usize, at: usize| &b.first[part][at * hidden..][..hidden];
            let parts = row(0, s).iter().zip(row(1, t)).zip(row(2, i).iter().zip(row(3, i)));
            b.hidden.extend(parts.map(|((a, b), (c, d))| a + b + c + d));
        }
        smooth(&mut b.hidden);
        reader.last.apply(simd, &b.hidden, &mut b.scratch.rows, &mut b.out);
        let sigmoid = |x: f32| 1.0 / (1.0 + (-x).exp());
        b.out.as_chunks().0.iter().map(|row: &Scores| row.map(sigmoid)).collect()
    }
}

/// The mean of the rows of some places; the first row if there are none.
#[inline(always)]
fn mean(states: &[f32], places: &[usize], out: &mut [f32]) {
    let width = out.len();
    let places = if places.is_empty() { &[0][..] } else { places };
    for &at in places {
        for (to, x) in out.iter_mut().zip(&states[at * width..]) {
            *to += x;
        }
    }
    out.iter_mut().for_each(|x| *x /= places.len() as f32);
}

#[cfg(test)]
mod tests {
    use pulp::Scalar;

    use super::*;
    use crate::actors::Recognizer;
    use crate::events::Extractor;
    use crate::events::scope::Scope;
    use crate::syntax::Parser;
    use crate::text::{Document, segment};

    #[test]
    fn every_instruction_set_gives_the_same_scores() {
        let text = "Ankara had warned them. Turkish jets bombed Kurdish fighters near Afrin, and Syria told the U.N. that it would answer.";
        let segmentation = segment(text);
        let trees = Parser::embedded().parse(text, &segmentation);
        let actors = Recognizer::embedded().recognize(&Document::new("test", text), &segmentation, &trees);
        let scope = Scope::new(text, &segmentation, 1, &trees[1], &actors, &Extractor::embedded());
        let ids: Vec<EntityId> = actors.mentions.iter().flat_map(|m| m.entities.clone()).collect();
        let pairs: Vec<_> =
            ids.iter().flat_map(|&s| ids.iter().map(move |&t| (s, t))).filter(|(s, t)| s != t).collect();
        assert!(pairs.len() >= 6, "{pairs:?}");
        let (reader, passage, mut buffers) = (PairReader::embedded(), Passage::of(&scope), Buffers::default());
        let run = Run { reader, passage: &passage, pairs: &pairs, buffers: &mut buffers };
        let plain = run.with_simd(Scalar::new());
        assert_eq!(plain, reader.scores(&passage, &pairs));
        let most = plain.as_flattened().iter().copied().fold(0.0, f32::max);
        assert!(most > 0.5, "somebody bombs somebody: {most}");
    }
}
