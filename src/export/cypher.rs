//! A Cypher script that fills a graph database: Neo4j, Memgraph and others that speak openCypher.
//!
//! In: a [`Graph`]. Out: statements with `;`, one a line: a constraint, a `MERGE` for each actor, a `CREATE` for each edge.
//! The type of an edge is the relation in capitals (`ARMS_DEAL`); the properties are those of
//! [`facts`](crate::export::facts) with typed days, and `reports_json`, all that is known of every report. A value that is
//! not known is not set. Rows are not packed into `UNWIND`, whose lists of maps not every database takes when a value is
//! missing; for a great graph the files of [`neo4j`](crate::export::neo4j) load faster.

use std::io;

use crate::export::facts::{self, Column, Value};
use crate::export::neo4j::kind;
use crate::export::{ExportError, Format, Options, Writer, json};
use crate::graph::Graph;

/// The format.
pub const FORMAT: Format = Format {
    name: "cypher",
    about: "Cypher script: Neo4j, Memgraph, LadybugDB",
    extension: "cypher",
    media_type: "application/x-cypher-query",
    write: Writer::Stream(write),
};

fn write(graph: &Graph, _: &Options, out: &mut dyn io::Write) -> Result<(), ExportError> {
    writeln!(out, "CREATE CONSTRAINT actor_id IF NOT EXISTS FOR (a:Actor) REQUIRE a.id IS UNIQUE;")?;
    for actor in graph.actors() {
        write!(out, "MERGE (a:Actor {{id: ")?;
        text(&actor.key, out)?;
        write!(out, "}}) SET ")?;
        properties("a.", " = ", &facts::ACTOR[1..], &facts::actor(graph, actor)[1..], out)?;
        writeln!(out, ";")?;
    }
    for link in graph.links() {
        let row = facts::edge(graph, link);
        write!(out, "MATCH (s:Actor {{id: ")?;
        text(&link.source.key, out)?;
        write!(out, "}}), (t:Actor {{id: ")?;
        text(&link.target.key, out)?;
        write!(out, "}}) CREATE (s)-[:`{}` {{", kind(&link.edge.key.relation))?;
        properties("", ": ", &facts::EDGE[..1], &row[..1], out)?;
        write!(out, ", ")?;
        properties("", ": ", &facts::EDGE[3..], &row[3..], out)?;
        write!(out, ", `reports_json`: ")?;
        text(&json::evidence_text(graph, link.edge)?, out)?;
        writeln!(out, "}}]->(t);")?;
    }
    Ok(())
}

/// What is known, with commas between, the names in backticks, for some are words of Cypher.
fn properties(
    before: &str,
    between: &str,
    columns: &[Column],
    values: &[Value],
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let empty = |value: &Value| matches!(value, Value::List(items) if items.is_empty());
    let known = columns.iter().zip(values).filter(|(_, value)| **value != Value::Absent && !empty(value));
    for (i, (column, value)) in known.enumerate() {
        write!(out, "{}{before}`{}`{between}", comma(i), column.name)?;
        match value {
            Value::Text(words) => text(words, out)?,
            Value::Day(day) => write!(out, "date('{day}')")?,
            Value::Real(number) => write!(out, "{number:?}")?,
            Value::List(items) => {
                write!(out, "[")?;
                for (i, item) in items.iter().enumerate() {
                    write!(out, "{}", comma(i))?;
                    text(item, out)?;
                }
                write!(out, "]")?;
            }
            value => write!(out, "{}", value.plain().unwrap_or_default())?,
        }
    }
    Ok(())
}

const fn comma(i: usize) -> &'static str {
    if i == 0 { "" } else { ", " }
}

/// A text in quotes: one line, with `\` before what ends it and for control characters.
fn text(text: &str, out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(b"'")?;
    let mut rest = 0;
    for (i, c) in text.char_indices() {
        let escaped = match c {
            '\\' => "\\\\".to_owned(),
            '\'' => "\\'".to_owned(),
            '\n' => "\\n".to_owned(),
            '\r' => "\\r".to_owned(),
            '\t' => "\\t".to_owned(),
            c if c.is_control() => format!("\\u{:04X}", c as u32),
            _ => continue,
        };
        out.write_all(&text.as_bytes()[rest..i])?;
        out.write_all(escaped.as_bytes())?;
        rest = i + c.len_utf8();
    }
    out.write_all(&text.as_bytes()[rest..])?;
    out.write_all(b"'")
}
