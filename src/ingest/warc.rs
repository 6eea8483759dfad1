//! WARC: web archives, read record by record. Pages that were fetched are read as HTML; all else is passed over.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::ingest::limit::LARGEST;
use crate::ingest::{IngestError, Reading, encoding, html, limit, source, text};

/// Longest line of a header, in bytes, and most lines of one.
const LINE: u64 = 64 << 10;
const LINES: usize = 1000;

/// The documents of a web archive.
pub(super) struct Records<R> {
    reader: R,
    path: String,
    stem: String,
    count: usize,
    /// Pages that hold no article.
    skipped: usize,
    ended: bool,
    ready: VecDeque<Reading>,
}

/// Names and values.
#[derive(Default)]
struct Header(Vec<(String, String)>);

impl Header {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    fn holds(&self, name: &str, word: &str) -> bool {
        self.get(name).is_some_and(|value| value.to_ascii_lowercase().contains(word))
    }
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(reader: R, path: String, stem: String) -> Self {
        Self { reader, path, stem, count: 0, skipped: 0, ended: false, ready: VecDeque::new() }
    }

    /// Reads the next record; whether there was one.
    fn advance(&mut self) -> io::Result<bool> {
        let mut first = String::new();
        while first.trim().is_empty() {
            match line(&mut self.reader)? {
                Some(text) => first = text,
                None => return Ok(false),
            }
        }
        self.count += 1;
        if !first.starts_with("WARC/") {
            return Err(invalid(&format!("record {}: found `{}`, expected `WARC/1.0`", self.count, shown(&first))));
        }
        let header = header(&mut self.reader)?;
        let length = header.get("Content-Length").and_then(|value| value.parse::<u64>().ok());
        let Some(length) = length else {
            return Err(invalid(&format!("record {}: no `Content-Length`", self.count)));
        };
        let wanted = matches!(header.get("WARC-Type"), Some("response" | "resource" | "conversion"));
        if wanted && length <= LARGEST {
            let mut body = Vec::new();
            self.reader.by_ref().take(length).read_to_end(&mut body)?;
            if (body.len() as u64) < length {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, format!("record {} is cut off", self.count)));
            }
            self.record(&header, &body);
        } else {
            let passed = io::copy(&mut self.reader.by_ref().take(length), &mut io::sink())?;
            if passed < length {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, format!("record {} is cut off", self.count)));
            }
        }
        Ok(true)
    }

    /// Makes a document of the record, if it holds an article.
    fn record(&mut self, header: &Header, body: &[u8]) {
        let place = format!("{}: record {}", self.path, self.count);
        let url = header.get("WARC-Target-URI").map(|url| url.trim_matches(['<', '>']).to_owned());
        let id = format!("{}#{}", self.stem, self.count);
        let reading = match header.get("WARC-Type") {
            Some("response") => match response(body) {
                Ok(Some((bytes, charset))) => page(&place, id, &bytes, charset.as_deref(), url.as_deref()),
                Ok(None) => return,
                Err(found) => Err(IngestError::Damaged { path: place, expected: "a page as a server sends it", found }),
            },
            _ if header.holds("Content-Type", "html") => page(&place, id, body, None, url.as_deref()),
            _ if header.holds("Content-Type", "text/plain") => {
                let content = encoding::decode(body).unwrap_or_default();
                let mut read = text::read(&place, id, &content);
                read.pop().unwrap_or(Err(IngestError::Empty { path: place })).map(|mut document| {
                    document.url = document.url.or(url);
                    document
                })
            }
            _ => return,
        };
        match reading {
            Err(IngestError::NoArticle { .. } | IngestError::Empty { .. }) => self.skipped += 1,
            reading => self.ready.push_back(reading),
        }
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Reading;

    fn next(&mut self) -> Option<Reading> {
        while self.ready.is_empty() && !self.ended {
            match self.advance() {
                Ok(true) => {}
                Ok(false) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    self.ready.push_back(Err(source::unreadable(self.path.clone(), &error)));
                }
            }
            if self.ended && self.skipped > 0 {
                self.ready.push_back(Err(IngestError::NoArticles { path: self.path.clone(), pages: self.skipped }));
            }
        }
        self.ready.pop_front()
    }
}

fn page(place: &str, id: String, bytes: &[u8], charset: Option<&str>, url: Option<&str>) -> Reading {
    let content =
        encoding::decode_page(bytes, charset).map_err(|found| IngestError::Binary { path: place.to_owned(), found })?;
    html::read(place, id, &content, url)
}

/// The body of a page and the encoding that the server names.
type Sent = (Vec<u8>, Option<String>);

/// The page in an HTTP answer; nothing if it is none.
fn response(mut bytes: &[u8]) -> Result<Option<Sent>, String> {
    let status = line(&mut bytes).ok().flatten().unwrap_or_default();
    let header = header(&mut bytes).map_err(|error| error.to_string())?;
    if status.split_whitespace().nth(1) != Some("200") || !header.holds("Content-Type", "html") {
        return Ok(None);
    }
    let mut body = bytes.to_vec();
    if header.holds("Transfer-Encoding", "chunked") {
        body = chunks(&body).unwrap_or(body);
    }
    let unpacked = match header.get("Content-Encoding").map(str::to_ascii_lowercase).as_deref() {
        None | Some("" | "identity") => Ok(body),
        Some("gzip" | "x-gzip") if body.starts_with(&[0x1f, 0x8b]) => {
            limit::whole(MultiGzDecoder::new(&*body), LARGEST)
        }
        // crawlers may unpack and keep the header
        Some("gzip" | "x-gzip") => Ok(body),
        Some("deflate") => limit::whole(ZlibDecoder::new(&*body), LARGEST)
            .or_else(|_| limit::whole(DeflateDecoder::new(&*body), LARGEST)),
        Some("zstd") => zstd::Decoder::new(&*body).and_then(|decoder| limit::whole(decoder, LARGEST)),
        Some(other) if body.starts_with(b"<") => {
            return Ok(Some((body, None))).map(|ok| ok.filter(|_| !other.is_empty()));
        }
        Some(other) => return Err(format!("a body packed with `{other}`")),
    };
    let kind = header.get("Content-Type").unwrap_or_default().to_ascii_lowercase();
    let charset = kind.split_once("charset=").map(|(_, name)| name.trim_matches(['"', '\'', ' ', ';']).to_owned());
    unpacked.map(|body| Some((body, charset))).map_err(|error| error.to_string())
}

/// A body sent in chunks, put together; nothing if it is not.
fn chunks(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let text = line(&mut bytes).ok()??;
        let size = usize::from_str_radix(text.split(';').next()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(bytes.get(..size)?);
        bytes = bytes.get(size..)?.strip_prefix(b"\r\n").or_else(|| bytes.get(size..))?;
    }
}

/// The lines up to the next empty one.
fn header(reader: &mut impl BufRead) -> io::Result<Header> {
    let mut header = Header::default();
    while let Some(text) = line(reader)? {
        if text.is_empty() {
            return Ok(header);
        }
        if header.0.len() == LINES {
            return Err(invalid("a header without end"));
        }
        match (text.split_once(':'), header.0.last_mut()) {
            // a line that begins with space goes on with the one before
            (_, Some((_, value))) if text.starts_with([' ', '\t']) => {
                value.push(' ');
                value.push_str(text.trim());
            }
            (Some((name, value)), _) => header.0.push((name.trim().to_owned(), value.trim().to_owned())),
            _ => {}
        }
    }
    Ok(header)
}

/// The next line without its end; nothing at the end.
fn line(reader: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    reader.take(LINE).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.len() as u64 == LINE {
        return Err(invalid("a line without end"));
    }
    Ok(Some(String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned()))
}

fn invalid(message: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message.to_owned())
}

/// The beginning of a line, as a message shows it.
fn shown(line: &str) -> String {
    line.chars().take(40).collect::<String>().escape_debug().to_string()
}
