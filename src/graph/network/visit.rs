//! petgraph's traits, so that its algorithms run on a [`Network`].

use std::iter::Copied;
use std::slice::Iter;

use petgraph::Direction;
use petgraph::visit::{
    GraphBase, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, NodeCompactIndexable, NodeCount,
    NodeIndexable, Visitable,
};
use rustc_hash::FxHashSet;

use super::{EventIndex, Network, Node};

impl GraphBase for Network {
    type NodeId = Node;
    type EdgeId = EventIndex;
}

impl NodeCount for Network {
    fn node_count(&self) -> usize {
        self.actors()
    }
}

impl NodeIndexable for Network {
    fn node_bound(&self) -> usize {
        self.actors()
    }

    fn to_index(&self, node: Node) -> usize {
        node as usize
    }

    fn from_index(&self, index: usize) -> Node {
        index as Node
    }
}

impl NodeCompactIndexable for Network {}

impl IntoNodeIdentifiers for &Network {
    type NodeIdentifiers = std::ops::Range<Node>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        self.nodes()
    }
}

impl<'a> IntoNeighbors for &'a Network {
    type Neighbors = Copied<Iter<'a, Node>>;

    fn neighbors(self, node: Node) -> Self::Neighbors {
        self.targets(node).iter().copied()
    }
}

impl<'a> IntoNeighborsDirected for &'a Network {
    type NeighborsDirected = Copied<Iter<'a, Node>>;

    fn neighbors_directed(self, node: Node, direction: Direction) -> Self::NeighborsDirected {
        match direction {
            Direction::Outgoing => self.targets(node).iter().copied(),
            Direction::Incoming => self.sources(node).iter().copied(),
        }
    }
}

impl Visitable for Network {
    type Map = FxHashSet<Node>;

    fn visit_map(&self) -> Self::Map {
        FxHashSet::default()
    }

    fn reset_map(&self, map: &mut Self::Map) {
        map.clear();
    }
}
