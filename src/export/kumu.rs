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
use crate::graph::{Actor, Graph};

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
    let elements = graph.actors().map(|actor| {
        let mut row = facts::actor(graph, actor);
        row[1] = Value::Text(label(actor).into());
        Known::new(&facts::ACTOR, row, ())
    });
    write_list(elements, out)?;
    write!(out, ",\n\"connections\":")?;
    let connections = graph.links().map(|link| {
        let mut row = facts::edge(graph, link);
        // Kumu knows the ends by their labels
        row[1..3].fill(Value::Absent);
        let connection = Connection {
            from: label(link.source),
            to: label(link.target),
            direction: if link.edge.key.reciprocal { "mutual" } else { "directed" },
            r#type: link.edge.key.relation.clone(),
        };
        Known::new(&facts::EDGE, row, connection)
    });
    write_list(connections, out)?;
    writeln!(out, "}}")?;
    Ok(())
}
