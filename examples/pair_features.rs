//! Prints what the model of pairs sees of the actors of some articles, one JSON object a sentence, for
//! `training/pairs.py`.
//!
//! Run with `cargo run --example pair_features -- FILE…`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "its output is for a program")]

use std::path::PathBuf;

use demarche::events::{Event, Extractor, Pair, Seen};
use demarche::ingest::{Options, open};
use demarche::pipeline::{Extraction, Pipeline};
use serde_json::{Value, json};

fn main() {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let documents = open(&paths, &Options::default()).filter_map(|read| read.map_err(|e| eprintln!("{e}")).ok());
    for read in Pipeline::embedded().extract_all(documents) {
        let found = Extractor::embedded().pairs(&read.document, &read.segmentation, &read.trees, &read.actors);
        for seen in found {
            println!("{}", line(&read, &seen));
        }
    }
}

/// A sentence: where it stands, its actors with their mentions, what the rules found, its pairs.
fn line(read: &Extraction, seen: &Seen) -> Value {
    let number = seen.sentence;
    let text = &read.document.text;
    let chars = |byte: u32| text[..byte as usize].chars().count();
    let span = read.segmentation.sentences[number].span;
    let key = |id| &read.actors.entity(id).key;
    let mentions: Vec<Value> = (read.actors.in_sentence(number).iter())
        .map(|m| {
            let entities: Vec<_> = m.entities.iter().map(|&id| key(id)).collect();
            let kinds: Vec<_> = m.entities.iter().map(|&id| read.actors.entity(id).kind.as_str()).collect();
            json!({ "start": chars(m.span.start), "end": chars(m.span.end), "entities": entities, "kinds": kinds })
        })
        .collect();
    let events: Vec<Value> = (seen.events.iter())
        .map(|e: &Event| json!([key(e.source), key(e.target), e.kind.as_str(), e.status.as_str(), e.reciprocal]))
        .collect();
    let pairs: Vec<Value> = (seen.pairs.iter())
        .map(|p: &Pair| json!({ "s": key(p.source), "t": key(p.target), "f": p.features }))
        .collect();
    json!({ "document": read.document.id, "start": chars(span.start), "end": chars(span.end), "sentence": number,
            "text": &text[span.start as usize..span.end as usize],
            "mentions": mentions, "events": events, "pairs": pairs })
}
