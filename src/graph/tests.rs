use jiff::civil::date;
use proptest::prelude::*;

use crate::actors::{Actors, Entity, EntityId, EntityKind, Mention, MentionKind};
use crate::events::{Affiliation, AffiliationKind, Event, EventKind, Evidence, Mode, Status};
use crate::graph::Graph;
use crate::text::{Document, Span, TokenRange};

/// What one made-up document says, as small numbers that proptest can shrink.
#[derive(Clone, Debug)]
struct Says {
    document: u8,
    events: Vec<(u32, u32, u8, u8, bool)>,
    ties: Vec<(u32, u32)>,
}

const NAMES: [&str; 4] = ["Arland", "Borland", "Corland", "Dorland"];
const RELATIONS: [(&str, EventKind); 3] =
    [("talks", EventKind::Consult), ("attack", EventKind::Assault), ("sanction", EventKind::Sanction)];

fn entity(i: usize) -> Entity {
    Entity {
        key: NAMES[i][..3].to_uppercase(),
        name: NAMES[i].to_owned(),
        kind: EntityKind::Country,
        country: Some(NAMES[i][..3].to_uppercase()),
        wikipedia: None,
        roles: Vec::new(),
        part_of: None,
    }
}

fn mention(text: &str, i: usize) -> Mention {
    let start = text.find(NAMES[i]).expect("every name is in the text") as u32;
    Mention {
        entities: vec![EntityId(i as u32)],
        sentence: 0,
        tokens: TokenRange::new(0, 1),
        head: 0,
        span: Span::new(start, start + NAMES[i].len() as u32),
        kind: MentionKind::Name,
    }
}

/// An event between the `source`-th and the `target`-th of the four actors.
fn event(source: u32, target: u32, relation: usize, status: Status, reciprocal: bool) -> Event {
    let (relation, kind) = RELATIONS[relation];
    Event {
        source: EntityId(source),
        target: EntityId(target),
        relation: relation.to_owned(),
        kind,
        mode: Some(Mode::Visit),
        cameo: "042".to_owned(),
        score: 1.9,
        status,
        reciprocal,
        attributed_to: None,
        date: None,
        place: None,
        object: None,
        evidence: Evidence { sentence: 0, span: Span::new(0, 40), trigger: Span::new(12, 18) },
        confidence: 0.9,
        rules: Vec::new(),
    }
}

impl Says {
    fn graph(&self) -> Graph {
        let id = format!("d{}", self.document);
        let text = format!("Ärland — Arland met Borland, Corland, Dorland. {id}");
        let document = Document { date: Some(date(2023, 8, 1 + self.document as i8)), ..Document::new(id, text) };
        let mentions = (0..4).map(|i| mention(&document.text, i)).collect();
        let actors = Actors { entities: (0..4).map(entity).collect(), mentions };
        let events = self.events.iter().map(|&(source, target, relation, status, reciprocal)| {
            event(source, target, relation as usize, Status::ALL[status as usize], reciprocal)
        });
        let ties = self.ties.iter().map(|&(source, target)| Affiliation {
            source: EntityId(source),
            target: EntityId(target),
            kind: AffiliationKind::Ally,
            title: None,
            evidence: Evidence { sentence: 0, span: Span::new(0, 30), trigger: Span::new(12, 18) },
            confidence: 0.8,
        });
        let mut graph = Graph::default();
        graph.add(&document, &actors, &events.collect::<Vec<_>>(), &ties.collect::<Vec<_>>());
        graph
    }
}

fn says() -> impl Strategy<Value = Says> {
    let event = (0..4u32, 0..4u32, 0..3u8, 0..5u8, any::<bool>());
    (0..4u8, prop::collection::vec(event, 0..6), prop::collection::vec((0..4u32, 0..4u32), 0..3))
        .prop_map(|(document, events, ties)| Says { document, events, ties })
}

fn merged(a: &Graph, b: &Graph) -> Graph {
    let mut graph = a.clone();
    graph.merge(b.clone());
    graph
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn merging_is_associative_commutative_and_idempotent(a in says(), b in says(), c in says()) {
        let (a, b, c) = (a.graph(), b.graph(), c.graph());
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
        prop_assert_eq!(merged(&a, &a), a);
    }
}

#[test]
fn one_fact_in_two_documents_is_one_edge_with_two_reports() {
    let says = |document| Says { document, events: vec![(0, 1, 0, 0, false)], ties: vec![] }.graph();
    let graph = merged(&says(1), &says(2));
    let links: Vec<_> = graph.links().collect();
    assert_eq!(links.len(), 1);
    let edge = links[0].edge;
    assert_eq!((edge.reports.len(), edge.documents()), (2, 2));
    let dates = edge.dates().expect("both documents have dates");
    assert_eq!((dates.start, dates.end), (date(2023, 8, 2), date(2023, 8, 3)));
    assert_eq!(graph.actor("ARL").expect("named").mentions(), 2);
}

#[test]
fn what_differs_in_status_or_direction_stays_apart() {
    let events = vec![(0, 1, 0, 0, false), (0, 1, 0, 3, false), (1, 0, 0, 0, false), (0, 1, 1, 0, false)];
    let graph = Says { document: 0, events, ties: vec![(0, 1)] }.graph();
    let lines = graph
        .links()
        .map(|l| format!("{} {} {} {}", l.source.key, l.edge.key.relation, l.target.key, l.edge.key.status));
    let lines: Vec<_> = lines.collect();
    assert_eq!(
        lines,
        [
            "ARL ally BOR actual",
            "ARL attack BOR actual",
            "ARL talks BOR actual",
            "ARL talks BOR denied",
            "BOR talks ARL actual"
        ]
    );
}

#[test]
fn a_mutual_event_is_written_once_from_the_lesser_key() {
    let graph = Says { document: 0, events: vec![(1, 0, 0, 0, true), (0, 1, 0, 0, true)], ties: vec![] }.graph();
    let links: Vec<_> = graph.links().map(|l| (l.source.key.as_str(), l.target.key.as_str())).collect();
    assert_eq!(links, [("ARL", "BOR")]);
}

#[test]
fn offsets_count_characters() {
    let graph = Says { document: 0, events: vec![(0, 1, 0, 0, false)], ties: vec![] }.graph();
    let report = &graph.links().next().expect("one edge").edge.reports[0];
    let text: Vec<char> = "Ärland — Arland met Borland, Corland, Dorland. d0".chars().collect();
    let words: String = text[report.trigger.start as usize..report.trigger.end as usize].iter().collect();
    assert_eq!(words, report.trigger.text);
}
