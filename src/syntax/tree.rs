use compact_str::CompactString;

use crate::syntax::{Deprel, Upos, Xpos};
use crate::text::Span;

/// One word of a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Where the word stands in the text.
    pub span: Span,
    /// Dictionary form, lower case except in names.
    pub lemma: CompactString,
    /// Part of speech.
    pub upos: Upos,
    /// Fine tag.
    pub xpos: Xpos,
    /// Index of the head in the tree; none for the root.
    pub head: Option<u32>,
    /// Relation to the head.
    pub deprel: Deprel,
}

/// The dependency tree of one sentence: one root, no cycle, heads inside the sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    nodes: Vec<Node>,
    /// Start of each node's children in `children`, one more entry than nodes.
    starts: Vec<u32>,
    /// Children of all nodes, grouped by head, in the order of the words.
    children: Vec<u32>,
    root: u32,
}

impl Tree {
    /// Builds a tree over `nodes`, mending what is not one: the first rootless node becomes the only root, further
    /// roots, heads outside the sentence and nodes on a cycle are attached to it. O(n).
    pub fn new(mut nodes: Vec<Node>) -> Self {
        let n = nodes.len();
        for (i, node) in nodes.iter_mut().enumerate() {
            if node.head.is_some_and(|h| h as usize >= n || h as usize == i) {
                node.head = None;
            }
        }
        let root = nodes.iter().position(|node| node.head.is_none()).unwrap_or(0);
        // 0 unseen, 1 on the present path, 2 known to reach the root
        let mut state = vec![0u8; n];
        let mut path = Vec::new();
        if n > 0 {
            nodes[root].head = None;
            nodes[root].deprel = Deprel::Root;
            state[root] = 2;
        }
        for i in 0..n {
            let mut at = i;
            while state[at] == 0 {
                state[at] = 1;
                path.push(at);
                match nodes[at].head {
                    Some(head) if state[head as usize] != 1 => at = head as usize,
                    _ => {
                        nodes[at].head = Some(root as u32);
                        if nodes[at].deprel == Deprel::Root {
                            nodes[at].deprel = Deprel::Parataxis;
                        }
                        at = root;
                    }
                }
            }
            for p in path.drain(..) {
                state[p] = 2;
            }
        }
        let mut starts = vec![0u32; n + 1];
        for head in nodes.iter().filter_map(|node| node.head) {
            starts[head as usize + 1] += 1;
        }
        for i in 0..n {
            starts[i + 1] += starts[i];
        }
        let mut fill = starts.clone();
        let mut children = vec![0u32; n.saturating_sub(1)];
        for (i, node) in nodes.iter().enumerate() {
            if let Some(head) = node.head {
                children[fill[head as usize] as usize] = i as u32;
                fill[head as usize] += 1;
            }
        }
        Self { nodes, starts, children, root: root as u32 }
    }

    /// The words, in the order of the text.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the sentence has no words.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Index of the root; 0 in an empty tree.
    pub fn root(&self) -> usize {
        self.root as usize
    }

    /// The word at `index`.
    ///
    /// # Panics
    ///
    /// If there is none.
    pub fn node(&self, index: usize) -> &Node {
        &self.nodes[index]
    }

    /// Index of the head of the word at `index`; none for the root.
    pub fn head(&self, index: usize) -> Option<usize> {
        self.nodes[index].head.map(|head| head as usize)
    }

    /// Indices of the dependents of the word at `index`, in the order of the text.
    pub fn children(&self, index: usize) -> impl DoubleEndedIterator<Item = usize> + Clone + '_ {
        let range = self.starts[index] as usize..self.starts[index + 1] as usize;
        self.children[range].iter().map(|&child| child as usize)
    }

    /// The dependents of the word at `index` that bear `deprel`.
    pub fn children_by(&self, index: usize, deprel: Deprel) -> impl Iterator<Item = usize> + '_ {
        self.children(index).filter(move |&child| self.nodes[child].deprel == deprel)
    }

    /// The word at `index` and its heads up to the root.
    pub fn ancestors(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(index), |&at| self.head(at))
    }

    /// Whether the word at `index` lies under (or is) the word at `top`.
    pub fn is_under(&self, index: usize, top: usize) -> bool {
        self.ancestors(index).any(|at| at == top)
    }

    /// Steps from one word to another: up to where they meet, and down. O(depth²).
    pub fn distance(&self, from: usize, to: usize) -> usize {
        let meets = |(up, a): (usize, usize)| self.ancestors(to).position(|b| a == b).map(|down| up + down);
        self.ancestors(from).enumerate().find_map(meets).unwrap_or(0)
    }

    /// First and last word under the word at `index`, itself included.
    pub fn extent(&self, index: usize) -> (usize, usize) {
        let (mut first, mut last) = (index, index);
        let mut stack = vec![index];
        while let Some(at) = stack.pop() {
            first = first.min(at);
            last = last.max(at);
            stack.extend(self.children(at));
        }
        (first, last)
    }
}
