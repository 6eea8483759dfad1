use anyhow::Result;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::questions::answer::{Answer, Row};
use crate::cli::questions::ask::Ask;
use crate::cli::questions::told;
use crate::events::EventKind;
use crate::graph::Graph;
use crate::graph::network::EventIndex;
use crate::query::{Base, Search, timeline};

/// Show what an actor did and what was done to it in the order of time, alone or with another actor
///
/// Several reports of one event are one line, with the surest sentence. Without a limit people see the last 50.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Timeline {
    /// Whose events
    #[arg(value_name = "A")]
    actor: String,
    /// B, if only the events between A and B count, then the articles, graphs or stores
    #[command(flatten)]
    ask: Ask,
}

/// List the events: who did what to whom and when, several reports of one event as one line
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Events {
    #[command(flatten)]
    ask: Ask,
}

/// Lines that people see when they do not say how many.
const LINES: usize = 50;

/// Runs `timeline`.
pub(in crate::cli) fn run_timeline(args: &Timeline, console: &Console) -> Result<Outcome> {
    let mut ask = args.ask.clone();
    let mut names = vec![args.actor.clone()];
    names.extend(ask.take_name());
    run(&ask, &names, console)
}

/// Runs `events`.
pub(in crate::cli) fn run_events(args: &Events, console: &Console) -> Result<Outcome> {
    run(&args.ask, &[], console)
}

fn run(ask: &Ask, names: &[String], console: &Console) -> Result<Outcome> {
    let base = ask.base(console)?;
    let actors = names.iter().map(|name| ask.actor(&base, name)).collect::<Result<Vec<_>, _>>()?;
    let search = ask.search(base.network(), false);
    let events = timeline(&search, &actors);
    if events.is_empty() {
        return ask.nothing(console, "no event found");
    }
    let shown = &events[events.len().saturating_sub(ask.answer.limit(LINES))..];
    let graph = ask.drawn(&base, shown)?;
    let rows = shown.iter().map(|&event| row(&base, &search, event)).collect::<Result<Vec<_>>>()?;
    let left = events.len() - shown.len();
    let before = if left > 0 { format!("; {left} before these, --limit 0 shows all") } else { String::new() };
    let note = Some(format!("{} events{before}", shown.len()));
    ask.answer.write(&Answer { rows, text: None, note, graph })?;
    Ok(Outcome::Done)
}

/// One event with its surest sentence.
fn row(base: &Base, search: &Search, event: EventIndex) -> Result<Row> {
    let graph: Graph = base.part(&[event])?;
    let row = search.network.event(event);
    let link = graph.links().next();
    let best = link.as_ref().map(|link| link.edge.best());
    let names = [base.name(row.source)?, base.name(row.target)?];
    let status = row.state();
    let told = if status.as_str() == "actual" { String::new() } else { status.to_string() };
    Ok(vec![
        ("when", row.days().map(told::days).into()),
        ("who", format!("{} {} {}", names[0], if row.reciprocal { "↔" } else { "→" }, names[1]).into()),
        ("what", search.network.relation(row).replace('_', " ").into()),
        ("told_as", told.into()),
        ("reports", row.reports.into()),
        ("evidence", best.map(|best| format!("{} — {}", told::sentence(best), told::origin(&graph, best))).into()),
        ("_source", search.network.key(row.source).into()),
        ("_relation", search.network.relation(row).into()),
        ("_target", search.network.key(row.target).into()),
        ("_category", row.kind().map(EventKind::as_str).into()),
        ("_status", status.as_str().into()),
        ("_first", row.days().map(|days| days.start.to_string()).into()),
        ("_last", row.days().map(|days| days.end.to_string()).into()),
        ("_independent", row.independent.into()),
        ("_score", told::number(row.score().value())),
        ("_confidence", (f64::from(row.confidence) / 100.0).into()),
        ("_document", best.map(|best| best.document.clone()).into()),
        ("_sentence", best.map(told::sentence).into()),
    ])
}
