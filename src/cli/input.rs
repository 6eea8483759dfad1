use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::cli::console::Console;
use crate::export::json;
use crate::graph::Graph;
use crate::pipeline::{Extraction, Pipeline};
use crate::text::{Document, GivenMention, Span};

/// The articles to read.
#[derive(Debug, clap::Args)]
pub(super) struct Input {
    /// Articles: text, Markdown, JSON or JSON Lines files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Input {
    /// One file.
    pub(super) fn of(path: PathBuf) -> Self {
        Self { files: vec![path] }
    }

    /// The files that `belongs` picks, and an input of the others.
    pub(super) fn split(&self, belongs: impl Fn(&Path) -> bool) -> (Vec<PathBuf>, Self) {
        let (picked, files) = self.files.iter().cloned().partition(|path| belongs(path));
        (picked, Self { files })
    }

    /// The graph of all articles, merged with the graph files among them.
    pub(super) fn graph(&self, console: &Console) -> Graph {
        let mut graph: Graph = self.extractions(console).collect();
        for path in self.files.iter().filter(|path| is_graph(path)) {
            match read_graph(path) {
                Ok(other) => graph.merge(other),
                Err(error) => console.error(format_args!("{error:#}")),
            }
        }
        graph
    }

    /// What each article says, one after the other, worked out on all threads.
    pub(super) fn extractions<'a>(&'a self, console: &'a Console) -> impl Iterator<Item = Extraction> + 'a {
        Pipeline::embedded().extract_all(self.documents(console)).inspect(|_| console.advance())
    }

    /// The documents one after the other; what cannot be read is reported and skipped.
    pub(super) fn documents<'a>(&'a self, console: &'a Console) -> impl Iterator<Item = Document> + 'a {
        self.files.iter().filter(|path| !is_graph(path)).flat_map(move |file| {
            read(file).unwrap_or_else(|error| {
                console.error(format_args!("{error:#}"));
                Vec::new()
            })
        })
    }
}

/// Whether `path` is a graph in node-link JSON rather than an article: its first field is `directed`.
fn is_graph(path: &Path) -> bool {
    let mut start = [0; 64];
    let read = File::open(path).and_then(|mut file| file.read(&mut start)).unwrap_or(0);
    let start: String = String::from_utf8_lossy(&start[..read]).chars().filter(|c| !c.is_whitespace()).collect();
    start.starts_with("{\"directed\":")
}

fn read_graph(path: &Path) -> Result<Graph> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    json::read(BufReader::new(file)).with_context(|| path.display().to_string())
}

fn read(path: &Path) -> Result<Vec<Document>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    match path.extension().and_then(|e| e.to_str()) {
        Some("json") => {
            let records: Vec<Value> = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
            Ok(records.iter().map(document).collect())
        }
        Some("jsonl") => {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            let records = lines.map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
            Ok(records.iter().map(document).collect())
        }
        _ => Ok(vec![Document::new(stem, text)]),
    }
}

fn document(record: &Value) -> Document {
    let field = |name: &str| record[name].as_str().map(str::to_owned);
    let text = field("text").or_else(|| field("body")).or_else(|| field("content")).unwrap_or_default();
    let starts: Vec<u32> = text.char_indices().map(|(i, _)| i as u32).chain([text.len() as u32]).collect();
    let given = record["mentions"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mentions = given.iter().filter_map(|mention| {
        let at = |name: &str| starts.get(mention[name].as_u64()? as usize).copied();
        let word = |name: &str| mention[name].as_str().map(str::to_owned);
        let span = Span::new(at("start")?, at("end")?);
        Some(GivenMention { span, name: word("name"), kind: word("type"), country: word("country") })
    });
    let mentions = mentions.collect();
    Document {
        id: field("id").unwrap_or_default(),
        title: field("title"),
        date: field("date").and_then(|date| date.parse().ok()),
        source: field("source"),
        url: field("url"),
        text,
        mentions,
    }
}
