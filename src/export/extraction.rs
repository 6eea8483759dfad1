//! One document's findings as one JSON object, for `demarche extract`.
//!
//! In: an [`Extraction`]. Out: one line of JSON with the fields `document`, `entities` and `relations`:
//!
//! - `document`: `id`, `title`, `date`, `source`, `url`.
//! - `entities`: those that the text mentions, in the order of their first mention: `id`, `name`, `type`, `country`,
//!   `wikipedia`, `roles` (`title`, `of`, `status`), `part_of`, `mentions` (`start`, `end`, `text`, `kind`).
//! - `relations`: the events in the order of the text, then the affiliations (`event` is null), numbered `r1`, `r2`, …
//!
//! Offsets count Unicode characters from the start of the text, end-exclusive.

use std::io;

use jiff::civil::Date;
use serde::Serialize;

use crate::actors::{Actors, Entity, EntityId, Mention, Role};
use crate::events::{Affiliation, Event, EventDate, Evidence, Mode, Status};
use crate::pipeline::Extraction;
use crate::text::{CharIndex, Document, Span};

/// Writes `extraction` as one line of JSON, the line break included.
///
/// # Errors
///
/// If `out` cannot be written to.
pub fn write(extraction: &Extraction, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Record::new(extraction))?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Record<'a> {
    document: DocumentJson<'a>,
    entities: Vec<EntityJson<'a>>,
    relations: Vec<RelationJson<'a>>,
}

#[derive(Serialize)]
struct DocumentJson<'a> {
    id: &'a str,
    title: Option<&'a str>,
    date: Option<Date>,
    source: Option<&'a str>,
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct EntityJson<'a> {
    id: &'a str,
    name: &'a str,
    r#type: &'static str,
    country: Option<&'a str>,
    wikipedia: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    roles: Vec<RoleJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part_of: Option<&'a str>,
    mentions: Vec<MentionJson<'a>>,
}

#[derive(Serialize)]
struct RoleJson<'a> {
    title: &'a str,
    of: Option<&'a str>,
    status: &'static str,
}

#[derive(Serialize)]
struct MentionJson<'a> {
    start: u32,
    end: u32,
    text: &'a str,
    kind: &'static str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum RelationJson<'a> {
    Event(EventJson<'a>),
    Affiliation(AffiliationJson<'a>),
}

#[derive(Serialize)]
struct EventJson<'a> {
    id: String,
    source: &'a str,
    target: &'a str,
    relation: &'a str,
    event: &'static str,
    mode: Option<&'static str>,
    cameo: &'a str,
    score: f32,
    status: &'static str,
    reciprocal: bool,
    attributed_to: Option<&'a str>,
    date: Option<DateJson<'a>>,
    place: Option<&'a str>,
    object: Option<SpanJson<'a>>,
    evidence: EvidenceJson<'a>,
    confidence: f32,
}

#[derive(Serialize)]
struct AffiliationJson<'a> {
    id: String,
    source: &'a str,
    target: &'a str,
    relation: &'static str,
    event: Option<&'static str>,
    title: Option<&'a str>,
    status: &'static str,
    evidence: EvidenceJson<'a>,
    confidence: f32,
}

#[derive(Serialize)]
struct DateJson<'a> {
    start: Date,
    end: Date,
    text: &'a str,
}

#[derive(Serialize)]
struct SpanJson<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct EvidenceJson<'a> {
    sentence: u32,
    start: u32,
    end: u32,
    text: &'a str,
    trigger: SpanJson<'a>,
}

impl<'a> Record<'a> {
    fn new(extraction: &'a Extraction) -> Self {
        let Extraction { document, actors, events, affiliations, .. } = extraction;
        let writer = Writer { actors, text: &document.text, chars: CharIndex::new(&document.text) };
        let mut events: Vec<&Event> = events.iter().collect();
        events.sort_by_key(|event| (event.evidence.sentence, event.evidence.trigger));
        let mut affiliations: Vec<&Affiliation> = affiliations.iter().collect();
        affiliations.sort_by_key(|affiliation| (affiliation.evidence.sentence, affiliation.evidence.trigger));
        let events = events.into_iter().map(|event| RelationJson::Event(writer.event(event)));
        let affiliations =
            affiliations.into_iter().map(|affiliation| RelationJson::Affiliation(writer.affiliation(affiliation)));
        let mut relations: Vec<_> = events.chain(affiliations).collect();
        for (i, relation) in relations.iter_mut().enumerate() {
            match relation {
                RelationJson::Event(event) => event.id = format!("r{}", i + 1),
                RelationJson::Affiliation(affiliation) => affiliation.id = format!("r{}", i + 1),
            }
        }
        Self { document: DocumentJson::new(document), entities: writer.entities(extraction), relations }
    }
}

impl<'a> DocumentJson<'a> {
    fn new(document: &'a Document) -> Self {
        Self {
            id: &document.id,
            title: document.title.as_deref(),
            date: document.date,
            source: document.source.as_deref(),
            url: document.url.as_deref(),
        }
    }
}

/// What the parts of a record are made from.
struct Writer<'a> {
    actors: &'a Actors,
    text: &'a str,
    chars: CharIndex<'a>,
}

impl<'a> Writer<'a> {
    fn key(&self, id: EntityId) -> &'a str {
        &self.actors.entity(id).key
    }

    fn span(&self, span: Span) -> SpanJson<'a> {
        let (start, end) = self.chars.chars(span);
        SpanJson { start, end, text: span.of(self.text) }
    }

    /// The entities that are mentioned or take part in an event or a tie.
    fn entities(&self, extraction: &'a Extraction) -> Vec<EntityJson<'a>> {
        let mut mentions: Vec<Vec<&'a Mention>> = vec![Vec::new(); self.actors.entities.len()];
        let mut named = vec![false; self.actors.entities.len()];
        for mention in &self.actors.mentions {
            for &id in &mention.entities {
                mentions[id.0 as usize].push(mention);
                named[id.0 as usize] = true;
            }
        }
        let events = extraction.events.iter().flat_map(|event| [event.source, event.target]);
        let affiliations =
            extraction.affiliations.iter().flat_map(|affiliation| [affiliation.source, affiliation.target]);
        for id in events.chain(affiliations) {
            named[id.0 as usize] = true;
        }
        let entities = self.actors.entities.iter().zip(mentions).zip(named);
        entities.filter(|(_, named)| *named).map(|((entity, mentions), _)| self.entity(entity, mentions)).collect()
    }

    fn entity(&self, entity: &'a Entity, mut mentions: Vec<&'a Mention>) -> EntityJson<'a> {
        mentions.sort_by_key(|mention| (mention.span.start, mention.span.end));
        EntityJson {
            id: &entity.key,
            name: &entity.name,
            r#type: entity.kind.as_str(),
            country: entity.country.as_deref(),
            wikipedia: entity.wikipedia.as_deref(),
            roles: entity.roles.iter().map(|role| self.role(role)).collect(),
            part_of: entity.part_of.as_deref(),
            mentions: mentions.into_iter().map(|mention| self.mention(mention)).collect(),
        }
    }

    fn role(&self, role: &'a Role) -> RoleJson<'a> {
        RoleJson { title: &role.title, of: role.of.map(|id| self.key(id)), status: role.status.as_str() }
    }

    fn mention(&self, mention: &'a Mention) -> MentionJson<'a> {
        let SpanJson { start, end, text } = self.span(mention.span);
        MentionJson { start, end, text, kind: mention.kind.as_str() }
    }

    fn evidence(&self, evidence: Evidence) -> EvidenceJson<'a> {
        let SpanJson { start, end, text } = self.span(evidence.span);
        EvidenceJson { sentence: evidence.sentence, start, end, text, trigger: self.span(evidence.trigger) }
    }

    fn date(&self, date: EventDate) -> DateJson<'a> {
        DateJson { start: date.start, end: date.end, text: date.span.of(self.text) }
    }

    fn event(&self, event: &'a Event) -> EventJson<'a> {
        let (mut source, mut target) = (self.key(event.source), self.key(event.target));
        if event.reciprocal && target < source {
            std::mem::swap(&mut source, &mut target);
        }
        EventJson {
            id: String::new(),
            source,
            target,
            relation: &event.relation,
            event: event.kind.as_str(),
            mode: event.mode.map(Mode::as_str),
            cameo: &event.cameo,
            score: event.score,
            status: event.status.as_str(),
            reciprocal: event.reciprocal,
            attributed_to: event.attributed_to.map(|id| self.key(id)),
            date: event.date.map(|date| self.date(date)),
            place: event.place.map(|id| self.key(id)),
            object: event.object.map(|span| self.span(span)),
            evidence: self.evidence(event.evidence),
            confidence: rounded(event.confidence),
        }
    }

    fn affiliation(&self, affiliation: &'a Affiliation) -> AffiliationJson<'a> {
        AffiliationJson {
            id: String::new(),
            source: self.key(affiliation.source),
            target: self.key(affiliation.target),
            relation: affiliation.kind.as_str(),
            event: None,
            title: affiliation.title.as_deref(),
            status: Status::Actual.as_str(),
            evidence: self.evidence(affiliation.evidence),
            confidence: rounded(affiliation.confidence),
        }
    }
}

/// A confidence with two decimals: more would only pretend.
fn rounded(confidence: f32) -> f32 {
    (confidence * 100.0).round() / 100.0
}
