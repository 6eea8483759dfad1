//! An SVG picture of the graph, drawn by Graphviz, which must be installed.

use crate::export::{Format, Writer, picture};

/// The format.
pub const FORMAT: Format = Format {
    name: "svg",
    about: "SVG picture with the sentences as tooltips, drawn by Graphviz",
    extension: "svg",
    media_type: "image/svg+xml",
    write: Writer::Stream(|graph, options, out| {
        Ok(out.write_all(&picture::draw(graph, options, graphviz_rust::cmd::Format::Svg)?)?)
    }),
};
