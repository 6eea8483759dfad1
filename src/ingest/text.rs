//! Plain text: one article, its metadata in front matter, in lines at its head, or in its dateline.

use crate::ingest::{IngestError, Reading, front_matter, metadata};

/// The document in `content`, and what is wrong with it.
pub(super) fn read(path: &str, stem: String, content: &str) -> Vec<Reading> {
    let (found, text) = front_matter::split(content);
    let found = found.or(metadata::of_text(text));
    finish(path, stem, found, text.to_owned())
}

/// The document that has `text`, with what was `found` of it.
pub(super) fn finish(path: &str, stem: String, mut found: metadata::Found, text: String) -> Vec<Reading> {
    if text.trim().is_empty() {
        return vec![Err(IngestError::Empty { path: path.to_owned() })];
    }
    let bad_date = found.bad_date.take().filter(|_| found.date.is_none());
    let bad_date = bad_date.map(|(line, date)| Err(IngestError::Date { path: path.to_owned(), line, found: date }));
    bad_date.into_iter().chain([Ok(found.document(stem, text))]).collect()
}
