//! Where sentences end: a linear classifier over the gaps between tokens.
//!
//! In: the tokens of a block. Out: for each gap that may end a sentence, its features, and the embedded model's
//! verdict. The model is trained on EWT and GUM by `examples/train_sentences.rs`.

use std::sync::LazyLock;

use smallvec::SmallVec;

use crate::text::Token;
use crate::text::look::{Look, Shape};

/// Features are hashed into this many weights.
pub const WEIGHTS: usize = 1 << 16;
/// First bytes of a model file.
const MAGIC: &[u8; 8] = b"dmsent01";

/// Indices of weights, one for each feature of a gap.
pub type Features = SmallVec<[u32; 32]>;

/// The trained weights.
pub struct BoundaryModel {
    weights: Box<[i8]>,
}

static EMBEDDED: LazyLock<BoundaryModel> = LazyLock::new(|| {
    BoundaryModel::from_bytes(include_bytes!("../../data/models/sentences.bin")).expect("the embedded model is whole")
});

impl BoundaryModel {
    /// The model in the binary.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads a model file: the magic `dmsent01`, then one signed byte a weight.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let weights = bytes.strip_prefix(MAGIC)?;
        (weights.len() == WEIGHTS).then(|| Self { weights: weights.iter().map(|&byte| byte as i8).collect() })
    }

    /// Writes `weights` as [`Self::from_bytes`] reads them.
    ///
    /// # Panics
    ///
    /// If there are not [`WEIGHTS`] of them.
    pub fn to_bytes(weights: &[i8]) -> Vec<u8> {
        assert_eq!(weights.len(), WEIGHTS, "one weight for each index");
        MAGIC.iter().copied().chain(weights.iter().map(|&weight| weight as u8)).collect()
    }

    /// Whether a sentence ends at a gap with `features`.
    pub fn ends(&self, features: &[u32]) -> bool {
        features.iter().map(|&index| i32::from(self.weights[index as usize])).sum::<i32>() > 0
    }
}

/// What is known of a block before its gaps are looked at.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Context {
    /// Whether the block has no final punctuation.
    pub(crate) unfinished: bool,
    /// Tokens of the block.
    pub(crate) tokens: usize,
    /// Tokens since the sentence began.
    pub(crate) length: usize,
    /// Brackets that are open.
    pub(crate) brackets: usize,
    /// Whether a quotation is open.
    pub(crate) quoted: bool,
    /// The first token of the sentence.
    pub(crate) first: usize,
}

/// Whether a sentence may end after token `at`.
pub(crate) fn may_end(tokens: &[Token], looks: &[Look], at: usize) -> bool {
    let (here, next) = (looks[at].shape, looks[at + 1].shape);
    if tokens[at + 1].joined || here.opens() || next.continues() {
        return false;
    }
    if !tokens[at].space_after {
        return here.closes_sentence() && !next.is_punctuation()
            || here == Shape::QuoteClose && next == Shape::QuoteOpen;
    }
    !here.is_word() || !next.is_lower()
}

/// The features of the gap after token `at`.
pub(crate) fn features(tokens: &[Token], looks: &[Look], at: usize, context: Context) -> Features {
    let mut hashed = Hashed { out: Features::new() };
    let look = |offset: isize| at.checked_add_signed(offset).and_then(|at| looks.get(at)).copied().unwrap_or_default();
    let (before2, before, here, next, next2, next3) = (look(-2), look(-1), look(0), look(1), look(2), look(3));
    let shape = |look: Look| look.shape as u32;
    let length = bucket(context.length);
    let rest = bucket(context.tokens - at - 1);
    let ahead = bucket(here.to_stop as usize);
    let state = u32::from(context.unfinished)
        | u32::from(context.quoted) << 1
        | (context.brackets.min(1) as u32) << 2
        | u32::from(tokens[at].space_after) << 3;
    let shapes = [shape(before), shape(here), shape(next)];
    for (template, values) in [
        [0, 0, 0],
        [shape(here), shape(next), 0],
        [here.form, 0, 0],
        [next.form, shape(next), 0],
        [before.form, shape(here), 0],
        [next2.form, shape(next), 0],
        [here.form, next.form, shape(next)],
        [here.form, shape(next), 0],
        [shape(here), next.form, shape(next)],
        [before.form, here.form, shape(next)],
        [before.form, here.form, next.form],
        [next.form, next2.form, shape(here)],
        [shape(before2), shape(before), shape(here) | shape(next) << 8],
        [shape(before), shape(here) | shape(next) << 8, shape(next2)],
        [shape(here), shape(next) | shape(next2) << 8, shape(next3)],
        [shape(here), shape(next), state],
        [shape(here), shape(next), length],
        [shape(here), shape(next), ahead],
        [shape(here), shape(next), rest | length << 8],
        [shape(here), ahead | length << 8, state],
        [shape(look(-3)) | shape(before2) << 8, shape(before) | shape(here) << 8, shape(next)],
        [before2.form, shape(before), shape(here) | shape(next) << 8],
        [looks[context.first].form, shape(here), bucket(context.length)],
        [shape(looks[context.first]), shapes[1] | shapes[2] << 8, bucket(context.length)],
        [look(-3).form, shape(here), shape(next)],
        [next3.form, shape(here), shape(next)],
        [state, length | ahead << 8, rest],
        [before.shape.coarse(), shape(here), next.shape.coarse()],
        [before.shape.coarse() | here.shape.coarse() << 8, next.shape.coarse() | next2.shape.coarse() << 8, length],
    ]
    .into_iter()
    .enumerate()
    {
        hashed.add(template as u32, values);
    }
    hashed.out
}

/// A count on a coarse logarithmic scale.
fn bucket(count: usize) -> u32 {
    match count {
        0..=4 => count as u32,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=49 => 9,
        _ => 10,
    }
}

struct Hashed {
    out: Features,
}

impl Hashed {
    fn add(&mut self, template: u32, values: [u32; 3]) {
        let mut hash = u64::from(template + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for value in values {
            hash = (hash ^ u64::from(value)).wrapping_mul(0xff51_afd7_ed55_8ccd);
            hash ^= hash >> 32;
        }
        self.out.push((hash as usize % WEIGHTS) as u32);
    }
}
