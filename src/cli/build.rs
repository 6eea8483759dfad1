use anyhow::Result;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::input::Input;
use crate::cli::output::Output;

/// Read articles and build the graph of who did what to whom
///
/// Without -o it prints the actors and the edges, each with the sentence that proves it. A graph file written before
/// (.json) may stand among the articles: the two are merged.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    output: Output,
}

/// Runs `build`.
pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    args.output.check()?;
    let graph = args.input.graph(console);
    console.finish();
    let found = graph.links().next().is_some();
    if !found {
        console.note("no relation found");
    }
    if found || !graph.articles().is_empty() {
        args.output.write(&graph)?;
    }
    Ok(Outcome::found(found))
}
