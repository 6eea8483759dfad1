//! What can go wrong with a store, in words that say what to do.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use thiserror::Error;

/// Why a store could not be used.
#[derive(Debug, Error)]
pub enum StoreError {
    /// There is no such file.
    #[error("{path}: no such store; `demarche add {path} ARTICLES…` makes one")]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The file is not a store.
    #[error("{path}: not a store of demarche: {found}; expected a SQLite file that `demarche add` made")]
    NotAStore {
        /// The file.
        path: PathBuf,
        /// What it is.
        found: String,
    },
    /// A newer program made it.
    #[error("{path}: a store of version {found}, and this program knows versions up to {known}; use a newer demarche")]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The latest that this program knows.
        known: i64,
    },
    /// The file is damaged.
    #[error(
        "{path}: the file is damaged ({found}); restore it from a copy, or save what can be read with \
         `sqlite3 {path} .recover`"
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        found: String,
    },
    /// There is no room.
    #[error("{path}: the disk is full; what was reported as stored is safe, make room and run the command again")]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// The file or its folder cannot be written.
    #[error("{path}: cannot be written ({found}); the file and its folder must be writable to add, remove or merge")]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        found: String,
    },
    /// Another program is writing.
    #[error("{path}: another program is writing to it; wait for it, then run the command again")]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be opened.
    #[error("{path}: cannot be opened ({found})")]
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        found: String,
    },
    /// A row holds a word that this program does not know.
    #[error("{path}: unknown {what} `{found}`; the file was changed by another program, or is damaged")]
    UnknownWord {
        /// The file.
        path: PathBuf,
        /// What it should be.
        what: &'static str,
        /// The word.
        found: String,
    },
    /// No article is called so.
    #[error("{path}: no article `{name}`{}", suggestions(.similar))]
    NoDocument {
        /// The file.
        path: PathBuf,
        /// The name given.
        name: String,
        /// Articles called almost so.
        similar: Vec<String>,
    },
    /// Anything else that SQLite says.
    #[error("{path}: {source}")]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What it says.
        source: rusqlite::Error,
    },
}

fn suggestions(names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!("; similar: `{}`", names.join("`, `")) }
}

impl StoreError {
    /// What SQLite's `error` means for the store at `path`.
    pub(super) fn new(path: &Path, error: rusqlite::Error) -> Self {
        let path = path.to_owned();
        let found = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotAStore { path, found: "no SQLite file".to_owned() },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, found },
            Some(ErrorCode::DiskFull) => Self::Full { path },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly { path, found },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { path },
            Some(ErrorCode::CannotOpen) => Self::CannotOpen { path, found },
            _ => Self::Sqlite { path, source: error },
        }
    }
}
