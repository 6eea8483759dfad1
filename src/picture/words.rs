//! What is written in pictures: labels, tooltips, dates and counts.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::actors::{EntityKind, RoleStatus};
use crate::events::{QuadClass, Status};
use crate::graph::{Actor, DateRange, Graph, Link, Report};

/// Letters of a sentence in a tooltip.
const SENTENCE: usize = 320;
/// Relations told in a tooltip.
const TOLD: usize = 6;

/// A relation as people read it: `arms_deal` is "arms deal".
pub(super) fn readable(relation: &str) -> String {
    relation.replace('_', " ")
}

/// "1 report", "3 reports".
pub(super) fn counted(number: usize, what: &str) -> String {
    let ending = match number {
        1 => "",
        _ if what.ends_with("ch") => "es",
        _ => "s",
    };
    format!("{number} {what}{ending}")
}

/// "7 May 2020".
pub(super) fn day(date: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = MONTHS.get(usize::try_from(date.month() - 1).unwrap_or(0)).copied().unwrap_or_default();
    format!("{} {month} {}", date.day(), date.year())
}

/// "7 May 2020" or "7 May 2020 to 3 June 2023".
pub(super) fn days(range: DateRange) -> String {
    if range.start == range.end { day(range.start) } else { format!("{} to {}", day(range.start), day(range.end)) }
}

/// From the first day to the last of `ranges`.
pub(super) fn span(ranges: impl IntoIterator<Item = DateRange>) -> Option<DateRange> {
    ranges.into_iter().reduce(|a, b| DateRange { start: a.start.min(b.start), end: a.end.max(b.end) })
}

/// A class of events in two words.
pub(super) const fn class(quad: QuadClass) -> &'static str {
    match quad {
        QuadClass::VerbalCooperation => "friendly words",
        QuadClass::MaterialCooperation => "friendly deeds",
        QuadClass::VerbalConflict => "hostile words",
        QuadClass::MaterialConflict => "hostile deeds",
    }
}

/// A kind of actor as the legend names it.
pub(super) const fn kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Country => "state",
        EntityKind::Organization => "organization or company",
        EntityKind::Person => "person",
        EntityKind::ArmedGroup => "armed group",
        EntityKind::Place => "place",
        EntityKind::Group => "people together",
    }
}

/// What a status means, for the legend.
pub(super) const fn status(status: Status) -> &'static str {
    match status {
        Status::Actual => "happened",
        Status::Planned => "planned",
        Status::Possible => "possible",
        Status::Denied => "denied",
        Status::Urged => "urged, demanded",
    }
}

/// What a node says under its name: the office, or the state it belongs to.
pub(super) fn subtitle(graph: &Graph, actor: &Actor) -> Option<String> {
    let office =
        actor.offices().into_iter().min_by_key(|office| (office.status != RoleStatus::Current, office.title.len()));
    if let Some(office) = office.filter(|_| actor.kind() == EntityKind::Person) {
        let of = office.of.as_deref().map(|key| graph.name_of(key)).filter(|of| !office.title.contains(of));
        let prefix = match office.status {
            RoleStatus::Current => "",
            RoleStatus::Former => "former ",
            RoleStatus::Acting => "acting ",
            RoleStatus::Elect => "future ",
        };
        return Some(format!("{prefix}{}{}", office.title, of.map(|of| format!(", {of}")).unwrap_or_default()));
    }
    let country = actor.country().filter(|key| *key != actor.key)?;
    Some(graph.name_of(country).to_owned()).filter(|name| !actor.name().contains(name.as_str()))
}

/// What appears when the pointer rests on an actor.
pub(super) fn about_actor(graph: &Graph, actor: &Actor) -> String {
    let mut about = format!("{} ({})", actor.name(), kind(actor.kind()));
    if let Some(subtitle) = subtitle(graph, actor) {
        let _ = write!(about, ", {subtitle}");
    }
    let documents = actor.presences.len();
    let _ = write!(about, "\n{} in {}", counted(actor.mentions() as usize, "mention"), counted(documents, "article"));
    let names: Vec<_> = actor.names().iter().take(6).map(|(name, _)| *name).collect();
    if !names.is_empty() {
        let _ = write!(about, ": {}", names.join(", "));
    }
    about
}

/// What appears when the pointer rests on a line: each relation with its best sentence, and who says so where.
pub(super) fn about_links(graph: &Graph, links: &[Link<'_>]) -> String {
    let mut lines: Vec<_> = links.iter().take(TOLD).map(|link| about_link(graph, link)).collect();
    if links.len() > TOLD {
        lines.push(format!("and {} more", counted(links.len() - TOLD, "relation")));
    }
    lines.join("\n\n")
}

fn about_link(graph: &Graph, link: &Link<'_>) -> String {
    let edge = link.edge;
    let arrow = if edge.key.reciprocal { "↔" } else { "→" };
    let mut text = format!("{} {arrow} {}: {}", link.source.name(), link.target.name(), readable(&edge.key.relation));
    for title in edge.titles() {
        let _ = write!(text, ", {title}");
    }
    if edge.key.event.is_some() {
        let _ = write!(text, " ({}, {})", edge.key.status, counted(edge.reports.len(), "report"));
    }
    if let Some(range) = edge.dates() {
        let _ = write!(text, ", {}", days(range));
    }
    let best = edge.best();
    let _ = write!(text, "\n{}", sentence(graph, best));
    text
}

/// “The sentence.” according to whom; title of the article, date.
pub(super) fn sentence(graph: &Graph, report: &Report) -> String {
    let words = report.sentence.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text = format!("“{}”", capped(&words, SENTENCE));
    if let Some(claimant) = report.claimant.as_deref() {
        let _ = write!(text, " according to {}", graph.name_of(claimant));
    }
    let article = graph.articles().get(&report.document);
    let title = article.and_then(|article| article.title.as_deref()).unwrap_or(&report.document);
    let _ = write!(text, " — {}", capped(title, 120));
    if let Some(source) = article.and_then(|article| article.source.as_deref()) {
        let _ = write!(text, ", {source}");
    }
    if let Some(date) = report.published {
        let _ = write!(text, ", {}", day(date));
    }
    text
}

/// Where the article of `report` was published.
pub(super) fn address<'g>(graph: &'g Graph, report: &Report) -> Option<&'g str> {
    graph.articles().get(&report.document)?.url.as_deref()
}

/// `text` cut to `most` letters.
pub(super) fn capped(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}
