//! The JSON of Cytoscape.js and of the desktop program Cytoscape.
//!
//! In: a [`Graph`]. Out: `elements.nodes` and `elements.edges`, each element with its attributes inside `data`: those of
//! [`facts`](crate::export::facts), `name` and `interaction` for the desktop program, `value` and `key` for
//! `cytoscape_graph` of NetworkX, `weight` and `color` for style sheets, and `all_reports`, every sentence of an edge.

use std::io;

use serde::Serialize;

use crate::export::facts::{self, Known};
use crate::export::json::{evidence, write_list};
use crate::export::{ExportError, Format, Options, Writer};
use crate::graph::{Actor, Graph, Link};

/// The format.
pub const FORMAT: Format = Format {
    name: "cytoscape",
    about: "Cytoscape.js JSON: Cytoscape.js, Cytoscape desktop",
    extension: "cyjs",
    media_type: "application/json",
    write: Writer::Stream(write),
};

fn write(graph: &Graph, options: &Options, out: &mut dyn io::Write) -> Result<(), ExportError> {
    let name = options.title.as_deref().unwrap_or("Who did what to whom");
    let about = serde_json::json!({ "name": name, "generator": concat!("demarche ", env!("CARGO_PKG_VERSION")) });
    write!(out, "{{\"data\":{about},\"directed\":true,\"multigraph\":true,\"elements\":{{\n\"nodes\":")?;
    write_list(graph.actors(), |actor| node(graph, actor), out)?;
    write!(out, ",\n\"edges\":")?;
    write_list(graph.links(), |link| edge(graph, link), out)?;
    writeln!(out, "}}}}")?;
    Ok(())
}

#[derive(Serialize)]
struct Element<D: Serialize> {
    data: D,
}

fn node<'g>(graph: &'g Graph, actor: &'g Actor) -> impl Serialize + 'g {
    #[derive(Serialize)]
    struct Also<'g> {
        name: &'g str,
        value: &'g str,
    }
    let also = Also { name: actor.name(), value: &actor.key };
    Element { data: Known::new(&facts::ACTOR, facts::actor(graph, actor), also) }
}

fn edge<'g>(graph: &'g Graph, link: Link<'g>) -> impl Serialize + 'g {
    #[derive(Serialize)]
    struct Also<E: Serialize> {
        key: String,
        name: String,
        interaction: String,
        weight: usize,
        color: String,
        all_reports: E,
    }
    let edge = link.edge;
    let also = Also {
        key: facts::edge_key(&edge.key),
        name: facts::label(edge).into_owned(),
        interaction: edge.key.relation.clone(),
        weight: edge.reports.len(),
        color: facts::hex(edge.quad_class()),
        all_reports: evidence(graph, edge),
    };
    Element { data: Known::new(&facts::EDGE, facts::edge(graph, link), also) }
}
