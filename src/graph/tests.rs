use jiff::civil::date;
use proptest::prelude::*;

use crate::actors::{Actors, Entity, EntityId, EntityKind, Mention, MentionKind};
use crate::events::{Affiliation, AffiliationKind, Event, EventKind, Evidence, Mode, Status};
use crate::graph::network::{Network, Sieve};
use crate::graph::sample;
use crate::graph::{Filter, Graph, Sketch, Time, day_number, day_of, near_copies, same_event};
use crate::text::{Document, Span};

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
    let key = NAMES[i][..3].to_uppercase();
    sample::entity(&key, NAMES[i], EntityKind::Country, Some(&key))
}

fn mention(text: &str, i: usize) -> Mention {
    let start = text.find(NAMES[i]).expect("every name is in the text") as u32;
    sample::mention(&[i as u32], Span::new(start, start + NAMES[i].len() as u32), MentionKind::Name)
}

/// An event between the `source`-th and the `target`-th of the four actors.
fn event(source: u32, target: u32, relation: usize, status: Status, reciprocal: bool) -> Event {
    let (relation, kind) = RELATIONS[relation];
    let evidence = Evidence { sentence: 0, span: Span::new(0, 40), trigger: Span::new(12, 18) };
    Event { mode: Some(Mode::Visit), reciprocal, ..sample::event([source, target], relation, kind, status, evidence) }
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

#[test]
fn reports_of_one_time_are_one_event() {
    let dated = |first, last| Time { days: Some((first, last)), published: None };
    let published = |day| Time { days: None, published: Some(day) };
    let cases: &[(&[Time], &[usize])] = &[
        (&[dated(10, 10), dated(10, 10), dated(20, 20)], &[0, 0, 1]),
        (&[dated(20, 20), dated(10, 10), dated(10, 10)], &[1, 0, 0]),
        // all of one event have a day in common: the week joins the later of its two days
        (&[dated(10, 10), dated(14, 14), dated(9, 15)], &[0, 1, 1]),
        // without a date: the latest event of the week before
        (&[dated(10, 10), dated(14, 14), published(15)], &[0, 1, 1]),
        (&[dated(10, 10), published(30), published(33), published(60)], &[0, 1, 1, 2]),
        (&[dated(10, 10), published(9)], &[1, 0]),
        // a vague one joins the only event of its time, and is one of its own when there are several
        (&[dated(10, 10), dated(0, 300)], &[0, 0]),
        (&[dated(10, 10), dated(50, 50), dated(0, 300)], &[1, 2, 0]),
        (&[Time::default(), Time::default()], &[0, 0]),
        (&[dated(10, 10), Time::default()], &[0, 0]),
        (&[], &[]),
    ];
    for (times, expected) in cases {
        assert_eq!(same_event(times), *expected, "{times:?}");
    }
}

proptest! {
    #[test]
    fn events_do_not_depend_on_the_order(times in prop::collection::vec(time(), 0..12)) {
        let sizes = |times: &[Time]| {
            let mut events: std::collections::BTreeMap<usize, Vec<Time>> = std::collections::BTreeMap::new();
            for (event, &time) in same_event(times).into_iter().zip(times) {
                events.entry(event).or_default().push(time);
            }
            let mut events: Vec<_> = events.into_values().collect();
            events.iter_mut().for_each(|event| event.sort());
            events
        };
        let mut turned = times.clone();
        turned.reverse();
        prop_assert_eq!(sizes(&times), sizes(&turned));
    }

    #[test]
    fn days_are_counted_as_the_calendar_does(number in -900_000..900_000i32) {
        let day = day_of(number);
        prop_assert_eq!(day_number(day), number);
        let span = date(1970, 1, 1).until(day).expect("both are days of the calendar");
        prop_assert_eq!(span.get_days(), number);
    }
}

fn time() -> impl Strategy<Value = Time> {
    let days = prop::option::of((0..60i32, prop::sample::select(vec![0, 0, 2, 7, 90])));
    (days, prop::option::of(0..60i32))
        .prop_map(|(days, published)| Time { days: days.map(|(first, length)| (first, first + length)), published })
}

#[test]
fn near_copies_are_told_from_other_articles() {
    let words = |seed: usize| -> Vec<String> { (0..300).map(|i| format!("w{}", (i * i + seed * 37) % 911)).collect() };
    let (one, other) = (words(1), words(2));
    let mut edited = one.clone();
    (0..5).for_each(|i| edited[i * 60] = "changed".to_owned());
    let longer = format!("{} Reporting by our own staff in three cities.", one.join(" "));
    let cut = one[..260].join(" ");
    let half = one[..120].join(" ");
    let sketch = |text: &str| Sketch::of(text).expect("it has words");
    let original = sketch(&one.join(" "));
    let cases = [
        (one.join("  ").to_uppercase(), true),
        (edited.join(" "), true),
        (longer, true),
        (cut, true),
        (half, false),
        (other.join(" "), false),
    ];
    for (text, expected) in &cases {
        let copy = sketch(text);
        assert_eq!(original.alike(&copy), *expected, "{} {text}", original.similarity(&copy));
        let found = near_copies(&[Some(original), None, Some(copy)]);
        assert_eq!(found, [0, 1, if *expected { 0 } else { 2 }], "{text}");
    }
    assert_eq!(Sketch::of(" — . "), None);
    assert_eq!(Sketch::from_hex(&original.to_string()), Some(original));
}

#[test]
fn what_one_denies_and_another_asserts_is_disputed() {
    let says = |document, status| Says { document, events: vec![(0, 1, 1, status, false)], ties: vec![] }.graph();
    let contested = merged(&says(1, 0), &says(2, 3));
    let disputes = contested.disputes();
    assert_eq!(disputes.len(), 1);
    assert_eq!((disputes[0].asserted.len(), disputes[0].denied.len()), (1, 1));
    assert!(contested.links().all(|link| link.edge.is_contested(&disputes)));
    // one article that says both by itself is of two minds, not a dispute; asking for something asserts nothing
    assert!(merged(&says(1, 0), &says(1, 3)).disputes().is_empty());
    assert!(merged(&says(1, 4), &says(2, 3)).disputes().is_empty());
}

#[test]
fn a_filter_keeps_what_fits_every_field() {
    let graph = sample::graph();
    let count = |filter: &Filter| graph.filtered(filter).links().count();
    let cases = [
        (Filter::default(), 5),
        (Filter { no_ties: true, ..Filter::default() }, 4),
        (Filter { relations: vec!["visit".to_owned()], ..Filter::default() }, 1),
        (Filter { categories: vec![EventKind::Consult], ..Filter::default() }, 3),
        (Filter { statuses: vec![Status::Denied, Status::Planned], ..Filter::default() }, 2),
        (Filter { until: Some(date(2024, 5, 6)), no_ties: true, ..Filter::default() }, 1),
        (Filter { since: Some(date(2024, 5, 9)), no_ties: true, ..Filter::default() }, 2),
        (Filter { confidence: Some(crate::graph::Hundredths::new(0.95)), ..Filter::default() }, 1),
        (Filter { reports: 2, ..Filter::default() }, 0),
    ];
    for (filter, expected) in &cases {
        assert_eq!(count(filter), *expected, "{filter:?}");
        let network = Network::of(&graph);
        let kept = network.sifted(&Sieve::new(&network, filter));
        assert_eq!(kept.events().len(), *expected, "{filter:?}");
    }
}

#[test]
fn states_stand_for_those_who_act_for_them() {
    let states = sample::graph().by_state();
    let lines: Vec<_> =
        states.links().map(|l| format!("{} {} {}", l.source.key, l.edge.key.relation, l.target.key)).collect();
    assert_eq!(lines, ["ARL talks BOR", "ARL visit BOR", "ARL meeting red-black-front", "red-black-front bombing ARL"]);
}
