use std::{fmt, str::FromStr};

use crate::text::{Span, TokenRange};

/// Number of an entity in its document: an index into [`Actors::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A state or territory.
    Country,
    /// An organization, ministry, army, agency, party or company.
    Organization,
    /// A single human being.
    Person,
    /// An armed group that stands for itself.
    ArmedGroup,
    /// A city, province or other place.
    Place,
    /// Unnamed people or states taken together.
    Group,
}

impl EntityKind {
    /// Every kind, in the order of the output's documentation.
    pub const ALL: [Self; 6] =
        [Self::Country, Self::Organization, Self::Person, Self::ArmedGroup, Self::Place, Self::Group];

    /// The kind as the output names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Organization => "organization",
            Self::Person => "person",
            Self::ArmedGroup => "armed_group",
            Self::Place => "place",
            Self::Group => "group",
        }
    }
}

impl fmt::Display for EntityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for EntityKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| {
            format!(
                "unknown kind of actor `{text}`; expected country, organization, person, armed_group, place or group"
            )
        })
    }
}

/// Whether an office is held now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoleStatus {
    /// Held at the time of the text.
    Current,
    /// Held before.
    Former,
    /// Held for the time being.
    Acting,
    /// Elected or appointed, not yet in office.
    Elect,
}

impl RoleStatus {
    /// The status as the output names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Former => "former",
            Self::Acting => "acting",
            Self::Elect => "elect",
        }
    }
}

/// An office or function of a person, as the text gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The words of the office, without the country: "Defense Minister".
    pub title: String,
    /// The state or body it is an office of.
    pub of: Option<EntityId>,
    /// Held now or before.
    pub status: RoleStatus,
    /// Sentence that says so.
    pub sentence: u32,
    /// The words that say so, title and name.
    pub span: Span,
}

/// An actor of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// ISO 3166 alpha-3 for a state, else a readable key; the same for the same actor in every document.
    pub key: String,
    /// The name a reader knows it by.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// ISO 3166 alpha-3 (or key of the territory) of the state it is, belongs to or acts for.
    pub country: Option<String>,
    /// Title of its article in the English Wikipedia, where sure.
    pub wikipedia: Option<String>,
    /// Offices that the text gives it.
    pub roles: Vec<Role>,
    /// Bodies that the text or the tables say it is part of or belongs to, besides its country.
    pub part_of: Option<String>,
}

/// How a mention names its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// By name, demonym, capital or seat.
    Name,
    /// By description: "the defense minister", "the two countries".
    Nominal,
    /// By pronoun.
    Pronoun,
}

impl MentionKind {
    /// The kind as the output names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Nominal => "nominal",
            Self::Pronoun => "pronoun",
        }
    }
}

/// Words that stand for one actor, or for several ("the two countries").
///
/// Mentions may nest ("Russian" inside "the Russian military") and then name different actors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Whom; more than one for a plural mention.
    pub entities: Vec<EntityId>,
    /// Index of the sentence.
    pub sentence: u32,
    /// The words, as tokens of that sentence.
    pub tokens: TokenRange,
    /// The word of them that the rest hangs on in the tree, as a token of that sentence.
    pub head: u32,
    /// The words, as bytes of the text.
    pub span: Span,
    /// How it names them.
    pub kind: MentionKind,
}

/// The actors of a document and their mentions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actors {
    /// The actors, in the order of their first mention.
    pub entities: Vec<Entity>,
    /// The mentions, sorted by sentence, first token, and longer before shorter.
    pub mentions: Vec<Mention>,
}

impl Actors {
    /// The entity numbered `id`.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    /// The mentions of one sentence.
    pub fn in_sentence(&self, sentence: usize) -> &[Mention] {
        let start = self.mentions.partition_point(|m| (m.sentence as usize) < sentence);
        let end = self.mentions.partition_point(|m| (m.sentence as usize) <= sentence);
        &self.mentions[start..end]
    }
}
