//! Noun phrases with an owner: "Russian officials", "Syria's army", "ISIL fighters", "the government of Iraq".

use crate::actors::phrases::noun_phrase;
use crate::actors::reading::Reading;
use crate::actors::reason::Reason;
use crate::actors::runs::{Owner, Segment, What};
use crate::actors::tables::{NounClass, Sense};
use crate::actors::view::View;
use crate::actors::{EntityId, EntityKind, MentionKind};
use crate::syntax::{Deprel, Upos, Xpos};

/// Words after a name and a hyphen that make it no owner: "US-backed forces".
const TIES: [&str; 24] = [
    "backed",
    "led",
    "controlled",
    "aligned",
    "allied",
    "supported",
    "sponsored",
    "linked",
    "held",
    "occupied",
    "trained",
    "made",
    "born",
    "speaking",
    "funded",
    "affiliated",
    "friendly",
    "inspired",
    "based",
    "dominated",
    "armed",
    "brokered",
    "mediated",
    "supplied",
];

/// Words that mean the state the text speaks of where "the" stands before them.
const STATE: [&str; 8] =
    ["government", "authorities", "regime", "officials", "junta", "cabinet", "administration", "leadership"];

/// A noun phrase found in a sentence.
struct Found {
    /// First word of the phrase with its owner.
    start: usize,
    noun: usize,
    end: usize,
    class: NounClass,
    alone: bool,
    owner: Option<Segment>,
}

impl Reading<'_> {
    /// Binds the noun phrases of sentence `s`.
    pub fn bind_nouns(&mut self, s: usize) {
        self.reason = Reason::Owned;
        let mut i = 0;
        while i < self.reads[s].view.len() {
            if let Some(found) = self.noun_phrase(s, i) {
                self.bind_noun(s, &found);
            }
            i += 1;
        }
    }

    fn noun_phrase(&self, s: usize, i: usize) -> Option<Found> {
        let read = &self.reads[s];
        let view = &read.view;
        let covering = read.segments.iter().find(|k| !k.nested && k.start <= i && i < k.end);
        if let Some(segment) = covering {
            let What::Noun(class) = segment.what else { return None };
            // "Russian Defense Ministry" was cut out as a whole
            let ends_here = segment.end == i + 1;
            if !ends_here {
                return None;
            }
            let owner = segment.owner.map(owner_segment).or_else(|| self.owner(s, segment.start, i));
            let start = owner.as_ref().map_or(segment.start, |o| o.start.min(segment.start));
            let alone = true;
            return Some(Found { start, noun: i, end: i + 1, class, alone, owner });
        }
        let (first, class, alone) = noun_phrase(view, self.tables, i)?;
        if matches!(view.upos(i), Upos::Adj | Upos::X) {
            return None;
        }
        let owner = self.owner(s, first, i);
        let ministry = matches!(view.low(i), "ministry" | "department").then(|| self.ministry(view, i)).flatten();
        let (class, end) = ministry.unwrap_or((class, i + 1));
        let start = owner.as_ref().map_or(first, |o| o.start.min(first));
        let end = owner.as_ref().map_or(end, |o| o.end.max(end));
        Some(Found { start, noun: i, end, class, alone, owner })
    }

    /// "ministry of foreign affairs" in small letters.
    fn ministry(&self, view: &View<'_>, i: usize) -> Option<(NounClass, usize)> {
        if view.low_at(Some(i + 1)) != "of" {
            return None;
        }
        (1..=3).rev().find_map(|len| {
            let end = i + 2 + len;
            (end <= view.len()).then_some(())?;
            let words: Vec<&str> = (i + 2..end).map(|k| view.low(k)).collect();
            let organ = self.tables.vocabulary.domains.get(&words.join(" "))?;
            Some((NounClass::Organ(*organ), end))
        })
    }

    /// Whose the noun phrase from `first` to `noun` is.
    fn owner(&self, s: usize, first: usize, noun: usize) -> Option<Segment> {
        let read = &self.reads[s];
        let view = &read.view;
        let ending = |at: usize| {
            read.segments.iter().rev().find(|k| k.end == at && k.what != What::Nobody && k.what != What::Bare)
        };
        let mut at = first;
        for _ in 0..6 {
            if let Some(segment) = ending(at) {
                // "lent Estonia two experts"
                if view.deprel(view.head_of(segment.start, segment.end)) == Deprel::Iobj || is_side(view, segment.start)
                {
                    break;
                }
                return (!matches!(segment.what, What::Noun(_))).then(|| segment.clone());
            }
            let before = at.checked_sub(1)?;
            let low = view.low(before);
            let possessive = matches!(low, "'s" | "’s" | "'" | "’");
            let modifier = matches!(view.upos(before), Upos::Adj | Upos::Noun | Upos::Adv | Upos::Num | Upos::Verb)
                && !TIES.contains(&low);
            let part = possessive || low == "-" || modifier && view.tree.is_under(before, noun);
            if !part {
                break;
            }
            at = before;
        }
        let mut children = view.tree.children(noun).filter(|&c| c > noun && view.deprel(c) == Deprel::Nmod);
        children.find_map(|child| {
            let case = view.tree.children_by(child, Deprel::Case).next()?;
            if view.low(case) != "of" {
                return None;
            }
            let found = read.segments.iter().find(|k| !k.nested && k.start <= child && child < k.end)?;
            matches!(found.what, What::Known(_)).then(|| found.clone())
        })
    }

    fn bind_noun(&mut self, s: usize, found: &Found) {
        let Some(owner) = found.owner.clone() else {
            self.bind_alone(s, found);
            return;
        };
        let Some(id) = self.name(s, &owner) else { return };
        let capital_place = matches!(owner.what, What::Known(name) if matches!(name.sense, Sense::Capital));
        let entity = self.registry.entity(id);
        let (kind, country) = (entity.kind, entity.country.clone());
        let code = country.as_deref();
        let bound = match (found.class, kind) {
            (NounClass::Officials, EntityKind::Person) => {
                let word = self.reads[s].view.low(found.noun).to_owned();
                let state = matches!(
                    word.as_str(),
                    "government" | "administration" | "regime" | "cabinet" | "presidency" | "junta"
                );
                code.filter(|_| state).map(str::to_owned).and_then(|code| self.registry.state(&code))
            }
            (NounClass::Officials, EntityKind::Country)
            | (
                NounClass::Officials | NounClass::Armed | NounClass::Rivals | NounClass::Organ(_),
                EntityKind::Organization | EntityKind::ArmedGroup,
            ) => Some(id),
            (NounClass::People, EntityKind::Organization | EntityKind::ArmedGroup)
                if self.tables.vocabulary.staff.contains(self.reads[s].view.low(found.noun)) =>
            {
                Some(id)
            }
            (NounClass::Organ(organ), EntityKind::Country) => {
                let code = self.registry.entity(id).key.clone();
                Some(self.registry.organ(&code, organ))
            }
            (NounClass::Officials, EntityKind::Place)
                if matches!(self.reads[s].view.low(found.noun), "government" | "administration" | "authorities") =>
            {
                let words = self.reads[s].view.words(found.start, found.end);
                Some(self.registry.unknown(EntityKind::Organization, words.trim_start_matches("the "), country.clone()))
            }
            (NounClass::Organ(organ), EntityKind::Person) => {
                code.map(str::to_owned).map(|code| self.registry.organ(&code, organ))
            }
            (NounClass::Body, EntityKind::Country) if !capital_place => self.body(s, found, &owner, id),
            (NounClass::People | NounClass::Rivals | NounClass::Armed, EntityKind::Country) if !capital_place => {
                Some(self.group(s, found.noun, found.class, id))
            }
            _ => None,
        };
        if let Some(bound) = bound {
            self.note(s, found.start, found.end, &[bound], MentionKind::Name);
        }
    }

    /// "Morocco's counterterror agency": an organization of its own.
    fn body(&mut self, s: usize, found: &Found, owner: &Segment, state: EntityId) -> Option<EntityId> {
        if owner.end > found.noun || self.is_told_of(s, found.noun) || self.bound(s, found.start, found.end).is_some() {
            return None;
        }
        let code = self.registry.entity(state).key.clone();
        let view = &self.reads[s].view;
        let after = owner.end + usize::from(matches!(view.low_at(Some(owner.end)), "'s" | "’s" | "'" | "’"));
        let name = format!("{} {}", self.tables.adjective(&code), view.words(after, found.end).to_lowercase());
        Some(self.registry.unknown(EntityKind::Organization, &name, Some(code)))
    }

    /// "Syrian rebels": a group of its own, apart from the state when it stands against it.
    pub fn group(&mut self, s: usize, noun: usize, class: NounClass, state: EntityId) -> EntityId {
        let (kind, own) = match class {
            NounClass::Armed => (EntityKind::ArmedGroup, false),
            NounClass::Rivals => (EntityKind::Group, false),
            _ => (EntityKind::Group, true),
        };
        let code = self.registry.entity(state).key.clone();
        let noun = self.reads[s].view.low(noun).to_owned();
        let name = format!("{} {}", self.tables.adjective(&code), plural(&noun));
        let id = self.registry.unknown(kind, &name, own.then_some(code));
        self.registry.facts_mut(id).plural = true;
        self.registry.call(id, name);
        id
    }

    /// "the military", "authorities" without a state: those of the state the text speaks of.
    fn bind_alone(&mut self, s: usize, found: &Found) {
        let view = &self.reads[s].view;
        let capital = view.is_capital(found.noun) && found.noun > 0;
        let determiner = view.tree.children_by(found.noun, Deprel::Det).next().map(|d| view.low(d).to_owned());
        let definite = determiner.as_deref() == Some("the");
        let low = view.low(found.noun).to_owned();
        let one = matches!(low.as_str(), "soldier" | "policeman" | "officer") && determiner.is_some();
        let determined = definite || one;
        let several = determiner.is_none() && (view.tree.node(found.noun).xpos == Xpos::Nns || low == "police");
        let owned = view.tree.children_by(found.noun, Deprel::NmodPoss).next().is_some();
        let tied = (0..found.noun).rev().take(4).any(|i| TIES.contains(&view.low(i)) || is_side(view, i));
        let id = match found.class {
            NounClass::Organ(organ) if found.alone && (determined || capital || several) && !owned && !tied => {
                let met = self
                    .history
                    .iter()
                    .rev()
                    .flat_map(|t| t.ids.iter())
                    .copied()
                    .find(|&id| self.registry.facts(id).organ == Some(organ));
                match (self.state_within(s, found.noun), met) {
                    (Some(state), _) => {
                        let code = self.registry.entity(state).key.clone();
                        Some(self.registry.organ(&code, organ))
                    }
                    (None, Some(id)) => Some(id),
                    (None, None) => self.focus(s).map(|code| self.registry.organ(&code, organ)),
                }
            }
            NounClass::Officials => {
                let bare = determiner.is_none() && matches!(low.as_str(), "authorities" | "officials");
                let fits = STATE.contains(&low.as_str()) && (definite || bare) && !owned;
                fits.then(|| self.focus(s)).flatten().and_then(|code| self.registry.state(&code))
            }
            _ => None,
        };
        if let Some(id) = id {
            let kind = if capital && matches!(found.class, NounClass::Organ(_)) {
                MentionKind::Name
            } else {
                MentionKind::Nominal
            };
            self.note(s, found.start, found.end, &[id], kind);
        }
    }
}

/// Whether the name that begins at `start` only says whose side something is on: "pro-Russian", "anti-American".
pub(super) fn is_side(view: &View<'_>, start: usize) -> bool {
    let before = |n: usize| view.low_at(start.checked_sub(n));
    matches!(before(1), "-" | "–") && matches!(before(2), "pro" | "anti")
}

fn owner_segment(owner: Owner) -> Segment {
    Segment { start: owner.start, end: owner.end, what: owner.what, owner: None, nested: true, kind: None }
}

/// The plural of a noun of the vocabulary.
pub(super) fn plural(noun: &str) -> String {
    let fixed = noun.ends_with('s')
        || noun.ends_with("men")
        || matches!(noun, "women" | "children" | "population" | "public" | "crew" | "insurgency" | "opposition");
    if fixed {
        noun.to_owned()
    } else if let Some(stem) = noun.strip_suffix('y') {
        format!("{stem}ies")
    } else {
        format!("{noun}s")
    }
}
