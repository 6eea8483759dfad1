//! A PNG picture of the graph, drawn by Graphviz, which must be installed.

use crate::export::{Format, Writer, picture};

/// The format.
pub const FORMAT: Format = Format {
    name: "png",
    about: "PNG picture, drawn by Graphviz",
    extension: "png",
    media_type: "image/png",
    write: Writer::Stream(|graph, options, out| {
        Ok(out.write_all(&picture::draw(graph, options, graphviz_rust::cmd::Format::Png)?)?)
    }),
};
