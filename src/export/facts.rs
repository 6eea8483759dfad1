//! What every format says of an article, an actor, an edge and a report: one list each, so that all say the same.
//!
//! In: parts of a [`Graph`]. Out: rows of [`Value`]s in the order of [`DOCUMENT`], [`ACTOR`], [`MENTION`], [`EDGE`] and
//! [`REPORT`]. A list is a list in formats that have lists, else its items joined with "; ".

mod columns;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use jiff::civil::Date;
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::events::{EventKind, Mode, QuadClass, Status};
use crate::graph::{
    Actor, Article, DateRange, Edge, EdgeKey, Graph, Hundredths, Link, Office, Presence, Quote, Report,
};

pub(super) use columns::{ACTOR, DOCUMENT, EDGE, MENTION, REPORT};

/// What kind of values a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words.
    Text,
    /// A whole number.
    Whole,
    /// A number with two decimals.
    Real,
    /// Yes or no.
    Truth,
    /// A day.
    Day,
    /// Several words.
    List,
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'g> {
    /// Nothing is known.
    Absent,
    /// Words.
    Text(Cow<'g, str>),
    /// A whole number.
    Whole(i64),
    /// A number with two decimals.
    Real(f64),
    /// Yes or no.
    Truth(bool),
    /// A day.
    Day(Date),
    /// Several words.
    List(Vec<Cow<'g, str>>),
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Its name in every format.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
}

impl<'g> Value<'g> {
    fn words(words: &'g str) -> Self {
        Self::Text(Cow::Borrowed(words))
    }

    fn maybe(words: Option<&'g str>) -> Self {
        words.map_or(Self::Absent, Self::words)
    }

    fn day(day: Option<Date>) -> Self {
        day.map_or(Self::Absent, Self::Day)
    }

    fn count(count: usize) -> Self {
        Self::Whole(i64::try_from(count).unwrap_or(i64::MAX))
    }

    fn real(number: Hundredths) -> Self {
        Self::Real(decimal(number))
    }

    /// The value in words, for formats that have no types; nothing when nothing is known.
    pub(super) fn plain(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(words) => Some(Cow::Borrowed(words.as_ref())),
            other => other.plain_in(&mut String::new()).map(|words| Cow::Owned(words.to_owned())),
        }
    }

    /// The same, made in `scratch` where it is not at hand: a row of a million takes no memory of its own.
    pub(super) fn plain_in<'s>(&'s self, scratch: &'s mut String) -> Option<&'s str> {
        scratch.clear();
        match self {
            Self::Absent => return None,
            Self::Text(words) => return Some(words),
            Self::Whole(number) => write!(scratch, "{number}"),
            Self::Real(number) => write!(scratch, "{number}"),
            Self::Truth(truth) => return Some(if *truth { "true" } else { "false" }),
            Self::Day(day) => write!(scratch, "{day}"),
            Self::List(items) => match items.as_slice() {
                [] => return None,
                [item] => return Some(item),
                items => scratch.write_str(&items.join("; ")),
            },
        }
        .expect("memory takes it");
        Some(scratch)
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => serializer.serialize_none(),
            Self::Text(words) => serializer.serialize_str(words),
            Self::Whole(number) => serializer.serialize_i64(*number),
            Self::Real(number) => serializer.serialize_f64(*number),
            Self::Truth(truth) => serializer.serialize_bool(*truth),
            Self::Day(day) => serializer.collect_str(day),
            Self::List(items) => serializer.collect_seq(items),
        }
    }
}

/// What is known of a row, as a JSON object; `also` comes after it.
#[derive(serde::Serialize)]
pub(super) struct Known<'g, const N: usize, A: Serialize> {
    #[serde(flatten)]
    row: Row<'g, N>,
    #[serde(flatten)]
    also: A,
}

struct Row<'g, const N: usize>(&'static [Column; N], [Value<'g>; N]);

impl<'g, const N: usize, A: Serialize> Known<'g, N, A> {
    /// The row `values` under the names of `columns`.
    pub(super) const fn new(columns: &'static [Column; N], values: [Value<'g>; N], also: A) -> Self {
        Self { row: Row(columns, values), also }
    }
}

impl<const N: usize> Serialize for Row<'_, N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (column, value) in self.0.iter().zip(&self.1).filter(|(_, value)| **value != Value::Absent) {
            map.serialize_entry(column.name, value)?;
        }
        map.end()
    }
}

/// The number with its two decimals and no more.
pub(super) fn decimal(number: Hundredths) -> f64 {
    (f64::from(number.value()) * 100.0).round() / 100.0
}

/// The row of an article.
pub(super) fn document<'g>(graph: &Graph, id: &'g str, article: &'g Article) -> [Value<'g>; DOCUMENT.len()] {
    [
        Value::words(id),
        Value::maybe(article.title.as_deref()),
        Value::day(article.date),
        Value::maybe(article.source.as_deref()),
        Value::maybe(article.url.as_deref()),
        graph.sketches().get(id).map_or(Value::Absent, |sketch| Value::Text(sketch.to_string().into())),
    ]
}

/// The row of an actor.
pub(super) fn actor<'g>(graph: &'g Graph, actor: &'g Actor) -> [Value<'g>; ACTOR.len()] {
    [
        Value::words(&actor.key),
        Value::words(actor.name()),
        Value::words(actor.kind().as_str()),
        Value::maybe(actor.country()),
        Value::maybe(actor.wikipedia()),
        Value::maybe(actor.part_of()),
        Value::Whole(actor.mentions().into()),
        Value::count(actor.presences.len()),
        Value::List(actor.names().into_iter().map(|(name, _)| Cow::Borrowed(name)).collect()),
        Value::List(actor.offices().into_iter().map(|office| self::office(graph, office)).collect()),
    ]
}

/// An office in words: "Foreign Minister of Ärland (former)".
fn office<'g>(graph: &'g Graph, office: &'g Office) -> Cow<'g, str> {
    let mut words = office.title.clone();
    if let Some(of) = &office.of {
        words.push_str(" of ");
        words.push_str(graph.name_of(of));
    }
    if office.status != crate::actors::RoleStatus::Current {
        let _ = write!(words, " ({})", office.status.as_str());
    }
    words.into()
}

/// The row of an actor in one article; `names` and `roles` are JSON.
pub(super) fn mention<'g>(
    actor: &'g str,
    document: &'g str,
    presence: &'g Presence,
    [names, roles]: [String; 2],
) -> [Value<'g>; MENTION.len()] {
    [
        Value::words(actor),
        Value::words(document),
        Value::words(&presence.name),
        Value::words(presence.kind.as_str()),
        Value::maybe(presence.country.as_deref()),
        Value::maybe(presence.wikipedia.as_deref()),
        Value::maybe(presence.part_of.as_deref()),
        Value::Text(names.into()),
        Value::Whole(presence.nominals.into()),
        Value::Whole(presence.pronouns.into()),
        Value::Text(roles.into()),
    ]
}

/// The row of an edge.
pub(super) fn edge<'g>(graph: &'g Graph, link: Link<'g>) -> [Value<'g>; EDGE.len()] {
    let Link { source, target, edge } = link;
    let dates = edge.dates();
    let best = edge.best();
    let article = graph.articles().get(&best.document);
    [
        Value::Text(edge_id(link).into()),
        Value::words(&source.key),
        Value::words(&target.key),
        Value::Text(label(edge)),
        Value::words(&edge.key.relation),
        Value::maybe(edge.key.event.map(EventKind::as_str)),
        Value::maybe(edge.mode().map(Mode::as_str)),
        Value::maybe(edge.cameo()),
        edge.key.event.map_or(Value::Absent, |_| Value::real(edge.score())),
        Value::maybe(edge.quad_class().map(quad_name)),
        Value::words(edge.key.status.as_str()),
        Value::Truth(edge.key.reciprocal),
        Value::count(edge.reports.len()),
        Value::count(edge.documents()),
        Value::day(dates.map(|dates| dates.start)),
        Value::day(dates.map(|dates| dates.end)),
        Value::maybe(precision(edge)),
        Value::real(edge.confidence()),
        each(edge.reports.iter().filter_map(|report| report.claimant.as_deref())),
        each(edge.reports.iter().filter_map(|report| report.place.as_deref())),
        each(edge.reports.iter().filter_map(|report| report.title.as_deref())),
        Value::words(&best.sentence.text),
        Value::words(&best.document),
        Value::maybe(article.and_then(|article| article.title.as_deref())),
        Value::maybe(article.and_then(|article| article.url.as_deref())),
        Value::day(best.published),
        Value::Whole(best.sentence.start.into()),
        Value::Whole(best.sentence.end.into()),
        Value::words(&best.trigger.text),
        Value::maybe(best.object.as_ref().map(|quote| quote.text.as_str())),
    ]
}

/// Each word once, sorted.
fn each<'g>(words: impl Iterator<Item = &'g str>) -> Value<'g> {
    Value::List(words.collect::<BTreeSet<_>>().into_iter().map(Cow::Borrowed).collect())
}

/// The row of a report of the edge called `edge`.
pub(super) fn report<'g>(edge: &'g str, report: &'g Report) -> [Value<'g>; REPORT.len()] {
    let place = |quote: Option<&Quote>, end: bool| {
        quote.map_or(Value::Absent, |quote| Value::Whole(if end { quote.end } else { quote.start }.into()))
    };
    let (sentence, trigger, object) = (&report.sentence, &report.trigger, report.object.as_ref());
    [
        Value::words(edge),
        Value::words(&report.document),
        Value::day(report.published),
        place(Some(sentence), false),
        place(Some(sentence), true),
        Value::words(&sentence.text),
        place(Some(trigger), false),
        place(Some(trigger), true),
        Value::words(&trigger.text),
        place(object, false),
        place(object, true),
        Value::maybe(object.map(|quote| quote.text.as_str())),
        Value::day(report.date.map(|date| date.start)),
        Value::day(report.date.map(|date| date.end)),
        Value::maybe(report_precision(report)),
        Value::maybe(report.place.as_deref()),
        Value::maybe(report.claimant.as_deref()),
        Value::maybe(report.title.as_deref()),
        Value::maybe(report.mode.map(Mode::as_str)),
        if report.cameo.is_empty() { Value::Absent } else { Value::words(&report.cameo) },
        Value::real(report.score),
        Value::real(report.confidence),
    ]
}

/// What tells the edge from the others between the same two actors: `ASSAULT bombing denied`.
pub(super) fn edge_key(key: &EdgeKey) -> String {
    let EdgeKey { relation, event, status, reciprocal } = key;
    let mutual = if *reciprocal { " mutual" } else { "" };
    match event {
        Some(event) => format!("{event} {relation} {status}{mutual}"),
        None => format!("{relation} {status}{mutual}"),
    }
}

/// A name of the edge that no other edge of the graph has: `RUS|UKR|ASSAULT bombing denied`.
pub(super) fn edge_id(link: Link) -> String {
    format!("{}|{}|{}", apart(&link.source.key), apart(&link.target.key), edge_key(&link.edge.key))
}

/// The key without the character that stands between the parts of an id.
fn apart(key: &str) -> Cow<'_, str> {
    if key.contains(['%', '|']) { key.replace('%', "%25").replace('|', "%7C").into() } else { key.into() }
}

/// The edge in a few words: "arms deal (planned)".
pub(super) fn label(edge: &Edge) -> Cow<'_, str> {
    let relation = edge.key.relation.replace('_', " ");
    if edge.key.status == Status::Actual { relation.into() } else { format!("{relation} ({})", edge.key.status).into() }
}

/// How exactly the best dated report tells the day: `day`, `month`, `year`, `range`; `published` when only the days of
/// the articles are known.
pub(super) fn precision(edge: &Edge) -> Option<&'static str> {
    let order = |word: &&str| ["day", "range", "month", "year", "published"].iter().position(|known| known == word);
    edge.reports.iter().filter_map(report_precision).min_by_key(order)
}

fn report_precision(report: &Report) -> Option<&'static str> {
    match report.date {
        Some(date) => Some(range_precision(date)),
        None => report.published.map(|_| "published"),
    }
}

fn range_precision(DateRange { start, end }: DateRange) -> &'static str {
    if start == end {
        "day"
    } else if start == start.first_of_month() && end == start.last_of_month() {
        "month"
    } else if start == start.first_of_year() && end == start.last_of_year() {
        "year"
    } else {
        "range"
    }
}

/// The quadrant as the output names it.
pub(super) const fn quad_name(quad: QuadClass) -> &'static str {
    match quad {
        QuadClass::VerbalCooperation => "verbal cooperation",
        QuadClass::MaterialCooperation => "material cooperation",
        QuadClass::VerbalConflict => "verbal conflict",
        QuadClass::MaterialConflict => "material conflict",
    }
}

/// Okabe and Ito's colours, which colour-blind eyes tell apart; grey for a tie.
pub(super) const fn color(quad: Option<QuadClass>) -> [u8; 3] {
    match quad {
        Some(QuadClass::VerbalCooperation) => [0x3a, 0x9b, 0xd9],
        Some(QuadClass::MaterialCooperation) => [0x00, 0x9e, 0x73],
        Some(QuadClass::VerbalConflict) => [0xe6, 0x9f, 0x00],
        Some(QuadClass::MaterialConflict) => [0xd5, 0x5e, 0x00],
        None => [0x8a, 0x8a, 0x8a],
    }
}

/// The colour as `#rrggbb`.
pub(super) fn hex(quad: Option<QuadClass>) -> String {
    let [r, g, b] = color(quad);
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// Numbers the actors from 0 in the order of their keys, for formats whose ids are numbers.
pub(super) struct Numbers<'g>(Vec<&'g str>);

impl<'g> Numbers<'g> {
    /// The numbers of the actors of `graph`.
    pub(super) fn of(graph: &'g Graph) -> Self {
        Self(graph.actors().map(|actor| actor.key.as_str()).collect())
    }

    /// The number of the actor `key`.
    pub(super) fn get(&self, key: &str) -> usize {
        self.0.binary_search(&key).expect("an edge joins actors of the graph")
    }
}

/// The edges, or the `top` that most documents and reports stand behind, in the order of the graph.
pub(super) fn strongest(graph: &Graph, top: Option<usize>) -> Vec<Link<'_>> {
    let mut links: Vec<_> = graph.links().enumerate().collect();
    if let Some(top) = top {
        links.sort_by_key(|(i, link)| {
            let edge = link.edge;
            (std::cmp::Reverse((edge.key.event.is_some(), edge.documents(), edge.reports.len())), *i)
        });
        links.truncate(top);
        links.sort_by_key(|(i, _)| *i);
    }
    links.into_iter().map(|(_, link)| link).collect()
}
