//! The network: embeddings, layers of attention, and the way through them.

use pulp::Simd;

use crate::encoder::pieces::{MOST, Piece, Vocabulary};
use crate::syntax::ModelError;
use crate::syntax::integer::{IntegerMatrix, LONGEST, Rows};
use crate::syntax::matrix::{one_and_exp, sum};
use crate::syntax::model::Reader;
use crate::syntax::vectors::{Keys, Table};
use crate::text::Span;

/// Cases of a word.
const CASES: usize = 6;
/// What BERT adds to a variance.
const LITTLE: f32 = 1e-12;

/// A linear layer; a column's weights are bytes with a scale of their own in the file.
#[derive(Clone, Debug)]
pub(crate) struct Linear {
    matrix: IntegerMatrix,
    inputs: usize,
    columns: usize,
}

impl Linear {
    /// Reads inputs, columns, the scales and bytes of the weights, and the bias.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let (inputs, columns) = (reader.u32()? as usize, reader.u32()? as usize);
        let scales: Vec<f32> = reader.u32s(columns)?.into_iter().map(f32::from_bits).collect();
        let bytes = reader.bytes(inputs.saturating_mul(columns))?;
        if !(1..=4 * LONGEST).contains(&inputs) {
            return Err(reader.damaged("a matrix of no rows or too many"));
        }
        let weights: Vec<f32> = (bytes.chunks_exact(inputs).zip(&scales))
            .flat_map(|(column, &scale)| column.iter().map(move |b| f32::from(b.cast_signed()) * scale))
            .collect();
        let bias = reader.floats()?;
        if bias.len() != columns {
            return Err(reader.damaged("a matrix is cut"));
        }
        Ok(Self { matrix: IntegerMatrix::new(inputs, &weights, &bias), inputs, columns })
    }

    /// Numbers that go in and come out.
    pub fn sizes(&self) -> [usize; 2] {
        [self.inputs, self.columns]
    }

    /// The product of each row of `input` and the weights, and the bias.
    #[inline(always)]
    pub fn apply<S: Simd>(&self, simd: S, input: &[f32], rows: &mut Rows, out: &mut Vec<f32>) {
        rows.take(input, self.inputs);
        self.matrix.multiply(simd, rows, out);
        if self.matrix.stride != self.columns {
            let count = out.len() / self.matrix.stride;
            for row in 0..count {
                out.copy_within(row * self.matrix.stride..row * self.matrix.stride + self.columns, row * self.columns);
            }
            out.truncate(count * self.columns);
        }
    }
}

/// Gain and shift of a layer normalization (Ba et al. 2016).
#[derive(Clone, Debug)]
struct Norm {
    gain: Vec<f32>,
    shift: Vec<f32>,
}

impl Norm {
    fn read(reader: &mut Reader<'_>, width: usize) -> Result<Self, ModelError> {
        let out = Self { gain: reader.floats()?, shift: reader.floats()? };
        if [out.gain.len(), out.shift.len()] == [width; 2] { Ok(out) } else { Err(reader.damaged("sizes do not fit")) }
    }

    #[inline(always)]
    fn apply(&self, states: &mut [f32]) {
        for row in states.chunks_exact_mut(self.gain.len()) {
            let mean = sum(row, |x| x) / row.len() as f32;
            let variance = sum(row, |x| (x - mean) * (x - mean)) / row.len() as f32;
            let scale = 1.0 / (variance + LITTLE).sqrt();
            for ((x, gain), shift) in row.iter_mut().zip(&self.gain).zip(&self.shift) {
                *x = (*x - mean) * scale * gain + shift;
            }
        }
    }
}

/// A layer: attention, then two linear layers, each added to what came in and normalized.
#[derive(Clone, Debug)]
struct Layer {
    /// Queries, keys and values.
    enter: Linear,
    leave: Linear,
    after_attention: Norm,
    wide: Linear,
    narrow: Linear,
    after: Norm,
}

/// Buffers of one run; reused from sentence to sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scratch {
    pub rows: Rows,
    pub states: Vec<f32>,
    gates: Vec<f32>,
    mixed: Vec<f32>,
    out: Vec<f32>,
    wide: Vec<f32>,
    pub attention: Attention,
}

/// The network.
#[derive(Clone, Debug)]
pub(crate) struct Encoder {
    /// Numbers of a vector.
    pub width: usize,
    heads: usize,
    vocabulary: Vocabulary,
    pieces: Table,
    places: Vec<f32>,
    cases: Vec<f32>,
    kinds: Vec<f32>,
    enter: Norm,
    layers: Vec<Layer>,
}

impl Encoder {
    /// Reads vocabulary, embeddings and layers.
    pub fn read(reader: &mut Reader<'static>) -> Result<Self, ModelError> {
        let (heads, layers) = (reader.u32()? as usize, reader.u32()? as usize);
        let vocabulary =
            Vocabulary::new(Keys::read(reader)?).ok_or_else(|| reader.damaged("special pieces are missing"))?;
        let pieces = Table::read(reader)?;
        let width = pieces.width();
        let (places, cases, kinds) = (reader.floats()?, reader.floats()?, reader.floats()?);
        let fits = pieces.rows() == vocabulary.len() && places.len() == MOST * width && cases.len() == CASES * width;
        if !fits || heads == 0 || width % heads != 0 || kinds.len() % width != 0 {
            return Err(reader.damaged("sizes do not fit"));
        }
        let enter = Norm::read(reader, width)?;
        let layers = (0..layers).map(|_| Layer::read(reader, width)).collect::<Result<_, _>>()?;
        Ok(Self { width, heads, vocabulary, pieces, places, cases, kinds, enter, layers })
    }

    /// Kinds of actors that it tells apart.
    pub fn kinds(&self) -> usize {
        self.kinds.len() / self.width
    }

    /// The pieces of a sentence.
    pub fn pieces(&self, sentence: &str) -> Vec<Piece> {
        self.vocabulary.pieces(sentence)
    }

    /// Fills `scratch.states` with a vector for each piece; `kind` gives the number of the kind of actor that stands at a place.
    #[inline(always)]
    pub fn run<S: Simd>(&self, simd: S, pieces: &[Piece], kind: impl Fn(Span) -> usize, scratch: &mut Scratch) {
        let width = self.width;
        let Scratch { rows, states, gates, mixed, out, wide, attention } = scratch;
        states.clear();
        for (at, piece) in pieces.iter().enumerate() {
            let start = states.len();
            states.extend_from_slice(&self.places[at * width..][..width]);
            let state = &mut states[start..];
            self.pieces.add(piece.number as usize, state);
            let (case, kind) = (&self.cases[piece.case as usize * width..], &self.kinds[kind(piece.span) * width..]);
            for ((x, case), kind) in state.iter_mut().zip(case).zip(kind) {
                *x += case + kind;
            }
        }
        self.enter.apply(states);
        for layer in &self.layers {
            layer.enter.apply(simd, states, rows, gates);
            attend(gates, width, self.heads, attention, mixed);
            layer.leave.apply(simd, mixed, rows, out);
            add(states, out);
            layer.after_attention.apply(states);
            layer.wide.apply(simd, states, rows, wide);
            smooth(wide);
            layer.narrow.apply(simd, wide, rows, out);
            add(states, out);
            layer.after.apply(states);
        }
    }
}

impl Layer {
    fn read(reader: &mut Reader<'_>, width: usize) -> Result<Self, ModelError> {
        let (enter, leave) = (Linear::read(reader)?, Linear::read(reader)?);
        let after_attention = Norm::read(reader, width)?;
        let (wide, narrow) = (Linear::read(reader)?, Linear::read(reader)?);
        let after = Norm::read(reader, width)?;
        let inner = wide.columns;
        let sizes = [enter.sizes(), leave.sizes(), wide.sizes(), narrow.sizes()];
        if sizes != [[width, 3 * width], [width, width], [width, inner], [inner, width]] {
            return Err(reader.damaged("sizes do not fit"));
        }
        Ok(Self { enter, leave, after_attention, wide, narrow, after })
    }
}

/// Attention of all pieces to all, head by head: `gates` has a query, a key and a value for each.
#[inline(always)]
fn attend(gates: &[f32], width: usize, heads: usize, scratch: &mut Attention, mixed: &mut Vec<f32>) {
    let size = width / heads;
    mixed.clear();
    mixed.resize(gates.len() / 3, 0.0);
    for head in 0..heads {
        let at = head * size;
        scratch.keys(gates, 3 * width, width + at, size);
        for (row, mixed) in gates.chunks_exact(3 * width).zip(mixed.chunks_exact_mut(width)) {
            scratch.look(&row[at..at + size], gates, 3 * width, 2 * width + at, &mut mixed[at..at + size]);
        }
    }
}

/// Buffers of one head: its keys, number by number, and how well each fits.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attention {
    keys: Vec<f32>,
    scores: Vec<f32>,
}

impl Attention {
    /// Takes the keys: `size` numbers from `at` on in each row of `width`.
    #[inline(always)]
    pub fn keys(&mut self, rows: &[f32], width: usize, at: usize, size: usize) {
        let count = rows.len() / width;
        self.keys.resize(size * count, 0.0);
        self.scores.resize(count, 0.0);
        for (i, row) in rows.chunks_exact(width).enumerate() {
            for (d, &x) in row[at..at + size].iter().enumerate() {
                self.keys[d * count + i] = x;
            }
        }
    }

    /// Adds to `out` the values, which begin at `at` in each row of `width`, each by how well its key fits the query (softmax).
    #[inline(always)]
    pub fn look(&mut self, query: &[f32], rows: &[f32], width: usize, at: usize, out: &mut [f32]) {
        let Self { keys, scores } = self;
        let (count, scale) = (scores.len(), 1.0 / (query.len() as f32).sqrt());
        scores.fill(0.0);
        for (&x, keys) in query.iter().zip(keys.chunks_exact(count)) {
            let x = x * scale;
            for (score, key) in scores.iter_mut().zip(keys) {
                *score += x * key;
            }
        }
        let mut most = f32::NEG_INFINITY;
        for &score in scores.iter() {
            most = most.max(score);
        }
        for score in scores.iter_mut() {
            *score = one_and_exp(most - *score) - 1.0;
        }
        let total = sum(scores, |x| x);
        for (row, &score) in rows.chunks_exact(width).zip(scores.iter()) {
            let share = score / total;
            for (to, x) in out.iter_mut().zip(&row[at..]) {
                *to += share * x;
            }
        }
    }
}

#[inline(always)]
fn add(states: &mut [f32], more: &[f32]) {
    for (x, y) in states.iter_mut().zip(more) {
        *x += y;
    }
}

/// Gaussian error linear units (Hendrycks and Gimpel 2016), by their usual approximation.
#[inline(always)]
pub(crate) fn smooth(values: &mut [f32]) {
    for x in values {
        *x /= one_and_exp(1.595_769 * (*x + 0.044_715 * *x * *x * *x));
    }
}
