//! N-Quads: the triples of [`rdf`](crate::export::rdf), one a line. What an article says stands in the graph named by
//! the article, what sums up all articles in the default graph.
//!
//! Written here and not by oxttl, which takes twice as long; a test compares the two.

use std::io::Write;

use oxrdf::{NamedOrBlankNodeRef, TermRef, TripleRef};

use crate::export::rdf::TakeTriple;
use crate::export::{ExportError, Format, Options, Writer, chunks, rdf};
use crate::graph::Graph;

/// The format.
pub const FORMAT: Format = Format {
    name: "nquads",
    about: "N-Quads: RDF stores; what an article says in a graph of its own",
    extension: "nq",
    media_type: "application/n-quads",
    write: Writer::Stream(write),
};

fn write(graph: &Graph, _: &Options, out: &mut dyn Write) -> Result<(), ExportError> {
    chunks::write(rdf::parts(graph), out, |parts, to| {
        let line: TakeTriple = &mut |triple, origin| {
            quad(triple, rdf::graph_iri(origin).as_deref(), to);
            Ok(())
        };
        parts.iter().try_for_each(|part| part.triples(graph, line))
    })
}

/// Writes a line: the triple and the name of its graph.
fn quad(TripleRef { subject, predicate, object }: TripleRef, graph: Option<&str>, to: &mut Vec<u8>) {
    match subject {
        NamedOrBlankNodeRef::NamedNode(node) => iri(node.as_str(), to),
        NamedOrBlankNodeRef::BlankNode(_) => unreachable!("everything has a name"),
    }
    to.push(b' ');
    iri(predicate.as_str(), to);
    to.push(b' ');
    match object {
        TermRef::NamedNode(node) => iri(node.as_str(), to),
        TermRef::Literal(literal) => {
            quoted(literal.value(), to);
            if literal.datatype() != oxrdf::vocab::xsd::STRING {
                to.extend_from_slice(b"^^");
                iri(literal.datatype().as_str(), to);
            }
        }
        TermRef::BlankNode(_) => unreachable!("everything has a name"),
    }
    if let Some(graph) = graph {
        to.push(b' ');
        iri(graph, to);
    }
    to.extend_from_slice(b" .\n");
}

fn iri(iri: &str, to: &mut Vec<u8>) {
    to.push(b'<');
    to.extend_from_slice(iri.as_bytes());
    to.push(b'>');
}

/// Writes a text in quotes, with the escapes of canonical N-Triples.
fn quoted(text: &str, to: &mut Vec<u8>) {
    to.push(b'"');
    let mut rest = 0;
    for (i, byte) in text.bytes().enumerate() {
        let mut length = 1;
        let escaped: &[u8] = match byte {
            b'"' => b"\\\"",
            b'\\' => b"\\\\",
            b'\n' => b"\\n",
            b'\r' => b"\\r",
            b'\t' => b"\\t",
            0x08 => b"\\b",
            0x0c => b"\\f",
            0..0x20 | 0x7f => b"",
            0xef => match &text.as_bytes()[i..i + 3] {
                [_, 0xbf, last @ (0xbe | 0xbf)] => {
                    length = 3;
                    if *last == 0xbe { b"\\uFFFE" } else { b"\\uFFFF" }
                }
                _ => continue,
            },
            _ => continue,
        };
        to.extend_from_slice(&text.as_bytes()[rest..i]);
        to.extend_from_slice(escaped);
        if escaped.is_empty() {
            let _ = write!(to, "\\u{byte:04X}");
        }
        rest = i + length;
    }
    to.extend_from_slice(&text.as_bytes()[rest..]);
    to.push(b'"');
}
