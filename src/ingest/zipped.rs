//! ZIP: the files of an archive one after the other, each read as if it lay in a folder; and DOCX, which is one.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flate2::Crc;
use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use crate::ingest::limit::{self, LARGEST};
use crate::ingest::source::{self, Readings, Source};
use crate::ingest::{Format, IngestError, Options, files, format, word};

/// Most files of an archive.
const MOST: usize = 500_000;

/// Where an archive lies.
#[derive(Clone)]
pub(super) enum Archive {
    /// In a file of its own.
    File(PathBuf),
    /// In another, or from standard input.
    Memory(Arc<[u8]>),
}

/// A file of an archive: where its packed bytes lie.
#[derive(Clone)]
struct Entry {
    name: String,
    start: u64,
    length: u64,
    method: CompressionMethod,
    crc: u32,
    encrypted: bool,
}

trait Seekable: Read + Seek + Send {}
impl<T: Read + Seek + Send> Seekable for T {}

impl Archive {
    fn open(&self) -> io::Result<Box<dyn Seekable>> {
        Ok(match self {
            Self::File(path) => Box::new(BufReader::new(File::open(path)?)),
            Self::Memory(bytes) => Box::new(Cursor::new(bytes.clone())),
        })
    }

    fn entries(&self) -> Result<Vec<Entry>, String> {
        let mut archive =
            ZipArchive::new(self.open().map_err(|error| error.to_string())?).map_err(|e| e.to_string())?;
        if archive.len() > MOST {
            return Err(format!("{} files, more than {MOST}", archive.len()));
        }
        let mut entries = Vec::new();
        for index in 0..archive.len() {
            let file = archive.by_index_raw(index).map_err(|error| error.to_string())?;
            let name = String::from_utf8_lossy(file.name_raw()).replace('\\', "/");
            let shown: String = name.chars().filter(|c| !c.is_control()).collect();
            let (Some(start), false) = (file.data_start(), file.is_dir()) else { continue };
            entries.push(Entry {
                name: shown,
                start,
                length: file.compressed_size(),
                method: file.compression(),
                crc: file.crc32(),
                encrypted: file.encrypted(),
            });
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    /// The unpacked bytes of `entry`.
    fn read(&self, entry: &Entry) -> io::Result<Box<dyn Read + Send>> {
        if entry.encrypted {
            return Err(io::Error::other("it is encrypted; unpack it first"));
        }
        let mut reader = self.open()?;
        reader.seek(SeekFrom::Start(entry.start))?;
        let packed = reader.take(entry.length);
        let unpacked: Box<dyn Read + Send> = match entry.method {
            CompressionMethod::Stored => Box::new(packed),
            CompressionMethod::Deflated => Box::new(DeflateDecoder::new(packed)),
            other => {
                return Err(io::Error::other(format!("it is packed with {other}; expected Deflate; unpack it first")));
            }
        };
        Ok(Box::new(Checked { inner: unpacked, crc: Crc::new(), expected: entry.crc }))
    }
}

/// A reader that fails at the end if the bytes are not those that were packed.
struct Checked<R> {
    inner: R,
    crc: Crc,
    expected: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.crc.update(&buffer[..read]);
        if read == 0 && !buffer.is_empty() && self.crc.sum() != self.expected {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the archive is damaged: another checksum"));
        }
        Ok(read)
    }
}

/// The documents of the archive; `outer` is what it was opened as.
pub(super) fn documents(archive: Archive, outer: &Source, options: &Options) -> Readings {
    let (path, stem) = (outer.name.clone(), outer.stem.clone());
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(found) => {
            return source::once(Err(IngestError::Damaged { path, expected: "a ZIP archive", found }));
        }
    };
    if entries.iter().any(|entry| entry.name == "word/document.xml") {
        return document(&archive, &entries, path, stem);
    }
    let (inside, options) = (outer.inside(), options.clone());
    let read = move |entry: Entry| -> Readings {
        let name = format!("{path}/{}", entry.name);
        let inner = Path::new(&entry.name);
        let hidden = |part: &str| part.starts_with('.') || part == "__MACOSX";
        if entry.name.split('/').any(hidden) || format::is_furniture(inner) {
            return Box::new(std::iter::empty());
        }
        let (known, packed) = Format::of_path(inner);
        if let (None, false, None, Some(found)) = (known, packed, options.format, format::extension(inner)) {
            return source::once(Err(IngestError::UnknownExtension { path: name, found: format!(".{found}") }));
        }
        let folder = inner.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.map(|folder| format!("{}/", folder.display())).unwrap_or_default();
        let id = format!("{stem}/{folder}{}", files::stem(inner));
        match archive.read(&entry) {
            Ok(reader) => source::documents(inside.source(name, id, known, packed, reader), &options),
            Err(error) => source::once(Err(source::unreadable(name, &error))),
        }
    };
    Box::new(entries.into_iter().flat_map(read))
}

/// The text of a DOCX document.
fn document(archive: &Archive, entries: &[Entry], path: String, stem: String) -> Readings {
    let part = |name: &str| -> io::Result<Option<Vec<u8>>> {
        let entry = entries.iter().find(|entry| entry.name == name);
        entry.map(|entry| limit::whole(archive.read(entry)?, LARGEST)).transpose()
    };
    let xml = match part("word/document.xml") {
        Ok(xml) => xml.unwrap_or_default(),
        Err(error) => return source::once(Err(source::unreadable(path, &error))),
    };
    let core = part("docProps/core.xml").ok().flatten().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    match word::read(&path, stem, xml.as_slice(), core.as_deref()) {
        Ok(readings) => Box::new(readings.into_iter()),
        Err(found) => source::once(Err(IngestError::Damaged { path, expected: "a DOCX document", found })),
    }
}
