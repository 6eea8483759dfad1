//! The SVG writer: escapes everything, writes numbers with one decimal, and lets no link through but to the web.

use std::fmt::Write as _;

use crate::picture::font::{self, Weight};
use crate::picture::geometry::{Point, Rect};

/// An SVG file as it grows.
#[derive(Debug, Default)]
pub(super) struct Svg {
    text: String,
    open: Vec<&'static str>,
}

/// How words are set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style<'a> {
    pub(super) size: f64,
    pub(super) weight: Weight,
    pub(super) color: &'a str,
    /// `start`, `middle` or `end`.
    pub(super) anchor: &'static str,
}

impl Svg {
    /// Opens the element `name` with `attributes`.
    pub(super) fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    /// Closes the element opened last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            let _ = writeln!(self.text, "{}</{name}>", "  ".repeat(self.open.len()));
        }
    }

    /// An element with nothing inside.
    pub(super) fn element(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.text.push_str("/>\n");
    }

    /// An element with text inside.
    pub(super) fn with_text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.tag(name, attributes);
        let _ = writeln!(self.text, ">{}</{name}>", escaped(text));
    }

    /// The words that appear when the pointer rests on the element that is open.
    pub(super) fn tooltip(&mut self, text: &str) {
        self.with_text("title", &[], text);
    }

    /// Opens a link to `url` if it is one to the web; gives whether it did.
    pub(super) fn link(&mut self, url: Option<&str>) -> bool {
        let Some(url) = url.filter(|url| is_web(url)) else { return false };
        self.open("a", &[("href", url), ("target", "_blank"), ("rel", "noopener")]);
        true
    }

    /// Words with the foot of their line at `at`.
    pub(super) fn words(&mut self, at: Point, text: &str, style: Style<'_>) {
        let size = number(style.size);
        let mut attributes = vec![("x", number(at.x)), ("y", number(at.y)), ("font-size", size)];
        if style.weight == Weight::Bold {
            attributes.push(("font-weight", "bold".to_owned()));
        }
        if style.anchor != "start" {
            attributes.push(("text-anchor", style.anchor.to_owned()));
        }
        attributes.push(("fill", style.color.to_owned()));
        let attributes: Vec<_> = attributes.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.with_text("text", &attributes, text);
    }

    /// A rectangle with round corners.
    pub(super) fn rect(&mut self, rect: Rect, radius: f64, attributes: &[(&str, &str)]) {
        let (left, top) = (number(rect.left()), number(rect.top()));
        let (width, height, round) = (number(rect.size.w), number(rect.size.h), number(radius));
        let mut all = vec![("x", left.as_str()), ("y", &top), ("width", &width), ("height", &height)];
        if radius > 0.0 {
            all.push(("rx", &round));
        }
        all.extend_from_slice(attributes);
        self.element("rect", &all);
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: Point, to: Point, attributes: &[(&str, &str)]) {
        let path = format!("M{} L{}", place(from), place(to));
        let mut all = vec![("d", path.as_str())];
        all.extend_from_slice(attributes);
        self.element("path", &all);
    }

    /// The file.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let _ = write!(self.text, "{}<{name}", "  ".repeat(self.open.len()));
        for (attribute, value) in attributes {
            let _ = write!(self.text, " {attribute}=\"{}\"", escaped(value));
        }
    }
}

impl Style<'_> {
    /// The width of `text` so set.
    pub(super) fn width(self, text: &str) -> f64 {
        font::width(text, self.size, self.weight)
    }
}

/// A number with one decimal at most.
pub(super) fn number(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, tenth) = (tenths.abs() / 10, tenths.abs() % 10);
    if tenth == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{tenth}") }
}

/// A place in a path.
pub(super) fn place(point: Point) -> String {
    format!("{},{}", number(point.x), number(point.y))
}

/// A closed path through `points`.
pub(super) fn polygon(points: &[Point]) -> String {
    let places: Vec<_> = points.iter().map(|point| place(*point)).collect();
    format!("M{}Z", places.join(" L"))
}

/// `text` as it stands in XML: markup escaped, and what XML does not allow left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// Whether `url` leads to the web and nowhere else.
fn is_web(url: &str) -> bool {
    let lower = url.trim_start().to_ascii_lowercase();
    (lower.starts_with("https://") || lower.starts_with("http://")) && !url.contains(|c: char| c.is_control())
}
