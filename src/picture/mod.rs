//! Pictures of a graph: who did what to whom, a pair over time, and states against states.
//!
//! In: a [`Graph`] and [`Settings`]. Out: an SVG, PNG or PDF file, made by the program itself: the layout is its own (or
//! that of Graphviz where asked for), the font is embedded, and the same graph gives the same bytes everywhere.
//!
//! Colour tells words from deeds and cooperation from conflict, the line tells whether it happened, its width the
//! number of reports, the shape of a node the kind of actor. `docs/pictures.md` shows each.
//!
//! ```
//! use demarche::graph::Graph;
//! use demarche::picture::{self, Settings};
//!
//! let svg = picture::svg(&Graph::default(), &Settings::default())?;
//! assert!(svg.starts_with("<svg "));
//! # Ok::<(), picture::PictureError>(())
//! ```

mod font;
mod frame;
mod geometry;
mod layout;
mod matrix;
mod network;
mod raster;
mod reduce;
mod scene;
mod shape;
mod strand;
mod svg;
mod theme;
mod timeline;
mod words;

#[cfg(test)]
mod tests;

use std::str::FromStr;

use thiserror::Error;

use crate::graph::Graph;
pub use raster::{pdf, png};

/// What is drawn, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Which picture.
    pub kind: Kind,
    /// Light or dark.
    pub theme: Theme,
    /// Who places the nodes.
    pub layout: Layout,
    /// Headline; made from the graph when absent.
    pub title: Option<String>,
    /// Draw only the edges that most reports stand behind; as many as can be read when absent.
    pub top: Option<usize>,
    /// Key of the actor around whom to draw.
    pub around: Option<String>,
    /// How many steps away from that actor; one when absent.
    pub hops: Option<usize>,
    /// Draw persons, agencies and companies as the states they belong to.
    pub states: bool,
    /// Keys of the pair of a timeline; the pair with most reports when absent.
    pub between: Option<(String, String)>,
}

/// The kinds of picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Actors and the edges between them.
    #[default]
    Graph,
    /// What two actors did to each other, along time.
    Timeline,
    /// States against states: mean score, period by period.
    Matrix,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark on white, for paper.
    #[default]
    Light,
    /// Light on black, for screens.
    Dark,
}

/// Who places the nodes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// This program.
    #[default]
    BuiltIn,
    /// The program `dot` of Graphviz, in ranks from left to right; this program where it is not installed.
    Graphviz,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Graph, Self::Timeline, Self::Matrix];

    /// The kind as the command line names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Graph => "graph",
            Self::Timeline => "timeline",
            Self::Matrix => "matrix",
        }
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|kind| kind.as_str() == text);
        found.ok_or_else(|| format!("unknown picture `{text}`; expected graph, timeline or matrix"))
    }
}

impl FromStr for Layout {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "built-in" => Ok(Self::BuiltIn),
            "graphviz" => Ok(Self::Graphviz),
            _ => Err(format!("unknown layout `{text}`; expected built-in or graphviz")),
        }
    }
}

/// Why there is no picture.
#[derive(Debug, Error)]
pub enum PictureError {
    /// The actor to draw around, or of the pair, is not in the graph.
    #[error("no actor with the key `{key}` in the graph")]
    UnknownActor {
        /// The key given.
        key: String,
    },
    /// There is nothing between the two actors of a timeline, or nothing that a date is known of.
    #[error("nothing to draw: no dated report between {first} and {second}")]
    NothingBetween {
        /// Name of the one.
        first: String,
        /// Name of the other.
        second: String,
    },
    /// The picture has more points than a PNG holds.
    #[error("a picture of {width} × {height} points is too large for PNG; draw less with --top or write SVG or PDF")]
    TooLarge {
        /// Points across.
        width: u32,
        /// Points down.
        height: u32,
    },
    /// The SVG that was written could not be drawn: a fault of this program.
    #[error("the picture could not be drawn: {0}; this is a fault of the program, please report it")]
    Drawing(String),
}

/// The picture as an SVG file.
///
/// # Errors
///
/// If an actor of the settings is not in the graph, or nothing links the pair of a timeline.
pub fn svg(graph: &Graph, settings: &Settings) -> Result<String, PictureError> {
    for key in settings.around.iter().chain(settings.between.iter().flat_map(|(a, b)| [a, b])) {
        if graph.actor(key).is_none() {
            return Err(PictureError::UnknownActor { key: key.clone() });
        }
    }
    match settings.kind {
        Kind::Graph => Ok(network::draw(graph, settings)),
        Kind::Timeline => timeline::draw(graph, settings),
        Kind::Matrix => Ok(matrix::draw(graph, settings)),
    }
}
