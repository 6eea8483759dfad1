//! Cuts the names of a sentence out of its words: what the tables know, and what only looks like a name.

use crate::actors::EntityKind;
use crate::actors::phrases::noun_at;
use crate::actors::tables::{NameRef, NounClass, Sense, Tables};
use crate::actors::tagger::NameLabel;
use crate::actors::titles::Title;
use crate::actors::view::View;
use crate::syntax::{Deprel, Upos, is_common};

/// Words that are never first or last of a name, whatever the tags say.
const FILLERS: &[&str] = &[
    "near", "in", "at", "from", "on", "and", "of", "the", "to", "but", "by", "with", "for", "'s", "-", "(", ")", ",",
    ".", "\"", "both", "while", "if", "as",
];

/// What a stretch of words is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A name of the tables.
    Known(NameRef),
    /// The name of a person that the tables need not know.
    Person,
    /// The name of an organization that the tables do not know.
    Organization,
    /// The name of an armed group that the tables do not know.
    ArmedGroup,
    /// The name of a place that the tables do not know.
    Place,
    /// A noun of the vocabulary, alone or with its owner: "Russian officials".
    Noun(NounClass),
    /// A name of something of which only the form is known.
    Unknown,
    /// A word like "Council" alone: an organization named in full elsewhere.
    Bare,
    /// The name of no actor.
    Nobody,
}

/// A stretch of words taken for a name or noun phrase.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    pub start: usize,
    pub end: usize,
    pub what: What,
    /// Words of the actor to whom it belongs, inside or beside it: start, end and name.
    pub owner: Option<Owner>,
    /// Inside another one.
    pub nested: bool,
    /// Kind that the models of names take it for.
    pub kind: Option<EntityKind>,
}

/// Whose a body or group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Owner {
    pub start: usize,
    pub end: usize,
    pub what: What,
}

/// A name of the tables found in the sentence and settled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settled {
    pub start: usize,
    pub end: usize,
    pub name: NameRef,
}

impl Segment {
    fn new(start: usize, end: usize, what: What) -> Self {
        Self { start, end, what, owner: None, nested: false, kind: None }
    }
}

/// Words, tables, names and titles of one sentence.
pub(crate) struct Cutter<'a> {
    pub view: &'a View<'a>,
    pub tables: &'a Tables,
    pub hits: &'a [Settled],
    pub titles: &'a [Title],
    /// What the models of names say of each word; empty without them.
    pub labels: &'a [NameLabel],
}

#[derive(Clone, Copy)]
struct Part {
    start: usize,
    end: usize,
    hit: Option<NameRef>,
}

impl Cutter<'_> {
    /// All names of the sentence in their order, nested ones after what holds them.
    pub fn cut(&self) -> Vec<Segment> {
        let mut out = Vec::new();
        let mut i = 0;
        while i < self.view.len() {
            let end = self.run_end(i);
            if end == i {
                i += 1;
                continue;
            }
            self.cut_run(i, end, &mut out);
            i = end;
        }
        self.join_prepositions(&mut out)
    }

    fn hit_at(&self, i: usize) -> Option<&Settled> {
        self.hits.iter().find(|hit| hit.start <= i && i < hit.end)
    }

    pub(super) fn title_ending(&self, i: usize) -> Option<&Title> {
        self.titles.iter().find(|title| title.end == i)
    }

    fn in_title(&self, i: usize) -> bool {
        self.titles.iter().any(|title| title.start <= i && i < title.end)
    }

    /// Whether the word is part of a name by itself.
    fn is_name(&self, i: usize) -> bool {
        let view = self.view;
        let form = view.form(i);
        if let Some(hit) = self.hit_at(i) {
            return hit.end - hit.start > 1 || !self.is_headline_word(i);
        }
        if self.is_headline_word(i) {
            return false;
        }
        if self.in_title(i) || form.contains("://") || !form.chars().any(char::is_alphabetic) {
            return self.labels.get(i).is_some_and(|label| !label.is_outside() && !label.is_first())
                && !self.in_title(i);
        }
        match self.labels.get(i) {
            Some(label) if !form.chars().any(char::is_uppercase) => {
                !label.is_outside() && (view.is_proper(i) || !label.is_first())
            }
            Some(label) => !label.is_outside() || self.is_bare(i) || self.is_capital_name(i),
            None => view.is_proper(i) && (view.is_capital(i) || self.may_be_small(i)),
        }
    }

    /// "Ban" in "Weighs Lifting Arms Ban": a headline's capital on a word that is none of a name.
    fn is_headline_word(&self, i: usize) -> bool {
        self.view.capitals_tell_little && !self.view.is_proper(i) && is_common(self.view.low(i))
    }

    /// A capitalized proper noun that the models of names overlook: it may be named elsewhere.
    fn is_capital_name(&self, i: usize) -> bool {
        let view = self.view;
        i > 0 && view.is_capital(i) && view.upos(i) == Upos::Propn && !view.capitals_tell_little
    }

    /// "the Council": a head word of an organization's name with a capital, and no more.
    fn is_bare(&self, i: usize) -> bool {
        let view = self.view;
        i > 0
            && view.is_capital(i)
            && view.is_proper(i)
            && !view.capitals_tell_little
            && self.tables.vocabulary.org_heads.contains(view.low(i))
    }

    /// Small letters in a name: particles, names in careless writing, "iPhone".
    fn may_be_small(&self, i: usize) -> bool {
        let form = self.view.form(i);
        self.tables.vocabulary.particles.contains(self.view.low(i))
            || form.chars().any(char::is_uppercase)
            || self.view.upos(i) == Upos::Propn
    }

    /// One past the last word of the run of names that begins at `start`; `start` when none does.
    fn run_end(&self, start: usize) -> usize {
        if !self.is_name(start) {
            return start;
        }
        let view = self.view;
        let mut end = start + 1;
        while end < view.len() {
            if self.is_name(end) {
                end += 1;
                continue;
            }
            let next = end + 1 < view.len() && self.is_name(end + 1);
            let joined = view.form(end) == "-" && view.touches_next(end) && view.touches_next(end - 1);
            let particle = self.tables.vocabulary.particles.contains(view.low(end)) && self.hit_at(end - 1).is_none();
            if next && (joined || particle || view.form(end) == "&") {
                end += 2;
            } else {
                break;
            }
        }
        end
    }

    fn parts(&self, start: usize, end: usize) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut i = start;
        while i < end {
            if let Some(hit) = self.hit_at(i) {
                parts.push(Part { start: i, end: hit.end, hit: Some(hit.name) });
                i = hit.end;
                continue;
            }
            let mut to = i;
            while to < end && self.hit_at(to).is_none() && (to == i || !self.begins(to)) {
                to += 1;
            }
            let (mut from, mut till) = (i, to);
            while from < till && self.is_filler(from) {
                from += 1;
            }
            while till > from && self.is_filler(till - 1) {
                till -= 1;
            }
            if from < till {
                parts.push(Part { start: from, end: till, hit: None });
            }
            i = to;
        }
        parts
    }

    /// Whether the word cannot be first or last of a name: a hyphen, "of", "and".
    fn is_filler(&self, i: usize) -> bool {
        let view = self.view;
        let small = view.form(i).chars().all(|c| !c.is_uppercase());
        let particle = self.tables.vocabulary.particles.contains(view.low(i));
        let closed = matches!(
            view.upos(i),
            Upos::Adp
                | Upos::Cconj
                | Upos::Det
                | Upos::Punct
                | Upos::Part
                | Upos::Verb
                | Upos::Aux
                | Upos::Adv
                | Upos::Sconj
                | Upos::Pron
        );
        small && closed && !particle || FILLERS.contains(&view.low(i))
    }

    /// Whether the models begin another name at this word.
    fn begins(&self, i: usize) -> bool {
        self.labels.get(i).is_some_and(|label| label.is_first()) && !self.labels[i - 1].is_outside()
    }

    fn cut_run(&self, start: usize, end: usize, out: &mut Vec<Segment>) {
        let parts = self.parts(start, end);
        let mut k = 0;
        while k < parts.len() {
            let part = parts[k];
            let next = parts.get(k + 1).copied().filter(|next| next.start == part.end);
            if let Some((segment, inner)) = next.and_then(|next| self.join(part, next)) {
                let taken = segment.end;
                out.push(segment);
                out.extend(inner);
                while k < parts.len() && parts[k].start < taken {
                    k += 1;
                }
                continue;
            }
            out.push(if let Some(name) = part.hit {
                Segment::new(part.start, part.end, What::Known(name))
            } else {
                let kind = self.labels.get(part.start).and_then(|label| label.kind());
                Segment { kind, ..Segment::new(part.start, part.end, self.classify(part.start, part.end)) }
            });
            k += 1;
        }
    }

    /// Takes two neighbouring parts for one name, and says which part stays a mention inside it.
    fn join(&self, part: Part, next: Part) -> Option<(Segment, Option<Segment>)> {
        match (part.hit, next.hit) {
            (Some(name), None) => self.join_after(part, name, next),
            (None, Some(name)) => {
                // "David C. Lyons"
                let initial = |i: usize| self.view.form(i).len() == 2 && self.view.form(i).ends_with('.');
                let single = (part.start + 1..part.end).all(initial) && next.end - next.start == 1;
                let place = matches!(name.sense, Sense::Name | Sense::Capital | Sense::Surname);
                let low_kind = matches!(self.tables.entry(name.entry).kind, EntityKind::Country | EntityKind::Place);
                let given = self.tables.vocabulary.first_names.contains_key(self.view.form(part.start));
                (single && place && low_kind && given && self.view.deprel(next.start) == Deprel::Flat)
                    .then(|| (Segment::new(part.start, next.end, What::Person), None))
            }
            _ => None,
        }
    }

    fn join_after(&self, part: Part, name: NameRef, next: Part) -> Option<(Segment, Option<Segment>)> {
        let view = self.view;
        let vocabulary = &self.tables.vocabulary;
        let last = view.low(next.end - 1);
        let owner = Owner { start: part.start, end: part.end, what: What::Known(name) };
        let inner = Segment { nested: true, ..Segment::new(part.start, part.end, What::Known(name)) };
        let state = self.tables.states.contains_key(&name.entry);
        if let Some(class) = self.noun_over(next.start, next.end) {
            let segment = Segment { owner: Some(owner), ..Segment::new(part.start, next.end, What::Noun(class)) };
            return Some((segment, Some(inner)));
        }
        let join = |what| Segment { owner: Some(owner), ..Segment::new(part.start, next.end, what) };
        if vocabulary.armed_heads.contains(last) {
            return Some((join(What::ArmedGroup), None));
        }
        if vocabulary.org_heads.contains(last) {
            let keep = state && matches!(name.sense, Sense::Adjective | Sense::Name);
            return Some((join(What::Organization), (keep && next.end - next.start > 1).then_some(inner)));
        }
        if vocabulary.places.contains(last) {
            return Some((join(What::Place), None));
        }
        let given = part.end - part.start == 1 && vocabulary.first_names.contains_key(view.form(part.start));
        let flat = view.deprel(next.start) == Deprel::Flat && view.tree.head(next.start) == Some(part.start);
        let region = matches!(name.sense, Sense::Name | Sense::Capital | Sense::Weak);
        (given && flat && region && next.end - next.start <= 2).then(|| (join(What::Person), None)).map(|(mut s, i)| {
            s.owner = None;
            (s, i)
        })
    }

    /// The class of the vocabulary's noun phrase that covers exactly these words.
    fn noun_over(&self, start: usize, end: usize) -> Option<NounClass> {
        let phrase = noun_at(self.view, self.tables, end - 1)?;
        (phrase.0 == start && self.view.is_capital(end - 1)).then_some(phrase.1)
    }

    /// Joins "Council" + "on" + "Foreign Relations", "Ministry" + "of" + "Defense".
    fn join_prepositions(&self, segments: &mut Vec<Segment>) -> Vec<Segment> {
        let mut out: Vec<Segment> = Vec::new();
        for segment in segments.drain(..) {
            if segment.nested {
                let inside = out.last().is_some_and(|last: &Segment| last.end >= segment.end);
                if inside && !matches!(out.last().map(|last| last.what), Some(What::Nobody)) {
                    out.push(segment);
                }
                continue;
            }
            let Some(at) = out.iter().rposition(|last| !last.nested) else {
                out.push(segment);
                continue;
            };
            match self.joined(&out[at], &segment) {
                Some(joined) => {
                    out.truncate(at + 1);
                    out[at] = joined;
                }
                None => out.push(segment),
            }
        }
        out
    }

    fn joined(&self, left: &Segment, right: &Segment) -> Option<Segment> {
        let view = self.view;
        let vocabulary = &self.tables.vocabulary;
        let gap: Vec<&str> = (left.end..right.start).map(|i| view.low(i)).collect();
        let ([preposition] | [preposition, "the"]) = gap[..] else { return None };
        let head = view.low(left.end - 1);
        let span = |what| Segment { owner: None, ..Segment::new(left.start, right.end, what) };
        let owner = match right.what {
            What::Known(name) if self.tables.states.contains_key(&name.entry) => {
                Some(Owner { start: right.start, end: right.end, what: right.what })
            }
            _ => left.owner,
        };
        let of = preposition == "of";
        if of && left.what == What::Nobody && vocabulary.others.contains(head) {
            return Some(span(What::Nobody));
        }
        if of && left.end - left.start == 1 && left.what == What::Nobody && vocabulary.places.contains(head) {
            return Some(span(What::Place));
        }
        if matches!(head, "ministry" | "department") && matches!(preposition, "of" | "for") {
            let words: Vec<&str> = (left.end + gap.len()..right.end).map(|i| view.low(i)).collect();
            if let Some(&organ) = vocabulary.domains.get(&words.join(" ")) {
                return Some(Segment { owner: left.owner, ..span(What::Noun(NounClass::Organ(organ))) });
            }
        }
        let named = matches!(left.what, What::Organization | What::Bare | What::ArmedGroup)
            || matches!(left.what, What::Noun(NounClass::Organ(_))) && left.owner.is_none() && !of;
        if !named
            || !vocabulary.org_heads.contains(head)
            || !matches!(preposition, "of" | "for" | "on" | "against" | "to")
        {
            return None;
        }
        if preposition == "to" && left.what != What::Bare || right.what == What::Person {
            return None;
        }
        let what = if left.what == What::ArmedGroup { What::ArmedGroup } else { What::Organization };
        Some(Segment { owner, ..span(what) })
    }
}
