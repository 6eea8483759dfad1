//! The `demarche` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    demarche::cli::run(std::env::args_os())
}
