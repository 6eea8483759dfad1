//! An SVG picture, with the sentences as tooltips and links to the articles.

use crate::export::{Format, Writer, picture_settings};
use crate::picture;

/// The format.
pub const FORMAT: Format = Format {
    name: "svg",
    about: "SVG picture, with the sentences as tooltips and links to the articles",
    extension: "svg",
    media_type: "image/svg+xml",
    write: Writer::Stream(|graph, options, out| {
        Ok(out.write_all(picture::svg(graph, &picture_settings(options))?.as_bytes())?)
    }),
};
