//! Tables for people: the actors, and the edges with the sentence that proves each.
//!
//! In: a [`Graph`]. Out: text as wide as [`Options::width`] allows.

use std::io;

use comfy_table::{ColumnConstraint, ContentArrangement, LineStyle, Table, Width, presets};

use crate::actors::EntityKind;
use crate::events::Status;
use crate::export::{ExportError, Format, Options, Writer, clean, readable};
use crate::graph::{Actor, DateRange, Graph, Link};

/// The format.
pub const FORMAT: Format = Format {
    name: "table",
    about: "tables of actors and edges, for reading",
    extension: "txt",
    media_type: "text/plain; charset=utf-8",
    write: Writer::Stream(write),
};

/// Columns when the width of the terminal is unknown.
const WIDTH: u16 = 160;

fn write(graph: &Graph, options: &Options, out: &mut dyn io::Write) -> Result<(), ExportError> {
    let mut actors: Vec<_> = graph.linked_actors().collect();
    actors.sort_by_key(|actor| std::cmp::Reverse(actor.mentions()));
    let mut table = new(options.width, &["Actor", "Key", "Kind", "State", "Mentions", "Called"]);
    table.style_mut().row_separator = LineStyle::none();
    for actor in &actors {
        table.add_row(actor_row(actor));
    }
    writeln!(out, "{table}\n")?;
    let mut links: Vec<_> = graph.links().collect();
    links.sort_by_key(|link| link.edge.key.event.is_none());
    let mut table = new(options.width, &["Who → whom", "Relation", "When", "Evidence"]);
    let evidence = table.column_mut(3).expect("the header has four columns");
    evidence.set_constraint(ColumnConstraint::LowerBoundary(Width::Percentage(45)));
    for link in &links {
        table.add_row(link_row(graph, link));
    }
    writeln!(out, "{table}")?;
    writeln!(out, "{} actors, {} edges, {} articles", actors.len(), links.len(), graph.articles().len())?;
    Ok(())
}

/// An empty table that fits a terminal of `width` columns.
pub fn new(width: Option<u16>, header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(width.unwrap_or(WIDTH)).set_header(header);
    table
}

fn actor_row(actor: &Actor) -> [String; 6] {
    let names = actor.names();
    let others: Vec<_> = names.iter().map(|(name, _)| *name).filter(|name| *name != actor.name()).take(5).collect();
    let state = actor.country().filter(|_| actor.kind() != EntityKind::Country).unwrap_or_default();
    [
        clean(actor.name()),
        actor.key.clone(),
        readable(actor.kind().as_str()),
        state.to_owned(),
        actor.mentions().to_string(),
        clean(&others.join(", ")),
    ]
}

fn link_row(graph: &Graph, link: &Link) -> [String; 4] {
    let edge = link.edge;
    let best = edge.best();
    let arrow = if edge.key.reciprocal { "↔" } else { "→" };
    let mut relation = readable(&edge.key.relation);
    if let Some(title) = edge.titles().first() {
        relation = format!("{relation}: {title}");
    }
    if edge.key.status != Status::Actual {
        relation = format!("{relation}\n({})", edge.key.status);
    }
    let reports = (edge.reports.len() > 1).then(|| format!("{} reports", edge.reports.len()));
    let when: Vec<_> = edge.dates().map(days).into_iter().chain(reports).collect();
    let claim = best.claimant.as_deref().map(|key| format!(" according to {},", graph.name_of(key)));
    [
        format!("{} {arrow} {}", clean(link.source.name()), clean(link.target.name())),
        relation,
        when.join("\n"),
        format!("{} —{} {}", one_line(&best.sentence.text), claim.unwrap_or_default(), best.document),
    ]
}

/// An interval as people write it: one day as one day.
fn days(DateRange { start, end }: DateRange) -> String {
    if start == end { start.to_string() } else { format!("{start}\nto {end}") }
}

fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
