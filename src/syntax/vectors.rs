//! Tables of one-byte vectors and the words they belong to.

use crate::syntax::model::{ModelError, Reader};

/// Rows of one-byte numbers with a common scale.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    width: usize,
    scale: f32,
    data: &'static [u8],
}

impl Table {
    /// Reads rows, width, scale and numbers.
    pub fn read(reader: &mut Reader<'static>) -> Result<Self, ModelError> {
        let (rows, width) = (reader.u32()? as usize, reader.u32()? as usize);
        let scale = f32::from_bits(reader.u32()?);
        if width == 0 {
            return Err(reader.damaged("an empty table"));
        }
        Ok(Self { width, scale, data: reader.bytes(rows.saturating_mul(width))? })
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.data.len() / self.width
    }

    /// Numbers in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// What a step of one means.
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// The row `at`.
    #[inline(always)]
    pub fn row(&self, at: usize) -> &[u8] {
        &self.data[at * self.width..(at + 1) * self.width]
    }

    /// Adds the row `at` to `out`.
    #[inline(always)]
    pub fn add(&self, at: usize, out: &mut [f32]) {
        for (to, &from) in out.iter_mut().zip(self.row(at)) {
            *to += f32::from(from.cast_signed()) * self.scale;
        }
    }
}

/// Sorted keys; a key is found by its upper bits, then by a short search.
#[derive(Clone, Debug)]
pub(crate) struct Keys {
    keys: Vec<u32>,
    starts: Vec<u32>,
}

const BITS: u32 = 14;

impl Keys {
    /// Reads count and keys.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let count = reader.u32()? as usize;
        let keys = reader.u32s(count)?;
        if !keys.is_sorted() {
            return Err(reader.damaged("keys are not sorted"));
        }
        let mut starts = vec![0u32; (1 << BITS) + 1];
        for &key in &keys {
            starts[(key >> (32 - BITS)) as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        Ok(Self { keys, starts })
    }

    /// Number of keys.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Where `key` stands.
    pub fn find(&self, key: u32) -> Option<usize> {
        let bucket = (key >> (32 - BITS)) as usize;
        let (from, to) = (self.starts[bucket] as usize, self.starts[bucket + 1] as usize);
        self.keys[from..to].iter().position(|&k| k == key).map(|at| from + at)
    }
}
