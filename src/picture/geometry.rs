use std::ops::{Add, Mul, Sub};

/// A place or a direction.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Point {
    pub(super) const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    pub(super) fn length(self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }

    /// The same direction with length one; to the right if it has none.
    pub(super) fn unit(self) -> Self {
        let length = self.length();
        if length < 1e-9 { Self::new(1.0, 0.0) } else { self * (1.0 / length) }
    }

    /// Turned by a quarter.
    pub(super) const fn normal(self) -> Self {
        Self::new(-self.y, self.x)
    }

    pub(super) fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }

    pub(super) fn middle(self, other: Self) -> Self {
        (self + other) * 0.5
    }
}

impl Add for Point {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Point {
    type Output = Self;

    fn mul(self, by: f64) -> Self {
        Self::new(self.x * by, self.y * by)
    }
}

/// Width and height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Size {
    pub(super) w: f64,
    pub(super) h: f64,
}

impl Size {
    pub(super) const fn new(w: f64, h: f64) -> Self {
        Self { w, h }
    }

    /// Half of how far it reaches along the direction `unit`.
    pub(super) fn reach(self, unit: Point) -> f64 {
        f64::midpoint(self.w * unit.x.abs(), self.h * unit.y.abs())
    }
}

/// A rectangle about its centre.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Rect {
    pub(super) at: Point,
    pub(super) size: Size,
}

impl Rect {
    pub(super) const fn new(at: Point, size: Size) -> Self {
        Self { at, size }
    }

    pub(super) fn left(self) -> f64 {
        self.at.x - self.size.w / 2.0
    }

    pub(super) fn right(self) -> f64 {
        self.at.x + self.size.w / 2.0
    }

    pub(super) fn top(self) -> f64 {
        self.at.y - self.size.h / 2.0
    }

    pub(super) fn bottom(self) -> f64 {
        self.at.y + self.size.h / 2.0
    }

    /// Where the line from the middle towards `to` leaves the rectangle; `to` itself if that lies inside.
    pub(super) fn border(self, to: Point) -> Point {
        let step = to - self.at;
        let share = |d: f64, half: f64| if d.abs() < 1e-9 { f64::INFINITY } else { half / d.abs() };
        let out = share(step.x, self.size.w / 2.0).min(share(step.y, self.size.h / 2.0));
        self.at + step * out.min(1.0)
    }

    /// How far the two must move apart, along x and along y, to keep `gap` between them; both positive if they overlap.
    pub(super) fn overlap(self, other: Self, gap: f64) -> Size {
        let apart = self.at - other.at;
        Size::new(
            f64::midpoint(self.size.w, other.size.w) + gap - apart.x.abs(),
            f64::midpoint(self.size.h, other.size.h) + gap - apart.y.abs(),
        )
    }

    /// Whether the segment from `a` to `b` enters the rectangle; Liang and Barsky (1984).
    pub(super) fn is_crossed(self, a: Point, b: Point) -> bool {
        let step = b - a;
        let (mut from, mut to) = (0.0_f64, 1.0_f64);
        let sides = [
            (-step.x, a.x - self.left()),
            (step.x, self.right() - a.x),
            (-step.y, a.y - self.top()),
            (step.y, self.bottom() - a.y),
        ];
        for (p, q) in sides {
            if p.abs() < 1e-12 {
                if q < 0.0 {
                    return false;
                }
            } else if p < 0.0 {
                from = from.max(q / p);
            } else {
                to = to.min(q / p);
            }
        }
        from < to
    }
}

/// The smallest rectangle around `rects`.
pub(super) fn bounds(rects: impl IntoIterator<Item = Rect>) -> Rect {
    let (mut left, mut top, mut right, mut bottom) =
        (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
    for rect in rects {
        left = left.min(rect.left());
        right = right.max(rect.right());
        top = top.min(rect.top());
        bottom = bottom.max(rect.bottom());
    }
    if left > right {
        return Rect::default();
    }
    Rect::new(Point::new(f64::midpoint(left, right), f64::midpoint(top, bottom)), Size::new(right - left, bottom - top))
}

/// Whether the segments `a`–`b` and `c`–`d` cross.
pub(super) fn cross(a: Point, b: Point, c: Point, d: Point) -> bool {
    let side = |p: Point, q: Point, r: Point| (q - p).normal().dot(r - p);
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}
