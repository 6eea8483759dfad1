//! Graphs that this program wrote, read back.
//!
//! In: a file or folder in one of the formats that hold all of a graph: node-link JSON, GraphML, and the tables in CSV
//! or Parquet, of which `actors` stands for all. Out: the same [`Graph`].

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use crate::export::tables::TABLES;
use crate::export::{ExportError, graphml, json, parquet, tables};
use crate::graph::Graph;

/// A kind of file that holds all of a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Json,
    GraphMl,
    Csv,
    Parquet,
}

/// Whether `path` is a graph that this program wrote, rather than an article.
pub fn is_graph(path: &Path) -> bool {
    kind(path).is_some()
}

/// Whether `path` is one of the tables of a graph that its table of actors stands for, and so is read with that.
pub fn is_part_of_graph(path: &Path) -> bool {
    let is_table = |table: &str| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        stem == table || stem.ends_with(&format!("-{table}"))
    };
    let part = TABLES[1..].iter().find(|table| is_table(table.name));
    part.is_some_and(|table| {
        let actors = path.to_string_lossy();
        let Some(at) = actors.rfind(table.name) else { return false };
        is_graph(Path::new(&format!("{}actors{}", &actors[..at], &actors[at + table.name.len()..])))
    })
}

/// Reads the graph at `path`.
///
/// # Errors
///
/// If it is none, or cannot be read.
pub fn read(path: &Path) -> Result<Graph, ExportError> {
    match kind(path) {
        Some(Kind::GraphMl) => graphml::read(BufReader::new(File::open(path)?)),
        Some(Kind::Csv) => tables::read(&beginning(path)),
        Some(Kind::Parquet) => parquet::read(&beginning(path)),
        _ => json::read(BufReader::new(File::open(path)?)),
    }
}

fn kind(path: &Path) -> Option<Kind> {
    if path.is_dir() {
        let holds = |extension: &str| {
            let files = TABLES.iter().map(|table| path.join(format!("{}.{extension}", table.name)));
            files.into_iter().all(|file| file.is_file())
        };
        return if holds("csv") { Some(Kind::Csv) } else { holds("parquet").then_some(Kind::Parquet) };
    }
    let stem = path.file_stem()?.to_string_lossy();
    let actors = stem == "actors" || stem.ends_with("-actors");
    let start = start(path)?;
    let packed: String = start.chars().filter(|c| !c.is_whitespace()).collect();
    if packed.starts_with("{\"directed\":") {
        return Some(Kind::Json);
    }
    if start.contains("<graphml") {
        return Some(Kind::GraphMl);
    }
    if actors && start.starts_with("id,label,type,country,") {
        return Some(Kind::Csv);
    }
    (actors && start.starts_with("PAR1")).then_some(Kind::Parquet)
}

/// The first characters of a file.
fn start(path: &Path) -> Option<String> {
    let mut start = [0; 512];
    let read = File::open(path).and_then(|mut file| file.read(&mut start)).ok()?;
    Some(String::from_utf8_lossy(&start[..read]).trim_start_matches('\u{feff}').to_owned())
}

/// What stands before `-actors.csv`, or the folder.
fn beginning(path: &Path) -> PathBuf {
    if path.is_dir() {
        return path.to_owned();
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    match stem.strip_suffix("-actors") {
        Some(beginning) => path.with_file_name(beginning),
        None => path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned(),
    }
}
