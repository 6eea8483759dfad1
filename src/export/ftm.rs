//! Entities of FollowTheMoney, one JSON object a line, for Aleph, OpenSanctions and their tools.
//!
//! In: a [`Graph`]. Out: an entity for each article (`Article`), actor (`PublicBody` for a state, `Organization` for an
//! organization or armed group, `Person`, else `LegalEntity`) and edge: `Membership` for a membership, else
//! `UnknownLink` with `subject`, `object`, the relation as `role`, `status`, the days, the best sentence as `summary`, and
//! all sentences with their articles and places in `description`. Every value is a text in a list. A country is its code
//! of two letters. Names are one line of at most 384 characters, other short texts of 1,024, long ones of 65,000.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::actors::EntityKind;
use crate::export::escape::{capped, one_line};
use crate::export::facts;
use crate::export::{ExportError, Format, Options, Writer};
use crate::graph::{Actor, Article, Graph, Link};

/// The format.
pub const FORMAT: Format = Format {
    name: "ftm",
    about: "FollowTheMoney entities: Aleph, OpenSanctions",
    extension: "ftm.json",
    media_type: "application/json+ftm",
    write: Writer::Stream(write),
};

/// Characters of a name.
const NAME: usize = 384;
/// Characters of a short text.
const SHORT: usize = 1024;
/// Characters of a long text.
const LONG: usize = 65_000;
/// Bytes of an id.
const ID: usize = 180;

#[derive(Serialize)]
struct Entity {
    id: String,
    schema: &'static str,
    properties: BTreeMap<&'static str, Vec<String>>,
}

impl Entity {
    fn new(id: String, schema: &'static str) -> Self {
        Self { id, schema, properties: BTreeMap::new() }
    }

    /// Adds a value on one line, at most `most` characters of it, unless there is nothing.
    fn add(&mut self, property: &'static str, value: &str, most: usize) {
        let value = one_line(value);
        let value = if value.chars().count() > most { capped(&value, most - 1) } else { value };
        let values = self.properties.entry(property).or_default();
        if !value.is_empty() && !values.contains(&value) {
            values.push(value);
        }
    }

    fn write(mut self, out: &mut dyn io::Write) -> Result<(), ExportError> {
        self.properties.retain(|_, values| !values.is_empty());
        serde_json::to_writer(&mut *out, &self).map_err(io::Error::from)?;
        writeln!(out)?;
        Ok(())
    }
}

fn write(graph: &Graph, _: &Options, out: &mut dyn io::Write) -> Result<(), ExportError> {
    for (id, article) in graph.articles() {
        self::article(id, article).write(out)?;
    }
    for actor in graph.actors() {
        self::actor(graph, actor).write(out)?;
    }
    graph.links().try_for_each(|link| relation(graph, link).write(out))
}

fn article(id: &str, article: &Article) -> Entity {
    let mut entity = Entity::new(ftm_id("article", id), "Article");
    entity.add("title", article.title.as_deref().unwrap_or(id), SHORT);
    entity.add("fileName", id, SHORT);
    if let Some(date) = article.date {
        entity.add("publishedAt", &date.to_string(), SHORT);
    }
    entity.add("publisher", article.source.as_deref().unwrap_or_default(), SHORT);
    entity.add("sourceUrl", web_address(article.url.as_deref()), SHORT);
    entity
}

fn actor(graph: &Graph, actor: &Actor) -> Entity {
    let schema = match actor.kind() {
        EntityKind::Country => "PublicBody",
        EntityKind::Organization | EntityKind::ArmedGroup => "Organization",
        EntityKind::Person => "Person",
        EntityKind::Place | EntityKind::Group => "LegalEntity",
    };
    let mut entity = Entity::new(ftm_id("actor", &actor.key), schema);
    let name = if bare(actor.name()).is_empty() { &actor.key } else { actor.name() };
    entity.add("name", bare(name), NAME);
    for (alias, _) in actor.names().into_iter().filter(|(alias, _)| *alias != name) {
        entity.add("weakAlias", bare(alias), NAME);
    }
    if let Some(code) = actor.country().and_then(|key| CODES.get(key)) {
        entity.add("country", code, SHORT);
    }
    if let Some(title) = actor.wikipedia() {
        let title = crate::export::escape::percent(&title.replace(' ', "_")).into_owned();
        entity.add("wikipediaUrl", &format!("https://en.wikipedia.org/wiki/{title}"), SHORT);
    }
    let row = facts::actor(graph, actor);
    if actor.kind() == EntityKind::Person
        && let Some(facts::Value::List(roles)) = row.last()
    {
        roles.iter().for_each(|role| entity.add("position", role, SHORT));
    }
    entity.add("notes", &format!("{}, {} mentions; key {}", actor.kind(), actor.mentions(), actor.key), LONG);
    entity
}

/// A name without the quotation marks around it, which FollowTheMoney takes away too.
fn bare(name: &str) -> &str {
    name.trim_matches(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\''))
}

fn relation(graph: &Graph, link: Link) -> Entity {
    let Link { source, target, edge } = link;
    let legal = |actor: &Actor| actor.kind() != EntityKind::Place;
    let organized = matches!(target.kind(), EntityKind::Country | EntityKind::Organization | EntityKind::ArmedGroup);
    let member = edge.key.relation == "member" && edge.key.event.is_none() && legal(source) && organized;
    let (schema, ends) =
        if member { ("Membership", ["member", "organization"]) } else { ("UnknownLink", ["subject", "object"]) };
    let id = facts::edge_id(link);
    let mut entity = Entity::new(ftm_id("event", &id), schema);
    entity.add(ends[0], &ftm_id("actor", &source.key), SHORT);
    entity.add(ends[1], &ftm_id("actor", &target.key), SHORT);
    entity.add("role", &edge.key.relation.replace('_', " "), SHORT);
    edge.titles().iter().for_each(|title| entity.add("role", title, SHORT));
    entity.add("status", edge.key.status.as_str(), SHORT);
    if let Some(dates) = edge.dates() {
        if dates.start == dates.end {
            entity.add("date", &dates.start.to_string(), SHORT);
        } else {
            entity.add("startDate", &dates.start.to_string(), SHORT);
            entity.add("endDate", &dates.end.to_string(), SHORT);
        }
    }
    entity.add("recordId", &id, SHORT);
    entity.add("summary", &edge.best().sentence.text, LONG);
    entity.add("description", &codes(graph, link), LONG);
    for report in &edge.reports {
        let article = graph.articles().get(&report.document);
        if article.is_some() {
            entity.add("proof", &ftm_id("article", &report.document), SHORT);
        }
        entity.add("publisher", article.and_then(|article| article.source.as_deref()).unwrap_or_default(), SHORT);
        entity.add("sourceUrl", web_address(article.and_then(|article| article.url.as_deref())), SHORT);
        let place = format!("[{} {}-{}]", report.document, report.sentence.start, report.sentence.end);
        entity.add("description", &format!("{} {place}", report.sentence.text), LONG);
    }
    entity
}

/// What FollowTheMoney has no property for: "CONSULT visit, CAMEO 042, score 1.9, …".
fn codes(graph: &Graph, link: Link) -> String {
    let wanted = ["event", "mode", "cameo", "score", "quad", "reciprocal", "reports", "confidence", "claimants"];
    let row = facts::edge(graph, link);
    let known = facts::EDGE.iter().zip(&row).filter(|(column, _)| wanted.contains(&column.name));
    let words = known.filter_map(|(column, value)| Some(format!("{}: {}", column.name, value.plain()?)));
    words.collect::<Vec<_>>().join("; ")
}

fn web_address(url: Option<&str>) -> &str {
    url.filter(|url| url.starts_with("https://") || url.starts_with("http://")).unwrap_or_default()
}

/// An id of letters, digits, `-` and `.`: other bytes are `.` and their hexadecimal code; what is too long ends in a
/// checksum.
fn ftm_id(kind: &str, key: &str) -> String {
    let mut id = format!("{kind}-");
    for b in key.bytes() {
        if b.is_ascii_alphanumeric() || b == b'-' {
            id.push(b.into());
        } else {
            let _ = write!(id, ".{b:02X}");
        }
    }
    if id.len() > ID {
        id.truncate(ID);
        return format!("{}.{:016x}", id.trim_end_matches(['.', '-']), checksum(key));
    }
    if id.ends_with('-') { id + "0" } else { id }
}

/// FNV-1a, 64 bits.
fn checksum(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, b| (sum ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// Codes of two letters, in lower case, by those of three.
static CODES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct States {
        state: Vec<State>,
    }
    #[derive(Deserialize)]
    struct State {
        id: String,
        kind: String,
        iso2: Option<String>,
    }
    let states: States =
        toml::from_str(include_str!("../../data/actors/states.toml")).expect("the table of states is tested");
    // FollowTheMoney knows no code of a state that is no more
    let present = states.state.into_iter().filter(|state| state.kind != "former");
    present.filter_map(|state| Some((state.id, state.iso2?.to_lowercase()))).collect()
});
