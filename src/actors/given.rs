//! Binds the actors that the caller has found.

use crate::actors::phrases::noun_phrase;
use crate::actors::reading::Reading;
use crate::actors::runs::What;
use crate::actors::tables::NounClass;
use crate::actors::{EntityId, EntityKind, MentionKind};
use crate::syntax::{Upos, Xpos};
use crate::text::{GivenMention, Span};

impl Reading<'_> {
    /// Notes the actors that the caller has found in sentence `s`; a mention over several belongs to the first.
    pub fn bind_given(&mut self, s: usize, mentions: &[GivenMention]) {
        let nodes = self.view(s).tree.nodes();
        let (Some(first), Some(last)) = (nodes.first(), nodes.last()) else { return };
        let before = s.checked_sub(1).and_then(|before| self.view(before).tree.nodes().last());
        let here = |given: &&GivenMention| {
            given.span.overlaps(Span::new(first.span.start, last.span.end))
                && before.is_none_or(|before| before.span.end <= given.span.start)
        };
        let places: Vec<_> = mentions
            .iter()
            .filter(here)
            .filter_map(|given| {
                let start = nodes.iter().position(|node| node.span.overlaps(given.span))?;
                let end = nodes.iter().rposition(|node| node.span.overlaps(given.span))? + 1;
                Some((given, start, end))
            })
            .collect();
        for (given, start, end) in places {
            let id = self.given(given, s, start, end);
            self.note(s, start, end, &[id], MentionKind::Name);
        }
    }

    fn given(&mut self, given: &GivenMention, s: usize, start: usize, end: usize) -> EntityId {
        let words = self.view(s).words(start, end);
        let name = given.name.clone().unwrap_or_else(|| words.clone());
        let known = self.tables.names.find(&name).first().copied();
        let segment = self.reads[s].segments.iter().find(|k| k.start == start && k.end == end).cloned();
        let kind: Option<EntityKind> = given.kind.as_deref().and_then(|kind| kind.parse().ok());
        let id = match (known, segment, kind) {
            (Some(name), _, None) => Some(self.registry.known(name.entry)),
            (Some(name), _, Some(kind)) if self.tables.entry(name.entry).kind == kind => {
                Some(self.registry.known(name.entry))
            }
            (_, Some(segment), None) if given.name.is_none() => self.name(s, &segment),
            _ => None,
        };
        id.unwrap_or_else(|| {
            let kind = kind.unwrap_or_else(|| self.kind_of_phrase(s, start, end));
            let country = given.country.clone().or_else(|| self.country_of_phrase(s, start, end));
            self.registry.unknown(kind, &name, country.filter(|_| kind != EntityKind::ArmedGroup))
        })
    }

    /// What the phrase names, by the name or noun at its head.
    fn kind_of_phrase(&self, s: usize, start: usize, end: usize) -> EntityKind {
        let read = &self.reads[s];
        let view = &read.view;
        let head = view.head_of(start, end);
        let at_head = read.segments.iter().filter(|k| !k.nested && k.start <= head && head < k.end && start <= k.start);
        for segment in at_head {
            match segment.what {
                What::Known(name) => return self.tables.entry(name.entry).kind,
                What::Person => return EntityKind::Person,
                What::Organization => return EntityKind::Organization,
                What::ArmedGroup => return EntityKind::ArmedGroup,
                What::Place => return EntityKind::Place,
                What::Noun(class) => return kind_of(class),
                What::Unknown | What::Bare | What::Nobody => {}
            }
        }
        if let Some((_, class, _)) = noun_phrase(view, self.tables, head) {
            return kind_of(class);
        }
        let vocabulary = &self.tables.vocabulary;
        let low = view.low(head);
        let plural = matches!(view.tree.node(head).xpos, Xpos::Nns | Xpos::Nnps);
        if vocabulary.title_heads.contains(low) && !plural {
            EntityKind::Person
        } else if vocabulary.org_heads.contains(low) {
            EntityKind::Organization
        } else if vocabulary.places.contains(low) {
            EntityKind::Place
        } else if plural || view.upos(head) == Upos::Noun {
            EntityKind::Group
        } else {
            EntityKind::Person
        }
    }

    /// The state that the phrase names.
    fn country_of_phrase(&self, s: usize, start: usize, end: usize) -> Option<String> {
        let within = self.reads[s].segments.iter().filter(|k| start <= k.start && k.end <= end);
        within.filter_map(|k| if let What::Known(name) = k.what { Some(name.entry) } else { None }).find_map(|entry| {
            let entry = self.tables.entry(entry);
            matches!(entry.kind, EntityKind::Country).then(|| entry.country.clone()).flatten()
        })
    }
}

fn kind_of(class: NounClass) -> EntityKind {
    match class {
        NounClass::Officials | NounClass::Organ(_) | NounClass::Body => EntityKind::Organization,
        NounClass::Armed => EntityKind::ArmedGroup,
        NounClass::People | NounClass::Rivals => EntityKind::Group,
    }
}
