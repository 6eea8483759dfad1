use std::collections::{BTreeMap, BTreeSet};

use crate::actors::{Actors, Entity, EntityId, MentionKind};
use crate::events::{Affiliation, Event, Evidence, Status};
use crate::graph::{Article, DateRange, EdgeKey, Graph, Hundredths, Office, Presence, Quote, Report, Sketch};
use crate::text::{CharIndex, Document, Span};

impl Graph {
    /// Adds what one document says: its actors, events and ties.
    ///
    /// Adding the same document again changes nothing. O(n log n) in the size of the document.
    pub fn add(&mut self, document: &Document, actors: &Actors, events: &[Event], affiliations: &[Affiliation]) {
        let article = Article {
            title: document.title.clone(),
            date: document.date,
            source: document.source.clone(),
            url: document.url.clone(),
        };
        self.merge_article(&document.id, article);
        if let Some(sketch) = Sketch::of(&document.text) {
            self.merge_sketch(&document.id, sketch);
        }
        let reader = Reader { document, actors, chars: CharIndex::new(&document.text) };
        for (entity, presence) in reader.presences() {
            self.merge_presence(&entity.key, &document.id, presence);
        }
        for event in events {
            let (mut source, mut target) = (reader.key(event.source), reader.key(event.target));
            if event.reciprocal && target < source {
                std::mem::swap(&mut source, &mut target);
            }
            self.merge_reports(source, target, event_key(event), vec![reader.event(event)]);
        }
        for tie in affiliations {
            let (source, target) = (reader.key(tie.source), reader.key(tie.target));
            self.merge_reports(source, target, tie_key(tie), vec![reader.affiliation(tie)]);
        }
    }
}

fn event_key(event: &Event) -> EdgeKey {
    EdgeKey {
        relation: event.relation.clone(),
        event: Some(event.kind),
        status: event.status,
        reciprocal: event.reciprocal,
    }
}

fn tie_key(tie: &Affiliation) -> EdgeKey {
    EdgeKey { relation: tie.kind.as_str().to_owned(), event: None, status: Status::Actual, reciprocal: false }
}

/// Turns what stands in one document into what stands by itself.
struct Reader<'a> {
    document: &'a Document,
    actors: &'a Actors,
    chars: CharIndex<'a>,
}

impl<'a> Reader<'a> {
    fn key(&self, id: EntityId) -> &'a str {
        &self.actors.entity(id).key
    }

    fn quote(&self, span: Span) -> Quote {
        let (start, end) = self.chars.chars(span);
        Quote { start, end, text: span.of(&self.document.text).to_owned() }
    }

    /// Every actor of the document, two entities with one key as one.
    fn presences(&self) -> impl Iterator<Item = (&'a Entity, Presence)> {
        let mut presences: BTreeMap<&str, (&'a Entity, Presence)> = BTreeMap::new();
        for entity in &self.actors.entities {
            presences.entry(&entity.key).or_insert_with(|| (entity, self.presence(entity)));
        }
        for mention in &self.actors.mentions {
            let keys: BTreeSet<_> = mention.entities.iter().map(|&id| self.key(id)).collect();
            for key in keys {
                let Some((_, presence)) = presences.get_mut(key) else { continue };
                match mention.kind {
                    MentionKind::Name => {
                        let words = mention.span.of(&self.document.text);
                        *presence.names.entry(one_line(words)).or_default() += 1;
                    }
                    MentionKind::Nominal => presence.nominals += 1,
                    MentionKind::Pronoun => presence.pronouns += 1,
                }
            }
        }
        presences.into_values()
    }

    fn presence(&self, entity: &Entity) -> Presence {
        let offices = entity.roles.iter().map(|role| Office {
            title: role.title.clone(),
            of: role.of.map(|id| self.key(id).to_owned()),
            status: role.status,
        });
        Presence {
            name: entity.name.clone(),
            kind: entity.kind,
            country: entity.country.clone(),
            wikipedia: entity.wikipedia.clone(),
            part_of: entity.part_of.clone(),
            names: BTreeMap::new(),
            nominals: 0,
            pronouns: 0,
            offices: offices.collect::<BTreeSet<_>>(),
        }
    }

    fn report(&self, evidence: Evidence, confidence: f32) -> Report {
        Report {
            published: self.document.date,
            document: self.document.id.clone(),
            sentence: self.quote(evidence.span),
            trigger: self.quote(evidence.trigger),
            object: None,
            date: None,
            place: None,
            claimant: None,
            title: None,
            mode: None,
            cameo: String::new(),
            score: Hundredths::default(),
            confidence: Hundredths::new(confidence),
        }
    }

    fn event(&self, event: &Event) -> Report {
        Report {
            object: event.object.map(|span| self.quote(span)),
            date: event.date.map(|date| DateRange { start: date.start, end: date.end }),
            place: event.place.map(|id| self.key(id).to_owned()),
            claimant: event.attributed_to.map(|id| self.key(id).to_owned()),
            mode: event.mode,
            cameo: event.cameo.clone(),
            score: Hundredths::new(event.score),
            ..self.report(event.evidence, event.confidence)
        }
    }

    fn affiliation(&self, tie: &Affiliation) -> Report {
        Report { title: tie.title.clone(), ..self.report(tie.evidence, tie.confidence) }
    }
}

/// `words` with every run of white space as one space: a name broken over two lines is the same name.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
