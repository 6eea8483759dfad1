use anyhow::Result;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::input::Input;
use crate::cli::output::Output;
use crate::cli::questions::selection::Selection;

/// Read articles and build the graph of who did what to whom
///
/// Without -o it prints the actors and the edges, each with the sentence that proves it. A graph file written before
/// (.json) may stand among the articles: the two are merged.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    selection: Selection,
    /// Between states: every actor counts as the state it belongs to
    #[arg(long, help_heading = "Which events count")]
    by_state: bool,
    #[command(flatten)]
    output: Output,
}

/// Runs `build`.
pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    args.output.check()?;
    let mut graph = args.input.graph(console);
    let filter = args.selection.filter();
    if !filter.is_open() {
        graph = graph.filtered(&filter);
    }
    if args.by_state {
        graph = graph.by_state();
    }
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
