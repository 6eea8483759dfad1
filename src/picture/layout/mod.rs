//! Where everything goes: nodes and the labels of lines, so that none lies over another.
//!
//! In: a [`Net`] of sizes. Out: [`Placed`] rectangles. Each connected part is laid out by itself: distances in the
//! picture follow distances in the graph (`stress`), labels are put on their lines and everything is pushed apart until
//! nothing overlaps (`settle`), several beginnings are tried and the best is kept (`trial`); then the parts are packed on
//! the page (`pack`). Only sums, products, quotients and square roots are used, which every processor rounds alike.

mod graphviz;
mod pack;
mod random;
mod settle;
mod stress;
mod trial;

use crate::picture::Layout;
use crate::picture::geometry::{Point, Rect, Size, bounds};

/// What is to be placed.
#[derive(Clone, Debug, Default)]
pub(super) struct Net {
    pub(super) nodes: Vec<Size>,
    pub(super) threads: Vec<Thread>,
}

/// A line between two nodes, and the size of its words; nothing if it has none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Thread {
    pub(super) source: usize,
    pub(super) target: usize,
    pub(super) label: Size,
}

/// Where everything goes, in a page from (0, 0) to `size`.
#[derive(Clone, Debug, Default)]
pub(super) struct Placed {
    pub(super) nodes: Vec<Rect>,
    /// One for each line; the line goes through its middle.
    pub(super) labels: Vec<Rect>,
    /// The curve of each line, where the layout says more than where its label is.
    pub(super) curves: Vec<Option<Vec<Point>>>,
    pub(super) size: Size,
}

/// Places `net`.
pub(super) fn place(net: &Net, layout: Layout) -> Placed {
    let placed = match layout {
        Layout::Graphviz => graphviz::place(net),
        Layout::BuiltIn => None,
    };
    placed.unwrap_or_else(|| built_in(net)).at_origin()
}

fn built_in(net: &Net) -> Placed {
    let parts = parts(net);
    let placed: Vec<_> = parts.iter().map(|part| trial::best(&part.net)).collect();
    let sizes: Vec<_> = placed.iter().map(|part| part.size).collect();
    let corners = pack::pack(&sizes);
    let mut all = Placed {
        nodes: vec![Rect::default(); net.nodes.len()],
        labels: vec![Rect::default(); net.threads.len()],
        curves: vec![None; net.threads.len()],
        size: Size::default(),
    };
    for ((part, placed), corner) in parts.iter().zip(placed).zip(corners) {
        let moved = |rect: Rect| Rect::new(rect.at + corner, rect.size);
        for (i, rect) in part.nodes.iter().zip(placed.nodes) {
            all.nodes[*i] = moved(rect);
        }
        for (i, rect) in part.threads.iter().zip(placed.labels) {
            all.labels[*i] = moved(rect);
        }
    }
    all
}

impl Placed {
    /// The same, its top left corner at (0, 0).
    fn at_origin(mut self) -> Self {
        let points = self.curves.iter().flatten().flatten().map(|point| Rect::new(*point, Size::default()));
        let around = bounds(self.nodes.iter().chain(&self.labels).copied().chain(points));
        let shift = Point::new(-around.left(), -around.top());
        for rect in self.nodes.iter_mut().chain(&mut self.labels) {
            rect.at = rect.at + shift;
        }
        for point in self.curves.iter_mut().flatten().flatten() {
            *point = *point + shift;
        }
        self.size = around.size;
        self
    }
}

/// A connected part of a net: its own net, and what the whole calls its nodes and lines.
struct Part {
    net: Net,
    nodes: Vec<usize>,
    threads: Vec<usize>,
}

/// The connected parts of `net`, each in the order of its first node.
fn parts(net: &Net) -> Vec<Part> {
    let mut part_of: Vec<usize> = (0..net.nodes.len()).collect();
    let root = |part_of: &mut Vec<usize>, mut i: usize| {
        while part_of[i] != i {
            part_of[i] = part_of[part_of[i]];
            i = part_of[i];
        }
        i
    };
    for thread in &net.threads {
        let (a, b) = (root(&mut part_of, thread.source), root(&mut part_of, thread.target));
        part_of[a.max(b)] = a.min(b);
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut number = vec![usize::MAX; net.nodes.len()];
    let mut place = vec![0; net.nodes.len()];
    for (i, size) in net.nodes.iter().enumerate() {
        let root = root(&mut part_of, i);
        if number[root] == usize::MAX {
            number[root] = parts.len();
            parts.push(Part { net: Net::default(), nodes: Vec::new(), threads: Vec::new() });
        }
        number[i] = number[root];
        let part = &mut parts[number[i]];
        place[i] = part.nodes.len();
        part.nodes.push(i);
        part.net.nodes.push(*size);
    }
    for (i, thread) in net.threads.iter().enumerate() {
        let part = &mut parts[number[thread.source]];
        part.threads.push(i);
        part.net.threads.push(Thread {
            source: place[thread.source],
            target: place[thread.target],
            label: thread.label,
        });
    }
    parts
}
