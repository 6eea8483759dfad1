use std::path::Path;
use std::time::Duration;

use proptest::prelude::*;
use rusqlite::Connection;
use tempfile::TempDir;

use super::sample::{Says, articles};
use super::{Added, Record, Store, StoreError};
use crate::graph::Graph;
use crate::graph::network::Network;

fn room() -> TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

fn records(says: &[Says]) -> Vec<Record> {
    says.iter().map(Says::record).collect()
}

fn store_of(folder: &TempDir, name: &str, says: &[Says]) -> Store {
    let mut store = Store::create(&folder.path().join(name)).expect("made");
    // sync to disk is tested from outside
    store.db.pragma_update(None, "synchronous", "off").expect("set");
    store.add(&records(says)).expect("added");
    store
}

/// Everything in the store in words, without the numbers of rows.
fn dump(store: &Store) -> Vec<String> {
    let queries = [
        "SELECT name, title, day, source, hex(content), hex(sketch), (SELECT group_concat(name) FROM (SELECT name FROM \
         documents c WHERE c.story = d.story ORDER BY name)) FROM documents d ORDER BY name",
        "SELECT source, relation, target, category, status, reciprocal, first, last, reports, independent, score, \
         confidence FROM event_list ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10",
        "SELECT key, name, folded, kind, country, wikipedia, part_of, documents, mentions FROM entities ORDER BY key",
        "SELECT e.key, trait, value, t.documents FROM traits t JOIN entities e ON e.id = t.entity ORDER BY 1, 2, 3",
        "SELECT e.key, words, times FROM aliases a JOIN entities e ON e.id = a.entity ORDER BY 1, 2",
        "SELECT d.name, e.key, start, \"end\", m.kind, words FROM mentions m JOIN entities e ON e.id = m.entity \
         JOIN documents d ON d.id = m.document ORDER BY 1, 2, 3, 4",
        "SELECT d.name, e.key, o.title, body, status FROM offices o JOIN entities e ON e.id = o.entity \
         JOIN documents d ON d.id = o.document ORDER BY 1, 2, 3",
        "SELECT name FROM relations ORDER BY name",
    ];
    let mut lines = Vec::new();
    for sql in queries {
        let mut find = store.db.prepare(sql).expect("the tables are there");
        let columns = find.column_count();
        let mut rows = find.query([]).expect("the query is right");
        while let Some(row) = rows.next().expect("the row can be read") {
            let cells = (0..columns).map(|i| format!("{:?}", row.get_ref(i).expect("a column")));
            lines.push(cells.collect::<Vec<_>>().join("|"));
        }
    }
    lines
}

/// The network without the rows of the store.
fn numbers(store: &Store) -> String {
    let network = store.network().expect("read");
    let rows = network.events().iter().map(|row| {
        let [source, target] = [row.source, row.target].map(|node| network.key(node));
        let key = (network.relation(row), row.kind(), row.state(), row.reciprocal);
        format!("{source} {target} {key:?} {:?}", (row.first, row.last, row.reports, row.independent, row.score))
    });
    let mut rows: Vec<_> = rows.collect();
    rows.sort();
    rows.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_goes_in_comes_out(says in articles(6)) {
        let folder = room();
        let store = store_of(&folder, "a.db", &says);
        let mut graph = Graph::default();
        for record in records(&says) {
            graph.merge(record.graph);
        }
        prop_assert_eq!(store.graph().expect("read"), graph.clone());
        let memory = Network::of(&graph);
        prop_assert_eq!(store.network().expect("read").events().len(), memory.events().len());
        let sum = |network: &Network| network.events().iter().map(|r| (u32::from(r.reports), u32::from(r.independent)))
            .fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
        prop_assert_eq!(sum(&store.network().expect("read")), sum(&memory));
        let part = store.part(memory.events().iter().enumerate().map(|(i, _)| i as i64 + 1)).expect("read");
        prop_assert!(part.links().count() <= graph.links().count());
    }

    #[test]
    fn neither_order_nor_grouping_matters(says in articles(6), cut in 0..6usize) {
        let folder = room();
        let at_once = store_of(&folder, "a.db", &says);
        let mut turned = says.clone();
        turned.reverse();
        let cut = cut.min(turned.len());
        let mut in_parts = store_of(&folder, "b.db", &turned[..cut]);
        in_parts.add(&records(&turned[cut..])).expect("added");
        // adding again changes nothing
        in_parts.add(&records(&says)).expect("known");
        prop_assert_eq!(dump(&at_once), dump(&in_parts));
        prop_assert_eq!(numbers(&at_once), numbers(&in_parts));
    }

    #[test]
    fn removing_what_was_added_leaves_no_trace(says in articles(7), cut in 0..6usize) {
        let folder = room();
        let cut = cut.min(says.len());
        let (mut stay, mut go) = (Vec::new(), Vec::new());
        says.iter().enumerate().for_each(|(i, s)| if i < cut { stay.push(s.clone()) } else { go.push(s.clone()) });
        let before = store_of(&folder, "a.db", &stay);
        let mut after = store_of(&folder, "b.db", &go);
        after.add(&records(&stay)).expect("added");
        after.remove(&go.iter().map(|s| format!("d{}", s.document)).collect::<Vec<_>>()).expect("removed");
        prop_assert_eq!(dump(&before), dump(&after));
    }

    #[test]
    fn merging_is_adding_all(says in articles(7), cut in 0..6usize) {
        let folder = room();
        let all = store_of(&folder, "all.db", &says);
        let cut = cut.min(says.len());
        let (mut a, b) = (store_of(&folder, "a.db", &says[..cut]), store_of(&folder, "b.db", &says[cut..]));
        a.merge(&b, |_| Ok::<(), StoreError>(())).expect("merged");
        prop_assert_eq!(dump(&a), dump(&all));
    }
}

fn plain(document: u8, text: u8) -> Says {
    Says { document, text, events: vec![(0, 1, 1, 0, false, Some(3))], ties: vec![(0, 1)] }
}

#[test]
fn copies_count_once() {
    let folder = room();
    let store = store_of(&folder, "a.db", &[plain(1, 0), plain(2, 0), plain(3, 1)]);
    let summary = store.summary().expect("read");
    assert_eq!((summary.documents, summary.stories, summary.events, summary.evidence), (3, 2, 2, 6));
    let counts: Vec<_> = store.network().expect("read").events().iter().map(|r| (r.reports, r.independent)).collect();
    assert_eq!(counts, [(3, 2), (3, 2)]);
}

#[test]
fn one_name_of_two_articles_loses_neither() {
    let folder = room();
    let mut store = store_of(&folder, "a.db", &[plain(1, 0)]);
    let other = Says { document: 1, ..plain(1, 2) };
    let added = store.add(&records(&[other.clone(), other])).expect("added");
    let [Added::Stored(name), Added::Known(same)] = &added[..] else { panic!("{added:?}") };
    assert!(name.starts_with("d1-") && name == same, "{name} {same}");
    store.remove(std::slice::from_ref(name)).expect("removed");
    assert!(store.has("d1").expect("read") && !store.has(name).expect("read"));
}

#[test]
fn what_is_not_there_cannot_be_removed() {
    let folder = room();
    let mut store = store_of(&folder, "a.db", &[plain(1, 0)]);
    let before = dump(&store);
    let error = store.remove(&["d1".to_owned(), "d11".to_owned()]).expect_err("d11 is not there").to_string();
    assert!(error.ends_with("a.db: no article `d11`; similar: `d1`"), "{error}");
    assert_eq!(dump(&store), before);
}

#[track_caller]
fn fails(opened: Result<Store, StoreError>, expected: &str) {
    let error = opened.expect_err(expected).to_string();
    assert!(error.contains(expected), "{error}");
}

#[test]
fn what_is_no_store_is_told() {
    let folder = room();
    let path = |name: &str| folder.path().join(name);
    fails(Store::read(&path("none.db")), "no such store; `demarche add");
    std::fs::write(path("text.db"), "a text that is no store at all").expect("written");
    fails(Store::create(&path("text.db")), "not a store of demarche: no SQLite file");
    std::fs::write(path("empty.db"), "").expect("written");
    fails(Store::read(&path("empty.db")), "an empty file");
    Connection::open(path("other.db")).expect("made").execute_batch("CREATE TABLE t (x)").expect("made");
    fails(Store::open(&path("other.db")), "a SQLite file of another program");
    drop(store_of(&folder, "new.db", &[plain(1, 0)]));
    Connection::open(path("new.db")).expect("open").execute_batch("PRAGMA user_version = 99").expect("set");
    fails(Store::open(&path("new.db")), "a store of version 99, and this program knows versions up to 1");
    fails(Store::read(&path("new.db")), "use a newer demarche");
}

#[test]
fn a_damaged_file_is_told() {
    let folder = room();
    let path = folder.path().join("a.db");
    drop(store_of(&folder, "a.db", &(0..20).map(|i| plain(i, i % 3)).collect::<Vec<_>>()));
    let mut bytes = std::fs::read(&path).expect("read");
    let length = bytes.len();
    bytes[4096..length].iter_mut().step_by(3).for_each(|byte| *byte = 0xA5);
    std::fs::write(&path, &bytes).expect("written");
    let damaged = Store::read(&path).and_then(|store| store.graph()).expect_err("damaged").to_string();
    assert!(damaged.contains("the file is damaged"), "{damaged}");
    std::fs::write(&path, &bytes[..5000]).expect("written");
    let cut =
        Store::open(&path).and_then(|mut store| store.add(&records(&[plain(30, 0)]))).expect_err("cut").to_string();
    assert!(cut.contains("the file is damaged"), "{cut}");
}

#[test]
fn a_full_disk_loses_nothing() {
    let folder = room();
    let mut store = store_of(&folder, "a.db", &[plain(1, 0)]);
    let before = dump(&store);
    let pages: i64 = store.db.pragma_query_value(None, "page_count", |row| row.get(0)).expect("told");
    // what SQLite meets when the disk is full
    store.db.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).expect("set");
    let events: Vec<_> = (0..40).map(|i| (i % 5, (i + 1) % 5, i as usize % 3, 0, false, Some(i as u8 % 20))).collect();
    let many: Vec<_> = (2..20).map(|i| Says { events: events.clone(), ..plain(i, i % 3) }).collect();
    let error = store.add(&records(&many)).expect_err("full").to_string();
    assert!(error.contains("the disk is full; what was reported as stored is safe"), "{error}");
    assert_eq!(dump(&store), before);
    store.verify().expect("in order");
    store.db.pragma_update_and_check(None, "max_page_count", 1_000_000, |_| Ok(())).expect("set");
    store.add(&records(&many)).expect("there is room again");
}

#[test]
fn readers_see_one_state_while_a_writer_writes() {
    let folder = room();
    let mut writer = store_of(&folder, "a.db", &[plain(1, 0)]);
    let readers = [1, 2].map(|_| Store::read(&folder.path().join("a.db")).expect("opened"));
    let work = readers[0].db.unchecked_transaction().expect("begun");
    assert_eq!(readers[0].documents().expect("read").len(), 1);
    writer.add(&records(&[plain(2, 1)])).expect("added while others read");
    assert_eq!(readers[0].documents().expect("read").len(), 1, "the old state stays while it is read");
    assert_eq!(readers[1].documents().expect("read").len(), 2);
    work.finish().expect("ended");
    assert_eq!(readers[0].documents().expect("read").len(), 2);
}

#[test]
fn a_second_writer_waits_and_then_tells() {
    let folder = room();
    let writer = store_of(&folder, "a.db", &[plain(1, 0)]);
    let mut second = Store::open(&folder.path().join("a.db")).expect("opened");
    second.set_patience(Duration::from_millis(50)).expect("set");
    writer.db.execute_batch("BEGIN IMMEDIATE").expect("begun");
    let error = second.add(&records(&[plain(2, 1)])).expect_err("locked").to_string();
    assert!(error.contains("another program is writing to it; wait for it"), "{error}");
    writer.db.execute_batch("COMMIT").expect("ended");
    second.add(&records(&[plain(2, 1)])).expect("added");
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_can_be_read() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;

    let folder = room();
    let path = folder.path().join("a.db");
    let expected = dump(&store_of(&folder, "a.db", &[plain(1, 0)]));
    let mode = |path: &Path, mode| set_permissions(path, Permissions::from_mode(mode)).expect("the files are ours");
    mode(&path, 0o444);
    mode(folder.path(), 0o555);
    let root = std::fs::write(folder.path().join("probe"), "").is_ok();
    let read = Store::read(&path).map(|store| dump(&store));
    let written = Store::open(&path).and_then(|mut store| store.add(&records(&[plain(2, 1)])));
    mode(folder.path(), 0o755);
    assert_eq!(read.expect("can be read"), expected);
    if !root {
        let error = written.expect_err("cannot be written").to_string();
        assert!(error.contains("cannot be written"), "{error}");
    }
}
