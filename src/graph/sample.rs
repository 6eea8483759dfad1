//! A small made-up graph for tests: every kind of actor, edge and awkward character.

use jiff::civil::date;

use crate::actors::{Actors, Entity, EntityId, EntityKind, Mention, MentionKind, Role, RoleStatus};
use crate::events::{Affiliation, AffiliationKind, Clues, Event, EventDate, EventKind, Evidence, Mode, Status};
use crate::graph::Graph;
use crate::text::{Document, Span, TokenRange};

const FIRST: &str = "Ärland's Foreign Minister Ana \"Nut\\\" Bel visited Borland on Monday — the two sides held talks.";
const SECOND: &str = "Borland denied that the Red & Black; Front had bombed Ärland. Ana Bel will meet the Front.\u{1}";

/// Two documents about four actors.
pub(crate) fn graph() -> Graph {
    let mut graph = Graph::default();
    first(&mut graph);
    second(&mut graph);
    graph
}

fn first(graph: &mut Graph) {
    let document = Document {
        title: Some("A visit".to_owned()),
        date: Some(date(2024, 5, 7)),
        url: Some("https://example.org/?a=1&b=2".to_owned()),
        ..Document::new("one", FIRST)
    };
    let find = |words| find(FIRST, words);
    let minister = Role {
        title: "Foreign Minister".to_owned(),
        of: Some(EntityId(0)),
        status: RoleStatus::Current,
        sentence: 0,
        span: find("Foreign Minister"),
    };
    let entities = vec![
        entity("ARL", "Ärland", EntityKind::Country, Some("ARL")),
        Entity { roles: vec![minister], ..entity("ana-bel", "Ana Bel", EntityKind::Person, Some("ARL")) },
        entity("BOR", "Borland", EntityKind::Country, Some("BOR")),
    ];
    let mentions = vec![
        mention(&[0], find("Ärland"), MentionKind::Name),
        mention(&[1], find("Ana \"Nut\\\" Bel"), MentionKind::Name),
        mention(&[2], find("Borland"), MentionKind::Name),
        mention(&[0, 2], find("the two sides"), MentionKind::Nominal),
    ];
    let said = |trigger| Evidence { sentence: 0, span: find(FIRST), trigger: find(trigger) };
    let monday = EventDate { start: date(2024, 5, 6), end: date(2024, 5, 6), span: find("on Monday") };
    let visit = Event {
        mode: Some(Mode::Visit),
        date: Some(monday),
        ..event([1, 2], "visit", EventKind::Consult, Status::Actual, said("visited"))
    };
    let talks = Event { reciprocal: true, ..event([2, 0], "talks", EventKind::Consult, Status::Actual, said("talks")) };
    let office = Affiliation {
        source: EntityId(1),
        target: EntityId(0),
        kind: AffiliationKind::Office,
        title: Some("Foreign Minister".to_owned()),
        evidence: said("Foreign Minister"),
        confidence: 0.98,
    };
    graph.add(&document, &Actors { entities, mentions }, &[visit, talks], &[office]);
}

fn second(graph: &mut Graph) {
    let document = Document { date: Some(date(2024, 5, 9)), ..Document::new("two", SECOND) };
    let find = |words| find(SECOND, words);
    let entities = vec![
        entity("BOR", "Borland", EntityKind::Country, Some("BOR")),
        entity("red-black-front", "Red & Black; Front", EntityKind::ArmedGroup, None),
        entity("ARL", "Ärland", EntityKind::Country, Some("ARL")),
        entity("ana-bel", "Ana Bel", EntityKind::Person, Some("ARL")),
    ];
    let mentions = vec![
        mention(&[0], find("Borland"), MentionKind::Name),
        mention(&[1], find("Red & Black; Front"), MentionKind::Name),
        mention(&[2], find("Ärland"), MentionKind::Name),
        mention(&[3], find("Ana Bel"), MentionKind::Name),
    ];
    let (denial, plan) =
        (find("Borland denied that the Red & Black; Front had bombed Ärland."), find("Ana Bel will meet"));
    let bombing = Event {
        attributed_to: Some(EntityId(0)),
        score: -10.0,
        mode: Some(Mode::Aerial),
        ..event(
            [1, 2],
            "bombing",
            EventKind::Assault,
            Status::Denied,
            Evidence { sentence: 0, span: denial, trigger: find("bombed") },
        )
    };
    let plan = Evidence { sentence: 1, span: plan.cover(find("the Front.")), trigger: find("meet") };
    let meeting = event([3, 1], "meeting", EventKind::Consult, Status::Planned, plan);
    graph.add(&document, &Actors { entities, mentions }, &[bombing, meeting], &[]);
}

fn find(text: &str, words: &str) -> Span {
    let start = text.find(words).expect("the words are in the text") as u32;
    Span::new(start, start + words.len() as u32)
}

/// An actor without offices.
pub(crate) fn entity(key: &str, name: &str, kind: EntityKind, country: Option<&str>) -> Entity {
    Entity {
        key: key.to_owned(),
        name: name.to_owned(),
        kind,
        country: country.map(str::to_owned),
        wikipedia: None,
        roles: Vec::new(),
        part_of: None,
    }
}

/// Words that stand for the actors of these numbers.
pub(crate) fn mention(entities: &[u32], span: Span, kind: MentionKind) -> Mention {
    let entities = entities.iter().map(|&id| EntityId(id)).collect();
    Mention { entities, sentence: 0, tokens: TokenRange::new(0, 1), head: 0, span, kind }
}

/// An event that is told without a day or a claimant.
pub(crate) fn event(
    [source, target]: [u32; 2],
    relation: &str,
    kind: EventKind,
    status: Status,
    evidence: Evidence,
) -> Event {
    Event {
        source: EntityId(source),
        target: EntityId(target),
        relation: relation.to_owned(),
        kind,
        mode: None,
        cameo: "040".to_owned(),
        score: 1.9,
        status,
        reciprocal: false,
        attributed_to: None,
        date: None,
        place: None,
        object: None,
        evidence,
        confidence: 0.91,
        clues: Clues::default(),
        rules: Vec::new(),
    }
}
