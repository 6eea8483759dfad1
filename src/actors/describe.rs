//! Binds descriptions: "the country", "the two countries", "both sides", "the group", "the alliance", "the Council".

use crate::actors::antecedents::{Anaphor, Form, Target};
use crate::actors::reading::Reading;
use crate::actors::reason::Reason;
use crate::actors::runs::What;
use crate::actors::tables::{MemberRow, Sorts};
use crate::actors::view::View;
use crate::actors::{EntityId, EntityKind, MentionKind};
use crate::syntax::{Deprel, Upos};

/// Nouns that mean the other of two states spoken of, where the one owns them: "its *neighbour*", "his *hosts*".
const OTHERS: [&str; 10] =
    ["host", "hosts", "guests", "neighbour", "neighbor", "rival", "foe", "enemy", "adversary", "arch-rival"];
/// Sentences back that are asked for the other state, and for the only one.
const OTHER_REACH: usize = 2;
const STATE_REACH: usize = 3;
/// Sentences that the name of a place reaches on.
const PLACE_REACH: usize = 8;

impl Reading<'_> {
    /// Binds the description whose noun is word `i` of sentence `s`, if it is one.
    pub fn bind_description(&mut self, s: usize, i: usize) {
        let view = &self.reads[s].view;
        if !matches!(view.upos(i), Upos::Noun | Upos::Propn | Upos::Num) || self.covered(s, i) {
            return;
        }
        let noun = view.low(i).to_owned();
        if OTHERS.contains(&noun.as_str()) && self.bind_other(s, i) {
            return;
        }
        self.reason = Reason::Described;
        let view = &self.reads[s].view;
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
        let tied = has_of(view, i);
        let named = children.iter().any(|&c| view.is_proper(c));
        let allied = matches!(noun.as_str(), "coalition" | "alliance") && !bare && !children.is_empty();
        if allied && self.bind_alliance(s, i) {
            return;
        }
        if matches!(noun.as_str(), "member" | "ally" | "member-state") && self.bind_member(s, i, start) {
            return;
        }
        if tied && count.is_none() || named || !(definite || bare) {
            return;
        }
        if bare && self.bind_bare(s, i, &noun) {
            return;
        }
        let (singular, plural) = self.tables.descriptions.singular(&noun);
        let singular = singular.into_owned();
        let sorts = self.tables.descriptions.sorts(&singular);
        let count = count.or((word == "both").then_some(2));
        if plural && (count.is_some() || is_pair(&singular)) {
            let ids = self.several(s, i, &singular, sorts, count);
            if !ids.is_empty() {
                self.reason = Reason::Pair;
                self.note(s, start, i + 1, &ids, MentionKind::Nominal);
                return;
            }
        }
        let neighbour = children.iter().any(|&c| self.view(s).low(c).starts_with("neighb"));
        if neighbour && !plural && sorts.any(Sorts::COUNTRY) {
            let ids: Vec<EntityId> = self.neighbour(s, i).into_iter().collect();
            self.reason = Reason::Neighbour;
            self.note(s, start, i + 1, &ids, MentionKind::Nominal);
            return;
        }
        let anaphor = self.description(s, i, (start, singular, plural, sorts), &word);
        self.bind_ranked(s, (start, i + 1), &anaphor);
    }

    fn description(
        &self,
        s: usize,
        i: usize,
        (start, noun, plural, sorts): (usize, String, bool, Sorts),
        determiner: &str,
    ) -> Anaphor {
        let view = self.view(s);
        let mut tail = 0;
        for child in view.tree.children(i).filter(|&c| c > i) {
            let of = view.tree.children_by(child, Deprel::Case).any(|k| view.low(k) == "of");
            tail |= match view.deprel(child) {
                Deprel::Nmod if of => 1,
                Deprel::AclRelcl | Deprel::Acl => 2,
                Deprel::Nmod | Deprel::Appos => 4,
                _ => 0,
            };
        }
        Anaphor {
            sentence: s,
            head: i,
            start,
            form: if plural { Form::Many } else { Form::One },
            noun: noun.into(),
            sorts,
            determiner: match determiner {
                "the" => 1,
                "this" | "that" | "these" | "those" => 2,
                "both" => 3,
                _ => 4,
            },
            modified: view
                .tree
                .children(i)
                .any(|c| c < i && matches!(view.deprel(c), Deprel::Amod | Deprel::Compound | Deprel::Nummod)),
            tail,
            empty: false,
        }
    }

    fn bind_ranked(&mut self, s: usize, (start, end): (usize, usize), anaphor: &Anaphor) {
        let choice = self.antecedent(anaphor);
        if choice.is_none_or(|choice| !choice.sure) && is_armed(&anaphor.noun) {
            let armed = |id: EntityId| self.registry.entity(id).kind == EntityKind::ArmedGroup;
            let ids: Vec<EntityId> = self.best(s, anaphor.head, &armed).into_iter().collect();
            self.note(s, start, end, &ids, MentionKind::Nominal);
            return;
        }
        if let Some(choice) = choice.filter(|choice| choice.sure)
            && let Target::Actors(ids) = self.marks.referents[choice.referent as usize].target.clone()
        {
            self.reason = Reason::Ranked(choice.score);
            self.note(s, start, end, &ids, MentionKind::Nominal);
            return;
        }
        let alone = anaphor.form == Form::One && anaphor.tail == 0 && !anaphor.modified;
        if alone && anaphor.sorts.any(Sorts::PLACE | Sorts::COUNTRY) {
            let found = match anaphor.noun.as_str() {
                // "the country": the state spoken of, when there is but one
                "country" | "nation" => self.only_state(s, anaphor.head, STATE_REACH, None),
                noun => self.place_so_called(s, anaphor.head, noun),
            };
            let ids: Vec<EntityId> = found.into_iter().collect();
            self.note(s, start, end, &ids, MentionKind::Nominal);
        }
    }

    /// "its neighbour", "his hosts": binds what means the other state than the owner's.
    fn bind_other(&mut self, s: usize, i: usize) -> bool {
        let view = &self.reads[s].view;
        let Some(owner) = view.tree.children_by(i, Deprel::NmodPoss).next() else { return false };
        let own = self.bound(s, owner, owner + 1).and_then(|id| self.registry.entity(id).country.clone());
        let Some(other) = own.and_then(|own| self.only_state(s, i, OTHER_REACH, Some(&own))) else { return false };
        self.reason = Reason::Neighbour;
        self.note(s, owner, i + 1, &[other], MentionKind::Nominal);
        true
    }

    /// The only state that the last sentences speak of before word `i`, but for the one with the code `apart`.
    fn only_state(&self, s: usize, i: usize, reach: usize, apart: Option<&str>) -> Option<EntityId> {
        let near = self.history.iter().rev().take_while(|t| t.sentence as usize + reach >= s);
        let before = near.filter(|t| (t.sentence as usize) < s || t.end as usize <= i);
        let mut states = before.flat_map(|t| t.ids.iter().copied()).filter(|id| {
            let entity = self.registry.entity(*id);
            entity.kind == EntityKind::Country && (apart.is_none() || entity.country.as_deref() != apart)
        });
        let first = states.next()?;
        states.all(|id| id == first).then_some(first)
    }

    /// "the city": the place of that kind named last, unless another thing was called so since.
    fn place_so_called(&self, s: usize, i: usize, noun: &str) -> Option<EntityId> {
        let near = self.marks.list.iter().rev().take_while(|mark| mark.sentence as usize + PLACE_REACH >= s);
        let mut before = near.filter(|mark| (mark.sentence as usize) < s || mark.end as usize <= i);
        before.find_map(|mark| {
            let referent = &self.marks.referents[mark.referent as usize];
            match &referent.target {
                Target::Actors(ids) if ids.len() == 1 && referent.nouns.iter().any(|own| own == noun) => {
                    Some(Some(ids[0]))
                }
                Target::Plain(_) if referent.plain.as_ref().is_some_and(|plain| plain.noun == noun) => Some(None),
                _ => None,
            }
        })?
    }

    /// "the NATO member": the state spoken of that belongs to the body.
    fn bind_member(&mut self, s: usize, i: usize, start: usize) -> bool {
        let read = &self.reads[s];
        let body = read.segments.iter().find(|k| k.end == i && !k.nested).and_then(|k| match k.what {
            What::Known(name) => Some(self.tables.entry(name.entry).key.as_str()),
            _ => None,
        });
        let Some(members) = body.and_then(|key| self.tables.members.get(key)) else { return false };
        let year = self.evidence.day.map(|day| (day / 10_000) as i16);
        let now = |row: &&MemberRow| {
            year.is_none_or(|year| row.since.is_none_or(|from| from <= year) && row.until.is_none_or(|to| year <= to))
        };
        let states: Vec<&str> = members.iter().filter(now).map(|row| row.member.as_str()).collect();
        let belongs = |id: EntityId| {
            let entity = self.registry.entity(id);
            entity.kind == EntityKind::Country && states.contains(&entity.key.as_str())
        };
        let ids: Vec<EntityId> = self.best(s, i, &belongs).into_iter().collect();
        self.note(s, start, i + 1, &ids, MentionKind::Nominal);
        !ids.is_empty()
    }

    /// "the US-led coalition", "the anti-ISIL coalition": a body of its own, named by the words before it.
    fn bind_alliance(&mut self, s: usize, i: usize) -> bool {
        let view = &self.reads[s].view;
        let mut start = i;
        while start > 0
            && (matches!(view.upos(start - 1), Upos::Adj | Upos::Adv | Upos::Propn | Upos::Noun | Upos::Verb | Upos::X)
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
        // "the Saudi-led coalition" acts for who leads it
        let led = (start + 1..i).find(|&k| view.low(k) == "led" && view.form(k - 1) == "-").map(|k| k - 1);
        let leader = led.and_then(|hyphen| self.reads[s].segments.iter().find(|k| k.end == hyphen).cloned());
        let leader = leader.and_then(|segment| self.name(s, &segment));
        let country = leader.and_then(|id| self.registry.entity(id).country.clone());
        let id = self.registry.unknown(EntityKind::Organization, &words, country);
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
        self.best(s, i, &borders)
    }

    /// The most salient actor before word `i` of sentence `s` that fits.
    fn best(&self, s: usize, i: usize, fits: &dyn Fn(EntityId) -> bool) -> Option<EntityId> {
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
            let fresh = 0.6f32.powf(age) * (trace.weight + 0.1);
            match scores.iter_mut().find(|(other, _)| *other == id) {
                Some((_, score)) => *score += fresh,
                None => scores.push((id, fresh)),
            }
        }
        scores.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(&a.0))).map(|(id, _)| id)
    }

    /// The actors that are taken together: the last ones joined by "and", else those that the text speaks of most.
    fn several(&self, s: usize, i: usize, noun: &str, sorts: Sorts, count: Option<usize>) -> Vec<EntityId> {
        let fits = |id: EntityId| {
            let kind = self.registry.entity(id).kind;
            match noun {
                "side" | "party" => !matches!(kind, EntityKind::Person | EntityKind::Place | EntityKind::Group),
                _ if sorts.any(Sorts::PERSON) => kind == EntityKind::Person,
                _ if sorts.any(Sorts::COUNTRY) || matches!(noun, "government" | "capital") => {
                    kind == EntityKind::Country
                }
                _ if sorts.any(Sorts::BODIES) => matches!(kind, EntityKind::Organization | EntityKind::ArmedGroup),
                _ => false,
            }
        };
        let right_number = |n: usize| count.map_or((2..=4).contains(&n), |count| n == count);
        let joined = |fits: &dyn Fn(EntityId) -> bool| {
            let near = self.marks.list.iter().rev().take_while(|mark| mark.sentence as usize + 3 >= s);
            let before = near.filter(|mark| (mark.sentence as usize) < s || mark.end as usize <= i);
            let sets = before.filter_map(|mark| match &self.marks.referents[mark.referent as usize].target {
                Target::Actors(ids) => Some(ids),
                Target::Plain(_) => None,
            });
            let mut right = sets.filter(|ids| ids.len() > 1 && right_number(ids.len()));
            right.find(|ids| ids.iter().all(|id| fits(*id))).map(|ids| ids.to_vec())
        };
        if let Some(ids) = joined(&fits) {
            return ids;
        }
        let titled = |id: EntityId| {
            self.registry.facts(id).titles.iter().any(|(title, _)| title.split(' ').next_back() == Some(noun))
        };
        let persons = sorts.any(Sorts::PERSON);
        // three or more that are not named together are not guessed
        let most = if persons { 2 } else { 8 };
        let Some(count) = count.filter(|n| (2..=most).contains(n)) else { return Vec::new() };
        let by_title = persons && is_office(noun);
        if let Some(found) = self.most_spoken_of(s, i, count, &|id| fits(id) && (!by_title || titled(id))) {
            return found;
        }
        // "the presidents of Guyana and Suriname … the two leaders": who speaks for a state stands for it
        if !persons || !(is_office(noun) || is_pair(noun)) {
            return Vec::new();
        }
        let state = |id: EntityId| self.registry.entity(id).kind == EntityKind::Country;
        joined(&state).or_else(|| self.most_spoken_of(s, i, count, &state)).unwrap_or_default()
    }

    /// The so many actors that the text speaks of most before word `i` of sentence `s`, among those that fit.
    fn most_spoken_of(
        &self,
        s: usize,
        i: usize,
        count: usize,
        fits: &dyn Fn(EntityId) -> bool,
    ) -> Option<Vec<EntityId>> {
        let mut scores: Vec<(EntityId, f32)> = Vec::new();
        let view = self.view(s);
        let governor = view.tree.head(i);
        for trace in self.history.iter().filter(|t| t.ids.len() == 1 && fits(t.ids[0])) {
            let own = trace.sentence as usize == s;
            // the subject of the clause is not one of those it acts on
            let apart = own
                && matches!(view.deprel(trace.head as usize), Deprel::Nsubj | Deprel::NsubjPass)
                && view.tree.head(trace.head as usize) == governor;
            let age = s as f32 - trace.sentence as f32;
            if age > 4.0 || own && trace.start as usize > i || apart {
                continue;
            }
            let fresh = 0.6f32.powf(age) * (trace.weight + 0.2);
            match scores.iter_mut().find(|(id, _)| *id == trace.ids[0]) {
                Some((_, score)) => *score += fresh,
                None => scores.push((trace.ids[0], fresh)),
            }
        }
        scores.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut found: Vec<EntityId> = scores.get(..count)?.iter().map(|(id, _)| *id).collect();
        found.sort();
        Some(found)
    }
}

/// Whether "of …" follows the noun.
fn has_of(view: &View<'_>, noun: usize) -> bool {
    view.tree.children(noun).any(|c| {
        c > noun
            && view.deprel(c) == Deprel::Nmod
            && view.tree.children_by(c, Deprel::Case).any(|k| view.low(k) == "of")
    })
}

/// Nouns that mean the armed group spoken of, whatever stands before them.
pub(crate) fn is_armed(noun: &str) -> bool {
    matches!(
        noun,
        "group"
            | "militia"
            | "militant"
            | "rebel"
            | "fighter"
            | "insurgent"
            | "terrorist"
            | "guerrilla"
            | "jihadist"
            | "extremist"
    )
}

/// Nouns of an office that few hold.
pub(crate) fn is_office(noun: &str) -> bool {
    matches!(
        noun,
        "president"
            | "minister"
            | "secretary"
            | "ambassador"
            | "king"
            | "queen"
            | "chancellor"
            | "premier"
            | "general"
            | "envoy"
            | "governor"
            | "senator"
            | "mayor"
            | "pope"
    )
}

/// Nouns whose plural alone means the two that the text speaks of.
fn is_pair(noun: &str) -> bool {
    matches!(
        noun,
        "side"
            | "leader"
            | "minister"
            | "president"
            | "neighbor"
            | "neighbour"
            | "country"
            | "nation"
            | "rival"
            | "diplomat"
            | "official"
    )
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
