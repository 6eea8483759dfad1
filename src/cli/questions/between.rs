use std::cmp::Reverse;

use anyhow::Result;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::questions::answer::{Answer, Row};
use crate::cli::questions::ask::Pair;
use crate::cli::questions::told;
use crate::graph::{Graph, Link};
use crate::query::between;

/// Show everything between two actors: each relation in each direction, with its surest sentence
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    pair: Pair,
}

/// Runs `between`.
pub(in crate::cli) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let ask = &args.pair.ask;
    let base = ask.base(console)?;
    let (a, b) = args.pair.actors(&base)?;
    let search = ask.search(base.network(), false);
    let events = between(&search, a, b);
    if events.is_empty() {
        return ask.nothing(console, format_args!("nothing between {} and {}", base.name(a)?, base.name(b)?));
    }
    let graph = base.part(&events)?;
    let mut links: Vec<_> = graph.links().collect();
    links.sort_by_key(|link| (link.edge.key.event.is_none(), Reverse(link.edge.reports.len())));
    let rows: Vec<Row> = links.iter().take(ask.answer.limit(100)).map(|link| row(&graph, link)).collect();
    let note = Some(format!("{} relations, {} events", links.len(), events.len()));
    ask.answer.write(&Answer { rows, text: None, note, graph: graph.clone() })?;
    Ok(Outcome::Done)
}

fn row(graph: &Graph, link: &Link) -> Row {
    let best = link.edge.best();
    let days = link.edge.dates().filter(|_| link.edge.key.event.is_some());
    let mut row: Row = vec![
        ("who", told::pair(link.source, link.target, &link.edge.key).into()),
        ("what", told::relation(link.edge, None).into()),
        ("from", days.map(|days| days.start.to_string()).into()),
        ("to", days.map(|days| days.end.to_string()).into()),
        ("evidence", format!("{} — {}", told::sentence(best), told::origin(graph, best)).into()),
        ("_reports", link.edge.reports.len().into()),
    ];
    row.extend(told::row(graph, link, best).into_iter().map(|(name, value)| (hidden(name), value)));
    row
}

/// The column of this name, for programs only.
pub(in crate::cli) fn hidden(name: &'static str) -> &'static str {
    match name {
        "source" => "_source",
        "source_name" => "_source_name",
        "relation" => "_relation",
        "target" => "_target",
        "target_name" => "_target_name",
        "category" => "_category",
        "status" => "_status",
        "mutual" => "_mutual",
        "first" => "_first",
        "last" => "_last",
        "score" => "_score",
        "confidence" => "_confidence",
        "claimant" => "_claimant",
        "document" => "_document",
        "title" => "_title",
        "published" => "_published",
        "start" => "_start",
        "end" => "_end",
        "trigger" => "_trigger",
        "sentence" => "_sentence",
        other => other,
    }
}
