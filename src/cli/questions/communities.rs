use std::cmp::Reverse;

use anyhow::Result;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::questions::answer::{Answer, Row};
use crate::cli::questions::ask::Ask;
use crate::graph::Graph;
use crate::query::{communities, degrees};

/// Group the actors that have more to do with each other than with the rest (Leiden, by modularity)
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    ask: Ask,
}

/// Members named of each group, for people.
const MEMBERS: usize = 12;

/// Runs `communities`.
pub(in crate::cli) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let ask = &args.ask;
    let base = ask.base(console)?;
    let search = ask.ranking(base.network(), false);
    let found = communities(&search);
    let degrees = degrees(&search);
    let (mut rows, mut graph): (Vec<Row>, _) = (Vec::new(), Graph::default());
    for (i, group) in found.groups.iter().take(ask.answer.limit(20)).enumerate() {
        let mut members = group.clone();
        members.sort_by_key(|&node| (Reverse(degrees[node as usize].events), node));
        let names = members.iter().take(MEMBERS).map(|&node| base.name(node)).collect::<Result<Vec<_>, _>>()?;
        let more = members.len().saturating_sub(MEMBERS);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        graph.merge(ask.among(&base, &search, &members)?);
        let keys: Vec<_> = members.iter().map(|&node| base.network().key(node)).collect();
        rows.push(vec![
            ("group", (i + 1).into()),
            ("actors", group.len().into()),
            ("members", format!("{}{more}", names.join(", ")).into()),
            ("_keys", keys.join(" ").into()),
        ]);
    }
    if rows.is_empty() {
        return ask.nothing(console, "no event found");
    }
    let note = Some(format!("{} groups, modularity {:.3}", found.groups.len(), found.modularity));
    ask.answer.write(&Answer { rows, text: None, note, graph })?;
    Ok(Outcome::Done)
}
