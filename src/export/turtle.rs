//! Turtle 1.1: the triples of [`rdf`](crate::export::rdf), those of one subject in one block.

use std::io;

use oxttl::TurtleSerializer;

use crate::export::{ExportError, Format, Options, Writer, rdf};
use crate::graph::Graph;

/// The format.
pub const FORMAT: Format = Format {
    name: "turtle",
    about: "Turtle: RDF stores, rdflib, Protégé; events as nodes, evidence in PROV-O",
    extension: "ttl",
    media_type: "text/turtle",
    write: Writer::Stream(write),
};

fn write(graph: &Graph, _: &Options, out: &mut dyn io::Write) -> Result<(), ExportError> {
    let mut turtle = TurtleSerializer::new();
    for (name, iri) in rdf::PREFIXES {
        turtle = turtle.with_prefix(name, iri).expect("the prefixes are IRIs");
    }
    let mut turtle = turtle.for_writer(out);
    rdf::triples(graph, &mut |triple, _| Ok(turtle.serialize_triple(triple)?))?;
    turtle.finish()?;
    Ok(())
}
