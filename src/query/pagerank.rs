use rayon::iter::{IndexedParallelIterator, IntoParallelRefMutIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use crate::graph::network::{EventIndex, Network, Node};
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
        share.par_iter_mut().with_min_len(CHUNK).enumerate().for_each(|(node, share)| {
            *share = if links.out[node] == 0 { 0.0 } else { rank[node] / f64::from(links.out[node]) };
        });
        let idle: f64 = sum(rank.iter().zip(&links.out).map(|(rank, &out)| if out == 0 { *rank } else { 0.0 }));
        let base = (1.0 - DAMPING + DAMPING * idle) * even;
        next.par_chunks_mut(CHUNK).enumerate().for_each(|(chunk, ranks)| {
            for (i, rank) in ranks.iter_mut().enumerate() {
                let node = chunk * CHUNK + i;
                let from = &links.from[links.start[node] as usize..links.start[node + 1] as usize];
                let taken: f64 = from.iter().map(|&source| share[source as usize]).sum();
                *rank = if links.active[node] { base + DAMPING * taken } else { 0.0 };
            }
        });
        let change = sum(rank.iter().zip(&next).map(|(old, new)| (old - new).abs()));
        std::mem::swap(&mut rank, &mut next);
        if change < SETTLED {
            break;
        }
    }
    rank
}

/// The sum, in the order given.
fn sum(values: impl Iterator<Item = f64>) -> f64 {
    values.sum()
}

/// The links that count, by their ends.
struct Links {
    /// Links that leave each actor.
    out: Vec<u32>,
    /// Where the links that come to each actor begin in `from`.
    start: Vec<u32>,
    from: Vec<Node>,
    active: Vec<bool>,
}

impl Links {
    fn new(search: &Search) -> Self {
        let network: &Network = search.network;
        let n = network.actors();
        let mut links =
            Self { out: vec![0; n], start: Vec::with_capacity(n + 1), from: Vec::new(), active: vec![false; n] };
        links.from.reserve(network.events().len());
        links.start.push(0);
        for node in network.nodes() {
            let own = network.out(node).zip(network.targets(node)).map(|(event, &target)| (event, target, true));
            let done = network.events_into(node).iter().zip(network.sources(node));
            let done = done.map(|(&event, &source)| (event, source, false));
            own.chain(done).for_each(|(event, other, out)| links.take(search, node, event, other, out));
            links.start.push(links.from.len() as u32);
        }
        links
    }

    fn take(&mut self, search: &Search, node: Node, event: EventIndex, other: Node, out: bool) {
        let row = search.network.event(event);
        if !search.sieve.admits(row) {
            return;
        }
        self.active[node as usize] = true;
        if out || row.reciprocal && other != node {
            self.out[node as usize] += 1;
        }
        if !out || row.reciprocal && other != node {
            self.from.push(other);
        }
    }
}
