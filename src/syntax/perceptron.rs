//! Averaged perceptrons over hashed features: a greedy tagger and an arc-hybrid parser.
//!
//! In: the forms of one sentence. Out: tags, heads and relations. The features are those of Zhang and Nivre (2011),
//! cut down; the transitions and the dynamic oracle those of Goldberg and Nivre (2013). Linear in the words.

use crate::syntax::{Deprel, Upos, Xpos, hash};

/// Linear scores for a few labels, features hashed into rows.
#[derive(Clone, Debug, Default)]
pub struct Linear {
    /// Labels a row holds.
    pub labels: usize,
    /// Rows less one; their number is a power of two.
    pub mask: u32,
    /// Row-major weights.
    pub weights: Vec<i16>,
}

impl Linear {
    /// Adds the scores of all labels under `features` into `out`.
    pub fn score(&self, features: &[u32], out: &mut [i32]) {
        out.fill(0);
        for &feature in features {
            let at = (feature & self.mask) as usize * self.labels;
            for (o, &w) in out.iter_mut().zip(&self.weights[at..at + self.labels]) {
                *o += i32::from(w);
            }
        }
    }
}

/// Hashes of one form, made once a sentence.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordHashes {
    lower: u32,
    suffixes: [u32; 4],
    prefixes: [u32; 3],
    shape: u32,
}

impl WordHashes {
    /// The hashes of `form`.
    pub fn new(form: &str) -> Self {
        let lower = form.to_lowercase();
        let chars: Vec<char> = lower.chars().collect();
        let piece = |seed, chars: &[char]| chars.iter().fold(seed, |h, &c| hash::join(h, c as u32));
        let n = chars.len();
        Self {
            lower: hash::bytes(1, lower.as_bytes()),
            suffixes: [1, 2, 3, 4].map(|k| piece(10 + k as u32, &chars[n.saturating_sub(k)..])),
            prefixes: [1, 2, 3].map(|k| piece(20 + k as u32, &chars[..n.min(k)])),
            shape: hash::bytes(3, shape(form).as_bytes()),
        }
    }
}

/// `Xx`, `dd.d`, …: the classes of the characters, runs cut at two.
fn shape(form: &str) -> String {
    let mut out = String::new();
    let mut run = (' ', 0);
    for c in form.chars() {
        let class = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_numeric() => 'd',
            c => c,
        };
        run = if class == run.0 { (class, run.1 + 1) } else { (class, 1) };
        if run.1 <= 2 {
            out.push(class);
        }
    }
    out
}

/// The features of the tag of word `i`, given the tags before it.
pub fn tag_features(words: &[WordHashes], tags: &[u32], i: usize, out: &mut Vec<u32>) {
    out.clear();
    let outside = WordHashes::default();
    let word = |d: isize| words.get(i.wrapping_add_signed(d)).unwrap_or(&outside);
    let tag = |d: usize| i.checked_sub(d).map_or(99, |at| tags[at]);
    let (w, before, after) = (word(0), word(-1), word(1));
    let mut add = |kind: u32, value: u32| out.push(hash::join(kind, value));
    add(0, 0);
    add(1, w.lower);
    for (k, &s) in w.suffixes.iter().enumerate() {
        add(2 + k as u32, s);
    }
    for (k, &p) in w.prefixes.iter().enumerate() {
        add(6 + k as u32, p);
    }
    add(9, w.shape);
    add(10, hash::join(w.shape, u32::from(i == 0)));
    add(11, hash::join(w.shape, hash::join(before.shape, after.shape)));
    add(12, before.lower);
    add(13, after.lower);
    add(14, word(-2).lower);
    add(15, word(2).lower);
    add(16, before.suffixes[2]);
    add(17, after.suffixes[2]);
    add(18, tag(1));
    add(19, hash::join(tag(1), tag(2)));
    add(20, hash::join(tag(1), w.lower));
    add(21, hash::join(tag(1), w.suffixes[2]));
    add(22, hash::join(w.lower, after.lower));
    add(23, hash::join(w.lower, before.lower));
    add(24, hash::join(w.lower, after.suffixes[2]));
    add(25, hash::join(tag(1), after.suffixes[2]));
}

/// The features of the universal tag of word `i`, given all fine tags.
pub fn upos_features(words: &[WordHashes], xpos: &[u32], i: usize, out: &mut Vec<u32>) {
    out.clear();
    let tag = |d: isize| xpos.get(i.wrapping_add_signed(d)).copied().unwrap_or(99);
    let word = |d: isize| words.get(i.wrapping_add_signed(d)).map_or(0, |w| w.lower);
    let here = hash::join(tag(0), words[i].lower);
    let mut add = |kind: u32, value: u32| out.push(hash::join(kind + 40, value));
    add(0, tag(0));
    add(1, words[i].lower);
    add(2, here);
    add(3, hash::join(tag(0), words[i].suffixes[2]));
    for (k, d) in [-1, 1, 2, 3, -2].into_iter().enumerate() {
        add(4 + k as u32, hash::join(here, tag(d)));
        add(9 + k as u32, hash::join(tag(0), word(d)));
    }
    add(14, hash::join(here, hash::join(tag(1), tag(2))));
    add(15, hash::join(here, hash::join(tag(-1), tag(1))));
}

/// A parse in progress.
#[derive(Clone, Debug)]
pub struct State {
    /// Words waiting for their head, the last on top.
    pub stack: Vec<usize>,
    /// First word of the buffer; the virtual root comes after the last word.
    pub next: usize,
    /// Number of words.
    pub len: usize,
    /// Heads found; `len` is the root.
    pub heads: Vec<usize>,
    /// Relations found.
    pub labels: Vec<u32>,
    first: Vec<[usize; 2]>,
    last: Vec<[usize; 2]>,
}

/// No word.
pub const NONE: usize = usize::MAX;
/// Moves the next word onto the stack.
pub const SHIFT: usize = 0;
/// Makes the top of the stack a dependent of the next word.
pub const LEFT: usize = 1;
/// Makes the top of the stack a dependent of the word below it.
pub const RIGHT: usize = 2;

impl State {
    /// The state before the first of `len` words.
    pub fn new(len: usize) -> Self {
        Self {
            stack: Vec::new(),
            next: 0,
            len,
            heads: vec![NONE; len],
            labels: vec![0; len],
            first: vec![[NONE; 2]; len + 1],
            last: vec![[NONE; 2]; len + 1],
        }
    }

    /// Whether nothing is left to do.
    pub fn done(&self) -> bool {
        self.stack.is_empty() && self.next >= self.len
    }

    /// Which moves are possible.
    pub fn legal(&self) -> [bool; 3] {
        [self.next < self.len, !self.stack.is_empty(), self.stack.len() > 1]
    }

    /// Head and dependent of the arc that `action` makes.
    pub fn arc(&self, action: usize) -> Option<(usize, usize)> {
        let top = *self.stack.last()?;
        match action {
            LEFT => Some((self.next, top)),
            RIGHT => Some((*self.stack.get(self.stack.len().checked_sub(2)?)?, top)),
            _ => None,
        }
    }

    /// Takes `action`; an arc gets `label`.
    pub fn apply(&mut self, action: usize, label: u32) {
        if let Some((head, dep)) = self.arc(action) {
            self.stack.pop();
            self.heads[dep] = head;
            self.labels[dep] = label;
            let side = if dep < head { &mut self.first[head] } else { &mut self.last[head] };
            *side = [dep, side[0]];
        } else {
            self.stack.push(self.next);
            self.next += 1;
        }
    }

    /// The features of the next action, and of the relation it makes.
    pub fn features(&self, words: &[WordHashes], tags: &[u32], out: &mut Vec<u32>) {
        out.clear();
        let top = |d: usize| self.stack.len().checked_sub(d + 1).map_or(NONE, |at| self.stack[at]);
        let (s0, s1, s2) = (top(0), top(1), top(2));
        let (b0, b1, b2) = (self.next, self.next + 1, self.next + 2);
        let w = |i: usize| words.get(i).map_or(u32::from(i == self.len) + 7, |w| w.lower);
        let p = |i: usize| tags.get(i).copied().unwrap_or(900 + u32::from(i == self.len));
        let l = |i: usize| self.labels.get(i).copied().unwrap_or(77);
        let child = |lists: &[[usize; 2]], i: usize, k: usize| lists.get(i).map_or(NONE, |c| c[k]);
        let mut kind = 100;
        let mut add = |values: &[u32]| {
            kind += 1;
            out.push(values.iter().fold(hash::mix(kind), |h, &v| hash::join(h, v)));
        };
        let (s0l, s0r) = (child(&self.first, s0, 0), child(&self.last, s0, 0));
        let (s1l, s1r) = (child(&self.first, s1, 0), child(&self.last, s1, 0));
        let (b0l, b0m) = (child(&self.first, b0, 0), child(&self.first, b0, 1));
        add(&[]);
        for i in [s0, s1, b0] {
            add(&[w(i), p(i)]);
            add(&[w(i)]);
            add(&[p(i)]);
        }
        for i in [s2, b1, b2] {
            add(&[w(i)]);
            add(&[p(i)]);
        }
        add(&[w(s0), p(s0), w(b0), p(b0)]);
        add(&[w(s0), w(b0)]);
        add(&[w(s0), p(b0)]);
        add(&[p(s0), w(b0)]);
        add(&[p(s0), p(b0)]);
        add(&[w(s0), w(s1)]);
        add(&[w(s0), p(s1)]);
        add(&[p(s0), w(s1)]);
        add(&[p(s0), p(s1)]);
        add(&[p(s0), p(s1), w(b0)]);
        add(&[p(s0), w(s1), p(b0)]);
        add(&[w(s0), p(s1), p(b0)]);
        add(&[p(s0), p(s1), p(b0)]);
        add(&[p(s0), p(b0), p(b1)]);
        add(&[p(b0), p(b1), p(b2)]);
        add(&[p(s2), p(s1), p(s0)]);
        add(&[p(s0), p(b0), p(b1), p(b2)]);
        for (head, dep) in [(s0, s0l), (s0, s0r), (s1, s1l), (s1, s1r), (b0, b0l)] {
            add(&[p(head), p(dep), l(dep), p(b0)]);
            add(&[w(head), l(dep)]);
            add(&[p(s0), p(s1), p(b0), l(dep)]);
            add(&[p(s0), w(dep), p(b0)]);
        }
        add(&[p(b0), l(b0l), l(b0m)]);
        let gap = b0.wrapping_sub(s0).min(6) as u32;
        add(&[p(s0), p(b0), gap]);
        add(&[w(s0), gap]);
        let below = s0.wrapping_sub(s1).min(6) as u32;
        add(&[p(s0), p(s1), below, p(b0)]);
        add(&[l(s0l), l(s0r), p(s0), p(b0)]);
        add(&[l(s1l), l(s1r), p(s1), p(s0)]);
        let suffix = |i: usize| words.get(i).map_or(7, |w| w.suffixes[2]);
        add(&[suffix(s0), suffix(b0)]);
        add(&[suffix(s0), suffix(s1)]);
        let shape = |i: usize| words.get(i).map_or(7, |w| w.shape);
        add(&[shape(s0), shape(b0), p(s0), p(b0)]);
    }

    /// How many gold arcs each action makes unreachable (Goldberg and Nivre 2013, arc-hybrid).
    pub fn costs(&self, gold: &[usize]) -> [usize; 3] {
        let Some(&s0) = self.stack.last() else { return [0, 99, 99] };
        let s1 = self.stack.len().checked_sub(2).map_or(NONE, |at| self.stack[at]);
        let b0 = self.next;
        let mut shift = 99;
        if b0 < self.len {
            let below = &self.stack[..self.stack.len() - 1];
            shift = usize::from(below.contains(&gold[b0])) + self.stack.iter().filter(|&&d| gold[d] == b0).count();
        }
        let later = (b0..self.len).filter(|&d| gold[d] == s0).count();
        let left = later + usize::from(gold[s0] != b0 && (gold[s0] > b0 || gold[s0] == s1));
        let right = later + usize::from(gold[s0] >= b0);
        [shift, left, if s1 == NONE { 99 } else { right }]
    }
}

/// Tagger and parser together.
#[derive(Clone, Debug, Default)]
pub struct Perceptrons {
    /// Fine tags.
    pub xpos: Linear,
    /// Universal tags.
    pub upos: Linear,
    /// Shift, left, right.
    pub actions: Linear,
    /// Relations.
    pub labels: Linear,
}

/// Number of the highest score; the first of equals.
pub fn best(scores: &[i32]) -> usize {
    (0..scores.len()).rev().max_by_key(|&i| scores[i]).unwrap_or(0)
}

/// Tags and arcs of one sentence.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// Universal tags.
    pub upos: Vec<Upos>,
    /// Fine tags.
    pub xpos: Vec<Xpos>,
    /// Heads; the number of words stands for the root.
    pub heads: Vec<usize>,
    /// Relations.
    pub deprels: Vec<Deprel>,
}

/// Both tags of a word as one number.
pub fn joint(upos: u32, xpos: u32) -> u32 {
    upos * 64 + xpos
}

impl Perceptrons {
    /// Numbers of the fine and universal tags of `words`.
    pub fn tag(&self, words: &[WordHashes]) -> (Vec<u32>, Vec<u32>) {
        let mut features = Vec::new();
        let mut scores = vec![0; Xpos::ALL.len()];
        let mut xpos = Vec::with_capacity(words.len());
        for i in 0..words.len() {
            tag_features(words, &xpos, i, &mut features);
            self.xpos.score(&features, &mut scores);
            xpos.push(best(&scores) as u32);
        }
        let mut scores = vec![0; Upos::ALL.len()];
        let mut upos = Vec::with_capacity(words.len());
        for i in 0..words.len() {
            upos_features(words, &xpos, i, &mut features);
            self.upos.score(&features, &mut scores);
            upos.push(best(&scores) as u32);
        }
        (xpos, upos)
    }

    /// Tags and parses a sentence of these forms.
    pub fn analyse(&self, forms: &[&str]) -> Analysis {
        let words: Vec<WordHashes> = forms.iter().map(|form| WordHashes::new(form)).collect();
        let (xpos, upos) = self.tag(&words);
        let tags: Vec<u32> = upos.iter().zip(&xpos).map(|(&u, &x)| joint(u, x)).collect();
        let mut state = State::new(words.len());
        let mut features = Vec::new();
        let mut actions = vec![0; 3];
        let mut labels = vec![0; Deprel::ALL.len()];
        while !state.done() {
            state.features(&words, &tags, &mut features);
            self.actions.score(&features, &mut actions);
            let legal = state.legal();
            let action = (0..3).filter(|&a| legal[a]).max_by_key(|&a| actions[a]).unwrap_or(LEFT);
            let mut label = 0;
            if action != SHIFT {
                features.push(hash::mix(action as u32));
                features.iter_mut().for_each(|f| *f = hash::join(*f, action as u32));
                self.labels.score(&features, &mut labels);
                label = best(&labels) as u32;
            }
            state.apply(action, label);
        }
        Analysis {
            upos: upos.into_iter().map(|u| Upos::ALL[u as usize]).collect(),
            xpos: xpos.into_iter().map(|x| Xpos::ALL[x as usize]).collect(),
            heads: state.heads,
            deprels: state.labels.into_iter().map(|l| Deprel::ALL[l as usize]).collect(),
        }
    }
}

/// Joins two hashes.
pub fn joined(a: u32, b: u32) -> u32 {
    hash::join(a, b)
}

/// Spreads a hash.
pub fn mixed(a: u32) -> u32 {
    hash::mix(a)
}
