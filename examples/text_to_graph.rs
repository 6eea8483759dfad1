//! Two articles become one graph; every edge is printed with the sentence that proves it.
//!
//! Run with `cargo run --example text_to_graph`.

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use demarche::graph::Graph;
use demarche::pipeline::Pipeline;
use demarche::text::Document;

fn main() {
    let articles = [
        Document::new("first", "Russia invaded Ukraine in February 2022. The president of France visited Kyiv."),
        Document::new("second", "Germany condemned the Russian invasion of Ukraine."),
    ];
    let graph: Graph = Pipeline::embedded().extract_all(articles).collect();
    for link in graph.links() {
        let key = &link.edge.key;
        println!("{} {} {} ({})", link.source.name(), key.relation, link.target.name(), key.status);
        for report in &link.edge.reports {
            println!("    {}: {}", report.document, report.sentence.text);
        }
    }
    assert!(graph.links().count() > 0, "the articles report something");
}
