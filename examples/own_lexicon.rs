//! A predicate of one's own beside the embedded ones: what the program does not know, it can be told.
//!
//! Run with `cargo run --example own_lexicon`. The format is described in `data/predicates/README.md`.

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use demarche::events::{Lexicon, LexiconError};
use demarche::pipeline::Pipeline;
use demarche::text::Document;

const OWN: &str = r#"
[[predicate]]
id = "twin_cities"
event = "COOPERATE"
relation = "town_twinning"
cameo = "060"
frame = "meet"
verbs = ["twin"]
examples = ['Germany twinned with Poland. => DEU COOPERATE POL actual "twinned"']
"#;

fn main() -> Result<(), LexiconError> {
    let pipeline = Pipeline::with_lexicon(Lexicon::extended("own.toml", OWN)?);
    let found =
        pipeline.extract(Document::new("note", "Germany twinned with Poland. Later Germany sanctioned Russia."));
    for event in &found.events {
        let [source, target] = [event.source, event.target].map(|id| found.actors.entity(id).name.as_str());
        println!("{source} {} {target}", event.relation);
    }
    let relations: Vec<&str> = found.events.iter().map(|event| event.relation.as_str()).collect();
    assert!(relations.contains(&"town_twinning"), "the own entry is read: {relations:?}");
    assert!(relations.len() > 1, "the embedded entries are still there: {relations:?}");
    Ok(())
}
