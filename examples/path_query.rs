//! How are two actors linked? The shortest way between them, with the sentence behind each step.
//!
//! Run with `cargo run --example path_query`.

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use demarche::graph::Graph;
use demarche::pipeline::Pipeline;
use demarche::query::{Base, QueryError, Search, Weight, best_path};
use demarche::text::Document;

fn main() -> Result<(), QueryError> {
    let text = "Russia invaded Ukraine in February 2022. The president of France visited Ukraine.";
    let graph: Graph = Pipeline::embedded().extract_all([Document::new("note", text)]).collect();
    let base = Base::of_graph(graph);
    let (from, to) = (base.actor("russia")?, base.actor("France")?);
    let path = best_path(&Search::new(base.network()), from, to, Weight::Steps);
    for step in path.iter().flat_map(|path| &path.steps) {
        let arrow = if step.forward { "->" } else { "<-" };
        let part = base.part(&step.events)?;
        for link in part.links() {
            println!("{} {arrow} {}: {}", base.name(step.from)?, base.name(step.to)?, link.edge.key.relation);
            println!("    {}", link.edge.best().sentence.text);
        }
    }
    assert!(path.is_some(), "Russia and France are both linked to Ukraine");
    Ok(())
}
