//! Where the files of a format go: to disk, beside each other or into a folder, or into memory.
//!
//! In: the names that a format gives its files, and their bytes. Out: files that appear only once they are whole.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::export::{Format, Writer};

/// Takes the files of a format, one after the other.
pub trait Sink {
    /// Opens the file `name`, a path with `/`; the one before is whole.
    ///
    /// # Errors
    ///
    /// If it cannot be made, or the one before cannot be finished.
    fn open(&mut self, name: &str) -> io::Result<&mut (dyn Write + Send)>;
}

/// Files in memory, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory(pub BTreeMap<String, Vec<u8>>);

impl Sink for Memory {
    fn open(&mut self, name: &str) -> io::Result<&mut (dyn Write + Send)> {
        let file = self.0.entry(name.to_owned()).or_default();
        file.clear();
        Ok(file)
    }
}

/// Files on disk. Each is written under another name first, and takes its own when all are whole, so that a run that
/// fails leaves what was there before.
#[derive(Debug)]
pub struct Disk {
    place: Place,
    written: Vec<(PathBuf, PathBuf)>,
    open: Option<BufWriter<File>>,
}

#[derive(Debug)]
enum Place {
    /// The one file.
    File(PathBuf),
    /// `graph.csv` stands for `graph-actors.csv`, `graph-events.csv`, …
    Beside { folder: PathBuf, stem: String },
    /// Inside it.
    Folder(PathBuf),
}

impl Disk {
    /// The files of `format` at `path`: the file itself; of several files a folder, or with the extension of the format
    /// files beside each other whose names begin with that of `path`.
    pub fn at(path: &Path, format: &Format) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let stem = format.stem(&name).filter(|_| !path.is_dir());
        let place = match (format.write, stem) {
            (Writer::Stream(_), _) => Place::File(path.to_owned()),
            (Writer::Files(_), Some(stem)) => {
                Place::Beside { folder: path.parent().map(Path::to_owned).unwrap_or_default(), stem: stem.to_owned() }
            }
            (Writer::Files(_) | Writer::Folder(_), _) => Place::Folder(path.to_owned()),
        };
        Self { place, written: Vec::new(), open: None }
    }

    /// Gives every file its name, and says which they are.
    ///
    /// # Errors
    ///
    /// If one cannot be finished.
    pub fn finish(mut self) -> io::Result<Vec<PathBuf>> {
        self.close()?;
        let written = std::mem::take(&mut self.written);
        for (part, path) in &written {
            if part != path {
                fs::rename(part, path)?;
            }
        }
        Ok(written.into_iter().map(|(_, path)| path).collect())
    }

    fn close(&mut self) -> io::Result<()> {
        self.open.take().map_or(Ok(()), |mut file| file.flush())
    }
}

impl Sink for Disk {
    fn open(&mut self, name: &str) -> io::Result<&mut (dyn Write + Send)> {
        self.close()?;
        let path = match &self.place {
            Place::File(path) => path.clone(),
            Place::Beside { folder, stem } => folder.join(format!("{stem}-{name}")),
            Place::Folder(folder) => folder.join(name),
        };
        if let (Place::Folder(_), Some(folder)) = (&self.place, path.parent()) {
            fs::create_dir_all(folder)?;
        }
        // a pipe or device cannot be replaced by a file
        let special = path.metadata().is_ok_and(|data| !data.is_file());
        let part = if special { path.clone() } else { partial(&path) };
        let file = File::create(&part)?;
        self.written.push((part, path));
        Ok(self.open.insert(BufWriter::new(file)))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        for (part, path) in &self.written {
            if part != path {
                // nothing better can be done about a leftover
                drop(fs::remove_file(part));
            }
        }
    }
}

/// The name of a file that is not whole yet.
fn partial(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".partial");
    path.with_file_name(name)
}
