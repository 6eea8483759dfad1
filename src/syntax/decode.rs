//! From head scores to trees.
//!
//! The best head of each word is taken; where that is no tree, the best tree is found (Chu and Liu 1965, Edmonds
//! 1967; O(n²) for each cycle) under the root whose score leads most. Sentences longer than [`LONGEST`] are not
//! searched again, their cycles are cut by [`Tree::new`](crate::syntax::Tree::new): linear in the words.

use crate::syntax::forward::{ArcScores, Decoder, LONGEST};

/// Decodes the scores of one sentence after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct TreeDecoder {
    words: usize,
    /// `words × words`, dependent by head; only for sentences that may be searched again.
    scores: Vec<f32>,
    /// Best head and its score, other than the root.
    best: Vec<(u32, f32)>,
    /// Score of the root as head.
    root: Vec<f32>,
}

impl Decoder for TreeDecoder {
    fn begin(&mut self, words: usize) {
        self.words = words;
        self.scores.clear();
        self.best.clear();
        self.root.clear();
    }

    #[inline(always)]
    fn block(&mut self, block: &ArcScores<'_>) {
        for (i, row) in block.scores.chunks_exact(block.stride).enumerate() {
            let Some((&root, row)) = row.split_first() else { return };
            let row = &row[..block.words];
            let own = block.first + i - block.window;
            let mut best = (0, f32::NEG_INFINITY);
            for (j, &score) in row.iter().enumerate() {
                if score > best.1 && j != own {
                    best = (j, score);
                }
            }
            self.best.push(((block.window + best.0) as u32, best.1));
            self.root.push(root);
            if self.words <= LONGEST {
                self.scores.extend_from_slice(row);
            }
        }
    }

    fn finish(&mut self, heads: &mut Vec<Option<u32>>) {
        let start = heads.len();
        let lead = |i: usize| self.root[i] - self.best[i].1;
        let Some(root) = (0..self.words).max_by(|&a, &b| lead(a).total_cmp(&lead(b)).then(b.cmp(&a))) else { return };
        heads.extend(self.best.iter().enumerate().map(|(i, best)| (i != root).then_some(best.0)));
        let heads = &mut heads[start..];
        if self.words <= LONGEST && !is_tree(heads) {
            let found = arborescence(&self.scores, self.words, root);
            for (to, from) in heads.iter_mut().zip(found) {
                *to = from.map(|head| head as u32);
            }
        }
    }
}

/// Whether every word reaches the one that has no head.
fn is_tree(heads: &[Option<u32>]) -> bool {
    let mut seen = vec![u32::MAX; heads.len()];
    for i in 0..heads.len() {
        let mut at = i;
        while seen[at] == u32::MAX {
            seen[at] = i as u32;
            match heads[at] {
                Some(head) if seen[head as usize] == i as u32 => return false,
                Some(head) => at = head as usize,
                None => break,
            }
        }
    }
    true
}

/// The best tree under `root`; `scores` is `n × n`, row = dependent, column = head.
fn arborescence(scores: &[f32], n: usize, root: usize) -> Vec<Option<usize>> {
    let mut heads: Vec<Option<usize>> = (0..n)
        .map(|i| {
            let row = &scores[i * n..(i + 1) * n];
            let best = (0..n).filter(|&j| j != i).max_by(|&a, &b| row[a].total_cmp(&row[b]).then(b.cmp(&a)));
            best.filter(|_| i != root)
        })
        .collect();
    let Some(cycle) = cycle(&heads) else { return heads };
    let mut inside = vec![false; n];
    for &i in &cycle {
        inside[i] = true;
    }
    let outside: Vec<usize> = (0..n).filter(|&i| !inside[i]).collect();
    let m = outside.len() + 1;
    let mut smaller = vec![f32::NEG_INFINITY; m * m];
    // for each word outside: its best head in the cycle; the word of the cycle that would rather hang from it
    let (mut enter, mut leave) = (vec![0; m], vec![0; m]);
    for (a, &i) in outside.iter().enumerate() {
        for (b, &j) in outside.iter().enumerate() {
            smaller[a * m + b] = scores[i * n + j];
        }
        for &j in &cycle {
            let down = scores[i * n + j];
            if down > smaller[a * m + m - 1] {
                (smaller[a * m + m - 1], leave[a]) = (down, j);
            }
            let held = heads[j].map_or(0.0, |head| scores[j * n + head]);
            let up = scores[j * n + i] - held;
            if up > smaller[(m - 1) * m + a] {
                (smaller[(m - 1) * m + a], enter[a]) = (up, j);
            }
        }
    }
    let top = outside.iter().position(|&i| i == root).unwrap_or(0);
    let found = arborescence(&smaller, m, top);
    for (a, &i) in outside.iter().enumerate() {
        heads[i] = found[a].map(|b| if b == m - 1 { leave[a] } else { outside[b] });
    }
    if let Some(b) = found[m - 1] {
        heads[enter[b]] = Some(outside[b]);
    }
    heads
}

/// The words of a cycle, if there is one.
fn cycle(heads: &[Option<usize>]) -> Option<Vec<usize>> {
    let mut seen = vec![usize::MAX; heads.len()];
    for i in 0..heads.len() {
        let mut at = i;
        while seen[at] == usize::MAX {
            seen[at] = i;
            let Some(head) = heads[at] else { break };
            if seen[head] == i {
                let mut found = vec![head];
                let mut at = heads[head];
                while let Some(next) = at.filter(|&next| next != head) {
                    found.push(next);
                    at = heads[next];
                }
                return Some(found);
            }
            at = head;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every tree under `root`, and the score of the best.
    fn by_search(scores: &[f32], n: usize, root: usize) -> f32 {
        let mut best = f32::NEG_INFINITY;
        for code in 0..n.pow(n as u32) {
            let heads: Vec<_> = (0..n).map(|i| (i != root).then_some((code / n.pow(i as u32) % n) as u32)).collect();
            let no_loop = heads.iter().enumerate().all(|(i, &head)| head != Some(i as u32));
            if no_loop && is_tree(&heads) {
                best = best.max(total(scores, n, |i| heads[i].map(|head| head as usize)));
            }
        }
        best
    }

    fn total(scores: &[f32], n: usize, head: impl Fn(usize) -> Option<usize>) -> f32 {
        (0..n).filter_map(|i| head(i).map(|j| scores[i * n + j])).sum()
    }

    proptest! {
        #[test]
        fn finds_the_best_tree(scores in prop::collection::vec(0u8..50, 25), root in 0usize..5) {
            let scores: Vec<f32> = scores.into_iter().map(f32::from).collect();
            let heads = arborescence(&scores, 5, root);
            let as_numbers: Vec<_> = heads.iter().map(|head| head.map(|head| head as u32)).collect();
            prop_assert!(is_tree(&as_numbers), "{heads:?}");
            prop_assert_eq!(heads[root], None);
            let lost = by_search(&scores, 5, root) - total(&scores, 5, |i| heads[i]);
            prop_assert!(lost < 0.5, "{heads:?} is {lost} below the best");
        }
    }
}
