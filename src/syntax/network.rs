//! The network: hashed words and fixed vectors, bidirectional simple recurrent units, tag and arc scores.
//!
//! In: rows of words, sentence after sentence. Out: tags, and for each sentence the scores of its heads. `training/`
//! has the program that trains it and the layout of its file.

use pulp::{Arch, Simd, WithSimd};

use crate::syntax::matrix::{Matrix, normalize, rectify, sigmoid};
use crate::syntax::model::{Kind, ModelError, Reader};
use crate::syntax::vectors::{Keys, Table};
use crate::syntax::words::{TABLES, WordRows};
use crate::syntax::{Deprel, Upos, Xpos};

const KIND: Kind = Kind { name: "DMNN", version: 1 };

/// Farthest distance of a head that has a weight of its own.
const REACH: usize = 32;

/// One layer of simple recurrent units, half of the columns forwards, half backwards.
#[derive(Clone, Debug, Default)]
struct Layer {
    gain: Vec<f32>,
    shift: Vec<f32>,
    project: Matrix,
    peep: Vec<f32>,
}

/// The trained network.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    width: usize,
    /// Hashed embeddings.
    hashed: Vec<Table>,
    /// Words of the training data.
    known: Keys,
    /// Words that have fixed vectors.
    words: Keys,
    first_vectors: Table,
    second_rows: Vec<u16>,
    second_vectors: Table,
    enter: Matrix,
    layers: Vec<Layer>,
    gain: Vec<f32>,
    shift: Vec<f32>,
    tag: Matrix,
    head: Matrix,
    dependent: Matrix,
    bilinear: Matrix,
    near: Vec<f32>,
    label_head: Matrix,
    label_dependent: Matrix,
    label_sides: [Vec<f32>; 2],
    label_out: Matrix,
    /// The root as a head, and as the head of a relation.
    root_head: Vec<f32>,
    root_label: Vec<f32>,
}

/// Buffers of one run; reused from batch to batch.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scratch {
    packed: Vec<f32>,
    words: Vec<f32>,
    states: Vec<f32>,
    normal: Vec<f32>,
    gates: Vec<f32>,
    cell: Vec<f32>,
    tags: Vec<f32>,
    heads: Vec<f32>,
    dependents: Vec<f32>,
    queries: Vec<f32>,
    label_heads: Vec<f32>,
    label_dependents: Vec<f32>,
    labels: Vec<f32>,
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
    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// If it is of another kind or version, or damaged.
    pub fn open(data: &'static [u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::open(KIND, data)?;
        let width = reader.u32()? as usize;
        let depth = reader.u32()? as usize;
        let hashed = TABLES.iter().map(|_| Table::read(&mut reader)).collect::<Result<Vec<_>, _>>()?;
        let fits = hashed.iter().zip(&TABLES).all(|(table, &(_, rows))| {
            table.rows() == rows as usize && table.width() == hashed[0].width()
        });
        if !fits || width % 2 == 1 || width == 0 || depth > 64 {
            return Err(reader.damaged("sizes do not fit"));
        }
        let known = Keys::read(&mut reader)?;
        let words = Keys::read(&mut reader)?;
        let first_vectors = Table::read(&mut reader)?;
        let second_rows: Vec<u16> = reader.i16s(words.len())?.into_iter().map(i16::cast_unsigned).collect();
        let second_vectors = Table::read(&mut reader)?;
        if second_rows.iter().any(|&row| usize::from(row) >= second_vectors.rows()) || first_vectors.rows() != words.len() {
            return Err(reader.damaged("vectors are missing"));
        }
        let enter = matrix(&mut reader)?;
        let mut layers = Vec::new();
        for _ in 0..depth {
            let (gain, shift) = (reader.floats()?, reader.floats()?);
            layers.push(Layer { gain, shift, project: matrix(&mut reader)?, peep: reader.floats()? });
        }
        let (gain, shift) = (reader.floats()?, reader.floats()?);
        let (tag, head, dependent) = (matrix(&mut reader)?, matrix(&mut reader)?, matrix(&mut reader)?);
        let (bilinear, near) = (matrix(&mut reader)?, reader.floats()?);
        let (label_head, label_dependent) = (matrix(&mut reader)?, matrix(&mut reader)?);
        let label_sides = [reader.floats()?, reader.floats()?];
        let label_out = matrix(&mut reader)?;
        let (root_head, root_label) = (reader.floats()?, reader.floats()?);
        if near.len() != 2 * REACH + 2 || gain.len() != width || root_head.len() != head.stride {
            return Err(reader.damaged("sizes do not fit"));
        }
        Ok(Self {
            width, hashed, known, words, first_vectors, second_rows, second_vectors, enter, layers, gain,
            shift, tag, head, dependent, bilinear, near, label_head, label_dependent, label_sides, label_out,
            root_head, root_label,
        })
    }

    /// Tags and parses sentences that follow one another in `words` with these `lengths`.
    pub fn run(
        &self,
        words: &[WordRows],
        lengths: &[usize],
        scratch: &mut Scratch,
        decoder: &mut impl Decoder,
    ) -> Labels {
        Arch::new().dispatch(Run { network: self, words, lengths, scratch, decoder })
    }
}

fn matrix(reader: &mut Reader<'_>) -> Result<Matrix, ModelError> {
    let inputs = reader.u32()? as usize;
    let (weights, bias) = (reader.floats()?, reader.floats()?);
    if inputs == 0 || weights.len() % inputs != 0 || weights.len() / inputs < bias.len() {
        return Err(reader.damaged("a matrix is cut"));
    }
    Ok(Matrix::new(inputs, &weights, &bias))
}

struct Run<'a, D> {
    network: &'a Network,
    words: &'a [WordRows],
    lengths: &'a [usize],
    scratch: &'a mut Scratch,
    decoder: &'a mut D,
}

impl<D: Decoder> WithSimd for Run<'_, D> {
    type Output = Labels;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Labels {
        let Self { network, words, lengths, scratch, decoder } = self;
        network.enter(simd, words, scratch);
        for layer in &network.layers {
            network.layer(simd, layer, lengths, scratch);
        }
        let s = &mut *scratch;
        normalize(&s.states, &network.gain, &network.shift, &mut s.normal);
        let mut out = Labels::default();
        network.tags(simd, s, &mut out);
        network.head.multiply(simd, &s.normal, &mut s.packed, &mut s.heads);
        rectify(&mut s.heads);
        network.dependent.multiply(simd, &s.normal, &mut s.packed, &mut s.dependents);
        rectify(&mut s.dependents);
        network.bilinear.multiply(simd, &s.dependents, &mut s.packed, &mut s.queries);
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
    /// The vectors of the words, by themselves.
    #[inline(always)]
    fn enter<S: Simd>(&self, simd: S, words: &[WordRows], s: &mut Scratch) {
        let (hashed, first) = (self.hashed[0].width(), self.first_vectors.width());
        let width = hashed + first + self.second_vectors.width();
        s.words.clear();
        s.words.resize(words.len() * width, 0.0);
        for (word, row) in words.iter().zip(s.words.chunks_exact_mut(width)) {
            let skip = usize::from(self.known.find(word.key).is_none());
            for (table, &at) in self.hashed.iter().zip(&word.rows).skip(skip) {
                table.add(at as usize, &mut row[..hashed]);
            }
            if let Some(at) = self.words.find(word.key) {
                self.first_vectors.add(at, &mut row[hashed..hashed + first]);
                self.second_vectors.add(usize::from(self.second_rows[at]), &mut row[hashed + first..]);
            }
        }
        self.enter.multiply(simd, &s.words, &mut s.packed, &mut s.states);
    }

    /// One recurrent layer over all sentences, in place.
    #[inline(always)]
    fn layer<S: Simd>(&self, simd: S, layer: &Layer, lengths: &[usize], s: &mut Scratch) {
        normalize(&s.states, &layer.gain, &layer.shift, &mut s.normal);
        layer.project.multiply(simd, &s.normal, &mut s.packed, &mut s.gates);
        let (width, half) = (self.width, self.width / 2);
        let stride = layer.project.stride;
        let mut start = 0;
        for &length in lengths {
            for side in 0..2 {
                s.cell.clear();
                s.cell.resize(half, 0.0);
                for step in 0..length {
                    let at = start + if side == 0 { step } else { length - 1 - step };
                    let gates = &s.gates[at * stride + side * 3 * half..][..3 * half];
                    let state = &mut s.states[at * width + side * half..][..half];
                    unit(gates, &layer.peep[side * half..][..half], &mut s.cell, state);
                }
            }
            start += length;
        }
    }

    #[inline(always)]
    fn tags<S: Simd>(&self, simd: S, s: &mut Scratch, out: &mut Labels) {
        self.tag.multiply(simd, &s.normal, &mut s.packed, &mut s.tags);
        for row in s.tags.chunks_exact(self.tag.stride) {
            let (upos, rest) = row.split_at(Upos::ALL.len());
            out.upos.push(Upos::ALL[best(upos)]);
            out.xpos.push(Xpos::ALL[best(&rest[..Xpos::ALL.len()])]);
        }
    }

    /// Scores the heads of one sentence and hands them to the decoder.
    #[inline(always)]
    fn arcs<S: Simd>(&self, simd: S, start: usize, length: usize, s: &mut Scratch, decoder: &mut impl Decoder) {
        let stride = self.head.stride;
        let step = if length <= LONGEST { length } else { LONGEST / 2 };
        let mut first = 0;
        while first < length {
            let last = (first + step).min(length);
            let window = first.saturating_sub(step);
            let end = (last + step).min(length);
            let heads = &s.heads[(start + window) * stride..(start + end) * stride];
            s.window.pack(stride, end - window + 1, |column| match column.checked_sub(1) {
                Some(at) => &heads[at * stride..(at + 1) * stride],
                None => &self.root_head,
            });
            let queries = &s.queries[(start + first) * stride..(start + last) * stride];
            s.window.multiply(simd, queries, &mut s.packed, &mut s.labels);
            let columns = s.window.stride;
            for (i, row) in s.labels.chunks_exact_mut(columns).enumerate() {
                self.add_distance(first + i, window, &mut row[..=end - window]);
            }
            let scores = &s.labels;
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
        let width = self.label_head.stride;
        self.label_head.multiply(simd, &s.normal, &mut s.packed, &mut s.label_heads);
        self.label_dependent.multiply(simd, &s.normal, &mut s.packed, &mut s.label_dependents);
        let mut start = 0;
        for &length in lengths {
            for i in 0..length {
                let (from, side) = match out.heads[start + i] {
                    None => (self.root_label.as_slice(), 0),
                    Some(h) => (&s.label_heads[(start + h as usize) * width..][..width], usize::from(h as usize > i)),
                };
                let to = &mut s.label_dependents[(start + i) * width..][..width];
                for ((to, &from), &side) in to.iter_mut().zip(from).zip(&self.label_sides[side]) {
                    *to = (*to + from + side).max(0.0);
                }
            }
            start += length;
        }
        self.label_out.multiply(simd, &s.label_dependents, &mut s.packed, &mut s.labels);
        for (row, head) in s.labels.chunks_exact_mut(self.label_out.stride).zip(&out.heads) {
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
    let (forget, reset) = rest.split_at(n);
    let (reset, cell, state) = (&reset[..n], &mut cell[..n], &mut state[..n]);
    for j in 0..n {
        let keep = sigmoid(forget[j] + peep[j] * cell[j]);
        let c = candidate[j] + keep * (cell[j] - candidate[j]);
        cell[j] = c;
        let r = sigmoid(reset[j]);
        state[j] = r * c + (1.0 - r) * state[j];
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
