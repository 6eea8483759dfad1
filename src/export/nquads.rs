//! N-Quads: the triples of [`rdf`](crate::export::rdf), one a line. What an article says stands in the graph named by
//! the article, what sums up all articles in the default graph.
//!
//! Written here and not by oxttl, which takes twice as long; a test compares the two.

use std::io::Write;

use oxrdf::{NamedOrBlankNodeRef, TermRef, TripleRef};

use crate::export::rdf::{Origin, TakeTriple};
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
            quad(triple, origin, to);
            Ok(())
        };
        parts.iter().try_for_each(|part| part.triples(graph, line))
    })
}

/// Writes a line: the triple and the name of its graph.
fn quad(TripleRef { subject, predicate, object }: TripleRef, origin: Origin, to: &mut Vec<u8>) {
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
    if let Origin::Article(graph) = origin {
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

/// The bytes that need a look inside quotes; a table is faster than comparing.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = true;
        byte += 1;
    }
    table[b'"' as usize] = true;
    table[b'\\' as usize] = true;
    table[0x7f] = true;
    table[0xef] = true;
    table
};

/// Writes a text in quotes, with the escapes of canonical N-Triples.
fn quoted(text: &str, to: &mut Vec<u8>) {
    to.push(b'"');
    let bytes = text.as_bytes();
    let (mut rest, mut from) = (0, 0);
    while let Some(found) = bytes[from..].iter().position(|byte| SPECIAL[usize::from(*byte)]) {
        let i = from + found;
        let (escaped, length): (&[u8], _) = match bytes[i] {
            b'"' => (b"\\\"", 1),
            b'\\' => (b"\\\\", 1),
            b'\n' => (b"\\n", 1),
            b'\r' => (b"\\r", 1),
            b'\t' => (b"\\t", 1),
            0x08 => (b"\\b", 1),
            0x0c => (b"\\f", 1),
            0..0x20 | 0x7f => (b"", 1),
            // the noncharacters begin with 0xef
            _ => match bytes[i..i + 3] {
                [_, 0xbf, 0xbe] => (b"\\uFFFE", 3),
                [_, 0xbf, 0xbf] => (b"\\uFFFF", 3),
                _ => {
                    from = i + 3;
                    continue;
                }
            },
        };
        to.extend_from_slice(&bytes[rest..i]);
        to.extend_from_slice(escaped);
        if escaped.is_empty() {
            let _ = write!(to, "\\u{:04X}", bytes[i]);
        }
        rest = i + length;
        from = rest;
    }
    to.extend_from_slice(&bytes[rest..]);
    to.push(b'"');
}
