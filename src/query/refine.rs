//! The step of Leiden that keeps groups connected.

use crate::query::communities::Ties;

/// Parts of the groups: each group is built up again from single nodes, which join a part of it where they gain, and only
/// where node and part are well connected with the rest of the group.
pub(super) fn refined(ties: &Ties, group: &[u32]) -> Vec<u32> {
    let n = ties.len();
    let mut weights = vec![0u64; n];
    for (node, &group) in group.iter().enumerate() {
        weights[group as usize] += ties.weight[node];
    }
    let mut parts = Parts {
        of: (0..n as u32).collect(),
        weight: ties.weight.clone(),
        alone: vec![true; n],
        outward: (0..n as u32).map(|node| links_inside(ties, group, node)).collect(),
    };
    let mut links = vec![0u64; n];
    for node in 0..n as u32 {
        let all = weights[group[node as usize] as usize];
        let enough = well_connected(ties, parts.outward[node as usize], ties.weight[node as usize], all);
        if parts.alone[node as usize] && enough {
            parts.join(ties, group, node, all, &mut links);
        }
    }
    parts.of
}

struct Parts {
    of: Vec<u32>,
    /// Events at the nodes of each part.
    weight: Vec<u64>,
    /// Whether a node is a part by itself that nobody joined.
    alone: Vec<bool>,
    /// Events between each part and the rest of its group.
    outward: Vec<u64>,
}

impl Parts {
    /// Lets a node that is alone join the part of its group where it gains most, if it gains anywhere.
    fn join(&mut self, ties: &Ties, group: &[u32], node: u32, all: u64, links: &mut [u64]) {
        let mut near = Vec::new();
        for &(other, weight) in
            ties.of_node(node).iter().filter(|(other, _)| group[*other as usize] == group[node as usize])
        {
            let part = self.of[other as usize];
            if links[part as usize] == 0 {
                near.push(part);
            }
            links[part as usize] += weight;
        }
        near.sort_unstable();
        let mut best: Option<(i128, u32, u64)> = None;
        for part in near {
            let link = std::mem::take(&mut links[part as usize]);
            let gain = ties.gain(node, link, self.weight[part as usize]);
            let enough = well_connected(ties, self.outward[part as usize], self.weight[part as usize], all);
            if gain > 0 && enough && best.is_none_or(|(known, ..)| gain > known) {
                best = Some((gain, part, link));
            }
        }
        let Some((_, part, link)) = best else { return };
        let own = ties.weight[node as usize];
        self.outward[part as usize] = self.outward[part as usize] + self.outward[node as usize] - 2 * link;
        self.weight[part as usize] += own;
        self.alone[part as usize] = false;
        self.of[node as usize] = part;
    }
}

/// Events between a node and the rest of its group.
fn links_inside(ties: &Ties, group: &[u32], node: u32) -> u64 {
    let same = ties.of_node(node).iter().filter(|(other, _)| group[*other as usize] == group[node as usize]);
    same.map(|(_, weight)| weight).sum()
}

/// Whether a part has at least as many events with the rest of its group as chance would give.
fn well_connected(ties: &Ties, outward: u64, weight: u64, all: u64) -> bool {
    u128::from(outward) * u128::from(ties.total) >= u128::from(weight) * u128::from(all - weight)
}
