//! The examples of the lexicon: each sentence gives exactly the edges that its entry says.

use demarche::events::{Event, Family, Lexicon};
use demarche::pipeline::{Extraction, Pipeline};
use demarche::text::Document;

/// The edges that the family `id` makes of a document, in the spelling of the lexicon's examples, sorted.
fn edges(extraction: &Extraction, id: &str) -> Vec<String> {
    let own = extraction.events.iter().filter(|e| e.rules.first().is_some_and(|rule| rule == id));
    let mut edges: Vec<String> = own.map(|event| spell(extraction, event)).collect();
    edges.sort();
    edges.dedup();
    edges
}

fn spell(extraction: &Extraction, event: &Event) -> String {
    let [source, target] = [event.source, event.target].map(|id| extraction.actors.entity(id).key.as_str());
    let trigger = event.evidence.trigger.of(&extraction.document.text);
    format!("{source} {} {target} {} \"{trigger}\"", event.kind, event.status.as_str())
}

fn expected(edges: &str) -> Vec<String> {
    let mut edges: Vec<String> =
        edges.split(';').map(|edge| edge.trim().to_owned()).filter(|edge| !edge.is_empty()).collect();
    edges.sort();
    edges
}

/// What is wanted and what is found, where they differ.
fn difference(family: &Family, example: &str) -> Option<(Vec<String>, Vec<String>)> {
    let (sentence, wanted) = example.split_once("=>").unwrap_or((example, "no `=>`"));
    let found = edges(&Pipeline::embedded().extract(Document::new("example", sentence.trim())), &family.id);
    let wanted = expected(wanted);
    (found != wanted).then_some((wanted, found))
}

#[test]
fn examples_hold() {
    let mut failures = Vec::new();
    let mut rows = 0;
    for family in Lexicon::embedded().families() {
        for example in &family.examples {
            rows += 1;
            if let Some((wanted, found)) = difference(family, example) {
                println!("fails: {}\t{example}", family.id);
                failures.push(format!("`{}`: {example}\n    expected {wanted:?}\n    found    {found:?}", family.id));
            }
        }
    }
    assert!(rows > 0, "the lexicon has no examples");
    assert!(failures.is_empty(), "{} of {rows} examples fail\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn few_examples_are_pending() {
    let (mut all, mut pending) = (0, 0);
    for family in Lexicon::embedded().families() {
        all += family.examples.len() + family.pending.len();
        for example in &family.pending {
            if difference(family, example).is_none() {
                println!("holds: {}\t{example}", family.id);
            } else {
                pending += 1;
            }
        }
    }
    println!("{pending} of {all} examples are pending");
    assert!(pending * 5 <= all, "{pending} of {all} examples are pending: more than a fifth");
}
