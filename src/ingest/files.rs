//! Paths: folders walked, names made into ids.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::ingest::source::{self, Readings, Source, Within};
use crate::ingest::{Format, IngestError, Options, STANDARD_INPUT, format};

/// The files that `path` stands for: itself, or all files of the folder, sorted by name, hidden ones skipped.
pub(super) fn expand(path: PathBuf) -> Box<dyn Iterator<Item = Result<PathBuf, IngestError>> + Send> {
    if !path.is_dir() {
        return Box::new(std::iter::once(Ok(path)));
    }
    // pictures and styles lie beside saved pages
    let furniture = |entry: &DirEntry| format::is_furniture(entry.path());
    let hidden = |entry: &DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    let walk = WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
    Box::new(walk.filter_entry(move |entry| !hidden(entry)).filter_map(move |entry| match entry {
        Ok(entry) => (!entry.file_type().is_dir() && !furniture(&entry)).then(|| Ok(entry.into_path())),
        Err(error) => {
            let path = error.path().unwrap_or(Path::new("")).display().to_string();
            let reason = match error.io_error() {
                Some(reason) => system(reason),
                None => "the folder contains itself".to_owned(),
            };
            Some(Err(IngestError::Unreadable { path, reason }))
        }
    }))
}

/// The documents in the file at `path`.
pub(super) fn read(path: &Path, names: &mut Names, options: &Options) -> Readings {
    let name = path.display().to_string();
    if name == STANDARD_INPUT {
        let (name, stem) = ("standard input".to_owned(), names.unique("stdin"));
        let source = names.within.source(name, stem, options.format, false, Box::new(io::stdin()));
        return source::documents(source, options);
    }
    let (known, packed) = Format::of_path(path);
    let format = options.format.or(known);
    if format.is_none()
        && !packed
        && let Some(found) = format::extension(path)
        && path.exists()
    {
        return source::once(Err(IngestError::UnknownExtension { path: name, found: format!(".{found}") }));
    }
    match File::open(path) {
        Ok(file) => {
            let stem = names.unique(&stem(path));
            let source = names.within.source(name, stem, format, packed, Box::new(file));
            source::documents(Source { file: Some(path.to_owned()), ..source }, options)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => source::once(Err(IngestError::Missing { path: name })),
        Err(error) => source::once(Err(IngestError::Unreadable { path: name, reason: system(&error) })),
    }
}

/// What the system says, without its number.
pub(super) fn system(error: &io::Error) -> String {
    let text = error.to_string();
    let end = text.find(" (os error").unwrap_or(text.len());
    let mut text = text[..end].to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    text
}

/// The name of the file without folders and extensions.
pub(super) fn stem(path: &Path) -> String {
    let mut stem = PathBuf::from(path.file_name().unwrap_or(path.as_os_str()));
    if Format::of_path(path).1 {
        stem.set_extension("");
    }
    if Format::of_path(&stem).0.is_some() {
        stem.set_extension("");
    }
    stem.to_string_lossy().into_owned()
}

/// The names that files have taken as ids.
#[derive(Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
    within: Within,
}

impl Names {
    /// `name`, or the first of `name-2`, `name-3`, … that is free.
    fn unique(&mut self, name: &str) -> String {
        let mut free = name.to_owned();
        let mut number = 2;
        while !self.taken.insert(free.clone()) {
            free = format!("{name}-{number}");
            number += 1;
        }
        free
    }
}
