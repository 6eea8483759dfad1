//! Nodes: each kind of actor has its own outline.

use crate::actors::EntityKind;
use crate::picture::geometry::{Point, Rect};
use crate::picture::svg::{Svg, polygon};
use crate::picture::theme::Palette;

/// The corners of the outline of an actor of this kind in `rect`; round ones are left out.
pub(super) fn outline(kind: EntityKind, rect: Rect) -> Vec<Point> {
    let (l, r, t, b) = (rect.left(), rect.right(), rect.top(), rect.bottom());
    let middle = rect.at.y;
    let cut = 8.0_f64.min(rect.size.h / 3.0);
    let corners: &[(f64, f64)] = match kind {
        EntityKind::Organization => {
            &[(l + 11.0, t), (r - 11.0, t), (r, middle), (r - 11.0, b), (l + 11.0, b), (l, middle)]
        }
        EntityKind::ArmedGroup => &[
            (l + cut, t),
            (r - cut, t),
            (r, t + cut),
            (r, b - cut),
            (r - cut, b),
            (l + cut, b),
            (l, b - cut),
            (l, t + cut),
        ],
        EntityKind::Place => &[(l, t), (r - 11.0, t), (r, middle), (r - 11.0, b), (l, b)],
        _ => &[(l, t), (r, t), (r, b), (l, b)],
    };
    corners.iter().map(|(x, y)| Point::new(*x, *y)).collect()
}

/// Draws the outline.
pub(super) fn draw(svg: &mut Svg, palette: &Palette, kind: EntityKind, rect: Rect) {
    let fill = palette.fill(kind);
    let width = if kind == EntityKind::Country { "2" } else { "1.2" };
    let mut style = vec![("fill", fill), ("stroke", palette.ink), ("stroke-width", width)];
    match kind {
        EntityKind::Country => svg.rect(rect, 4.0, &style),
        EntityKind::Person => svg.rect(rect, (rect.size.h / 2.0).min(18.0), &style),
        EntityKind::Group => {
            style.push(("stroke-dasharray", "4 3"));
            svg.rect(rect, 4.0, &style);
        }
        _ => {
            let path = polygon(&outline(kind, rect));
            let mut all = vec![("d", path.as_str())];
            all.extend(style);
            svg.element("path", &all);
        }
    }
}

/// Where the line from the middle of a node towards `to` leaves it.
pub(super) fn border(kind: EntityKind, rect: Rect, to: Point) -> Point {
    let corners = outline(kind, rect);
    let step = to - rect.at;
    let mut best = 1.0_f64;
    for (i, &a) in corners.iter().enumerate() {
        let b = corners[(i + 1) % corners.len()];
        let side = b - a;
        let across = step.x * side.y - step.y * side.x;
        if across.abs() < 1e-9 {
            continue;
        }
        let from = a - rect.at;
        let along = (from.x * side.y - from.y * side.x) / across;
        let at = (from.x * step.y - from.y * step.x) / across;
        if (0.0..=1.0).contains(&at) && along > 0.0 {
            best = best.min(along);
        }
    }
    rect.at + step * best
}
