//! The commands: one file each, and the flags they share.
//!
//! In: the words of the command line. Out: an exit code: 0 done, 1 nothing found, 2 errors.

mod actors;
mod add;
mod build;
mod console;
mod explain;
mod extract;
mod input;
mod merge;
mod output;
mod parse;
mod picture;
mod questions;
mod remove;
mod show;
mod status;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::cli::console::Console;
use crate::export::ExportError;

/// Shown under the help.
const EXAMPLES: &str = "\
Examples:
  demarche build articles/                                  the graph as a table
  demarche build articles/ -o graph.json -o graph.svg       to keep and to look at
  demarche add news.db articles/                            the graph that grows, in a store
  demarche path Iran \"Kim Jong Un\" news.db                  how two actors are linked
  demarche show \"Israel bombed Syria.\"                      how a sentence is read
  demarche explain arms_deal                                what a label means";

/// Reads news and builds a knowledge graph of who did what to whom
///
/// Every node and edge comes with the words that report it; what happened, what is planned, possible, denied or
/// demanded are different edges. Exit codes: 0 done, 1 nothing found, 2 errors.
#[derive(Debug, Parser)]
#[command(name = "demarche", version, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    /// Work on N threads; as many as there are processors when left out. The output does not depend on it
    #[arg(short, long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Args),
    Add(add::Args),
    Remove(remove::Args),
    Merge(merge::Args),
    Status(status::Args),
    Path(questions::path::Args),
    Neighbors(questions::neighbors::Args),
    Between(questions::between::Args),
    Timeline(questions::events::Timeline),
    Events(questions::events::Events),
    Top(questions::top::Args),
    Communities(questions::communities::Args),
    Compare(questions::compare::Args),
    Disputes(questions::disputes::Args),
    Why(questions::why::Args),
    Find(questions::find::Args),
    Actors(actors::Args),
    Extract(extract::Args),
    Parse(parse::Args),
    Show(show::Args),
    Explain(explain::Args),
}

/// What a command came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// It found something.
    Done,
    /// It ran, and there was nothing.
    Nothing,
}

impl Outcome {
    /// Done when `found`.
    fn found(found: bool) -> Self {
        if found { Self::Done } else { Self::Nothing }
    }
}

/// Runs the command line `arguments`, the program's name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // help and version come here too; a closed pipe is no failure
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let console = Console::new();
    let outcome = execute(cli, &console);
    console.finish();
    match outcome {
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            console.error(format_args!("{error:#}"));
            ExitCode::from(2)
        }
        Ok(_) if console.failed() => ExitCode::from(2),
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
    }
}

fn execute(cli: Cli, console: &Console) -> Result<Outcome> {
    if let Some(jobs) = cli.jobs {
        rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build_global()?;
    }
    match cli.command {
        Command::Build(args) => build::run(&args, console),
        Command::Add(args) => add::run(&args, console),
        Command::Remove(args) => remove::run(&args, console),
        Command::Merge(args) => merge::run(&args, console),
        Command::Status(args) => status::run(&args, console),
        Command::Extract(args) => extract::run(&args, console),
        Command::Parse(args) => parse::run(&args, console),
        Command::Path(args) => questions::path::run(&args, console),
        Command::Neighbors(args) => questions::neighbors::run(&args, console),
        Command::Between(args) => questions::between::run(&args, console),
        Command::Timeline(args) => questions::events::run_timeline(&args, console),
        Command::Events(args) => questions::events::run_events(&args, console),
        Command::Top(args) => questions::top::run(&args, console),
        Command::Communities(args) => questions::communities::run(&args, console),
        Command::Compare(args) => questions::compare::run(&args, console),
        Command::Disputes(args) => questions::disputes::run(&args, console),
        Command::Why(args) => questions::why::run(&args, console),
        Command::Find(args) => questions::find::run(&args, console),
        Command::Show(args) => show::run(&args, console),
        Command::Explain(args) => explain::run(&args),
        Command::Actors(args) => actors::run(&args, console),
    }
}

/// Whether the reader of our output went away, which is its good right.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = match cause.downcast_ref::<ExportError>() {
            Some(ExportError::Io(error)) => Some(error.kind()),
            _ => cause.downcast_ref::<io::Error>().map(io::Error::kind),
        };
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(io::ErrorKind::BrokenPipe)
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}
