//! Distances in the picture as distances in the graph.
//!
//! Zheng, Pawar and Goodman (2018), "Graph Drawing by Stochastic Gradient Descent": every pair of nodes is in turn moved
//! towards the distance it should have, by ever smaller steps. O(n²) for each of the rounds.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::picture::geometry::Point;
use crate::picture::layout::Net;
use crate::picture::layout::random::Random;

const ROUNDS: usize = 30;
/// Nodes for which all distances are kept; beyond that some for each node.
const ALL_PAIRS: usize = 700;
/// Distances kept for each node when not all are.
const SOME_PAIRS: usize = 120;
/// Between the outlines of two linked nodes, beside the label.
const GAP: f64 = 34.0;
/// What is left of the step by the last round, relative to the first.
const LAST_STEP: f64 = 0.02;

/// A pair of nodes and the distance they should have.
struct Pair {
    a: usize,
    b: usize,
    far: f64,
}

/// How long a line from one node to another should be.
fn ideal(net: &Net, a: usize, b: usize, label: f64) -> f64 {
    let half = |i: usize| (net.nodes[i].w + net.nodes[i].h) / 4.0;
    half(a) + half(b) + label + GAP
}

/// Neighbours of every node, with the lengths of the lines to them.
fn neighbors(net: &Net) -> Vec<Vec<(usize, f64)>> {
    let mut labels = std::collections::BTreeMap::new();
    for thread in &net.threads {
        let key = (thread.source.min(thread.target), thread.source.max(thread.target));
        let label: &mut f64 = labels.entry(key).or_default();
        *label = label.max(thread.label.w * 0.6 + thread.label.h * 0.4);
    }
    let mut neighbors = vec![Vec::new(); net.nodes.len()];
    for ((a, b), label) in labels.into_iter().filter(|((a, b), _)| a != b) {
        let far = ideal(net, a, b, label);
        neighbors[a].push((b, far));
        neighbors[b].push((a, far));
    }
    // a node with many lines needs room for them around it
    let crowd: Vec<f64> = neighbors.iter().map(|list| 1.0 + (list.len() as f64 / 12.0).min(1.2)).collect();
    for (a, list) in neighbors.iter_mut().enumerate() {
        for (b, far) in list {
            *far *= if crowd[a] > crowd[*b] { crowd[a] } else { crowd[*b] };
        }
    }
    neighbors
}

/// The shortest ways from `from` to every node; Dijkstra (1959).
fn distances(neighbors: &[Vec<(usize, f64)>], from: usize) -> Vec<f64> {
    let mut far = vec![f64::INFINITY; neighbors.len()];
    far[from] = 0.0;
    let mut heap = BinaryHeap::from([(Reverse(0_u64), from)]);
    while let Some((Reverse(at), node)) = heap.pop() {
        if (far[node] * 1000.0) as u64 != at {
            continue;
        }
        for &(next, length) in &neighbors[node] {
            let through = far[node] + length;
            if through < far[next] - 1e-6 {
                far[next] = through;
                heap.push((Reverse((through * 1000.0) as u64), next));
            }
        }
    }
    far
}

/// Places for the nodes of the connected `net`, different for each `seed`.
pub(super) fn place(net: &Net, seed: u64) -> Vec<Point> {
    let mut random = Random::new(seed + 1);
    let neighbors = neighbors(net);
    let n = net.nodes.len();
    let mut pairs = Vec::new();
    for a in 0..n {
        let far = distances(&neighbors, a);
        if n <= ALL_PAIRS {
            pairs.extend((a + 1..n).map(|b| Pair { a, b, far: far[b] }));
        } else {
            pairs.extend(neighbors[a].iter().map(|&(b, _)| Pair { a, b, far: far[b] }));
            let others = (0..SOME_PAIRS).map(|_| random.index(n)).filter(|b| *b != a).collect::<Vec<_>>();
            pairs.extend(others.into_iter().map(|b| Pair { a, b, far: far[b] }));
        }
    }
    let side = (n as f64).sqrt() * 120.0;
    let mut at: Vec<_> = (0..n).map(|_| Point::new(random.share() * side * 1.4, random.share() * side)).collect();
    let (mut least, mut most) = (f64::INFINITY, 1.0_f64);
    for pair in &pairs {
        least = least.min(pair.far);
        most = most.max(pair.far);
    }
    let factor = root(LAST_STEP * least * least / (most * most), ROUNDS - 1);
    let mut step = most * most;
    for _ in 0..ROUNDS {
        for i in (1..pairs.len()).rev() {
            pairs.swap(i, random.index(i + 1));
        }
        for pair in &pairs {
            let apart = at[pair.a] - at[pair.b];
            let length = apart.length().max(1e-6);
            let share = (step / (pair.far * pair.far)).min(1.0);
            let shift = apart * (share * (length - pair.far) / (2.0 * length));
            at[pair.a] = at[pair.a] - shift;
            at[pair.b] = at[pair.b] + shift;
        }
        step *= factor;
    }
    lying(&at)
}

/// The `n`th root of `value`, between 0 and 1.
fn root(value: f64, n: usize) -> f64 {
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        let power = (0..n).fold(1.0, |power, _| power * middle);
        if power < value { low = middle } else { high = middle }
    }
    high
}

/// `points` turned so that they reach farthest from left to right.
fn lying(points: &[Point]) -> Vec<Point> {
    let n = points.len().max(1) as f64;
    let centre = points.iter().fold(Point::default(), |sum, point| sum + *point) * (1.0 / n);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for point in points {
        let d = *point - centre;
        xx += d.x * d.x;
        xy += d.x * d.y;
        yy += d.y * d.y;
    }
    let largest = f64::midpoint(xx + yy, ((xx - yy) * (xx - yy) + 4.0 * xy * xy).sqrt());
    let axis = if xy.abs() < 1e-9 {
        if xx >= yy { Point::new(1.0, 0.0) } else { Point::new(0.0, 1.0) }
    } else {
        Point::new(xy, largest - xx).unit()
    };
    points.iter().map(|point| *point - centre).map(|d| Point::new(d.dot(axis), d.dot(axis.normal()))).collect()
}
