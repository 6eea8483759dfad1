use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::{ParallelSlice, ParallelSliceMut};

use crate::graph::network::{Network, Node, Row};
use crate::query::search::Search;

/// Probability of going on along an event rather than to any actor.
const DAMPING: f64 = 0.85;
/// The ranks are settled when all changes together are less.
const SETTLED: f64 = 1e-10;
/// Rounds at most.
const ROUNDS: usize = 200;
/// Actors that one thread works on at a time; the result does not depend on it.
const CHUNK: usize = 4096;

/// `PageRank` of every actor that has an event, by its number, and 0 for the others; the ranks add up to 1.
///
/// Brin and Page (1998) on the multigraph: each of parallel events is a link of its own, a mutual one is a link in each
/// direction, and who does nothing passes its rank to everybody alike. Power iteration, O(m) a round; the same result on
/// any number of threads.
pub fn page_rank(search: &Search) -> Vec<f64> {
    let links = Links::new(search);
    let active: usize = links.active.iter().filter(|&&active| active).count();
    if active == 0 {
        return vec![0.0; search.network.actors()];
    }
    let even = 1.0 / active as f64;
    let start = |&active: &bool| if active { even } else { 0.0 };
    let mut rank: Vec<f64> = links.active.iter().map(start).collect();
    let mut share = vec![0.0; rank.len()];
    let mut next = vec![0.0; rank.len()];
    for _ in 0..ROUNDS {
        let idle = links.shares(&rank, &mut share);
        let base = (1.0 - DAMPING + DAMPING * idle) * even;
        let changes = next.par_chunks_mut(CHUNK).enumerate().map(|(chunk, ranks)| {
            let mut change = 0.0;
            for (i, next) in ranks.iter_mut().enumerate() {
                let node = chunk * CHUNK + i;
                let taken: f64 = links.of(node).iter().map(|&source| share[source as usize]).sum();
                *next = if links.active[node] { base + DAMPING * taken } else { 0.0 };
                change += (*next - rank[node]).abs();
            }
            change
        });
        let change: f64 = changes.collect::<Vec<f64>>().iter().sum();
        std::mem::swap(&mut rank, &mut next);
        if change < SETTLED {
            break;
        }
    }
    rank
}

/// The links that count, by their ends.
struct Links {
    /// Links that leave each actor.
    out: Vec<u32>,
    /// Where the links that come to each actor begin in `from`.
    start: Vec<usize>,
    from: Vec<Node>,
    active: Vec<bool>,
}

/// The links of some actors that follow each other.
#[derive(Default)]
struct Part {
    out: Vec<u32>,
    /// Links that come to each.
    into: Vec<u32>,
    from: Vec<Node>,
    active: Vec<bool>,
}

/// Links that an event makes.
const NONE: u8 = 0;
const ONE_WAY: u8 = 1;
const MUTUAL: u8 = 2;

impl Links {
    fn new(search: &Search) -> Self {
        let network = search.network;
        let made = |row: &Row| match (search.sieve.admits(row), row.reciprocal && row.source != row.target) {
            (false, _) => NONE,
            (true, false) => ONE_WAY,
            (true, true) => MUTUAL,
        };
        let kinds: Vec<u8> = network.events().par_iter().map(made).collect();
        let nodes: Vec<Node> = network.nodes().collect();
        let parts: Vec<Part> = nodes.par_chunks(CHUNK).map(|nodes| Part::of(network, &kinds, nodes)).collect();
        let mut links = Self { out: Vec::new(), start: vec![0], from: Vec::new(), active: Vec::new() };
        links.from.reserve_exact(parts.iter().map(|part| part.from.len()).sum());
        for part in parts {
            let begin = links.from.len();
            let ends = part.into.iter().scan(begin, |end, &into| {
                *end += into as usize;
                Some(*end)
            });
            links.start.extend(ends);
            links.out.extend(part.out);
            links.from.extend(part.from);
            links.active.extend(part.active);
        }
        links
    }

    /// From whom links come to `node`.
    fn of(&self, node: usize) -> &[Node] {
        &self.from[self.start[node]..self.start[node + 1]]
    }

    /// What each actor passes along one link; returns the rank of those who pass none.
    fn shares(&self, rank: &[f64], share: &mut [f64]) -> f64 {
        let idle = share.par_chunks_mut(CHUNK).enumerate().map(|(chunk, shares)| {
            let mut idle = 0.0;
            for (i, share) in shares.iter_mut().enumerate() {
                let node = chunk * CHUNK + i;
                let out = self.out[node];
                *share = if out == 0 { 0.0 } else { rank[node] / f64::from(out) };
                idle += if out == 0 { rank[node] } else { 0.0 };
            }
            idle
        });
        idle.collect::<Vec<f64>>().iter().sum()
    }
}

impl Part {
    /// The links of `nodes`, where an event makes what `kinds` says.
    fn of(network: &Network, kinds: &[u8], nodes: &[Node]) -> Self {
        let mut part = Self::default();
        for &node in nodes {
            let (mut out, begin, mut active) = (0, part.from.len(), false);
            for (event, &target) in network.out(node).zip(network.targets(node)) {
                let kind = kinds[event as usize];
                active |= kind != NONE;
                out += u32::from(kind != NONE);
                if kind == MUTUAL {
                    part.from.push(target);
                }
            }
            for (&event, &source) in network.events_into(node).iter().zip(network.sources(node)) {
                let kind = kinds[event as usize];
                active |= kind != NONE;
                out += u32::from(kind == MUTUAL);
                if kind != NONE {
                    part.from.push(source);
                }
            }
            part.out.push(out);
            part.into.push((part.from.len() - begin) as u32);
            part.active.push(active);
        }
        part
    }
}
