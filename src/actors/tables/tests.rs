use std::collections::{BTreeMap, BTreeSet};

use crate::actors::tables::{BODIES, Class, MEMBERSHIPS, OFFICES, PERSONS, Sense, Tables, rows};

/// Offices that several persons hold at a time.
const SHARED: [&str; 3] = ["special envoy", "spokesman", "special rapporteur"];

fn tables() -> Tables {
    Tables::embedded().expect("the embedded tables can be read")
}

#[test]
fn tables_hold_what_they_should() {
    let tables = tables();
    let count = |class: Class| tables.entries.iter().filter(|entry| entry.class == class).count();
    let cases = [
        (Class::State, 250),
        (Class::Organization, 500),
        (Class::Agency, 500),
        (Class::ArmedGroup, 600),
        (Class::Party, 800),
        (Class::Company, 600),
        (Class::Media, 600),
        (Class::Place, 4000),
        (Class::Person, 5000),
    ];
    for (class, least) in cases {
        assert!(count(class) >= least, "{class:?}: {} entries, expected {least}", count(class));
    }
    let terms: usize = tables.offices.values().map(Vec::len).sum();
    assert!(terms >= 5500, "{terms} terms of office");
}

#[test]
fn ids_are_sorted_and_codes_exist() {
    let tables = tables();
    let known = |key: &str| tables.by_key.contains_key(key);
    for (file, text, _, _) in BODIES {
        let list = rows::bodies(file, text).expect("the table can be read");
        for pair in list.windows(2) {
            assert!(pair[0].id < pair[1].id, "{file}: {} stands before {}", pair[0].id, pair[1].id);
        }
        for row in list {
            let states = row.country.iter().chain(&row.base);
            for state in states {
                assert!(tables.state(state).is_some(), "{file}: {}: no state {state}", row.id);
            }
            assert!(
                row.part_of.iter().all(|of| known(of)),
                "{file}: {}: part of the unknown {:?}",
                row.id,
                row.part_of
            );
        }
    }
    for (file, text) in PERSONS {
        let list = rows::persons(file, text).expect("the table can be read");
        for pair in list.windows(2) {
            assert!(pair[0].id < pair[1].id, "{file}: {} stands before {}", pair[0].id, pair[1].id);
        }
        for row in list {
            assert!(row.country.iter().all(|state| tables.state(state).is_some()), "{file}: {}: no such state", row.id);
        }
    }
    for row in rows::memberships("memberships.csv", MEMBERSHIPS).expect("the table can be read") {
        assert!(known(&row.org) && known(&row.member), "memberships.csv: {row:?}");
    }
    for state in tables.states.values() {
        for neighbour in &state.neighbours {
            assert!(tables.state(neighbour).is_some(), "states.toml: {}: no neighbour {neighbour}", state.id);
        }
    }
}

#[test]
fn terms_of_one_office_do_not_overlap() {
    let tables = tables();
    let mut terms = BTreeMap::<_, Vec<_>>::new();
    for (file, text) in OFFICES {
        for row in rows::offices(file, text).expect("the table can be read") {
            assert!(tables.by_key.contains_key(&row.person), "{file}: no person {}", row.person);
            assert!(tables.by_key.contains_key(&row.of), "{file}: no actor {}", row.of);
            assert!(row.from <= row.to, "{file}: {row:?}");
            terms.entry((row.title, row.of)).or_default().push((row.from, row.to, row.person));
        }
    }
    for (office, mut list) in terms {
        list.sort();
        for pair in list.windows(2).filter(|pair| pair[0].2 != pair[1].2) {
            // a term that is known by year or month alone ends with the one in which the next begins
            let overlap = pair[0].1 / 100 > pair[1].0 / 100 && pair[0].1 % 10_000 != 1231 && pair[1].0 % 10_000 != 101;
            assert!(!overlap || SHARED.contains(&office.0.as_str()), "{office:?}: {pair:?}");
        }
    }
}

#[test]
fn names_of_two_are_told_apart() {
    let tables = tables();
    let mut named: BTreeMap<(Class, String), BTreeSet<u32>> = BTreeMap::new();
    for (name, target) in &tables.listed {
        let class = tables.entry(target.entry).class;
        if target.sense == Sense::Name && !matches!(class, Class::Place | Class::State) {
            named.entry((class, name.to_string())).or_default().insert(target.entry);
        }
    }
    for ((class, name), entries) in named {
        let list: Vec<u32> = entries.into_iter().collect();
        for (k, a) in list.iter().enumerate() {
            for b in &list[k + 1..] {
                let (x, y) = (tables.entry(*a), tables.entry(*b));
                let home = |e: &crate::actors::tables::Entry| {
                    e.country.iter().chain(&e.base).cloned().collect::<BTreeSet<_>>()
                };
                let apart = !home(x).is_empty() && home(x).is_disjoint(&home(y));
                let times = x.until.zip(y.since).is_some_and(|(a, b)| a <= b)
                    || y.until.zip(x.since).is_some_and(|(a, b)| a <= b);
                let offices = class == Class::Person && tables.terms.get(a) != tables.terms.get(b);
                assert!(apart || times || offices, "{class:?}: `{name}` names {} and {}", x.key, y.key);
            }
        }
    }
}
