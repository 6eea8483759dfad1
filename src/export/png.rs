//! A PNG picture of the graph, drawn by Graphviz, which must be installed.

use crate::export::{Format, picture};

/// The format.
pub const FORMAT: Format = Format {
    name: "png",
    about: "PNG picture, drawn by Graphviz",
    extension: "png",
    media_type: "image/png",
    write: |graph, options, out| Ok(out.write_all(&picture::draw(graph, options, graphviz_rust::cmd::Format::Png)?)?),
};
