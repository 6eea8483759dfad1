//! Plain tables in CSV: actors, events, evidence, and what is needed to read the graph back.
//!
//! In: a [`Graph`]. Out, and in again by [`read`], five files, UTF-8 with a header and commas:
//!
//! - `actors.csv`: one row an actor, [`facts`](crate::export::facts) tell the columns
//! - `events.csv`: one row an edge with its best report
//! - `evidence.csv`: one row a report; `event` is the `id` of an event
//! - `documents.csv`: one row an article
//! - `mentions.csv`: one row for each actor in each article; `names` and `roles` are JSON
//!
//! An empty cell is an unknown value. A text that a spreadsheet would take for a formula, one that begins with `=`,
//! `+`, `-` or `@`, has a `'` before it, and so has an empty text; [`read`] takes it away again.

mod read;

use std::io;

use crate::export::escape::cell;
use crate::export::facts::{self, Column, Value};
use crate::export::{ExportError, Format, Options, Sink, Writer, chunks, json};
use crate::graph::{Actor, Article, Graph, Link};

pub use read::read;
pub(super) use read::{Cells, Reader, TakeCells, graph, place};

/// The format.
pub const FORMAT: Format = Format {
    name: "csv",
    about: "CSV tables of actors, events, evidence: spreadsheets, pandas, R",
    extension: "csv",
    media_type: "text/csv; charset=utf-8",
    write: Writer::Files(write),
};

/// A table: its name and its columns.
pub(super) struct Table {
    /// Name of its file, without the extension.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
}

/// The tables.
pub(super) const TABLES: [Table; 5] = [
    Table { name: "actors", columns: &facts::ACTOR },
    Table { name: "events", columns: &facts::EDGE },
    Table { name: "evidence", columns: &facts::REPORT },
    Table { name: "documents", columns: &facts::DOCUMENT },
    Table { name: "mentions", columns: &facts::MENTION },
];

/// Takes a row of a table.
pub(super) type TakeRow<'t> = &'t mut dyn FnMut(&[Value]) -> Result<(), ExportError>;

/// What a row of a table, or a few rows of it, are made of.
enum Part<'g> {
    Actor(&'g Actor),
    Event(Link<'g>),
    /// Its reports.
    Evidence(Link<'g>),
    Document(&'g str, &'g Article),
    /// What each article says of it.
    Mentions(&'g Actor),
}

/// What the rows of the table called `name` are made of.
fn parts<'g>(graph: &'g Graph, name: &str) -> Box<dyn Iterator<Item = Part<'g>> + 'g> {
    match name {
        "actors" => Box::new(graph.actors().map(Part::Actor)),
        "events" => Box::new(graph.links().map(Part::Event)),
        "evidence" => Box::new(graph.links().map(Part::Evidence)),
        "documents" => Box::new(graph.articles().iter().map(|(id, article)| Part::Document(id, article))),
        _ => Box::new(graph.actors().map(Part::Mentions)),
    }
}

impl Part<'_> {
    /// Gives its rows to `take`.
    fn rows(&self, graph: &Graph, take: TakeRow) -> Result<(), ExportError> {
        match *self {
            Part::Actor(actor) => take(&facts::actor(graph, actor)),
            Part::Event(link) => take(&facts::edge(graph, link)),
            Part::Evidence(link) => {
                let id = facts::edge_id(link);
                link.edge.reports.iter().try_for_each(|report| take(&facts::report(&id, report)))
            }
            Part::Document(id, article) => take(&facts::document(graph, id, article)),
            Part::Mentions(actor) => actor.presences.iter().try_for_each(|(document, presence)| {
                let json = json::names_and_roles(presence)?;
                take(&facts::mention(&actor.key, document, presence, json))
            }),
        }
    }
}

/// Gives every row of the table called `name` to `take`.
pub(super) fn rows(graph: &Graph, name: &str, take: TakeRow) -> Result<(), ExportError> {
    parts(graph, name).try_for_each(|part| part.rows(graph, take))
}

fn write(graph: &Graph, _: &Options, sink: &mut dyn Sink) -> Result<(), ExportError> {
    for table in &TABLES {
        let mut out = sink.open(&format!("{}.csv", table.name))?;
        csv::Writer::from_writer(&mut out).write_record(table.columns.iter().map(|column| column.name))?;
        chunks::write(parts(graph, table.name), out, |chunk, to| {
            let mut to = csv::Writer::from_writer(to);
            chunk.iter().try_for_each(|part| part.rows(graph, &mut |row| write_row(&mut to, row)))?;
            Ok(to.flush()?)
        })?;
    }
    Ok(())
}

/// Writes one row, its texts safe for spreadsheets.
pub(super) fn write_row(out: &mut csv::Writer<impl io::Write>, row: &[Value]) -> Result<(), ExportError> {
    let mut scratch = String::new();
    for value in row {
        let text = value.plain_in(&mut scratch).unwrap_or_default();
        match value {
            Value::Text(_) | Value::List(_) if !matches!(value, Value::List(items) if items.is_empty()) => {
                out.write_field(cell(text).as_bytes())?;
            }
            _ => out.write_field(text.as_bytes())?,
        }
    }
    out.write_record(None::<&[u8]>)?;
    Ok(())
}
