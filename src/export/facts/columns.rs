use super::{Column, Kind};

const fn text(name: &'static str) -> Column {
    Column { name, kind: Kind::Text }
}

const fn whole(name: &'static str) -> Column {
    Column { name, kind: Kind::Whole }
}

const fn real(name: &'static str) -> Column {
    Column { name, kind: Kind::Real }
}

const fn truth(name: &'static str) -> Column {
    Column { name, kind: Kind::Truth }
}

const fn day(name: &'static str) -> Column {
    Column { name, kind: Kind::Day }
}

const fn list(name: &'static str) -> Column {
    Column { name, kind: Kind::List }
}

/// Of an article. The sketch tells near-copies.
pub(in crate::export) const DOCUMENT: [Column; 6] =
    [text("id"), text("title"), day("date"), text("source"), text("url"), text("sketch")];

/// Of an actor. The first two are its id and its name.
pub(in crate::export) const ACTOR: [Column; 10] = [
    text("id"),
    text("label"),
    text("type"),
    text("country"),
    text("wikipedia"),
    text("part_of"),
    whole("mentions"),
    whole("documents"),
    list("names"),
    list("roles"),
];

/// Of an actor in one article; `names` and `roles` are JSON.
pub(in crate::export) const MENTION: [Column; 11] = [
    text("actor"),
    text("document"),
    text("name"),
    text("type"),
    text("country"),
    text("wikipedia"),
    text("part_of"),
    text("names"),
    whole("nominals"),
    whole("pronouns"),
    text("roles"),
];

/// Of an edge. The first three are its id and its ends; the last ten are the report to show when there is room for one.
pub(in crate::export) const EDGE: [Column; 30] = [
    text("id"),
    text("source"),
    text("target"),
    text("label"),
    text("relation"),
    text("event"),
    text("mode"),
    text("cameo"),
    real("score"),
    text("quad"),
    text("status"),
    truth("reciprocal"),
    whole("reports"),
    whole("documents"),
    day("first"),
    day("last"),
    text("date_precision"),
    real("confidence"),
    list("claimants"),
    list("places"),
    list("roles"),
    text("evidence"),
    text("document"),
    text("document_title"),
    text("url"),
    day("published"),
    whole("start"),
    whole("end"),
    text("trigger"),
    text("object"),
];

/// Of a report; the first is the id of its edge.
pub(in crate::export) const REPORT: [Column; 22] = [
    text("event"),
    text("document"),
    day("published"),
    whole("start"),
    whole("end"),
    text("text"),
    whole("trigger_start"),
    whole("trigger_end"),
    text("trigger"),
    whole("object_start"),
    whole("object_end"),
    text("object"),
    day("date_start"),
    day("date_end"),
    text("date_precision"),
    text("place"),
    text("claimant"),
    text("role"),
    text("mode"),
    text("cameo"),
    real("score"),
    real("confidence"),
];
