//! One document while its actors are bound: sentences, names cut out of them, and who has been met.

use rustc_hash::FxHashMap;

use crate::actors::antecedents::{Marks, Teacher};
use crate::actors::evidence::Evidence;
use crate::actors::reason::Reason;
use crate::actors::registry::Registry;
use crate::actors::runs::{Segment, What};
use crate::actors::tables::{Sense, Tables};
use crate::actors::titles::Title;
use crate::actors::view::View;
use crate::actors::{EntityId, EntityKind, Mention, MentionKind};
use crate::syntax::Deprel;
use crate::text::TokenRange;

/// A mention as the later ones look back on it.
#[derive(Clone, Debug)]
pub(crate) struct Trace {
    pub ids: Vec<EntityId>,
    pub sentence: u32,
    pub head: u32,
    pub start: u32,
    pub end: u32,
    /// How much its place in the sentence stands out.
    pub weight: f32,
    pub kind: MentionKind,
}

/// A person's name in the document.
#[derive(Clone, Debug)]
pub(crate) struct PersonName {
    pub id: EntityId,
    /// The words of the name in lower case without diacritics.
    pub words: Vec<String>,
}

/// A sentence with its names and titles.
pub(crate) struct Read<'a> {
    pub view: View<'a>,
    pub segments: Vec<Segment>,
    pub titles: Vec<Title>,
}

/// A document being read.
pub(crate) struct Reading<'a> {
    pub tables: &'a Tables,
    pub evidence: Evidence,
    pub reads: Vec<Read<'a>>,
    /// The state that publishes the text.
    pub publisher: Option<u32>,
    pub registry: Registry<'a>,
    pub persons: Vec<PersonName>,
    /// Short forms that the text defines, and the names it has used.
    pub aliases: FxHashMap<String, EntityId>,
    pub history: Vec<Trace>,
    /// How often the tagger took each form for a person, place or organization.
    pub votes: FxHashMap<String, [u32; 3]>,
    /// How often each actor is named in all the document.
    pub prior: FxHashMap<EntityId, u32>,
    /// All that later words may refer back to, nouns that are no actors among it.
    pub marks: Marks,
    /// Tells what is right while the network that binds learns.
    pub teacher: Option<Teacher>,
    /// Why the next mention is bound.
    pub reason: Reason,
}

impl Reading<'_> {
    /// The sentence numbered `s`.
    pub fn view(&self, s: usize) -> &View<'_> {
        &self.reads[s].view
    }

    /// Notes that the words `start..end` of sentence `s` mention `ids`.
    pub fn note(&mut self, s: usize, start: usize, end: usize, ids: &[EntityId], kind: MentionKind) {
        self.note_as(s, start, end, ids, kind, false);
    }

    /// The same; `adjective` says that the words are an adjective or the like.
    pub fn note_as(
        &mut self,
        s: usize,
        start: usize,
        end: usize,
        ids: &[EntityId],
        kind: MentionKind,
        adjective: bool,
    ) {
        if ids.is_empty() || start >= end {
            return;
        }
        let view = &self.reads[s].view;
        let head = view.head_of(start, end);
        let mention = Mention {
            entities: ids.to_vec(),
            sentence: s as u32,
            tokens: TokenRange::new(start as u32, end as u32),
            head: head as u32,
            span: view.span(start, end),
            kind,
        };
        let weight = weight(view.deprel(head));
        self.history.push(Trace {
            ids: ids.to_vec(),
            sentence: s as u32,
            head: head as u32,
            start: start as u32,
            end: end as u32,
            weight,
            kind,
        });
        self.registry.mention(mention, self.reason);
        self.mark_actors(s, (start, end), ids, kind.into(), adjective);
    }

    /// The state that the text speaks of at sentence `s`.
    pub fn focus(&self, s: usize) -> Option<String> {
        let mut scores: Vec<(String, f32)> = Vec::new();
        for trace in &self.history {
            let age = (s as f32 - trace.sentence as f32).max(0.0);
            let fresh = 0.25 + 0.75 * 0.8f32.powf(age);
            for id in &trace.ids {
                let entity = self.registry.entity(*id);
                let Some(code) = entity.country.as_deref() else { continue };
                let own = if entity.kind == EntityKind::Country { 1.0 } else { 0.5 };
                let plus = own * fresh * (0.5 + trace.weight);
                match scores.iter_mut().find(|(c, _)| c == code) {
                    Some((_, score)) => *score += plus,
                    None => scores.push((code.to_owned(), plus)),
                }
            }
        }
        scores.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(&a.0))).map(|(code, _)| code)
    }

    /// The actor that the segment `k` of sentence `s` was bound to as a name.
    pub fn bound(&self, s: usize, start: usize, end: usize) -> Option<EntityId> {
        let found = self.registry.mentions.iter().rev().take_while(|m| m.sentence as usize + 1 >= s);
        let mut found =
            found.filter(|m| m.sentence as usize == s && m.tokens == TokenRange::new(start as u32, end as u32));
        found.find_map(|m| m.entities.first().copied())
    }

    /// Whether the segment names a person.
    pub fn is_person(&self, segment: &Segment) -> bool {
        match segment.what {
            What::Person => true,
            What::Known(name) => self.tables.entry(name.entry).kind == EntityKind::Person,
            _ => false,
        }
    }

    /// Whether the segment names something a title can be of.
    pub fn is_body(&self, segment: &Segment) -> bool {
        match segment.what {
            What::Known(name) => self.tables.entry(name.entry).kind != EntityKind::Person,
            What::Organization | What::ArmedGroup | What::Place | What::Noun(_) | What::Unknown => true,
            What::Person | What::Bare | What::Nobody => false,
        }
    }
}

/// How much a place in the sentence stands out.
pub(crate) fn weight(deprel: Deprel) -> f32 {
    match deprel {
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter | Deprel::Root => 1.0,
        Deprel::Obj | Deprel::Iobj | Deprel::OblAgent | Deprel::Vocative => 0.75,
        Deprel::Conj | Deprel::Appos => 0.6,
        Deprel::Obl => 0.5,
        Deprel::NmodPoss => 0.45,
        Deprel::Nmod => 0.4,
        _ => 0.25,
    }
}

/// Whether a name of this sense is an adjective or the like.
pub(crate) fn is_adjective(sense: Sense) -> bool {
    matches!(sense, Sense::Adjective | Sense::ContextualAdjective | Sense::Prefix)
}
