//! Labels put on their lines, and everything pushed apart until nothing overlaps.

use std::collections::BTreeMap;

use crate::picture::geometry::{Point, Rect, bounds};
use crate::picture::layout::Net;
use crate::picture::strand::curve;

/// Rounds in which everything moves a little.
const ROUNDS: usize = 240;
/// Rounds that only push apart, before the picture is stretched.
const PUSHES: usize = 400;
/// Nodes and lines of a net in which lines are kept off nodes: in larger ones there is no room for that.
pub(super) const CAREFUL: usize = 250;
/// Kept free around a node, and around a label.
const NODE_GAP: f64 = 16.0;
const LABEL_GAP: f64 = 5.0;
/// Width that fits on a page with its margins.
const WIDEST: f64 = 1160.0;
/// Between the lines of one pair of nodes.
const FAN_GAP: f64 = 6.0;
/// What a line without words takes of that.
const BARE: f64 = 14.0;

/// Nodes and labels on their way.
pub(super) struct Settling<'n> {
    net: &'n Net,
    pub(super) nodes: Vec<Rect>,
    pub(super) labels: Vec<Rect>,
    /// The lines of each pair of nodes.
    fans: Vec<(usize, usize, Vec<usize>)>,
}

impl<'n> Settling<'n> {
    /// Everything where it belongs, with the nodes at `at`.
    pub(super) fn new(net: &'n Net, at: &[Point]) -> Self {
        let nodes = net.nodes.iter().zip(at).map(|(size, at)| Rect::new(*at, *size)).collect();
        let mut fans: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for (i, thread) in net.threads.iter().enumerate() {
            let pair = (thread.source.min(thread.target), thread.source.max(thread.target));
            fans.entry(pair).or_default().push(i);
        }
        let labels = net.threads.iter().map(|thread| Rect::new(Point::default(), thread.label)).collect();
        let fans = fans.into_iter().map(|((a, b), threads)| (a, b, threads)).collect();
        let mut settling = Self { net, nodes, labels, fans };
        settling.pull_labels(1.0);
        settling
    }

    /// Moves everything until it lies well, then apart.
    pub(super) fn run(&mut self) {
        for round in 0..ROUNDS {
            let warmth = 1.0 - round as f64 / ROUNDS as f64;
            self.pull_labels(0.35);
            self.pull_neighbors(0.06 * warmth);
            if self.nodes.len() + self.labels.len() <= CAREFUL {
                self.avoid_lines(0.35 * warmth);
            }
            self.push_apart(0.5);
        }
        self.fit();
        while !self.is_apart() {
            self.stretch(1.06, 1.06);
            self.fit();
        }
    }

    /// A page is as long as need be, but not wider: what is too wide is made longer instead.
    fn fit(&mut self) {
        let width = bounds(self.nodes.iter().chain(&self.labels).copied()).size.w;
        if width > WIDEST {
            self.stretch(WIDEST / width, width / WIDEST);
        }
    }

    fn stretch(&mut self, across: f64, down: f64) {
        for rect in self.nodes.iter_mut().chain(&mut self.labels) {
            rect.at = Point::new(rect.at.x * across, rect.at.y * down);
        }
    }

    /// Only pushes; whether that was enough.
    fn is_apart(&mut self) -> bool {
        (0..PUSHES).any(|_| !self.push_apart(1.0))
    }

    /// Moves each label a `share` of the way to its place: the middle of its line, lines of one pair side by side.
    fn pull_labels(&mut self, share: f64) {
        for (a, b, threads) in &self.fans {
            let (from, to) = (self.nodes[*a], self.nodes[*b]);
            let along = (to.at - from.at).unit();
            let across = along.normal();
            let start = from.at + along * from.size.reach(along);
            let end = to.at - along * to.size.reach(along);
            let middle = if a == b { from.at - Point::new(0.0, from.size.h) } else { start.middle(end) };
            let room = |i: usize| {
                let label = self.net.threads[i].label;
                if label.w > 0.0 { label.reach(across) * 2.0 + FAN_GAP } else { BARE }
            };
            let mut offset = -threads.iter().map(|i| room(*i)).sum::<f64>() / 2.0;
            for &i in threads {
                let target = middle + across * (offset + room(i) / 2.0);
                offset += room(i);
                let label = &mut self.labels[i];
                label.at = label.at + (target - label.at) * share;
            }
        }
    }

    /// Moves linked nodes that are farther from each other than they need be a `share` of the way together, and those
    /// that are too near apart.
    fn pull_neighbors(&mut self, share: f64) {
        for (a, b, threads) in &self.fans {
            let apart = self.nodes[*b].at - self.nodes[*a].at;
            let along = apart.unit();
            let label = threads.iter().map(|i| self.net.threads[*i].label.reach(along) * 2.0).fold(0.0, f64::max);
            let enough = self.nodes[*a].size.reach(along) + self.nodes[*b].size.reach(along) + label + 50.0;
            let excess = apart.length() - enough;
            // too short a line shows neither its dashes nor its arrow
            let shift = along * (excess * if excess > 0.0 { share } else { 0.25 } * 0.5);
            if a != b {
                self.nodes[*a].at = self.nodes[*a].at + shift;
                self.nodes[*b].at = self.nodes[*b].at - shift;
            }
        }
    }

    /// Moves lines and the nodes and labels of others, where one lies on the other, a `share` of the way apart.
    fn avoid_lines(&mut self, share: f64) {
        for i in 0..self.net.threads.len() {
            let thread = self.net.threads[i];
            let way = way(self.nodes[thread.source], self.labels[i].at, self.nodes[thread.target]);
            for piece in way.windows(2) {
                let (from, to) = (piece[0], piece[1]);
                for k in 0..self.nodes.len() {
                    if k != thread.source && k != thread.target {
                        let shift = aside(self.nodes[k], NODE_GAP / 2.0, from, to) * share;
                        self.nodes[k].at = self.nodes[k].at + shift * 0.5;
                        self.labels[i].at = self.labels[i].at - shift * 0.5;
                    }
                }
                for k in 0..self.labels.len() {
                    if k != i && self.labels[k].size.w > 0.0 {
                        let shift = aside(self.labels[k], 2.0, from, to) * share;
                        self.labels[k].at = self.labels[k].at + shift * 0.4;
                        self.labels[i].at = self.labels[i].at - shift * 0.25;
                    }
                }
            }
        }
    }

    /// Pushes what overlaps apart by a `share` of what is needed; whether anything did.
    fn push_apart(&mut self, share: f64) -> bool {
        let n = self.nodes.len();
        let mut all: Vec<_> = self.nodes.iter().chain(&self.labels).copied().collect();
        let mut order: Vec<_> = (0..all.len()).filter(|i| *i < n || all[*i].size.w > 0.0).collect();
        order.sort_by(|a, b| all[*a].left().total_cmp(&all[*b].left()).then(a.cmp(b)));
        let widest = all.iter().map(|rect| rect.size.w).fold(0.0, f64::max);
        let mut any = false;
        for (place, &i) in order.iter().enumerate() {
            for &k in &order[place + 1..] {
                if all[k].at.x - all[k].size.w / 2.0 > all[i].at.x + all[i].size.w / 2.0 + widest + NODE_GAP {
                    break;
                }
                let gap = if i < n && k < n { NODE_GAP } else { LABEL_GAP };
                let over = all[i].overlap(all[k], gap);
                if over.w <= 0.01 || over.h <= 0.01 {
                    continue;
                }
                any = true;
                // a label gives way to a node
                let (mine, yours) = match (i < n, k < n) {
                    (true, false) => (0.15, 0.85),
                    (false, true) => (0.85, 0.15),
                    _ => (0.5, 0.5),
                };
                let apart = all[k].at - all[i].at;
                let side = |d: f64| if d < 0.0 || d == 0.0 && k < i { -1.0 } else { 1.0 };
                let shift = if over.w < over.h {
                    Point::new(over.w * side(apart.x), 0.0)
                } else {
                    Point::new(0.0, over.h * side(apart.y))
                } * share;
                all[i].at = all[i].at - shift * mine;
                all[k].at = all[k].at + shift * yours;
            }
        }
        self.nodes.copy_from_slice(&all[..n]);
        self.labels.copy_from_slice(&all[n..]);
        any
    }
}

/// The line from `source` through `label` to `target` as it is drawn, in six straight pieces.
pub(super) fn way(source: Rect, label: Point, target: Rect) -> [Point; 7] {
    let curve = curve(source.border(label), label, target.border(label));
    let at = |first: usize, t: f64| {
        let s = 1.0 - t;
        curve[first] * (s * s * s)
            + curve[first + 1] * (3.0 * s * s * t)
            + curve[first + 2] * (3.0 * s * t * t)
            + curve[first + 3] * (t * t * t)
    };
    let (third, two) = (1.0 / 3.0, 2.0 / 3.0);
    [curve[0], at(0, third), at(0, two), curve[3], at(3, third), at(3, two), curve[6]]
}

/// How `rect` must move to keep `gap` from the segment; nothing if it does.
fn aside(rect: Rect, gap: f64, from: Point, to: Point) -> Point {
    let mut wide = rect;
    wide.size.w += 2.0 * gap;
    wide.size.h += 2.0 * gap;
    if !wide.is_crossed(from, to) {
        return Point::default();
    }
    let across = (to - from).unit().normal();
    let off = across.dot(rect.at - from);
    let needed = rect.size.reach(across) + gap - off.abs();
    across * (needed.max(0.0) * if off < 0.0 { -1.0 } else { 1.0 })
}
