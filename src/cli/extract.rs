use std::io::{self, BufWriter, Write};

use anyhow::Result;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::input::Input;
use crate::export::extraction;

/// Write what each article says as JSON Lines: actors, events, ties, every one with its words
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: Input,
}

/// Runs `extract`.
pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut any = false;
    for extraction in args.input.extractions(console) {
        extraction::write(&extraction, &mut out)?;
        any = true;
    }
    out.flush()?;
    Ok(Outcome::found(any))
}
