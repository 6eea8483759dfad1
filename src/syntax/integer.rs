//! Dense layers in whole numbers: one byte a weight, one byte a factor, sums of four bytes.
//!
//! Rows of fractions are rounded to bytes, each row by its own largest number ([`Rows`]); the product is exact, so it
//! is the same on every machine. Only the choice of the instructions differs: processors with AVX-512 VNNI multiply
//! and add 64 bytes at once, on all others the compiler makes vectors of the plain loop.

use std::ops::Range;

use pulp::{Simd, WithSimd};

use crate::syntax::matrix::sum;

/// Columns that are multiplied together; a matrix is padded to whole panels.
pub(crate) const PANEL: usize = 64;

/// Bytes of a register, and of one step of a quarter panel: four bytes for each of 16 columns.
const LINE: usize = 64;

/// Most groups of four factors in a row.
pub(crate) const LONGEST: usize = 384;

/// The same of most rows: less is to be cleared for them.
const SHORT: usize = 64;

/// What a zero is rounded to.
const ZERO: i32 = 128;

/// Four factors for each of 16 columns.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
struct Line([i8; LINE]);

/// Four factors for each column of a panel.
type Step = [Line; PANEL / 16];

/// Rows of numbers rounded to bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    /// Groups of four numbers in a row.
    width: usize,
    numbers: Vec<[u8; 4]>,
    /// What a step of one means, row by row.
    scales: Vec<f32>,
}

impl Rows {
    /// Takes rows of `width` numbers as they are.
    #[inline(always)]
    pub fn take(&mut self, input: &[f32], width: usize) {
        self.fill::<false>(input, width, 0..width);
    }

    /// Takes rows of `width` numbers less their mean, over their standard deviation (Ba et al. 2016).
    #[inline(always)]
    pub fn normalize(&mut self, input: &[f32], width: usize) {
        self.fill::<true>(input, width, 0..width);
    }

    /// Takes a part of each row of `width` numbers.
    #[inline(always)]
    pub fn part(&mut self, input: &[f32], width: usize, part: Range<usize>) {
        self.fill::<false>(input, width, part);
    }

    #[inline(always)]
    fn fill<const NORMAL: bool>(&mut self, input: &[f32], width: usize, part: Range<usize>) {
        self.width = part.len().div_ceil(4);
        let count = input.len() / width;
        self.numbers.resize(count * self.width, [0; 4]);
        self.scales.clear();
        for (row, to) in input.chunks_exact(width).zip(self.numbers.chunks_exact_mut(self.width)) {
            self.scales.push(round::<NORMAL>(&row[part.clone()], to.as_flattened_mut()));
        }
    }
}

/// Rounds a row to bytes; gives what a step of one means.
#[inline(always)]
fn round<const NORMAL: bool>(row: &[f32], bytes: &mut [u8]) -> f32 {
    /// Added to a number, it leaves the number, rounded, in the lowest bits.
    const ROUND: f32 = 12_582_912.0 + ZERO as f32;
    let (mean, scale) = if NORMAL {
        let mean = sum(row, |x| x) / row.len() as f32;
        let variance = sum(row, |x| (x - mean) * (x - mean)) / row.len() as f32;
        (mean, 1.0 / (variance + 1e-5).sqrt())
    } else {
        (0.0, 1.0)
    };
    let most = most(row, mean).max(1e-9);
    let step = 127.0 / most;
    let (bytes, padding) = bytes.split_at_mut(row.len());
    for (to, &x) in bytes.iter_mut().zip(row) {
        *to = ((x - mean) * step + ROUND).to_bits() as u8;
    }
    padding.fill(ZERO as u8);
    most * scale / 127.0
}

/// The farthest that a number lies from `mean`.
#[inline(always)]
fn most(row: &[f32], mean: f32) -> f32 {
    let mut lanes = [0f32; 16];
    let (chunks, rest) = row.as_chunks::<16>();
    for chunk in chunks {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane = lane.max((x - mean).abs());
        }
    }
    rest.iter().map(|x| (x - mean).abs()).chain(lanes).fold(0.0, f32::max)
}

/// A linear layer of `columns` sums of `inputs` factors.
#[derive(Clone, Debug, Default)]
pub(crate) struct IntegerMatrix {
    /// Steps of four factors.
    steps: usize,
    /// Padded number of columns: the length of a row of the output.
    pub stride: usize,
    /// Panel by panel, `steps` each.
    weights: Vec<Step>,
    /// What the sums begin with, since a zero is rounded to [`ZERO`].
    start: Vec<i32>,
    scales: Vec<f32>,
    bias: Vec<f32>,
}

impl IntegerMatrix {
    /// Rounds `weights`, `columns × inputs`, row-major; each column by its largest number.
    pub fn new(inputs: usize, weights: &[f32], bias: &[f32]) -> Self {
        let columns = weights.len().checked_div(inputs).unwrap_or(0);
        let (steps, stride) = (inputs.div_ceil(4), columns.div_ceil(PANEL) * PANEL);
        let mut out = Self {
            steps,
            stride,
            weights: vec![[Line([0; LINE]); PANEL / 16]; stride / PANEL * steps],
            start: vec![0; stride],
            scales: vec![0.0; stride],
            bias: vec![0.0; stride],
        };
        out.bias[..bias.len()].copy_from_slice(bias);
        for (at, column) in weights.chunks_exact(inputs.max(1)).enumerate() {
            let most = most(column, 0.0).max(1e-9);
            let panel = &mut out.weights[at / PANEL * steps..][..steps];
            let mut total = 0;
            for (i, &weight) in column.iter().enumerate() {
                let byte = (weight * (127.0 / most)).round() as i8;
                panel[i / 4][at % PANEL / 16].0[at % 16 * 4 + i % 4] = byte;
                total += i32::from(byte);
            }
            out.start[at] = -ZERO * total;
            out.scales[at] = most / 127.0;
        }
        out
    }

    /// `out = rows · weights + bias`, row by row; `out` is resized.
    #[inline(always)]
    pub fn multiply<S: Simd>(&self, simd: S, rows: &Rows, out: &mut Vec<f32>) {
        assert!(rows.width == self.steps && rows.width <= LONGEST, "rows fit the matrix");
        out.resize(rows.scales.len() * self.stride, 0.0);
        #[cfg(target_arch = "x86_64")]
        if vnni::multiply(self, rows, out) {
            return;
        }
        // a function of its own: compiled once for a kind of machine, not at every call
        simd.vectorize(Product { matrix: self, rows, out });
    }

    /// Weights, first sums and number of each panel.
    #[inline(always)]
    fn panels(&self) -> impl Iterator<Item = Panel<'_>> {
        let weights = self.weights.chunks_exact(self.steps);
        let starts = self.start.as_chunks().0.iter().zip(self.scales.as_chunks().0).zip(self.bias.as_chunks().0);
        let panels = weights.zip(starts).enumerate();
        panels.map(|(at, (weights, ((start, scales), bias)))| Panel { from: at * PANEL, weights, start, scales, bias })
    }
}

/// Some columns of a matrix.
struct Panel<'a> {
    /// The first of them.
    from: usize,
    weights: &'a [Step],
    start: &'a [i32; PANEL],
    scales: &'a [f32; PANEL],
    bias: &'a [f32; PANEL],
}

impl Panel<'_> {
    /// Writes the sums of 16 columns, the `v`-th of the panel, as fractions into a row of the output.
    #[inline(always)]
    fn write(&self, v: usize, sums: [i32; 16], scale: f32, row: &mut [f32]) {
        let row = &mut row[self.from + v * 16..][..16];
        let (scales, bias) = (&self.scales[v * 16..][..16], &self.bias[v * 16..][..16]);
        for j in 0..16 {
            row[j] = sums[j] as f32 * (scale * scales[j]) + bias[j];
        }
    }
}

struct Product<'a> {
    matrix: &'a IntegerMatrix,
    rows: &'a Rows,
    out: &'a mut [f32],
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self { matrix, rows, out } = self;
        let factors = rows.numbers.chunks_exact(rows.width.max(1));
        for ((row, &scale), out) in factors.zip(&rows.scales).zip(out.chunks_exact_mut(matrix.stride)) {
            for panel in matrix.panels() {
                let sums = plain(row, &panel);
                for (v, sums) in sums.as_chunks().0.iter().enumerate() {
                    panel.write(v, *sums, scale, out);
                }
            }
        }
    }
}

/// The product of a row and a panel, in loops that compilers turn into vector code.
#[inline(always)]
fn plain(row: &[[u8; 4]], panel: &Panel<'_>) -> [i32; PANEL] {
    let mut sums = *panel.start;
    // half a panel at a time: its sums, two a column, stay in registers
    for half in 0..2 {
        let mut pairs = [0i32; PANEL];
        for (factors, step) in row.iter().zip(panel.weights) {
            let [a, b, c, d] = factors.map(i16::from);
            let factors = [a, b, c, d, a, b, c, d, a, b, c, d, a, b, c, d];
            for q in 0..8 {
                let bytes = &step[half * 2 + q / 4].0[q % 4 * 16..][..16];
                let weights: [i16; 16] = std::array::from_fn(|t| i16::from(bytes[t]));
                for t in 0..8 {
                    pairs[q * 8 + t] += i32::from(factors[2 * t]) * i32::from(weights[2 * t])
                        + i32::from(factors[2 * t + 1]) * i32::from(weights[2 * t + 1]);
                }
            }
        }
        for j in 0..PANEL / 2 {
            sums[half * PANEL / 2 + j] += pairs[2 * j] + pairs[2 * j + 1];
        }
    }
    sums
}

#[cfg(target_arch = "x86_64")]
mod vnni {
    use std::arch::x86_64::{__m512i, _mm512_dpbusd_epi32, _mm512_set1_epi32};
    use std::array::from_fn;

    use pulp::cast;

    use crate::syntax::integer::{IntegerMatrix, LONGEST, PANEL, Panel, Rows, SHORT};

    /// Rows that are multiplied together: 6 rows by 4 registers of sums, 4 of weights and one of factors fit in 32.
    const TOGETHER: usize = 6;

    /// Multiplies if the processor can; says whether it did.
    pub(super) fn multiply(matrix: &IntegerMatrix, rows: &Rows, out: &mut [f32]) -> bool {
        let able = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512vnni");
        if able {
            #[expect(unsafe_code, reason = "doubles the speed of the parser; docs/syntax.md has the figures")]
            // SAFETY: all that the function asks for is that the processor has the three features, checked above
            unsafe {
                if rows.width <= SHORT {
                    product::<SHORT>(matrix, rows, out);
                } else {
                    product::<LONGEST>(matrix, rows, out);
                }
            }
        }
        able
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    fn product<const L: usize>(matrix: &IntegerMatrix, rows: &Rows, out: &mut [f32]) {
        let count = rows.scales.len();
        let whole = count - count % TOGETHER;
        for at in (0..whole).step_by(TOGETHER) {
            block::<TOGETHER, L>(matrix, rows, at, out);
        }
        match count - whole {
            0 => {}
            1 => block::<1, L>(matrix, rows, whole, out),
            2 => block::<2, L>(matrix, rows, whole, out),
            3 => block::<3, L>(matrix, rows, whole, out),
            4 => block::<4, L>(matrix, rows, whole, out),
            _ => block::<5, L>(matrix, rows, whole, out),
        }
    }

    /// Multiplies `R` rows of at most `L` groups of factors from the row `at` on.
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    fn block<const R: usize, const L: usize>(matrix: &IntegerMatrix, rows: &Rows, at: usize, out: &mut [f32]) {
        // factor by factor, so that the loop below goes through them in one piece
        let mut packed = [[[0u8; 4]; R]; L];
        let packed = &mut packed[..rows.width];
        for r in 0..R {
            for (to, &four) in packed.iter_mut().zip(&rows.numbers[(at + r) * rows.width..]) {
                to[r] = four;
            }
        }
        let out = &mut out[at * matrix.stride..(at + R) * matrix.stride];
        for panel in matrix.panels() {
            let sums = tile(packed, &panel);
            for ((sums, row), &scale) in sums.iter().zip(out.chunks_exact_mut(matrix.stride)).zip(&rows.scales[at..]) {
                for (v, &sums) in sums.iter().enumerate() {
                    panel.write(v, cast(sums), scale, row);
                }
            }
        }
    }

    /// The product of packed rows and a panel.
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    #[inline]
    fn tile<const R: usize>(packed: &[[[u8; 4]; R]], panel: &Panel<'_>) -> [[__m512i; PANEL / 16]; R] {
        let start = panel.start.as_chunks::<16>().0;
        let start: [__m512i; PANEL / 16] = from_fn(|v| cast(start[v]));
        let mut sums = [start; R];
        for (step, fours) in panel.weights.iter().zip(packed) {
            let weights: [__m512i; PANEL / 16] = [cast(step[0].0), cast(step[1].0), cast(step[2].0), cast(step[3].0)];
            for r in 0..R {
                let factors = _mm512_set1_epi32(i32::from_le_bytes(fours[r]));
                for v in 0..PANEL / 16 {
                    sums[r][v] = _mm512_dpbusd_epi32(sums[r][v], factors, weights[v]);
                }
            }
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulp::{Arch, Scalar};

    use super::*;

    fn rows(input: &[f32], width: usize) -> Rows {
        let mut rows = Rows::default();
        rows.take(input, width);
        rows
    }

    proptest! {
        #[test]
        fn is_the_same_with_all_instructions_and_near_the_fractions(
            weights in prop::collection::vec(-2f32..2.0, 7 * 70),
            input in prop::collection::vec(prop::array::uniform7(-3f32..3.0), 1..14),
        ) {
            let input = input.as_flattened();
            let matrix = IntegerMatrix::new(7, &weights, &[0.5]);
            let rows = rows(input, 7);
            let mut out = [(); 3].map(|()| vec![0f32; rows.scales.len() * matrix.stride]);
            let [plain, vector, best] = &mut out;
            Product { matrix: &matrix, rows: &rows, out: plain }.with_simd(Scalar::new());
            Arch::new().dispatch(Product { matrix: &matrix, rows: &rows, out: vector });
            Arch::new().dispatch(Whole { matrix: &matrix, rows: &rows, out: best });
            prop_assert_eq!(&plain, &vector);
            prop_assert_eq!(&plain, &best);
            for (row, out) in input.chunks_exact(7).zip(plain.chunks_exact(matrix.stride)) {
                for (at, (column, &found)) in weights.chunks_exact(7).zip(out).enumerate() {
                    let bias = if at == 0 { 0.5 } else { 0.0 };
                    let exact = bias + row.iter().zip(column).map(|(a, b)| a * b).sum::<f32>();
                    prop_assert!((exact - found).abs() < 0.25, "column {at}: {found} for {exact}");
                }
            }
        }
    }

    struct Whole<'a> {
        matrix: &'a IntegerMatrix,
        rows: &'a Rows,
        out: &'a mut Vec<f32>,
    }

    impl WithSimd for Whole<'_> {
        type Output = ();

        #[inline(always)]
        fn with_simd<S: Simd>(self, simd: S) {
            self.matrix.multiply(simd, self.rows, self.out);
        }
    }

    #[test]
    fn normal_rows_have_no_mean_and_unit_variance() {
        let mut rows = Rows::default();
        rows.normalize(&[3.0, 5.0, 7.0, 9.0, 0.0, 0.0, 0.0, 0.0], 4);
        let numbers: Vec<f32> = rows.numbers[0].iter().map(|&b| (f32::from(b) - 128.0) * rows.scales[0]).collect();
        for (found, expected) in numbers.iter().zip([-1.3416, -0.4472, 0.4472, 1.3416]) {
            assert!((found - expected).abs() < 0.01, "{numbers:?}");
        }
        assert_eq!(rows.numbers[1], [128; 4], "nothing but zeros");
    }
}
