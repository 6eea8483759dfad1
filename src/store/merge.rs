use super::{Added, Store, StoreError};

/// Articles read from the other store at a time.
const BATCH: usize = 1000;

impl Store {
    /// Adds every article of `other`, some at a time, and tells `stored` of each batch once it is on disk.
    ///
    /// The result is the store that adding all articles to one would give.
    ///
    /// # Errors
    ///
    /// As of [`add`](Self::add), or what `stored` returns; what `stored` was told of stays.
    pub fn merge<E: From<StoreError>>(
        &mut self,
        other: &Self,
        mut stored: impl FnMut(&[Added]) -> Result<(), E>,
    ) -> Result<(), E> {
        let documents = other.documents().map_err(|error| other.error(error))?;
        for batch in documents.chunks(BATCH) {
            let records: Result<Vec<_>, _> = batch.iter().map(|&document| other.record(document)).collect();
            let records = records.map_err(|error| other.error(error))?;
            stored(&self.add(&records)?)?;
        }
        Ok(())
    }
}
