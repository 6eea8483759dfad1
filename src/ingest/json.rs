//! Records in JSON, read one at a time: an array, a record a line, or values one after the other.

use std::collections::VecDeque;
use std::io::{self, BufRead};

use serde::de::IgnoredAny;

use crate::ingest::limit::Allowance;
use crate::ingest::record::{Place, Record};
use crate::ingest::{IngestError, Reading, encoding, source};

/// How the records follow each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// Not known before the first character.
    Unknown,
    Array,
    Lines,
    Values,
    /// Nothing more is read.
    Ended,
}

/// The documents in a stream of records.
pub(super) struct Records<R> {
    reader: R,
    path: String,
    stem: String,
    layout: Layout,
    by_line: bool,
    /// Records begun so far.
    count: usize,
    /// Where the next byte stands, both from 1, the column in bytes.
    line: usize,
    column: usize,
    /// Whether a comma must come before the next element.
    comma_due: bool,
    /// The bytes of the record at hand, and where they began.
    record: Vec<u8>,
    begun: (usize, usize),
    ready: VecDeque<Reading>,
    /// How much the reader lets through for each record.
    allowance: Option<Allowance>,
}

impl<R: BufRead> Records<R> {
    /// The documents that `reader` yields; `by_line` if a line is a record whatever it holds.
    pub(super) fn new(reader: R, path: String, stem: String, by_line: bool, allowance: Option<Allowance>) -> Self {
        Self {
            reader,
            path,
            stem,
            layout: Layout::Unknown,
            by_line,
            count: 0,
            line: 1,
            column: 1,
            comma_due: false,
            record: Vec::new(),
            begun: (1, 1),
            ready: VecDeque::new(),
            allowance,
        }
    }

    /// Reads until something is ready or nothing is left.
    fn advance(&mut self) -> io::Result<()> {
        if let Some(allowance) = &self.allowance {
            allowance.renew();
        }
        let first = self.skip_space()?;
        if self.layout == Layout::Unknown {
            self.layout = match first {
                Some(b'[') => {
                    self.step()?;
                    Layout::Array
                }
                _ if self.by_line => Layout::Lines,
                _ => Layout::Values,
            };
            return Ok(());
        }
        let Some(first) = first else {
            if self.layout == Layout::Array {
                self.broken("the end of the file", "expected `,` or `]`");
            }
            self.layout = Layout::Ended;
            return Ok(());
        };
        match (self.layout, first) {
            (Layout::Array, b']') => {
                self.step()?;
                if let Some(byte) = self.skip_space()? {
                    self.broken(&shown(char::from(byte)), "expected nothing after the array");
                }
                self.layout = Layout::Ended;
            }
            (Layout::Array, b',') => {
                if !self.comma_due {
                    self.broken("`,`", "expected a record");
                }
                self.comma_due = false;
                self.step()?;
            }
            (Layout::Array, _) => {
                if self.comma_due {
                    self.broken(&shown(char::from(first)), "expected `,` or `]`");
                }
                self.read_value(first)?;
            }
            (Layout::Lines, _) => self.read_line()?,
            _ => {
                self.read_value(first)?;
                if self.line == self.begun.0 {
                    self.layout = Layout::Lines;
                }
            }
        }
        Ok(())
    }

    /// Passes over white space and a byte order mark; gives the byte after it.
    fn skip_space(&mut self) -> io::Result<Option<u8>> {
        loop {
            let Some(&byte) = self.reader.fill_buf()?.first() else { return Ok(None) };
            let mark = self.count == 0 && matches!(byte, 0xef | 0xbb | 0xbf);
            if !byte.is_ascii_whitespace() && !mark {
                return Ok(Some(byte));
            }
            self.step()?;
            if mark {
                self.column -= 1;
            }
        }
    }

    /// Takes one byte.
    fn step(&mut self) -> io::Result<()> {
        if let Some(&byte) = self.reader.fill_buf()?.first() {
            self.reader.consume(1);
            self.moved(byte);
        }
        Ok(())
    }

    fn moved(&mut self, byte: u8) {
        if byte == b'\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
    }

    fn begin(&mut self) {
        self.record.clear();
        self.begun = (self.line, self.column);
        self.count += 1;
    }

    /// Reads the rest of the line as a record.
    fn read_line(&mut self) -> io::Result<()> {
        self.begin();
        self.reader.read_until(b'\n', &mut self.record)?;
        self.line += 1;
        self.column = 1;
        self.finish();
        Ok(())
    }

    /// Reads the value that begins with `first` as a record: up to its closing bracket, or to the next separator.
    fn read_value(&mut self, first: u8) -> io::Result<()> {
        self.begin();
        let nested = matches!(first, b'{' | b'[');
        let mut scan = Scan::default();
        let mut broken = false;
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                break;
            }
            let end = if nested {
                scan.value_end(buffer).map(|end| {
                    broken = end.is_err();
                    end.unwrap_or_else(|end| end)
                })
            } else {
                let fresh = usize::from(self.record.is_empty());
                buffer.iter().position(|byte| matches!(byte, b',' | b']' | b'\n')).map(|at| at.max(fresh))
            };
            let taken = end.unwrap_or(buffer.len());
            let from = self.record.len();
            self.record.extend_from_slice(&buffer[..taken]);
            self.reader.consume(taken);
            for at in from..self.record.len() {
                self.moved(self.record[at]);
            }
            if end.is_some() {
                break;
            }
        }
        self.finish();
        self.comma_due = true;
        if broken { self.recover(scan.last) } else { Ok(()) }
    }

    /// After a broken record, passes over everything up to what looks like the next one, or like the end of the array.
    ///
    /// `before` is the last byte of the record that counts.
    fn recover(&mut self, mut before: u8) -> io::Result<()> {
        let tail = &self.record[self.record.trim_ascii_end().len()..];
        let mut fresh = tail.contains(&b'\n');
        let line = self.line;
        while let Some(byte) = self.skip_space()? {
            fresh |= self.line > line;
            if byte == b'{' && (fresh || before == b',') || byte == b']' && fresh {
                break;
            }
            before = byte;
            self.step()?;
        }
        self.comma_due = false;
        Ok(())
    }

    /// Makes documents of the record at hand.
    fn finish(&mut self) {
        let record = std::mem::take(&mut self.record);
        let results = self.parsed(&record);
        self.ready.extend(results);
        self.record = record;
    }

    fn parsed(&self, bytes: &[u8]) -> Vec<Reading> {
        let (path, line) = (self.path.clone(), self.begun.0);
        let text = match encoding::decode(bytes) {
            Ok(text) => text,
            Err(found) => return vec![Err(IngestError::Binary { path: format!("{path}:{line}"), found })],
        };
        let text = text.trim_end();
        let error = if text.starts_with('{') {
            match serde_json::from_str::<Record>(text) {
                Ok(record) => {
                    let id = if self.count == 1 && self.layout == Layout::Values {
                        self.stem.clone()
                    } else {
                        format!("{}#{}", self.stem, self.count)
                    };
                    return record.into_documents(Place { path: &path, line, id });
                }
                Err(error) => error,
            }
        } else {
            match serde_json::from_str::<IgnoredAny>(text) {
                Ok(_) => return vec![Err(IngestError::NotRecord { path, line, found: kind(text) })],
                Err(error) => error,
            }
        };
        vec![Err(self.located(text, &error))]
    }

    /// The error of a record as one of the file.
    fn located(&self, text: &str, error: &serde_json::Error) -> IngestError {
        let row = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
        let mut at = error.column().saturating_sub(1).min(row.len());
        while !row.is_char_boundary(at) {
            at -= 1;
        }
        let before = row[..at].chars().count();
        let column = if error.line() <= 1 { self.begun.1 + before } else { before + 1 };
        let message = error.to_string();
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
        let (found, expected) = match message.strip_prefix("EOF while parsing ") {
            Some(rest) => ("the end of the record".to_owned(), format!("expected the rest of {rest}")),
            None => (row[at..].chars().next().map_or("the end of the line".to_owned(), shown), message.to_owned()),
        };
        let line = self.begun.0 + error.line().saturating_sub(1);
        IngestError::Json { path: self.path.clone(), line, column, found, expected }
    }

    fn broken(&mut self, found: &str, expected: &str) {
        self.ready.push_back(Err(IngestError::Json {
            path: self.path.clone(),
            line: self.line,
            column: self.column,
            found: found.to_owned(),
            expected: expected.to_owned(),
        }));
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Reading;

    fn next(&mut self) -> Option<Reading> {
        while self.ready.is_empty() && self.layout != Layout::Ended {
            if let Err(error) = self.advance() {
                self.layout = Layout::Ended;
                self.ready.push_back(Err(source::unreadable(self.path.clone(), &error)));
            }
        }
        self.ready.pop_front()
    }
}

/// Finds where a bracketed value ends, across the pieces it comes in.
#[derive(Default)]
struct Scan {
    /// The brackets that are open.
    open: Vec<u8>,
    quoted: bool,
    escaped: bool,
    /// The last byte that is neither space nor inside a string.
    last: u8,
}

impl Scan {
    /// One past the last byte of the value, if it ends in `bytes`; as an error where it is seen to be broken.
    ///
    /// Strings never hold a line end, brackets close in order, and an object holds another only after a colon: whatever
    /// breaks this is given up at once, so that one broken record does not swallow the rest.
    fn value_end(&mut self, bytes: &[u8]) -> Option<Result<usize, usize>> {
        for (at, &byte) in bytes.iter().enumerate() {
            if self.quoted {
                match byte {
                    b'\n' => return Some(Err(at)),
                    _ if self.escaped => self.escaped = false,
                    b'\\' => self.escaped = true,
                    b'"' => self.quoted = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => self.quoted = true,
                b'{' if self.open.last() == Some(&b'{') && self.last != b':' => return Some(Err(at)),
                b'{' | b'[' => self.open.push(byte),
                b'}' | b']' => {
                    if self.open.pop() != Some(if byte == b'}' { b'{' } else { b'[' }) {
                        return Some(Err(at));
                    }
                    if self.open.is_empty() {
                        return Some(Ok(at + 1));
                    }
                }
                _ => {}
            }
            if !byte.is_ascii_whitespace() {
                self.last = byte;
            }
        }
        None
    }
}

/// A character as messages show it.
fn shown(c: char) -> String {
    if c.is_control() { format!("`{}`", c.escape_default()) } else { format!("`{c}`") }
}

/// The kind of the JSON value that is no object.
fn kind(text: &str) -> &'static str {
    match text.as_bytes().first() {
        Some(b'[') => "an array",
        Some(b'"') => "a string",
        Some(b't' | b'f') => "a truth value",
        Some(b'n') => "null",
        _ => "a number",
    }
}
