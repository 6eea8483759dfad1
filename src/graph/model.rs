use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::civil::Date;
use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph};
use rustc_hash::FxHashMap;

use crate::actors::{EntityKind, RoleStatus};
use crate::events::{EventKind, Mode, Status};
use crate::graph::Sketch;

/// Actors, the edges between them, and the articles both come from.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    pub(super) articles: BTreeMap<String, Article>,
    /// What tells near-copies of articles, by their ids.
    pub(super) sketches: BTreeMap<String, Sketch>,
    pub(super) net: StableDiGraph<Actor, Edge>,
    /// Never iterated: order comes from the keys.
    pub(super) actor_index: FxHashMap<String, NodeIndex>,
    /// Never iterated: order comes from the keys.
    pub(super) edge_index: FxHashMap<(NodeIndex, NodeIndex, EdgeKey), EdgeIndex>,
}

/// What is known of a document beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Article {
    /// Headline.
    pub title: Option<String>,
    /// Day of publication.
    pub date: Option<Date>,
    /// Who published it.
    pub source: Option<String>,
    /// Where.
    pub url: Option<String>,
}

/// A node: one actor over all documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// ISO 3166 alpha-3 for a state, else a readable key.
    pub key: String,
    /// What each document says of it, by the document's id.
    pub presences: BTreeMap<String, Presence>,
}

/// An actor as one document has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Presence {
    /// The name a reader knows it by.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// The state it is, belongs to or acts for.
    pub country: Option<String>,
    /// Title of its article in the English Wikipedia.
    pub wikipedia: Option<String>,
    /// Key of the body it is part of.
    pub part_of: Option<String>,
    /// The words that name it, and how often each does.
    pub names: BTreeMap<String, u32>,
    /// How often it is described ("the two countries").
    pub nominals: u32,
    /// How often a pronoun stands for it.
    pub pronouns: u32,
    /// Its offices.
    pub offices: BTreeSet<Office>,
}

/// An office or function of a person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Office {
    /// The words of it, without the country.
    pub title: String,
    /// Key of the state or body it is an office of.
    pub of: Option<String>,
    /// Held now or before.
    pub status: RoleStatus,
}

/// What tells an edge from the others of the same source and target.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EdgeKey {
    /// Readable type: visit, letter, office, …
    pub relation: String,
    /// PLOVER category of an event; none for a standing tie.
    pub event: Option<EventKind>,
    /// Whether it happened.
    pub status: Status,
    /// Whether neither side is more the doer; source is then the actor whose key comes first.
    pub reciprocal: bool,
}

/// An edge: one relation between two actors over all documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Relation and status.
    pub key: EdgeKey,
    /// Every sentence that reports it, sorted, none twice; at least one.
    pub reports: Vec<Report>,
}

/// One sentence that reports an edge. Offsets count Unicode characters of the document's text, end-exclusive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Report {
    /// Day of publication of the document.
    pub published: Option<Date>,
    /// Id of the document.
    pub document: String,
    /// The sentence.
    pub sentence: Quote,
    /// The words in it that express the event or tie.
    pub trigger: Quote,
    /// What is sold, sent, asked for, signed or discussed.
    pub object: Option<Quote>,
    /// When it took place.
    pub date: Option<DateRange>,
    /// Key of the place where.
    pub place: Option<String>,
    /// Key of the actor whom the text gives as the source of the claim.
    pub claimant: Option<String>,
    /// Words of the office, for a tie.
    pub title: Option<String>,
    /// Manner.
    pub mode: Option<Mode>,
    /// CAMEO code; empty for a tie.
    pub cameo: String,
    /// Conflict–cooperation score, −10 to +10.
    pub score: Hundredths,
    /// How sure the program is, 0 to 1.
    pub confidence: Hundredths,
}

/// Words of a document and where they stand, in characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quote {
    /// First character.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// The words.
    pub text: String,
}

/// An interval of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DateRange {
    /// First possible day.
    pub start: Date,
    /// Last possible day.
    pub end: Date,
}

/// A number with two decimals, so that equal means equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hundredths(i32);

impl Hundredths {
    /// The nearest number with two decimals.
    pub fn new(value: f32) -> Self {
        Self((f64::from(value) * 100.0).round() as i32)
    }

    /// `count` hundredths.
    pub const fn of(count: i32) -> Self {
        Self(count)
    }

    /// How many hundredths.
    pub const fn count(self) -> i32 {
        self.0
    }

    /// The number.
    pub fn value(self) -> f32 {
        (f64::from(self.0) / 100.0) as f32
    }
}

impl fmt::Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value())
    }
}
