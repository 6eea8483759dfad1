use std::sync::mpsc::{channel, sync_channel};
use std::time::{Duration, Instant};

use rusqlite::TransactionBehavior;

use super::batch::Batch;
use super::{Record, Store, StoreError};

/// What became of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is stored under this name: its own, or its own with a suffix where another article has that.
    Stored(String),
    /// An article with the same content is stored already, under this name.
    Known(String),
}

impl Store {
    /// Adds articles, all of them or none: when this returns, they are on disk.
    ///
    /// An article whose content is stored already changes nothing. Articles of one id and different content are stored
    /// side by side. Near-copies are found and counted once. Some thousands at a time are quickest.
    ///
    /// # Errors
    ///
    /// If the disk is full, the file damaged or read-only, or another program writes for too long. Nothing is stored then.
    pub fn add(&mut self, records: &[Record]) -> Result<Vec<Added>, StoreError> {
        let path = self.path.clone();
        let wrong = |error| StoreError::new(&path, error);
        let work = self.db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(wrong)?;
        let mut batch = Batch::new(&work);
        let added: Result<Vec<_>, _> = records.iter().map(|record| batch.add(record)).collect();
        let added = added.and_then(|added| batch.finish().map(|()| added)).map_err(wrong)?;
        work.commit().map_err(wrong)?;
        Ok(added)
    }

    /// Articles that are quickly stored at a time.
    pub const BATCH: u32 = 2000;

    /// Adds articles as they come, at most `batch` at a time, and tells `stored` of each batch once it is on disk. While
    /// one batch is written, the next is taken from `records`.
    ///
    /// # Errors
    ///
    /// As of [`add`](Self::add), or what `stored` returns; what `stored` was told of stays.
    pub fn add_all<E: From<StoreError>>(
        &mut self,
        records: impl IntoIterator<Item = Record>,
        batch: u32,
        mut stored: impl FnMut(&[Added]) -> Result<(), E>,
    ) -> Result<(), E> {
        std::thread::scope(|scope| {
            let (give, given) = sync_channel::<Vec<Record>>(0);
            let (tell, told) = channel();
            scope.spawn(move || {
                for batch in given {
                    let added = self.add(&batch);
                    let stop = added.is_err();
                    if tell.send(added).is_err() || stop {
                        return;
                    }
                }
            });
            let batches = Batches { records: records.into_iter(), most: batch as usize };
            for batch in batches {
                // where nobody takes it, an error is told
                let taken = give.send(batch).is_ok();
                told.try_iter().try_for_each(|added| stored(&added?))?;
                if !taken {
                    break;
                }
            }
            drop(give);
            told.iter().try_for_each(|added| stored(&added?))
        })
    }
}

/// Articles that are stored together: as many as are wanted, or fewer once the first has waited.
struct Batches<I> {
    records: I,
    most: usize,
}

impl<I: Iterator<Item = Record>> Iterator for Batches<I> {
    type Item = Vec<Record>;

    fn next(&mut self) -> Option<Vec<Record>> {
        let mut batch = vec![self.records.next()?];
        let begun = Instant::now();
        while batch.len() < self.most && begun.elapsed() < WAIT {
            let Some(record) = self.records.next() else { break };
            batch.push(record);
        }
        Some(batch)
    }
}

/// How long an article waits to be stored while others are being read.
const WAIT: Duration = Duration::from_secs(2);
