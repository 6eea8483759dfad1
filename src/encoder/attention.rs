//! Attention: what queries find among keys and values (Vaswani et al. 2017), head by head.

use pulp::Simd;

use crate::syntax::matrix::{Matrix, exp_of_less};

/// Numbers that are worked on together.
const LANES: usize = 16;

/// Where a head's numbers stand in each row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    /// Numbers of a row.
    pub width: usize,
    /// The first of the head.
    pub at: usize,
}

impl Part {
    #[inline(always)]
    fn of(self, rows: &[f32], size: usize) -> impl Iterator<Item = &[f32]> {
        rows.chunks_exact(self.width).map(move |row| &row[self.at..self.at + size])
    }
}

/// The keys and values of one head, and room for what is asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attention {
    /// Numbers of a key, and of a value.
    size: usize,
    /// How many keys there are.
    count: usize,
    keys: Matrix,
    values: Matrix,
    queries: Vec<f32>,
    scores: Vec<f32>,
    totals: Vec<f32>,
    found: Vec<f32>,
    packed: Vec<f32>,
}

impl Attention {
    /// Whether a vector of this width can be worked on by so many heads.
    pub fn fits(width: usize, heads: usize) -> bool {
        heads > 0 && width > 0 && width.is_multiple_of(heads)
    }

    /// Takes a head's keys and values, `size` numbers each of every row.
    #[inline(always)]
    pub fn take(&mut self, rows: &[f32], keys: Part, values: Part, size: usize) {
        self.size = size;
        self.count = rows.len() / keys.width;
        self.keys.pack(size, self.count, |i| &rows[i * keys.width + keys.at..][..size]);
        self.values.pack_rows(self.count, size, |i| &rows[i * values.width + values.at..][..size]);
    }

    /// Writes for each query the values, each by how well its key fits the query (softmax).
    #[inline(always)]
    pub fn answer<S: Simd>(&mut self, simd: S, queries: &[f32], asked: Part, out: &mut [f32], to: Part) {
        let Self { size, count, keys, values, queries: own, scores, totals, found, packed } = self;
        let scale = 1.0 / (*size as f32).sqrt();
        own.clear();
        asked.of(queries, *size).for_each(|query| own.extend(query.iter().map(|x| x * scale)));
        keys.multiply(simd, own, *size, packed, scores);
        totals.clear();
        totals.extend(scores.chunks_exact_mut(keys.stride).map(|row| soften(row, *count)));
        values.multiply(simd, scores, keys.stride, packed, found);
        let found = found.chunks_exact(values.stride).zip(totals.iter());
        for (row, (found, total)) in out.chunks_exact_mut(to.width).zip(found) {
            for (to, x) in row[to.at..][..*size].iter_mut().zip(found) {
                *to = x / total;
            }
        }
    }
}

/// Makes each score e to the power of what it is above the greatest; gives their sum. The padding behind `count` adds next to nothing.
#[inline(always)]
fn soften(scores: &mut [f32], count: usize) -> f32 {
    scores[count..].fill(f32::NEG_INFINITY);
    let (blocks, _) = scores.as_chunks_mut::<LANES>();
    let mut most = [f32::NEG_INFINITY; LANES];
    for block in blocks.iter() {
        for l in 0..LANES {
            most[l] = most[l].max(block[l]);
        }
    }
    let most = most.into_iter().fold(f32::NEG_INFINITY, f32::max);
    let mut total = [0.0; LANES];
    for block in blocks {
        for l in 0..LANES {
            block[l] = exp_of_less(most - block[l]);
            total[l] += block[l];
        }
    }
    total.iter().sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulp::{Arch, Scalar, WithSimd};

    use super::*;

    struct Run<'a>(&'a [f32]);

    impl WithSimd for Run<'_> {
        type Output = Vec<f32>;

        #[inline(always)]
        fn with_simd<S: Simd>(self, simd: S) -> Vec<f32> {
            let part = |which: usize| Part { width: 3 * SIZE, at: which * SIZE };
            let mut attention = Attention::default();
            attention.take(self.0, part(1), part(2), SIZE);
            let mut out = vec![0.0; self.0.len() / 3];
            attention.answer(simd, self.0, part(0), &mut out, Part { width: SIZE, at: 0 });
            out
        }
    }

    const SIZE: usize = 4;

    proptest! {
        #[test]
        fn is_the_softmax_on_every_machine(rows in prop::collection::vec(prop::array::uniform12(-3f32..3.0), 1..40)) {
            let flat = rows.as_flattened();
            let found = Run(flat).with_simd(Scalar::new());
            prop_assert_eq!(&found, &Arch::new().dispatch(Run(flat)));
            for (row, found) in rows.iter().zip(found.as_chunks::<SIZE>().0) {
                let fit = |key: &[f32; 12]| (0..SIZE).map(|d| row[d] * key[SIZE + d]).sum::<f32>() / (SIZE as f32).sqrt();
                let shares: Vec<f32> = rows.iter().map(|key| fit(key).exp()).collect();
                for (d, found) in found.iter().enumerate() {
                    let sum: f32 = rows.iter().zip(&shares).map(|(value, share)| share * value[2 * SIZE + d]).sum();
                    let expected = sum / shares.iter().sum::<f32>();
                    prop_assert!((expected - found).abs() < 1e-4, "{} for {}", found, expected);
                }
            }
        }
    }
}
