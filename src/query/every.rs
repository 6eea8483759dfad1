use std::collections::BTreeMap;

use crate::graph::network::Node;
use crate::query::path::path_over;
use crate::query::search::Search;
use crate::query::{Path, Weight};

/// All paths of at most so many steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Every {
    /// The paths, the shorter first, then in the order of their actors.
    pub paths: Vec<Path>,
    /// Whether there are more than were asked for.
    pub more: bool,
}

/// All paths of at most `steps` steps that visit no actor twice, at most `limit` of them; each is another row of actors.
pub fn every_path(search: &Search, from: Node, to: Node, steps: usize, limit: usize) -> Every {
    let far = distances(search, to, steps);
    let mut walk = Walk { search, far: &far, to, limit: limit.saturating_add(1), path: vec![from], found: Vec::new() };
    for length in 1..=steps {
        if from != to {
            walk.extend(length);
        }
    }
    let more = walk.found.len() > limit;
    let paths = walk.found.iter().take(limit).map(|nodes| path_over(search, nodes, Weight::Steps)).collect();
    Every { paths, more }
}

/// How many steps it is to `to`, for the actors within `most`.
fn distances(search: &Search, to: Node, most: usize) -> BTreeMap<Node, usize> {
    let mut far = BTreeMap::from([(to, 0)]);
    let mut frontier = vec![to];
    for step in 1..=most {
        let mut next = Vec::new();
        for at in frontier {
            search.arrive(at, |node| {
                far.entry(node).or_insert_with(|| {
                    next.push(node);
                    step
                });
            });
        }
        frontier = next;
    }
    far
}

struct Walk<'a> {
    search: &'a Search<'a>,
    far: &'a BTreeMap<Node, usize>,
    to: Node,
    limit: usize,
    path: Vec<Node>,
    found: Vec<Vec<Node>>,
}

impl Walk<'_> {
    /// Finds the paths of exactly `left` more steps.
    fn extend(&mut self, left: usize) {
        let at = *self.path.last().expect("a path begins somewhere");
        let mut next = Vec::new();
        self.search.leave(at, |node| {
            if self.far.get(&node).is_some_and(|&far| far < left) {
                next.push(node);
            }
        });
        next.sort_unstable();
        next.dedup();
        for node in next {
            if self.found.len() >= self.limit || self.path.contains(&node) || (node == self.to) != (left == 1) {
                continue;
            }
            self.path.push(node);
            if left == 1 {
                self.found.push(self.path.clone());
            } else {
                self.extend(left - 1);
            }
            self.path.pop();
        }
    }
}
