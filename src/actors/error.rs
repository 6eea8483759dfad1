use thiserror::Error;

/// A table of actors that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ActorsError {
    /// A line of a table does not fit its columns.
    #[error("{file}:{line}: {reason}")]
    Row {
        /// Name of the table.
        file: String,
        /// Line of the entry, from 1.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// A TOML file does not fit its form; the reason names the line.
    #[error("{file}: {reason}")]
    File {
        /// Name of the file.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
}
