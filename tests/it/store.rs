use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::determinism::articles;
use crate::program::Room;

/// Kills of the program in a run of the tests; the environment variable of this name asks for more.
const KILLS: &str = "DEMARCHE_KILLS";

#[test]
fn a_store_grows_and_forgets() {
    let news = articles();
    let lines: Vec<&str> = news.lines().collect();
    let room = Room::new()
        .with("first.jsonl", lines[..60].join("\n"))
        .with("second.jsonl", lines[40..].join("\n"))
        .with("all.jsonl", &news);
    room.run(&["add", "a.db", "first.jsonl"]).exits(0);
    room.run(&["add", "a.db", "second.jsonl"])
        .exits(0)
        .shows("what was stored", |run| run.stderr == "30 articles stored, 20 known already\n");
    room.run(&["build", "all.jsonl", "-o", "all.json"]).exits(0);
    room.run(&["build", "a.db", "-o", "store.json"]).exits(0);
    assert_eq!(room.read("all.json"), room.read("store.json"), "the store is not the graph of its articles");
    // what was added last goes again
    room.run(&["add", "b.db", "first.jsonl"]).exits(0);
    let last: Vec<String> = (60..90).map(|i| format!("d{i}")).collect();
    let mut remove = vec!["remove", "a.db"];
    remove.extend(last.iter().map(String::as_str));
    room.run(&remove).exits(0);
    room.run(&["build", "a.db", "-o", "a.json"]).exits(0);
    room.run(&["build", "b.db", "-o", "b.json"]).exits(0);
    assert_eq!(room.read("a.json"), room.read("b.json"), "removing left something behind");
    // two stores together are the store of all
    room.run(&["add", "c.db", "second.jsonl"]).exits(0);
    room.run(&["merge", "b.db", "c.db"]).exits(0);
    room.run(&["build", "b.db", "-o", "b.json"]).exits(0);
    assert_eq!(room.read("b.json"), room.read("all.json"), "merging is not adding all");
}

/// Runs `add` and kills it after `delay`; returns the ids that it reported as stored.
fn killed(room: &Room, delay: Duration) -> (BTreeSet<String>, bool) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["add", "a.db", "all.jsonl", "--list", "--batch", "3"])
        .current_dir(room.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program is built");
    let out = BufReader::new(program.stdout.take().expect("its output is ours"));
    let reader = thread::spawn(move || -> BTreeSet<String> {
        // the last line may be cut, but its words are only written once the article is stored
        let whole = out.lines().map_while(Result::ok).filter_map(|line| Some(line.split_once(' ')?.1.to_owned()));
        whole.collect()
    });
    thread::sleep(delay);
    program.kill().expect("it is ours");
    let ended = program.wait().expect("it was started");
    (reader.join().expect("the reader reads"), ended.success())
}

#[test]
fn a_killed_program_keeps_what_it_reported() {
    let kills = std::env::var(KILLS).ok().and_then(|kills| kills.parse().ok()).unwrap_or(10);
    let room = Room::new().with("all.jsonl", articles());
    let begun = std::time::Instant::now();
    room.run(&["add", "whole.db", "all.jsonl", "--batch", "3"]).exits(0);
    let whole = begun.elapsed();
    room.run(&["build", "whole.db", "-o", "whole.json"]).exits(0);
    let (mut seed, mut done, mut reported) = (99u64, 0, 0);
    let mut kept: BTreeSet<String> = BTreeSet::new();
    while done < kills {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (ids, ended) = killed(&room, whole.mul_f64((seed >> 33) as f64 / f64::from(1u32 << 31)));
        reported += ids.len();
        kept.extend(ids);
        done += usize::from(!ended);
        if !room.path().join("a.db").exists() {
            assert!(kept.is_empty(), "articles were reported, and there is no store");
            continue;
        }
        if std::fs::metadata(room.path().join("a.db")).is_ok_and(|data| data.len() == 0) && kept.is_empty() {
            continue;
        }
        room.run(&["status", "a.db", "--check"]).shows("the file is in order", |run| run.code.is_some_and(|c| c < 2));
        let list = room.run(&["status", "a.db", "--list"]).stdout;
        let stored: BTreeSet<&str> = list.lines().filter_map(|line| line.split('\t').next()).collect();
        let lost: Vec<_> = kept.iter().filter(|id| !id.is_empty() && !stored.contains(id.as_str())).collect();
        assert!(lost.is_empty(), "kill {done}: reported as stored and lost: {lost:?}");
        if stored.len() == 90 || done % 4 == 3 {
            finish(&room);
            kept.clear();
        }
    }
    finish(&room);
    println!("{kills} kills, {reported} articles reported before them, none lost");
}

/// Goes on where the kills left the store, compares it with an undisturbed one, and takes it away.
fn finish(room: &Room) {
    room.run(&["add", "a.db", "all.jsonl"]).exits(0);
    room.run(&["build", "a.db", "-o", "a.json"]).exits(0);
    assert_eq!(room.read("a.json"), room.read("whole.json"), "the graph differs from that of an undisturbed run");
    for name in ["a.db", "a.db-wal", "a.db-shm"] {
        let _ = std::fs::remove_file(room.path().join(name));
    }
}

#[test]
fn an_answer_comes_in_every_form() {
    let room = Room::new()
        .with("a.txt", "Russia invaded Ukraine in February 2022. The president of France visited Ukraine.\n");
    room.run(&["add", "a.db", "a.txt"]).exits(0);
    room.run(&["path", "Russia", "France", "a.db", "-f", "json"]).exits(0).shows("an array of steps", |run| {
        let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        json.as_array()
            .is_some_and(|rows| rows.len() == 2 && rows[0]["sentence"] == "Russia invaded Ukraine in February 2022.")
    });
    room.run(&["path", "Russia", "France", "a.db", "-f", "csv"]).exits(0).shows("a line each step", |run| {
        run.stdout.lines().count() == 3 && run.stdout.starts_with("path,step,from,to,")
    });
    room.run(&["path", "Russia", "Ukraine", "a.db", "-o", "answer.dot"]).exits(0);
    let dot = String::from_utf8(room.read("answer.dot")).expect("DOT is UTF-8");
    assert!(dot.contains("RUS") && dot.contains("UKR") && !dot.contains("FRA"), "only the answer is drawn:\n{dot}");
    room.run(&["timeline", "Russia", "a.db", "-o", "a.csv"]).exits(0);
    assert!(String::from_utf8_lossy(&room.read("a.csv")).contains("RUS,invasion,UKR"), "the events are in the file");
    let graph = room.run(&["events", "a.db"]).exits(0).stdout;
    room.run(&["build", "a.txt", "-o", "a.json"]).exits(0);
    assert_eq!(room.run(&["events", "a.json"]).exits(0).stdout, graph, "a graph answers as a store does");
}
