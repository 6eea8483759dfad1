use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::Result;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::store::Store;

/// Remove articles from a store, and exactly what only they supported
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The store
    #[arg(value_name = "STORE")]
    store: PathBuf,
    /// Ids of the articles, as `status --list` shows them
    #[arg(value_name = "ID", required = true)]
    articles: Vec<String>,
}

/// Runs `remove`.
pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let mut store = Store::open(&args.store)?;
    store.remove(&args.articles)?;
    // one that is named twice is removed once
    let removed = args.articles.iter().collect::<BTreeSet<_>>().len();
    let plural = if removed == 1 { "" } else { "s" };
    console.note(format_args!("{removed} article{plural} removed"));
    Ok(Outcome::Done)
}
