use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::cli::Outcome;
use crate::cli::add::Counts;
use crate::cli::console::Console;
use crate::store::Store;

/// Add everything in other stores to a store, which is made when there is none
///
/// The result is the store that adding all articles to one would give.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The store that grows
    #[arg(value_name = "STORE")]
    store: PathBuf,
    /// Stores to add to it; they stay as they are
    #[arg(value_name = "OTHER", required = true)]
    others: Vec<PathBuf>,
}

/// Runs `merge`.
pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let others = args.others.iter().map(|path| Store::read(path)).collect::<Result<Vec<_>, _>>()?;
    let mut store = Store::create(&args.store)?;
    let itself = args.store.canonicalize()?;
    if let Some(path) = args.others.iter().find(|path| path.canonicalize().is_ok_and(|other| other == itself)) {
        bail!("{}: is the store that shall grow; name another one to add to it", path.display());
    }
    let mut counts = Counts::default();
    for other in &others {
        store.merge(other, |added| counts.tell(added, false))?;
    }
    console.note(counts.sentence("added"));
    Ok(Outcome::Done)
}
