//! Events and their sentences in words.

use serde_json::Value;

use crate::cli::questions::answer::Row;
use crate::events::EventKind;
use crate::graph::{Actor, DateRange, Edge, EdgeKey, Graph, Link, Report};

/// "2016-01-01 to 2016-01-31", one day when both are the same.
pub(in crate::cli) fn days(days: DateRange) -> String {
    if days.start == days.end { days.start.to_string() } else { format!("{} to {}", days.start, days.end) }
}

/// The relation in words: "arms deal ×2 (COOPERATE, possible, 2023-09-06)".
pub(in crate::cli) fn relation(edge: &Edge, when: Option<DateRange>) -> String {
    let relation = edge.key.relation.replace('_', " ");
    let titles = edge.titles().into_iter().map(|title| format!(": {title}")).collect::<Vec<_>>().concat();
    let times = if edge.reports.len() > 1 { format!(" ×{}", edge.reports.len()) } else { String::new() };
    let when = when.map(|when| format!(", {}", days(when))).unwrap_or_default();
    let status = edge.key.event.map(|event| format!(" ({event}, {}{when})", edge.key.status)).unwrap_or_default();
    format!("{relation}{titles}{times}{status}")
}

/// Who says so, where and when: "according to John Kirby, Title (id), 2023-08-30".
pub(in crate::cli) fn origin(graph: &Graph, report: &Report) -> String {
    let claimant = report.claimant.as_deref().map(|key| format!("according to {}, ", graph.name_of(key)));
    let title = graph.articles().get(&report.document).and_then(|article| article.title.as_deref());
    let document = title.map_or_else(|| report.document.clone(), |title| format!("{title} ({})", report.document));
    let date = report.published.map(|date| format!(", {date}"));
    format!("{}{document}{}", claimant.unwrap_or_default(), date.unwrap_or_default())
}

/// The sentence on one line.
pub(in crate::cli) fn sentence(report: &Report) -> String {
    report.sentence.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "Russia → Ukraine", or ↔ when neither side is more the doer.
pub(in crate::cli) fn pair(source: &Actor, target: &Actor, key: &EdgeKey) -> String {
    format!("{} {} {}", source.name(), if key.reciprocal { "↔" } else { "→" }, target.name())
}

/// A report and its edge as a row for programs.
pub(in crate::cli) fn row(graph: &Graph, link: &Link, report: &Report) -> Row {
    let key = &link.edge.key;
    let article = graph.articles().get(&report.document);
    let day = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string());
    vec![
        ("source", link.source.key.clone().into()),
        ("source_name", link.source.name().into()),
        ("relation", key.relation.clone().into()),
        ("target", link.target.key.clone().into()),
        ("target_name", link.target.name().into()),
        ("category", key.event.map(EventKind::as_str).into()),
        ("status", key.status.as_str().into()),
        ("mutual", key.reciprocal.into()),
        ("first", day(report.first_day()).into()),
        ("last", day(report.last_day()).into()),
        ("score", key.event.map(|_| number(report.score.value())).into()),
        ("confidence", number(report.confidence.value())),
        ("claimant", report.claimant.clone().into()),
        ("document", report.document.clone().into()),
        ("title", article.and_then(|article| article.title.clone()).into()),
        ("published", day(report.published).into()),
        ("start", report.sentence.start.into()),
        ("end", report.sentence.end.into()),
        ("trigger", report.trigger.text.clone().into()),
        ("sentence", sentence(report).into()),
    ]
}

/// A number with two decimals as JSON has it.
pub(in crate::cli) fn number(value: f32) -> Value {
    ((f64::from(value) * 100.0).round() / 100.0).into()
}
