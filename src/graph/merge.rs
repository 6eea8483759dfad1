use std::collections::btree_map::Entry;

use petgraph::stable_graph::NodeIndex;

use crate::graph::{Actor, Article, Edge, EdgeKey, Graph, Presence, Report, Sketch};

impl Graph {
    /// Adds all of `other`: the union of what their documents contribute.
    ///
    /// Where the two disagree on a document of the same id, the greater contribution stays, so the result depends
    /// neither on order nor on grouping. O(n log n) in the size of `other`.
    pub fn merge(&mut self, other: Self) {
        for (id, article) in other.articles {
            self.merge_article(&id, article);
        }
        for (id, sketch) in other.sketches {
            self.merge_sketch(&id, sketch);
        }
        let (mut nodes, edges) = other.net.into_nodes_edges_iters();
        let mut moved = rustc_hash::FxHashMap::default();
        for node in nodes.by_ref() {
            let Actor { key, presences } = node.weight;
            moved.insert(node.index, self.node(&key));
            for (document, presence) in presences {
                self.merge_presence(&key, &document, presence);
            }
        }
        for edge in edges {
            let Edge { key, reports } = edge.weight;
            self.merge_reports_at(moved[&edge.source], moved[&edge.target], key, reports);
        }
    }

    pub(crate) fn merge_article(&mut self, id: &str, article: Article) {
        keep_greater(self.articles.entry(id.to_owned()), article);
    }

    pub(crate) fn merge_sketch(&mut self, id: &str, sketch: Sketch) {
        keep_greater(self.sketches.entry(id.to_owned()), sketch);
    }

    pub(crate) fn merge_presence(&mut self, key: &str, document: &str, presence: Presence) {
        let node = self.node(key);
        keep_greater(self.net[node].presences.entry(document.to_owned()), presence);
    }

    pub(crate) fn merge_reports(&mut self, source: &str, target: &str, key: EdgeKey, reports: Vec<Report>) {
        let (source, target) = (self.node(source), self.node(target));
        self.merge_reports_at(source, target, key, reports);
    }

    fn merge_reports_at(&mut self, source: NodeIndex, target: NodeIndex, key: EdgeKey, reports: Vec<Report>) {
        let net = &mut self.net;
        let edge = *self.edge_index.entry((source, target, key)).or_insert_with_key(|(_, _, key)| {
            net.add_edge(source, target, Edge { key: key.clone(), reports: Vec::new() })
        });
        let known = &mut net[edge].reports;
        for report in reports {
            if let Err(place) = known.binary_search(&report) {
                known.insert(place, report);
            }
        }
    }

    /// The node of the actor `key`, made when there is none.
    fn node(&mut self, key: &str) -> NodeIndex {
        if let Some(&node) = self.actor_index.get(key) {
            return node;
        }
        let node = self.net.add_node(Actor { key: key.to_owned(), presences: std::collections::BTreeMap::new() });
        self.actor_index.insert(key.to_owned(), node);
        node
    }
}

/// Puts `value` in the place of `entry` unless a greater one stands there: a choice in which order plays no part.
fn keep_greater<V: Ord>(entry: Entry<'_, String, V>, value: V) {
    match entry {
        Entry::Vacant(place) => {
            place.insert(value);
        }
        Entry::Occupied(mut place) => {
            if *place.get() < value {
                place.insert(value);
            }
        }
    }
}
