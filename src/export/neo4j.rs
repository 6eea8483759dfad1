//! The CSV files that `neo4j-admin database import` reads.
//!
//! In: a [`Graph`]. Out: `nodes.csv` and `relationships.csv`, whose headers tell the types of the columns. The type of a
//! relationship is the relation in capitals (`ARMS_DEAL`), its properties are those of [`facts`](crate::export::facts)
//! and `reports_json`, all that is known of every report. Arrays are divided by `;`, so a `;` inside an item becomes a
//! comma; line breaks become spaces, since the importer reads none without an option.

use std::borrow::Cow;

use crate::export::facts::{self, Column, Kind, Value};
use crate::export::{ExportError, Format, Options, Sink, Writer, json};
use crate::graph::Graph;

/// The format.
pub const FORMAT: Format = Format {
    name: "neo4j",
    about: "CSV files for neo4j-admin import",
    extension: "neo4j.csv",
    media_type: "text/csv; charset=utf-8",
    write: Writer::Files(write),
};

fn write(graph: &Graph, _: &Options, sink: &mut dyn Sink) -> Result<(), ExportError> {
    let mut out = csv::Writer::from_writer(sink.open("nodes.csv")?);
    let names = facts::ACTOR.iter().skip(1).map(typed);
    out.write_record(["id:ID(Actor)".to_owned()].into_iter().chain(names).chain([":LABEL".to_owned()]))?;
    for actor in graph.actors() {
        for value in &facts::actor(graph, actor) {
            out.write_field(cell(value).as_bytes())?;
        }
        out.write_record([format!("Actor;{}", label(actor.kind().as_str()))])?;
    }
    out.flush()?;
    drop(out);
    let mut out = csv::Writer::from_writer(sink.open("relationships.csv")?);
    let first = [":START_ID(Actor)", ":END_ID(Actor)", ":TYPE", "id"].map(str::to_owned);
    let names = facts::EDGE.iter().skip(3).map(typed);
    out.write_record(first.into_iter().chain(names).chain(["reports_json".to_owned()]))?;
    for link in graph.links() {
        let [id, source, target, rest @ ..] = facts::edge(graph, link);
        for value in [&source, &target] {
            out.write_field(cell(value).as_bytes())?;
        }
        out.write_field(kind(&link.edge.key.relation))?;
        for value in std::iter::once(&id).chain(&rest) {
            out.write_field(cell(value).as_bytes())?;
        }
        out.write_record([json::evidence_text(graph, link.edge)?])?;
    }
    out.flush()?;
    Ok(())
}

/// The column with its type: `score:double`.
fn typed(column: &Column) -> String {
    let kind = match column.kind {
        Kind::Text => "string",
        Kind::Whole => "long",
        Kind::Real => "double",
        Kind::Truth => "boolean",
        Kind::Day => "date",
        Kind::List => "string[]",
    };
    format!("{}:{kind}", column.name)
}

fn cell<'v>(value: &'v Value) -> Cow<'v, str> {
    let text = match value {
        Value::List(items) => items.iter().map(|item| item.replace(';', ",")).collect::<Vec<_>>().join(";").into(),
        _ => value.plain().unwrap_or_default(),
    };
    if text.contains(['\n', '\r']) { text.replace("\r\n", " ").replace(['\n', '\r'], " ").into() } else { text }
}

/// A relation as the type of a relationship: `ARMS_DEAL`.
pub(super) fn kind(relation: &str) -> String {
    let word: String = relation.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    if word.is_empty() { "RELATION".to_owned() } else { word.to_uppercase() }
}

/// A kind of actor as a label: `ArmedGroup`.
pub(super) fn label(kind: &str) -> String {
    let words = kind.split('_').map(|word| word[..1].to_uppercase() + &word[1..]);
    words.collect()
}
