//! Articles from files, folders, archives of records, and standard input.
//!
//! In: paths, or text in hand. Out: an iterator of [`Document`]s; what cannot be read comes as an [`IngestError`] that
//! says where, what was found and what was expected, and the rest goes through. Records are read one by one: a file of
//! any size takes the memory of its largest record.
//!
//! ```
//! use demarche::ingest::{Format, Options, read_str};
//!
//! let lines = "{\"id\": \"a\", \"text\": \"The envoy left.\", \"date\": \"2023-08-30\"}\n{\"id\": \"b\"}\n";
//! let read: Vec<_> = read_str("wire.jsonl", lines, Some(Format::JsonLines), &Options::default()).collect();
//! assert_eq!(read[0].as_ref().unwrap().text, "The envoy left.");
//! assert_eq!(
//!     read[1].as_ref().unwrap_err().to_string(),
//!     "wire.jsonl:2: record `b` has no text; expected `text`, `body` or `content`"
//! );
//! ```

mod encoding;
mod error;
mod feed;
mod files;
mod format;
mod front_matter;
mod html;
mod json;
mod language;
mod limit;
mod mail;
mod markdown;
mod metadata;
mod pdf;
mod record;
mod seen;
mod sniff;
mod source;
mod table;
mod text;
mod warc;
mod word;
mod zipped;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::PathBuf;

use jiff::civil::Date;

use crate::text::Document;
pub use error::IngestError;
pub use format::{Format, STANDARD_INPUT};

/// A document, or why there is none.
pub type Reading = Result<Document, IngestError>;

/// What is said of documents that do not say it themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How every input is to be read, whatever its name.
    pub format: Option<Format>,
    /// Headline.
    pub title: Option<String>,
    /// Day of publication.
    pub date: Option<Date>,
    /// Who published it.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Read documents in other languages than English too.
    pub any_language: bool,
    /// Which columns of tables hold what.
    pub columns: Columns,
}

/// The columns of a table by what they hold: `text`, `id`, `title`, `date`, `source`, `url` or `author`. What is not
/// said is told by the names of the columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns(pub BTreeMap<String, String>);

/// Documents on their way in.
pub struct Documents {
    inner: Box<dyn Iterator<Item = Reading> + Send>,
}

impl Iterator for Documents {
    type Item = Reading;

    fn next(&mut self) -> Option<Reading> {
        self.inner.next()
    }
}

/// The documents in `paths`, in this order.
///
/// A path is a file (its extension tells the format; `.gz` and `.zst` are unpacked), a folder (read with all its folders, sorted by
/// name, hidden files skipped), or `-` for standard input.
pub fn open(paths: &[PathBuf], options: &Options) -> Documents {
    let (paths, options) = (Vec::from(paths), options.clone());
    let mut names = files::Names::default();
    let sources = paths.into_iter().flat_map(files::expand);
    let inner = sources.flat_map(move |file| match file {
        Ok(path) => files::read(&path, &mut names, &options),
        Err(error) => source::once(Err(error)),
    });
    Documents { inner: Box::new(inner) }
}

/// The documents that `reader` yields, under the name `name` (a path; messages and ids are made from it).
///
/// Without `format` the name's extension tells it, and without a known one the first characters do.
pub fn read(name: &str, reader: impl Read + Send + 'static, format: Option<Format>, options: &Options) -> Documents {
    let stem = files::stem(name.as_ref());
    let (known, packed) = Format::of_path(name.as_ref());
    let format = format.or(options.format).or(known);
    let reader: Box<dyn Read + Send> = Box::new(reader);
    Documents {
        inner: source::documents(
            source::Within::default().source(name.to_owned(), stem, format, packed, reader),
            options,
        ),
    }
}

/// The documents in `text`; see [`read`].
pub fn read_str(name: &str, text: &str, format: Option<Format>, options: &Options) -> Documents {
    read(name, Cursor::new(text.as_bytes().to_vec()), format, options)
}
