//! The candidates for an anaphor, and the choice among them.

use rustc_hash::FxHashSet;

use crate::actors::antecedents::features::Row;
use crate::actors::antecedents::learn::Case;
use crate::actors::antecedents::marks::{MarkKind, Target};
use crate::actors::antecedents::network::Network;
use crate::actors::antecedents::{Anaphor, Choice, Form};
use crate::actors::describe::{is_armed, is_office};
use crate::actors::reading::Reading;
use crate::actors::tables::Sorts;
use crate::actors::{EntityId, EntityKind};

/// Sentences that a pronoun reaches back.
const REACH: u32 = 6;
/// Sentences that a pronoun reaches back to a noun that is no actor.
const PLAIN_REACH: u32 = 2;
/// Most candidates that are weighed.
const MOST: usize = 40;

/// A referent that an anaphor may stand for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub referent: u32,
    /// Index of its nearest mark.
    pub mark: usize,
    /// How many candidates of the same kind stand nearer.
    pub rank: u16,
    /// It stands after the anaphor.
    pub later: bool,
}

impl Reading<'_> {
    /// What `anaphor` stands for: the likeliest referent, or none when "nothing named so far" is likelier.
    pub fn antecedent(&mut self, anaphor: &Anaphor) -> Option<Choice> {
        let candidates = self.candidates(anaphor);
        if candidates.is_empty() && self.teacher.is_none() {
            return None;
        }
        let rows = self.rows(anaphor, &candidates);
        let network = match &self.teacher {
            Some(teacher) => teacher.network.as_deref(),
            None => Network::embedded(),
        };
        let choice = network.and_then(|network| choose(network, anaphor, &candidates, &rows));
        let Some(mut teacher) = self.teacher.take() else { return choice };
        let right = self.right(anaphor, &candidates, &teacher);
        let told = candidates.iter().zip(&right).find(|(_, right)| **right).map(|(candidate, _)| Choice {
            referent: candidate.referent,
            score: 1.0,
            sure: true,
        });
        let actors = candidates.iter().map(|c| self.is_actor(c.referent)).collect();
        if teacher.knows(self.view(anaphor.sentence).tree.node(anaphor.head).span.start) {
            teacher.cases.push(Case { form: anaphor.form, rows, right, actors });
        }
        let follow = teacher.network.is_some();
        self.teacher = Some(teacher);
        if follow { choice } else { told }
    }

    fn is_actor(&self, referent: u32) -> bool {
        matches!(self.marks.referents[referent as usize].target, Target::Actors(_))
    }

    /// The referents that may be meant, the nearest first.
    fn candidates(&self, anaphor: &Anaphor) -> Vec<Candidate> {
        let (s, i) = (anaphor.sentence as u32, anaphor.head as u32);
        let description = matches!(anaphor.form, Form::One | Form::Many);
        let mut out: Vec<Candidate> = Vec::new();
        let mut seen: FxHashSet<u32> = FxHashSet::default();
        let mut ranks = [0u16; 16];
        let mut order: Vec<usize> = (0..self.marks.list.len()).collect();
        let from = self.marks.list.partition_point(|mark| mark.sentence < s);
        order[from..].sort_by_key(|&k| (self.marks.list[k].head, self.marks.list[k].start));
        let later = order[from..].iter().copied().filter(|&k| self.marks.list[k].start > i);
        let before = order.iter().rev().copied().filter(|&k| {
            let mark = &self.marks.list[k];
            mark.sentence < s || mark.start <= i
        });
        let later: Vec<usize> = if description { Vec::new() } else { later.collect() };
        for k in before.chain(later) {
            let mark = &self.marks.list[k];
            if out.len() >= MOST || !description && mark.sentence + REACH < s {
                break;
            }
            let own = mark.sentence == s && (mark.head == i || anaphor.start as u32 <= mark.start && mark.end <= i + 1);
            if own || seen.contains(&mark.referent) || !self.may_be(anaphor, mark.referent, s - mark.sentence) {
                continue;
            }
            if mark.kind == MarkKind::Plain && mark.adjective {
                continue;
            }
            seen.insert(mark.referent);
            let kind = self.kind_number(mark.referent) as usize;
            out.push(Candidate {
                referent: mark.referent,
                mark: k,
                rank: ranks[kind],
                later: mark.sentence == s && mark.start > i,
            });
            ranks[kind] += 1;
        }
        out
    }

    /// Whether a person is known by other offices only than the one of the noun.
    fn holds_another(&self, id: EntityId, noun: &str) -> bool {
        let last = |title: &str| title.rsplit(' ').next() == Some(noun);
        let facts = self.registry.facts(id);
        let terms = facts.entry.and_then(|entry| self.tables.terms.get(&entry));
        let held = || facts.titles.iter().map(|title| &title.0).chain(terms.into_iter().flatten().map(|term| &term.0));
        is_office(noun) && held().next().is_some() && !held().any(|title| last(title))
    }

    /// Whether kind and number let the anaphor stand for the referent at all.
    fn may_be(&self, anaphor: &Anaphor, referent: u32, away: u32) -> bool {
        let referent = &self.marks.referents[referent as usize];
        let ids = match &referent.target {
            Target::Plain(_) => {
                let Some(plain) = &referent.plain else { return false };
                return match anaphor.form {
                    Form::He | Form::She => away <= PLAIN_REACH && !plain.plural && (plain.sorts.any(Sorts::PERSON)),
                    Form::It => away <= PLAIN_REACH && !plain.plural,
                    Form::They => away <= PLAIN_REACH,
                    Form::One => away <= 12 && plain.noun == anaphor.noun && !plain.plural,
                    Form::Many => away <= 12 && plain.noun == anaphor.noun && plain.plural,
                };
            }
            Target::Actors(ids) => ids,
        };
        let several = ids.len() > 1;
        // "the group" is no ministry and no army
        if self.registry.facts(ids[0]).organ.is_some() && is_armed(&anaphor.noun) {
            return false;
        }
        let kind = self.registry.entity(ids[0]).kind;
        match anaphor.form {
            Form::He | Form::She => !several && kind == EntityKind::Person,
            Form::It => !several && !matches!(kind, EntityKind::Person | EntityKind::Group),
            Form::They => several || kind != EntityKind::Person,
            Form::One => !several && fits(anaphor.sorts, kind, false) && !self.holds_another(ids[0], &anaphor.noun),
            Form::Many => fits(anaphor.sorts, kind, true),
        }
    }
}

/// Whether a noun of these lists may describe an actor of the kind.
fn fits(sorts: Sorts, kind: EntityKind, plural: bool) -> bool {
    match kind {
        EntityKind::Country => sorts.any(Sorts::COUNTRY) || !plural && sorts.any(Sorts::PLACE),
        EntityKind::Place => !plural && sorts.any(Sorts::PLACE),
        EntityKind::Person => sorts.any(Sorts::PERSON) && !plural,
        EntityKind::Organization => sorts.any(Sorts::BODIES),
        EntityKind::ArmedGroup => sorts.any(Sorts::ARMED | Sorts::ALLIANCE | Sorts::PARTY),
        EntityKind::Group => plural && sorts.any(Sorts::PEOPLE | Sorts::ARMED),
    }
}

fn choose(network: &Network, anaphor: &Anaphor, candidates: &[Candidate], rows: &[Row]) -> Option<Choice> {
    let chances = network.probabilities(rows.iter().map(Row::as_slice));
    let best = (0..chances.len()).max_by(|&a, &b| chances[a].total_cmp(&chances[b]).then(b.cmp(&a)))?;
    // the first row is that of "nothing"
    let candidate = candidates.get(best.checked_sub(1)?)?;
    let sure = chances[best] >= network.thresholds[anaphor.form as usize];
    Some(Choice { referent: candidate.referent, score: chances[best], sure })
}
