use std::collections::{BTreeMap, BTreeSet};
use std::io;

use serde::Deserialize;
use serde::de::Error;

use super::{ArticleJson, DatesJson, EdgeJson, NodeJson, PresenceJson, QuoteJson, ReportJson, RoleJson};
use crate::actors::{EntityKind, RoleStatus};
use crate::events::{EventKind, Mode, Status};
use crate::export::ExportError;
use crate::graph::{Article, DateRange, EdgeKey, Graph, Hundredths, Office, Presence, Quote, Report, Sketch};

#[derive(Deserialize)]
struct FileJson {
    #[serde(default)]
    graph: AttributesJson,
    nodes: Vec<NodeJson>,
    #[serde(alias = "links")]
    edges: Vec<EdgeJson>,
}

#[derive(Default, Deserialize)]
struct AttributesJson {
    #[serde(default)]
    documents: Vec<ArticleJson>,
}

/// Reads back a graph that this program wrote as node-link JSON, or that NetworkX wrote from such a one.
///
/// # Errors
///
/// If `input` cannot be read, is not JSON, or is a graph without the fields this program writes.
pub fn read(input: impl io::Read) -> Result<Graph, ExportError> {
    let value: serde_json::Value = serde_json::from_reader(input)?;
    if !value.is_object() {
        return Err(ExportError::Json(serde_json::Error::custom("expected an object with nodes and edges")));
    }
    let file = FileJson::deserialize(without_doubled_edges(value))?;
    let mut graph = Graph::default();
    merge_documents(&mut graph, file.graph.documents);
    for node in file.nodes {
        for (document, presence) in node.documents {
            graph.merge_presence(&node.id, &document, self::presence(presence)?);
        }
    }
    for edge in file.edges {
        let key = edge_key(edge.relation, edge.event.as_deref(), &edge.status, edge.reciprocal)?;
        let reports = edge.evidence.into_iter().map(report).collect::<Result<_, _>>()?;
        add_edge(&mut graph, &edge.source, &edge.target, key, reports)?;
    }
    Ok(graph)
}

/// Adds an edge, which must have a report.
pub(in crate::export) fn add_edge(
    graph: &mut Graph,
    source: &str,
    target: &str,
    key: EdgeKey,
    reports: Vec<Report>,
) -> Result<(), ExportError> {
    if reports.is_empty() {
        return Err(ExportError::NoEvidence { source_key: source.to_owned(), target_key: target.to_owned() });
    }
    graph.merge_reports(source, target, key, reports);
    Ok(())
}

/// What tells an edge from others, from the words of a file.
pub(in crate::export) fn edge_key(
    relation: String,
    event: Option<&str>,
    status: &str,
    reciprocal: bool,
) -> Result<EdgeKey, ExportError> {
    let event = event.map(|word| known("event", word, EventKind::from_name)).transpose()?;
    Ok(EdgeKey { relation, event, status: known("status", status, Status::from_name)?, reciprocal })
}

/// Adds the articles of a JSON list.
pub(in crate::export) fn add_documents(graph: &mut Graph, json: &str) -> Result<(), ExportError> {
    merge_documents(graph, serde_json::from_str(json)?);
    Ok(())
}

fn merge_documents(graph: &mut Graph, articles: Vec<ArticleJson>) {
    for ArticleJson { id, title, date, source, url, sketch } in articles {
        add_sketch(graph, &id, sketch.as_deref());
        graph.merge_article(&id, Article { title, date, source, url });
    }
}

/// Adds the sketch of an article, which tells near-copies, if it is one.
pub(in crate::export) fn add_sketch(graph: &mut Graph, id: &str, sketch: Option<&str>) {
    if let Some(sketch) = sketch.and_then(Sketch::from_hex) {
        graph.merge_sketch(id, sketch);
    }
}

/// Adds what each article of a JSON object says of the actor `key`.
pub(in crate::export) fn add_presences(graph: &mut Graph, key: &str, json: &str) -> Result<(), ExportError> {
    for (document, presence) in serde_json::from_str::<BTreeMap<String, PresenceJson>>(json)? {
        graph.merge_presence(key, &document, self::presence(presence)?);
    }
    Ok(())
}

/// The reports of a JSON list.
pub(in crate::export) fn reports(json: &str) -> Result<Vec<Report>, ExportError> {
    serde_json::from_str::<Vec<ReportJson>>(json)?.into_iter().map(report).collect()
}

/// The names of an actor in an article, from JSON.
pub(in crate::export) fn names(json: &str) -> Result<BTreeMap<String, u32>, ExportError> {
    Ok(serde_json::from_str(json)?)
}

/// The roles of an actor in an article, from JSON.
pub(in crate::export) fn roles(json: &str) -> Result<BTreeSet<Office>, ExportError> {
    serde_json::from_str::<Vec<RoleJson>>(json)?.into_iter().map(office).collect()
}

/// A file may hold its edges twice, as `edges` and as `links`; one of them is enough.
fn without_doubled_edges(mut value: serde_json::Value) -> serde_json::Value {
    if let Some(fields) = value.as_object_mut()
        && fields.contains_key("edges")
    {
        fields.remove("links");
    }
    value
}

/// What `word` stands for, if this program knows it.
pub(in crate::export) fn known<T>(
    what: &'static str,
    word: &str,
    from_name: impl Fn(&str) -> Option<T>,
) -> Result<T, ExportError> {
    from_name(word).ok_or_else(|| ExportError::UnknownWord { what, found: word.to_owned() })
}

fn presence(json: PresenceJson) -> Result<Presence, ExportError> {
    let PresenceJson { name, r#type, country, wikipedia, part_of, names, nominals, pronouns, roles } = json;
    let kind = known("type", &r#type, |word| word.parse::<EntityKind>().ok())?;
    let offices = roles.into_iter().map(office).collect::<Result<_, _>>()?;
    Ok(Presence { name, kind, country, wikipedia, part_of, names, nominals, pronouns, offices })
}

fn office(json: RoleJson) -> Result<Office, ExportError> {
    let statuses = [RoleStatus::Current, RoleStatus::Former, RoleStatus::Acting, RoleStatus::Elect];
    let named = |word: &str| statuses.into_iter().find(|status| status.as_str() == word);
    Ok(Office { status: known("status of a role", &json.status, named)?, title: json.title, of: json.of })
}

fn report(json: ReportJson) -> Result<Report, ExportError> {
    Ok(Report {
        published: json.published,
        document: json.document,
        sentence: Quote { start: json.start, end: json.end, text: json.text },
        trigger: quote(json.trigger),
        object: json.object.map(quote),
        date: json.date.map(|DatesJson { start, end }| DateRange { start, end }),
        place: json.place,
        claimant: json.claimant,
        title: json.office,
        mode: json.mode.as_deref().map(|word| known("mode", word, Mode::from_name)).transpose()?,
        cameo: json.cameo,
        score: Hundredths::new(json.score),
        confidence: Hundredths::new(json.confidence),
    })
}

fn quote(QuoteJson { start, end, text }: QuoteJson) -> Quote {
    Quote { start, end, text }
}
