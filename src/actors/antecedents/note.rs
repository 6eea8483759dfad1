//! Notes the marks that later words may refer back to.

use smallvec::SmallVec;

use crate::actors::EntityId;
use crate::actors::antecedents::clues::is_nominal;
use crate::actors::antecedents::marks::{Mark, MarkKind, Plain, Target};
use crate::actors::reading::Reading;
use crate::actors::tables::Sorts;
use crate::actors::view::View;
use crate::syntax::{Deprel, Upos, Xpos};

impl Reading<'_> {
    /// Notes a mark of actors.
    pub fn mark_actors(&mut self, s: usize, range: (usize, usize), ids: &[EntityId], kind: MarkKind, adjective: bool) {
        let referent = self.marks.of_actors(ids, s as u32);
        if let [id] = ids
            && self.marks.referents[referent as usize].count == 0
            && let Some(place) = self.registry.facts(*id).entry.and_then(|k| self.tables.entry(k).place.as_deref())
        {
            let (noun, _) = self.tables.descriptions.singular(place);
            self.marks.referents[referent as usize].nouns.push(noun.as_ref().into());
        }
        self.mark(s, range, referent, kind, adjective);
    }

    /// Notes that a state goes by the name of its capital, which is a city as well.
    pub fn mark_capital(&mut self, id: EntityId, s: usize) {
        let referent = self.marks.of_actors(&[id], s as u32) as usize;
        let nouns = &mut self.marks.referents[referent].nouns;
        for noun in ["city", "capital"] {
            if !nouns.iter().any(|own| own == noun) {
                nouns.push(noun.into());
            }
        }
    }

    /// Notes that word `i` of sentence `s` stands for a referent that is no actor.
    pub fn mark_again(&mut self, s: usize, i: usize, referent: u32) {
        self.mark(s, (i, i + 1), referent, MarkKind::Pronoun, false);
    }

    fn mark(&mut self, s: usize, (start, end): (usize, usize), referent: u32, kind: MarkKind, adjective: bool) {
        let view = &self.reads[s].view;
        let head = view.head_of(start, end);
        let plural = is_nominal(kind) && matches!(view.tree.node(head).xpos, Xpos::Nns);
        let mark = Mark {
            referent,
            sentence: s as u32,
            head: head as u32,
            start: start as u32,
            end: end as u32,
            kind,
            adjective,
            plural,
            determiner: determiner(view, head),
        };
        self.marks.push(mark);
    }

    /// Notes the noun at word `i` when it names no actor.
    pub fn mark_noun(&mut self, s: usize, i: usize) {
        let view = &self.reads[s].view;
        if !matches!(view.upos(i), Upos::Noun | Upos::Propn)
            || matches!(view.deprel(i), Deprel::Compound | Deprel::Flat | Deprel::Fixed | Deprel::Amod)
            || self.covered(s, i)
        {
            return;
        }
        let view = &self.reads[s].view;
        let (noun, _) = self.tables.descriptions.singular(view.low(i));
        let plural = matches!(view.tree.node(i).xpos, Xpos::Nns | Xpos::Nnps);
        let plain = Plain {
            noun: noun.as_ref().into(),
            plural,
            sorts: self.tables.descriptions.sorts(&noun),
            gender: self.tables.descriptions.gender(&noun),
        };
        let definite = view
            .tree
            .children_by(i, Deprel::Det)
            .any(|d| !matches!(view.low(d), "a" | "an" | "another" | "some" | "any" | "no" | "every" | "each"));
        let met = if definite { self.marks.like(&plain.noun, plural, s as u32, 12) } else { None };
        let referent = met.unwrap_or_else(|| self.marks.of_plain(plain, s as u32));
        self.mark(s, (i, i + 1), referent, MarkKind::Plain, false);
    }

    /// Notes the sets of actors that sentence `s` joins by "and", and the nouns that it gives to single ones.
    pub fn mark_joined(&mut self, s: usize) {
        let from = self.marks.list.partition_point(|mark| (mark.sentence as usize) < s);
        let own: Vec<(u32, u32, u32, u32)> =
            self.marks.list[from..].iter().map(|m| (m.head, m.start, m.end, m.referent)).collect();
        for &(head, start, end, referent) in &own {
            self.nouns_at(s, head as usize, referent);
            let view = &self.reads[s].view;
            if view.deprel(head as usize) == Deprel::Conj {
                continue;
            }
            let mut ids: SmallVec<[EntityId; 2]> = SmallVec::new();
            let mut last = end;
            let mut complete = true;
            let joined = view.tree.children_by(head as usize, Deprel::Conj);
            for conjunct in std::iter::once(head as usize).chain(joined) {
                let found = own.iter().filter(|m| m.0 as usize == conjunct).max_by_key(|m| m.2 - m.1);
                let target = found.map(|m| &self.marks.referents[m.3 as usize].target);
                match target {
                    Some(Target::Actors(list)) if list.len() == 1 => {
                        ids.push(list[0]);
                        last = last.max(found.map_or(0, |m| m.2));
                    }
                    _ => complete = false,
                }
            }
            ids.sort();
            ids.dedup();
            let kinds = ids.iter().map(|id| self.registry.entity(*id).kind);
            if complete && ids.len() > 1 && kinds.collect::<std::collections::BTreeSet<_>>().len() == 1 {
                let referent = self.marks.of_actors(&ids, s as u32);
                let mark = Mark {
                    referent,
                    sentence: s as u32,
                    head,
                    start,
                    end: last,
                    kind: MarkKind::Name,
                    adjective: false,
                    plural: true,
                    determiner: 0,
                };
                self.marks.push(mark);
            }
        }
    }

    /// Notes the nouns that stand beside a name: "the militia Hezbollah", "Hezbollah, a militia", "Hezbollah is a militia", "the town
    /// of Izium".
    fn nouns_at(&mut self, s: usize, head: usize, referent: u32) {
        let view = &self.reads[s].view;
        let tree = &view.tree;
        let mut nouns: SmallVec<[usize; 4]> = SmallVec::new();
        for child in tree.children(head) {
            if matches!(view.deprel(child), Deprel::Appos | Deprel::Compound | Deprel::NmodDesc) {
                nouns.push(child);
            }
        }
        if let Some(above) = tree.head(head) {
            let copula = matches!(view.deprel(head), Deprel::Nsubj | Deprel::NsubjOuter)
                && tree.children_by(above, Deprel::Cop).next().is_some();
            let place = self.tables.descriptions.sorts(view.low(above)).any(Sorts::PLACE);
            let so_called = || {
                place
                    && view.deprel(head) == Deprel::Nmod
                    && tree.children_by(head, Deprel::Case).any(|k| view.low(k) == "of")
            };
            if copula || matches!(view.deprel(head), Deprel::Appos | Deprel::Flat) || so_called() {
                nouns.push(above);
            }
        }
        let joined: Vec<usize> = nouns.iter().flat_map(|&noun| tree.children_by(noun, Deprel::Conj)).collect();
        nouns.extend(joined);
        for noun in nouns {
            let view = &self.reads[s].view;
            if view.upos(noun) != Upos::Noun {
                continue;
            }
            let (singular, _) = self.tables.descriptions.singular(view.low(noun));
            let list = &mut self.marks.referents[referent as usize].nouns;
            if !list.iter().any(|own| *own == singular) {
                list.push(singular.as_ref().into());
            }
        }
    }
}

/// What stands before a noun: 0 nothing, 1 a definite word, 2 an indefinite one, 3 an owner, 4 a number.
fn determiner(view: &View<'_>, noun: usize) -> u16 {
    let of = |child: usize| match view.deprel(child) {
        Deprel::Det if matches!(view.low(child), "the" | "this" | "that" | "these" | "those" | "both") => 1,
        Deprel::Det => 2,
        Deprel::NmodPoss => 3,
        Deprel::Nummod => 4,
        _ => 0,
    };
    view.tree.children(noun).filter(|&child| child < noun).map(of).find(|&value| value > 0).unwrap_or(0)
}
