//! GraphML, plain for NetworkX, igraph, rustworkx and Gephi, or in the flavour of the editor yEd.
//!
//! In: a [`Graph`]. Out, and in again by [`read`]: XML with one element for each actor and each edge and a `data`
//! element for each attribute of [`facts`](crate::export::facts); a list is one text. `presences` of an actor,
//! `reports_json` of an edge and `documents_json` of the graph hold JSON with all that is known, so that the graph
//! comes back whole. Days are text: GraphML knows no type for them. Ids keep their characters but for those that XML
//! forbids, which are written `_x0001_`; in other attributes those are left out.
//!
//! With [`Flavor::Yed`] each actor has a box and each edge a line with its name and colour, as yEd draws them.

mod read;

use std::io::{self, Write as _};

use crate::actors::EntityKind;
use crate::events::Status;
use crate::export::escape::{xml, xml_content, xml_id};
use crate::export::facts::{self, Column, Kind, Value};
use crate::export::{ExportError, Flavor, Format, Options, Writer, chunks, json};
use crate::graph::{Actor, Edge, Graph, Link};

pub use read::read;

/// The format.
pub const FORMAT: Format = Format {
    name: "graphml",
    about: "GraphML: NetworkX, igraph, rustworkx, Gephi; with --flavor yed the editor yEd",
    extension: "graphml",
    media_type: "application/graphml+xml",
    write: Writer::Stream(write),
};

/// Attribute of the graph that holds its articles.
const DOCUMENTS: &str = "documents_json";
/// Attribute of an actor that holds what each article says of it.
const PRESENCES: &str = "presences";
/// Attribute of an edge that holds its reports.
const REPORTS: &str = "reports_json";

fn write(graph: &Graph, options: &Options, out: &mut dyn io::Write) -> Result<(), ExportError> {
    let yed = options.flavor == Flavor::Yed;
    head(yed, out)?;
    data("g0", &within_xml(json::documents_text(graph)?), out)?;
    chunks::write(graph.actors(), out, |actors, to| {
        actors.into_iter().try_for_each(|actor| node(graph, actor, yed, to))
    })?;
    chunks::write(graph.links(), out, |links, to| links.into_iter().try_for_each(|link| edge(graph, link, yed, to)))?;
    writeln!(out, "</graph>\n</graphml>")?;
    Ok(())
}

fn head(yed: bool, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    let drawing = if yed { " xmlns:y=\"http://www.yworks.com/xml/graphml\"" } else { "" };
    writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"{drawing}>")?;
    key("g0", "graph", DOCUMENTS, "string", out)?;
    for (i, column) in facts::ACTOR.iter().enumerate().skip(1) {
        key(&format!("n{i}"), "node", column.name, kind(column), out)?;
    }
    key("np", "node", PRESENCES, "string", out)?;
    for (i, column) in facts::EDGE.iter().enumerate().skip(3) {
        key(&format!("e{i}"), "edge", column.name, kind(column), out)?;
    }
    key("ew", "edge", "weight", "double", out)?;
    key("er", "edge", REPORTS, "string", out)?;
    if yed {
        writeln!(out, "<key id=\"ny\" for=\"node\" yfiles.type=\"nodegraphics\"/>")?;
        writeln!(out, "<key id=\"ey\" for=\"edge\" yfiles.type=\"edgegraphics\"/>")?;
    }
    writeln!(out, "<graph id=\"demarche\" edgedefault=\"directed\">")
}

fn key(id: &str, place: &str, name: &str, kind: &str, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "<key id=\"{id}\" for=\"{place}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")
}

const fn kind(column: &Column) -> &'static str {
    match column.kind {
        Kind::Text | Kind::Day | Kind::List => "string",
        Kind::Whole => "long",
        Kind::Real => "double",
        Kind::Truth => "boolean",
    }
}

fn data(key: &str, text: &str, out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, "<data key=\"{key}\">")?;
    xml_content(text, out)?;
    out.write_all(END)
}

/// What ends a value.
const END: &[u8] = b"</data>\n";

/// The values from the one at `from` on, each with the key `prefix` and its place.
fn row(prefix: u8, values: &[Value], from: usize, out: &mut Vec<u8>) -> io::Result<()> {
    let mut scratch = String::new();
    for (i, value) in values.iter().enumerate().skip(from) {
        if let Some(text) = value.plain_in(&mut scratch) {
            out.extend_from_slice(b"<data key=\"");
            let key = [prefix, b'0' + (i / 10) as u8, b'0' + (i % 10) as u8];
            out.push(key[0]);
            out.extend_from_slice(&key[if i < 10 { 2 } else { 1 }..]);
            out.extend_from_slice(b"\">");
            // the relation is part of what an edge is, so it comes back whole like an id
            let whole = prefix == b'e' && facts::EDGE[i].name == "relation";
            xml_content(&if whole { xml_id(text) } else { text.into() }, out)?;
            out.extend_from_slice(END);
        }
    }
    Ok(())
}

fn node(graph: &Graph, actor: &Actor, yed: bool, out: &mut Vec<u8>) -> Result<(), ExportError> {
    out.extend_from_slice(b"<node id=\"");
    xml(&xml_id(&actor.key), out)?;
    out.extend_from_slice(b"\">\n");
    row(b'n', &facts::actor(graph, actor), 1, out)?;
    data("np", &within_xml(json::presences_text(actor)?), out)?;
    if yed {
        let (shape, fill) = shape(actor.kind());
        write!(out, "<data key=\"ny\"><y:ShapeNode><y:Geometry width=\"{}\" height=\"36\"/>", width(actor.name()))?;
        write!(out, "<y:Fill color=\"{fill}\"/><y:NodeLabel>")?;
        xml_content(actor.name(), out)?;
        writeln!(out, "</y:NodeLabel><y:Shape type=\"{shape}\"/></y:ShapeNode></data>")?;
    }
    out.extend_from_slice(b"</node>\n");
    Ok(())
}

/// A box that the name fits into.
fn width(name: &str) -> usize {
    (name.chars().take(60).count() * 8 + 24).max(60)
}

const fn shape(kind: EntityKind) -> (&'static str, &'static str) {
    match kind {
        EntityKind::Country => ("roundrectangle", "#DCE9F5"),
        EntityKind::Organization => ("hexagon", "#ECECEC"),
        EntityKind::Person => ("ellipse", "#FDF3D8"),
        EntityKind::ArmedGroup => ("octagon", "#F3DCDC"),
        EntityKind::Place => ("parallelogram", "#E7F0E2"),
        EntityKind::Group => ("rectangle", "#FFFFFF"),
    }
}

fn edge(graph: &Graph, link: Link, yed: bool, out: &mut Vec<u8>) -> Result<(), ExportError> {
    let Link { source, target, edge } = link;
    let values = facts::edge(graph, link);
    out.extend_from_slice(b"<edge id=\"");
    xml(&xml_id(values[0].plain_in(&mut String::new()).unwrap_or_default()), out)?;
    out.extend_from_slice(b"\" source=\"");
    xml(&xml_id(&source.key), out)?;
    out.extend_from_slice(b"\" target=\"");
    xml(&xml_id(&target.key), out)?;
    out.extend_from_slice(b"\">\n");
    row(b'e', &values, 3, out)?;
    writeln!(out, "<data key=\"ew\">{}</data>", edge.reports.len())?;
    data("er", &within_xml(json::evidence_text(graph, edge)?), out)?;
    if yed {
        line(edge, out)?;
    }
    out.extend_from_slice(b"</edge>\n");
    Ok(())
}

/// The line that yEd draws for the edge.
fn line(edge: &Edge, out: &mut Vec<u8>) -> io::Result<()> {
    let [r, g, b] = facts::color(edge.quad_class());
    let style = match edge.key.status {
        Status::Actual => "line",
        Status::Planned | Status::Urged => "dashed",
        Status::Possible | Status::Denied => "dotted",
    };
    let back = if edge.key.reciprocal { "standard" } else { "none" };
    write!(out, "<data key=\"ey\"><y:PolyLineEdge><y:LineStyle color=\"#{r:02X}{g:02X}{b:02X}\" type=\"{style}\" ")?;
    write!(out, "width=\"{:.1}\"/>", 1.0 + (edge.reports.len() as f64).log2())?;
    write!(out, "<y:Arrows source=\"{back}\" target=\"standard\"/><y:EdgeLabel>")?;
    xml_content(&facts::label(edge), out)?;
    writeln!(out, "</y:EdgeLabel></y:PolyLineEdge></data>")
}

/// JSON with the characters that XML cannot hold, and that JSON leaves as they are, as JSON escapes.
fn within_xml(json: String) -> String {
    if json.contains(['\u{fffe}', '\u{ffff}']) {
        return json.replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff");
    }
    json
}
