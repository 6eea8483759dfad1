//! One open input: unpacked, its format found, its documents read.

use std::io::{self, BufReader, Cursor, Read};
use std::path::PathBuf;
use std::sync::Arc;

use flate2::read::MultiGzDecoder;

use crate::ingest::json::Records;
use crate::ingest::limit::{self, LARGEST, LARGEST_ARCHIVE};
use crate::ingest::seen::Seen;
use crate::ingest::zipped::{self, Archive};
use crate::ingest::{
    Format, IngestError, Options, Reading, encoding, feed, files, html, language, mail, markdown, pdf, sniff, table,
    text, warc,
};
use crate::text::Document;

/// Bytes looked at to tell what an input is.
const HEAD: u64 = 4096;
/// First bytes of gzip, Zstandard and ZIP files.
const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
const ZIP: &[u8] = b"PK\x03\x04";
/// Archives inside archives, and packed files inside packed files.
const DEEPEST: u8 = 4;

/// Documents, and what is wrong with others, on their way.
pub(super) type Readings = Box<dyn Iterator<Item = Reading> + Send>;

/// An input that is open.
pub(super) struct Source {
    /// Its path, for messages.
    pub(super) name: String,
    /// The id of a document that has none.
    pub(super) stem: String,
    /// Its format, if known.
    pub(super) format: Option<Format>,
    /// Whether its name says that it is packed with gzip or Zstandard.
    pub(super) packed: bool,
    pub(super) reader: Box<dyn Read + Send>,
    /// The file, if it is one.
    pub(super) file: Option<PathBuf>,
    pub(super) within: Within,
}

/// What inputs share that come from the same paths, or from one archive.
#[derive(Clone, Default)]
pub(super) struct Within {
    /// Archives around the input.
    depth: u8,
    seen: Seen,
}

impl Within {
    /// An input named `name` at this place.
    pub(super) fn source(
        &self,
        name: String,
        stem: String,
        format: Option<Format>,
        packed: bool,
        reader: Box<dyn Read + Send>,
    ) -> Source {
        Source { name, stem, format, packed, reader, file: None, within: self.clone() }
    }
}

impl Source {
    /// The place of what is inside this input.
    pub(super) fn inside(&self) -> Within {
        Within { depth: self.within.depth + 1, seen: self.within.seen.clone() }
    }
}

/// One result as an iterator.
pub(super) fn once(result: Reading) -> Readings {
    Box::new(std::iter::once(result))
}

/// The documents of `source`.
pub(super) fn documents(source: Source, options: &Options) -> Readings {
    let (path, stem, seen) = (source.name.clone(), source.stem.clone(), source.within.seen.clone());
    // what an archive holds went through here already
    let (results, archive) = match begin(source, options) {
        Ok(begun) => begun,
        Err(error) => (once(Err(unreadable(path.clone(), &error))), false),
    };
    if archive {
        return results;
    }
    let options = options.clone();
    Box::new(results.flat_map(move |result| match result {
        Ok(document) => checked(completed(document, &options), &path, &stem, &seen, &options),
        Err(error) => vec![Err(error)],
    }))
}

/// `document` if it is in English and new.
fn checked(document: Document, path: &str, stem: &str, seen: &Seen, options: &Options) -> Vec<Reading> {
    match language::foreign(&document.text).filter(|_| !options.any_language) {
        Some(language) => vec![Err(IngestError::Language { path: path.to_owned(), id: document.id, language })],
        None => seen.take(document, path, stem),
    }
}

/// The documents, and whether they come from the files of an archive.
fn begin(mut source: Source, options: &Options) -> io::Result<(Readings, bool)> {
    let mut head = head(&mut source.reader)?;
    let mut packed = source.packed;
    for _ in 0..DEEPEST {
        let gzip = head.starts_with(GZIP);
        if !gzip && !head.starts_with(ZSTD) {
            break;
        }
        let whole = BufReader::new(Cursor::new(head).chain(source.reader));
        source.reader =
            if gzip { Box::new(MultiGzDecoder::new(whole)) } else { Box::new(zstd::Decoder::with_buffer(whole)?) };
        (packed, source.file) = (false, None);
        head = self::head(&mut source.reader)?;
    }
    let path = source.name.clone();
    if packed {
        return Err(io::Error::other("found neither gzip nor Zstandard data, which its extension promises"));
    }
    if head.iter().all(u8::is_ascii_whitespace) && head.len() < HEAD as usize {
        return Ok((once(Err(IngestError::Empty { path })), false));
    }
    if head.starts_with(ZIP) {
        return archive(source, head, options);
    }
    let given = source.format.or(options.format);
    if head.starts_with(b"%PDF-") && given.is_none_or(|format| format == Format::Pdf) {
        let bytes = limit::whole(Cursor::new(head).chain(source.reader), LARGEST)?;
        return Ok((Box::new(pdf::read(&path, source.stem, &bytes).into_iter()), false));
    }
    if let (Some(found), false) = (encoding::binary(&head), matches!(given, Some(Format::Warc | Format::Mail))) {
        return Ok((once(Err(IngestError::Binary { path, found })), false));
    }
    let shown = encoding::decode(&head).unwrap_or_default();
    let format = match given {
        Some(Format::Json) if sniff::is_json_feed(&shown) => Format::Feed,
        Some(format) => format,
        None => sniff::format(&shown),
    };
    let table = table::delimiter(&shown);
    let wide = encoding::is_wide(&head);
    let reader = Cursor::new(head).chain(source.reader);
    Ok((read(reader, format, wide, table, path, source.stem, options)?, false))
}

/// The documents in an input of this format.
fn read(
    reader: impl Read + Send + 'static,
    format: Format,
    wide: bool,
    delimiter: u8,
    path: String,
    stem: String,
    options: &Options,
) -> io::Result<Readings> {
    let lines = format == Format::JsonLines;
    let delimiter = if format == Format::Tsv { b'\t' } else { delimiter };
    match format {
        Format::Json | Format::JsonLines if !wide => {
            let (reader, allowance) = limit::metered(reader);
            return Ok(Box::new(Records::new(BufReader::new(reader), path, stem, lines, Some(allowance))));
        }
        Format::Csv | Format::Tsv if !wide => {
            return Ok(Box::new(table::Rows::new(reader, path, stem, delimiter, &options.columns)));
        }
        Format::Warc => return Ok(Box::new(warc::Records::new(BufReader::new(reader), path, stem))),
        _ => {}
    }
    let bytes = limit::whole(reader, LARGEST)?;
    let content = match format {
        Format::Feed => return Ok(Box::new(feed::read(&path, &stem, &bytes).into_iter())),
        Format::Mail => return Ok(once(mail::read(&path, stem, &bytes))),
        Format::Pdf => return Ok(Box::new(pdf::read(&path, stem, &bytes).into_iter())),
        Format::Html => encoding::decode_page(&bytes, None),
        _ => encoding::decode(&bytes),
    };
    let content = match content {
        Ok(content) => content,
        Err(found) => return Ok(once(Err(IngestError::Binary { path, found }))),
    };
    Ok(match format {
        Format::Html => once(html::read(&path, stem, &content, None)),
        Format::Markdown => Box::new(markdown::read(&path, stem, &content).into_iter()),
        Format::Json | Format::JsonLines => {
            let reader = Cursor::new(content.into_owned().into_bytes());
            Box::new(Records::new(reader, path, stem, lines, None))
        }
        Format::Csv | Format::Tsv => {
            let reader = Cursor::new(content.into_owned().into_bytes());
            Box::new(table::Rows::new(reader, path, stem, delimiter, &options.columns))
        }
        Format::Zip | Format::Word => {
            let expected = if format == Format::Zip { "a ZIP archive" } else { "a DOCX document" };
            once(Err(IngestError::Damaged { path, expected, found: "another kind of file".to_owned() }))
        }
        _ => Box::new(text::read(&path, stem, &content).into_iter()),
    })
}

/// The documents of a ZIP archive, which is read where it lies if it is a file of its own.
fn archive(mut source: Source, head: Vec<u8>, options: &Options) -> io::Result<(Readings, bool)> {
    if source.within.depth >= DEEPEST {
        return Err(io::Error::other(format!("archives lie in each other more than {DEEPEST} deep")));
    }
    let archive = match source.file.take() {
        Some(path) => Archive::File(path),
        None => {
            let reader = std::mem::replace(&mut source.reader, Box::new(io::empty()));
            Archive::Memory(Arc::from(limit::whole(Cursor::new(head).chain(reader), LARGEST_ARCHIVE)?))
        }
    };
    Ok((zipped::documents(archive, &source, options), true))
}

fn head(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    reader.by_ref().take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

/// The error for an input that broke off.
pub(super) fn unreadable(path: String, error: &io::Error) -> IngestError {
    IngestError::Unreadable { path, reason: files::system(error) }
}

/// `document` with what the options say where it says nothing.
fn completed(mut document: Document, options: &Options) -> Document {
    document.date = document.date.or(options.date);
    for (field, default) in [
        (&mut document.title, &options.title),
        (&mut document.source, &options.source),
        (&mut document.url, &options.url),
    ] {
        if field.is_none() {
            field.clone_from(default);
        }
    }
    document
}
