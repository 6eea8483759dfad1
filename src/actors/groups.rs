//! Binds groups of people without a state's name: "civilians", "the rebels", "demonstrators in Baghdad", "refugees
//! fleeing the war in Liberia". Their state is the one that the phrase names; else the group of that noun that was met before
//! is meant, or one of the state of which the text speaks, which stands in its key but not in its name.

use std::iter;

use crate::actors::nouns::{is_side, plural};
use crate::actors::phrases::noun_phrase;
use crate::actors::reading::Reading;
use crate::actors::runs::What;
use crate::actors::tables::NounClass;
use crate::actors::view::View;
use crate::actors::{EntityId, EntityKind, MentionKind};
use crate::syntax::{Deprel, Upos, Xpos};

impl Reading<'_> {
    /// Binds the group whose noun is word `i` of sentence `s`, if it is one that nothing else has bound.
    pub fn bind_crowd(&mut self, s: usize, i: usize) {
        let view = &self.reads[s].view;
        let Some((first, class, _)) = noun_phrase(view, self.tables, i) else { return };
        let word = view.low(i);
        let group = match class {
            NounClass::People | NounClass::Rivals => self.tables.vocabulary.crowds.contains(word),
            NounClass::Armed => true,
            NounClass::Officials | NounClass::Organ(_) | NounClass::Body => false,
        };
        let several = view.tree.node(i).xpos == Xpos::Nns || self.tables.vocabulary.crowds.contains(word);
        let part = matches!(view.deprel(i), Deprel::Compound | Deprel::Amod | Deprel::Flat | Deprel::Fixed);
        let owned = view.tree.children_by(i, Deprel::NmodPoss).next().is_some() || self.is_of_a_body(s, i);
        if !group || !several || part || owned || self.is_told_of(s, i) || self.covered(s, i) {
            return;
        }
        let id = if let Some(side) = side(view, i) {
            self.side(s, i, class, &side)
        } else if let Some(state) = self.state_within(s, i) {
            self.group(s, i, class, state)
        } else if let Some(met) = self.met_group(s, i) {
            met
        } else {
            let Some(state) = self.focus(s).and_then(|code| self.registry.state(&code)) else { return };
            let id = self.group(s, i, class, state);
            // the text does not say whose they are
            self.registry.call(id, plural(self.reads[s].view.low(i)));
            id
        };
        let view = &self.reads[s].view;
        let front = view.tree.children(i).filter(|&c| {
            c < i && matches!(view.deprel(c), Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::Nummod)
        });
        let start = front.min().unwrap_or(first).min(first);
        self.note(s, start, i + 1, &[id], MentionKind::Nominal);
    }

    /// "pro-Iranian militias in Iraq": a group named by the side it takes, of the state where it is.
    fn side(&mut self, s: usize, noun: usize, class: NounClass, side: &str) -> EntityId {
        let kind = if class == NounClass::Armed { EntityKind::ArmedGroup } else { EntityKind::Group };
        let name = format!("{side} {}", plural(self.reads[s].view.low(noun)));
        let state = self.state_within(s, noun).filter(|_| class == NounClass::People);
        let country = state.map(|id| self.registry.entity(id).key.clone());
        let id = self.registry.unknown(kind, &name, country);
        self.registry.facts_mut(id).plural = true;
        id
    }

    /// The group of that noun which the text has spoken of last: "the rebels" after "Ivorian rebels".
    fn met_group(&self, s: usize, noun: usize) -> Option<EntityId> {
        let noun = plural(self.reads[s].view.low(noun));
        let mut met = self.history.iter().rev().flat_map(|trace| trace.ids.iter().copied());
        met.find(|&id| {
            let entity = self.registry.entity(id);
            let named = entity.name.strip_suffix(&noun).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
            matches!(entity.kind, EntityKind::Group | EntityKind::ArmedGroup) && named
        })
    }

    /// "United Nations investigators", "observers sent by the European Union": people of a named body.
    fn is_of_a_body(&self, s: usize, noun: usize) -> bool {
        let read = &self.reads[s];
        let tree = &read.view.tree;
        read.segments.iter().filter(|k| !k.nested && self.is_body(k)).any(|k| {
            let head = read.view.head_of(k.start, k.end);
            let above = tree.head(head);
            let state = matches!(k.what, What::Known(name) if matches!(self.tables.entry(name.entry).kind, EntityKind::Country | EntityKind::Place));
            let before = above == Some(noun) && head < noun;
            let sender = tree.node(head).deprel == Deprel::OblAgent
                && above.is_some_and(|verb| tree.head(verb) == Some(noun) && tree.node(verb).deprel == Deprel::Acl);
            !state && !matches!(k.what, What::Noun(_) | What::Place) && (before || sender)
        })
    }

    /// Whether the noun says what somebody is, has or sends: no group of its own.
    pub(super) fn is_told_of(&self, s: usize, noun: usize) -> bool {
        let tree = &self.reads[s].view.tree;
        let mut top = noun;
        while let Some(head) = tree.head(top).filter(|&head| {
            matches!(tree.node(top).deprel, Deprel::Nmod | Deprel::Conj) && tree.node(head).upos != Upos::Verb
        }) {
            top = head;
        }
        let predicate = tree.children_by(top, Deprel::Cop).next().is_some()
            || matches!(tree.node(top).deprel, Deprel::Root | Deprel::Appos);
        let own = tree.head(top).is_some_and(|verb| {
            tree.node(top).deprel == Deprel::Obj
                && matches!(
                    tree.node(verb).lemma.as_str(),
                    "have"
                        | "send"
                        | "deploy"
                        | "dispatch"
                        | "lead"
                        | "recruit"
                        | "include"
                        | "comprise"
                        | "command"
                        | "train"
                        | "employ"
                        | "become"
                )
        });
        predicate || own
    }

    /// The state of the first place or state named in what hangs on the noun: "in Liberia", "from Baghdad".
    pub fn state_within(&mut self, s: usize, noun: usize) -> Option<EntityId> {
        let read = &self.reads[s];
        let tree = &read.view.tree;
        let within = |at: usize| {
            let branch = iter::once(at).chain(tree.ancestors(at)).find(|&k| tree.head(k) == Some(noun));
            branch.is_some_and(|k| matches!(tree.node(k).deprel, Deprel::Nmod | Deprel::Acl | Deprel::AclRelcl))
        };
        let names = read.segments.iter().filter(|k| !k.nested && k.start > noun && !is_side(&read.view, k.start));
        let names: Vec<(usize, usize)> =
            names.filter(|k| within(read.view.head_of(k.start, k.end))).map(|k| (k.start, k.end)).collect();
        names.into_iter().find_map(|(start, end)| {
            let entity = self.registry.entity(self.bound(s, start, end)?);
            let code =
                matches!(entity.kind, EntityKind::Country | EntityKind::Place).then(|| entity.country.clone())??;
            self.registry.state(&code)
        })
    }
}

/// The side that a noun is said to take: "*pro-Iranian* militias".
fn side(view: &View<'_>, noun: usize) -> Option<String> {
    let name = (noun.saturating_sub(3)..noun).find(|&i| is_side(view, i) && view.is_capital(i))?;
    Some(format!("{}-{}", view.low(name - 2), view.form(name)))
}
