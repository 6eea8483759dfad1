use jiff::civil::Date;
use rusqlite::Result;

use super::{Store, StoreError};
use crate::graph::day_of;

/// What a store holds, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles.
    pub documents: i64,
    /// Articles, near-copies counted once.
    pub stories: i64,
    /// Actors.
    pub entities: i64,
    /// Words that stand for actors.
    pub mentions: i64,
    /// Events.
    pub events: i64,
    /// Sentences that report them.
    pub evidence: i64,
    /// Days of the first and the last article that has a day.
    pub published: Option<(Date, Date)>,
    /// Version of the schema.
    pub version: i64,
    /// Bytes of the file.
    pub bytes: i64,
}

/// An article of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub name: String,
    /// Headline.
    pub title: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Id of the article that it is a near-copy of; its own when there is none.
    pub story: String,
}

impl Store {
    /// What the store holds.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn summary(&self) -> std::result::Result<Summary, StoreError> {
        self.count().map_err(|error| self.error(error))
    }

    fn count(&self) -> Result<Summary> {
        let snapshot = self.db.unchecked_transaction()?;
        let number = |sql: &str| self.db.query_row(sql, [], |row| row.get::<_, i64>(0));
        let days = self.db.query_row("SELECT min(day), max(day) FROM documents", [], |row| {
            Ok(row.get::<_, Option<i32>>(0)?.zip(row.get(1)?))
        })?;
        let pages: i64 = self.db.pragma_query_value(None, "page_count", |row| row.get(0))?;
        let page: i64 = self.db.pragma_query_value(None, "page_size", |row| row.get(0))?;
        let summary = Summary {
            documents: number("SELECT count(*) FROM documents")?,
            stories: number("SELECT count(DISTINCT story) FROM documents")?,
            entities: number("SELECT count(*) FROM entities")?,
            mentions: number("SELECT count(*) FROM mentions")?,
            events: number("SELECT count(*) FROM events")?,
            evidence: number("SELECT count(*) FROM evidence")?,
            published: days.map(|(first, last)| (day_of(first), day_of(last))),
            version: self.db.pragma_query_value(None, "user_version", |row| row.get(0))?,
            bytes: pages * page,
        };
        snapshot.finish()?;
        Ok(summary)
    }

    /// Shows every article to `look`, in the order of their ids, until it fails.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn each_article<E>(
        &self,
        mut look: impl FnMut(&Listed) -> std::result::Result<(), E>,
    ) -> std::result::Result<std::result::Result<(), E>, StoreError> {
        let mut shown = || {
            let mut articles = self.db.prepare(
                "SELECT d.name, d.title, d.day, s.name FROM documents d JOIN documents s ON s.id = d.story ORDER BY d.name",
            )?;
            let mut rows = articles.query([])?;
            while let Some(row) = rows.next()? {
                let published = row.get::<_, Option<i32>>(2)?.map(day_of);
                let listed = Listed { name: row.get(0)?, title: row.get(1)?, published, story: row.get(3)? };
                if let Err(stop) = look(&listed) {
                    return Ok(Err(stop));
                }
            }
            Ok(Ok(()))
        };
        shown().map_err(|error| self.error(error))
    }

    /// Looks at every page and index of the file.
    ///
    /// # Errors
    ///
    /// If any is damaged.
    pub fn verify(&self) -> std::result::Result<(), StoreError> {
        let found: String =
            self.db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(|error| self.error(error))?;
        if found == "ok" { Ok(()) } else { Err(StoreError::Damaged { path: self.path.clone(), found }) }
    }
}
