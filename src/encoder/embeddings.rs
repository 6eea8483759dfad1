//! What a piece is before its neighbours are looked at: vectors of the pieces, of their places and of how words are written.

use std::sync::LazyLock;

use crate::encoder::network::Norm;
use crate::encoder::pieces::{LONGEST, Piece, Vocabulary};
use crate::syntax::ModelError;
use crate::syntax::model::{Kind, Reader};
use crate::syntax::vectors::{Keys, Table};

const KIND: Kind = Kind { name: "DMPC", version: 1 };

/// Cases of a word.
const CASES: usize = 6;

/// One set of embeddings for all networks.
#[derive(Debug)]
pub(crate) struct Embeddings {
    /// The checksum of the file: networks know by it that they were trained on these.
    pub(super) mark: u32,
    /// Numbers of a vector.
    pub width: usize,
    vocabulary: Vocabulary,
    pieces: Table,
    places: Vec<f32>,
    cases: Vec<f32>,
    kinds: Vec<f32>,
    norm: Norm,
}

static SHARED: LazyLock<Embeddings> = LazyLock::new(|| {
    Embeddings::open(include_bytes!("../../data/models/pieces.bin")).expect("the embedded model is of this version")
});

impl Embeddings {
    /// Those that the program brings along.
    pub fn shared() -> &'static Self {
        &SHARED
    }

    fn open(data: &'static [u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::open(KIND, data)?;
        let mark = reader.checksum();
        let vocabulary =
            Vocabulary::new(Keys::read(&mut reader)?).ok_or_else(|| reader.damaged("special pieces are missing"))?;
        let pieces = Table::read(&mut reader)?;
        let width = pieces.width();
        let (places, cases, kinds) = (reader.floats()?, reader.floats()?, reader.floats()?);
        let fits = pieces.rows() == vocabulary.len() && places.len() == LONGEST * width && cases.len() == CASES * width;
        if !fits || kinds.is_empty() || !kinds.len().is_multiple_of(width) {
            return Err(reader.damaged("sizes do not fit"));
        }
        let norm = Norm::read(&mut reader, width)?;
        Ok(Self { mark, width, vocabulary, pieces, places, cases, kinds, norm })
    }

    /// Kinds of actors that they tell apart.
    pub fn kinds(&self) -> usize {
        self.kinds.len() / self.width
    }

    /// The pieces of a sentence.
    pub fn pieces(&self, sentence: &str) -> Vec<Piece> {
        self.vocabulary.pieces(sentence)
    }

    /// Fills `states` with a vector for each piece; `kind` gives the number of the kind of actor that stands at the piece of a number.
    #[inline(always)]
    pub(super) fn look_up(&self, pieces: &[Piece], kind: impl Fn(usize) -> usize, states: &mut Vec<f32>) {
        let width = self.width;
        states.clear();
        for (at, piece) in pieces.iter().enumerate() {
            let start = states.len();
            states.extend_from_slice(&self.places[at * width..][..width]);
            let state = &mut states[start..];
            self.pieces.add(piece.number as usize, state);
            let (case, kind) = (&self.cases[piece.case as usize * width..], &self.kinds[kind(at) * width..]);
            for ((x, case), kind) in state.iter_mut().zip(case).zip(kind) {
                *x += case + kind;
            }
        }
        self.norm.apply(states);
    }
}
