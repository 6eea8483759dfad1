//! What stands around a picture: title, what it covers, what was left out, and the legend.

use crate::actors::EntityKind;
use crate::events::Status;
use crate::picture::Theme;
use crate::picture::font::{self, FAMILIES, Weight};
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::strand::{self, Look};
use crate::picture::svg::{Style, Svg, number};
use crate::picture::theme::Palette;
use crate::picture::{shape, words};

/// From the edge of the page to everything.
pub(super) const MARGIN: f64 = 20.0;
/// Least width of a page.
const NARROWEST: f64 = 660.0;
/// Letters of the title, of the line under it, and of notes and legend.
const TITLE: f64 = 20.0;
const ABOUT: f64 = 12.0;
const NOTE: f64 = 11.0;
/// Height of a row of the legend.
const ROW: f64 = 22.0;

/// What stands around a picture.
#[derive(Debug, Default)]
pub(super) struct Frame {
    pub(super) title: String,
    pub(super) about: String,
    pub(super) notes: Vec<String>,
    /// The legend, row by row.
    pub(super) legend: Vec<Vec<Entry>>,
}

/// An entry of the legend.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) mark: Mark,
    pub(super) words: String,
}

/// What the words explain.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mark {
    Line(Look),
    Node(EntityKind),
    Score(f64),
    /// A round mark of an event: hollow, barred.
    Dot(Status),
    None,
}

impl Entry {
    pub(super) fn new(mark: Mark, words: impl Into<String>) -> Self {
        Self { mark, words: words.into() }
    }

    /// An entry for a status: a line in the colour of ties.
    pub(super) fn status(status: Status) -> Self {
        let look = Look { quad: None, status, width: 2.0, arrows: (true, false) };
        Self::new(Mark::Line(look), words::status(status))
    }

    fn width(&self) -> f64 {
        self.mark.width() + font::width(&self.words, NOTE, Weight::Regular) + 15.0
    }
}

impl Mark {
    const fn width(self) -> f64 {
        match self {
            Self::Line(_) => 44.0,
            Self::Node(_) => 32.0,
            Self::Score(_) => 22.0,
            Self::Dot(_) => 18.0,
            Self::None => 0.0,
        }
    }

    fn draw(self, svg: &mut Svg, palette: &Palette, at: Point) {
        let end = Point::new(at.x + self.width() - 6.0, at.y);
        match self {
            Self::Line(look) => strand::draw(svg, palette, &strand::curve(at, at.middle(end), end), look),
            Self::Node(kind) => {
                let rect = Rect::new(at.middle(end), Size::new(26.0, 14.0));
                shape::draw(svg, palette, kind, rect);
            }
            Self::Score(score) => {
                let rect = Rect::new(at.middle(end), Size::new(16.0, 12.0));
                let color = palette.score(score);
                svg.rect(rect, 0.0, &[("fill", &color), ("stroke", palette.rule)]);
            }
            Self::Dot(status) => dot(svg, palette, at.middle(end), 5.0, palette.faint, status),
            Self::None => {}
        }
    }
}

/// The round mark of an event: full if it happened, hollow if planned or urged, dotted if possible, crossed if denied.
pub(super) fn dot(svg: &mut Svg, palette: &Palette, at: Point, radius: f64, color: &str, status: Status) {
    let (x, y, r) = (number(at.x), number(at.y), number(radius));
    let fill = if status == Status::Actual { color } else { palette.page };
    let mut style =
        vec![("cx", x.as_str()), ("cy", &y), ("r", &r), ("fill", fill), ("stroke", color), ("stroke-width", "2")];
    match status {
        Status::Possible => style.push(("stroke-dasharray", "2 2")),
        Status::Urged => style.push(("stroke-dasharray", "5 2")),
        _ => {}
    }
    svg.element("circle", &style);
    if status == Status::Denied {
        let d = radius * 0.9;
        for (from, to) in [((-d, -d), (d, d)), ((-d, d), (d, -d))] {
            let point = |(dx, dy): (f64, f64)| Point::new(at.x + dx, at.y + dy);
            svg.line(point(from), point(to), &[("stroke", color), ("stroke-width", "2")]);
        }
    }
}

impl Frame {
    /// The whole file around `content`, which draws itself from (0, 0) to `size`.
    pub(super) fn around(&self, theme: Theme, size: Size, content: impl FnOnce(&mut Svg, &Palette)) -> String {
        let palette = Palette::of(theme);
        let inner = size.w.max(NARROWEST - 2.0 * MARGIN);
        let title = font::wrap(&self.title, TITLE, Weight::Bold, inner, 3);
        let about = font::wrap(&self.about, ABOUT, Weight::Regular, inner, 3);
        let notes: Vec<_> =
            self.notes.iter().flat_map(|note| font::wrap(note, NOTE, Weight::Regular, inner, 4)).collect();
        let rows = self.rows(inner);
        let head = title.len() as f64 * 25.0 + about.len() as f64 * 16.0 + 14.0;
        let foot = 16.0 + rows.len() as f64 * ROW + notes.len() as f64 * 15.0;
        let page = Size::new(inner + 2.0 * MARGIN, MARGIN + head + size.h + foot + MARGIN);
        let mut svg = begin(page, palette, &self.title, &self.about);
        let mut y = MARGIN;
        let mut line = |svg: &mut Svg, text: &str, step: f64, style: Style| {
            y += step;
            svg.words(Point::new(MARGIN, y - style.size * 0.3), text, style);
        };
        for text in &title {
            line(
                &mut svg,
                text,
                25.0,
                Style { size: TITLE, weight: Weight::Bold, color: palette.ink, anchor: "start" },
            );
        }
        let lesser = |size| Style { size, weight: Weight::Regular, color: palette.faint, anchor: "start" };
        for text in &about {
            line(&mut svg, text, 16.0, lesser(ABOUT));
        }
        let (x, y) = (MARGIN + (inner - size.w) / 2.0, MARGIN + head);
        svg.open("g", &[("transform", &format!("translate({} {})", number(x), number(y)))]);
        content(&mut svg, palette);
        svg.close();
        let mut y = y + size.h + 16.0;
        svg.open("g", &[("class", "legend")]);
        for row in rows {
            let mut x = MARGIN;
            for entry in row {
                entry.mark.draw(&mut svg, palette, Point::new(x, y + ROW / 2.0));
                let at = Point::new(x + entry.mark.width(), y + ROW / 2.0 + NOTE * 0.35);
                svg.words(at, &entry.words, Style { color: palette.ink, ..lesser(NOTE) });
                x += entry.width();
            }
            y += ROW;
        }
        for note in &notes {
            y += 15.0;
            svg.words(Point::new(MARGIN, y - 3.0), note, lesser(NOTE));
        }
        svg.close();
        svg.finish()
    }

    /// The rows of the legend, broken where they are wider than `room`.
    fn rows(&self, room: f64) -> Vec<Vec<&Entry>> {
        let mut rows = Vec::new();
        for entries in self.legend.iter().filter(|entries| !entries.is_empty()) {
            let mut row: Vec<&Entry> = Vec::new();
            let mut used = 0.0;
            for entry in entries {
                if used + entry.width() - 15.0 > room && !row.is_empty() {
                    rows.push(std::mem::take(&mut row));
                    used = 0.0;
                }
                used += entry.width();
                row.push(entry);
            }
            rows.push(row);
        }
        rows
    }
}

fn begin(page: Size, palette: &Palette, title: &str, about: &str) -> Svg {
    let mut svg = Svg::default();
    let (w, h) = (number(page.w.ceil()), number(page.h.ceil()));
    svg.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("viewBox", &format!("0 0 {w} {h}")),
            ("width", &w),
            ("height", &h),
            ("font-family", FAMILIES),
            ("role", "img"),
        ],
    );
    svg.tooltip(title);
    svg.with_text("desc", &[], about);
    svg.element("rect", &[("width", &w), ("height", &h), ("fill", palette.page)]);
    svg
}
