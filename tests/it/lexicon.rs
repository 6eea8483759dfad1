//! The examples of the lexicon: each sentence gives exactly the edges that its entry says.

use demarche::events::{Event, Lexicon};
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
    let mut edges: Vec<String> = edges.split(';').map(|edge| edge.trim().to_owned()).filter(|edge| !edge.is_empty()).collect();
    edges.sort();
    edges
}

#[test]
fn examples_hold() {
    let mut failures = Vec::new();
    let mut rows = 0;
    for family in Lexicon::embedded().families() {
        for example in &family.examples {
            let Some((sentence, wanted)) = example.split_once("=>") else {
                failures.push(format!("`{}`: no `=>` in: {example}", family.id));
                continue;
            };
            rows += 1;
            let found = edges(&Pipeline::embedded().extract(Document::new("example", sentence.trim())), &family.id);
            let wanted = expected(wanted);
            if found != wanted {
                failures.push(format!("`{}`: {}\n    expected {wanted:?}\n    found    {found:?}", family.id, sentence.trim()));
            }
        }
    }
    assert!(rows > 0, "the lexicon has no examples");
    assert!(failures.is_empty(), "{} of {rows} examples fail\n{}", failures.len(), failures.join("\n"));
}
