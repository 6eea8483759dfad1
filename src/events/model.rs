use jiff::civil::Date;

use crate::actors::EntityId;
use crate::events::{Clues, EventKind, Mode, Status};
use crate::text::Span;

/// The words that report something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Evidence {
    /// Index of the sentence.
    pub sentence: u32,
    /// The sentence.
    pub span: Span,
    /// The words in it that express the event or the tie.
    pub trigger: Span,
}

/// When an event took place: an interval of days, as far as the text tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventDate {
    /// First possible day.
    pub start: Date,
    /// Last possible day.
    pub end: Date,
    /// The words that say so.
    pub span: Span,
}

/// One reported interaction between two actors.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Who does it; of a reciprocal event the actor whose key comes first.
    pub source: EntityId,
    /// Who receives it.
    pub target: EntityId,
    /// Readable type: visit, letter, `arms_deal`, …
    pub relation: String,
    /// Category.
    pub kind: EventKind,
    /// Manner, where the category knows some and the words tell.
    pub mode: Option<Mode>,
    /// CAMEO code, two to four digits.
    pub cameo: String,
    /// Conflict–cooperation score, −10 to +10.
    pub score: f32,
    /// Whether it happened.
    pub status: Status,
    /// Whether neither side is more the doer.
    pub reciprocal: bool,
    /// Whom the text gives as the source of the claim.
    pub attributed_to: Option<EntityId>,
    /// When.
    pub date: Option<EventDate>,
    /// Where.
    pub place: Option<EntityId>,
    /// What is sold, sent, asked for, signed or discussed.
    pub object: Option<Span>,
    /// The words that report it.
    pub evidence: Evidence,
    /// How sure the program is, 0 to 1.
    pub confidence: f32,
    /// How it was found, which tells how sure it is.
    pub clues: Clues,
    /// The lexicon entry and the rules that made it, for people who mend the lexicon.
    pub rules: Vec<String>,
}

/// A standing tie between two actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AffiliationKind {
    /// Holds an office of a country or organization.
    Office,
    /// Leads it.
    Leads,
    /// Is a member of it.
    Member,
    /// Is a part of it.
    PartOf,
    /// Speaks for it.
    Spokesperson,
    /// Held an office of it.
    Former,
    /// Is its ally.
    Ally,
    /// Holds it: a place.
    Controls,
}

impl AffiliationKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Office,
        Self::Leads,
        Self::Member,
        Self::PartOf,
        Self::Spokesperson,
        Self::Former,
        Self::Ally,
        Self::Controls,
    ];

    /// The kind as the output names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Leads => "leads",
            Self::Member => "member",
            Self::PartOf => "part_of",
            Self::Spokesperson => "spokesperson",
            Self::Former => "former",
            Self::Ally => "ally",
            Self::Controls => "controls",
        }
    }
}

/// A standing tie that the text states.
#[derive(Clone, Debug, PartialEq)]
pub struct Affiliation {
    /// The person or the smaller body.
    pub source: EntityId,
    /// The country or organization.
    pub target: EntityId,
    /// Which tie.
    pub kind: AffiliationKind,
    /// Words of the office.
    pub title: Option<String>,
    /// The words that say so.
    pub evidence: Evidence,
    /// How sure the program is, 0 to 1.
    pub confidence: f32,
}
