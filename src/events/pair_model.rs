//! The model of pairs: which categories of events hold between two actors, by what their sentence shows.
//!
//! A row of numbers for each hashed feature; the sum of the rows of a pair goes through one rectified layer. Trained by
//! `training/pairs.py`, which also describes the data.

use std::sync::LazyLock;

use pulp::{Arch, Simd, WithSimd};

use crate::events::EventKind;
use crate::syntax::ModelError;
use crate::syntax::model::{Kind, Reader};
use crate::syntax::vectors::{Keys, Table};

const KIND: Kind = Kind { name: "DMPR", version: 1 };
const KINDS: usize = EventKind::ALL.len();

/// Probability of each category, in the order of [`EventKind::ALL`].
pub(super) type Scores = [f32; KINDS];

/// Rows of bytes whose sum fits into two bytes.
const MOST: usize = 256;

/// Buffers of the hidden layer, for one pair after another.
#[derive(Default)]
pub(super) struct Buffers {
    found: Vec<usize>,
    sums: Vec<i16>,
    hidden: Vec<f32>,
}

/// The network.
pub(super) struct PairModel {
    keys: Keys,
    rows: Table,
    bias: Vec<f32>,
    /// A row for each hidden number.
    out: Vec<f32>,
    out_bias: Vec<f32>,
}

static EMBEDDED: LazyLock<PairModel> = LazyLock::new(|| {
    PairModel::open(include_bytes!("../../data/models/pairs.bin")).expect("the embedded model is of this version")
});

impl PairModel {
    /// The model that the program brings along.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    fn open(data: &'static [u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::open(KIND, data)?;
        let keys = Keys::read(&mut reader)?;
        let rows = Table::read(&mut reader)?;
        let (bias, out, out_bias) = (reader.floats()?, reader.floats()?, reader.floats()?);
        let width = rows.width();
        if [rows.rows(), bias.len(), out.len(), out_bias.len()] != [keys.len(), width, width * KINDS, KINDS] {
            return Err(reader.damaged("sizes do not fit"));
        }
        Ok(Self { keys, rows, bias, out, out_bias })
    }

    /// How probable each category is between two actors of whom `features` hold. O(features · width).
    pub fn scores(&self, features: &[u32], buffers: &mut Buffers) -> Scores {
        buffers.found.clear();
        buffers.found.extend(features.iter().filter_map(|&feature| self.keys.find(feature)));
        Arch::new().dispatch(Weigh { model: self, buffers }).map(|score| 1.0 / (1.0 + (-score).exp()))
    }
}

/// The way from the rows of a pair to the scores of the categories, in the best instructions of the machine.
struct Weigh<'a> {
    model: &'a PairModel,
    buffers: &'a mut Buffers,
}

impl WithSimd for Weigh<'_> {
    type Output = Scores;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Scores {
        let Self { model: PairModel { rows, bias, out, out_bias, .. }, buffers: Buffers { found, sums, hidden } } =
            self;
        hidden.clear();
        hidden.extend_from_slice(bias);
        for some in found.chunks(MOST) {
            sums.clear();
            sums.resize(hidden.len(), 0);
            for &at in some {
                for (to, &from) in sums.iter_mut().zip(rows.row(at)) {
                    *to += i16::from(from.cast_signed());
                }
            }
            for (number, sum) in hidden.iter_mut().zip(&*sums) {
                *number += f32::from(*sum) * rows.scale();
            }
        }
        let mut scores: Scores = std::array::from_fn(|k| out_bias[k]);
        for (&number, weights) in hidden.iter().zip(out.as_chunks::<KINDS>().0).filter(|(number, _)| **number > 0.0) {
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += number * weight;
            }
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_model_opens_and_knows_nothing_of_nothing() {
        let scores = PairModel::embedded().scores(&[], &mut Buffers::default());
        assert!(scores.iter().all(|&p| p < 0.5), "{scores:?}");
    }

    #[test]
    fn another_version_is_refused() {
        let mut data = include_bytes!("../../data/models/pairs.bin").to_vec();
        data[4] = 9;
        let found = PairModel::open(data.leak()).err();
        assert_eq!(found, Some(ModelError::Version { kind: "DMPR", found: 9, expected: 1 }));
    }
}
