//! The JSON blueprint of Kumu.
//!
//! In: a [`Graph`]. Out: `elements` and `connections`. Kumu joins by label, so an actor whose label another one has
//! carries its id behind it.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use crate::export::facts::{self, Known, Value};
use crate::export::json::write_list;
use crate::export::{ExportError, Format, Options, Writer};
use crate::graph::{Actor, Graph, Link};

/// The format.
pub const FORMAT: Format = Format {
    name: "kumu",
    about: "JSON blueprint of Kumu",
    extension: "kumu.json",
    media_type: "application/json",
    write: Writer::Stream(write),
};

#[derive(Serialize)]
struct Connection {
    from: String,
    to: String,
    direction: &'static str,
    r#type: String,
}

fn write(graph: &Graph, _: &Options, out: &mut dyn io::Write) -> Result<(), ExportError> {
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for actor in graph.actors() {
        *uses.entry(actor.name().to_lowercase()).or_default() += 1;
    }
    let label = |actor: &Actor| match uses.get(&actor.name().to_lowercase()) {
        Some(1) => actor.name().to_owned(),
        _ => format!("{} ({})", actor.name(), actor.key),
    };
    write!(out, "{{\"elements\":")?;
    let element = |actor| {
        let mut row = facts::actor(graph, actor);
        row[1] = Value::Text(label(actor).into());
        Known::new(&facts::ACTOR, row, ())
    };
    write_list(graph.actors(), element, out)?;
    write!(out, ",\n\"connections\":")?;
    write_list(graph.links(), |link| connection(graph, link, label(link.source), label(link.target)), out)?;
    writeln!(out, "}}")?;
    Ok(())
}

fn connection<'g>(
    graph: &'g Graph,
    link: Link<'g>,
    from: String,
    to: String,
) -> Known<'g, { facts::EDGE.len() }, Connection> {
    let mut row = facts::edge(graph, link);
    // Kumu knows the ends by their labels
    row[1..3].fill(Value::Absent);
    let direction = if link.edge.key.reciprocal { "mutual" } else { "directed" };
    Known::new(&facts::EDGE, row, Connection { from, to, direction, r#type: link.edge.key.relation.clone() })
}
