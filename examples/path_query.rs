//! How are two actors linked? The shortest way between them, with the sentence behind each step.
//!
//! Run with `cargo run --example path_query`.

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use demarche::graph::Graph;
use demarche::pipeline::Pipeline;
use demarche::query::{self, PathOptions, QueryError};
use demarche::text::Document;

fn main() -> Result<(), QueryError> {
    let text = "Russia invaded Ukraine in February 2022. The president of France visited Ukraine.";
    let graph: Graph = Pipeline::embedded().extract_all([Document::new("note", text)]).collect();
    let (from, to) = (query::actor(&graph, "russia")?, query::actor(&graph, "France")?);
    let path = query::shortest_path(&graph, from, to, PathOptions::default());
    for step in path.iter().flat_map(|path| &path.steps) {
        let arrow = if step.forward { "->" } else { "<-" };
        println!("{} {arrow} {}: {}", step.from.name(), step.to.name(), step.edge.key.relation);
        println!("    {}", step.edge.best().sentence.text);
    }
    assert!(path.is_some(), "Russia and France are both linked to Ukraine");
    Ok(())
}
