use anyhow::{Context, Result, bail};
use jiff::civil::Date;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::questions::answer::{Answer, Row};
use crate::cli::questions::ask::Ask;
use crate::cli::questions::told;
use crate::graph::Filter;
use crate::graph::network::Sieve;
use crate::query::{Base, Changed, compare};

/// Show what differs between two periods: relations that are new or gone, pairs that turned hostile or friendly
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    ask: Ask,
    /// The earlier period: 2022-01-01..2022-12-31, either end may be left out
    #[arg(long, value_name = "DATES", value_parser = period, allow_hyphen_values = true)]
    before: Period,
    /// The later period
    #[arg(long, value_name = "DATES", value_parser = period, allow_hyphen_values = true)]
    after: Period,
    /// Only what has to do with this actor
    #[arg(long, value_name = "ACTOR")]
    of: Option<String>,
}

type Period = (Option<Date>, Option<Date>);

fn period(text: &str) -> Result<Period> {
    let Some((first, last)) = text.split_once("..") else { bail!("expected two days: 2022-01-01..2022-12-31") };
    let day = |text: &str| -> Result<Option<Date>> {
        let text = text.trim();
        if text.is_empty() { Ok(None) } else { text.parse().map(Some).context("expected a day: 2022-01-01") }
    };
    Ok((day(first)?, day(last)?))
}

/// Runs `compare`.
pub(in crate::cli) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let ask = &args.ask;
    let base = ask.base(console)?;
    let network = base.network();
    let of = args.of.as_deref().map(|name| ask.actor(&base, name)).transpose()?;
    let within = |(since, until): Period| Filter { since, until, ..ask.selection.filter() };
    let [before, after] = [args.before, args.after].map(|period| Sieve::new(network, &within(period)));
    let mut changes = compare(network, &before, &after);
    changes.retain(|changed| of.is_none_or(|actor| network.event(changed.events[0]).has(actor)));
    if changes.is_empty() {
        return ask.nothing(console, "nothing differs");
    }
    let shown = &changes[..changes.len().min(ask.answer.limit(50))];
    let rows = shown.iter().map(|changed| row(&base, changed)).collect::<Result<Vec<_>>>()?;
    let events: Vec<_> = shown.iter().flat_map(|changed| changed.events.iter().copied()).collect();
    let note = Some(format!("{} of {} differences", shown.len(), changes.len()));
    ask.answer.write(&Answer { rows, text: None, note, graph: ask.drawn(&base, &events)? })?;
    Ok(Outcome::Done)
}

fn row(base: &Base, changed: &Changed) -> Result<Row> {
    let network = base.network();
    let graph = base.part(&changed.events)?;
    let event = network.event(changed.events[0]);
    let best = graph.links().map(|link| link.edge.best()).max_by_key(|best| best.confidence).cloned();
    let pairwise = matches!(changed.change.as_str(), "turned hostile" | "turned friendly");
    let arrow = if event.reciprocal || pairwise { "↔" } else { "→" };
    let what = if pairwise { String::new() } else { network.relation(event).replace('_', " ") };
    let reports: u32 = changed.events.iter().map(|&event| u32::from(network.event(event).reports)).sum();
    let score = |score: Option<i64>| score.map(|score| score as f64 / 100.0);
    let evidence = best.as_ref().map(|best| format!("{} — {}", told::sentence(best), told::origin(&graph, best)));
    Ok(vec![
        ("change", changed.change.as_str().into()),
        ("who", format!("{} {arrow} {}", base.name(event.source)?, base.name(event.target)?).into()),
        ("what", what.into()),
        ("reports", reports.into()),
        ("score_before", score(changed.scores.0).into()),
        ("score_after", score(changed.scores.1).into()),
        ("evidence", evidence.into()),
        ("_source", network.key(event.source).into()),
        ("_target", network.key(event.target).into()),
    ])
}
