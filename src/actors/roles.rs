//! Binds titles to persons: "Russian Defense Minister Sergei Shoigu", "Kim Jong Un, the leader of North Korea",
//! "the Russian president", "the minister".

use crate::actors::reading::Reading;
use crate::actors::reason::Reason;
use crate::actors::runs::{Segment, What};
use crate::actors::tables::Gender;
use crate::actors::titles::Title;
use crate::actors::{EntityId, EntityKind, MentionKind, Role, RoleStatus};
use crate::syntax::{Deprel, Upos};

/// Offices of which a state has one, so that "the president" means its own.
const HIGH: [&str; 10] = [
    "president",
    "prime minister",
    "chancellor",
    "king",
    "queen",
    "supreme leader",
    "emperor",
    "emir",
    "sultan",
    "premier",
];

/// Titles behind whose bearer the realm is named.
const REIGNING: [&str; 10] =
    ["king", "queen", "emperor", "empress", "emir", "sultan", "shah", "prince", "princess", "duke"];

/// Where a title stands and to whom it belongs.
struct Office {
    title: Title,
    owner: Option<EntityId>,
    /// First word of the phrase with its owner and one past the last.
    start: usize,
    end: usize,
    person: Option<Segment>,
    /// The title stands right before the name.
    before: bool,
}

impl Reading<'_> {
    /// Binds the titles of sentence `s`.
    pub fn bind_titles(&mut self, s: usize) {
        self.reason = Reason::Office;
        for t in 0..self.reads[s].titles.len() {
            let title = self.reads[s].titles[t].clone();
            let office = self.office(s, title);
            let next = office.person.as_ref().and_then(|_| self.following(s, office.end));
            let bearer = [office.person.clone(), next].into_iter().flatten().find_map(|segment| {
                let id = self.bound(s, segment.start, segment.end)?;
                self.may_hold(&office, id).then_some((segment, id))
            });
            match bearer {
                Some((segment, id)) => self.bind_office(s, &office, &segment, id),
                None => self.bind_title_alone(s, &office),
            }
        }
    }

    /// "Netanyahu of Israel, *the Emirati foreign minister*, Sheikh …": a person of the tables holds no office of a state
    /// that is not his, unless the title stands right before his name or the tables know of it.
    fn may_hold(&self, office: &Office, id: EntityId) -> bool {
        let owner = office.owner.map(|of| self.registry.entity(of)).filter(|of| of.kind == EntityKind::Country);
        let (Some(owner), Some(entry)) = (owner, self.registry.facts(id).entry) else { return true };
        let own = self.registry.entity(id).country.as_deref().is_none_or(|state| state == owner.key);
        let mut terms = self.tables.terms.get(&entry).into_iter().flatten();
        own || office.before || terms.any(|(_, of, ..)| *of == owner.key)
    }

    /// The person set off by commas right behind the word before `end`.
    fn following(&self, s: usize, end: usize) -> Option<Segment> {
        let read = &self.reads[s];
        let view = &read.view;
        let person = read.segments.iter().find(|k| !k.nested && k.start == end + 1 && self.is_person(k));
        let closed = |k: &&Segment| k.end >= view.len() || matches!(view.form(k.end), "," | "." | "—" | ")" | ";");
        person.filter(|_| view.low_at(Some(end)) == ",").filter(closed).cloned()
    }

    fn office(&self, s: usize, mut title: Title) -> Office {
        let read = &self.reads[s];
        let view = &read.view;
        let starting = |at: usize| read.segments.iter().find(|k| !k.nested && k.start == at);
        let (mut start, mut end) = (title.start, title.end);
        let mut owner = self.owner_before(s, title.start).map(|body| self.sender_before(s, &title, body));
        let mut person = starting(end).filter(|k| self.is_person(k)).cloned();
        let before = person.is_some();
        let mut near = before;
        if person.is_none() && matches!(view.low_at(Some(end)), "of" | "for" | "to" | "in" | "at" | "on") {
            let of = view.low(end).to_owned();
            let at = end + 1 + usize::from(view.low_at(Some(end + 1)) == "the");
            if let Some(body) = starting(at).filter(|k| self.is_body(k)) {
                person = starting(body.end).filter(|k| self.is_person(k)).cloned();
                near = person.is_some();
                end = body.end;
                let belongs = matches!(of.as_str(), "of" | "at") || (of == "for" && owner.is_none());
                if belongs && owner.is_none() {
                    owner = Some((body.start, body.end));
                }
            }
        }
        if before && owner.is_none() {
            owner = person.as_ref().and_then(|person| self.realm_behind(s, &title, person.end));
        }
        let owner = owner.and_then(|(a, b)| {
            start = start.min(a);
            self.bound(s, a, b)
        });
        if start > 0 && title.status == RoleStatus::Current {
            let low = view.low(start - 1);
            let back = if low == "-" { view.low_at((start - 1).checked_sub(1)) } else { low };
            if self.tables.vocabulary.former.contains(back) {
                title.status = RoleStatus::Former;
            }
        }
        let person = person.or_else(|| self.apposed(s, &title, start, end));
        Office { title, owner, start, end, person, before: near }
    }

    /// "King Abdullah of Jordan": the words behind the name of a ruler that name the realm.
    fn realm_behind(&self, s: usize, title: &Title, end: usize) -> Option<(usize, usize)> {
        let read = &self.reads[s];
        let rules = REIGNING.iter().any(|word| title.plain.ends_with(word)) && read.view.low_at(Some(end)) == "of";
        let realm = read.segments.iter().find(|k| rules && !k.nested && k.start == end + 1 && self.is_body(k))?;
        Some((realm.start, realm.end))
    }

    /// The words right before a title that name what it is of.
    fn owner_before(&self, s: usize, first: usize) -> Option<(usize, usize)> {
        let read = &self.reads[s];
        let view = &read.view;
        let ending = |at: usize| read.segments.iter().find(|k| !k.nested && k.end == at && self.is_body(k));
        let mut at = first;
        for _ in 0..3 {
            if let Some(segment) = ending(at) {
                return Some((segment.start, segment.end));
            }
            let before = at.checked_sub(1)?;
            let small = matches!(view.low(before), "'s" | "’s" | "'" | "’")
                || self.tables.vocabulary.title_modifiers.contains(view.low(before));
            if !small {
                return None;
            }
            at = before;
        }
        None
    }

    /// "Iran's UN ambassador", "the British ambassador to NATO": an envoy is of the state that sends him.
    fn sender_before(&self, s: usize, title: &Title, body: (usize, usize)) -> (usize, usize) {
        let sent = ["ambassador", "envoy", "representative", "delegate"].iter().any(|word| title.plain.ends_with(word));
        let state = |&(start, end): &(usize, usize)| {
            let segment = self.reads[s].segments.iter().find(|k| !k.nested && k.start == start && k.end == end);
            segment.is_some_and(
                |k| matches!(k.what, What::Known(name) if self.tables.entry(name.entry).kind == EntityKind::Country),
            )
        };
        let sender = self.owner_before(s, body.0).filter(|sender| sent && !state(&body) && state(sender));
        sender.unwrap_or(body)
    }

    /// The person beside a title set off by commas, or said to hold it.
    fn apposed(&self, s: usize, title: &Title, start: usize, end: usize) -> Option<Segment> {
        let read = &self.reads[s];
        let view = &read.view;
        if title.plural || title.address {
            return None;
        }
        let persons = || read.segments.iter().filter(|k| !k.nested && self.is_person(k));
        // "…, the Russian president, …" after a name
        let back = [1, 2].into_iter().find_map(|n| {
            let at = start.checked_sub(n)?;
            (view.form(at) == ",").then(|| persons().find(|k| k.end == at)).flatten()
        });
        if let Some(person) = back {
            let closed = end >= view.len()
                || matches!(view.form(end), "," | "." | "—" | "-" | ")" | ";" | ":")
                || matches!(view.upos(end), Upos::Verb | Upos::Aux)
                || matches!(view.low(end), "of" | "for" | "who" | "and" | "in" | "at" | "since" | "to");
            if closed {
                return Some(person.clone());
            }
        }
        if let Some(person) = self.following(s, end).filter(|person| view.tree.is_under(person.start, title.head)) {
            return Some(person);
        }
        let tree = &view.tree;
        let appos = persons().find(|k| {
            let head = view.head_of(k.start, k.end);
            view.deprel(head) == Deprel::Appos && tree.head(head) == Some(title.head)
                || view.deprel(title.head) == Deprel::Appos && tree.head(title.head) == Some(head)
        });
        if let Some(person) = appos {
            return Some(person.clone());
        }
        let copula = tree.children_by(title.head, Deprel::Cop).next().is_some();
        let subject = tree.children_by(title.head, Deprel::Nsubj).next().filter(|_| copula)?;
        persons().find(|k| k.start <= subject && subject < k.end).cloned()
    }

    fn bind_office(&mut self, s: usize, office: &Office, segment: &Segment, id: EntityId) {
        let title = &office.title;
        let vocabulary = &self.tables.vocabulary;
        let words = || title.plain.split(' ');
        let gender = if words().any(|w| vocabulary.female.contains(w)) {
            Some(Gender::Female)
        } else if words().any(|w| vocabulary.male.contains(w)) {
            Some(Gender::Male)
        } else {
            None
        };
        let facts = self.registry.facts_mut(id);
        if facts.gender.is_none() {
            facts.gender = gender;
        }
        if title.address || title.plain.is_empty() {
            return;
        }
        let view = &self.reads[s].view;
        let span = view.span(office.start.min(segment.start), office.end.max(segment.end));
        let role =
            Role { title: title.shown.clone(), of: office.owner, status: title.status, sentence: s as u32, span };
        let name_head = view.head_of(segment.start, segment.end);
        let hangs = view.tree.head(name_head).is_some_and(|h| title.start <= h && h < title.end);
        self.registry.role(id, role, &title.plain);
        if !office.before || hangs {
            self.note(s, office.start, office.end, &[id], MentionKind::Nominal);
        }
    }

    /// "the Russian president", "the minister": the person of the document or of the tables who holds the office.
    fn bind_title_alone(&mut self, s: usize, office: &Office) {
        let title = &office.title;
        if title.address || title.plain.is_empty() || self.covered(s, title.head) {
            return;
        }
        let view = &self.reads[s].view;
        let determiner = if office.start > 0 { view.low(office.start - 1).to_owned() } else { String::new() };
        let indefinite =
            matches!(determiner.as_str(), "a" | "an" | "another" | "no" | "any" | "some" | "every" | "each");
        if title.plural {
            self.bind_plural_title(s, office);
            return;
        }
        let definite = determiner == "the" || (view.is_capital(title.head) && !view.capitals_tell_little);
        // "the Secretary-General", with capitals and no body beside it, is that of the United Nations
        let of_all = office.owner.is_none()
            && definite
            && view.is_capital(title.head)
            && !view.capitals_tell_little
            && matches!(title.plain.as_str(), "secretary-general" | "secretary general");
        let owner = office.owner.or_else(|| of_all.then(|| self.registry.state("united-nations")).flatten());
        let found = if indefinite { None } else { self.holder_met(title, owner) };
        let day = self.evidence.day.unwrap_or(0);
        let key = owner.map(|id| self.registry.entity(id).key.clone());
        let found = found.or_else(|| {
            let many =
                ["envoy", "representative", "ambassador", "coordinator", "spokesman", "spokesperson", "minister"];
            let vague =
                many.iter().any(|word| title.plain == *word || title.plain.ends_with(&format!("special {word}")));
            let current = title.status != RoleStatus::Former && !indefinite && day > 0 && !vague;
            let of = match (&key, definite) {
                (Some(key), _) => Some(key.clone()),
                (None, true) if HIGH.contains(&title.plain.as_str()) => self.focus(s),
                _ => None,
            };
            let entry = of.filter(|_| current).and_then(|of| self.tables.holder(&title.plain, &of, day));
            entry.map(|entry| self.registry.known(entry))
        });
        let private = self.tables.vocabulary.private.contains(title.plain.split(' ').next_back().unwrap_or(""));
        let bound = found.or_else(|| owner.filter(|id| !private && self.acts(*id)));
        if let Some(id) = bound
            && (found.is_none() || definite || owner.is_some())
        {
            self.note(s, office.start, office.end, &[id], MentionKind::Nominal);
        }
    }

    /// "Russian and Chinese generals" act for their states.
    fn bind_plural_title(&mut self, s: usize, office: &Office) {
        let last = office.title.plain.split(' ').next_back().unwrap_or("");
        let singular = last.strip_suffix('s').unwrap_or(last);
        if let Some(id) = office.owner.filter(|id| self.acts(*id) && !self.tables.vocabulary.private.contains(singular))
        {
            self.note(s, office.start, office.end, &[id], MentionKind::Nominal);
        }
    }

    fn acts(&self, id: EntityId) -> bool {
        matches!(self.registry.entity(id).kind, EntityKind::Country | EntityKind::Organization | EntityKind::ArmedGroup)
    }

    /// Whether a mention already has its head there.
    pub fn covered(&self, s: usize, head: usize) -> bool {
        let near = self.history.iter().rev().take_while(|t| t.sentence as usize == s);
        near.into_iter().any(|t| t.head as usize == head)
    }

    /// Whether a known person ever held the office, where no date tells who holds it.
    fn once_held(&self, id: EntityId, title: &Title, of: Option<&str>) -> bool {
        let terms = self.registry.facts(id).entry.and_then(|entry| self.tables.terms.get(&entry));
        self.evidence.day.is_none()
            && terms.into_iter().flatten().any(|(held, body, _, _)| {
                of.is_none_or(|of| of == body) && (*held == title.plain || self.one_office(held, &title.plain))
            })
    }

    /// The person of the document who bears the title, the one named last first.
    fn holder_met(&self, title: &Title, owner: Option<EntityId>) -> Option<EntityId> {
        let key = owner.map(|id| self.registry.entity(id).key.as_str());
        let last = title.plain.split(' ').next_back()?;
        let several = title.plain.contains(' ');
        let mut seen: Vec<EntityId> = Vec::new();
        let recent = self.history.iter().rev().flat_map(|t| t.ids.iter());
        for id in recent {
            if self.registry.entity(*id).kind != EntityKind::Person || seen.contains(id) {
                continue;
            }
            seen.push(*id);
            if self.once_held(*id, title, key) {
                return Some(*id);
            }
            let fits = self.registry.facts(*id).titles.iter().any(|(plain, of)| {
                let of_fits = match (key, of.as_deref()) {
                    (Some(a), Some(b)) => a == b,
                    (Some(a), None) => self.registry.entity(*id).country.as_deref() == Some(a),
                    _ => true,
                };
                let same = plain == &title.plain || key.is_some() && self.one_office(plain, &title.plain);
                let short = !several && plain.split(' ').next_back() == Some(last) && plain != "prime minister";
                of_fits && (same || short)
            });
            if fits {
                return Some(*id);
            }
        }
        None
    }

    /// Whether two titles are names of one office.
    fn one_office(&self, a: &str, b: &str) -> bool {
        let sets = &self.tables.vocabulary.offices;
        sets.iter().any(|set| set.iter().any(|name| name == a) && set.iter().any(|name| name == b))
    }
}
