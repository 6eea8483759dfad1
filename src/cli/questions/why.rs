use std::fmt::Write as _;

use anyhow::{Result, bail};

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::questions::answer::{Answer, Row};
use crate::cli::questions::ask::Ask;
use crate::cli::questions::told;
use crate::graph::Graph;
use crate::query::relations_between;

/// Show every sentence that proves an edge, with who claims it, where and when
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// Who does it
    #[arg(value_name = "A")]
    who: String,
    /// The relation ("arms deal") or category (ASSAULT)
    #[arg(value_name = "RELATION")]
    what: String,
    /// Who receives it
    #[arg(value_name = "B")]
    whom: String,
    #[command(flatten)]
    ask: Ask,
}

/// Runs `why`.
pub(in crate::cli) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let ask = &args.ask;
    let base = ask.base(console)?;
    let (source, target) = (ask.actor(&base, &args.who)?, ask.actor(&base, &args.whom)?);
    let search = ask.search(base.network(), false);
    let events = search.edge(source, &args.what, target);
    if events.is_empty() {
        let (from, to) = (base.name(source)?, base.name(target)?);
        let known = relations_between(&search, source, target);
        if known.is_empty() {
            return ask.nothing(console, format_args!("nothing from {from} to {to}"));
        }
        let known = known.into_iter().collect::<Vec<_>>().join(", ");
        bail!("no `{}` from {from} to {to}; there is: {known}", args.what);
    }
    let graph = base.part(&events)?;
    let text = text(&graph);
    let rows = graph.links().flat_map(|link| {
        let graph = &graph;
        link.edge.reports.iter().map(move |report| told::row(graph, &link, report)).collect::<Vec<Row>>()
    });
    let rows = rows.collect();
    ask.answer.write(&Answer { rows, text: Some(text), note: None, graph })?;
    Ok(Outcome::Done)
}

/// Every sentence, event by event.
pub(in crate::cli) fn text(graph: &Graph) -> String {
    let mut text = String::new();
    for (i, event) in graph.events().iter().enumerate() {
        let key = &event.edge.key;
        let what = key.relation.replace('_', " ");
        let title = event.edge.titles().into_iter().fold(String::new(), |all, title| all + ": " + title);
        let days = event.days.map(|days| format!(", {}", told::days(days))).unwrap_or_default();
        let gap = if i > 0 { "\n" } else { "" };
        let kind = key.event.map(|kind| format!(" ({kind}, {}{days})", key.status)).unwrap_or_default();
        let pair = told::pair(event.source, event.target, key);
        let articles = if event.independent == 1 { "article" } else { "independent articles" };
        let _ = writeln!(text, "{gap}{pair}  {what}{title}{kind}, {} {articles}", event.independent);
        for report in &event.reports {
            let _ = writeln!(text, "  {}\n  — {}", told::sentence(report), told::origin(graph, report));
        }
    }
    text
}
