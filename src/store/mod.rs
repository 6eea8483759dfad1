//! A graph on disk: one SQLite file that grows article by article and can be asked at any time.
//!
//! In: what articles say, as [`Record`]s. Out: a [`Network`](crate::graph::network::Network) for algorithms, the
//! [`Graph`](crate::graph::Graph) of some events or of everything. What [`Store::add`] returned is on disk and stays
//! there, whatever happens to the process. One program writes at a time, any number read meanwhile. `docs/store.md`
//! describes the tables.
//!
//! ```
//! use demarche::pipeline::Pipeline;
//! use demarche::store::{Record, Store};
//! use demarche::text::Document;
//!
//! let folder = tempfile::tempdir()?;
//! let mut store = Store::create(&folder.path().join("news.db"))?;
//! let read = Pipeline::embedded().extract(Document::new("note", "Russia invaded Ukraine in February 2022."));
//! store.add(&[Record::new(&read.document, &read.actors, &read.events, &read.affiliations)])?;
//! assert_eq!(store.graph()?.links().count(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod add;
mod batch;
mod copies;
mod detail;
mod error;
mod merge;
mod names;
mod network;
mod open;
mod record;
mod regroup;
mod remove;
mod rows;
#[cfg(test)]
mod sample;
mod status;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub use add::Added;
pub use error::StoreError;
pub use names::{Found, fold};
pub use open::VERSION;
pub use record::{MentionOf, Record};
pub use status::{Listed, Summary};

/// An open store.
#[derive(Debug)]
pub struct Store {
    db: Connection,
    path: PathBuf,
}

impl Store {
    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What an error of SQLite means here.
    fn error(&self, error: rusqlite::Error) -> StoreError {
        StoreError::new(&self.path, error)
    }
}
