//! Lines: a curve from outline to outline through its label, with arrows, dashes and crosses.

use crate::events::{QuadClass, Status};
use crate::picture::geometry::Point;
use crate::picture::svg::{Svg, number, place, polygon};
use crate::picture::theme::{Palette, dashes};

/// How a line looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) quad: Option<QuadClass>,
    pub(super) status: Status,
    pub(super) width: f64,
    /// Whether arrows stand at the end, and at the beginning too.
    pub(super) arrows: (bool, bool),
}

/// The cubic curve from `from` to `to` through `through`: seven points.
pub(super) fn curve(from: Point, through: Point, to: Point) -> Vec<Point> {
    let (first, second) = (through - from, to - through);
    let along = (first.unit() + second.unit()).unit();
    vec![
        from,
        from + first * 0.45,
        through - along * (first.length() * 0.35),
        through,
        through + along * (second.length() * 0.35),
        to - second * 0.45,
        to,
    ]
}

/// Draws the curve through `points` (a multiple of three, and one).
pub(super) fn draw(svg: &mut Svg, palette: &Palette, points: &[Point], look: Look) {
    let [first, second, .., before, last] = points else { return };
    let color = palette.line(look.quad);
    let length = 6.0 + look.width * 1.6;
    let mut points = points.to_vec();
    let end = points.len() - 1;
    let (forward, backward) = look.arrows;
    if forward {
        points[end] = *last - (*last - *before).unit() * (length * 0.8);
    }
    if backward {
        points[0] = *first + (*second - *first).unit() * (length * 0.8);
    }
    let path = path(&points);
    let width = number(look.width);
    let mut style = vec![("d", path.as_str()), ("fill", "none"), ("stroke", color), ("stroke-width", &width)];
    if let Some(dashes) = dashes(look.status) {
        style.push(("stroke-dasharray", dashes));
    }
    if look.status == Status::Possible {
        style.push(("stroke-linecap", "round"));
    }
    svg.element("path", &style);
    if look.status == Status::Denied {
        let whole = *last - *first;
        if whole.length() < 80.0 {
            cross(svg, points[points.len() / 2], whole.unit(), color);
        } else {
            for piece in points.windows(4).step_by(3) {
                cross(svg, middle(piece), (piece[3] - piece[0]).unit(), color);
            }
        }
    }
    if forward {
        arrow(svg, *last, (*last - *before).unit(), length, color);
    }
    if backward {
        arrow(svg, *first, (*first - *second).unit(), length, color);
    }
}

/// A path of cubic curves.
fn path(points: &[Point]) -> String {
    let mut path = format!("M{}", points.first().copied().map(place).unwrap_or_default());
    for piece in points[1..].chunks(3) {
        let places: Vec<_> = piece.iter().map(|point| place(*point)).collect();
        path.push_str(" C");
        path.push_str(&places.join(" "));
    }
    path
}

/// The middle of one cubic curve.
fn middle(piece: &[Point]) -> Point {
    (piece[0] + piece[1] * 3.0 + piece[2] * 3.0 + piece[3]) * 0.125
}

fn arrow(svg: &mut Svg, tip: Point, along: Point, length: f64, color: &str) {
    let foot = tip - along * length;
    let side = along.normal() * (length * 0.42);
    svg.element("path", &[("d", &polygon(&[tip, foot + side, foot - side])), ("fill", color)]);
}

fn cross(svg: &mut Svg, at: Point, along: Point, color: &str) {
    let (a, b) = (along * 4.5, along.normal() * 4.5);
    for (from, to) in [(at - a - b, at + a + b), (at - a + b, at + a - b)] {
        svg.line(from, to, &[("stroke", color), ("stroke-width", "2"), ("fill", "none")]);
    }
}
