//! N-Quads: the triples of [`rdf`](crate::export::rdf), one a line. What an article says stands in the graph named by
//! the article, what sums up all articles in the default graph.

use std::io;

use oxrdf::{GraphNameRef, NamedNodeRef};
use oxttl::NQuadsSerializer;

use crate::export::{ExportError, Format, Options, Writer, rdf};
use crate::graph::Graph;

/// The format.
pub const FORMAT: Format = Format {
    name: "nquads",
    about: "N-Quads: RDF stores; what an article says in a graph of its own",
    extension: "nq",
    media_type: "application/n-quads",
    write: Writer::Stream(write),
};

fn write(graph: &Graph, _: &Options, out: &mut dyn io::Write) -> Result<(), ExportError> {
    let mut quads = NQuadsSerializer::new().for_writer(out);
    rdf::triples(graph, &mut |triple, origin| {
        let name = rdf::graph_iri(origin);
        let name = name.as_deref().map_or(GraphNameRef::DefaultGraph, |iri| NamedNodeRef::new_unchecked(iri).into());
        Ok(quads.serialize_quad(triple.in_graph(name))?)
    })?;
    quads.finish();
    Ok(())
}
