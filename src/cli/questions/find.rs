use anyhow::Result;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::questions::answer::{Answer, Row};
use crate::cli::questions::ask::Ask;
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
    let base = args.ask.base(console)?;
    let mut found = base.find(&args.text)?;
    if found.is_empty() {
        return args.ask.nothing(console, format_args!("no actor is called like `{}`", args.text));
    }
    found.truncate(args.ask.answer.limit(20));
    let search = args.ask.search(base.network(), false);
    let nodes: Vec<_> = found.iter().filter_map(|found| base.network().node(&found.key)).collect();
    let graph = args.ask.among(&base, &search, &nodes)?;
    let rows = found.into_iter().map(row).collect();
    args.ask.answer.write(&Answer { rows, text: None, note: None, graph })?;
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
