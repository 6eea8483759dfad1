//! Node-link JSON of rustworkx, whose ids are numbers and whose attributes are texts.
//!
//! In: a [`Graph`]. Out: what `rustworkx.from_node_link_json_file` reads without any option: nodes numbered in the order
//! of their keys, all that is known of [`facts`](crate::export::facts) as text inside `data`.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use crate::export::facts::{self, Column, Numbers, Value};
use crate::export::json::write_list;
use crate::export::{ExportError, Format, Options, Writer};
use crate::graph::{Graph, Link};

/// The format.
pub const FORMAT: Format = Format {
    name: "rustworkx",
    about: "node-link JSON of rustworkx",
    extension: "rustworkx.json",
    media_type: "application/json",
    write: Writer::Stream(write),
};

#[derive(Serialize)]
struct Node {
    id: usize,
    data: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
struct Edge {
    source: usize,
    target: usize,
    id: usize,
    data: BTreeMap<&'static str, String>,
}

fn write(graph: &Graph, _: &Options, out: &mut dyn io::Write) -> Result<(), ExportError> {
    let numbers = Numbers::of(graph);
    let about = serde_json::json!({ "generator": concat!("demarche ", env!("CARGO_PKG_VERSION")) });
    write!(out, "{{\"directed\":true,\"multigraph\":true,\"attrs\":{about},\n\"nodes\":")?;
    let node = |(id, actor)| Node { id, data: data(&facts::ACTOR, &facts::actor(graph, actor)) };
    write_list(graph.actors().enumerate(), node, out)?;
    write!(out, ",\n\"links\":")?;
    let edge = |(id, link): (usize, Link)| Edge {
        source: numbers.get(&link.source.key),
        target: numbers.get(&link.target.key),
        id,
        data: data(&facts::EDGE, &facts::edge(graph, link)),
    };
    write_list(graph.links().enumerate(), edge, out)?;
    writeln!(out, "}}")?;
    Ok(())
}

fn data(columns: &'static [Column], values: &[Value]) -> BTreeMap<&'static str, String> {
    let known = columns.iter().zip(values);
    known.filter_map(|(column, value)| Some((column.name, value.plain()?.into_owned()))).collect()
}
