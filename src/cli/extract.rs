use std::io::{self, BufWriter, Write};

use anyhow::Result;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::input::Input;
use crate::cli::questions::selection::known_share;
use crate::export::extraction;

/// Write what each article says as JSON Lines: actors, events, ties, every one with its words
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: Input,
    /// Events and ties of which the program is at least so sure, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = known_share, default_value_t = 0.0, hide_default_value = true)]
    min_confidence: f32,
}

/// Runs `extract`.
pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut any = false;
    let least = args.min_confidence;
    // what is read is put into words on its own thread, and forgotten there
    let lines = args.input.mapped(console, move |mut extraction| {
        extraction.events.retain(|event| event.confidence >= least);
        extraction.affiliations.retain(|tie| tie.confidence >= least);
        let mut line = Vec::new();
        extraction::write(&extraction, &mut line).map(|()| line)
    });
    for line in lines {
        out.write_all(&line?)?;
        any = true;
    }
    out.flush()?;
    Ok(Outcome::found(any))
}
