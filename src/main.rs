//! The `demarche` command.

use std::process::ExitCode;

/// Articles are read, and graphs written, on all threads in many small pieces.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    demarche::cli::run(std::env::args_os())
}
