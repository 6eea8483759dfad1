//! A report in Markdown: who did what to whom, each with the sentence that proves it.
//!
//! In: a [`Graph`]. Out: a heading with counts and the range of dates, a table of the actors, and for each pair of
//! actors, those with the most reports first, the relations with status, days and up to three sentences. With
//! [`Options::top`] only the edges that most reports stand behind. Texts stand on one line, with a backslash before what
//! Markdown takes for mark-up. Codes, scores and offsets are left out.

use std::fmt::Write as _;
use std::io;

use indexmap::IndexMap;

use crate::events::Status;
use crate::export::escape::{capped, markdown};
use crate::export::facts;
use crate::export::{ExportError, Format, Options, Writer, readable};
use crate::graph::{Edge, Graph, Link, Report};

/// The format.
pub const FORMAT: Format = Format {
    name: "markdown",
    about: "report in Markdown, with the sentences",
    extension: "md",
    media_type: "text/markdown; charset=utf-8",
    write: Writer::Stream(write),
};

/// Sentences of one relation.
const SENTENCES: usize = 3;
/// Actors in the table.
const ACTORS: usize = 50;
/// Characters of a sentence, and of a name.
const LONG: usize = 600;

fn write(graph: &Graph, options: &Options, out: &mut dyn io::Write) -> Result<(), ExportError> {
    let links = facts::strongest(graph, options.top);
    let title = options.title.as_deref().unwrap_or("Who did what to whom");
    writeln!(out, "# {}\n", markdown(title))?;
    let all = graph.petgraph().edge_count();
    let of = if links.len() < all { format!(" of {all}") } else { String::new() };
    let days = links.iter().filter_map(|link| link.edge.dates());
    let (first, last) = days.fold((None, None), |(first, last): (Option<_>, Option<_>), range| {
        (Some(first.map_or(range.start, |day| range.start.min(day))), last.max(Some(range.end)))
    });
    let range = first.zip(last).map(|(first, last)| format!(", {first} to {last}")).unwrap_or_default();
    let (actors, articles) = (graph.linked_actors().count(), graph.articles().len());
    writeln!(out, "{}{of} relations between {actors} actors, from {articles} articles{range}.\n", links.len())?;
    table(graph, out)?;
    let mut pairs: IndexMap<(&str, &str), Vec<Link>> = IndexMap::new();
    for link in links {
        let (a, b) = (link.source.key.as_str(), link.target.key.as_str());
        pairs.entry(if a <= b { (a, b) } else { (b, a) }).or_default().push(link);
    }
    let reports = |links: &[Link]| links.iter().map(|link| link.edge.reports.len()).sum::<usize>();
    pairs.sort_by_key(|_, links| std::cmp::Reverse(reports(links)));
    for ((a, b), links) in &pairs {
        let name = |key| markdown(&capped(graph.name_of(key), LONG));
        writeln!(out, "## {} and {}\n", name(a), name(b))?;
        links.iter().try_for_each(|link| relation(graph, link, out))?;
        writeln!(out)?;
    }
    Ok(())
}

fn table(graph: &Graph, out: &mut dyn io::Write) -> io::Result<()> {
    let mut actors: Vec<_> = graph.linked_actors().collect();
    actors.sort_by_key(|actor| std::cmp::Reverse(actor.mentions()));
    writeln!(out, "| Actor | Kind | State | Mentions |\n| --- | --- | --- | ---: |")?;
    for actor in actors.iter().take(ACTORS) {
        let name = markdown(&capped(actor.name(), LONG));
        let state = actor.country().map(|key| markdown(graph.name_of(key))).unwrap_or_default();
        writeln!(out, "| {name} | {} | {state} | {} |", readable(actor.kind().as_str()), actor.mentions())?;
    }
    if actors.len() > ACTORS {
        writeln!(out, "\nand {} more actors", actors.len() - ACTORS)?;
    }
    writeln!(out)
}

fn relation(graph: &Graph, link: &Link, out: &mut dyn io::Write) -> io::Result<()> {
    let Link { source, target, edge } = *link;
    let arrow = if edge.key.reciprocal { "↔" } else { "→" };
    let name = |name| markdown(&capped(name, LONG));
    write!(out, "- {} {arrow} {}: **{}**", name(source.name()), name(target.name()), name(&about(edge)))?;
    if let Some(dates) = edge.dates() {
        let to = if dates.start == dates.end { String::new() } else { format!(" to {}", dates.end) };
        write!(out, ", {}{to}", dates.start)?;
    }
    writeln!(out)?;
    for report in edge.reports.iter().take(SENTENCES) {
        writeln!(out, "  - {}", sentence(graph, report))?;
    }
    if edge.reports.len() > SENTENCES {
        writeln!(out, "  - and {} more", edge.reports.len() - SENTENCES)?;
    }
    Ok(())
}

/// The relation, its office and its status.
fn about(edge: &Edge) -> String {
    let mut words = readable(&edge.key.relation);
    for title in edge.titles() {
        let _ = write!(words, ", {title}");
    }
    if edge.key.status != Status::Actual {
        let _ = write!(words, " ({})", edge.key.status);
    }
    words
}

/// The words of a report, who says so, and where.
pub(super) fn sentence(graph: &Graph, report: &Report) -> String {
    let claim = report.claimant.as_deref().map(|key| format!("according to {}, ", markdown(graph.name_of(key))));
    let article = graph.articles().get(&report.document);
    let title = article.and_then(|article| article.title.as_deref()).unwrap_or(&report.document);
    let date = report.published.map(|day| format!(", {day}")).unwrap_or_default();
    let words = markdown(&capped(&report.sentence.text, LONG));
    format!("“{words}” ({}{}{date})", claim.unwrap_or_default(), markdown(&capped(title, LONG)))
}
