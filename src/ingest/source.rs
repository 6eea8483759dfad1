//! One open input: unpacked, its format found, its documents read.

use std::io::{self, BufReader, Cursor, Read};

use flate2::read::MultiGzDecoder;

use crate::ingest::json::Records;
use crate::ingest::{Format, IngestError, Options, Reading, encoding, files, markdown, text};
use crate::text::Document;

/// Bytes looked at to tell what an input is.
const HEAD: u64 = 4096;
/// First bytes of a gzip file.
const GZIP: &[u8] = &[0x1f, 0x8b];

/// An input that is open.
pub(super) struct Source {
    /// Its path, for messages.
    pub(super) name: String,
    /// The id of a document that has none.
    pub(super) stem: String,
    /// Its format, if known.
    pub(super) format: Option<Format>,
    /// Whether it is packed with gzip.
    pub(super) packed: bool,
    pub(super) reader: Box<dyn Read + Send>,
}

/// One result as an iterator.
pub(super) fn once(result: Reading) -> Box<dyn Iterator<Item = Reading> + Send> {
    Box::new(std::iter::once(result))
}

/// The documents of `source`.
pub(super) fn documents(source: Source, options: &Options) -> Box<dyn Iterator<Item = Reading> + Send> {
    let path = source.name.clone();
    let results = begin(source, options).unwrap_or_else(|error| once(Err(unreadable(path, &error))));
    let options = options.clone();
    Box::new(results.map(move |result| result.map(|document| completed(document, &options))))
}

fn begin(mut source: Source, options: &Options) -> io::Result<Box<dyn Iterator<Item = Reading> + Send>> {
    let mut head = head(&mut source.reader)?;
    if source.packed || head.starts_with(GZIP) {
        let packed = Cursor::new(head).chain(source.reader);
        source.reader = Box::new(MultiGzDecoder::new(BufReader::new(packed)));
        head = self::head(&mut source.reader)?;
    }
    let path = source.name.clone();
    if head.iter().all(u8::is_ascii_whitespace) && head.len() < HEAD as usize {
        return Ok(once(Err(IngestError::Empty { path })));
    }
    if let Some(found) = encoding::binary(&head) {
        return Ok(once(Err(IngestError::Binary { path, found })));
    }
    let format =
        source.format.or(options.format).unwrap_or_else(|| sniff(&encoding::decode(&head).unwrap_or_default()));
    let wide = encoding::is_wide(&head);
    let mut reader = Cursor::new(head).chain(source.reader);
    if matches!(format, Format::Json | Format::JsonLines) && !wide {
        return Ok(Box::new(Records::new(BufReader::new(reader), path, source.stem, format == Format::JsonLines)));
    }
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes)?;
    let content = match encoding::decode(&bytes) {
        Ok(content) => content,
        Err(found) => return Ok(once(Err(IngestError::Binary { path, found }))),
    };
    Ok(match format {
        Format::Text => Box::new(text::read(&path, source.stem, &content).into_iter()),
        Format::Markdown => Box::new(markdown::read(&path, source.stem, &content).into_iter()),
        Format::Json | Format::JsonLines => {
            let reader = Cursor::new(content.into_owned().into_bytes());
            Box::new(Records::new(reader, path, source.stem, format == Format::JsonLines))
        }
    })
}

fn head(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    reader.by_ref().take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

/// The format that the first characters of an input tell.
fn sniff(head: &str) -> Format {
    let head = head.trim_start();
    let second = |first: char| head.strip_prefix(first).map(str::trim_start);
    let object = second('{').is_some_and(|rest| rest.is_empty() || rest.starts_with(['"', '}']));
    let array = second('[').is_some_and(|rest| rest.is_empty() || rest.starts_with(['{', ']']));
    if object || array { Format::Json } else { Format::Text }
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
