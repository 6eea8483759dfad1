//! A Mermaid flowchart, for Markdown pages that draw it.
//!
//! In: a [`Graph`]. Out: the edges that most reports stand behind, at most [`Options::top`] or 60, for Mermaid refuses
//! more than 500; the title says how many there are. Colour is the class of the event, a dotted line what did not simply
//! happen. Every character that Mermaid or HTML could take for more than text is a code (`#60;`), names are cut at 60
//! letters, and the rest of what is known is left out.

use std::fmt::Write as _;
use std::io;

use indexmap::IndexSet;

use crate::actors::EntityKind;
use crate::events::Status;
use crate::export::escape::{capped, one_line};
use crate::export::facts;
use crate::export::{ExportError, Format, Options, Writer};
use crate::graph::{Actor, Graph, Link};

/// The format.
pub const FORMAT: Format = Format {
    name: "mermaid",
    about: "Mermaid flowchart of the best reported edges, for Markdown pages",
    extension: "mmd",
    media_type: "text/vnd.mermaid",
    write: Writer::Stream(write),
};

/// Edges drawn when the caller does not say how many.
const TOP: usize = 60;
/// Edges that Mermaid draws without being configured.
const MOST: usize = 500;
/// Letters of a name.
const NAME: usize = 60;

fn write(graph: &Graph, options: &Options, out: &mut dyn io::Write) -> Result<(), ExportError> {
    let links = facts::strongest(graph, Some(options.top.unwrap_or(TOP).min(MOST)));
    let all = graph.petgraph().edge_count();
    let title = options.title.as_deref().unwrap_or("Who did what to whom");
    let of = if links.len() < all { format!(" ({} of {all} relations)", links.len()) } else { String::new() };
    // the title stands in YAML, whose strings are those of JSON, and Mermaid decodes codes in it too
    writeln!(out, "---\ntitle: \"{}{of}\"\n---\nflowchart LR", escaped(title, 200))?;
    if links.len() < all {
        writeln!(out, "  %% the {} of {all} relations that most reports stand behind", links.len())?;
    }
    let mut numbers: IndexSet<&str> = IndexSet::new();
    for link in &links {
        for actor in [link.source, link.target] {
            if let (number, true) = numbers.insert_full(&actor.key) {
                node(number, actor, out)?;
            }
        }
    }
    let mut colors: std::collections::BTreeMap<String, Vec<String>> = std::collections::BTreeMap::new();
    for (i, link) in links.iter().enumerate() {
        edge(&numbers, link, out)?;
        colors.entry(facts::hex(link.edge.quad_class())).or_default().push(i.to_string());
    }
    for (color, edges) in colors {
        writeln!(out, "  linkStyle {} stroke:{color}", edges.join(","))?;
    }
    Ok(())
}

fn node(number: usize, actor: &Actor, out: &mut dyn io::Write) -> io::Result<()> {
    let (open, close) = match actor.kind() {
        EntityKind::Country => ("[", "]"),
        EntityKind::Organization => ("{{", "}}"),
        EntityKind::Person => ("(", ")"),
        EntityKind::ArmedGroup => ("[[", "]]"),
        EntityKind::Place => ("[/", "/]"),
        EntityKind::Group => ("([", "])"),
    };
    writeln!(out, "  n{number}{open}\"{}\"{close}", escaped(actor.name(), NAME))
}

fn edge(numbers: &IndexSet<&str>, link: &Link, out: &mut dyn io::Write) -> io::Result<()> {
    let number = |actor: &Actor| numbers.get_index_of(actor.key.as_str()).unwrap_or_default();
    let edge = link.edge;
    let solid = edge.key.status == Status::Actual;
    let arrow = match (solid, edge.key.reciprocal) {
        (true, false) => "-->",
        (true, true) => "<-->",
        (false, false) => "-.->",
        (false, true) => "<-.->",
    };
    let mut label = escaped(&facts::label(edge), NAME);
    if edge.reports.len() > 1 {
        let _ = write!(label, " ×{}", edge.reports.len());
    }
    writeln!(out, "  n{} {arrow}|\"{label}\"| n{}", number(link.source), number(link.target))
}

/// `text` on one line, its first `most` letters, as text and nothing else.
fn escaped(text: &str, most: usize) -> String {
    let mut out = String::new();
    for c in capped(&one_line(text), most).chars() {
        if c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | '-' | '(' | ')' | '…' | '’') || c > '\u{2fff}' {
            out.push(c);
        } else {
            let _ = write!(out, "#{};", c as u32);
        }
    }
    // an empty label is a syntax error
    if out.is_empty() { "#160;".to_owned() } else { out }
}
