//! Limits: an input that unpacks to more than an article or record can be is given up, not held in memory.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Largest article, page or record, in bytes.
pub(super) const LARGEST: u64 = 64 << 20;
/// Largest archive that is not a file of its own (inside another, or from standard input), in bytes.
pub(super) const LARGEST_ARCHIVE: u64 = 512 << 20;

/// All of `reader`.
///
/// # Errors
///
/// If it is longer than `most`, or cannot be read.
pub(super) fn whole(reader: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(too_large(most)) } else { Ok(bytes) }
}

/// The error for what is larger than `most`.
pub(super) fn too_large(most: u64) -> io::Error {
    io::Error::other(format!("larger than {} MiB, the most that an article, record or archive may have", most >> 20))
}

/// A reader that gives up when more than [`LARGEST`] bytes are read between two calls of its [`Allowance`].
pub(super) struct Metered<R> {
    inner: R,
    left: Arc<AtomicU64>,
}

/// What a [`Metered`] reader may still read.
#[derive(Clone, Debug)]
pub(super) struct Allowance(Arc<AtomicU64>);

/// `inner` with a limit for each record.
pub(super) fn metered<R: Read>(inner: R) -> (Metered<R>, Allowance) {
    let left = Arc::new(AtomicU64::new(LARGEST));
    (Metered { inner, left: left.clone() }, Allowance(left))
}

impl Allowance {
    /// A new record begins.
    pub(super) fn renew(&self) {
        self.0.store(LARGEST, Ordering::Relaxed);
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            return Err(too_large(LARGEST));
        }
        let most = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.inner.read(&mut buffer[..most])?;
        self.left.store(left - read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
