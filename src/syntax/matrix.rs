//! Fractions: a matrix packed for wide registers, and the few functions between the layers.

use pulp::{Simd, WithSimd};

/// Columns that are multiplied together; a matrix is padded to whole panels.
pub(crate) const PANEL: usize = 32;

/// Rows whose first numbers are multiplied.
struct Rows<'a> {
    numbers: &'a [f32],
    width: usize,
}

struct Product<'a> {
    matrix: &'a Matrix,
    rows: Rows<'a>,
    packed: &'a mut Vec<f32>,
    out: &'a mut [f32],
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { matrix, rows, packed, out } = self;
        match S::F32_LANES {
            16 => matrix.blocks::<S, 2, 8>(simd, &rows, packed, out),
            8 => matrix.blocks::<S, 4, 3>(simd, &rows, packed, out),
            4 => matrix.blocks::<S, 8, 3>(simd, &rows, packed, out),
            _ => matrix.blocks::<S, 32, 1>(simd, &rows, packed, out),
        }
    }
}

/// A matrix, `columns × inputs`, packed in panels of [`PANEL`] columns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Matrix {
    inputs: usize,
    /// Padded number of columns: the length of a row of the output.
    pub stride: usize,
    panels: Vec<f32>,
}

impl Matrix {
    /// Packs `columns` columns, each the slice of `inputs` numbers that `column` gives.
    pub fn pack<'a>(&mut self, inputs: usize, columns: usize, column: impl Fn(usize) -> &'a [f32]) {
        self.inputs = inputs;
        self.stride = columns.div_ceil(PANEL) * PANEL;
        self.panels.resize(self.stride * inputs, 0.0);
        for at in 0..self.stride {
            let panel = self.panels[at / PANEL * PANEL * inputs..].iter_mut().skip(at % PANEL).step_by(PANEL);
            if at < columns {
                panel.zip(column(at)).for_each(|(to, &from)| *to = from);
            } else {
                panel.take(inputs).for_each(|to| *to = 0.0);
            }
        }
    }

    /// Packs `inputs` rows of `columns` numbers, each the slice that `row` gives.
    pub fn pack_rows<'a>(&mut self, inputs: usize, columns: usize, row: impl Fn(usize) -> &'a [f32]) {
        self.inputs = inputs;
        self.stride = columns.div_ceil(PANEL) * PANEL;
        self.panels.resize(self.stride * inputs, 0.0);
        for (at, panel) in self.panels.chunks_exact_mut(PANEL * inputs).enumerate() {
            for (i, to) in panel.chunks_exact_mut(PANEL).enumerate() {
                let from = &row(i)[at * PANEL..columns.min((at + 1) * PANEL)];
                to[..from.len()].copy_from_slice(from);
                to[from.len()..].fill(0.0);
            }
        }
    }

    /// `out = input · columns`, row by row; `out` is resized. A row of `input` is `width` numbers long, its first ones
    /// are the factors.
    #[inline(always)]
    pub fn multiply<S: Simd>(&self, simd: S, input: &[f32], width: usize, packed: &mut Vec<f32>, out: &mut Vec<f32>) {
        let rows = input.len() / width;
        out.resize(rows * self.stride, 0.0);
        let rows = Rows { numbers: input, width };
        // a function of its own: compiled once for a kind of machine, not at every call
        simd.vectorize(Product { matrix: self, rows, packed, out });
    }

    /// `V` registers of columns by `R` rows at a time.
    #[inline(always)]
    fn blocks<S: Simd, const V: usize, const R: usize>(
        &self,
        simd: S,
        input: &Rows<'_>,
        packed: &mut Vec<f32>,
        out: &mut [f32],
    ) {
        packed.clear();
        packed.resize(self.inputs * R, 0.0);
        let inputs = input.numbers.chunks(input.width * R);
        for (rows, out) in inputs.zip(out.chunks_mut(self.stride * R)) {
            for (r, row) in rows.chunks_exact(input.width).enumerate() {
                let row = &row[..self.inputs];
                for (to, &from) in packed.iter_mut().skip(r).step_by(R).zip(row) {
                    *to = from;
                }
            }
            let panels = self.panels.chunks_exact(PANEL * self.inputs);
            for (at, panel) in panels.enumerate() {
                let sums = tile::<S, V, R>(simd, packed, panel);
                for (sum, row) in sums.iter().zip(out.chunks_exact_mut(self.stride)) {
                    let (to, _) = S::as_mut_simd_f32s(&mut row[at * PANEL..(at + 1) * PANEL]);
                    to.copy_from_slice(sum);
                }
            }
        }
    }
}

/// The product of `R` packed rows and one panel.
#[inline(always)]
fn tile<S: Simd, const V: usize, const R: usize>(simd: S, packed: &[f32], panel: &[f32]) -> [[S::f32s; V]; R] {
    let (panel, _) = S::as_simd_f32s(panel);
    let mut sums = [[simd.splat_f32s(0.0); V]; R];
    let (steps, _) = packed.as_chunks::<R>();
    let (columns, _) = panel.as_chunks::<V>();
    for (step, column) in steps.iter().zip(columns) {
        for r in 0..R {
            let value = simd.splat_f32s(step[r]);
            for v in 0..V {
                // not fused, so that it is the same on every machine
                sums[r][v] = simd.add_f32s(simd.mul_f32s(value, column[v]), sums[r][v]);
            }
        }
    }
    sums
}

/// `1 + e^-x`, as exact as [`exp_of_less`].
#[inline(always)]
pub(crate) fn one_and_exp(x: f32) -> f32 {
    1.0 + exp_of_less(x)
}

/// `e^-x`, to about 1e-6 of it, for |x| up to 41 and as if it were 41 beyond; a branchless sequence that compilers turn into vector code.
#[inline(always)]
pub(crate) fn exp_of_less(x: f32) -> f32 {
    /// Added to a number, it leaves the number, rounded, in the lowest bits.
    const ROUND: f32 = 12_582_912.0;
    let power = (x * -std::f32::consts::LOG2_E).clamp(-60.0, 60.0);
    let rounded = power + ROUND;
    let part = power - (rounded - ROUND);
    let series = 1.0
        + part
            * (std::f32::consts::LN_2
                + part * (0.240_226_5 + part * (0.055_504_1 + part * (0.009_618_1 + part * 0.001_333_4))));
    let two = f32::from_bits((rounded.to_bits() << 23).wrapping_add(127 << 23));
    series * two
}

/// Numbers summed side by side, so that the order of the sum does not depend on the machine.
const LANES: usize = 16;

#[inline(always)]
pub(crate) fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; LANES];
    let (chunks, rest) = row.as_chunks::<LANES>();
    for chunk in chunks {
        for l in 0..LANES {
            lanes[l] += of(chunk[l]);
        }
    }
    lanes.iter().sum::<f32>() + rest.iter().map(|&x| of(x)).sum::<f32>()
}

/// Negative numbers made zero.
#[inline(always)]
pub(crate) fn rectify(values: &mut [f32]) {
    for x in values {
        *x = x.max(0.0);
    }
}
