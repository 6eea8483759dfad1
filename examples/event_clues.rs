//! Prints how each event of some articles was found, one JSON object a line, for `training/confidence.py`.
//!
//! Run with `cargo run --example event_clues -- [--fast] FILE…`.

#![expect(clippy::print_stdout, reason = "its output is for a program")]

use std::error::Error;
use std::path::PathBuf;

use demarche::events::{Clues, Event};
use demarche::ingest::{Options, open};
use demarche::pipeline::{Extraction, Pipeline};
use serde::Serialize;

#[derive(Serialize)]
struct Line<'a> {
    document: &'a str,
    source: &'a str,
    target: &'a str,
    event: &'static str,
    relation: &'a str,
    status: &'static str,
    /// First character of its sentence.
    start: usize,
    clues: Clues,
}

fn main() -> Result<(), Box<dyn Error>> {
    let (fast, paths): (Vec<_>, Vec<_>) = std::env::args_os().skip(1).partition(|word| word == "--fast");
    let paths: Vec<PathBuf> = paths.into_iter().map(PathBuf::from).collect();
    let pipeline = if fast.is_empty() { Pipeline::default() } else { Pipeline::default().fast() };
    let documents = open(&paths, &Options::default()).collect::<Result<Vec<_>, _>>()?;
    for read in pipeline.extract_all(documents) {
        for event in &read.events {
            println!("{}", serde_json::to_string(&line(&read, event))?);
        }
    }
    Ok(())
}

fn line<'a>(read: &'a Extraction, event: &'a Event) -> Line<'a> {
    Line {
        document: &read.document.id,
        source: &read.actors.entity(event.source).key,
        target: &read.actors.entity(event.target).key,
        event: event.kind.as_str(),
        relation: &event.relation,
        status: event.status.as_str(),
        start: read.document.text[..event.evidence.span.start as usize].chars().count(),
        clues: event.clues,
    }
}
