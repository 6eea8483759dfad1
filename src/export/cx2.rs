//! CX2, the format of NDEx and of Cytoscape from 3.10 on.
//!
//! In: a [`Graph`]. Out: one JSON array of aspects in the order that CX2 asks for: declarations, the network, nodes and
//! edges, status. Ids are numbers, in the order of the keys; the key of an actor is its attribute `id`. Attributes are
//! those of [`facts`](crate::export::facts), beside `name` and `interaction`; `sentences` of an edge lists the sentences
//! of all its reports.

use std::io;

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::export::facts::{self, Column, Kind, Known, Numbers, Value};
use crate::export::json::write_list;
use crate::export::{ExportError, Format, Options, Writer};
use crate::graph::{Actor, Graph, Link};

/// The format.
pub const FORMAT: Format = Format {
    name: "cx2",
    about: "CX2: NDEx, Cytoscape 3.10",
    extension: "cx2",
    media_type: "application/json",
    write: Writer::Stream(write),
};

fn write(graph: &Graph, options: &Options, out: &mut dyn io::Write) -> Result<(), ExportError> {
    let (nodes, edges) = (graph.petgraph().node_count(), graph.petgraph().edge_count());
    let metadata = json!([
        { "name": "attributeDeclarations", "elementCount": 1 },
        { "name": "networkAttributes", "elementCount": 1 },
        { "name": "nodes", "elementCount": nodes },
        { "name": "edges", "elementCount": edges },
    ]);
    let name = options.title.as_deref().unwrap_or("Who did what to whom");
    let about = json!([{ "name": name, "generator": concat!("demarche ", env!("CARGO_PKG_VERSION")) }]);
    writeln!(out, "[{{\"CXVersion\":\"2.0\",\"hasFragments\":false}},")?;
    writeln!(out, "{{\"metaData\":{metadata}}},\n{{\"attributeDeclarations\":[{}]}},", declarations())?;
    write!(out, "{{\"networkAttributes\":{about}}},\n{{\"nodes\":")?;
    write_list(graph.actors().enumerate(), |(id, actor)| node(graph, id, actor), out)?;
    write!(out, "}},\n{{\"edges\":")?;
    let numbers = Numbers::of(graph);
    write_list(graph.links().enumerate(), |(id, link)| edge(graph, &numbers, id, link), out)?;
    writeln!(out, "}},\n{{\"status\":[{{\"success\":true,\"error\":\"\"}}]}}]")?;
    Ok(())
}

fn declarations() -> Json {
    let mut nodes = declared(&facts::ACTOR);
    nodes.insert("name".to_owned(), json!({ "d": "string" }));
    let mut edges = declared(&facts::EDGE);
    edges.insert("name".to_owned(), json!({ "d": "string" }));
    edges.insert("interaction".to_owned(), json!({ "d": "string" }));
    edges.insert("sentences".to_owned(), json!({ "d": "list_of_string" }));
    let text = json!({ "name": { "d": "string" }, "generator": { "d": "string" } });
    json!({ "networkAttributes": text, "nodes": nodes, "edges": edges })
}

fn declared(columns: &[Column]) -> Map<String, Json> {
    let declared = columns.iter().map(|column| {
        let kind = match column.kind {
            Kind::Text | Kind::Day => "string",
            Kind::Whole => "long",
            Kind::Real => "double",
            Kind::Truth => "boolean",
            Kind::List => "list_of_string",
        };
        (column.name.to_owned(), json!({ "d": kind }))
    });
    declared.collect()
}

fn node<'g>(graph: &'g Graph, id: usize, actor: &'g Actor) -> impl Serialize + 'g {
    #[derive(Serialize)]
    struct Node<V: Serialize> {
        id: usize,
        v: V,
    }
    #[derive(Serialize)]
    struct Also<'g> {
        name: &'g str,
    }
    let also = Also { name: actor.name() };
    Node { id, v: Known::new(&facts::ACTOR, facts::actor(graph, actor), also) }
}

fn edge<'g>(graph: &'g Graph, numbers: &Numbers, id: usize, link: Link<'g>) -> impl Serialize + use<'g> {
    #[derive(Serialize)]
    struct Edge<V: Serialize> {
        id: usize,
        s: usize,
        t: usize,
        v: V,
    }
    #[derive(Serialize)]
    struct Also<'g> {
        name: String,
        interaction: &'g str,
        sentences: Vec<&'g str>,
    }
    let Link { source, target, edge } = link;
    let also = Also {
        name: facts::label(edge).into_owned(),
        interaction: &edge.key.relation,
        sentences: edge.reports.iter().map(|report| report.sentence.text.as_str()).collect(),
    };
    let mut row = facts::edge(graph, link);
    // the empty list has no type of its own
    for value in &mut row {
        if matches!(value, Value::List(items) if items.is_empty()) {
            *value = Value::Absent;
        }
    }
    Edge { id, s: numbers.get(&source.key), t: numbers.get(&target.key), v: Known::new(&facts::EDGE, row, also) }
}
