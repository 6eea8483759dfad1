//! CSV and TSV: a row is an article; the names of the columns tell which holds its text, date and so on.

use std::collections::VecDeque;
use std::io::Read;

use csv::{ByteRecord, Reader, ReaderBuilder};

use crate::ingest::limit::{self, Allowance};
use crate::ingest::metadata::{self, Found};
use crate::ingest::{Columns, IngestError, Reading, encoding};

/// Names of columns, without regard to case, spaces and underscores; the best first.
const NAMES: [(&str, &[&str]); 7] = [
    (
        "text",
        &[
            "text",
            "body",
            "content",
            "fulltext",
            "articletext",
            "maintext",
            "article",
            "bodytext",
            "plaintext",
            "story",
            "newstext",
            "description",
            "summary",
        ],
    ),
    ("id", &["id", "articleid", "docid", "documentid", "guid", "uuid"]),
    ("title", &["title", "headline", "articletitle", "name"]),
    (
        "date",
        &[
            "date",
            "published",
            "pubdate",
            "publishdate",
            "publicationdate",
            "datepublished",
            "publishedat",
            "publisheddate",
            "datetime",
            "timestamp",
            "createdat",
        ],
    ),
    (
        "source",
        &["source", "publisher", "publication", "outlet", "newspaper", "site", "sourcename", "medianame", "domain"],
    ),
    ("url", &["url", "link", "articleurl", "sourceurl", "webpage"]),
    ("author", &["author", "authors", "byline", "creator"]),
];

/// The documents of a table.
pub(super) struct Rows<R> {
    reader: Reader<limit::Metered<R>>,
    allowance: Allowance,
    path: String,
    stem: String,
    /// Columns of text, id, title, date, source, url and author.
    columns: [Option<usize>; 7],
    count: usize,
    ended: bool,
    ready: VecDeque<Reading>,
}

impl<R: Read> Rows<R> {
    /// The documents that `reader` yields; fields are set apart by `delimiter`, and `head` is how it begins.
    pub(super) fn new(reader: R, path: String, stem: String, delimiter: u8, given: &Columns) -> Self {
        let (reader, allowance) = limit::metered(reader);
        let reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(reader);
        let mut this =
            Self { reader, allowance, path, stem, columns: [None; 7], count: 0, ended: false, ready: VecDeque::new() };
        if let Err(error) = this.find_columns(given) {
            this.ended = true;
            this.ready.push_back(Err(error));
        }
        this
    }

    fn find_columns(&mut self, given: &Columns) -> Result<(), IngestError> {
        let header = self.reader.byte_headers().cloned().map_err(|error| damaged(&self.path, &error))?;
        let names: Vec<String> = header.iter().map(field).collect();
        for (place, (what, known)) in NAMES.iter().enumerate() {
            self.columns[place] = match given.0.get(*what) {
                Some(wanted) => Some(names.iter().position(|name| name == wanted).ok_or_else(|| {
                    IngestError::NoColumn { path: self.path.clone(), wanted: wanted.clone(), found: names.join("`, `") }
                })?),
                None => known.iter().find_map(|known| names.iter().position(|name| plain(name) == *known)),
            };
        }
        if self.columns[0].is_none() {
            let wanted = "text".to_owned();
            return Err(IngestError::NoColumn { path: self.path.clone(), wanted, found: names.join("`, `") });
        }
        Ok(())
    }

    fn advance(&mut self) {
        self.allowance.renew();
        let mut row = ByteRecord::new();
        match self.reader.read_byte_record(&mut row) {
            Ok(true) => {
                self.count += 1;
                let line = row.position().map_or(self.count as u64 + 1, csv::Position::line) as usize;
                let documents = self.documents(&row, line);
                self.ready.extend(documents);
            }
            Ok(false) => self.ended = true,
            Err(error) => {
                self.ended = error.is_io_error();
                self.ready.push_back(Err(damaged(&self.path, &error)));
            }
        }
    }

    fn documents(&self, row: &ByteRecord, line: usize) -> Vec<Reading> {
        let value = |place: usize| {
            let value = field(row.get(self.columns[place]?)?);
            Some(value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        let made = format!("{}#{}", self.stem, self.count);
        let id = value(1).unwrap_or(made);
        let Some(text) = value(0) else {
            return vec![Err(IngestError::NoText { path: self.path.clone(), line, id })];
        };
        let mut found = Found { id: Some(id), title: value(2), source: value(4), url: value(5), ..Found::default() };
        found.author = value(6);
        if let Some(date) = value(3) {
            found.set("date", &date, line);
        }
        let mut results = Vec::new();
        if let Some((line, found)) = found.bad_date.take() {
            results.push(Err(IngestError::Date { path: self.path.clone(), line, found }));
        }
        found.date = found.date.or_else(|| text.lines().take(3).find_map(|line| metadata::dateline(line.trim())));
        results.push(Ok(found.document(String::new(), text)));
        results
    }
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Reading;

    fn next(&mut self) -> Option<Reading> {
        while self.ready.is_empty() && !self.ended {
            self.advance();
        }
        self.ready.pop_front()
    }
}

/// The delimiter of a table that begins with `head`: the most frequent of its first line.
pub(super) fn delimiter(head: &str) -> u8 {
    let first = head.lines().next().unwrap_or_default();
    let count = |delimiter: &u8| first.bytes().filter(|byte| byte == delimiter).count();
    // the first of equals
    [b'|', b';', b'\t', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

fn field(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    encoding::decode(bytes).unwrap_or_else(|_| String::from_utf8_lossy(bytes)).into_owned()
}

/// A name of a column in lower case letters only.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn damaged(path: &str, error: &csv::Error) -> IngestError {
    let line = error.position().map(csv::Position::line);
    let path = line.map_or_else(|| path.to_owned(), |line| format!("{path}:{line}"));
    IngestError::Damaged { path, expected: "a table with a row for each article", found: error.to_string() }
}
