//! JSON-LD 1.1: the triples of [`rdf`](crate::export::rdf), one object a subject, with the context inside, so that
//! nothing is fetched to read it.

use std::io;

use oxrdf::vocab::rdf::TYPE;
use oxrdf::vocab::xsd::STRING;
use oxrdf::{NamedOrBlankNodeRef, TermRef, TripleRef};
use serde_json::{Map, Value as Json, json};

use crate::export::{ExportError, Format, Options, Writer, rdf};
use crate::graph::Graph;

/// The format.
pub const FORMAT: Format = Format {
    name: "jsonld",
    about: "JSON-LD with the context inside: RDF tools, and everything that reads JSON",
    extension: "jsonld",
    media_type: "application/ld+json",
    write: Writer::Stream(write),
};

/// Prefix of the vocabulary of this program, whose Turtle name is empty.
const OWN: &str = "demarche";

fn write(graph: &Graph, _: &Options, out: &mut dyn io::Write) -> Result<(), ExportError> {
    let prefixes = rdf::PREFIXES.map(|(name, iri)| (if name.is_empty() { OWN } else { name }.to_owned(), json!(iri)));
    let context: Map<_, _> = prefixes.into_iter().map(|(name, iri)| (name, prefix(&iri))).collect();
    write!(out, "{{\"@context\":{},\n\"@graph\":[", Json::Object(context))?;
    let mut objects = Objects { out, open: None, first: true };
    rdf::triples(graph, &mut |triple, _| objects.take(triple))?;
    objects.close()?;
    writeln!(objects.out, "]}}")?;
    Ok(())
}

/// A namespace that is a prefix although it ends in a colon.
fn prefix(iri: &Json) -> Json {
    json!({ "@id": iri, "@prefix": true })
}

/// Writes triples of one subject as one object.
struct Objects<'o> {
    out: &'o mut dyn io::Write,
    open: Option<(String, Map<String, Json>)>,
    first: bool,
}

impl Objects<'_> {
    fn take(&mut self, triple: TripleRef) -> Result<(), ExportError> {
        let NamedOrBlankNodeRef::NamedNode(subject) = triple.subject else { return Ok(()) };
        if self.open.as_ref().is_none_or(|(iri, _)| iri != subject.as_str()) {
            self.close()?;
            self.open = Some((subject.as_str().to_owned(), Map::new()));
        }
        let Some((_, object)) = &mut self.open else { return Ok(()) };
        let (name, value) = match triple.object {
            TermRef::NamedNode(node) if triple.predicate == TYPE => ("@type".to_owned(), json!(short(node.as_str()))),
            TermRef::NamedNode(node) => (short(triple.predicate.as_str()), json!({ "@id": node.as_str() })),
            TermRef::Literal(literal) if literal.datatype() == STRING => {
                (short(triple.predicate.as_str()), json!(literal.value()))
            }
            TermRef::Literal(literal) => (
                short(triple.predicate.as_str()),
                json!({ "@value": literal.value(), "@type": short(literal.datatype().as_str()) }),
            ),
            TermRef::BlankNode(_) => return Ok(()),
        };
        match object.entry(name) {
            serde_json::map::Entry::Vacant(place) => {
                place.insert(value);
            }
            serde_json::map::Entry::Occupied(mut place) => match place.get_mut() {
                Json::Array(values) => values.push(value),
                one => *one = json!([one.take(), value]),
            },
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), ExportError> {
        let Some((iri, object)) = self.open.take() else { return Ok(()) };
        self.out.write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        let mut whole = Map::new();
        whole.insert("@id".to_owned(), json!(iri));
        whole.extend(object);
        Ok(serde_json::to_writer(&mut self.out, &Json::Object(whole)).map_err(io::Error::from)?)
    }
}

/// An IRI of the vocabularies by its prefix, the longest that fits.
fn short(iri: &str) -> String {
    let fitting = rdf::PREFIXES.iter().filter_map(|(name, space)| Some((*name, iri.strip_prefix(space)?)));
    match fitting.min_by_key(|(_, rest)| rest.len()) {
        Some((name, rest)) => format!("{}:{rest}", if name.is_empty() { OWN } else { name }),
        None => iri.to_owned(),
    }
}
