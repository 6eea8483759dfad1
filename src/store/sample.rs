//! Made-up records for tests, from small numbers that proptest can shrink.

use jiff::civil::date;
use proptest::prelude::*;

use super::Record;
use crate::actors::{Actors, Entity, EntityId, EntityKind, Mention, MentionKind, Role, RoleStatus};
use crate::events::{Affiliation, AffiliationKind, Event, EventDate, EventKind, Evidence, Status};
use crate::graph::sample;
use crate::text::{Document, Span};

const NAMES: [&str; 5] = ["Arland", "Borland", "Corland", "Dorland", "Erland"];
const RELATIONS: [(&str, EventKind); 3] =
    [("talks", EventKind::Consult), ("attack", EventKind::Assault), ("sanction", EventKind::Sanction)];
const WORDS: [&str; 6] = ["envoys", "harbour", "treaty", "winter", "grain", "border"];

/// What one made-up article says.
#[derive(Clone, Debug)]
pub(super) struct Says {
    pub document: u8,
    /// Which of three texts it repeats, nearly.
    pub text: u8,
    /// Source, target, relation, status, mutual, day of the event if it has one.
    pub events: Vec<(u32, u32, usize, usize, bool, Option<u8>)>,
    pub ties: Vec<(u32, u32)>,
}

impl Says {
    /// The record of the article.
    pub fn record(&self) -> Record {
        let id = format!("d{}", self.document);
        let mut text = format!("{} met. ", NAMES.join(", "));
        for i in 0..60usize {
            text.push_str(
                WORDS[(i * (usize::from(self.text) + 2) + i * i / (usize::from(self.text) + 3)) % WORDS.len()],
            );
            text.push_str(if i % 9 == 8 { ". " } else { " " });
        }
        text += "Copy number ";
        text += &self.document.to_string();
        text.push('.');
        let published = date(2023, 8, 1 + self.document as i8);
        let document = Document { date: Some(published), ..Document::new(id, text) };
        let entities = NAMES.iter().enumerate().map(|(i, _)| entity(i)).collect();
        let mentions = (0..NAMES.len()).map(|i| mention(&document.text, i)).collect();
        let actors = Actors { entities, mentions };
        let events: Vec<_> = self.events.iter().map(event).collect();
        let ties: Vec<_> = self.ties.iter().copied().map(tie).collect();
        Record::new(&document, &actors, &events, &ties)
    }
}

fn entity(i: usize) -> Entity {
    let office = Role {
        title: "Minister".to_owned(),
        of: Some(EntityId(0)),
        status: RoleStatus::Former,
        sentence: 0,
        span: Span::new(0, 4),
    };
    let key = |i: usize| NAMES[i][..3].to_uppercase();
    let kind = if i == 4 { EntityKind::Person } else { EntityKind::Country };
    let country = (i != 3).then(|| key(i % 4));
    Entity {
        wikipedia: (i == 1).then(|| NAMES[i].to_owned()),
        roles: if i == 4 { vec![office] } else { Vec::new() },
        ..sample::entity(&key(i), NAMES[i], kind, country.as_deref())
    }
}

fn mention(text: &str, i: usize) -> Mention {
    let start = text.find(NAMES[i]).expect("every name is in the text") as u32;
    let kind = if i == 2 { MentionKind::Nominal } else { MentionKind::Name };
    sample::mention(&[i as u32], Span::new(start, start + NAMES[i].len() as u32), kind)
}

fn event(&(source, target, relation, status, reciprocal, day): &(u32, u32, usize, usize, bool, Option<u8>)) -> Event {
    let (relation, kind) = RELATIONS[relation];
    let day = day.map(|day| date(2023, 7, 1 + day as i8));
    let evidence = Evidence { sentence: 0, span: Span::new(0, 40), trigger: Span::new(12, 18) };
    Event {
        reciprocal,
        attributed_to: (relation == "attack").then_some(EntityId(4)),
        date: day.map(|day| EventDate { start: day, end: day, span: Span::new(0, 4) }),
        place: (relation == "talks").then_some(EntityId(3)),
        object: (relation == "sanction").then_some(Span::new(3, 9)),
        ..sample::event([source, target], relation, kind, Status::ALL[status], evidence)
    }
}

fn tie((source, target): (u32, u32)) -> Affiliation {
    Affiliation {
        source: EntityId(source),
        target: EntityId(target),
        kind: AffiliationKind::Ally,
        title: Some("old friend".to_owned()),
        evidence: Evidence { sentence: 0, span: Span::new(0, 30), trigger: Span::new(12, 18) },
        confidence: 0.8,
    }
}

/// One article of any content; articles of one number say the same.
pub(super) fn says() -> impl Strategy<Value = Says> {
    let event = (0..5u32, 0..5u32, 0..3usize, 0..5usize, any::<bool>(), prop::option::of(0..20u8));
    (0..20u8, 0..3u8, prop::collection::vec(event, 0..6), prop::collection::vec((0..5u32, 0..5u32), 0..3))
        .prop_map(|(document, text, events, ties)| Says { document, text, events, ties })
}

/// Articles, each number once.
pub(super) fn articles(most: usize) -> impl Strategy<Value = Vec<Says>> {
    prop::collection::vec(says(), 1..most).prop_map(|all| {
        let mut seen = std::collections::BTreeSet::new();
        all.into_iter().filter(|says| seen.insert(says.document)).collect()
    })
}
