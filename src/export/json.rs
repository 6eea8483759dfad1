//! Node-link JSON, as NetworkX 3.6 reads it with `node_link_graph` and without any option.
//!
//! In: a [`Graph`]. Out, and in again by [`read`]: one JSON object, one node and one edge a line:
//!
//! - `directed` and `multigraph` are true; `graph.documents` lists the articles (`id`, `title`, `date`, `source`,
//!   `url`, and `sketch`, which tells near-copies).
//! - `nodes`: `id`, `label`, `type`, `country`, `wikipedia`, `part_of`, `mentions` (how often), `names` (the words that
//!   name it and how often), `roles` (`title`, `of`, `status`), `documents` (the same for each article: what makes
//!   graphs mergeable).
//! - `edges`: `id`, `source`, `target`, `key` (unique between the two), `label`, `relation`, `event`, `mode`, `cameo`, `score`, `quad`,
//!   `status`, `reciprocal`, `reports` and `documents` (how many), `first` and `last` (days), `date_precision` (day,
//!   range, month, year, or published when only the articles are dated), `confidence`, `claimants`, `evidence`: for
//!   each report `document`, `title`, `published`, `start`, `end`, `text`, `trigger`, `object`, `date`, `place`,
//!   `claimant`, `office`, `mode`, `cameo`, `score`, `confidence`. Offsets count Unicode characters.
//!
//! With [`Options::links`] the edges stand under `links` a second time, for D3 and older versions of NetworkX.

pub(super) mod read;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::actors::RoleStatus;
use crate::events::{EventKind, Mode};
use crate::export::facts::{edge_id, edge_key, label, precision, quad_name};
use crate::export::{ExportError, Format, Options, Writer, chunks};
use crate::graph::{Actor, Article, DateRange, Edge, Graph, Link, Office, Presence, Quote, Report};

pub use read::read;

/// The format.
pub const FORMAT: Format = Format {
    name: "json",
    about: "node-link JSON: NetworkX, D3, and demarche itself",
    extension: "json",
    media_type: "application/json",
    write: Writer::Stream(write),
};

#[derive(Serialize, Deserialize)]
struct ArticleJson {
    id: String,
    title: Option<String>,
    date: Option<Date>,
    source: Option<String>,
    url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sketch: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct NodeJson {
    id: String,
    label: String,
    r#type: String,
    country: Option<String>,
    wikipedia: Option<String>,
    part_of: Option<String>,
    mentions: u32,
    names: BTreeMap<String, u32>,
    roles: Vec<RoleJson>,
    documents: BTreeMap<String, PresenceJson>,
}

#[derive(Serialize, Deserialize)]
struct PresenceJson {
    name: String,
    r#type: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wikipedia: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    part_of: Option<String>,
    names: BTreeMap<String, u32>,
    nominals: u32,
    pronouns: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    roles: Vec<RoleJson>,
}

#[derive(Serialize, Deserialize)]
struct RoleJson {
    title: String,
    of: Option<String>,
    status: String,
}

#[derive(Serialize, Deserialize)]
struct EdgeJson {
    #[serde(default)]
    id: String,
    source: String,
    target: String,
    key: String,
    #[serde(default)]
    label: String,
    relation: String,
    event: Option<String>,
    mode: Option<String>,
    cameo: Option<String>,
    score: Option<f32>,
    quad: Option<String>,
    status: String,
    reciprocal: bool,
    reports: usize,
    documents: usize,
    first: Option<Date>,
    last: Option<Date>,
    #[serde(default)]
    date_precision: Option<String>,
    confidence: f32,
    #[serde(default)]
    claimants: BTreeSet<String>,
    evidence: Vec<ReportJson>,
}

#[derive(Serialize, Deserialize)]
struct ReportJson {
    document: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    published: Option<Date>,
    start: u32,
    end: u32,
    text: String,
    trigger: QuoteJson,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    object: Option<QuoteJson>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<DatesJson>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    claimant: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    office: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mode: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    cameo: String,
    #[serde(default)]
    score: f32,
    confidence: f32,
}

#[derive(Serialize, Deserialize)]
struct QuoteJson {
    start: u32,
    end: u32,
    text: String,
}

#[derive(Serialize, Deserialize)]
struct DatesJson {
    start: Date,
    end: Date,
}

/// Writes the graph, one node or edge a line.
fn write(graph: &Graph, options: &Options, out: &mut dyn io::Write) -> Result<(), ExportError> {
    write!(out, "{{\"directed\":true,\"multigraph\":true,\"graph\":{{")?;
    write!(out, "\"generator\":\"demarche {}\",\"documents\":", env!("CARGO_PKG_VERSION"))?;
    write_list(graph.articles().iter(), |entry| article(graph, entry), out)?;
    write!(out, "}},\n\"nodes\":")?;
    write_list(graph.actors(), node, out)?;
    write!(out, ",\n\"edges\":")?;
    write_list(graph.links(), |link| edge(graph, link), out)?;
    if options.links {
        write!(out, ",\n\"links\":")?;
        write_list(graph.links(), |link| edge(graph, link), out)?;
    }
    writeln!(out, "}}")?;
    Ok(())
}

/// Writes what `json` makes of each item as a list, one a line.
pub(super) fn write_list<T: Send, J: Serialize>(
    items: impl Iterator<Item = T>,
    json: impl Fn(T) -> J + Sync,
    out: &mut dyn io::Write,
) -> Result<(), ExportError> {
    write!(out, "[")?;
    chunks::write(items.enumerate(), out, |chunk, to| {
        for (i, item) in chunk {
            to.extend_from_slice(if i == 0 { b"\n" } else { b",\n" });
            serde_json::to_writer(&mut *to, &json(item)).map_err(io::Error::from)?;
        }
        Ok(())
    })?;
    write!(out, "]")?;
    Ok(())
}

/// The articles as one JSON list, for formats that hold JSON in an attribute.
pub(super) fn documents_text(graph: &Graph) -> Result<String, ExportError> {
    let articles: Vec<_> = graph.articles().iter().map(|entry| article(graph, entry)).collect();
    Ok(serde_json::to_string(&articles)?)
}

/// What each article says of `actor`, as one JSON object.
pub(super) fn presences_text(actor: &Actor) -> Result<String, ExportError> {
    let presences: BTreeMap<_, _> = actor.presences.iter().map(|(id, p)| (id, presence(p))).collect();
    Ok(serde_json::to_string(&presences)?)
}

/// The reports of an edge as one JSON list.
pub(super) fn evidence_text(graph: &Graph, edge: &Edge) -> Result<String, ExportError> {
    Ok(serde_json::to_string(&evidence(graph, edge))?)
}

/// The reports of an edge.
pub(super) fn evidence<'g>(graph: &'g Graph, edge: &'g Edge) -> impl Serialize + 'g {
    edge.reports.iter().map(|report| self::report(graph, report)).collect::<Vec<_>>()
}

/// The names and the roles of an actor in an article, each as JSON.
pub(super) fn names_and_roles(presence: &Presence) -> Result<[String; 2], ExportError> {
    let roles: Vec<_> = presence.offices.iter().map(role).collect();
    Ok([serde_json::to_string(&presence.names)?, serde_json::to_string(&roles)?])
}

fn article(graph: &Graph, (id, article): (&String, &Article)) -> ArticleJson {
    let Article { title, date, source, url } = article.clone();
    let sketch = graph.sketches().get(id).map(ToString::to_string);
    ArticleJson { id: id.clone(), title, date, source, url, sketch }
}

fn node(actor: &Actor) -> NodeJson {
    NodeJson {
        id: actor.key.clone(),
        label: actor.name().to_owned(),
        r#type: actor.kind().to_string(),
        country: actor.country().map(str::to_owned),
        wikipedia: actor.wikipedia().map(str::to_owned),
        part_of: actor.part_of().map(str::to_owned),
        mentions: actor.mentions(),
        names: actor.names().into_iter().map(|(name, count)| (name.to_owned(), count)).collect(),
        roles: actor.offices().into_iter().map(role).collect(),
        documents: actor.presences.iter().map(|(id, presence)| (id.clone(), self::presence(presence))).collect(),
    }
}

fn presence(presence: &Presence) -> PresenceJson {
    let Presence { name, kind, country, wikipedia, part_of, names, nominals, pronouns, offices } = presence.clone();
    let roles = offices.iter().map(role).collect();
    PresenceJson { name, r#type: kind.to_string(), country, wikipedia, part_of, names, nominals, pronouns, roles }
}

fn role(office: &Office) -> RoleJson {
    RoleJson {
        title: office.title.clone(),
        of: office.of.clone(),
        status: RoleStatus::as_str(office.status).to_owned(),
    }
}

fn edge(graph: &Graph, link: Link) -> EdgeJson {
    let Link { source, target, edge } = link;
    let dates = edge.dates();
    EdgeJson {
        id: edge_id(link),
        source: source.key.clone(),
        target: target.key.clone(),
        key: edge_key(&edge.key),
        label: label(edge).into_owned(),
        relation: edge.key.relation.clone(),
        event: edge.key.event.map(|event| EventKind::as_str(event).to_owned()),
        mode: edge.mode().map(|mode| Mode::as_str(mode).to_owned()),
        cameo: edge.cameo().map(str::to_owned),
        score: edge.key.event.map(|_| edge.score().value()),
        quad: edge.quad_class().map(|quad| quad_name(quad).to_owned()),
        status: edge.key.status.to_string(),
        reciprocal: edge.key.reciprocal,
        reports: edge.reports.len(),
        documents: edge.documents(),
        first: dates.map(|dates| dates.start),
        last: dates.map(|dates| dates.end),
        date_precision: precision(edge).map(str::to_owned),
        confidence: edge.confidence().value(),
        claimants: edge.reports.iter().filter_map(|report| report.claimant.clone()).collect(),
        evidence: edge.reports.iter().map(|report| self::report(graph, report)).collect(),
    }
}

fn report(graph: &Graph, report: &Report) -> ReportJson {
    let article = graph.articles().get(&report.document);
    let Quote { start, end, text } = report.sentence.clone();
    ReportJson {
        document: report.document.clone(),
        title: article.and_then(|article| article.title.clone()),
        published: report.published,
        start,
        end,
        text,
        trigger: quote(&report.trigger),
        object: report.object.as_ref().map(quote),
        date: report.date.map(|DateRange { start, end }| DatesJson { start, end }),
        place: report.place.clone(),
        claimant: report.claimant.clone(),
        office: report.title.clone(),
        mode: report.mode.map(|mode| mode.to_string()),
        cameo: report.cameo.clone(),
        score: report.score.value(),
        confidence: report.confidence.value(),
    }
}

fn quote(quote: &Quote) -> QuoteJson {
    QuoteJson { start: quote.start, end: quote.end, text: quote.text.clone() }
}
