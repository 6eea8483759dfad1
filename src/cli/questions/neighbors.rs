use anyhow::Result;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::questions::answer::{Answer, Row};
use crate::cli::questions::ask::Ask;
use crate::graph::day_of;
use crate::query::{Base, Neighbor, Search, neighbors};

/// List the actors that have to do with an actor, and how: those with the most reports first
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// Whose neighbours
    #[arg(value_name = "A")]
    actor: String,
    #[command(flatten)]
    ask: Ask,
}

/// Relations named of each neighbour.
const RELATIONS: usize = 6;

/// Runs `neighbors`.
pub(in crate::cli) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let ask = &args.ask;
    let base = ask.base(console)?;
    let actor = ask.actor(&base, &args.actor)?;
    let search = ask.search(base.network(), false);
    let all = neighbors(&search, actor);
    if all.is_empty() {
        return ask.nothing(console, format_args!("{} has to do with nobody", base.name(actor)?));
    }
    let shown = &all[..all.len().min(ask.answer.limit(50))];
    let rows = shown.iter().map(|neighbor| row(&base, &search, neighbor)).collect::<Result<Vec<_>>>()?;
    let events: Vec<_> = shown.iter().flat_map(|n| n.edges.iter().flat_map(|edge| search.events_of(edge))).collect();
    let note = Some(format!("{} of {} actors", shown.len(), all.len()));
    ask.answer.write(&Answer { rows, text: None, note, graph: ask.drawn(&base, &events)? })?;
    Ok(Outcome::Done)
}

fn row(base: &Base, search: &Search, neighbor: &Neighbor) -> Result<Row> {
    let relation = |edge: &crate::query::Bundle| {
        let row = search.network.event(edge.first);
        let arrow = if row.reciprocal {
            "↔"
        } else if edge.forward {
            "→"
        } else {
            "←"
        };
        let status = if row.state().as_str() == "actual" { String::new() } else { format!(" ({})", row.state()) };
        let times = if edge.reports > 1 { format!(" ×{}", edge.reports) } else { String::new() };
        format!("{arrow} {}{status}{times}", search.network.relation(row).replace('_', " "))
    };
    let mut relations: Vec<String> = neighbor.edges.iter().take(RELATIONS).map(relation).collect();
    if neighbor.edges.len() > RELATIONS {
        relations.push(format!("and {} more", neighbor.edges.len() - RELATIONS));
    }
    let day = |day: Option<i32>| day.map(|day| day_of(day).to_string());
    Ok(vec![
        ("actor", base.name(neighbor.node)?.into()),
        ("key", search.network.key(neighbor.node).into()),
        ("reports", neighbor.reports.into()),
        ("events", neighbor.events.into()),
        ("score", neighbor.score.map(|score| score as f64 / 100.0).into()),
        ("first", day(neighbor.days.map(|days| days.0)).into()),
        ("last", day(neighbor.days.map(|days| days.1)).into()),
        ("relations", relations.join(", ").into()),
    ])
}
