//! What the network is told of a candidate: each clue is one row of its weights.

use smallvec::SmallVec;

use crate::syntax::Deprel;

/// The features of one candidate, as rows of the weights.
pub(crate) type Row = SmallVec<[u16; 40]>;

/// Forms of an anaphor with the class of its noun.
pub(crate) const SHAPES: u16 = 20;
/// Kinds of a candidate.
pub(crate) const KINDS: u16 = 12;
/// Plain forms of an anaphor.
pub(crate) const FORMS: u16 = 6;
/// Places in a sentence.
pub(crate) const ROLES: u16 = 11;
/// Classes of the tables, and none.
pub(crate) const CLASSES: u16 = 13;

/// Number of templates.
const TEMPLATES: usize = 43;

/// The templates with the number of values of each.
#[derive(Clone, Copy, Debug)]
#[repr(usize)]
pub(crate) enum Clue {
    ShapeKind,
    FormKindGenderNumber,
    FormDistance,
    FormMark,
    FormRole,
    Roles,
    RolesDistance,
    FormRank,
    FormGap,
    FormCount,
    FormPrior,
    FormFirst,
    FormChain,
    FormBlock,
    FormInside,
    FormAbove,
    FormAdjective,
    FormInner,
    ShapeMatch,
    DeterminerDistance,
    MatchModified,
    ShapeClass,
    SpeechKind,
    FormQuote,
    FitMatch,
    FormLater,
    KindRank,
    FormSubjects,
    FormTop,
    FormAboveSays,
    FormMainSubjects,
    OwnedKind,
    PlainNoun,
    PlainDeterminer,
    FormSinceNamed,
    NullShape,
    NullNoun,
    NullEmpty,
    NullRivals,
    NullDeterminer,
    NullTail,
    NullGovernor,
    NullNear,
}

const SIZES: [u16; TEMPLATES] = [
    SHAPES * KINDS,
    FORMS * KINDS * 9,
    FORMS * 9,
    FORMS * 4,
    FORMS * ROLES * 2,
    ROLES * ROLES,
    ROLES * ROLES * 3,
    FORMS * 8,
    FORMS * 10,
    FORMS * 6,
    FORMS * 6,
    FORMS * 2,
    FORMS * 5,
    FORMS * 8,
    FORMS * 6,
    FORMS * 5,
    FORMS * 2,
    FORMS * 2,
    SHAPES * 8,
    5 * 9,
    8 * 8,
    SHAPES * CLASSES,
    KINDS * 4,
    FORMS * 6,
    8 * 4,
    FORMS * 2,
    KINDS * 8,
    FORMS * 6,
    FORMS * 4,
    FORMS * 10,
    FORMS * 12,
    FORMS * KINDS * 5,
    512,
    FORMS * 5,
    FORMS * 9,
    SHAPES,
    512,
    FORMS * 2,
    FORMS * 6,
    SHAPES * 5,
    FORMS * 8,
    256,
    FORMS * 10,
];

/// Where the rows of each template begin; the last entry is their number.
const STARTS: [u16; TEMPLATES + 1] = {
    let mut starts = [0; TEMPLATES + 1];
    let mut k = 0;
    while k < TEMPLATES {
        starts[k + 1] = starts[k] + SIZES[k];
        k += 1;
    }
    starts
};

/// Number of rows of the weights.
pub(crate) const FEATURES: usize = STARTS[TEMPLATES] as usize;

/// Adds one clue to the row.
pub(crate) fn add(row: &mut Row, clue: Clue, value: u16) {
    let k = clue as usize;
    row.push(STARTS[k] + value.min(SIZES[k] - 1));
}

/// A number in few steps: 0, 1, 2, 3–5, 6–10, more.
pub(crate) const fn steps(n: u32) -> u16 {
    match n {
        0 => 0,
        1 => 1,
        2 => 2,
        3..=5 => 3,
        6..=10 => 4,
        _ => 5,
    }
}

/// Distance in sentences in nine steps; `later` is a candidate after the anaphor.
pub(crate) const fn distance(sentences: u32, later: bool) -> u16 {
    if later {
        return 8;
    }
    match sentences {
        0 => 0,
        1 => 1,
        2 => 2,
        3 => 3,
        4 => 4,
        5..=7 => 5,
        8..=15 => 6,
        _ => 7,
    }
}

/// The place that a relation gives in a sentence.
pub(crate) const fn role(deprel: Deprel) -> u16 {
    match deprel {
        Deprel::Nsubj | Deprel::NsubjOuter => 0,
        Deprel::NsubjPass => 1,
        Deprel::Obj | Deprel::Iobj => 2,
        Deprel::Obl | Deprel::OblAgent | Deprel::OblUnmarked => 3,
        Deprel::NmodPoss => 4,
        Deprel::Nmod | Deprel::NmodUnmarked | Deprel::NmodDesc => 5,
        Deprel::Conj => 6,
        Deprel::Appos => 7,
        Deprel::Root | Deprel::Parataxis | Deprel::Vocative | Deprel::Dislocated => 8,
        Deprel::Amod | Deprel::Compound | Deprel::Flat => 9,
        _ => 10,
    }
}
