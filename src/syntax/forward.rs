//! One run of the network over a batch of sentences.

use pulp::{Arch, Simd, WithSimd};

use crate::syntax::integer::Rows;
use crate::syntax::matrix::{Matrix, one_and_exp, rectify};
use crate::syntax::network::{Entry, Layer, Network, REACH};
use crate::syntax::words::WordRows;
use crate::syntax::{Deprel, Upos, Xpos};

/// Where the gates of a word in the first layer are found.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// Among those of the frequent forms.
    Common(u32),
    /// Among those worked out in this run.
    Rare(u32),
}

/// Buffers of one run; reused from batch to batch.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scratch {
    packed: Vec<f32>,
    rare: Vec<WordRows>,
    places: Vec<Place>,
    words: Vec<f32>,
    first_states: Vec<f32>,
    first_gates: Vec<f32>,
    states: Vec<f32>,
    rows: Rows,
    gates: Vec<f32>,
    cell: Vec<f32>,
    read_out: Vec<f32>,
    queries: Vec<f32>,
    relations: Vec<f32>,
    scores: Vec<f32>,
    window: Matrix,
}

/// Scores of the heads of some words of one sentence.
pub(crate) struct ArcScores<'a> {
    /// First word of the rows, counted in the sentence.
    pub first: usize,
    /// First word of the window that the columns stand for.
    pub window: usize,
    /// Words of the window; column 0 is the root, column 1 the first of them.
    pub words: usize,
    /// Length of a row.
    pub stride: usize,
    /// A row for each word.
    pub scores: &'a [f32],
}

/// The relations below a given list of heads, and the tags.
#[derive(Clone, Debug, Default)]
pub(crate) struct Labels {
    /// Universal tags.
    pub upos: Vec<Upos>,
    /// Fine tags.
    pub xpos: Vec<Xpos>,
    /// Heads, counted in the sentence; none for the root.
    pub heads: Vec<Option<u32>>,
    /// Relations.
    pub deprels: Vec<Deprel>,
}

/// Chooses the heads of one sentence of so many words; it gets the scores block by block.
pub(crate) trait Decoder {
    /// Begins a sentence of `words` words.
    fn begin(&mut self, words: usize);
    /// Takes the scores of some of its words.
    fn block(&mut self, scores: &ArcScores<'_>);
    /// Gives the heads.
    fn finish(&mut self, heads: &mut Vec<Option<u32>>);
}

/// Longest sentence whose words may have any other as head; a longer one is cut in blocks of half as many words, and
/// a head lies at most one block away.
pub(crate) const LONGEST: usize = 256;

impl Network {
    /// Tags and parses sentences that follow one another in `words` with these `lengths`.
    pub fn run(&self, words: &[Entry], lengths: &[usize], scratch: &mut Scratch, decoder: &mut impl Decoder) -> Labels {
        Arch::new().dispatch(Run { network: self, words, lengths, scratch, decoder })
    }

    /// The words by themselves, and their way through the matrix of the first layer.
    pub(super) fn first_gates(&self, words: &[WordRows]) -> (Vec<f32>, Vec<f32>) {
        let mut scratch = Scratch { rare: words.to_vec(), ..Scratch::default() };
        Arch::new().dispatch(First { network: self, scratch: &mut scratch });
        (scratch.first_states, scratch.first_gates)
    }
}

struct First<'a> {
    network: &'a Network,
    scratch: &'a mut Scratch,
}

impl WithSimd for First<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        self.network.first(simd, self.scratch);
    }
}

struct Run<'a, D> {
    network: &'a Network,
    words: &'a [Entry],
    lengths: &'a [usize],
    scratch: &'a mut Scratch,
    decoder: &'a mut D,
}

impl<D: Decoder> WithSimd for Run<'_, D> {
    type Output = Labels;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Labels {
        let Self { network, words, lengths, scratch: s, decoder } = self;
        network.enter(simd, words, s);
        for (at, layer) in network.layers.iter().enumerate() {
            let stride = layer.project.stride;
            if at > 0 {
                s.rows.normalize(&s.states, network.width);
                layer.project.multiply(simd, &s.rows, &mut s.gates);
                let gates = |word: usize| &s.gates[word * stride..(word + 1) * stride];
                network.recur(layer, lengths, &mut s.states, &mut s.cell, gates);
            } else {
                let gates = |word: usize| match s.places[word] {
                    Place::Common(at) => &network.common_gates[at as usize * stride..][..stride],
                    Place::Rare(at) => &s.first_gates[at as usize * stride..][..stride],
                };
                network.recur(layer, lengths, &mut s.states, &mut s.cell, gates);
            }
        }
        s.rows.normalize(&s.states, network.width);
        network.read_out.multiply(simd, &s.rows, &mut s.read_out);
        let mut out = Labels::default();
        network.tags(s, &mut out);
        let stride = network.read_out.stride;
        s.rows.part(&s.read_out, stride, network.parts.dependent());
        network.bilinear.multiply(simd, &s.rows, &mut s.queries);
        let mut start = 0;
        for &length in lengths {
            decoder.begin(length);
            network.arcs(simd, start, length, s, decoder);
            decoder.finish(&mut out.heads);
            start += length;
        }
        network.relations(simd, lengths, s, &mut out);
        out
    }
}

impl Network {
    /// Fills the states and finds the gates of the first layer.
    #[inline(always)]
    fn enter<S: Simd>(&self, simd: S, words: &[Entry], s: &mut Scratch) {
        s.rare.clear();
        s.rare.extend(words.iter().filter_map(|word| match word {
            Entry::Rare(rows) => Some(*rows),
            Entry::Common(_) => None,
        }));
        self.first(simd, s);
        let width = self.width;
        s.states.clear();
        s.places.clear();
        let mut rare = 0;
        for word in words {
            let (at, states) = match word {
                Entry::Common(at) => (*at, &self.common_states),
                Entry::Rare(_) => (rare, &s.first_states),
            };
            s.states.extend_from_slice(&states[at as usize * width..][..width]);
            s.places.push(match word {
                Entry::Common(at) => Place::Common(*at),
                Entry::Rare(_) => Place::Rare(rare),
            });
            rare += u32::from(matches!(word, Entry::Rare(_)));
        }
    }

    /// The vectors of the rare words, by themselves, and their way through the matrix of the first layer.
    #[inline(always)]
    fn first<S: Simd>(&self, simd: S, s: &mut Scratch) {
        let (hashed, first) = (self.hashed[0].width(), self.first_vectors.width());
        let width = hashed + first + self.second_vectors.width();
        s.words.clear();
        s.words.resize(s.rare.len() * width, 0.0);
        for (word, row) in s.rare.iter().zip(s.words.chunks_exact_mut(width)) {
            let skip = usize::from(self.known.find(word.key).is_none());
            for (table, &at) in self.hashed.iter().zip(&word.rows).skip(skip) {
                table.add(at as usize, &mut row[..hashed]);
            }
            if let Some(at) = self.words.find(word.key) {
                self.first_vectors.add(at, &mut row[hashed..hashed + first]);
                self.second_vectors.add(usize::from(self.second_rows[at]), &mut row[hashed + first..]);
            }
        }
        s.rows.take(&s.words, width);
        self.enter.multiply(simd, &s.rows, &mut s.first_states);
        if let Some(layer) = self.layers.first() {
            s.rows.normalize(&s.first_states, self.width);
            layer.project.multiply(simd, &s.rows, &mut s.first_gates);
        }
    }

    /// The recurrence of one layer over all sentences, in place; `gates` gives those of a word.
    #[inline(always)]
    fn recur<'a>(
        &self,
        layer: &Layer,
        lengths: &[usize],
        states: &mut [f32],
        cell: &mut Vec<f32>,
        gates: impl Fn(usize) -> &'a [f32],
    ) {
        let (width, half) = (self.width, self.width / 2);
        let mut start = 0;
        for &length in lengths {
            for side in 0..2 {
                cell.clear();
                cell.resize(half, 0.0);
                for step in 0..length {
                    let at = start + if side == 0 { step } else { length - 1 - step };
                    let state = &mut states[at * width + side * half..][..half];
                    let gates = &gates(at)[side * 3 * half..][..3 * half];
                    unit(gates, &layer.peep[side * half..][..half], cell, state);
                }
            }
            start += length;
        }
    }

    #[inline(always)]
    fn tags(&self, s: &mut Scratch, out: &mut Labels) {
        for row in s.read_out.chunks_exact_mut(self.read_out.stride) {
            out.upos.push(Upos::ALL[best(&row[self.parts.upos()])]);
            out.xpos.push(Xpos::ALL[best(&row[self.parts.xpos()])]);
            rectify(&mut row[..2 * self.parts.arc]);
        }
    }

    /// Scores the heads of one sentence and hands them to the decoder.
    #[inline(always)]
    fn arcs<S: Simd>(&self, simd: S, start: usize, length: usize, s: &mut Scratch, decoder: &mut impl Decoder) {
        let (stride, width) = (self.read_out.stride, self.bilinear.stride);
        let step = if length <= LONGEST { length } else { LONGEST / 2 };
        let mut first = 0;
        while first < length {
            let last = (first + step).min(length);
            let window = first.saturating_sub(step);
            let end = (last + step).min(length);
            let words = &s.read_out[(start + window) * stride..(start + end) * stride];
            s.window.pack(self.parts.arc, end - window + 1, |column| match column.checked_sub(1) {
                Some(at) => &words[at * stride..][self.parts.head()],
                None => &self.root_head,
            });
            let queries = &s.queries[(start + first) * width..(start + last) * width];
            s.window.multiply(simd, queries, width, &mut s.packed, &mut s.scores);
            let columns = s.window.stride;
            for (i, row) in s.scores.chunks_exact_mut(columns).enumerate() {
                self.add_distance(first + i, window, &mut row[..=end - window]);
            }
            let scores = &s.scores;
            decoder.block(&ArcScores { first, window, words: end - window, stride: columns, scores });
            first = last;
        }
    }

    #[inline(always)]
    fn add_distance(&self, word: usize, window: usize, row: &mut [f32]) {
        let Some((root, row)) = row.split_first_mut() else { return };
        *root += self.near[2 * REACH + 1];
        for (j, score) in row.iter_mut().enumerate() {
            let gap = (word + REACH).saturating_sub(window + j).min(2 * REACH);
            *score += self.near[gap];
        }
    }

    #[inline(always)]
    fn relations<S: Simd>(&self, simd: S, lengths: &[usize], s: &mut Scratch, out: &mut Labels) {
        let (stride, width) = (self.read_out.stride, self.parts.label);
        s.relations.resize(out.heads.len() * width, 0.0);
        let mut start = 0;
        for &length in lengths {
            for i in 0..length {
                let (from, side) = match out.heads[start + i] {
                    None => (self.root_label.as_slice(), 0),
                    Some(h) => {
                        let row = &s.read_out[(start + h as usize) * stride..][..stride];
                        (&row[self.parts.label_head()], usize::from(h as usize > i))
                    }
                };
                let own = &s.read_out[(start + i) * stride..][..stride][self.parts.label_dependent()];
                let to = &mut s.relations[(start + i) * width..][..width];
                for (((to, &own), &from), &side) in to.iter_mut().zip(own).zip(from).zip(&self.label_sides[side]) {
                    *to = (own + from + side).max(0.0);
                }
            }
            start += length;
        }
        s.rows.take(&s.relations, width);
        self.label_out.multiply(simd, &s.rows, &mut s.scores);
        for (row, head) in s.scores.chunks_exact_mut(self.label_out.stride).zip(&out.heads) {
            row[Deprel::Root as usize] = f32::NEG_INFINITY;
            let label = Deprel::ALL[best(&row[..Deprel::ALL.len()])];
            out.deprels.push(if head.is_none() { Deprel::Root } else { label });
        }
    }
}

/// One step of simple recurrent units (Lei et al. 2018): candidate, forget gate and reset gate lie in `gates`.
#[inline(always)]
fn unit(gates: &[f32], peep: &[f32], cell: &mut [f32], state: &mut [f32]) {
    let n = peep.len();
    let (candidate, rest) = gates.split_at(n);
    let (keeps, mixes) = rest.split_at(n);
    let (mixes, cell, state) = (&mixes[..n], &mut cell[..n], &mut state[..n]);
    for j in 0..n {
        // both gates are sigmoids, 1 / (1 + e^-x): one division for the two
        let (keeping, mixing) = (one_and_exp(keeps[j] + peep[j] * cell[j]), one_and_exp(mixes[j]));
        let both = 1.0 / (keeping * mixing);
        let (keep, mix) = (mixing * both, keeping * both);
        cell[j] = candidate[j] + keep * (cell[j] - candidate[j]);
        state[j] += mix * (cell[j] - state[j]);
    }
}

/// Number of the highest score; the first of equals.
pub(crate) fn best(scores: &[f32]) -> usize {
    let mut at = 0;
    for (i, &score) in scores.iter().enumerate() {
        if score > scores[at] {
            at = i;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use pulp::Scalar;

    use super::*;
    use crate::syntax::Parser;
    use crate::syntax::words::Hasher;

    /// Takes the best head and keeps all scores, bit by bit.
    #[derive(Default)]
    struct Keep(Vec<u32>, usize);

    impl Decoder for Keep {
        fn begin(&mut self, words: usize) {
            self.1 = words;
        }

        fn block(&mut self, scores: &ArcScores<'_>) {
            for row in scores.scores.chunks_exact(scores.stride) {
                self.0.extend(row[..=scores.words].iter().map(|score| score.to_bits()));
            }
        }

        fn finish(&mut self, heads: &mut Vec<Option<u32>>) {
            heads.extend((0..self.1).map(|i| i.checked_sub(1).map(|head| head as u32)));
        }
    }

    #[test]
    fn every_instruction_set_gives_the_same_scores() {
        let network = Parser::embedded().network();
        let forms = "Turkey 's foreign minister , Mr. Qwrtz , told the U.N. envoy that 1,200 troops had left Idlib .";
        let mut hasher = Hasher::default();
        let words: Vec<Entry> = forms.split(' ').map(|form| network.entry(form, &mut hasher)).collect();
        let lengths = [9, words.len() - 9];
        let (mut plain, mut best) = (Keep::default(), Keep::default());
        let (mut a, mut b) = (Scratch::default(), Scratch::default());
        let run = Run { network, words: &words, lengths: &lengths, scratch: &mut a, decoder: &mut plain };
        let plainly = run.with_simd(Scalar::new());
        let labels = network.run(&words, &lengths, &mut b, &mut best);
        assert_eq!(plain.0, best.0, "scores of heads");
        assert_eq!((plainly.upos, plainly.xpos), (labels.upos, labels.xpos));
        assert_eq!(plainly.deprels, labels.deprels);
    }
}
