//! The embedded font: how wide words are, and how they are broken and cut to fit.

use std::sync::{Arc, LazyLock};

use resvg::usvg::fontdb::{Database, Source};
use ttf_parser::Face;

/// What an SVG asks for: families with the widths that are measured here, and any other if there is none of them.
pub(super) const FAMILIES: &str = "'Liberation Sans', Arimo, Arial, Helvetica, sans-serif";

const REGULAR: &[u8] = include_bytes!("../../data/fonts/sans-regular.ttf");
const BOLD: &[u8] = include_bytes!("../../data/fonts/sans-bold.ttf");
/// The family of the embedded font.
const FAMILY: &str = "Demarche Sans";

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// The embedded font for the programs that draw.
pub(super) fn database() -> Arc<Database> {
    static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
        let mut fonts = Database::new();
        for data in [REGULAR, BOLD] {
            fonts.load_font_source(Source::Binary(Arc::new(data)));
        }
        fonts.set_sans_serif_family(FAMILY);
        Arc::new(fonts)
    });
    FONTS.clone()
}

fn face(weight: Weight) -> &'static Face<'static> {
    static FACES: LazyLock<[Face<'static>; 2]> =
        LazyLock::new(|| [REGULAR, BOLD].map(|data| Face::parse(data, 0).expect("the embedded font is well-formed")));
    &FACES[usize::from(weight == Weight::Bold)]
}

/// How wide `text` is, set in letters of `size`. A letter that the font lacks counts as wide as an M.
pub(super) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let face = face(weight);
    let units: u32 = text
        .chars()
        .map(|c| match face.glyph_index(c) {
            Some(glyph) => u32::from(face.glyph_hor_advance(glyph).unwrap_or(2048)),
            None => 2048,
        })
        .sum();
    f64::from(units) * size / f64::from(face.units_per_em())
}

/// `text` in at most `most` lines, none wider than `room`; what does not fit ends in an ellipsis.
pub(super) fn wrap(text: &str, size: f64, weight: Weight, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let full = lines.len() == most;
        match lines.last_mut() {
            Some(line) if full || width(&format!("{line} {word}"), size, weight) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.into_iter().map(|line| cut(&line, size, weight, room)).collect()
}

/// `text` on one line no wider than `room`, with an ellipsis if it had to be cut.
pub(super) fn cut(text: &str, size: f64, weight: Weight, room: f64) -> String {
    if width(text, size, weight) <= room {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut used = width("…", size, weight);
    for c in text.chars() {
        used += width(c.encode_utf8(&mut [0; 4]), size, weight);
        if used > room {
            break;
        }
        short.push(c);
    }
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}
