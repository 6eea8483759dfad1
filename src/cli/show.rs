mod tree;

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::actors::EntityId;
use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::input::Input;
use crate::events::{Affiliation, Event};
use crate::pipeline::{Extraction, Pipeline};
use crate::text::{Document, Span};

/// Show how a sentence or a file is read: words, tree, actors, events and the rules that made them
///
/// For people who write lexicon entries: an event names the entry and the rules it came from.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A sentence, or a file
    #[arg(required = true, value_name = "TEXT or FILE")]
    what: Vec<String>,
}

/// Runs `show`.
pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut any = false;
    for what in &args.what {
        let documents = if Path::new(what).exists() {
            Input::of(PathBuf::from(what)).documents(console).collect()
        } else {
            vec![Document::new("text", what.as_str())]
        };
        for extraction in Pipeline::embedded().extract_all(documents) {
            any |= !extraction.segmentation.sentences.is_empty();
            write_document(&extraction, &mut out)?;
        }
    }
    out.flush()?;
    Ok(Outcome::found(any))
}

fn write_document(extraction: &Extraction, out: &mut impl Write) -> io::Result<()> {
    let text = &extraction.document.text;
    for (i, sentence) in extraction.segmentation.sentences.iter().enumerate() {
        writeln!(out, "{} {}  {}\n", extraction.document.id, i + 1, one_line(sentence.span.of(text)))?;
        if let Some(tree) = extraction.trees.get(i) {
            write!(out, "{}", tree::drawn(text, tree))?;
        }
        writeln!(out)?;
        for mention in extraction.actors.in_sentence(i) {
            let keys: Vec<_> = mention.entities.iter().map(|&id| key(extraction, id)).collect();
            let words = one_line(mention.span.of(text));
            writeln!(out, "  {:8} {}  \"{words}\"", mention.kind.as_str(), keys.join(" + "))?;
        }
        for event in extraction.events.iter().filter(|event| event.evidence.sentence as usize == i) {
            write_event(extraction, event, out)?;
        }
        for tie in extraction.affiliations.iter().filter(|tie| tie.evidence.sentence as usize == i) {
            write_affiliation(extraction, tie, out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_event(extraction: &Extraction, event: &Event, out: &mut impl Write) -> io::Result<()> {
    let (source, target) = (key(extraction, event.source), key(extraction, event.target));
    let trigger = quoted(extraction, event.evidence.trigger);
    writeln!(out, "  {source} {} {target} {} {trigger}", event.kind, event.status)?;
    let mode = event.mode.map(|mode| format!(", mode {mode}")).unwrap_or_default();
    let mutual = if event.reciprocal { ", mutual" } else { "" };
    write!(out, "      {}{mode}{mutual}, CAMEO {}, score {}", event.relation, event.cameo, event.score)?;
    if let Some(id) = event.attributed_to {
        write!(out, ", according to {}", key(extraction, id))?;
    }
    if let Some(date) = event.date {
        write!(out, ", {} to {} {}", date.start, date.end, quoted(extraction, date.span))?;
    }
    if let Some(place) = event.place {
        write!(out, ", in {}", key(extraction, place))?;
    }
    if let Some(object) = event.object {
        write!(out, ", object {}", quoted(extraction, object))?;
    }
    writeln!(out, ", confidence {:.2}", event.confidence)?;
    if !event.rules.is_empty() {
        writeln!(out, "      rules: {}", event.rules.join(" < "))?;
    }
    Ok(())
}

fn write_affiliation(extraction: &Extraction, tie: &Affiliation, out: &mut impl Write) -> io::Result<()> {
    let (source, target) = (key(extraction, tie.source), key(extraction, tie.target));
    let title = tie.title.as_deref().map(|title| format!(" ({title})")).unwrap_or_default();
    let trigger = quoted(extraction, tie.evidence.trigger);
    writeln!(out, "  {source} {} {target}{title} {trigger}, confidence {:.2}", tie.kind.as_str(), tie.confidence)
}

fn key(extraction: &Extraction, id: EntityId) -> &str {
    &extraction.actors.entity(id).key
}

fn quoted(extraction: &Extraction, span: Span) -> String {
    format!("\"{}\"", one_line(span.of(&extraction.document.text)))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
