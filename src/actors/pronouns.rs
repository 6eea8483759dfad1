//! Binds pronouns to the actors they stand for.

use compact_str::CompactString;

use crate::actors::antecedents::{Anaphor, Form, Target};
use crate::actors::reading::Reading;
use crate::actors::reason::Reason;
use crate::actors::tables::Sorts;
use crate::actors::{EntityId, EntityKind, MentionKind};
use crate::syntax::{Deprel, Upos};

/// What a pronoun may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Third(Form),
    I,
    We,
    Who,
}

/// How many sentences before a first person its speaker may be named.
const REACH_OF_A_SPEAKER: usize = 8;

/// How many sentences before "he" an official who is not named may be told of.
const REACH_OF_AN_OFFICIAL: usize = 2;

fn sort_of(low: &str) -> Option<Sort> {
    Some(match low {
        "he" | "him" | "his" | "himself" => Sort::Third(Form::He),
        "she" | "her" | "hers" | "herself" => Sort::Third(Form::She),
        "it" | "its" | "itself" => Sort::Third(Form::It),
        "they" | "them" | "their" | "theirs" | "themselves" => Sort::Third(Form::They),
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
        if view.upos(i) == Upos::Det || view.deprel(i) == Deprel::Expl || view.deprel(i) == Deprel::Mark {
            return;
        }
        self.reason = if sort == Sort::Who { Reason::Relative } else { Reason::Speaker };
        let ids = match sort {
            Sort::Who => self.relative(s, i),
            Sort::I | Sort::We => self.speaker(s, sort),
            Sort::Third(form) => {
                self.bind_third(s, i, form);
                return;
            }
        };
        self.note(s, i, i + 1, &ids, MentionKind::Pronoun);
    }

    /// Binds "he", "she", "it" or "they".
    fn bind_third(&mut self, s: usize, i: usize, form: Form) {
        if let Some(ids) = self.spoken_of(s, i, form) {
            self.reason = Reason::Speaker;
            self.note(s, i, i + 1, &ids, MentionKind::Pronoun);
            return;
        }
        let anaphor = Anaphor {
            sentence: s,
            head: i,
            start: i,
            form,
            noun: CompactString::default(),
            sorts: Sorts(0),
            determiner: 0,
            modified: false,
            tail: 0,
            empty: form == Form::It && self.is_empty_it(s, i),
        };
        let choice = self.antecedent(&anaphor);
        if choice.is_none_or(|choice| !choice.sure)
            && let Some(id) = self.official(s, i, form)
        {
            self.reason = Reason::Office;
            self.note(s, i, i + 1, &[id], MentionKind::Pronoun);
            return;
        }
        let Some(choice) = choice else { return };
        match self.marks.referents[choice.referent as usize].target.clone() {
            Target::Actors(ids) if choice.sure => {
                self.reason = Reason::Ranked(choice.score);
                self.note(s, i, i + 1, &ids, MentionKind::Pronoun);
            }
            Target::Plain(_) => self.mark_again(s, i, choice.referent),
            Target::Actors(_) => return,
        }
        self.marks.referents[choice.referent as usize].pronoun = Some((s as u32, form as u8));
    }

    /// "The Egyptian foreign minister arrived. *He* urged …": an official who is not named, told of last and the only person in
    /// the last sentences, acts for the state or body that his mention stands for.
    fn official(&self, s: usize, i: usize, form: Form) -> Option<EntityId> {
        if !matches!(form, Form::He | Form::She) {
            return None;
        }
        let near = self.history.iter().rev().take_while(|t| t.sentence as usize + REACH_OF_AN_OFFICIAL >= s);
        let mut before = near.filter(|t| (t.sentence as usize) < s || t.end as usize <= i);
        let person = |id: &EntityId| self.registry.entity(*id).kind == EntityKind::Person;
        let office = |sentence: u32, head: u32| {
            let (noun, plural) = self.tables.descriptions.singular(self.view(sentence as usize).low(head as usize));
            !plural && self.tables.vocabulary.title_heads.contains(noun.as_ref())
        };
        let found = before.by_ref().find(|t| t.ids.iter().any(person) || office(t.sentence, t.head))?;
        let alone = found.ids.len() == 1 && !person(&found.ids[0]);
        (alone && !before.any(|t| t.ids.iter().any(person))).then(|| found.ids[0])
    }

    /// "“They opened fire first,” he said *of the Thais*": whom a quotation is said to speak of.
    fn spoken_of(&self, s: usize, i: usize, form: Form) -> Option<Vec<EntityId>> {
        let view = &self.reads[s].view;
        let tree = &view.tree;
        let quoted = |v: usize| (0..v).any(|n| matches!(view.form(n), "\"" | "“" | "”" | "''" | "``"));
        let speech = &self.tables.vocabulary.speech;
        let speaks = |v: &usize| {
            let lemma = tree.node(*v).lemma.as_str();
            view.upos(*v) == Upos::Verb && (lemma == "speak" || speech.contains(lemma)) && quoted(*v)
        };
        let about = |n: usize| tree.children_by(n, Deprel::Case).any(|c| matches!(view.low(c), "of" | "about"));
        let phrases =
            (i + 1..view.len()).filter(speaks).flat_map(|v| tree.children_by(v, Deprel::Obl).filter(move |&n| n > v));
        let topic = phrases.into_iter().find(|&n| about(n))?;
        let trace = self.history.iter().rev().find(|t| t.sentence as usize == s && t.head as usize == topic)?;
        let person = |id: &EntityId| self.registry.entity(*id).kind == EntityKind::Person;
        let fits = match form {
            Form::He | Form::She => trace.ids.len() == 1 && trace.ids.iter().all(person),
            _ => !trace.ids.iter().any(person),
        };
        fits.then(|| trace.ids.clone())
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
        // "Ecuador and Peru, which fought a war": a clause on the first of several is on all
        let joined = tree.children_by(noun, Deprel::Conj).filter(|&c| c < i);
        let mut ids = Vec::new();
        for noun in std::iter::once(noun).chain(joined) {
            let near = self.history.iter().rev().take_while(|t| t.sentence as usize == s);
            let at = near.into_iter().find(|t| t.head as usize == noun && t.kind != MentionKind::Pronoun);
            ids.extend(at.into_iter().flat_map(|t| &t.ids).filter(|id| !ids.contains(*id)).collect::<Vec<_>>());
        }
        ids
    }

    /// Whoever speaks the sentence, from its verb of speech; the state or body he speaks for when "we", where the text names it.
    fn speaker(&mut self, s: usize, sort: Sort) -> Vec<EntityId> {
        let Some(id) = self.speaker_of(s) else { return Vec::new() };
        let entity = self.registry.entity(id);
        if sort == Sort::I || entity.kind != EntityKind::Person {
            return vec![id];
        }
        let of = entity.roles.iter().rev().find_map(|role| role.of);
        let side = of.filter(|of| {
            matches!(
                self.registry.entity(*of).kind,
                EntityKind::Country | EntityKind::Organization | EntityKind::ArmedGroup
            )
        });
        let side = side.or_else(|| entity.country.as_deref().and_then(|code| self.registry.with_key(code)));
        let side = side.or_else(|| self.publisher.map(|state| self.registry.known(state)));
        // a head of state or government stands for his side where the text does not name it
        side.or_else(|| self.is_in_office(id).then_some(id)).into_iter().collect()
    }

    /// Whether a person of the tables holds an office at the day of the document.
    fn is_in_office(&self, id: EntityId) -> bool {
        let entry = self.registry.facts(id).entry;
        let mut terms = entry.and_then(|entry| self.tables.terms.get(&entry)).into_iter().flatten();
        self.evidence.day.is_some_and(|day| terms.any(|(.., from, to)| *from <= day && day <= *to))
    }

    /// Who speaks in the first person: the speaker of the sentence's own quotation, else the one who spoke last before it
    /// or, in a statement of a state, that state, or the person named first, with whom statements open.
    fn speaker_of(&mut self, s: usize) -> Option<EntityId> {
        let before = (s.saturating_sub(REACH_OF_A_SPEAKER)..s).rev().find_map(|earlier| self.speaker_in(earlier));
        let spoken = self.speaker_in(s).or(before).or_else(|| self.speaker_in(s + 1));
        spoken.or_else(|| self.publisher.map(|state| self.registry.known(state))).or_else(|| self.opener())
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
}
