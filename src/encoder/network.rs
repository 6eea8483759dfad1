//! The network: layers of attention, and the way through them.

use pulp::Simd;

use crate::encoder::attention::{Attention, Part};
use crate::encoder::embeddings::Embeddings;
use crate::encoder::pieces::Piece;
use crate::syntax::ModelError;
use crate::syntax::integer::{IntegerMatrix, LONGEST, Rows};
use crate::syntax::matrix::{one_and_exp, sum};
use crate::syntax::model::Reader;

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
pub(super) struct Norm {
    gain: Vec<f32>,
    shift: Vec<f32>,
}

impl Norm {
    pub fn read(reader: &mut Reader<'_>, width: usize) -> Result<Self, ModelError> {
        let out = Self { gain: reader.floats()?, shift: reader.floats()? };
        if [out.gain.len(), out.shift.len()] == [width; 2] { Ok(out) } else { Err(reader.damaged("sizes do not fit")) }
    }

    /// Normalizes each vector.
    #[inline(always)]
    pub fn apply(&self, states: &mut [f32]) {
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

/// The layers of a network, over the embeddings that all share.
#[derive(Clone, Debug)]
pub(crate) struct Encoder {
    heads: usize,
    layers: Vec<Layer>,
}

impl Encoder {
    /// Reads the layers.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let Embeddings { width, mark, .. } = *Embeddings::shared();
        if reader.u32()? != mark {
            return Err(reader.damaged("it was trained on other embeddings"));
        }
        let (heads, layers) = (reader.u32()? as usize, reader.u32()? as usize);
        if !Attention::fits(width, heads) {
            return Err(reader.damaged("sizes do not fit"));
        }
        Ok(Self { heads, layers: (0..layers).map(|_| Layer::read(reader, width)).collect::<Result<_, _>>()? })
    }

    /// Fills `scratch.states` with a vector for each piece; `kind` gives the number of the kind of actor that stands at the
    /// piece of a number.
    #[inline(always)]
    pub fn run<S: Simd>(&self, simd: S, pieces: &[Piece], kind: impl Fn(usize) -> usize, scratch: &mut Scratch) {
        let width = Embeddings::shared().width;
        let Scratch { rows, states, gates, mixed, out, wide, attention } = scratch;
        Embeddings::shared().look_up(pieces, kind, states);
        for layer in &self.layers {
            layer.enter.apply(simd, states, rows, gates);
            mixed.resize(states.len(), 0.0);
            for head in (0..width).step_by(width / self.heads) {
                let part = |which: usize| Part { width: 3 * width, at: which * width + head };
                attention.take(gates, part(1), part(2), width / self.heads);
                attention.answer(simd, gates, part(0), mixed, Part { width, at: head });
            }
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
