//! The frame of a model file: magic, version, checksum, then numbers in little-endian order.

use thiserror::Error;

/// A model file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ModelError {
    /// The file does not begin like a model.
    #[error("this is no demarche model of kind `{expected}`")]
    Magic {
        /// Kind of model wanted.
        expected: &'static str,
    },
    /// The file was made for another version of the program.
    #[error("the {kind} model has version {found}, this program reads version {expected}; train it again")]
    Version {
        /// Kind of model.
        kind: &'static str,
        /// Version found.
        found: u32,
        /// Version that can be read.
        expected: u32,
    },
    /// The contents do not fit the header.
    #[error("the {kind} model is damaged: {what}")]
    Damaged {
        /// Kind of model.
        kind: &'static str,
        /// What does not fit.
        what: &'static str,
    },
}

/// What a kind of model file begins with.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// Four letters: the first bytes of the file.
    pub name: &'static str,
    /// Version of the layout.
    pub version: u32,
}

/// Bytes of the header: name, version, checksum.
const HEADER: usize = 12;

/// Reads the numbers of a model file one after the other.
pub struct Reader<'a> {
    kind: Kind,
    checksum: u32,
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Checks the header of `data`.
    ///
    /// # Errors
    ///
    /// If the file is of another kind or version, or its checksum is wrong.
    pub fn open(kind: Kind, data: &'a [u8]) -> Result<Self, ModelError> {
        let Some(rest) = data.strip_prefix(kind.name.as_bytes()) else {
            return Err(ModelError::Magic { expected: kind.name });
        };
        let mut reader = Self { kind, checksum: 0, rest };
        let found = reader.u32()?;
        if found != kind.version {
            return Err(ModelError::Version { kind: kind.name, found, expected: kind.version });
        }
        reader.checksum = reader.u32()?;
        if reader.checksum != checksum(reader.rest) {
            return Err(reader.damaged("wrong checksum"));
        }
        Ok(reader)
    }

    /// The sum over all bytes behind the header.
    pub fn checksum(&self) -> u32 {
        self.checksum
    }

    /// An error that says `what` is wrong.
    pub fn damaged(&self, what: &'static str) -> ModelError {
        ModelError::Damaged { kind: self.kind.name, what }
    }

    /// The next `n` bytes.
    ///
    /// # Errors
    ///
    /// If the file ends before.
    pub fn bytes(&mut self, n: usize) -> Result<&'a [u8], ModelError> {
        let (taken, rest) = self.rest.split_at_checked(n).ok_or_else(|| self.damaged("it ends too early"))?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let mut out = [0; N];
        out.copy_from_slice(self.bytes(N)?);
        Ok(out)
    }

    /// The next number.
    ///
    /// # Errors
    ///
    /// If the file ends before.
    pub fn u32(&mut self) -> Result<u32, ModelError> {
        self.array().map(u32::from_le_bytes)
    }

    /// The next `n` numbers of two bytes.
    ///
    /// # Errors
    ///
    /// If the file ends before.
    pub fn i16s(&mut self, n: usize) -> Result<Vec<i16>, ModelError> {
        let data = self.bytes(n.saturating_mul(2))?;
        Ok(data.chunks_exact(2).map(|b| i16::from_le_bytes([b[0], b[1]])).collect())
    }

    /// The next list of fractions: how many, their scale, then two bytes each.
    ///
    /// # Errors
    ///
    /// If the file ends before.
    pub fn floats(&mut self) -> Result<Vec<f32>, ModelError> {
        let n = self.u32()? as usize;
        let scale = f32::from_bits(self.u32()?);
        Ok(self.i16s(n)?.into_iter().map(|x| f32::from(x) * scale).collect())
    }

    /// The next `n` numbers of four bytes.
    ///
    /// # Errors
    ///
    /// If the file ends before.
    pub fn u32s(&mut self, n: usize) -> Result<Vec<u32>, ModelError> {
        let data = self.bytes(n.saturating_mul(4))?;
        Ok(data.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
    }
}

/// A sum over the bytes that changes with every single one.
fn checksum(data: &[u8]) -> u32 {
    let mut sum = 0x9e37_79b9_7f4a_7c15_u64 ^ data.len() as u64;
    let chunks = data.chunks_exact(8);
    let tail = chunks.remainder();
    let mut add = |word: u64| sum = (sum ^ word).wrapping_mul(0x2545_f491_4f6c_dd1d).rotate_left(29);
    for chunk in chunks {
        add(chunk.iter().rev().fold(0, |word, &b| word << 8 | u64::from(b)));
    }
    for &b in tail {
        add(u64::from(b));
    }
    (sum ^ (sum >> 32)) as u32
}

/// A model file of `kind` with this content.
pub fn frame(kind: Kind, content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len() + HEADER);
    out.extend_from_slice(kind.name.as_bytes());
    out.extend_from_slice(&kind.version.to_le_bytes());
    out.extend_from_slice(&checksum(content).to_le_bytes());
    out.extend_from_slice(content);
    out
}
