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
    #[error("{path}: unknown extension `{found}`; expected {}, each also with .gz or .zst", format::extensions())]
    UnknownExtension {
        /// Where.
        path: String,
        /// The extension, with its dot.
        found: String,
    },
    /// The input is not well-formed.
    #[error("{path}: found {found}; expected {expected}")]
    Damaged {
        /// Where.
        path: String,
        /// What it should be.
        expected: &'static str,
        /// What is wrong.
        found: String,
    },
    /// A page holds no article: navigation, a list of links, a form.
    #[error("{path}: no article found; skipped")]
    NoArticle {
        /// Where.
        path: String,
    },
    /// Pages of an archive hold no article.
    #[error("{path}: no article found on {pages} of its pages; skipped")]
    NoArticles {
        /// Where.
        path: String,
        /// How many.
        pages: usize,
    },
    /// The document is in another language.
    #[error(
        "{path}: `{id}` is in {language}, and only English is read; skipped (--any-language reads it all the same)"
    )]
    Language {
        /// Where.
        path: String,
        /// Its id.
        id: String,
        /// Name of the language.
        language: &'static str,
    },
    /// Another document has this id. The document is read under another.
    #[error("{path}: another document has the id `{id}` and another text; this one is called `{other}`")]
    SameId {
        /// Where.
        path: String,
        /// The id.
        id: String,
        /// The new one.
        other: String,
    },
    /// The document was read before.
    #[error("{path}: `{id}` was read before; skipped")]
    SameDocument {
        /// Where.
        path: String,
        /// Its id.
        id: String,
    },
    /// A table has no column of this kind or name.
    #[error("{path}: no column `{wanted}` among `{found}`; name it, as in --column {}", example(wanted))]
    NoColumn {
        /// Where.
        path: String,
        /// What was looked for.
        wanted: String,
        /// The columns there are.
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

impl IngestError {
    /// Whether nothing is lost: what was skipped is not for this program, or was read before; or a document was read
    /// under another id.
    pub fn is_notice(&self) -> bool {
        matches!(
            self,
            Self::NoArticle { .. }
                | Self::NoArticles { .. }
                | Self::Language { .. }
                | Self::SameDocument { .. }
                | Self::SameId { .. }
        )
    }
}

/// How a column is named on the command line.
fn example(wanted: &str) -> String {
    if wanted == "text" { "text=NAME".to_owned() } else { format!("text={wanted}") }
}
