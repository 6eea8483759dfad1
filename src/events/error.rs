//! What can be wrong with a lexicon.

use thiserror::Error;

/// A lexicon file that cannot be used.
#[derive(Debug, Error)]
pub enum LexiconError {
    /// The file is not TOML, or lacks or misnames a key.
    #[error("{file}: {message}")]
    Toml {
        /// The file.
        file: String,
        /// What the TOML reader says, with line and column.
        message: String,
    },
    /// An entry names something that does not exist.
    #[error("{file}: `{entry}`: unknown {what} `{found}`")]
    Unknown {
        /// The file.
        file: String,
        /// The entry.
        entry: String,
        /// What is named.
        what: String,
        /// How it is named.
        found: String,
    },
}

impl LexiconError {
    pub(super) fn toml(file: &str, error: &toml::de::Error) -> Self {
        Self::Toml { file: file.to_owned(), message: error.to_string() }
    }

    pub(super) fn unknown(file: &str, entry: &str, what: &str, found: &str) -> Self {
        let [file, entry, what, found] = [file, entry, what, found].map(str::to_owned);
        Self::Unknown { file, entry, what, found }
    }
}
