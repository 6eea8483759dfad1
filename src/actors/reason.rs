//! Why a mention was bound to its actor.

use std::fmt;

/// Why words were taken for a mention of an actor.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Reason {
    /// The caller gave it.
    #[default]
    Given,
    /// A name of the tables.
    Table(&'static str),
    /// The name has the form of one, or the models of names take it for one.
    Tagged,
    /// One word of a name met in full, or another name that the text defines for it.
    Short,
    /// A noun with the name of its state or body.
    Owned,
    /// A title with or without the name of its holder.
    Office,
    /// Two or more named together, or the two that the text speaks of.
    Pair,
    /// A pronoun of the first person, whose speaker the text names.
    Speaker,
    /// A relative pronoun.
    Relative,
    /// The other of two states spoken of: a neighbour, a host.
    Neighbour,
    /// The likeliest of those named before, with its probability.
    Ranked(f32),
    /// Another rule on descriptions.
    Described,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Given => f.write_str("given by the caller"),
            Self::Table(sense) => write!(f, "{sense} of the tables"),
            Self::Tagged => f.write_str("form of a name, by the models of names"),
            Self::Short => f.write_str("short for a name met in full"),
            Self::Owned => f.write_str("noun with its owner"),
            Self::Office => f.write_str("title of its holder"),
            Self::Pair => f.write_str("named together"),
            Self::Speaker => f.write_str("speaker of the words"),
            Self::Relative => f.write_str("relative pronoun at its noun"),
            Self::Neighbour => f.write_str("the other of two spoken of"),
            Self::Ranked(score) => write!(f, "likeliest of those named before, {:.0} %", score * 100.0),
            Self::Described => f.write_str("description of one named before"),
        }
    }
}
