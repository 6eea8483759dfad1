use anyhow::{Result, bail};

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::input::Input;

/// Write sentences, words and trees as CoNLL-U
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: Input,
}

/// Runs `parse`.
pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let _ = args.input.documents(console);
    bail!("this build has no parser yet")
}
