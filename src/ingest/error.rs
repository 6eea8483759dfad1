use crate::ingest::format;

/// Why an input, or a part of it, was not read.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// Nothing is there.
    #[error("{path}: no such file or folder")]
    Missing {
        /// Where.
        path: String,
    },
    /// The file or folder could not be opened, or reading broke off.
    #[error("{path}: cannot be read: {reason}")]
    Unreadable {
        /// Where.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// There is nothing in the file.
    #[error("{path}: the file is empty; expected an article")]
    Empty {
        /// Where.
        path: String,
    },
    /// The file is not text.
    #[error("{path}: found {found}, expected text; convert it to text first")]
    Binary {
        /// Where.
        path: String,
        /// What it seems to be.
        found: &'static str,
    },
    /// The name does not tell a format.
    #[error("{path}: unknown extension `{found}`; expected {}, each also with .gz", format::extensions())]
    UnknownExtension {
        /// Where.
        path: String,
        /// The extension, with its dot.
        found: String,
    },
    /// A record is not well-formed JSON.
    #[error("{path}:{line}:{column}: broken JSON: found {found}, {expected}")]
    Json {
        /// Where.
        path: String,
        /// Line, from 1.
        line: usize,
        /// Character of the line, from 1.
        column: usize,
        /// What stands there.
        found: String,
        /// What should.
        expected: String,
    },
    /// A JSON value is not a record.
    #[error("{path}:{line}: found {found}, expected a record, `{{\"text\": …}}`")]
    NotRecord {
        /// Where.
        path: String,
        /// Line, from 1.
        line: usize,
        /// Kind of the value.
        found: &'static str,
    },
    /// A record has no text.
    #[error("{path}:{line}: record `{id}` has no text; expected `text`, `body` or `content`")]
    NoText {
        /// Where.
        path: String,
        /// Line, from 1.
        line: usize,
        /// Its id, or the one made for it.
        id: String,
    },
    /// The date of a record or file is not one that can be read without guessing. The document is read without it.
    #[error("{path}:{line}: found the date `{found}`, expected one like 2023-08-30; read without its date")]
    Date {
        /// Where.
        path: String,
        /// Line, from 1.
        line: usize,
        /// What stands there.
        found: String,
    },
    /// A given mention does not lie in the text. The document is read without it.
    #[error(
        "{path}:{line}: mention {number} of record `{id}` is at {found}, expected `start` < `end` within the \
         {characters} characters of its text; read without it"
    )]
    Mention {
        /// Where.
        path: String,
        /// Line, from 1.
        line: usize,
        /// Which mention, from 1.
        number: usize,
        /// The record's id.
        id: String,
        /// Its place as given.
        found: String,
        /// Characters of the text.
        characters: usize,
    },
}
