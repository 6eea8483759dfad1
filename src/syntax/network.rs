//! The network: hashed words and fixed vectors, bidirectional simple recurrent units, tag and arc scores.
//!
//! In: rows of words, sentence after sentence. Out: tags, and for each sentence the scores of its heads. `training/`
//! has the program that trains it and the layout of its file.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::syntax::integer::{IntegerMatrix, LONGEST, PANEL};
use crate::syntax::model::{Kind, ModelError, Reader};
use crate::syntax::vectors::{Keys, Table};
use crate::syntax::words::{Hasher, TABLES, WordRows};
use crate::syntax::{Deprel, Upos, Xpos};

const KIND: Kind = Kind { name: "DMNN", version: 1 };

/// Farthest distance of a head that has a weight of its own.
pub(super) const REACH: usize = 32;

/// One layer of simple recurrent units, half of the columns forwards, half backwards.
#[derive(Clone, Debug, Default)]
pub(super) struct Layer {
    pub(super) project: IntegerMatrix,
    pub(super) peep: Vec<f32>,
}

impl Layer {
    fn read(reader: &mut Reader<'static>, width: usize) -> Result<Self, ModelError> {
        let norm = Norm::read(reader)?;
        let project = Linear::read(reader)?.of(width, 3 * width, reader)?.after(&norm, reader)?;
        let peep = reader.floats()?;
        if peep.len() != width {
            return Err(reader.damaged("sizes do not fit"));
        }
        Ok(Self { project: project.integer(), peep })
    }
}

/// The trained network.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    pub(super) width: usize,
    /// Hashed embeddings.
    pub(super) hashed: Vec<Table>,
    /// Words of the training data.
    pub(super) known: Keys,
    /// Words that have fixed vectors.
    pub(super) words: Keys,
    pub(super) first_vectors: Table,
    pub(super) second_rows: Vec<u16>,
    pub(super) second_vectors: Table,
    pub(super) enter: IntegerMatrix,
    pub(super) layers: Vec<Layer>,
    /// What is read off a word: head, dependent, head and dependent of a relation, tags; [`Parts`] says where.
    pub(super) read_out: IntegerMatrix,
    pub(super) parts: Parts,
    pub(super) bilinear: IntegerMatrix,
    pub(super) near: Vec<f32>,
    pub(super) label_sides: [Vec<f32>; 2],
    pub(super) label_out: IntegerMatrix,
    /// The root as a head, and as the head of a relation.
    pub(super) root_head: Vec<f32>,
    pub(super) root_label: Vec<f32>,
    /// Frequent forms, whose way through the first layer's matrix is known beforehand.
    common: FxHashMap<&'static str, u32>,
    pub(super) common_states: Vec<f32>,
    pub(super) common_gates: Vec<f32>,
}

/// Where the parts of a word's read-out lie.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parts {
    /// Numbers of a head or dependent.
    pub arc: usize,
    /// Numbers of a head or dependent of a relation.
    pub label: usize,
}

impl Parts {
    pub(super) fn head(self) -> Range<usize> {
        0..self.arc
    }

    pub(super) fn dependent(self) -> Range<usize> {
        self.arc..2 * self.arc
    }

    pub(super) fn label_head(self) -> Range<usize> {
        2 * self.arc..2 * self.arc + self.label
    }

    pub(super) fn label_dependent(self) -> Range<usize> {
        2 * self.arc + self.label..2 * (self.arc + self.label)
    }

    pub(super) fn upos(self) -> Range<usize> {
        let start = 2 * (self.arc + self.label);
        start..start + Upos::ALL.len()
    }

    pub(super) fn xpos(self) -> Range<usize> {
        let start = self.upos().end;
        start..start + Xpos::ALL.len()
    }
}

/// A word on its way in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Entry {
    /// A frequent form.
    Common(u32),
    /// Any other.
    Rare(WordRows),
}

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
        if !width.is_multiple_of(PANEL) || width == 0 || depth > 64 {
            return Err(reader.damaged("sizes do not fit"));
        }
        let hashed = hashed_tables(&mut reader)?;
        let known = Keys::read(&mut reader)?;
        let words = Keys::read(&mut reader)?;
        let (first_vectors, second_rows, second_vectors) = vectors(&mut reader, words.len())?;
        let inputs = hashed[0].width() + first_vectors.width() + second_vectors.width();
        let enter = Linear::read(&mut reader)?.of(inputs, width, &reader)?.integer();
        let layers = (0..depth).map(|_| Layer::read(&mut reader, width)).collect::<Result<Vec<_>, _>>()?;
        let norm = Norm::read(&mut reader)?;
        let parts = Parts { arc: reader.u32()? as usize, label: reader.u32()? as usize };
        let columns = parts.xpos().end;
        let read_out = Linear::read(&mut reader)?.of(width, columns, &reader)?.after(&norm, &reader)?.integer();
        let bilinear = Linear::read(&mut reader)?.of(parts.arc, parts.arc, &reader)?.integer();
        let near = reader.floats()?;
        let label_sides = [reader.floats()?, reader.floats()?];
        let label_out = Linear::read(&mut reader)?.of(parts.label, Deprel::ALL.len(), &reader)?.integer();
        let (root_head, root_label) = (reader.floats()?, reader.floats()?);
        let sizes = [near.len(), root_head.len(), root_label.len(), label_sides[0].len(), label_sides[1].len()];
        if sizes != [2 * REACH + 2, parts.arc, parts.label, parts.label, parts.label] {
            return Err(reader.damaged("sizes do not fit"));
        }
        let common = common_forms(&mut reader)?;
        let network = Self {
            width,
            hashed,
            known,
            words,
            first_vectors,
            second_rows,
            second_vectors,
            enter,
            layers,
            read_out,
            parts,
            bilinear,
            near,
            label_sides,
            label_out,
            root_head,
            root_label,
            common: FxHashMap::default(),
            common_states: Vec::new(),
            common_gates: Vec::new(),
        };
        Ok(network.with_common(common))
    }

    /// Works out the way of the frequent `forms` through the first layer.
    fn with_common(mut self, forms: Vec<&'static str>) -> Self {
        let mut hasher = Hasher::default();
        let rows: Vec<WordRows> = forms.iter().map(|form| hasher.rows(form)).collect();
        (self.common_states, self.common_gates) = self.first_gates(&rows);
        self.common = forms.into_iter().zip(0..).collect();
        self
    }

    /// How `form` enters the network.
    pub fn entry(&self, form: &str, hasher: &mut Hasher) -> Entry {
        match self.common.get(form) {
            Some(&at) => Entry::Common(at),
            None => Entry::Rare(hasher.rows(form)),
        }
    }

    /// Whether the training data has the word, in any case.
    pub fn knows(&self, word: &Entry) -> bool {
        match word {
            Entry::Common(_) => true,
            Entry::Rare(rows) => self.known.find(rows.key).is_some(),
        }
    }
}

/// The hashed embeddings.
fn hashed_tables(reader: &mut Reader<'static>) -> Result<Vec<Table>, ModelError> {
    let tables = TABLES.iter().map(|_| Table::read(reader)).collect::<Result<Vec<_>, _>>()?;
    let fits =
        |(table, &(_, rows)): (&Table, &(_, u32))| table.rows() == rows as usize && table.width() == tables[0].width();
    if !tables.iter().zip(&TABLES).all(fits) {
        return Err(reader.damaged("sizes do not fit"));
    }
    Ok(tables)
}

/// The fixed vectors of the words: the first set row by row, the second by a table of rows.
fn vectors(reader: &mut Reader<'static>, words: usize) -> Result<(Table, Vec<u16>, Table), ModelError> {
    let first = Table::read(reader)?;
    let rows: Vec<u16> = reader.i16s(words)?.into_iter().map(i16::cast_unsigned).collect();
    let second = Table::read(reader)?;
    if rows.iter().any(|&row| usize::from(row) >= second.rows()) || first.rows() != words {
        return Err(reader.damaged("vectors are missing"));
    }
    Ok((first, rows, second))
}

fn common_forms(reader: &mut Reader<'static>) -> Result<Vec<&'static str>, ModelError> {
    let count = reader.u32()?;
    let mut forms = Vec::new();
    for _ in 0..count {
        let length = reader.bytes(1)?[0];
        let form = str::from_utf8(reader.bytes(usize::from(length))?);
        forms.push(form.map_err(|_| reader.damaged("a form is no text"))?);
    }
    Ok(forms)
}

/// What a layer's input is multiplied by and added to, once it is normal.
struct Norm {
    gain: Vec<f32>,
    shift: Vec<f32>,
}

impl Norm {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        Ok(Self { gain: reader.floats()?, shift: reader.floats()? })
    }
}

/// A linear layer as the file has it.
struct Linear {
    inputs: usize,
    weights: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        Ok(Self { inputs: reader.u32()? as usize, weights: reader.floats()?, bias: reader.floats()? })
    }

    /// Checks its sizes.
    fn of(self, inputs: usize, columns: usize, reader: &Reader<'_>) -> Result<Self, ModelError> {
        let fits = (1..=4 * LONGEST).contains(&inputs)
            && self.inputs == inputs
            && self.weights.len() == inputs.saturating_mul(columns);
        if fits && self.bias.len() == columns { Ok(self) } else { Err(reader.damaged("a matrix is cut")) }
    }

    /// Takes `norm` into the weights: what comes in is normal, but neither multiplied nor added to.
    fn after(mut self, norm: &Norm, reader: &Reader<'_>) -> Result<Self, ModelError> {
        if [norm.gain.len(), norm.shift.len()] != [self.inputs; 2] {
            return Err(reader.damaged("sizes do not fit"));
        }
        for (column, bias) in self.weights.chunks_exact_mut(self.inputs).zip(&mut self.bias) {
            for ((weight, gain), shift) in column.iter_mut().zip(&norm.gain).zip(&norm.shift) {
                *bias += *weight * shift;
                *weight *= gain;
            }
        }
        Ok(self)
    }

    fn integer(&self) -> IntegerMatrix {
        IntegerMatrix::new(self.inputs, &self.weights, &self.bias)
    }
}
