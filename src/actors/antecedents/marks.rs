//! Everything that a later word of a document may refer back to: actors, sets of actors, and nouns that are no actors.

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::actors::tables::{Gender, Sorts};
use crate::actors::{EntityId, MentionKind};

/// What a mark stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Target {
    /// One actor, or several taken together.
    Actors(SmallVec<[EntityId; 2]>),
    /// Something that is no actor, by its number.
    Plain(u32),
}

/// What is known of all marks of one target.
#[derive(Clone, Debug)]
pub(crate) struct Referent {
    pub target: Target,
    /// How often it has been marked.
    pub count: u32,
    /// Sentence of its first mark.
    pub first: u32,
    /// Sentence and form of the last pronoun that stood for it.
    pub pronoun: Option<(u32, u8)>,
    /// Sentence of its last mark that is no pronoun.
    pub named: u32,
    /// Nouns that appositions, copulas and compounds give it.
    pub nouns: SmallVec<[CompactString; 2]>,
    /// The same of something that is no actor.
    pub plain: Option<Plain>,
}

/// A noun that is no actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plain {
    pub noun: CompactString,
    pub plural: bool,
    pub sorts: Sorts,
    pub gender: Option<Gender>,
}

/// How a mark names its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MarkKind {
    Name,
    Nominal,
    Pronoun,
    Plain,
}

impl From<MentionKind> for MarkKind {
    fn from(kind: MentionKind) -> Self {
        match kind {
            MentionKind::Name => Self::Name,
            MentionKind::Nominal => Self::Nominal,
            MentionKind::Pronoun => Self::Pronoun,
        }
    }
}

/// Words that stand for a referent.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub referent: u32,
    pub sentence: u32,
    pub head: u32,
    pub start: u32,
    pub end: u32,
    pub kind: MarkKind,
    /// An adjective or the like.
    pub adjective: bool,
    /// Its head is a plural noun.
    pub plural: bool,
    /// Determiner of its noun: 0 none, 1 definite, 2 indefinite, 3 an owner, 4 a number.
    pub determiner: u16,
}

/// All marks of a document so far, sentence by sentence.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    pub referents: Vec<Referent>,
    pub list: Vec<Mark>,
    by_target: FxHashMap<Target, u32>,
    plain: u32,
}

impl Marks {
    /// The number of the referent for actors.
    pub fn of_actors(&mut self, ids: &[EntityId], sentence: u32) -> u32 {
        self.referent(Target::Actors(ids.into()), None, sentence)
    }

    /// A new referent for a noun that is no actor.
    pub fn of_plain(&mut self, plain: Plain, sentence: u32) -> u32 {
        let target = Target::Plain(self.plain);
        self.plain += 1;
        self.referent(target, Some(plain), sentence)
    }

    fn referent(&mut self, target: Target, plain: Option<Plain>, sentence: u32) -> u32 {
        if let Some(&number) = self.by_target.get(&target) {
            return number;
        }
        let number = self.referents.len() as u32;
        self.by_target.insert(target.clone(), number);
        self.referents.push(Referent {
            target,
            count: 0,
            first: sentence,
            pronoun: None,
            named: sentence,
            nouns: SmallVec::new(),
            plain,
        });
        number
    }

    /// Adds a mark.
    pub fn push(&mut self, mark: Mark) {
        let referent = &mut self.referents[mark.referent as usize];
        referent.count += 1;
        if mark.kind != MarkKind::Pronoun {
            referent.named = mark.sentence;
        }
        self.list.push(mark);
    }

    /// The last noun that is no actor, with this singular form and number, at most `reach` sentences back.
    pub fn like(&self, noun: &str, plural: bool, sentence: u32, reach: u32) -> Option<u32> {
        let near = self.list.iter().rev().take_while(|mark| mark.sentence + reach >= sentence);
        near.filter(|mark| mark.kind == MarkKind::Plain).map(|mark| mark.referent).find(|&referent| {
            let plain = self.referents[referent as usize].plain.as_ref();
            plain.is_some_and(|plain| plain.noun == noun && plain.plural == plural)
        })
    }
}
