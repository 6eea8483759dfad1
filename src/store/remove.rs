use std::borrow::Cow;

use rusqlite::{OptionalExtension, Result, TransactionBehavior};

use super::batch::Batch;
use super::{Store, StoreError};

impl Store {
    /// Removes the articles called `names`, and exactly what only they supported; all of them or none.
    ///
    /// # Errors
    ///
    /// If there is no such article, and as of [`add`](Self::add).
    pub fn remove(&mut self, names: &[String]) -> std::result::Result<(), StoreError> {
        for name in names {
            if !self.has(name)? {
                return Err(self.no_document(name)?);
            }
        }
        let path = self.path.clone();
        let wrong = |error| StoreError::new(&path, error);
        let work = self.db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(wrong)?;
        let mut batch = Batch::new(&work);
        let removed = names.iter().try_for_each(|name| batch.remove(name));
        removed.and_then(|()| batch.finish()).map_err(wrong)?;
        work.commit().map_err(wrong)
    }

    /// Whether an article is called `name`.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn has(&self, name: &str) -> std::result::Result<bool, StoreError> {
        let found = self.db.prepare_cached("SELECT 1 FROM documents WHERE name = ?");
        found.and_then(|mut found| found.exists([name])).map_err(|error| self.error(error))
    }

    /// The error that nothing is called `name`, with what is called almost so.
    fn no_document(&self, name: &str) -> std::result::Result<StoreError, StoreError> {
        let similar = self.similar_documents(name).map_err(|error| self.error(error))?;
        Ok(StoreError::NoDocument { path: self.path.clone(), name: name.to_owned(), similar })
    }

    fn similar_documents(&self, name: &str) -> Result<Vec<String>> {
        let mut names = self.db.prepare_cached("SELECT name FROM documents")?;
        let mut scored = Vec::new();
        let mut rows = names.query([])?;
        while let Some(row) = rows.next()? {
            let other: String = row.get(0)?;
            let score = strsim::jaro_winkler(name, &other);
            if score > 0.8 {
                scored.push((score, other));
            }
        }
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        Ok(scored.into_iter().take(3).map(|(_, name)| name).collect())
    }
}

impl Batch<'_, '_> {
    /// Takes one article out; named twice, it is taken out once.
    fn remove(&mut self, name: &str) -> Result<()> {
        let mut find = self.db.prepare_cached("SELECT id, story FROM documents WHERE name = ?")?;
        let found: Option<(i64, i64)> = find.query_row([name], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((document, story)) = found else { return Ok(()) };
        self.uncount(document)?;
        for edge in self.edges_of(document)? {
            self.edges.entry(edge).or_default();
            self.recount.insert(edge);
        }
        self.leave_copies(document, story)?;
        for table in ["mentions", "presences", "offices", "evidence"] {
            self.db.prepare_cached(&format!("DELETE FROM {table} WHERE document = ?"))?.execute([document])?;
        }
        self.moved.remove(&document);
        self.db.prepare_cached("DELETE FROM documents WHERE id = ?")?.execute([document])?;
        Ok(())
    }

    /// Counts what the article says no more.
    fn uncount(&mut self, document: i64) -> Result<()> {
        let mut presences = self.db.prepare_cached(
            "SELECT entity, name, kind, country, wikipedia, part_of FROM presences WHERE document = ?",
        )?;
        let mut rows = presences.query([document])?;
        while let Some(row) = rows.next()? {
            let values: [Option<String>; 5] = [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?];
            self.count_presence(row.get(0)?, values.map(|value| value.map(Cow::Owned)), -1);
        }
        let mut mentions = self.db.prepare_cached("SELECT entity, kind, words FROM mentions WHERE document = ?")?;
        let mut rows = mentions.query([document])?;
        while let Some(row) = rows.next()? {
            let (entity, kind, words): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            self.count_mention(entity, kind == "name", words.into(), -1);
        }
        Ok(())
    }
}
