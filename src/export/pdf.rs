//! A PDF picture of one page.

use crate::export::{Format, Writer, picture_settings};
use crate::picture;

/// The format.
pub const FORMAT: Format = Format {
    name: "pdf",
    about: "PDF picture of one page, for print",
    extension: "pdf",
    media_type: "application/pdf",
    write: Writer::Stream(|graph, options, out| Ok(out.write_all(&picture::pdf(graph, &picture_settings(options))?)?)),
};
