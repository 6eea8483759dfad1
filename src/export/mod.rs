//! What goes out: a [`Graph`] in one of [`FORMATS`], and what one document says as JSON Lines ([`extraction`]).
//!
//! A format is a file here with one `const FORMAT`, its `mod` line and its entry in [`FORMATS`]; the commands, their
//! help and the tests walk that list. Most write one stream; some write several files into a [`Sink`].
//!
//! ```
//! use demarche::export::{self, Options};
//! use demarche::graph::Graph;
//!
//! let format = export::by_name("dot")?;
//! let mut out = Vec::new();
//! format.stream(&Graph::default(), &Options::default(), &mut out)?;
//! assert!(out.starts_with(b"digraph"));
//! # Ok::<(), export::ExportError>(())
//! ```

mod chunks;
mod cx2;
mod cypher;
mod cytoscape;
mod dot;
mod escape;
pub mod extraction;
mod facts;
mod ftm;
mod gephi;
mod gexf;
pub mod graphml;
mod graphology;
pub mod json;
mod jsonld;
mod kumu;
pub mod load;
mod mermaid;
mod neo4j;
mod nquads;
mod obsidian;
pub mod parquet;
mod pdf;
mod png;
mod rdf;
mod report;
mod rustworkx;
mod sink;
mod svg;
pub mod table;
pub mod tables;
mod turtle;

use std::io;
use std::path::Path;

use thiserror::Error;

use crate::graph::Graph;
use crate::picture::{PictureError, Settings};

pub use sink::{Disk, Memory, Sink};

/// A way to write a graph down.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is and who reads it, in one line.
    pub about: &'static str,
    /// Its file name extension, which may have dots inside.
    pub extension: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Writes a graph.
    pub write: Writer,
}

/// How a format writes.
#[derive(Clone, Copy, Debug)]
pub enum Writer {
    /// One stream.
    Stream(fn(&Graph, &Options, &mut dyn io::Write) -> Result<(), ExportError>),
    /// Several files, which can stand beside each other or in a folder.
    Files(fn(&Graph, &Options, &mut dyn Sink) -> Result<(), ExportError>),
    /// A folder of files that name each other.
    Folder(fn(&Graph, &Options, &mut dyn Sink) -> Result<(), ExportError>),
}

impl Format {
    /// Writes `graph` to one stream.
    ///
    /// # Errors
    ///
    /// If `out` does not take it, or the format needs several files.
    pub fn stream(&self, graph: &Graph, options: &Options, out: &mut dyn io::Write) -> Result<(), ExportError> {
        match self.write {
            Writer::Stream(write) => write(graph, options, out),
            Writer::Files(_) | Writer::Folder(_) => Err(ExportError::SeveralFiles { format: self.name }),
        }
    }

    /// Writes `graph` to `sink`; a format of one stream opens one file, called `graph.` and its extension.
    ///
    /// # Errors
    ///
    /// If `sink` does not take it.
    pub fn files(&self, graph: &Graph, options: &Options, sink: &mut dyn Sink) -> Result<(), ExportError> {
        match self.write {
            Writer::Stream(write) => write(graph, options, sink.open(&format!("graph.{}", self.extension))?),
            Writer::Files(write) | Writer::Folder(write) => write(graph, options, sink),
        }
    }

    /// What comes before the extension of this format in `name`, if that is how `name` ends.
    fn stem<'n>(&self, name: &'n str) -> Option<&'n str> {
        let ends = |end: &str| {
            let at = name.len().checked_sub(end.len() + 1)?;
            let tail = name.get(at..)?;
            (tail.starts_with('.') && tail[1..].eq_ignore_ascii_case(end)).then(|| &name[..at])
        };
        ends(self.extension).or_else(|| ends(self.name))
    }
}

/// Every format, in the order of their names.
pub const FORMATS: &[Format] = &[
    tables::FORMAT,
    cx2::FORMAT,
    cypher::FORMAT,
    cytoscape::FORMAT,
    dot::FORMAT,
    ftm::FORMAT,
    gephi::FORMAT,
    gexf::FORMAT,
    graphml::FORMAT,
    graphology::FORMAT,
    json::FORMAT,
    jsonld::FORMAT,
    kumu::FORMAT,
    report::FORMAT,
    mermaid::FORMAT,
    neo4j::FORMAT,
    nquads::FORMAT,
    obsidian::FORMAT,
    parquet::FORMAT,
    pdf::FORMAT,
    png::FORMAT,
    rustworkx::FORMAT,
    svg::FORMAT,
    table::FORMAT,
    turtle::FORMAT,
];

/// What some formats let one choose.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Title of a picture.
    pub title: Option<String>,
    /// Node-link JSON with `links` beside `edges`, for D3 and for NetworkX before 3.4.
    pub links: bool,
    /// Draw only the edges that most reports stand behind.
    pub top: Option<usize>,
    /// Which picture to draw, and how; its title and number of edges are those above.
    pub picture: Settings,
    /// For which program GraphML is.
    pub flavor: Flavor,
    /// Columns of the terminal a table is for; as wide as it needs when absent.
    pub width: Option<u16>,
}

/// For which program a format is that several read in their own way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flavor {
    /// For all of them.
    #[default]
    Plain,
    /// For the graph editor yEd.
    Yed,
}

/// Why a graph could not be written or read.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The destination does not take it.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// There is no such format.
    #[error("unknown format `{found}`; expected one of {}", names())]
    UnknownFormat {
        /// The name given.
        found: String,
    },
    /// The format is more than one stream.
    #[error("the format {format} writes several files; give it a place with -o, such as -o folder/")]
    SeveralFiles {
        /// The format.
        format: &'static str,
    },
    /// The extension tells no format.
    #[error("cannot guess a format from `{path}`; give --format ({})", names())]
    NoFormat {
        /// The path given.
        path: String,
    },
    /// There is no picture.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// Not a graph that this program wrote.
    #[error("not a graph of this program: {0}")]
    Json(serde_json::Error),
    /// Not GraphML, or not a graph that this program wrote.
    #[error("not a graph of this program: {0}")]
    Xml(String),
    /// Not CSV.
    #[error("not a table of this program: {0}")]
    Csv(String),
    /// Not Parquet, or it cannot be written.
    #[error("Parquet: {0}")]
    Parquet(#[from] ::parquet::errors::ParquetError),
    /// A table is not as this program writes it.
    #[error("not a graph of this program: {file}: {what}")]
    Table {
        /// The file, and the row where one can be told.
        file: String,
        /// What was found and what was expected.
        what: String,
    },
    /// An edge of the file has nothing to prove it.
    #[error("not a graph of this program: the edge from `{source_key}` to `{target_key}` has no evidence")]
    NoEvidence {
        /// Where it starts.
        source_key: String,
        /// Where it ends.
        target_key: String,
    },
    /// A word of the file is not one this program knows.
    #[error("not a graph of this program: unknown {what} `{found}`")]
    UnknownWord {
        /// What it should be.
        what: &'static str,
        /// The word.
        found: String,
    },
}

impl From<csv::Error> for ExportError {
    fn from(error: csv::Error) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => Self::Io(error),
            kind => Self::Csv(format!("{kind:?}")),
        }
    }
}

impl From<serde_json::Error> for ExportError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

/// The format called `name`.
///
/// # Errors
///
/// If there is none.
pub fn by_name(name: &str) -> Result<&'static Format, ExportError> {
    let named = FORMATS.iter().find(|format| format.name == name);
    named.ok_or_else(|| ExportError::UnknownFormat { found: name.to_owned() })
}

/// The format that the extension of `path` tells.
///
/// # Errors
///
/// If it tells none.
pub fn by_extension(path: &Path) -> Result<&'static Format, ExportError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = |format: &&Format| format.stem(&name).map(str::len);
    let format = FORMATS.iter().filter(|format| stem(format).is_some()).min_by_key(stem);
    format.ok_or_else(|| ExportError::NoFormat { path: path.display().to_string() })
}

/// What the options say of pictures.
fn picture_settings(options: &Options) -> Settings {
    Settings { title: options.title.clone(), top: options.top, ..options.picture.clone() }
}

/// The names of all formats, for messages.
fn names() -> String {
    FORMATS.iter().map(|format| format.name).collect::<Vec<_>>().join(", ")
}

/// `text` without the control characters that no graph format takes: tab, line feed and carriage return stay.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r')).collect()
}

/// A relation as people read it: `arms_deal` is "arms deal".
fn readable(relation: &str) -> String {
    relation.replace('_', " ")
}

#[cfg(test)]
mod tests;
