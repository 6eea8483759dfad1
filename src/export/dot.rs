//! DOT, the language of Graphviz; also what the pictures are drawn from.
//!
//! In: a [`Graph`]. Out: a `digraph` with one node for each actor that has an edge and one edge for each edge:
//! colour tells words from deeds and cooperation from conflict (distinct to colour-blind eyes), the line tells the
//! status, its width the number of reports, the shape of a node the kind of actor; tooltips hold the sentences.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use indexmap::IndexMap;

use crate::actors::EntityKind;
use crate::events::{QuadClass, Status};
use crate::export::{Format, Options, Writer, clean, readable};
use crate::graph::{Actor, Graph, Link};

/// The format.
pub const FORMAT: Format = Format {
    name: "dot",
    about: "DOT: Graphviz and everything that reads it",
    extension: "dot",
    media_type: "text/vnd.graphviz",
    write: Writer::Stream(|graph, options, out| Ok(out.write_all(text(graph, options, false).as_bytes())?)),
};

/// Letters of a name on one line before it is broken.
const NAME_LINE: usize = 16;
/// Letters of a tooltip.
const TOOLTIP: usize = 400;

/// Relations named on one line of a picture.
const RELATIONS: usize = 5;

/// The graph in DOT. Bundled, the edges from one actor to another of one class and status share a line, for pictures;
/// else each edge of the graph is an edge.
pub(super) fn text(graph: &Graph, options: &Options, bundled: bool) -> String {
    let links = strongest(graph, options.top);
    let drawn: BTreeSet<&str> = links.iter().flat_map(|l| [l.source.key.as_str(), l.target.key.as_str()]).collect();
    let mut dot = String::from("digraph demarche {\n");
    dot.push_str("  graph [charset=\"UTF-8\", rankdir=LR, ranksep=0.9, nodesep=0.3, splines=true, newrank=true, ");
    dot.push_str("fontname=\"Helvetica\", labelloc=t, pad=0.3, bgcolor=\"white\", ");
    let _ = writeln!(dot, "label={}];", heading(graph, &links, options));
    dot.push_str(
        "  node [fontname=\"Helvetica\", fontsize=13, style=filled, fillcolor=\"#f5f5f5\", color=\"#444444\"];\n",
    );
    dot.push_str("  edge [fontname=\"Helvetica\", fontsize=11, arrowsize=0.8];\n");
    for actor in graph.actors().filter(|actor| drawn.contains(actor.key.as_str())) {
        node(&mut dot, actor);
    }
    for line in bundles(links, bundled) {
        edge(&mut dot, graph, &line);
    }
    dot.push_str("}\n");
    dot
}

/// All edges, or the `top` that most documents and reports stand behind, in the order of the graph.
fn strongest(graph: &Graph, top: Option<usize>) -> Vec<Link<'_>> {
    let mut links: Vec<_> = graph.links().enumerate().collect();
    if let Some(top) = top {
        links.sort_by_key(|(i, l)| {
            (std::cmp::Reverse((l.edge.key.event.is_some(), l.edge.documents(), l.edge.reports.len())), *i)
        });
        links.truncate(top);
        links.sort_by_key(|(i, _)| *i);
    }
    links.into_iter().map(|(_, link)| link).collect()
}

fn node(dot: &mut String, actor: &Actor) {
    let (shape, fill) = match actor.kind() {
        EntityKind::Country => ("box\", style=\"filled,rounded,bold", "#dce9f5"),
        EntityKind::Organization => ("hexagon", "#ececec"),
        EntityKind::Person => ("ellipse", "#fdf3d8"),
        EntityKind::ArmedGroup => ("octagon", "#f3dcdc"),
        EntityKind::Place => ("cds", "#e7f0e2"),
        EntityKind::Group => ("box\", style=\"filled,dashed", "#ffffff"),
    };
    let mut about = format!("{} ({}), {} mentions", actor.name(), actor.kind(), actor.mentions());
    let names: Vec<_> = actor.names().iter().take(6).map(|(name, _)| *name).collect();
    if !names.is_empty() {
        let _ = write!(about, ": {}", names.join(", "));
    }
    let _ = writeln!(
        dot,
        "  {} [label={}, shape=\"{shape}\", fillcolor=\"{fill}\", tooltip={}];",
        quoted(&actor.key),
        quoted(&wrapped(actor.name(), NAME_LINE)),
        quoted(&about)
    );
}

/// Edges that share a line, at least one, the one with the most reports first.
fn bundles(links: Vec<Link<'_>>, bundled: bool) -> Vec<Vec<Link<'_>>> {
    let mut strands: IndexMap<_, Vec<Link>> = IndexMap::new();
    for (i, link) in links.into_iter().enumerate() {
        let key = &link.edge.key;
        let class = (link.edge.quad_class(), key.status, key.reciprocal);
        let apart = if bundled { 0 } else { i };
        strands.entry((&link.source.key, &link.target.key, class, apart)).or_default().push(link);
    }
    for bundle in strands.values_mut() {
        bundle.sort_by_key(|link| std::cmp::Reverse(link.edge.reports.len()));
    }
    strands.into_values().collect()
}

fn edge(dot: &mut String, graph: &Graph, bundle: &[Link]) {
    let Link { source, target, edge } = bundle[0];
    let color = edge.quad_class().map_or("#8a8a8a", color);
    let status = edge.key.status;
    let reports: usize = bundle.iter().map(|link| link.edge.reports.len()).sum();
    let width = 1.4 + (reports as f64).log2() * 0.7;
    let _ = writeln!(
        dot,
        "  {} -> {} [label={}, color=\"{color}\", fontcolor=\"{}\", style={}, arrowhead={}, dir={}, \
         penwidth={width:.1}, tooltip={tip}, labeltooltip={tip}];",
        quoted(&source.key),
        quoted(&target.key),
        quoted(&label(bundle)),
        if edge.key.event.is_some() { "#222222" } else { "#6a6a6a" },
        line(status),
        if status == Status::Denied { "teevee" } else { "normal" },
        if edge.key.reciprocal { "both" } else { "forward" },
        tip = quoted(&tooltip(graph, bundle)),
    );
}

/// What stands on a line: the relations, how often, and the status unless it simply happened.
fn label(bundle: &[Link]) -> String {
    let mut lines: Vec<_> = bundle.iter().take(RELATIONS).map(relation).collect();
    if bundle.len() > RELATIONS {
        lines.push(format!("and {} more", bundle.len() - RELATIONS));
    }
    let status = bundle[0].edge.key.status;
    if status != Status::Actual {
        lines.push(format!("({status})"));
    }
    lines.join("\n")
}

fn relation(link: &Link) -> String {
    let edge = link.edge;
    let words = match edge.titles().first() {
        Some(title) if edge.key.event.is_none() => wrapped(title, NAME_LINE),
        _ => readable(&edge.key.relation),
    };
    if edge.reports.len() > 1 && edge.key.event.is_some() {
        return format!("{words} ×{}", edge.reports.len());
    }
    words
}

/// The best sentence of each relation, and who says so where.
fn tooltip(graph: &Graph, bundle: &[Link]) -> String {
    let lines = bundle.iter().take(RELATIONS).map(|link| {
        let best = link.edge.best();
        let claim = best.claimant.as_deref().map(|key| format!(" (according to {})", graph.name_of(key)));
        let sentence = capped(&best.sentence.text, TOOLTIP);
        format!("{}: {sentence}{} [{}]", readable(&link.edge.key.relation), claim.unwrap_or_default(), best.document)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Okabe and Ito's colours, which colour-blind eyes tell apart; the sky blue a little deeper, to stand on white.
const fn color(quad: QuadClass) -> &'static str {
    match quad {
        QuadClass::VerbalCooperation => "#3a9bd9",
        QuadClass::MaterialCooperation => "#009e73",
        QuadClass::VerbalConflict => "#e69f00",
        QuadClass::MaterialConflict => "#d55e00",
    }
}

const fn line(status: Status) -> &'static str {
    match status {
        Status::Actual => "solid",
        Status::Planned | Status::Urged => "dashed",
        Status::Possible | Status::Denied => "dotted",
    }
}

/// Title and legend, as an HTML-like label.
fn heading(graph: &Graph, links: &[Link], options: &Options) -> String {
    let title = options.title.clone().unwrap_or_else(|| "Who did what to whom".to_owned());
    let all = graph.links().count();
    let of = if links.len() < all { format!(" of {all}") } else { String::new() };
    let documents = graph.articles().len();
    let plural = if documents == 1 { "" } else { "s" };
    let counts = format!("{}{of} relations from {documents} article{plural}", links.len());
    let swatch =
        |color: &str, line: &str, words: &str| format!("<td><font color=\"{color}\"><b>{line}</b></font> {words}</td>");
    let classes = [
        swatch(color(QuadClass::VerbalCooperation), "━━", "friendly words"),
        swatch(color(QuadClass::MaterialCooperation), "━━", "friendly deeds"),
        swatch(color(QuadClass::VerbalConflict), "━━", "hostile words"),
        swatch(color(QuadClass::MaterialConflict), "━━", "hostile deeds"),
        swatch("#8a8a8a", "━━", "office, membership"),
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
        html(&title),
        classes.concat(),
        statuses.concat()
    )
}

/// `text` as a quoted DOT string: control characters gone, `"` and `\` escaped, line breaks as `\n`.
fn quoted(text: &str) -> String {
    let text = clean(text);
    let mut out = String::from("\"");
    for (i, c) in text.char_indices() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            '\t' => out.push(' '),
            // Graphviz expands entities in every string
            '&' if begins_entity(&text[i + 1..]) => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
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
    capped(&out, 4 * width)
}

/// `text` cut to `most` letters.
fn capped(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}
