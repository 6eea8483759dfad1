use anyhow::Result;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::questions::answer::{Answer, Row};
use crate::cli::questions::ask::Ask;
use crate::graph::Graph;
use crate::query::Match;

/// Find actors by any of their names, also misspelt
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// A name, or a part of one
    #[arg(value_name = "TEXT")]
    text: String,
    #[command(flatten)]
    ask: Ask,
}

/// Runs `find`.
pub(in crate::cli) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    args.ask.answer.check()?;
    let base = args.ask.base(console)?;
    let found = base.find(&args.text)?;
    if found.is_empty() {
        console.note(format_args!("no actor is called like `{}`", args.text));
        return Ok(Outcome::Nothing);
    }
    let rows = found.into_iter().take(args.ask.answer.limit(20)).map(row).collect();
    args.ask.answer.write(&Answer { rows, text: None, note: None, graph: Graph::default() })?;
    Ok(Outcome::Done)
}

fn row(found: Match) -> Row {
    vec![
        ("actor", found.name.into()),
        ("key", found.key.into()),
        ("kind", found.kind.replace('_', " ").into()),
        ("called", found.words.into()),
        ("articles", found.documents.into()),
        ("_likeness", ((found.likeness * 1000.0).round() / 1000.0).into()),
    ]
}
