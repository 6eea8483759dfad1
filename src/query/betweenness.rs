use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::graph::network::Node;
use crate::query::search::Search;

/// Actors from which paths are followed when there are too many to follow them from each.
const SAMPLE: usize = 256;
/// Steps of work (actors times events) up to which every actor is one.
const EXACT: usize = 400_000_000;
/// Actors whose paths are added up together; fixed, so that the sums are the same on any number of threads.
const CHUNK: usize = 16;

/// How often actors lie between others.
#[derive(Clone, Debug, PartialEq)]
pub struct Betweenness {
    /// For every actor the share of shortest paths between two others that it is on, 0 to 1.
    pub values: Vec<f64>,
    /// The number of actors that paths were followed from, where not from every one: the values are estimates then.
    pub sampled: Option<usize>,
}

/// Betweenness of every actor, by its number; parallel events are one way.
///
/// Brandes (2001), O(n m) when exact; on big graphs from a sample of actors, as Brandes and Pich (2007) do it, spread
/// evenly over those that have events. Only actors with events count for the share.
pub fn betweenness(search: &Search) -> Betweenness {
    let next: Vec<Vec<Node>> = search.network.nodes().map(|node| ways(search, node)).collect();
    let active: Vec<Node> = search.network.nodes().filter(|&node| search_has(search, node)).collect();
    let m: usize = next.iter().map(Vec::len).sum();
    let sampled = (active.len().saturating_mul(m + active.len()) > EXACT && active.len() > SAMPLE).then_some(SAMPLE);
    let pivots: Vec<Node> = match sampled {
        // spread over the keys by a step that has no part in common with their order
        Some(count) => (0..count).map(|i| active[i * active.len() / count]).collect(),
        None => active.clone(),
    };
    let sums: Vec<Vec<f64>> =
        pivots.chunks(CHUNK).collect::<Vec<_>>().into_par_iter().map(|chunk| follow(&next, chunk)).collect();
    let mut values = vec![0.0; next.len()];
    for sum in sums {
        values.iter_mut().zip(sum).for_each(|(value, more)| *value += more);
    }
    let n = active.len() as f64;
    let pairs = (n - 1.0) * (n - 2.0);
    let scale = if pairs > 0.0 { n / pivots.len() as f64 / pairs } else { 0.0 };
    values.iter_mut().for_each(|value| *value *= scale);
    Betweenness { values, sampled }
}

/// Whom one can go to from `node`, each once.
fn ways(search: &Search, node: Node) -> Vec<Node> {
    let mut next = Vec::new();
    search.leave(node, |other| next.push(other));
    next.sort_unstable();
    next.dedup();
    next.retain(|&other| other != node);
    next.shrink_to_fit();
    next
}

fn search_has(search: &Search, node: Node) -> bool {
    search.network.events_of(node).any(|event| search.sieve.admits(search.network.event(event)))
}

/// Adds up, over the paths from each of `pivots`, how much of them goes over each actor.
fn follow(next: &[Vec<Node>], pivots: &[Node]) -> Vec<f64> {
    let n = next.len();
    let mut sums = vec![0.0; n];
    let (mut far, mut paths, mut part) = (vec![u32::MAX; n], vec![0.0f64; n], vec![0.0f64; n]);
    let mut order: Vec<Node> = Vec::new();
    for &pivot in pivots {
        order.clear();
        order.push(pivot);
        (far[pivot as usize], paths[pivot as usize]) = (0, 1.0);
        let mut at = 0;
        while let Some(&node) = order.get(at) {
            at += 1;
            for &other in &next[node as usize] {
                if far[other as usize] == u32::MAX {
                    far[other as usize] = far[node as usize] + 1;
                    order.push(other);
                }
                if far[other as usize] == far[node as usize] + 1 {
                    paths[other as usize] += paths[node as usize];
                }
            }
        }
        for &node in order.iter().rev() {
            for &other in &next[node as usize] {
                if far[other as usize] == far[node as usize] + 1 {
                    part[node as usize] += paths[node as usize] / paths[other as usize] * (1.0 + part[other as usize]);
                }
            }
            if node != pivot {
                sums[node as usize] += part[node as usize];
            }
        }
        for &node in &order {
            (far[node as usize], paths[node as usize], part[node as usize]) = (u32::MAX, 0.0, 0.0);
        }
    }
    sums
}
