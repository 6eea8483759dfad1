//! DOT, the language of Graphviz.
//!
//! In: a [`Graph`]. Out: a `digraph` with one node for each actor that has an edge and one edge for each edge of the
//! graph, or the [`Options::top`] that most reports stand behind: colour tells words from deeds and cooperation from
//! conflict (distinct to colour-blind eyes), the line tells the status, its width the number of reports, the shape of a
//! node the kind of actor; tooltips hold the sentences. What is known stands in attributes of our own as well, those of
//! [`facts`](crate::export::facts), which Graphviz keeps (`-Tdot`, `-Tjson`) and does not draw; `actor` is the whole
//! name, of which `label` shows 200 letters. In DOT a backslash is written twice, a line break `\n`, and Graphviz hands both
//! on so; control characters are left out and a tab is a space.

use std::collections::BTreeSet;
use std::io;

use crate::actors::EntityKind;
use crate::events::{QuadClass, Status};
use crate::export::escape::{capped, is_xml};
use crate::export::facts::{self, Column, Value};
use crate::export::{ExportError, Format, Options, Writer, clean, readable};
use crate::graph::{Actor, Edge, Graph, Link};

/// The format.
pub const FORMAT: Format = Format {
    name: "dot",
    about: "DOT: Graphviz and everything that reads it",
    extension: "dot",
    media_type: "text/vnd.graphviz",
    write: Writer::Stream(write),
};

/// Letters of a name on one line before it is broken.
const NAME_LINE: usize = 16;
/// Letters of a name.
const NAME: usize = 200;
/// Letters of a tooltip.
const TOOLTIP: usize = 400;

fn write(graph: &Graph, options: &Options, out: &mut dyn io::Write) -> Result<(), ExportError> {
    let links = facts::strongest(graph, options.top);
    let ends: BTreeSet<&str> = links.iter().flat_map(|l| [l.source.key.as_str(), l.target.key.as_str()]).collect();
    writeln!(out, "digraph demarche {{")?;
    write!(out, "  graph [charset=\"UTF-8\", rankdir=LR, ranksep=0.9, nodesep=0.3, splines=true, newrank=true, ")?;
    write!(out, "fontname=\"Helvetica\", labelloc=t, pad=0.3, bgcolor=\"white\", ")?;
    writeln!(out, "label={}];", heading(graph, links.len(), options))?;
    write!(out, "  node [fontname=\"Helvetica\", fontsize=13, style=filled, fillcolor=\"#f5f5f5\", ")?;
    writeln!(out, "color=\"#444444\"];\n  edge [fontname=\"Helvetica\", fontsize=11, arrowsize=0.8];")?;
    for actor in graph.actors().filter(|actor| ends.contains(actor.key.as_str())) {
        node(graph, actor, out)?;
    }
    links.iter().try_for_each(|link| edge(graph, *link, out))?;
    writeln!(out, "}}")?;
    Ok(())
}

fn node(graph: &Graph, actor: &Actor, out: &mut dyn io::Write) -> io::Result<()> {
    let (shape, style, fill) = match actor.kind() {
        EntityKind::Country => ("box", "filled,rounded,bold", "#dce9f5"),
        EntityKind::Organization => ("hexagon", "filled", "#ececec"),
        EntityKind::Person => ("ellipse", "filled", "#fdf3d8"),
        EntityKind::ArmedGroup => ("octagon", "filled", "#f3dcdc"),
        EntityKind::Place => ("cds", "filled", "#e7f0e2"),
        EntityKind::Group => ("box", "filled,dashed", "#ffffff"),
    };
    let names: Vec<_> = actor.names().iter().take(6).map(|(name, _)| *name).collect();
    let about = format!("{} ({}), {} mentions: {}", actor.name(), actor.kind(), actor.mentions(), names.join(", "));
    write!(out, "  ")?;
    id(&actor.key, out)?;
    write!(out, " [shape={shape}, style=\"{style}\", fillcolor=\"{fill}\", label=")?;
    drawn(&wrapped(&capped(actor.name(), NAME), NAME_LINE), out)?;
    write!(out, ", tooltip=")?;
    drawn(&capped(about.trim_end_matches([':', ' ']), TOOLTIP), out)?;
    write!(out, ", actor=")?;
    quoted(actor.name(), out)?;
    attributes(&facts::ACTOR[2..], &facts::actor(graph, actor)[2..], out)
}

fn edge(graph: &Graph, link: Link, out: &mut dyn io::Write) -> io::Result<()> {
    let Link { source, target, edge } = link;
    let row = facts::edge(graph, link);
    write!(out, "  ")?;
    id(&source.key, out)?;
    write!(out, " -> ")?;
    id(&target.key, out)?;
    write!(out, " [color=\"{}\", style={}, ", facts::hex(edge.quad_class()), line(edge.key.status))?;
    let head = if edge.key.status == Status::Denied { "teevee" } else { "normal" };
    let direction = if edge.key.reciprocal { "both" } else { "forward" };
    let width = 1.4 + (edge.reports.len() as f64).log2() * 0.7;
    write!(out, "arrowhead={head}, dir={direction}, penwidth={width:.1}, weight={}, label=", edge.reports.len())?;
    drawn(&label(edge), out)?;
    write!(out, ", tooltip=")?;
    drawn(&tooltip(graph, edge), out)?;
    write!(out, ", id=")?;
    quoted(&row[0].plain().unwrap_or_default(), out)?;
    attributes(&facts::EDGE[4..], &row[4..], out)
}

/// Writes the id of a node. Graphviz takes one that begins with `%` for its own, so that has a `_` before it.
fn id(key: &str, out: &mut dyn io::Write) -> io::Result<()> {
    if key.starts_with('%') { quoted(&format!("_{key}"), out) } else { quoted(key, out) }
}

/// What is known, as attributes; `url` would make a link of the edge, and some words mean something to Graphviz.
fn attributes(columns: &[Column], values: &[Value], out: &mut dyn io::Write) -> io::Result<()> {
    let mut scratch = String::new();
    for (column, value) in columns.iter().zip(values) {
        if let Some(text) = value.plain_in(&mut scratch) {
            let name = if column.name == "url" { "article_url" } else { column.name };
            write!(out, ", {name}=")?;
            quoted(text, out)?;
        }
    }
    writeln!(out, "];")
}

/// What stands on a line: the relation, how often, and the status unless it simply happened.
fn label(edge: &Edge) -> String {
    let mut words = match edge.titles().first() {
        Some(title) if edge.key.event.is_none() => wrapped(&capped(title, NAME), NAME_LINE),
        _ => readable(&edge.key.relation),
    };
    if edge.reports.len() > 1 && edge.key.event.is_some() {
        words = format!("{words} ×{}", edge.reports.len());
    }
    if edge.key.status == Status::Actual { words } else { format!("{words}\n({})", edge.key.status) }
}

/// The best sentence, and who says so where.
fn tooltip(graph: &Graph, edge: &Edge) -> String {
    let best = edge.best();
    let claim = best.claimant.as_deref().map(|key| format!(" (according to {})", graph.name_of(key)));
    format!("{}{} [{}]", capped(&best.sentence.text, TOOLTIP), claim.unwrap_or_default(), best.document)
}

const fn line(status: Status) -> &'static str {
    match status {
        Status::Actual => "solid",
        Status::Planned | Status::Urged => "dashed",
        Status::Possible | Status::Denied => "dotted",
    }
}

/// Title and legend, as an HTML-like label.
fn heading(graph: &Graph, links: usize, options: &Options) -> String {
    let title = options.title.as_deref().unwrap_or("Who did what to whom");
    let all = graph.petgraph().edge_count();
    let of = if links < all { format!(" of {all}") } else { String::new() };
    let documents = graph.articles().len();
    let plural = if documents == 1 { "" } else { "s" };
    let counts = format!("{links}{of} relations from {documents} article{plural}");
    let swatch =
        |color: &str, line: &str, words: &str| format!("<td><font color=\"{color}\"><b>{line}</b></font> {words}</td>");
    let class = |quad, words| swatch(&facts::hex(quad), "━━", words);
    let classes = [
        class(Some(QuadClass::VerbalCooperation), "friendly words"),
        class(Some(QuadClass::MaterialCooperation), "friendly deeds"),
        class(Some(QuadClass::VerbalConflict), "hostile words"),
        class(Some(QuadClass::MaterialConflict), "hostile deeds"),
        class(None, "office, membership"),
    ];
    let statuses = [
        swatch("#444444", "───▶", "happened"),
        swatch("#444444", "╶ ╶ ▶", "planned or urged"),
        swatch("#444444", "····▶", "possible"),
        swatch("#444444", "····⊣", "denied"),
        swatch("#444444", "◀──▶", "mutual"),
    ];
    format!(
        "<<table border=\"0\" cellspacing=\"6\"><tr><td colspan=\"5\"><font point-size=\"20\"><b>{}</b></font></td></tr>\
         <tr><td colspan=\"5\">{counts}</td></tr><tr>{}</tr><tr>{}</tr></table>>",
        html(title),
        classes.concat(),
        statuses.concat()
    )
}

/// Writes a text that Graphviz draws: it expands entities in it.
fn drawn(text: &str, out: &mut dyn io::Write) -> io::Result<()> {
    let mut plain = String::new();
    for (i, c) in text.char_indices() {
        plain.push_str(if c == '&' && begins_entity(&text[i + 1..]) { "&amp;" } else { &text[i..i + c.len_utf8()] });
    }
    quoted(&plain, out)
}

/// Writes `text` as a quoted DOT string: control characters gone, `"` and `\` escaped, line breaks as `\n`.
fn quoted(text: &str, out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(b"\"")?;
    let mut rest = 0;
    for (i, c) in text.char_indices() {
        let escaped = match c {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\t' => " ",
            '\r' | '\u{7f}' => "",
            c if !is_xml(c) => "",
            _ => continue,
        };
        out.write_all(&text.as_bytes()[rest..i])?;
        out.write_all(escaped.as_bytes())?;
        rest = i + c.len_utf8();
    }
    out.write_all(&text.as_bytes()[rest..])?;
    out.write_all(b"\"")
}

/// Whether what follows an `&` makes it an entity: `amp;`, `#233;`.
fn begins_entity(rest: &str) -> bool {
    let name = rest.split_once(';').map_or("", |(name, _)| name);
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
}

/// `text` inside an HTML-like label.
fn html(text: &str) -> String {
    clean(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// `text` broken between words into lines of about `width` letters.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut line = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if line > 0 && line + 1 + length > width {
            out.push('\n');
            line = 0;
        } else if line > 0 {
            out.push(' ');
            line += 1;
        }
        out.push_str(word);
        line += length;
    }
    out
}
