use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context, Result};
use jiff::civil::Date;

use crate::actors::{Overrides, OwnTable, Recognizer};
use crate::cli::console::Console;
use crate::export::load;
use crate::graph::Graph;
use crate::ingest::{self, Columns, Format, IngestError, Options};
use crate::pipeline::{Extraction, Pipeline};
use crate::store::Store;
use crate::text::Document;

/// Faults of the user's tables that are told one by one.
const MOST_FAULTS: usize = 20;

/// The articles to read.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct Input {
    /// Articles: text, Markdown, HTML, JSON, JSON Lines, CSV, PDF, DOCX, feeds, mail, WARC, ZIP, each also as .gz or .zst; folders of them; graphs and stores made before; - for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Day of publication of articles that do not tell theirs: 2023-08-30
    #[arg(long, value_name = "DATE", help_heading = "Articles")]
    date: Option<Date>,
    /// Headline of articles that have none
    #[arg(long, value_name = "TEXT", help_heading = "Articles")]
    headline: Option<String>,
    /// Publisher of articles that do not tell theirs
    #[arg(long, value_name = "NAME", help_heading = "Articles")]
    source: Option<String>,
    /// Read every file as this, whatever its extension
    #[arg(long, value_name = "KIND", value_parser = known_kind, help_heading = "Articles")]
    from: Option<Format>,
    /// The column of a table that holds the text, id, title, date, source, url or author, where its name does not tell
    #[arg(long, value_name = "FIELD=NAME", value_parser = known_column, help_heading = "Articles")]
    column: Vec<(String, String)>,
    /// Read articles in other languages than English too
    #[arg(long, help_heading = "Articles")]
    any_language: bool,
    /// Several times as fast, and less exact: without the networks that read whole sentences
    #[arg(long, help_heading = "Articles")]
    fast: bool,
    /// Actors of your own: .csv, .toml, or a dictionary of actors or agents of PETRARCH; may be given several times
    #[arg(long, value_name = "FILE", help_heading = "Articles")]
    actors: Vec<PathBuf>,
    /// Actors to merge, split, rename or leave out: a .toml file
    #[arg(long, value_name = "FILE", help_heading = "Articles")]
    overrides: Option<PathBuf>,
}

/// The format with this extension.
fn known_kind(name: &str) -> Result<Format, String> {
    Format::of_extension(name).ok_or_else(|| "expected an extension such as txt, html, jsonl, csv or warc".to_owned())
}

/// A field of an article and the name of its column.
fn known_column(text: &str) -> Result<(String, String), String> {
    const FIELDS: [&str; 7] = ["text", "id", "title", "date", "source", "url", "author"];
    match text.split_once('=') {
        Some((field, name)) if FIELDS.contains(&field) => Ok((field.to_owned(), name.to_owned())),
        _ => Err(format!("expected FIELD=NAME with FIELD one of {}", FIELDS.join(", "))),
    }
}

impl Input {
    /// One file.
    pub(super) fn of(path: PathBuf) -> Self {
        Self { files: vec![path], ..Self::default() }
    }

    /// The files that `belongs` picks, and an input of the others.
    pub(super) fn split(&self, belongs: impl Fn(&Path) -> bool) -> (Vec<PathBuf>, Self) {
        let (picked, files) = self.files.iter().cloned().partition(|path| belongs(path));
        (picked, Self { files, ..self.clone() })
    }

    /// Whether there is nothing to read.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Takes the first path away if `is_name` says that it is a name; it is told whether there are more.
    pub(super) fn take_first(&mut self, is_name: impl Fn(&PathBuf, bool) -> bool) -> Option<String> {
        let more = self.files.len() > 1;
        let name = self.files.first().filter(|path| is_name(path, more))?.to_string_lossy().into_owned();
        self.files.remove(0);
        Some(name)
    }

    /// The graph of all articles, merged with the graph files among them.
    pub(super) fn graph(&self, console: &Console) -> Graph {
        let (stores, others) = self.split(Store::is_store);
        let (graphs, others) = others.split(load::is_graph);
        let (_, articles) = others.split(load::is_part_of_graph);
        let mut graph: Graph = articles.extractions(console).collect();
        let read_store = |path: &PathBuf| anyhow::Ok(Store::read(path)?.graph()?);
        let read = stores.iter().map(read_store).chain(graphs.iter().map(|path| read_graph(path)));
        for other in read.collect::<Vec<_>>() {
            match other {
                Ok(other) => graph.merge(other),
                Err(error) => console.error(format_args!("{error:#}")),
            }
        }
        graph
    }

    /// What each article says, one after the other, worked out on all threads.
    pub(super) fn extractions<'a>(&self, console: &'a Console) -> impl Iterator<Item = Extraction> + use<'a> {
        self.mapped(console, |extraction| extraction)
    }

    /// What `then` makes of each reading, on all threads, in order.
    pub(super) fn mapped<'a, T, F>(&self, console: &'a Console, then: F) -> impl Iterator<Item = T> + use<'a, T, F>
    where
        T: Send + 'a,
        F: Fn(Extraction) -> T + Sync + Copy + 'a,
    {
        let pipeline = self.pipeline(console).map_err(|error| console.error(format_args!("{error:#}"))).ok();
        let documents = pipeline.map(|pipeline| (pipeline, self.documents(console)));
        let made = documents.into_iter().flat_map(move |(pipeline, documents)| pipeline.try_map_all(documents, then));
        made.inspect(|_| console.advance()).filter_map(|read| read.map_err(|fault| console.error(fault)).ok())
    }

    /// The stages, with the actors of the user's own files.
    pub(super) fn pipeline(&self, console: &Console) -> Result<&'static Pipeline> {
        static OWN: OnceLock<Pipeline> = OnceLock::new();
        if self.actors.is_empty() && self.overrides.is_none() && !self.fast {
            return Ok(Pipeline::embedded());
        }
        if let Some(pipeline) = OWN.get() {
            return Ok(pipeline);
        }
        let mut own = Pipeline::default();
        if !self.actors.is_empty() || self.overrides.is_some() {
            own = own.recognizing(self.recognizer(console)?);
        }
        Ok(OWN.get_or_init(|| if self.fast { own.fast() } else { own }))
    }

    /// The recognizer with the actors of the user's own files; their faults are reported.
    fn recognizer(&self, console: &Console) -> Result<Recognizer> {
        let read = |path: &PathBuf| fs::read_to_string(path).with_context(|| path.display().to_string());
        let mut tables = Vec::new();
        for path in &self.actors {
            tables.push(OwnTable::new(path.display().to_string(), read(path)?));
        }
        let overrides = match &self.overrides {
            Some(path) => Overrides::read(&path.display().to_string(), &read(path)?)?,
            None => Overrides::default(),
        };
        let (recognizer, faults) = Recognizer::with(&tables, overrides)?;
        for fault in faults.iter().take(MOST_FAULTS) {
            console.error(fault);
        }
        if faults.len() > MOST_FAULTS {
            console.error(format_args!("{} more faults in the tables of actors", faults.len() - MOST_FAULTS));
        }
        Ok(recognizer)
    }

    /// The documents one after the other; what cannot be read is reported and skipped.
    pub(super) fn documents<'a>(&self, console: &'a Console) -> impl Iterator<Item = Document> + use<'a> {
        let options = Options {
            format: self.from,
            title: self.headline.clone(),
            date: self.date,
            source: self.source.clone(),
            any_language: self.any_language,
            columns: Columns(self.column.iter().cloned().collect()),
            ..Options::default()
        };
        let told = |error: IngestError| if error.is_notice() { console.note(error) } else { console.error(error) };
        ingest::open(&self.files, &options).filter_map(move |read| read.map_err(told).ok())
    }
}

fn read_graph(path: &Path) -> Result<Graph> {
    load::read(path).with_context(|| path.display().to_string())
}
