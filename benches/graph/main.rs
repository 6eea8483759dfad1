//! The graph at its full size: makes a store of a million actors and ten million events, measures questions on it, and
//! measures how fast articles are added.
//!
//! ```sh
//! cargo bench --bench graph -- generate FOLDER/big.db 1000000 10000000
//! cargo bench --bench graph -- measure FOLDER/big.db
//! cargo bench --bench graph -- betweenness FOLDER/big.db
//! cargo bench --bench graph -- add FOLDER/added.db 100000
//! ```
//!
//! `benches/graph/compare.py` runs python-igraph and `NetworkX` on the same file. Without arguments everything runs on
//! a small graph.
#![expect(clippy::print_stdout, reason = "a bench has no readers but its printout")]

mod adding;
mod generate;
mod measure;
mod random;

use std::error::Error;
use std::path::Path;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How much the process holds and held at most, in megabytes, where the system tells.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let value = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
    };
    match (value("RssAnon:"), value("RssFile:"), value("VmHWM:")) {
        (Some(own), Some(pages), Some(most)) => format!("memory {own} MB and {pages} MB of files, at most {most} MB"),
        _ => "memory unknown".to_owned(),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let number = |i: usize, usual: usize| arguments.get(i).and_then(|n| n.parse().ok()).unwrap_or(usual);
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["generate", file, ..] => generate::run(Path::new(file), number(2, 1_000_000), number(3, 10_000_000)),
        ["measure", file, ..] => measure::run(Path::new(file), number(2, 1000)),
        ["betweenness", file, ..] => measure::between(Path::new(file)),
        ["add", file, ..] => adding::run(Path::new(file), number(2, 100_000)),
        _ => {
            let folder = tempfile::tempdir()?;
            generate::run(&folder.path().join("small.db"), 10_000, 100_000)?;
            measure::run(&folder.path().join("small.db"), 200)?;
            measure::between(&folder.path().join("small.db"))?;
            adding::run(&folder.path().join("added.db"), 2000)
        }
    }
}
