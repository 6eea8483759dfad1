use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use anyhow::Result;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::store::{Store, Summary};

/// Tell what a store holds
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The store
    #[arg(value_name = "STORE")]
    store: PathBuf,
    /// List the articles: id, day, near-copies, headline
    #[arg(long)]
    list: bool,
    /// Look at every page of the file for damage
    #[arg(long)]
    check: bool,
}

/// Runs `status`.
pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let store = Store::read(&args.store)?;
    let mut out = BufWriter::new(io::stdout().lock());
    if args.list {
        store.each_article(|article| {
            let day = article.published.map_or_else(|| "-".to_owned(), |day| day.to_string());
            let copies =
                if article.story == article.name { String::new() } else { format!("copy of {}", article.story) };
            writeln!(out, "{}\t{day}\t{copies}\t{}", article.name, article.title.as_deref().unwrap_or_default())
        })??;
        out.flush()?;
        return Ok(Outcome::found(store.summary()?.documents > 0));
    }
    let summary = store.summary()?;
    write_summary(&summary, &mut out)?;
    out.flush()?;
    if args.check {
        store.verify()?;
        console.note("every page of the file is in order");
    }
    Ok(Outcome::found(summary.documents > 0))
}

fn write_summary(summary: &Summary, out: &mut impl Write) -> Result<()> {
    let copies = summary.documents - summary.stories;
    writeln!(out, "articles  {} ({copies} near-copies of others)", summary.documents)?;
    if let Some((first, last)) = summary.published {
        writeln!(out, "published {first} to {last}")?;
    }
    writeln!(out, "actors    {}", summary.entities)?;
    writeln!(out, "mentions  {}", summary.mentions)?;
    writeln!(out, "events    {}", summary.events)?;
    writeln!(out, "evidence  {}", summary.evidence)?;
    writeln!(out, "file      {:.1} MB, schema version {}", summary.bytes as f64 / 1e6, summary.version)?;
    Ok(())
}
