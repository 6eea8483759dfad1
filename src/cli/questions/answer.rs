use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use crate::cli::output::terminal_width;
use crate::export::{self, Disk, Format, Options, table};
use crate::graph::Graph;

/// How an answer comes.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Answer")]
pub(in crate::cli) struct AnswerOutput {
    /// Write the answer to FILE; its extension tells the format
    #[arg(short, long = "output", value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write the answer as table (for people), json or csv (for programs), or its graph in a graph format: dot, svg, …
    #[arg(short, long, value_name = "FORMAT", value_parser = known_format)]
    format: Option<Shape>,
    /// At most N rows; 0 is all
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// A form of an answer.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) enum Shape {
    /// For people.
    Table,
    /// An array of objects, one each row.
    Json,
    /// One line each row, the names of the columns first.
    Csv,
    /// The part of the graph that is the answer.
    Graph(&'static Format),
}

fn known_format(name: &str) -> Result<Shape, export::ExportError> {
    match name {
        "table" => Ok(Shape::Table),
        "json" => Ok(Shape::Json),
        "csv" => Ok(Shape::Csv),
        name => export::by_name(name).map(Shape::Graph),
    }
}

/// A row of an answer: its columns and their values; a column begun with `_` is not shown to people.
pub(in crate::cli) type Row = Vec<(&'static str, Value)>;

/// An answer in all its forms.
#[derive(Debug, Default)]
pub(in crate::cli) struct Answer {
    /// Rows, each with the same columns.
    pub rows: Vec<Row>,
    /// What people read in place of a table.
    pub text: Option<String>,
    /// What stands below the table.
    pub note: Option<String>,
    /// The part of the graph that is the answer.
    pub graph: Graph,
}

impl AnswerOutput {
    /// Rows at most, `usual` when the user does not say.
    pub(in crate::cli) fn limit(&self, usual: usize) -> usize {
        let usual = if self.is_for_people() { usual } else { 0 };
        match self.limit.unwrap_or(usual) {
            0 => usize::MAX,
            limit => limit,
        }
    }

    /// Whether the answer is written as a graph.
    pub(in crate::cli) fn is_graph(&self) -> bool {
        matches!(self.shape(), Ok(Shape::Graph(_)))
    }

    /// Whether the answer is a table or a picture rather than data.
    fn is_for_people(&self) -> bool {
        self.output.is_none() && self.format.is_none_or(|shape| matches!(shape, Shape::Table))
    }

    /// The form that was asked for.
    fn shape(&self) -> Result<Shape> {
        if let Some(shape) = self.format {
            return Ok(shape);
        }
        let Some(path) = &self.output else { return Ok(Shape::Table) };
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") => Ok(Shape::Json),
            Some("csv") => Ok(Shape::Csv),
            Some("txt") | None => Ok(Shape::Table),
            Some(_) => Ok(Shape::Graph(export::by_extension(path)?)),
        }
    }

    /// Fails now rather than later when the format is wrong.
    pub(in crate::cli) fn check(&self) -> Result<()> {
        if let (Shape::Graph(format), None) = (self.shape()?, &self.output)
            && !matches!(format.write, export::Writer::Stream(_))
        {
            bail!("{} is a format of several files; name a place with -o", format.name);
        }
        self.shape().map(|_| ())
    }

    /// Writes `answer` where it shall go.
    pub(in crate::cli) fn write(&self, answer: &Answer) -> Result<()> {
        let shape = self.shape()?;
        let path = self.output.as_deref().filter(|path| path.as_os_str() != "-");
        if let (Shape::Graph(format), Some(path)) = (shape, path) {
            let mut disk = Disk::at(path, format);
            format.files(&answer.graph, &Options::default(), &mut disk).with_context(|| cannot_write(path))?;
            disk.finish().with_context(|| cannot_write(path))?;
            return Ok(());
        }
        let mut bytes = Vec::new();
        match shape {
            Shape::Table => answer.table(&mut bytes)?,
            Shape::Json => answer.json(&mut bytes)?,
            Shape::Csv => answer.csv(&mut bytes)?,
            Shape::Graph(format) => format.stream(&answer.graph, &Options::default(), &mut bytes)?,
        }
        let mut out: Box<dyn Write> = match path {
            Some(path) => Box::new(BufWriter::new(File::create(path).with_context(|| cannot_write(path))?)),
            None => Box::new(io::stdout().lock()),
        };
        out.write_all(&bytes)?;
        Ok(out.flush()?)
    }
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write {}", path.display())
}

impl Answer {
    fn table(&self, out: &mut dyn Write) -> Result<()> {
        if let Some(text) = &self.text {
            return Ok(out.write_all(text.as_bytes())?);
        }
        if let Some(first) = self.rows.first() {
            let shown = |(name, _): &&(&'static str, Value)| !name.starts_with('_');
            let header: Vec<String> = first.iter().filter(shown).map(|(name, _)| title(name)).collect();
            let header: Vec<&str> = header.iter().map(String::as_str).collect();
            let mut table = table::new(terminal_width(), &header);
            for row in &self.rows {
                table.add_row(row.iter().filter(shown).map(|(_, value)| cell(value)));
            }
            writeln!(out, "{table}")?;
        }
        if let Some(note) = &self.note {
            writeln!(out, "{note}")?;
        }
        Ok(())
    }

    fn json(&self, out: &mut dyn Write) -> Result<()> {
        write!(out, "[")?;
        for (i, row) in self.rows.iter().enumerate() {
            out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
            let fields: Map<String, Value> =
                row.iter().map(|(name, value)| (name.trim_start_matches('_').to_owned(), value.clone())).collect();
            serde_json::to_writer(&mut *out, &fields)?;
        }
        Ok(writeln!(out, "\n]")?)
    }

    fn csv(&self, out: &mut dyn Write) -> Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        if let Some(first) = self.rows.first() {
            csv.write_record(first.iter().map(|(name, _)| name.trim_start_matches('_')))?;
        }
        for row in &self.rows {
            csv.write_record(row.iter().map(|(_, value)| cell(value)))?;
        }
        Ok(csv.flush()?)
    }
}

/// The name of a column as people read it.
fn title(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A value as people read it.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
