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

/// Keys with their numbers, in a table of slots: they are hashes, so a key stands at its upper bits or soon after
/// (open addressing with linear probing).
#[derive(Clone, Debug)]
pub(crate) struct Keys {
    /// Key and number; [`FREE`] where none stands.
    slots: Vec<[u32; 2]>,
    len: usize,
    /// Lower bits of a key, which say nothing of its place.
    shift: u32,
}

/// What a free slot holds.
const FREE: [u32; 2] = [0, u32::MAX];

impl Keys {
    /// Reads count and keys.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let count = reader.u32()? as usize;
        let keys = reader.u32s(count)?;
        Self::of(&keys).ok_or_else(|| reader.damaged("keys are not sorted"))
    }

    /// Takes sorted keys; none if they are not.
    pub fn of(keys: &[u32]) -> Option<Self> {
        if !keys.is_sorted() {
            return None;
        }
        let count = keys.len();
        let bits = (2 * count).max(2).next_power_of_two().ilog2();
        let mut out = Self { slots: vec![FREE; 1 << bits], len: count, shift: u32::BITS - bits };
        for (&key, number) in keys.iter().zip(0..) {
            let mut at = out.place(key);
            while out.slots[at] != FREE {
                at = out.after(at);
            }
            out.slots[at] = [key, number];
        }
        Some(out)
    }

    /// Number of keys.
    pub fn len(&self) -> usize {
        self.len
    }

    /// The number of `key`, in the order of the keys.
    #[inline]
    pub fn find(&self, key: u32) -> Option<usize> {
        let mut at = self.place(key);
        loop {
            let slot = self.slots[at];
            if slot == FREE {
                return None;
            }
            if slot[0] == key {
                return Some(slot[1] as usize);
            }
            at = self.after(at);
        }
    }

    /// The slot where a key would stand.
    fn place(&self, key: u32) -> usize {
        (key >> self.shift) as usize
    }

    /// The slot after another, the first after the last.
    fn after(&self, at: usize) -> usize {
        (at + 1) & (self.slots.len() - 1)
    }
}
