use std::cmp::Ordering;

use anyhow::Result;
use clap::ValueEnum;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::questions::answer::{Answer, Row};
use crate::cli::questions::ask::Ask;
use crate::graph::network::Node;
use crate::query::{Base, betweenness, degrees, page_rank};

/// Rank the actors: by events, by how often they lie between others, or by PageRank
///
/// Betweenness takes parallel events as one way; on big graphs it is estimated from a sample of actors, and the answer
/// says so. PageRank takes each event as a link from who does it to who receives it.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    ask: Ask,
    /// What to rank by
    #[arg(long, value_name = "WHAT", default_value = "degree")]
    by: By,
    /// Follow events only in their direction, for betweenness
    #[arg(long)]
    directed: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum By {
    /// Number of events
    Degree,
    /// Share of shortest paths that an actor is on
    Betweenness,
    /// PageRank
    Pagerank,
}

/// Runs `top`.
pub(in crate::cli) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let ask = &args.ask;
    let base = ask.base(console)?;
    let search = ask.ranking(base.network(), args.directed);
    let limit = ask.answer.limit(20);
    let mut note = None;
    let (nodes, rows) = match args.by {
        By::Degree => {
            let degrees = degrees(&search);
            let nodes = best(&base, limit, |node| degrees[node as usize].events);
            let row = |(rank, &node): (usize, &Node)| {
                let degree = degrees[node as usize];
                let mut row = named(&base, rank, node)?;
                row.push(("events", degree.events.into()));
                row.push(("out", degree.out.into()));
                row.push(("in", degree.into.into()));
                row.push(("partners", degree.partners.into()));
                anyhow::Ok(row)
            };
            let rows = nodes.iter().enumerate().map(row).collect::<Result<Vec<_>>>()?;
            (nodes, rows)
        }
        By::Betweenness => {
            let found = betweenness(&search);
            note = found.sampled.map(|count| format!("estimated from the paths of {count} actors"));
            ranked(&base, &found.values, "betweenness", limit)?
        }
        By::Pagerank => ranked(&base, &page_rank(&search), "pagerank", limit)?,
    };
    if nodes.is_empty() {
        return ask.nothing(console, "no event found");
    }
    let graph = ask.among(&base, &search, &nodes)?;
    ask.answer.write(&Answer { rows, text: None, note, graph })?;
    Ok(Outcome::Done)
}

/// The actors of the highest values above none, those whose keys come first before others of the same value.
fn best<V: PartialOrd + Default>(base: &Base, limit: usize, value: impl Fn(Node) -> V) -> Vec<Node> {
    let mut nodes: Vec<Node> = base.network().nodes().filter(|&node| value(node) > V::default()).collect();
    nodes.sort_by(|&a, &b| value(b).partial_cmp(&value(a)).unwrap_or(Ordering::Equal).then(a.cmp(&b)));
    nodes.truncate(limit);
    nodes
}

fn ranked(base: &Base, values: &[f64], name: &'static str, limit: usize) -> Result<(Vec<Node>, Vec<Row>)> {
    let nodes = best(base, limit, |node| values[node as usize]);
    let row = |(rank, &node): (usize, &Node)| {
        let mut row = named(base, rank, node)?;
        let value = values[node as usize];
        row.push((name, ((value * 1e8).round() / 1e8).into()));
        anyhow::Ok(row)
    };
    let rows = nodes.iter().enumerate().map(row).collect::<Result<_>>()?;
    Ok((nodes, rows))
}

fn named(base: &Base, rank: usize, node: Node) -> Result<Row> {
    let key = base.network().key(node);
    Ok(vec![
        ("rank", (rank + 1).into()),
        ("actor", base.name(node)?.into()),
        ("key", key.into()),
        ("kind", base.kind(node)?.replace('_', " ").into()),
    ])
}
