use std::collections::{BTreeMap, VecDeque};

use crate::graph::network::Node;
use crate::query::refine::refined;
use crate::query::search::Search;

/// Rounds of moving and merging at most; a few are enough.
const ROUNDS: usize = 50;

/// Groups of actors that have more to do with each other than with the rest.
#[derive(Clone, Debug, PartialEq)]
pub struct Communities {
    /// The actors of each group, in the order of their keys; the largest group first. Actors without events are in none.
    pub groups: Vec<Vec<Node>>,
    /// How much better than chance the grouping is, at most 1.
    pub modularity: f64,
}

/// Groups the actors so that as many events as possible are inside groups, beyond what chance would give (modularity);
/// the direction of events plays no part and each counts one. Every group is connected.
///
/// Leiden, by Traag, Waltman and van Eck (2019), with the best instead of a random choice where it merges, so that the
/// result is always the same. O(m) a round.
pub fn communities(search: &Search) -> Communities {
    let ties = Ties::of(search);
    let mut level = ties.clone();
    let mut home: Vec<u32> = (0..ties.len() as u32).collect();
    let mut group: Vec<u32> = home.clone();
    for _ in 0..ROUNDS {
        let moved = move_nodes(&level, &mut group);
        let count = renumber(&mut group);
        if !moved && count == level.len() {
            break;
        }
        let mut parts = refined(&level, &group);
        let parts_count = renumber(&mut parts);
        if parts_count == level.len() {
            // nothing to merge: the groups are as they will be
            break;
        }
        let mut above = vec![0; parts_count];
        for (node, &part) in parts.iter().enumerate() {
            above[part as usize] = group[node];
        }
        home.iter_mut().for_each(|home| *home = parts[*home as usize]);
        level = level.merged(&parts, parts_count);
        group = above;
    }
    let last: Vec<u32> = home.iter().map(|&home| group[home as usize]).collect();
    let modularity = ties.modularity(&last);
    Communities { groups: groups(&ties, &last), modularity }
}

fn groups(ties: &Ties, group: &[u32]) -> Vec<Vec<Node>> {
    let mut groups: BTreeMap<u32, Vec<Node>> = BTreeMap::new();
    for (node, &group) in group.iter().enumerate().filter(|(node, _)| ties.weight[*node] > 0) {
        groups.entry(group).or_default().push(node as Node);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group[0]));
    groups
}

/// How many events there are between whom: a weighted graph without direction.
#[derive(Clone, Debug)]
pub(super) struct Ties {
    start: Vec<usize>,
    to: Vec<(u32, u64)>,
    /// Twice the events inside each node, which has become one of several.
    inner: Vec<u64>,
    /// Events at each node, those inside counted twice.
    pub weight: Vec<u64>,
    /// All of them.
    pub total: u64,
}

impl Ties {
    fn of(search: &Search) -> Self {
        let mut rows = Vec::with_capacity(search.network.actors());
        for node in search.network.nodes() {
            let mut others = Vec::new();
            for event in search.network.events_of(node) {
                let row = search.network.event(event);
                if search.sieve.admits(row) {
                    others.push((row.other(node), 1));
                }
            }
            rows.push(others);
        }
        Self::from_rows(rows, |node, other| if node == other { 2 } else { 1 })
    }

    /// Takes the links of each node together.
    fn from_rows(rows: Vec<Vec<(u32, u64)>>, times: impl Fn(u32, u32) -> u64) -> Self {
        let mut ties = Self { start: vec![0], to: Vec::new(), inner: Vec::new(), weight: Vec::new(), total: 0 };
        for (node, mut row) in rows.into_iter().enumerate() {
            row.sort_unstable();
            let (mut inner, mut weight) = (0, 0);
            for same in row.chunk_by(|a, b| a.0 == b.0) {
                let other = same[0].0;
                let sum = same.iter().map(|(_, weight)| weight).sum::<u64>() * times(node as u32, other);
                weight += sum;
                if other == node as u32 { inner += sum } else { ties.to.push((other, sum)) }
            }
            ties.start.push(ties.to.len());
            ties.inner.push(inner);
            ties.weight.push(weight);
            ties.total += weight;
        }
        ties
    }

    pub fn len(&self) -> usize {
        self.weight.len()
    }

    /// The others that a node has to do with, and how much.
    pub fn of_node(&self, node: u32) -> &[(u32, u64)] {
        &self.to[self.start[node as usize]..self.start[node as usize + 1]]
    }

    /// The graph in which the nodes of one part are one.
    fn merged(&self, parts: &[u32], count: usize) -> Self {
        let mut rows = vec![Vec::new(); count];
        for node in 0..self.len() as u32 {
            let part = parts[node as usize];
            let row = &mut rows[part as usize];
            row.push((part, self.inner[node as usize]));
            row.extend(self.of_node(node).iter().map(|&(other, weight)| (parts[other as usize], weight)));
        }
        Self::from_rows(rows, |_, _| 1)
    }

    /// What joining a group gains, times a constant; `links` are those between node and group, without the node's own.
    pub fn gain(&self, node: u32, links: u64, group_weight: u64) -> i128 {
        i128::from(links) * i128::from(self.total) - i128::from(self.weight[node as usize]) * i128::from(group_weight)
    }

    fn modularity(&self, group: &[u32]) -> f64 {
        if self.total == 0 {
            return 0.0;
        }
        let total = self.total as f64;
        let (mut inside, mut weights) = (0u64, vec![0u64; self.len()]);
        for node in 0..self.len() as u32 {
            let own = group[node as usize];
            weights[own as usize] += self.weight[node as usize];
            inside += self.inner[node as usize];
            let same = self.of_node(node).iter().filter(|(other, _)| group[*other as usize] == own);
            inside += same.map(|(_, weight)| weight).sum::<u64>();
        }
        inside as f64 / total - weights.iter().map(|&weight| (weight as f64 / total).powi(2)).sum::<f64>()
    }
}

/// Moves nodes to the groups where they gain most until none gains; returns whether any moved.
fn move_nodes(ties: &Ties, group: &mut [u32]) -> bool {
    let mut sizes = Sizes::of(ties, group);
    let mut queue: VecDeque<u32> = (0..ties.len() as u32).collect();
    let mut waits = vec![true; ties.len()];
    let mut moved = false;
    while let Some(node) = queue.pop_front() {
        waits[node as usize] = false;
        let own = group[node as usize];
        sizes.take(node, own);
        let there = sizes.best(node, group);
        sizes.put(node, there);
        if there == own {
            continue;
        }
        moved = true;
        group[node as usize] = there;
        for &(other, _) in ties.of_node(node) {
            if group[other as usize] != there && !waits[other as usize] {
                waits[other as usize] = true;
                queue.push_back(other);
            }
        }
    }
    moved
}

/// What the groups weigh while nodes move between them.
struct Sizes<'t> {
    ties: &'t Ties,
    weights: Vec<u64>,
    members: Vec<u32>,
    /// Groups without members.
    empty: Vec<u32>,
    /// Events between the node that moves and each group; zero between two moves.
    links: Vec<u64>,
    /// The groups that have links.
    near: Vec<u32>,
}

impl<'t> Sizes<'t> {
    fn of(ties: &'t Ties, group: &[u32]) -> Self {
        let n = ties.len();
        let (mut weights, mut members) = (vec![0; n], vec![0; n]);
        for (node, &group) in group.iter().enumerate() {
            weights[group as usize] += ties.weight[node];
            members[group as usize] += 1;
        }
        let empty = (0..n as u32).rev().filter(|&group| members[group as usize] == 0).collect();
        Self { ties, weights, members, empty, links: vec![0; n], near: Vec::new() }
    }

    /// Takes `node` out of its group.
    fn take(&mut self, node: u32, from: u32) {
        self.weights[from as usize] -= self.ties.weight[node as usize];
        self.members[from as usize] -= 1;
        if self.members[from as usize] == 0 {
            self.empty.push(from);
        }
    }

    fn put(&mut self, node: u32, to: u32) {
        self.weights[to as usize] += self.ties.weight[node as usize];
        self.members[to as usize] += 1;
        if self.empty.last() == Some(&to) {
            self.empty.pop();
        }
    }

    /// The group where `node`, taken out of its own, gains most: its own where none is better, an empty one where any
    /// other loses.
    fn best(&mut self, node: u32, group: &[u32]) -> u32 {
        self.near.clear();
        for &(other, weight) in self.ties.of_node(node) {
            let there = group[other as usize];
            if self.links[there as usize] == 0 {
                self.near.push(there);
            }
            self.links[there as usize] += weight;
        }
        let own = group[node as usize];
        let gain = |there: u32| self.ties.gain(node, self.links[there as usize], self.weights[there as usize]);
        // alone in a group of its own it gains nothing and loses nothing
        let stay = gain(own);
        let mut best = if stay < 0 { (0, self.empty.last().copied().unwrap_or(own)) } else { (stay, own) };
        self.near.sort_unstable();
        for &there in &self.near {
            if gain(there) > best.0 {
                best = (gain(there), there);
            }
        }
        for &there in &self.near {
            self.links[there as usize] = 0;
        }
        best.1
    }
}

/// Numbers the groups by their first nodes; returns how many there are.
fn renumber(group: &mut [u32]) -> usize {
    let mut number = vec![u32::MAX; group.len()];
    let mut count = 0;
    for group in group.iter_mut() {
        let new = &mut number[*group as usize];
        if *new == u32::MAX {
            *new = count;
            count += 1;
        }
        *group = *new;
    }
    count as usize
}
