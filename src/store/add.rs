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

    /// Adds articles as they come, at most `batch` at a time, and tells `stored` of each batch once it is on disk.
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
        let (most, mut batch) = (batch as usize, Vec::new());
        let mut begun = std::time::Instant::now();
        for record in records {
            if batch.is_empty() {
                begun = std::time::Instant::now();
            }
            batch.push(record);
            if batch.len() >= most || begun.elapsed() >= WAIT {
                stored(&self.add(&batch)?)?;
                batch.clear();
            }
        }
        if batch.is_empty() { Ok(()) } else { stored(&self.add(&batch)?) }
    }
}

/// How long an article waits to be stored while others are being read.
const WAIT: std::time::Duration = std::time::Duration::from_secs(2);
