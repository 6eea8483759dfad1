use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use jiff::{ToSpan, civil::Date};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

use crate::actors::{EntityKind, RoleStatus};
use crate::events::{EventKind, Mode, Status};
use crate::graph::{Article, DateRange, EdgeKey, Graph, Hundredths, Office, Presence, Quote, Report};

/// Texts that formats stumble over.
const AWKWARD: [&str; 22] = [
    "",
    " ",
    "\"quoted\" 'twice'",
    "<b>&amp;</b></script><script>alert(1)</script>",
    "two\nlines\r\nand\ttab",
    "\r",
    "back\\slash\\",
    "bell\u{7}\u{0}\u{1b}[31m",
    "\u{202e}left\u{202c} \u{200f}",
    "😀 👩‍👩‍👧",
    "=1+1",
    "+1",
    "-1",
    "@x",
    "'=1",
    "_x0001_",
    "\u{fffe}\u{ffff}",
    "end",
    "a;b|c,d",
    "]]>",
    "\u{85}\u{2028}",
    "null",
];

fn words() -> impl Strategy<Value = String> {
    prop_oneof![select(AWKWARD.to_vec()).prop_map(str::to_owned), "\\PC{0,12}", any::<String>()]
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-d]{1,2}",
        select(AWKWARD.to_vec()).prop_filter("an id is never empty", |key| !key.is_empty()).prop_map(str::to_owned)
    ]
}

fn day() -> impl Strategy<Value = Date> {
    (0..60_000i32).prop_map(|days| date(1900, 1, 1).saturating_add(days.days()))
}

fn hundredths() -> impl Strategy<Value = Hundredths> {
    (-1000i32..=1000).prop_map(|number| Hundredths::new(number as f32 / 100.0))
}

fn quote() -> impl Strategy<Value = Quote> {
    (any::<u32>(), any::<u32>(), words()).prop_map(|(start, end, text)| Quote { start, end, text })
}

fn report() -> impl Strategy<Value = Report> {
    let place = (option::of(day()), key(), quote(), quote(), option::of(quote()), option::of((day(), day())));
    let facts = (option::of(key()), option::of(key()), option::of(words()), option::of(select(Mode::ALL.to_vec())));
    (place, facts, "[0-9]{0,4}", hundredths(), hundredths()).prop_map(
        |((published, document, sentence, trigger, object, date), facts, cameo, score, confidence)| {
            let (place, claimant, title, mode) = facts;
            let date = date.map(|(start, end)| DateRange { start, end });
            let quotes = (sentence, trigger, object);
            let (sentence, trigger, object) = quotes;
            Report {
                published,
                document,
                sentence,
                trigger,
                object,
                date,
                place,
                claimant,
                title,
                mode,
                cameo,
                score,
                confidence,
            }
        },
    )
}

fn presence() -> impl Strategy<Value = Presence> {
    let statuses = [RoleStatus::Current, RoleStatus::Former, RoleStatus::Acting, RoleStatus::Elect];
    let office = (words(), option::of(key()), select(statuses.to_vec()));
    let office = office.prop_map(|(title, of, status)| Office { title, of, status });
    let texts = (words(), option::of(words()), option::of(words()), option::of(key()));
    let names = btree_map(words(), any::<u32>().prop_map(|count| count % 1000), 0..3);
    (texts, select(EntityKind::ALL.to_vec()), names, 0..9u32, 0..9u32, btree_set(office, 0..2)).prop_map(
        |((name, country, wikipedia, part_of), kind, names, nominals, pronouns, offices)| {
            let names: BTreeMap<_, _> = names;
            let offices: BTreeSet<_> = offices;
            Presence { name, kind, country, wikipedia, part_of, names, nominals, pronouns, offices }
        },
    )
}

fn edge_key() -> impl Strategy<Value = EdgeKey> {
    let statuses = vec![Status::Actual, Status::Planned, Status::Possible, Status::Denied, Status::Urged];
    let relation = prop_oneof![Just("visit".to_owned()), Just("arms_deal".to_owned()), words()];
    (relation, option::of(select(EventKind::ALL.to_vec())), select(statuses), any::<bool>())
        .prop_map(|(relation, event, status, reciprocal)| EdgeKey { relation, event, status, reciprocal })
}

fn article() -> impl Strategy<Value = Article> {
    (option::of(words()), option::of(day()), option::of(words()), option::of(words()))
        .prop_map(|(title, date, source, url)| Article { title, date, source, url })
}

/// Any graph, made of awkward parts.
pub(super) fn graph() -> impl Strategy<Value = Graph> {
    let articles = vec((key(), article()), 0..3);
    let presences = vec((key(), key(), presence()), 0..5);
    let edges = vec((key(), key(), edge_key(), vec(report(), 1..3)), 0..5);
    (articles, presences, edges).prop_map(|(articles, presences, edges)| {
        let mut graph = Graph::default();
        for (id, article) in articles {
            graph.merge_article(&id, article);
        }
        for (actor, document, presence) in presences {
            graph.merge_presence(&actor, &document, presence);
        }
        for (source, target, key, reports) in edges {
            graph.merge_reports(&source, &target, key, reports);
        }
        graph
    })
}
