//! The graph as RDF triples, which [`turtle`](crate::export::turtle), [`jsonld`](crate::export::jsonld) and
//! [`nquads`](crate::export::nquads) write down.
//!
//! In: a [`Graph`]. Out: triples, those of one subject together. Each edge is a node of the class `Event`, or `Tie`
//! where it is a standing tie, with its `source`, its `target` and the attributes of
//! [`facts`](crate::export::facts); each report is a `Report` that the event `prov:wasDerivedFrom`, with the sentence as
//! `prov:value`, its place as `start` and `end`, and its article as `prov:hadPrimarySource`. Actors, events and articles
//! have IRIs made of their ids, percent-encoded; the words of the vocabulary are those of the columns.

use std::sync::LazyLock;

use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{LiteralRef, NamedNodeRef, NamedOrBlankNodeRef, TermRef, TripleRef};

use crate::export::ExportError;
use crate::export::escape::percent;
use crate::export::facts::{self, Column, Value};
use crate::export::neo4j::label;
use crate::graph::{Actor, Article, Graph, Link};

/// Namespaces and their prefixes.
pub(super) const PREFIXES: [(&str, &str); 9] = [
    ("", "urn:demarche:"),
    ("actor", "urn:demarche:actor:"),
    ("article", "urn:demarche:article:"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Where a triple comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin<'g> {
    /// It sums up all articles.
    Graph,
    /// One article says so; this is its IRI, the name of its graph in N-Quads.
    Article(&'g str),
}

/// Takes a triple.
pub(super) type TakeTriple<'t> = &'t mut dyn FnMut(TripleRef, Origin) -> Result<(), ExportError>;

/// What some triples are about.
pub(super) enum Part<'g> {
    Article(&'g str, &'g Article),
    Actor(&'g Actor),
    /// With its reports.
    Event(Link<'g>),
}

/// What the triples of the graph are about, in order.
pub(super) fn parts(graph: &Graph) -> impl Iterator<Item = Part<'_>> {
    let articles = graph.articles().iter().map(|(id, article)| Part::Article(id, article));
    articles.chain(graph.actors().map(Part::Actor)).chain(graph.links().map(Part::Event))
}

/// Gives every triple of the graph to `take`.
pub(super) fn triples(graph: &Graph, take: TakeTriple) -> Result<(), ExportError> {
    parts(graph).try_for_each(|part| part.triples(graph, take))
}

impl Part<'_> {
    /// Gives its triples to `take`.
    pub(super) fn triples(&self, graph: &Graph, take: TakeTriple) -> Result<(), ExportError> {
        match *self {
            Part::Article(id, article) => self::article(id, article, take),
            Part::Actor(actor) => self::actor(graph, actor, take),
            Part::Event(link) => event(graph, link, take),
        }
    }
}

fn article(id: &str, article: &Article, take: TakeTriple) -> Result<(), ExportError> {
    let mut subject = Subject::new(article_iri(id), Origin::Graph, take);
    subject.class("Article")?;
    subject.node(rdf::TYPE, "http://www.w3.org/ns/prov#Entity")?;
    subject.text("urn:demarche:id", id)?;
    if let Some(title) = &article.title {
        subject.text("http://purl.org/dc/terms/title", title)?;
    }
    if let Some(date) = article.date {
        subject.typed("http://purl.org/dc/terms/date", &date.to_string(), xsd::DATE)?;
    }
    if let Some(source) = &article.source {
        subject.text("http://purl.org/dc/terms/publisher", source)?;
    }
    if let Some(url) = &article.url {
        subject.text("urn:demarche:url", url)?;
    }
    Ok(())
}

fn actor(graph: &Graph, actor: &Actor, take: TakeTriple) -> Result<(), ExportError> {
    let mut subject = Subject::new(actor_iri(&actor.key), Origin::Graph, take);
    subject.class("Actor")?;
    subject.class(&label(actor.kind().as_str()))?;
    subject.predicate_text(rdfs::LABEL, actor.name())?;
    for (column, value) in facts::ACTOR.iter().zip(facts::actor(graph, actor)) {
        match column.name {
            "label" | "type" => {}
            "wikipedia" => {
                if let Some(title) = value.plain() {
                    let page = format!("https://en.wikipedia.org/wiki/{}", percent(&title.replace(' ', "_")));
                    subject.node(NamedNodeRef::new_unchecked("http://xmlns.com/foaf/0.1/isPrimaryTopicOf"), &page)?;
                }
            }
            "part_of" => subject.actors(&own_word(column), &value)?,
            _ => subject.value(&own_word(column), &value)?,
        }
    }
    Ok(())
}

/// What the value of a column becomes.
enum Said {
    /// Nothing: it is said otherwise.
    Nothing,
    /// Text under a predicate of another vocabulary.
    Text(NamedNodeRef<'static>),
    /// The actors whose keys it holds.
    Actors(String),
    /// What it is, under a word of the vocabulary of this program.
    Value(String),
}

/// What each column of an edge becomes, up to the report that stands for all: they follow one by one.
static EVENT: LazyLock<Vec<Said>> = LazyLock::new(|| {
    let own = facts::EDGE.iter().take_while(|column| column.name != "evidence");
    own.map(|column| match column.name {
        "label" => Said::Text(rdfs::LABEL),
        "source" | "target" | "claimants" | "places" => Said::Actors(own_word(column)),
        _ => Said::Value(own_word(column)),
    })
    .collect()
});

/// What each column of a report becomes.
static REPORT: LazyLock<Vec<Said>> = LazyLock::new(|| {
    let said = |column: &Column| match column.name {
        "event" | "document" => Said::Nothing,
        "text" => Said::Text(PROV_VALUE),
        "claimant" | "place" => Said::Actors(own_word(column)),
        _ => Said::Value(own_word(column)),
    };
    facts::REPORT.iter().map(said).collect()
});

const PROV_VALUE: NamedNodeRef = NamedNodeRef::new_unchecked("http://www.w3.org/ns/prov#value");
const PROV_DERIVED: NamedNodeRef = NamedNodeRef::new_unchecked("http://www.w3.org/ns/prov#wasDerivedFrom");
const PROV_SOURCE: NamedNodeRef = NamedNodeRef::new_unchecked("http://www.w3.org/ns/prov#hadPrimarySource");

/// The word of the vocabulary of this program for a column.
fn own_word(column: &Column) -> String {
    format!("urn:demarche:{}", column.name)
}

fn event(graph: &Graph, link: Link, take: TakeTriple) -> Result<(), ExportError> {
    let id = facts::edge_id(link);
    let iri = format!("urn:demarche:event:{}", percent(&id));
    let reports: Vec<String> = (0..link.edge.reports.len()).map(|i| format!("{iri}:{i}")).collect();
    let mut subject = Subject::new(iri, Origin::Graph, take);
    subject.class(if link.edge.key.event.is_some() { "Event" } else { "Tie" })?;
    for (said, value) in EVENT.iter().zip(facts::edge(graph, link)) {
        subject.said(said, &value)?;
    }
    for report in &reports {
        subject.node(PROV_DERIVED, report)?;
    }
    for (iri, report) in reports.into_iter().zip(&link.edge.reports) {
        let article = article_iri(&report.document);
        let mut subject = Subject::new(iri, Origin::Article(&article), take);
        subject.class("Report")?;
        subject.node(PROV_SOURCE, &article)?;
        for (said, value) in REPORT.iter().zip(facts::report(&id, report)) {
            subject.said(said, &value)?;
        }
    }
    Ok(())
}

fn actor_iri(key: &str) -> String {
    format!("urn:demarche:actor:{}", percent(key))
}

fn article_iri(id: &str) -> String {
    format!("urn:demarche:article:{}", percent(id))
}

/// What triples are about.
struct Subject<'t, 'g> {
    iri: String,
    origin: Origin<'g>,
    take: TakeTriple<'t>,
    /// For values that are no texts.
    scratch: String,
}

impl<'t, 'g> Subject<'t, 'g> {
    fn new(iri: String, origin: Origin<'g>, take: TakeTriple<'t>) -> Self {
        Self { iri, origin, take, scratch: String::new() }
    }

    fn say(&mut self, predicate: NamedNodeRef, object: TermRef) -> Result<(), ExportError> {
        let subject = NamedOrBlankNodeRef::from(NamedNodeRef::new_unchecked(&self.iri));
        (self.take)(TripleRef { subject, predicate, object }, self.origin)
    }

    fn node(&mut self, predicate: NamedNodeRef, iri: &str) -> Result<(), ExportError> {
        self.say(predicate, NamedNodeRef::new_unchecked(iri).into())
    }

    fn class(&mut self, name: &str) -> Result<(), ExportError> {
        self.node(rdf::TYPE, &format!("urn:demarche:{name}"))
    }

    fn predicate_text(&mut self, predicate: NamedNodeRef, text: &str) -> Result<(), ExportError> {
        self.say(predicate, LiteralRef::new_simple_literal(text).into())
    }

    fn text(&mut self, predicate: &str, text: &str) -> Result<(), ExportError> {
        self.predicate_text(NamedNodeRef::new_unchecked(predicate), text)
    }

    fn typed(&mut self, predicate: &str, text: &str, kind: NamedNodeRef) -> Result<(), ExportError> {
        self.say(NamedNodeRef::new_unchecked(predicate), LiteralRef::new_typed_literal(text, kind).into())
    }

    /// The value of a column.
    fn said(&mut self, said: &Said, value: &Value) -> Result<(), ExportError> {
        match said {
            Said::Nothing => Ok(()),
            Said::Text(predicate) => self.predicate_text(*predicate, &value.plain().unwrap_or_default()),
            Said::Actors(predicate) => self.actors(predicate, value),
            Said::Value(predicate) => self.value(predicate, value),
        }
    }

    /// A value under a predicate.
    fn value(&mut self, predicate: &str, value: &Value) -> Result<(), ExportError> {
        let kind = match value {
            Value::Absent => return Ok(()),
            Value::List(items) => return items.iter().try_for_each(|item| self.text(predicate, item)),
            Value::Text(text) => return self.text(predicate, text),
            Value::Whole(_) => xsd::INTEGER,
            Value::Real(_) => xsd::DECIMAL,
            Value::Truth(_) => xsd::BOOLEAN,
            Value::Day(_) => xsd::DATE,
        };
        let mut scratch = std::mem::take(&mut self.scratch);
        let said = self.typed(predicate, value.plain_in(&mut scratch).unwrap_or_default(), kind);
        self.scratch = scratch;
        said
    }

    /// The actors whose keys a value holds.
    fn actors(&mut self, predicate: &str, value: &Value) -> Result<(), ExportError> {
        let predicate = NamedNodeRef::new_unchecked(predicate);
        match value {
            Value::Text(key) => self.node(predicate, &actor_iri(key)),
            Value::List(keys) => keys.iter().try_for_each(|key| self.node(predicate, &actor_iri(key))),
            _ => Ok(()),
        }
    }
}
