use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Result;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::input::Input;
use crate::pipeline::Extraction;
use crate::store::{Added, Record, Store};

/// Read articles and add them to a store, which is made when there is none
///
/// A store is one file that keeps the graph of all articles added to it; every command that takes articles takes it too.
/// An article that is stored already, by its content, changes nothing; near-copies are counted once. What is reported as
/// stored stays, even if the program is killed.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The store: a SQLite file
    #[arg(value_name = "STORE")]
    store: PathBuf,
    #[command(flatten)]
    input: Input,
    /// Write a line for each article, once it is stored: "stored" or "known" and its id
    #[arg(long)]
    list: bool,
    /// Store at most N articles at a time: fewer are stored sooner, more are stored faster
    #[arg(long, value_name = "N", default_value_t = Store::BATCH, value_parser = clap::value_parser!(u32).range(1..))]
    batch: u32,
}

/// Runs `add`.
pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let mut store = Store::create(&args.store)?;
    let mut counts = Counts::default();
    let records = args.input.extractions(console).map(|read| record(&read));
    let added = store.add_all(records, args.batch, |added| counts.tell(added, args.list));
    console.finish();
    if counts.any() || added.is_ok() {
        console.note(counts.sentence("stored"));
    }
    added?;
    Ok(Outcome::found(counts.any()))
}

/// What a document says, for the store.
fn record(read: &Extraction) -> Record {
    Record::new(&read.document, &read.actors, &read.events, &read.affiliations)
}

/// How many articles were stored.
#[derive(Debug, Default)]
pub(super) struct Counts {
    new: usize,
    known: usize,
}

impl Counts {
    /// Counts articles that are stored now, and writes a line for each if they are to be listed.
    pub(super) fn tell(&mut self, added: &[Added], list: bool) -> Result<()> {
        let mut out = io::stdout().lock();
        for one in added {
            let (word, name) = match one {
                Added::Stored(name) => ("stored", name),
                Added::Known(name) => ("known", name),
            };
            let count = if word == "stored" { &mut self.new } else { &mut self.known };
            *count += 1;
            if list {
                writeln!(out, "{word} {name}")?;
            }
        }
        Ok(out.flush()?)
    }

    /// Whether there was any article.
    pub(super) const fn any(&self) -> bool {
        self.new + self.known > 0
    }

    /// "12 articles stored, 3 known already".
    pub(super) fn sentence(&self, done: &str) -> String {
        let plural = if self.new == 1 { "" } else { "s" };
        let known = if self.known > 0 { format!(", {} known already", self.known) } else { String::new() };
        format!("{} article{plural} {done}{known}", self.new)
    }
}
