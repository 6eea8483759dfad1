//! Binds pronouns to the actors they stand for.

use crate::actors::reading::{Reading, Trace};
use crate::actors::tables::Gender;
use crate::actors::{EntityId, EntityKind, MentionKind};
use crate::syntax::{Deprel, Upos, Xpos};

/// What a pronoun may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    He,
    She,
    It,
    They,
    I,
    We,
    Who,
}

/// How many sentences before a first person its speaker may be named.
const REACH_OF_A_SPEAKER: usize = 8;

fn sort_of(low: &str) -> Option<Sort> {
    Some(match low {
        "he" | "him" | "his" | "himself" => Sort::He,
        "she" | "her" | "hers" | "herself" => Sort::She,
        "it" | "its" | "itself" => Sort::It,
        "they" | "them" | "their" | "theirs" | "themselves" => Sort::They,
        "i" | "me" | "my" | "myself" => Sort::I,
        "we" | "us" | "our" | "ours" | "ourselves" => Sort::We,
        "who" | "which" | "that" | "whose" | "whom" => Sort::Who,
        _ => return None,
    })
}

impl Reading<'_> {
    /// Binds the pronoun at word `i` of sentence `s`, if it is one.
    pub fn bind_pronoun(&mut self, s: usize, i: usize) {
        let view = &self.reads[s].view;
        if !matches!(view.upos(i), Upos::Pron | Upos::Det) {
            return;
        }
        let Some(sort) = sort_of(view.low(i)) else { return };
        if sort == Sort::It && self.is_empty_it(s, i) {
            return;
        }
        if view.upos(i) == Upos::Det || view.deprel(i) == Deprel::Expl || view.deprel(i) == Deprel::Mark {
            return;
        }
        let ids = match sort {
            Sort::Who => self.relative(s, i),
            Sort::I | Sort::We => self.speaker(s, sort),
            _ => self.antecedent(s, i, sort).into_iter().collect(),
        };
        self.note(s, i, i + 1, &ids, MentionKind::Pronoun);
    }

    /// "It is clear that", "it rained": a subject that stands for nothing.
    fn is_empty_it(&self, s: usize, i: usize) -> bool {
        let view = &self.reads[s].view;
        if view.low(i) != "it" {
            return false;
        }
        let Some(verb) = view.tree.head(i) else { return true };
        let clause = |c: usize| {
            c > i
                && matches!(
                    view.deprel(c),
                    Deprel::Ccomp | Deprel::Csubj | Deprel::Xcomp | Deprel::CsubjPass | Deprel::Advcl
                )
        };
        let copula = view.tree.children_by(verb, Deprel::Cop).next().is_some();
        let adjective = matches!(view.upos(verb), Upos::Adj | Upos::Noun | Upos::Adv) && copula;
        let seems = matches!(
            view.tree.node(verb).lemma.as_str(),
            "seem" | "appear" | "turn" | "take" | "rain" | "happen" | "mean" | "matter"
        );
        adjective && view.tree.children(verb).any(clause)
            || seems && view.deprel(i) == Deprel::Nsubj && view.tree.children(verb).any(clause)
    }

    /// The actors at the noun that the relative clause describes.
    fn relative(&self, s: usize, i: usize) -> Vec<EntityId> {
        let tree = &self.reads[s].view.tree;
        let clause = tree.ancestors(i).skip(1).find(|&a| tree.node(a).deprel == Deprel::AclRelcl);
        let Some(noun) = clause.and_then(|c| tree.head(c)) else { return Vec::new() };
        let near = self.history.iter().rev().take_while(|t| t.sentence as usize == s);
        let at = near.into_iter().find(|t| t.head as usize == noun && t.kind != MentionKind::Pronoun);
        at.map(|t| t.ids.clone()).unwrap_or_default()
    }

    /// Whoever speaks the sentence, from its verb of speech; the state or body he speaks for when "we".
    fn speaker(&self, s: usize, sort: Sort) -> Vec<EntityId> {
        let Some(id) = self.speaker_of(s) else { return Vec::new() };
        let entity = self.registry.entity(id);
        if sort == Sort::I || entity.kind != EntityKind::Person {
            return if sort == Sort::I && entity.kind != EntityKind::Person { Vec::new() } else { vec![id] };
        }
        let of = entity.roles.iter().rev().find_map(|role| role.of);
        let side = of.filter(|of| {
            matches!(
                self.registry.entity(*of).kind,
                EntityKind::Country | EntityKind::Organization | EntityKind::ArmedGroup
            )
        });
        let side = side.or_else(|| entity.country.as_deref().and_then(|code| self.registry.with_key(code)));
        side.into_iter().collect()
    }

    /// Who speaks in the first person: the speaker of the sentence's own quotation, else the one who spoke last before it
    /// or, in a statement that opens with its speaker, the person named first.
    fn speaker_of(&self, s: usize) -> Option<EntityId> {
        let before = (s.saturating_sub(REACH_OF_A_SPEAKER)..s).rev().find_map(|earlier| self.speaker_in(earlier));
        self.speaker_in(s).or(before).or_else(|| self.speaker_in(s + 1)).or_else(|| self.opener())
    }

    /// The person named first, in one of the first two sentences.
    fn opener(&self) -> Option<EntityId> {
        let opening = self.history.iter().take_while(|t| t.sentence < 2).filter(|t| t.kind != MentionKind::Pronoun);
        opening.flat_map(|t| &t.ids).copied().find(|id| self.registry.entity(*id).kind == EntityKind::Person)
    }

    /// The subject of the verb of speech in a sentence.
    fn speaker_in(&self, s: usize) -> Option<EntityId> {
        let view = &self.reads.get(s)?.view;
        let tree = &view.tree;
        let speech = &self.tables.vocabulary.speech;
        (0..view.len()).find_map(|v| {
            if view.upos(v) != Upos::Verb || !speech.contains(tree.node(v).lemma.as_str()) {
                return None;
            }
            let subject = tree.children_by(v, Deprel::Nsubj).next()?;
            let trace = self.history.iter().rev().find(|t| t.sentence as usize == s && t.head as usize == subject)?;
            (trace.ids.len() == 1).then(|| trace.ids[0])
        })
    }

    fn agrees(&self, id: EntityId, sort: Sort) -> f32 {
        let entity = self.registry.entity(id);
        let facts = self.registry.facts(id);
        let person = entity.kind == EntityKind::Person;
        match sort {
            Sort::He if person => match facts.gender {
                Some(Gender::Male) => 1.0,
                Some(Gender::Female) => 0.0,
                None => 0.8,
            },
            Sort::She if person => match facts.gender {
                Some(Gender::Female) => 1.0,
                Some(Gender::Male) => 0.0,
                None => 0.4,
            },
            Sort::It => match entity.kind {
                EntityKind::Country => 1.0,
                EntityKind::Organization | EntityKind::ArmedGroup if !facts.plural => 1.0,
                EntityKind::Organization | EntityKind::ArmedGroup => 0.5,
                EntityKind::Place => 0.55,
                _ => 0.0,
            },
            Sort::They => match entity.kind {
                EntityKind::Group => 1.0,
                EntityKind::ArmedGroup => 0.9,
                EntityKind::Organization => {
                    if facts.plural {
                        0.9
                    } else {
                        0.5
                    }
                }
                EntityKind::Country => 0.25,
                _ => 0.0,
            },
            _ => 0.0,
        }
    }

    /// The actor that a personal pronoun stands for.
    fn antecedent(&self, s: usize, i: usize, sort: Sort) -> Option<EntityId> {
        let view = &self.reads[s].view;
        let possessive = view.deprel(i) == Deprel::NmodPoss;
        let governor = view.tree.head(i);
        let rival = matches!(sort, Sort::It | Sort::They).then(|| self.rival(s, i, sort)).flatten();
        let mut best: Option<(f32, EntityId)> = None;
        for trace in self.history.iter().rev() {
            let age = s as u32 - trace.sentence;
            if age > 4 {
                break;
            }
            if trace.ids.len() != 1 || trace.sentence as usize == s && trace.end as usize > i {
                continue;
            }
            let id = trace.ids[0];
            let agrees = self.agrees(id, sort);
            if agrees <= 0.0 || self.blocked(s, i, trace, possessive, governor) {
                continue;
            }
            let mut score = agrees * (0.35 + trace.weight) * 0.55f32.powi(age as i32);
            if rival.is_some_and(|at| (trace.sentence, trace.head) < at) {
                score *= 0.3;
            }
            if trace.inner && trace.adjective {
                score *= 0.4;
            }
            if trace.kind == MentionKind::Pronoun {
                score *= 1.15;
            }
            if trace.sentence as usize == s {
                score *= 1.0 + 0.2 * (trace.end as f32 / (i as f32 + 1.0));
            }
            let named = self.prior.get(&id).copied().unwrap_or(0);
            score *= 1.0 + 0.12 * (named.min(8) as f32);
            if best.is_none_or(|(old, _)| score > old) {
                best = Some((score, id));
            }
        }
        let enough = if matches!(sort, Sort::It | Sort::They) { 0.3 } else { 0.08 };
        best.filter(|(score, _)| *score > enough).map(|(_, id)| id)
    }

    /// The nearest noun before the pronoun that stands out, is no actor and agrees in number: "the report … it".
    fn rival(&self, s: usize, i: usize, sort: Sort) -> Option<(u32, u32)> {
        for back in 0..2.min(s + 1) {
            let view = &self.reads[s - back].view;
            let end = if back == 0 { i } else { view.len() };
            let found = (0..end).rev().find(|&k| {
                let place = matches!(view.deprel(k), Deprel::Nsubj | Deprel::NsubjPass)
                    || sort == Sort::They && matches!(view.deprel(k), Deprel::Obj | Deprel::Obl);
                let many = view.tree.node(k).xpos == Xpos::Nns;
                let noun = view.upos(k) == Upos::Noun && many == (sort == Sort::They);
                place
                    && noun
                    && !self
                        .history
                        .iter()
                        .rev()
                        .take_while(|t| t.sentence as usize >= s - back)
                        .any(|t| t.sentence as usize == s - back && t.head as usize == k)
            });
            if let Some(k) = found {
                return Some(((s - back) as u32, k as u32));
            }
        }
        None
    }

    /// Whether syntax forbids the two to be one: subject and object of one verb, an owner and what it owns.
    fn blocked(&self, s: usize, i: usize, trace: &Trace, possessive: bool, governor: Option<usize>) -> bool {
        if trace.sentence as usize != s {
            return false;
        }
        let view = &self.reads[s].view;
        let reflexive = view.low(i).ends_with("self") || view.low(i).ends_with("selves");
        let head = trace.head as usize;
        if possessive {
            return governor == Some(head) || (trace.start as usize <= i && i < trace.end as usize);
        }
        !reflexive
            && governor.is_some()
            && view.tree.head(head) == governor
            && !matches!(view.deprel(head), Deprel::Nmod | Deprel::Compound)
    }
}
