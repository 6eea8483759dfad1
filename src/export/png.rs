//! A PNG picture.

use crate::export::{Format, Writer, picture_settings};
use crate::picture;

/// The format.
pub const FORMAT: Format = Format {
    name: "png",
    about: "PNG picture, two points for each of the SVG",
    extension: "png",
    media_type: "image/png",
    write: Writer::Stream(|graph, options, out| Ok(out.write_all(&picture::png(graph, &picture_settings(options))?)?)),
};
