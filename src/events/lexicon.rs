//! The predicate lexicon: which words tell of which events, and who is who in them.
//!
//! In: the TOML files of `data/predicates`, `data/frames.toml`, `data/objects.toml` and `data/cameo.toml`; their format
//! is in `data/predicates/README.md`. Out: a [`Lexicon`], indexed by lemma.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::actors::EntityKind;
use crate::events::error::LexiconError;
pub use crate::events::pattern::Pattern;
use crate::events::pattern::{Listing, apart, noun_of};
use crate::events::{EventKind, Mode, Status};

/// Where in the tree a role is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Deep subject.
    Subj,
    /// Deep object.
    Obj,
    /// Indirect object.
    Iobj,
    /// Subject of the clause below.
    Comp,
    /// Possessor.
    Poss,
    /// Actor before the noun.
    Adj,
    /// Second actor before the noun.
    Adj2,
    /// What the preposition of the pattern governs.
    Prep,
    /// What this preposition governs.
    Case(CompactString),
}

impl From<&String> for Slot {
    fn from(name: &String) -> Self {
        match name.as_str() {
            "subj" => Self::Subj,
            "obj" => Self::Obj,
            "iobj" => Self::Iobj,
            "comp" => Self::Comp,
            "poss" => Self::Poss,
            "adj" => Self::Adj,
            "adj2" => Self::Adj2,
            "prep" => Self::Prep,
            case => Self::Case(case.into()),
        }
    }
}

/// Slots of one part of speech.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    /// Where the source is looked for, first choice first.
    pub source: Vec<Slot>,
    /// Where the target is looked for, first choice first.
    pub target: Vec<Slot>,
}

/// What the words of a family say, after its variants are weighed.
#[derive(Clone, Debug, PartialEq)]
pub struct Sense {
    /// Category.
    pub event: EventKind,
    /// Manner.
    pub mode: Option<Mode>,
    /// Readable type.
    pub relation: String,
    /// CAMEO code.
    pub cameo: String,
}

/// A sense that holds only under a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Class of the object.
    pub object: Option<String>,
    /// Class of some word of the sentence.
    pub setting: Option<String>,
    /// Kinds of source.
    pub source_kinds: Vec<EntityKind>,
    /// Kinds of target.
    pub target_kinds: Vec<EntityKind>,
    /// What is said then.
    pub sense: Sense,
}

/// Words that say the same thing in the same way.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// Name of the entry.
    pub id: String,
    /// What it says, unless a variant holds.
    pub sense: Sense,
    /// Exceptions.
    pub variants: Vec<Variant>,
    /// Roles of its verbs and adjectives.
    pub verb: Roles,
    /// Roles of its nouns.
    pub noun: Roles,
    /// Neither side is more the doer.
    pub reciprocal: bool,
    /// Status of an event below.
    pub embeds: Option<Status>,
    /// Whether the subject does what is below, and not the object.
    pub subject_control: bool,
    /// Class of object without which the entry does not hold.
    pub needs: Option<String>,
    /// Class of nouns, one of which its source must be told by: "the *minister* arrived", "*troops* left".
    pub source_needs: Option<String>,
    /// What else its verbs ask of their clause.
    pub valency: Valency,
    /// Kinds of source it holds for; all when empty.
    pub source_kinds: Vec<EntityKind>,
    /// Kinds of target it holds for; all when empty.
    pub target_kinds: Vec<EntityKind>,
    /// Sentences that test it.
    pub examples: Vec<String>,
    /// Sentences that it should read and does not yet.
    pub pending: Vec<String>,
}

/// What the verbs of a family ask of their clause, beside their roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Valency {
    /// Nothing.
    #[default]
    Free,
    /// A clause below, or another word of the pattern: "wants Iran to stop", not "wants Iran".
    Clause,
    /// No object: "demonstrated in Kiev", not "demonstrated its unity".
    Intransitive,
    /// No clause below: "tried the general", not "tried to arrange a call".
    Phrase,
    /// The roles stand in the verb's own slots, never inside what is said: "warned Iran", not "warned that Iran would".
    Own,
}

/// Part of speech of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
    /// A predicative adjective.
    Adjective,
}

/// The lexicon, indexed by lemma.
#[derive(Debug, Default)]
pub struct Lexicon {
    families: Vec<Family>,
    index: FxHashMap<(Part, CompactString), Listing>,
    objects: BTreeMap<String, FxHashSet<String>>,
    scores: FxHashMap<String, f32>,
    abouts: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    predicate: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    event: String,
    mode: Option<String>,
    relation: String,
    cameo: String,
    frame: String,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    source: Option<Vec<String>>,
    target: Option<Vec<String>>,
    noun_source: Option<Vec<String>>,
    noun_target: Option<Vec<String>>,
    #[serde(default)]
    source_kinds: Vec<String>,
    #[serde(default)]
    target_kinds: Vec<String>,
    needs: Option<String>,
    source_needs: Option<String>,
    #[serde(default)]
    valency: Valency,
    #[serde(default)]
    variants: Vec<VariantEntry>,
    embeds: Option<String>,
    control: Option<String>,
    reciprocal: Option<bool>,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    pending: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VariantEntry {
    object: Option<String>,
    setting: Option<String>,
    #[serde(default)]
    source_kinds: Vec<String>,
    #[serde(default)]
    target_kinds: Vec<String>,
    event: Option<String>,
    mode: Option<String>,
    relation: Option<String>,
    cameo: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameEntry {
    #[serde(default)]
    reciprocal: bool,
    embeds: Option<String>,
    control: Option<String>,
    source: Vec<String>,
    target: Vec<String>,
    noun_source: Vec<String>,
    noun_target: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CameoEntry {
    #[expect(dead_code, reason = "for readers of the file and for `explain`")]
    name: String,
    #[expect(dead_code, reason = "for readers of the file")]
    event: String,
    score: f32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RelationEntry {
    about: String,
    #[expect(dead_code, reason = "for readers of the file")]
    event: String,
    #[expect(dead_code, reason = "for readers of the file")]
    cameo: String,
}

macro_rules! predicates {
    ($($name:literal),*) => {
        &[$((concat!("data/predicates/", $name, ".toml"), include_str!(concat!("../../data/predicates/", $name, ".toml"))),)*]
    };
}

const FILES: &[(&str, &str)] = predicates!(
    "agree",
    "consult",
    "support",
    "concede",
    "cooperate",
    "aid",
    "retreat",
    "request",
    "accuse",
    "reject",
    "threaten",
    "protest",
    "sanction",
    "mobilize",
    "coerce",
    "assault"
);

/// What a lexicon is read from, by name of file and text.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// Frames.
    pub frames: &'a str,
    /// Classes of objects.
    pub objects: &'a str,
    /// CAMEO codes with their scores.
    pub cameo: &'a str,
    /// What the readable relations mean.
    pub relations: &'a str,
    /// Files of predicates.
    pub predicates: &'a [(&'a str, &'a str)],
}

impl Sources<'static> {
    /// The files of `data/`.
    pub const EMBEDDED: Self = Self {
        frames: include_str!("../../data/frames.toml"),
        objects: include_str!("../../data/objects.toml"),
        cameo: include_str!("../../data/cameo.toml"),
        relations: include_str!("../../data/relations.toml"),
        predicates: FILES,
    };
}

impl Lexicon {
    /// The lexicon of `data/predicates`.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Lexicon> =
            LazyLock::new(|| Lexicon::read(Sources::EMBEDDED).expect("a test reads the embedded lexicon"));
        &EMBEDDED
    }

    /// Reads a lexicon.
    ///
    /// # Errors
    ///
    /// If a file is not TOML of the described form, or an entry names an event, mode, frame, status, kind or class that
    /// does not exist.
    pub fn read(sources: Sources<'_>) -> Result<Self, LexiconError> {
        let mut lexicon = Self::default();
        let frames: BTreeMap<String, FrameEntry> =
            toml::from_str(sources.frames).map_err(|e| LexiconError::toml("data/frames.toml", &e))?;
        let objects: BTreeMap<String, Vec<String>> =
            toml::from_str(sources.objects).map_err(|e| LexiconError::toml("data/objects.toml", &e))?;
        lexicon.objects = objects.into_iter().map(|(class, words)| (class, words.into_iter().collect())).collect();
        let codes: BTreeMap<String, CameoEntry> =
            toml::from_str(sources.cameo).map_err(|e| LexiconError::toml("data/cameo.toml", &e))?;
        lexicon.scores = codes.into_iter().map(|(code, entry)| (code, entry.score)).collect();
        let relations: BTreeMap<String, RelationEntry> =
            toml::from_str(sources.relations).map_err(|e| LexiconError::toml("data/relations.toml", &e))?;
        lexicon.abouts = relations.into_iter().map(|(name, entry)| (name, entry.about)).collect();
        for (file, text) in sources.predicates {
            let entries: File = toml::from_str(text).map_err(|e| LexiconError::toml(file, &e))?;
            for entry in entries.predicate {
                lexicon.add(file, &frames, entry)?;
            }
        }
        for listing in lexicon.index.values_mut() {
            listing.complete(&lexicon.families);
        }
        Ok(lexicon)
    }

    /// The embedded lexicon and the families of one more file, called `name` in messages.
    ///
    /// # Errors
    ///
    /// As [`Lexicon::read`].
    pub fn extended(name: &str, toml: &str) -> Result<Self, LexiconError> {
        let files: Vec<(&str, &str)> = FILES.iter().copied().chain([(name, toml)]).collect();
        Self::read(Sources { predicates: &files, ..Sources::EMBEDDED })
    }

    fn add(&mut self, file: &str, frames: &BTreeMap<String, FrameEntry>, entry: Entry) -> Result<(), LexiconError> {
        let family = self.families.len() as u32;
        let lists = [(Part::Verb, &entry.verbs), (Part::Noun, &entry.nouns), (Part::Adjective, &entry.adjectives)];
        for (part, patterns) in lists {
            for words in patterns {
                let whole: Vec<CompactString> = words.split(' ').map(CompactString::from).collect();
                for mut with in apart(&whole, part).into_iter().chain([whole]) {
                    let lemma = if part == Part::Noun { with.remove(noun_of(&with)) } else { with.remove(0) };
                    self.index.entry((part, lemma)).or_default().patterns.push(Pattern::new(family, with));
                }
            }
        }
        let built = self.family(file, frames, entry)?;
        self.families.push(built);
        Ok(())
    }

    fn family(&self, file: &str, frames: &BTreeMap<String, FrameEntry>, e: Entry) -> Result<Family, LexiconError> {
        let unknown = |what: &str, found: &str| LexiconError::unknown(file, &e.id, what, found);
        let frame = frames.get(&e.frame).ok_or_else(|| unknown("frame", &e.frame))?;
        let sense = Sense {
            event: EventKind::from_name(&e.event).ok_or_else(|| unknown("event", &e.event))?,
            mode: mode(e.mode.as_deref()).map_err(|found| unknown("mode", &found))?,
            relation: e.relation.clone(),
            cameo: e.cameo.clone(),
        };
        let kinds = |names: &[String]| -> Result<Vec<EntityKind>, LexiconError> {
            names.iter().map(|name| name.parse().map_err(|_| unknown("kind of actor", name))).collect()
        };
        let class = |name: &Option<String>| match name {
            Some(name) if !self.objects.contains_key(name) => Err(unknown("class of objects", name)),
            _ => Ok(name.clone()),
        };
        let mut variants = Vec::new();
        for v in &e.variants {
            let event = v
                .event
                .as_ref()
                .map_or(Ok(sense.event), |name| EventKind::from_name(name).ok_or_else(|| unknown("event", name)))?;
            let changed = Sense {
                event,
                mode: match &v.mode {
                    Some(name) => mode(Some(name)).map_err(|found| unknown("mode", &found))?,
                    None => sense.mode.filter(|mode| event.modes().contains(mode)),
                },
                relation: v.relation.clone().unwrap_or_else(|| sense.relation.clone()),
                cameo: v.cameo.clone().unwrap_or_else(|| sense.cameo.clone()),
            };
            let [source_kinds, target_kinds] = [kinds(&v.source_kinds)?, kinds(&v.target_kinds)?];
            let (object, setting) = (class(&v.object)?, class(&v.setting)?);
            variants.push(Variant { object, setting, source_kinds, target_kinds, sense: changed });
        }
        let embeds = match e.embeds.as_ref().or(frame.embeds.as_ref()) {
            Some(name) => Some(Status::from_name(name).ok_or_else(|| unknown("status", name))?),
            None => None,
        };
        Ok(Family {
            verb: roles([&e.source, &e.target], [&frame.source, &frame.target]),
            noun: roles([&e.noun_source, &e.noun_target], [&frame.noun_source, &frame.noun_target]),
            reciprocal: e.reciprocal.unwrap_or(frame.reciprocal),
            subject_control: e.control.as_ref().or(frame.control.as_ref()).is_some_and(|who| who == "subj"),
            needs: class(&e.needs)?,
            source_needs: class(&e.source_needs)?,
            valency: e.valency,
            source_kinds: kinds(&e.source_kinds)?,
            target_kinds: kinds(&e.target_kinds)?,
            sense,
            variants,
            embeds,
            id: e.id,
            examples: e.examples,
            pending: e.pending,
        })
    }

    /// The families, in the order of the files.
    pub fn families(&self) -> &[Family] {
        &self.families
    }

    /// The patterns of `lemma` as `part`, those of more words first.
    pub fn patterns(&self, part: Part, lemma: &CompactString) -> &[Pattern] {
        self.index.get(&(part, lemma.clone())).map_or(&[], |listing| &listing.patterns)
    }

    /// The categories of the patterns of `lemma` as `part`, each with whether the word tells it alone.
    pub(super) fn categories(&self, part: Part, lemma: &CompactString) -> &[(EventKind, bool)] {
        self.index.get(&(part, lemma.clone())).map_or(&[], |listing| &listing.categories)
    }

    /// The family of a pattern.
    pub fn of(&self, pattern: &Pattern) -> &Family {
        &self.families[pattern.family as usize]
    }

    /// Whether `lemma` is in the class of objects called `class`.
    pub fn is_object(&self, class: &str, lemma: &str) -> bool {
        self.objects.get(class).is_some_and(|words| words.contains(lemma))
    }

    /// Conflict–cooperation score of a CAMEO code, −10 to +10; that of its parent code when it has none of its own.
    pub fn score(&self, cameo: &str) -> f32 {
        (2..=cameo.len()).rev().find_map(|n| self.scores.get(cameo.get(..n)?)).copied().unwrap_or(0.0)
    }

    /// What a readable relation means, in one line.
    pub fn about(&self, relation: &str) -> Option<&str> {
        self.abouts.get(relation).map(String::as_str)
    }

    /// Number of words and patterns.
    pub fn patterns_count(&self) -> usize {
        self.index.values().map(|listing| listing.patterns.len()).sum()
    }
}

fn mode(name: Option<&str>) -> Result<Option<Mode>, String> {
    match name {
        None | Some("") => Ok(None),
        Some(name) => Mode::from_name(name).map(Some).ok_or_else(|| name.to_owned()),
    }
}

/// The roles of a family, or those of its frame: source and target.
fn roles(own: [&Option<Vec<String>>; 2], frame: [&[String]; 2]) -> Roles {
    let slots = |k: usize| own[k].as_deref().unwrap_or(frame[k]).iter().map(Slot::from).collect();
    Roles { source: slots(0), target: slots(1) }
}
