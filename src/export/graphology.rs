//! The JSON of graphology, which sigma.js draws.
//!
//! In: a [`Graph`]. Out: a directed multigraph for `graph.import`; nodes have the place, size, colour and label that
//! sigma.js asks for, and like edges every attribute of [`facts`](crate::export::facts). Sigma.js takes `type` for the
//! name of a drawing program, so the kind of an actor is `kind`. `all_reports` of an edge holds every sentence.

use std::io;

use serde::Serialize;

use crate::actors::EntityKind;
use crate::export::facts::{self, Column, Known, Value};
use crate::export::json::{evidence, write_list};
use crate::export::{ExportError, Format, Options, Writer};
use crate::graph::{Actor, Graph, Link};

/// The format.
pub const FORMAT: Format = Format {
    name: "graphology",
    about: "graphology JSON: graphology, sigma.js",
    extension: "graphology.json",
    media_type: "application/json",
    write: Writer::Stream(write),
};

/// The columns of an actor with `kind` in place of `type`, and without the id.
const ACTOR: [Column; facts::ACTOR.len()] = {
    let mut columns = facts::ACTOR;
    columns[2].name = "kind";
    columns
};

/// The golden angle: each node as far from the last ones as can be.
const TURN: f64 = 2.399_963_229_728_653;

fn write(graph: &Graph, options: &Options, out: &mut dyn io::Write) -> Result<(), ExportError> {
    let name = options.title.as_deref().unwrap_or("Who did what to whom");
    let about = serde_json::json!({ "name": name, "generator": concat!("demarche ", env!("CARGO_PKG_VERSION")) });
    write!(out, "{{\"options\":{{\"type\":\"directed\",\"multi\":true,\"allowSelfLoops\":true}},")?;
    write!(out, "\"attributes\":{about},\n\"nodes\":")?;
    write_list(graph.actors().enumerate(), |(i, actor)| node(graph, i, actor), out)?;
    write!(out, ",\n\"edges\":")?;
    write_list(graph.links(), |link| edge(graph, link), out)?;
    writeln!(out, "}}")?;
    Ok(())
}

fn node<'g>(graph: &'g Graph, i: usize, actor: &'g Actor) -> impl Serialize + 'g {
    #[derive(Serialize)]
    struct Node<'g, A: Serialize> {
        key: &'g str,
        attributes: A,
    }
    #[derive(Serialize)]
    struct Also {
        x: f64,
        y: f64,
        size: f64,
        color: &'static str,
    }
    let (angle, radius) = (i as f64 * TURN, (i as f64).sqrt());
    let also = Also {
        x: (angle.cos() * radius * 1000.0).round() / 1000.0,
        y: (angle.sin() * radius * 1000.0).round() / 1000.0,
        size: ((3.0 + f64::from(actor.mentions()).sqrt()) * 10.0).round() / 10.0,
        color: color(actor.kind()),
    };
    let mut row = facts::actor(graph, actor);
    row[0] = Value::Absent;
    Node { key: &actor.key, attributes: Known::new(&ACTOR, row, also) }
}

const fn color(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Country => "#4477aa",
        EntityKind::Organization => "#777777",
        EntityKind::Person => "#ccbb44",
        EntityKind::ArmedGroup => "#aa3377",
        EntityKind::Place => "#228833",
        EntityKind::Group => "#66ccee",
    }
}

fn edge<'g>(graph: &'g Graph, link: Link<'g>) -> impl Serialize + 'g {
    #[derive(Serialize)]
    struct Edge<'g, A: Serialize> {
        key: String,
        source: &'g str,
        target: &'g str,
        attributes: A,
    }
    #[derive(Serialize)]
    struct Also<E: Serialize> {
        kind: String,
        weight: usize,
        size: f64,
        color: String,
        all_reports: E,
    }
    let Link { source, target, edge } = link;
    let also = Also {
        kind: facts::edge_key(&edge.key),
        weight: edge.reports.len(),
        size: ((1.0 + (edge.reports.len() as f64).log2()) * 10.0).round() / 10.0,
        color: facts::hex(edge.quad_class()),
        all_reports: evidence(graph, edge),
    };
    let mut row = facts::edge(graph, link);
    row[..3].fill(Value::Absent);
    let key = facts::edge_id(link);
    Edge { key, source: &source.key, target: &target.key, attributes: Known::new(&facts::EDGE, row, also) }
}
