//! Parts of a picture put side by side on a page.

use crate::picture::geometry::{Point, Size};

/// Kept free between parts.
const GAP: f64 = 28.0;
/// Widths of a page that are tried, beside those of the parts.
const PAGES: [f64; 5] = [620.0, 760.0, 900.0, 1040.0, 1180.0];

/// The top left corner of each part.
pub(super) fn pack(sizes: &[Size]) -> Vec<Point> {
    let widest = sizes.iter().map(|size| size.w).fold(0.0, f64::max);
    let area: f64 = sizes.iter().map(|size| (size.w + GAP) * (size.h + GAP)).sum();
    let mut best: Option<(f64, Vec<Point>)> = None;
    let most = PAGES.into_iter().fold(widest, f64::max);
    for page in PAGES.into_iter().chain([widest, (area * 1.4).sqrt()]) {
        if page < widest || page > most {
            continue;
        }
        let (corners, w, h) = on_page(sizes, page);
        // the picture is read at a fixed width, so width costs letters' size, and height only paper
        let cost = w.max(620.0) * 1.3 + h + (h - w * 1.3).max(0.0);
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, corners));
        }
    }
    best.map(|(_, corners)| corners).unwrap_or_default()
}

/// The parts on a page of width `page`, the largest first, each as high up as it fits; and the room they take.
fn on_page(sizes: &[Size], page: f64) -> (Vec<Point>, f64, f64) {
    let mut order: Vec<_> = (0..sizes.len()).collect();
    order.sort_by(|a, b| {
        let area = |i: usize| sizes[i].w * sizes[i].h;
        area(*b).total_cmp(&area(*a)).then(a.cmp(b))
    });
    let mut corners = vec![Point::default(); sizes.len()];
    let mut taken: Vec<(Point, Size)> = Vec::new();
    let (mut w, mut h) = (0.0_f64, 0.0_f64);
    for i in order {
        let size = sizes[i];
        let corner = highest(&taken, size, page);
        corners[i] = corner;
        taken.push((corner, size));
        w = w.max(corner.x + size.w);
        h = h.max(corner.y + size.h);
    }
    (corners, w, h)
}

/// The highest place, and the leftmost of those, where `size` fits beside what is `taken`.
fn highest(taken: &[(Point, Size)], size: Size, page: f64) -> Point {
    let xs = taken.iter().map(|(at, size)| at.x + size.w + GAP).chain([0.0]);
    let mut best: Option<Point> = None;
    for x in xs {
        if x + size.w > page + 0.5 && x > 0.0 {
            continue;
        }
        let mut y: f64 = 0.0;
        loop {
            let below = taken
                .iter()
                .filter(|(at, other)| {
                    x < at.x + other.w + GAP - 0.01
                        && at.x < x + size.w + GAP - 0.01
                        && y < at.y + other.h + GAP - 0.01
                        && at.y < y + size.h + GAP - 0.01
                })
                .map(|(at, other)| at.y + other.h + GAP)
                .fold(f64::NEG_INFINITY, f64::max);
            if below <= y {
                break;
            }
            y = below;
        }
        if best.is_none_or(|best| (y, x) < (best.y, best.x)) {
            best = Some(Point::new(x, y));
        }
    }
    best.unwrap_or_default()
}
