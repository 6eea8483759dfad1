//! Binds descriptions: "the country", "the two countries", "both sides", "the group", "the alliance", "the Council".

use crate::actors::reading::Reading;
use crate::actors::runs::What;
use crate::actors::{EntityId, EntityKind, MentionKind};
use crate::syntax::{Deprel, Upos};

/// What a describing noun may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Country,
    Armed,
    Fighters,
    Body,
    Person,
}

fn sort_of(noun: &str) -> Option<(Sort, bool)> {
    Some(match noun {
        "country" | "nation" | "kingdom" | "republic" | "state" => (Sort::Country, false),
        "countries" | "nations" | "states" | "sides" | "neighbors" | "neighbours" | "governments" | "powers"
        | "parties" | "capitals" | "rivals" | "allies" => (Sort::Country, true),
        "leaders" | "presidents" | "ministers" | "men" | "officials" | "diplomats" | "women" => (Sort::Person, true),
        "group" | "organization" | "organisation" | "militia" | "movement" | "faction" | "network" => {
            (Sort::Armed, false)
        }
        "militants" | "rebels" | "fighters" | "insurgents" | "terrorists" | "guerrillas" => (Sort::Fighters, false),
        "alliance" | "bloc" | "agency" | "company" | "party" | "commission" | "council" | "committee" | "ministry"
        | "union" | "court" | "coalition" | "body" | "institute" | "institution" | "bank" | "firm" | "department"
        | "newspaper" | "mission" | "association" | "university" | "center" | "centre" | "tribunal" => {
            (Sort::Body, false)
        }
        _ => return None,
    })
}

impl Reading<'_> {
    /// Binds the description whose noun is word `i` of sentence `s`, if it is one.
    pub fn bind_description(&mut self, s: usize, i: usize) {
        let view = &self.reads[s].view;
        if !matches!(view.upos(i), Upos::Noun | Upos::Propn | Upos::Num) || self.covered(s, i) {
            return;
        }
        let noun = view.low(i).to_owned();
        let bare = self.reads[s].segments.iter().any(|k| k.what == What::Bare && k.end == i + 1);
        let children: Vec<usize> = view.tree.children(i).filter(|&c| c < i).collect();
        let determiner = children.iter().copied().find(|&c| view.deprel(c) == Deprel::Det);
        let number = children.iter().copied().find(|&c| view.deprel(c) == Deprel::Nummod);
        let word = determiner.map_or("", |d| view.low(d)).to_owned();
        let count = number.and_then(|n| number_of(view.low(n)));
        let front = children.iter().copied().filter(|&c| {
            matches!(view.deprel(c), Deprel::Det | Deprel::Nummod | Deprel::Amod | Deprel::Compound | Deprel::NmodPoss)
        });
        let start = front.min().unwrap_or(i);
        let definite = matches!(word.as_str(), "the" | "this" | "that" | "these" | "those" | "both");
        let tied = view.tree.children(i).any(|c| {
            c > i
                && view.deprel(c) == Deprel::Nmod
                && view.tree.children_by(c, Deprel::Case).any(|k| view.low(k) == "of")
        });
        let named = children.iter().any(|&c| view.is_proper(c));
        if matches!(noun.as_str(), "coalition" | "alliance")
            && !bare
            && !children.is_empty()
            && self.bind_alliance(s, i)
        {
            return;
        }
        if tied && count.is_none() || named || !(definite || bare) {
            return;
        }
        if bare && self.bind_bare(s, i, &noun) {
            return;
        }
        let Some((sort, plural)) = sort_of(&noun) else {
            return;
        };
        let ids = if plural {
            let n = count.or(if word == "both" { Some(2) } else { None });
            self.several(s, sort, n)
        } else {
            self.single(s, i, sort, &noun).into_iter().collect()
        };
        self.note(s, start, i + 1, &ids, MentionKind::Nominal);
    }

    /// "the US-led coalition", "the anti-ISIL coalition": a body of its own, named by the words before it.
    fn bind_alliance(&mut self, s: usize, i: usize) -> bool {
        let view = &self.reads[s].view;
        let mut start = i;
        while start > 0
            && (matches!(view.upos(start - 1), Upos::Adj | Upos::Propn | Upos::Noun | Upos::Verb | Upos::X)
                || view.form(start - 1) == "-")
        {
            start -= 1;
        }
        let hyphen = (start..i).any(|k| view.form(k) == "-");
        let named = (start..i).any(|k| view.is_capital(k));
        if !hyphen || !named {
            return false;
        }
        let words = view.words(start, i + 1);
        let id = self.registry.unknown(EntityKind::Organization, &words, None);
        self.note(s, start, i + 1, &[id], MentionKind::Name);
        true
    }

    /// "the Council": the last body named in full whose name ends so, or one of its own.
    fn bind_bare(&mut self, s: usize, i: usize, noun: &str) -> bool {
        let found = self.by_head(noun);
        let view = &self.reads[s].view;
        if view.capitals_tell_little || (i == 0 && found.is_none()) {
            return false;
        }
        let named = matches!(
            noun,
            "coalition" | "alliance" | "union" | "council" | "congress" | "commonwealth" | "senate" | "treasury"
        );
        let id = match found {
            Some(id) => id,
            None if named => {
                let name = view.form(i).to_owned();
                self.registry.unknown(EntityKind::Organization, &name, None)
            }
            None => return false,
        };
        self.note(s, i, i + 1, &[id], MentionKind::Name);
        true
    }

    fn by_head(&self, noun: &str) -> Option<EntityId> {
        let recent = self.history.iter().rev().flat_map(|t| t.ids.iter().copied());
        let mut recent = recent
            .filter(|id| matches!(self.registry.entity(*id).kind, EntityKind::Organization | EntityKind::ArmedGroup));
        recent.find(|id| {
            let name = self.registry.entity(*id).name.to_lowercase();
            name.split(' ').any(|word| word == noun)
        })
    }

    fn single(&self, s: usize, i: usize, sort: Sort, noun: &str) -> Option<EntityId> {
        let fits = |id: EntityId| {
            let entity = self.registry.entity(id);
            match sort {
                Sort::Country => entity.kind == EntityKind::Country,
                Sort::Armed => {
                    entity.kind == EntityKind::ArmedGroup
                        || entity.kind == EntityKind::Organization && self.registry.facts(id).organ.is_none()
                }
                Sort::Fighters => entity.kind == EntityKind::ArmedGroup,
                Sort::Body => entity.kind == EntityKind::Organization && self.registry.facts(id).organ.is_none(),
                Sort::Person => entity.kind == EntityKind::Person,
            }
        };
        if sort == Sort::Body
            && let Some(id) = self.by_head(noun)
        {
            return Some(id);
        }
        if sort == Sort::Country
            && self.reads[s].view.tree.children(i).any(|c| self.reads[s].view.low(c).starts_with("neighb"))
        {
            return self.neighbour(s, i);
        }
        self.best(s, i, &|id| fits(id), sort == Sort::Armed)
    }

    /// "the neighbouring country": one that borders on the state which the sentence speaks of.
    fn neighbour(&self, s: usize, i: usize) -> Option<EntityId> {
        let country = |id: EntityId| self.registry.entity(id).kind == EntityKind::Country;
        let here =
            self.history.iter().filter(|t| t.sentence as usize == s && (t.end as usize) <= i && t.ids.len() == 1);
        let centre = here
            .filter(|t| country(t.ids[0]))
            .max_by(|a, b| a.weight.total_cmp(&b.weight).then(b.start.cmp(&a.start)))?
            .ids[0];
        let state = self.tables.state(&self.registry.entity(centre).key)?;
        let borders = |id: EntityId| country(id) && state.neighbours.contains(&self.registry.entity(id).key);
        self.best(s, i, &borders, false)
    }

    /// The most salient actor before word `i` of sentence `s` that fits.
    fn best(&self, s: usize, i: usize, fits: &dyn Fn(EntityId) -> bool, armed_first: bool) -> Option<EntityId> {
        let mut scores: Vec<(EntityId, f32)> = Vec::new();
        for trace in &self.history {
            if trace.sentence as usize == s && trace.end as usize > i || trace.ids.len() != 1 {
                continue;
            }
            let age = s as f32 - trace.sentence as f32;
            let id = trace.ids[0];
            if age > 6.0 || !fits(id) {
                continue;
            }
            let armed = armed_first && self.registry.entity(id).kind == EntityKind::ArmedGroup;
            let fresh = 0.6f32.powf(age) * (trace.weight + 0.1) * if armed { 3.0 } else { 1.0 };
            match scores.iter_mut().find(|(other, _)| *other == id) {
                Some((_, score)) => *score += fresh,
                None => scores.push((id, fresh)),
            }
        }
        scores.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(&a.0))).map(|(id, _)| id)
    }

    /// The last `count` actors of the sort, as a pair is named together: those of the nearest sentence first.
    fn several(&self, s: usize, sort: Sort, count: Option<usize>) -> Vec<EntityId> {
        let Some(count) = count.filter(|n| (2..=8).contains(n)) else { return Vec::new() };
        let wanted = match sort {
            Sort::Person => EntityKind::Person,
            _ => EntityKind::Country,
        };
        let mut found: Vec<EntityId> = Vec::new();
        for trace in self.history.iter().rev() {
            if s as u32 - trace.sentence > 4 {
                break;
            }
            for id in &trace.ids {
                if self.registry.entity(*id).kind == wanted && !found.contains(id) && found.len() < count {
                    found.push(*id);
                }
            }
        }
        if found.len() < count {
            return Vec::new();
        }
        found.sort();
        found
    }
}

/// The number that a word means, from two to ten.
fn number_of(word: &str) -> Option<usize> {
    Some(match word {
        "two" | "2" => 2,
        "three" | "3" => 3,
        "four" | "4" => 4,
        "five" | "5" => 5,
        "six" | "6" => 6,
        "seven" | "7" => 7,
        "eight" | "8" => 8,
        _ => return None,
    })
}
