//! Several layouts of one connected part, and the best of them.

use crate::picture::geometry::{Point, Rect, bounds, cross};
use crate::picture::layout::settle::{CAREFUL, Settling, way};
use crate::picture::layout::{Net, Placed, stress};

/// Width of a page that can be read without a lens.
const PAGE: f64 = 1100.0;

/// How much smaller than the stress layout a trial begins.
const SCALES: [f64; 2] = [0.62, 0.85];

/// The layout of the connected `net` that is easiest to read.
pub(super) fn best(net: &Net) -> Placed {
    let things = net.nodes.len() + net.threads.len();
    let seeds = match things {
        0..=3 => 1,
        4..=60 => 12,
        61..=120 => 6,
        121..=CAREFUL => 2,
        _ => 1,
    };
    let scales = if things > CAREFUL { &SCALES[..1] } else { &SCALES[..] };
    let mut best: Option<(f64, Placed)> = None;
    for seed in 0..seeds {
        let at = stress::place(net, seed);
        for scale in scales {
            let at: Vec<_> = at.iter().map(|point| *point * *scale).collect();
            let mut settling = Settling::new(net, &at);
            settling.run();
            let (nodes, labels) = (settling.nodes, settling.labels);
            let cost = if seeds == 1 && scales.len() == 1 { 0.0 } else { cost(net, &nodes, &labels) };
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                let curves = vec![None; net.threads.len()];
                best = Some((cost, Placed { nodes, labels, curves, ..Placed::default() }.at_origin()));
            }
        }
    }
    best.map(|(_, placed)| placed).unwrap_or_default()
}

/// How hard a layout is to read: lines over nodes, over labels and over each other, the way of lines, and the room.
fn cost(net: &Net, nodes: &[Rect], labels: &[Rect]) -> f64 {
    let pieces: Vec<(usize, Point, Point)> = net
        .threads
        .iter()
        .enumerate()
        .flat_map(|(i, thread)| {
            let way = way(nodes[thread.source], labels[i].at, nodes[thread.target]);
            (1..way.len()).map(move |k| (i, way[k - 1], way[k]))
        })
        .collect();
    let mut cost = 0.0;
    for (i, from, to) in &pieces {
        let thread = net.threads[*i];
        cost += (*to - *from).length() * 0.2;
        for (k, node) in nodes.iter().enumerate() {
            if k != thread.source && k != thread.target && node.is_crossed(*from, *to) {
                cost += 120.0;
            }
        }
        for (k, label) in labels.iter().enumerate() {
            if k != *i && label.size.w > 0.0 && label.is_crossed(*from, *to) {
                cost += 30.0;
            }
        }
    }
    for (at, (i, a, b)) in pieces.iter().enumerate() {
        let crossings = pieces[at + 1..].iter().filter(|(k, c, d)| k != i && cross(*a, *b, *c, *d)).count();
        cost += crossings as f64 * 35.0;
    }
    let around = bounds(nodes.iter().chain(labels).copied()).size;
    cost + around.w * around.h / 1500.0 + (around.w - PAGE).max(0.0) * 2.0 + (around.h - around.w * 0.9).max(0.0)
}
