use std::fmt::Write as _;

use anyhow::{Result, bail};
use clap::ValueEnum;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::questions::answer::{Answer, Row};
use crate::cli::questions::ask::Pair;
use crate::cli::questions::told;
use crate::graph::{DateRange, Graph};
use crate::query::{Base, Path, Search, Step, Weight, best_path, best_paths, every_path, path_in_time};

/// Show how two actors are linked: the shortest way between them, with the sentence behind each step
///
/// Actors are named as people name them ("Russia", "Putin", "DPRK") or by their key (RUS). Edges are walked along and
/// against their direction; an arrow shows which way each one points.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    pair: Pair,
    /// Walk edges only in their direction
    #[arg(long, help_heading = "Paths")]
    directed: bool,
    /// Every path of at most N steps, the shortest first
    #[arg(long, value_name = "N", value_parser = at_least_one, conflicts_with_all = ["k", "in_time_order"], help_heading = "Paths")]
    all: Option<usize>,
    /// The N best paths
    #[arg(short, long, value_name = "N", value_parser = at_least_one, conflicts_with = "in_time_order", help_heading = "Paths")]
    k: Option<usize>,
    /// The shortest path whose steps follow each other in time
    #[arg(long, help_heading = "Paths")]
    in_time_order: bool,
    /// What makes a path short: steps, evidence (many independent reports), cooperation or conflict (the scores)
    #[arg(long, value_name = "WHAT", default_value = "steps", conflicts_with_all = ["all", "in_time_order"], help_heading = "Paths")]
    weight: Measure,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Measure {
    Steps,
    Evidence,
    Cooperation,
    Conflict,
}

fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|&number| number > 0).ok_or_else(|| "expected a number, at least 1".to_owned())
}

/// Steps of a path in time at most.
const STEPS: usize = 12;
/// Paths shown of all.
const PATHS: usize = 100;

/// Runs `path`.
pub(in crate::cli) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let ask = &args.pair.ask;
    let base = ask.base(console)?;
    let (from, to) = args.pair.actors(&base)?;
    let search = ask.search(base.network(), args.directed);
    let weight = match args.weight {
        Measure::Steps => Weight::Steps,
        Measure::Evidence => Weight::Evidence,
        Measure::Cooperation => Weight::Cooperation,
        Measure::Conflict => Weight::Conflict,
    };
    let paths = if let Some(steps) = args.all {
        let every = every_path(&search, from, to, steps, ask.answer.limit(PATHS).min(100_000));
        if every.more {
            console.note(format_args!("there are more paths; --limit N shows more, a filter makes them fewer"));
        }
        every.paths
    } else if let Some(k) = args.k {
        best_paths(&search, from, to, weight, k)
    } else if args.in_time_order {
        path_in_time(&search, from, to, STEPS).into_iter().collect()
    } else {
        best_path(&search, from, to, weight).into_iter().collect()
    };
    if paths.is_empty() {
        return ask.nothing(console, format_args!("no way from {} to {}", base.name(from)?, base.name(to)?));
    }
    let answer = answer(&base, &search, &paths, [&base.name(from)?, &base.name(to)?])?;
    ask.answer.write(&answer)?;
    Ok(Outcome::Done)
}

fn answer(base: &Base, search: &Search, paths: &[Path], [from, to]: [&str; 2]) -> Result<Answer> {
    let events: Vec<_> = paths.iter().flat_map(Path::events).collect();
    let graph = base.part(&events)?;
    let (mut rows, mut text) = (Vec::new(), String::new());
    for (i, path) in paths.iter().enumerate() {
        let plural = if path.steps.len() == 1 { "" } else { "s" };
        let number = if paths.len() > 1 { format!("{}. ", i + 1) } else { String::new() };
        let gap = if i > 0 { "\n" } else { "" };
        let _ = writeln!(text, "{gap}{number}{from} to {to}: {} step{plural}", path.steps.len());
        for (number, step) in path.steps.iter().enumerate() {
            tell(base, search, &graph, step, &mut text, &mut rows, [i + 1, number + 1])?;
        }
    }
    Ok(Answer { rows, text: Some(text), note: None, graph })
}

/// Writes one step for people, and its best report as a row for programs.
fn tell(
    base: &Base,
    search: &Search,
    graph: &Graph,
    step: &Step,
    text: &mut String,
    rows: &mut Vec<Row>,
    [path, number]: [usize; 2],
) -> Result<()> {
    let part = base.part(&step.events)?;
    let event = search.network.event(step.events[0]);
    let Some(link) = part.links().next() else { bail!("an event without evidence between the actors of a path") };
    let arrow = match (event.reciprocal, step.forward) {
        (true, _) => "↔",
        (false, true) => "→",
        (false, false) => "←",
    };
    let (from, to) = (base.name(step.from)?, base.name(step.to)?);
    let days = step.events.iter().filter_map(|&event| search.network.event(event).days());
    let when = days.reduce(|a, b| DateRange { start: a.start.min(b.start), end: a.end.max(b.end) });
    let best = link.edge.best();
    let _ = writeln!(text, "\n{from} {arrow} {to}  {}", told::relation(link.edge, when));
    let _ = writeln!(text, "  {}\n  — {}", told::sentence(best), told::origin(graph, best));
    let mut row: Row = vec![
        ("path", path.into()),
        ("step", number.into()),
        ("from", search.network.key(step.from).into()),
        ("to", search.network.key(step.to).into()),
        ("reports", link.edge.reports.len().into()),
    ];
    row.extend(told::row(&part, &link, best));
    rows.push(row);
    Ok(())
}
