//! Many items written on all threads, in their order.

use std::io;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::export::ExportError;

/// Items written by one thread at a time.
const ITEMS: usize = 128;
/// Chunks in hand for each thread: some take longer than others.
const CHUNKS_PER_THREAD: usize = 4;

/// Writes what `make` makes of each chunk of `items`, on all threads of the present rayon pool. Holds the bytes of some
/// hundred items a thread.
pub(super) fn write<T: Send>(
    mut items: impl Iterator<Item = T>,
    out: &mut dyn io::Write,
    make: impl Fn(Vec<T>, &mut Vec<u8>) -> Result<(), ExportError> + Sync,
) -> Result<(), ExportError> {
    let most = CHUNKS_PER_THREAD * rayon::current_num_threads();
    let mut buffers = vec![Vec::new(); most];
    loop {
        let chunks = std::iter::from_fn(|| {
            let chunk: Vec<T> = items.by_ref().take(ITEMS).collect();
            (!chunk.is_empty()).then_some(chunk)
        });
        let chunks: Vec<Vec<T>> = chunks.take(most).collect();
        if chunks.is_empty() {
            return Ok(());
        }
        let count = chunks.len();
        let work: Vec<_> = chunks.into_iter().zip(&mut buffers).collect();
        let made: Vec<_> = work
            .into_par_iter()
            .map(|(chunk, buffer)| {
                buffer.clear();
                make(chunk, buffer)
            })
            .collect();
        for (made, buffer) in made.into_iter().zip(&buffers[..count]) {
            made?;
            out.write_all(buffer)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn the_order_is_kept() {
        let mut out = Vec::new();
        let make = |chunk: Vec<usize>, to: &mut Vec<u8>| {
            to.extend(chunk.into_iter().flat_map(|i| format!("{i} ").into_bytes()));
            Ok(())
        };
        write(0..5000, &mut out, make).expect("memory takes it");
        let expected: Vec<String> = (0..5000).map(|i| format!("{i} ")).collect();
        assert_eq!(String::from_utf8_lossy(&out), expected.concat());
    }
}
