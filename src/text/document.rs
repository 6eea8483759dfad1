use jiff::civil::Date;

use crate::text::Span;

/// One article and what is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Stable name of the document: the record's own, or made from its file name.
    pub id: String,
    /// Headline; the text may begin with it too.
    pub title: Option<String>,
    /// Day of publication; relative dates in the text are counted from it.
    pub date: Option<Date>,
    /// Who published it.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The text, as evidence quotes it.
    pub text: String,
    /// Actors the caller has already found in the text.
    pub mentions: Vec<GivenMention>,
}

impl Document {
    /// A document of which only name and text are known.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), ..Self::default() }
    }
}

/// An actor that the caller says stands at `span`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenMention {
    /// Where, in bytes of the document's text.
    pub span: Span,
    /// Name of the actor; the text at `span` when absent.
    pub name: Option<String>,
    /// Kind of actor as the output names it (country, organization, person, `armed_group`, place, group).
    pub kind: Option<String>,
    /// ISO 3166 alpha-3 code of the state it acts for.
    pub country: Option<String>,
}
