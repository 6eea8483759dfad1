//! Settles which actor of the tables each name of a document stands for.

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::actors::runs::Settled;
use crate::actors::tables::{Class, NameRef, OPEN, Sense, StateRow, Tables};
use crate::actors::view::{Hit, View};
use crate::syntax::is_common;
use crate::text::is_weekday;

/// Offices whose holders are named by their family names alone.
const HIGHEST: &[&str] = &[
    "president",
    "prime minister",
    "king",
    "queen",
    "emperor",
    "pope",
    "emir",
    "supreme leader",
    "leader",
    "chancellor",
    "head of state",
    "general secretary",
    "first secretary",
    "secretary-general",
];

/// The weight of an office that is held on the document's day.
pub(crate) const IN_OFFICE: i32 = 8;
/// The least weight of an office whose holder is named by a family name that others bear as well.
const HIGH: i32 = 10;

/// What a document's plain names say about the others.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    /// How often each state is named without doubt.
    states: FxHashMap<String, u32>,
    /// Entries named in full.
    named: FxHashSet<u32>,
    /// Family names that stand in the document with another first name.
    doubted: FxHashSet<String>,
    /// Year of the document.
    year: Option<i16>,
    /// Day of the document as yyyymmdd.
    pub day: Option<u32>,
}

impl Evidence {
    /// Gathers what the names without doubt say.
    pub fn gather(hits: &[Vec<Hit>], views: &[View<'_>], tables: &Tables, date: Option<Date>) -> Self {
        let mut out = Self {
            year: date.map(Date::year),
            day: date.map(|d| d.year() as u32 * 10_000 + d.month() as u32 * 100 + d.day() as u32),
            ..Self::default()
        };
        for (view, hits) in views.iter().zip(hits) {
            for hit in hits {
                let surname = hit.refs.iter().all(|name| name.sense == Sense::Surname);
                if surname && hit.start > 0 && part_of_name(tables, view, hit.start - 1) {
                    out.doubted.insert(view.form(hit.end - 1).to_owned());
                }
                for name in &hit.refs {
                    let long = hit.end - hit.start > 1 || !view.form(hit.start).chars().all(char::is_uppercase);
                    if name.sense == Sense::Name && long {
                        out.named.insert(name.entry);
                    }
                }
                let one = hit.refs.iter().all(|name| name.entry == hit.refs[0].entry);
                if let Some(name) = hit.refs.first().filter(|_| one) {
                    let plain = !matches!(
                        name.sense,
                        Sense::Weak | Sense::Contextual | Sense::ContextualAdjective | Sense::Surname | Sense::Prefix
                    );
                    if let Some(state) = tables
                        .states
                        .get(&name.entry)
                        .filter(|state| plain && !(state.ambiguous && name.sense == Sense::Name))
                    {
                        *out.states.entry(state.id.clone()).or_default() += 1;
                    }
                }
            }
        }
        out
    }

    /// Whether the document names a state that shares an informal name with this one: "the North" beside South Korea.
    fn sibling(&self, tables: &Tables, state: &StateRow) -> bool {
        let shares = |other: &StateRow| other.contextual.iter().any(|name| state.contextual.contains(name));
        tables.states.values().any(|other| other.id != state.id && self.has(&other.id) && shares(other))
    }

    /// Whether the document names somebody who is based in the state.
    fn based(&self, tables: &Tables, state: &str) -> bool {
        self.named.iter().any(|&entry| tables.entry(entry).base.iter().any(|code| code.as_str() == state))
    }

    fn has(&self, state: &str) -> bool {
        self.states.contains_key(state)
    }

    /// How strongly the document speaks for this reading of a name; none when it rules it out.
    fn weight(&self, tables: &Tables, name: NameRef, american: bool) -> Option<i32> {
        let entry = tables.entry(name.entry);
        let own = self.named.contains(&name.entry) && name.sense != Sense::Name;
        let near =
            entry.country.as_deref().is_some_and(|code| self.has(code)) || entry.base.iter().any(|code| self.has(code));
        let mut weight = 0;
        if let Some(state) = tables.states.get(&name.entry) {
            let seen = self.has(&state.id);
            match name.sense {
                Sense::Contextual if !seen && !self.sibling(tables, state) => return None,
                Sense::ContextualAdjective if !seen && !self.based(tables, &state.id) => return None,
                Sense::Weak if !seen => return None,
                _ => {}
            }
            // other states in the text speak for the state; the United States also for its own Georgia
            let around =
                state.neighbours.iter().any(|code| self.has(code)) || self.states.keys().any(|code| code != "USA");
            if american && state.ambiguous && name.sense == Sense::Name && !seen && !around && self.has("USA") {
                weight -= 12;
            }
            weight += 10 + 4 * i32::from(seen) + i32::from(around) + 2 * i32::from(name.sense == Sense::Name);
            weight += self.states.get(&state.id).map_or(0, |n| (*n).min(3) as i32);
            weight -= 3 * i32::from(state.until.is_some());
        } else {
            if name.sense == Sense::Weak && !own && !near {
                return None;
            }
            weight += 6 * i32::from(own) + 4 * i32::from(near);
            weight += match entry.class {
                Class::Organization | Class::Agency => 3,
                Class::StateBody => 4,
                Class::Person => 2,
                _ => 0,
            };
        }
        if let Some(year) = self.year {
            let alive =
                entry.since.is_none_or(|since| since <= year) && entry.until.is_none_or(|until| year <= until + 8);
            weight += if alive { 2 } else { -2 };
        }
        Some(weight)
    }

    /// The reading that the document speaks for most; none when it leaves two equal.
    fn choose(&self, tables: &Tables, refs: &[NameRef]) -> Option<NameRef> {
        if let Some(own) = refs.iter().find(|name| tables.own.contains(&name.entry) && name.sense == Sense::Name) {
            return Some(*own);
        }
        // a place of the same name in the United States, as Georgia has one
        let american = refs.iter().any(|name| {
            !tables.states.contains_key(&name.entry) && tables.entry(name.entry).country.as_deref() == Some("USA")
        });
        let weighed = refs.iter().filter(|name| name.sense != Sense::Surname);
        let mut weighed: Vec<(i32, NameRef)> =
            weighed.filter_map(|name| Some((self.weight(tables, *name, american)?, *name))).collect();
        weighed.sort_by_key(|(weight, name)| (-weight, *name));
        let (best, name) = *weighed.first()?;
        if tables.states.contains_key(&name.entry) && best < 3 {
            return None;
        }
        let rival = weighed.iter().find(|(_, other)| other.entry != name.entry);
        match rival {
            Some((weight, other))
                if *weight == best && tables.entry(other.entry).class == tables.entry(name.entry).class =>
            {
                None
            }
            _ => Some(name),
        }
    }

    /// Settles the names of one sentence.
    pub fn settle(&self, tables: &Tables, view: &View<'_>, hits: &[Hit]) -> Vec<Settled> {
        let settled = hits.iter().filter_map(|hit| {
            let name = self.choose(tables, &hit.refs).or_else(|| self.known_surname(tables, view, hit))?;
            Some(Settled { start: hit.start, end: hit.end, name })
        });
        settled.collect()
    }

    /// A family name that stands alone and means a head of state or government, or the only known person of that name
    /// who is in office: "Putin met Xi", "von der Leyen told Lavrov".
    fn known_surname(&self, tables: &Tables, view: &View<'_>, hit: &Hit) -> Option<NameRef> {
        let all = hit.refs.iter().all(|name| name.sense == Sense::Surname);
        let little = view.capitals_tell_little && is_common(view.low(hit.start));
        if !all || little || is_weekday(view.low(hit.start)) {
            return None;
        }
        let form = &*view.words(hit.start, hit.end);
        let alone = hit.start.checked_sub(1).is_none_or(|before| !part_of_name(tables, view, before))
            && !(hit.end < view.len() && part_of_name(tables, view, hit.end));
        if let Some(named) = hit.refs.iter().find(|name| self.named.contains(&name.entry)) {
            return alone.then_some(*named);
        }
        // "Sheikh Abdullah" where the document has an Abdullah bin Zayed
        let first = |entry: u32| {
            let entry = tables.entry(entry);
            entry.class == Class::Person && entry.name.split(' ').next() == Some(form)
        };
        if self.named.iter().any(|&entry| first(entry)) {
            return None;
        }
        let entry =
            self.person(tables, form, HIGH).filter(|_| alone && !self.doubted.contains(view.form(hit.end - 1)))?;
        let high = self.office_weight(tables, entry) >= if only_bearer(tables, form) { IN_OFFICE } else { HIGH };
        hit.refs.iter().copied().find(|name| name.entry == entry && high)
    }

    /// How much the offices of a person stand out at the document's day; all of his life when it has none.
    fn office_weight(&self, tables: &Tables, entry: u32) -> i32 {
        let held = tables.terms.get(&entry).into_iter().flatten().map(|(title, _, from, to)| {
            let high = i32::from(HIGHEST.contains(&title.as_str()));
            let Some(day) = self.day else { return if *to == OPEN { 8 + 3 * high } else { 3 + 5 * high } };
            match day.saturating_sub(*to).max(from.saturating_sub(day)) {
                0 => IN_OFFICE + 3 * high,
                1..=15_000 => 4 + 2 * high,
                15_001..=100_000 => 2 + high,
                _ => 0,
            }
        });
        held.max().unwrap_or(0)
    }

    /// The known person that a family name means: in office at the time, or of a state that the document names; in a
    /// document without date, of an office of at least the weight `floor`.
    pub fn person(&self, tables: &Tables, family: &str, floor: i32) -> Option<u32> {
        let people = tables.names.find(family).iter().filter(|name| tables.entry(name.entry).class == Class::Person);
        let least = if only_bearer(tables, family) { IN_OFFICE } else { HIGH };
        let mut weighed: Vec<(i32, u32)> = people
            .filter_map(|name| {
                let entry = tables.entry(name.entry);
                let near = entry.country.as_deref().is_some_and(|code| self.has(code));
                let office = self.office_weight(tables, name.entry);
                let global = office >= if self.day.is_some() { least } else { floor };
                (near || global).then_some((office + 4 * i32::from(near), name.entry))
            })
            .collect();
        weighed.sort_by_key(|(weight, entry)| (-weight, *entry));
        weighed.dedup_by_key(|(_, entry)| *entry);
        match weighed[..] {
            [] => None,
            [(weight, _), (other, _), ..] if weight == other => None,
            [(weight, entry), ..] => (weight >= 4).then_some(entry),
        }
    }
}

/// Whether no other known actor bears the family name, and it is neither a given name nor a word.
fn only_bearer(tables: &Tables, family: &str) -> bool {
    let bearers = tables.names.find(family);
    bearers.iter().all(|name| name.entry == bearers[0].entry)
        && !tables.vocabulary.first_names.contains_key(family)
        && !is_common(&family.to_lowercase())
}

/// Whether the word may belong to the name beside it: a capitalized name that is no title and no state.
fn part_of_name(tables: &Tables, view: &View<'_>, i: usize) -> bool {
    let title =
        tables.vocabulary.title_heads.contains(view.low(i)) || tables.vocabulary.title_modifiers.contains(view.low(i));
    let state = tables.names.find(view.form(i)).iter().any(|name| tables.states.contains_key(&name.entry));
    let initial = view.form(i).len() == 2 && view.form(i).ends_with('.');
    view.is_capital(i) && view.is_proper(i) && !title && !state || view.form(i) == "-" || initial
}
