use std::collections::BTreeSet;
use std::fmt::Write as _;
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

/// Asks, one question after the other.
fn asked(room: &Room, questions: &[&[&str]]) -> String {
    let mut all = String::new();
    for question in questions {
        let run = room.run(question);
        let code = run.code.map_or("killed".to_owned(), |code| code.to_string());
        let _ = write!(all, "$ demarche {}\n{}{}[exit {code}]\n\n", question.join(" "), run.stdout, run.stderr);
    }
    all
}

#[test]
fn a_store_says_what_is_wrong() {
    let room = Room::new()
        .with("a.jsonl", articles().lines().take(3).collect::<Vec<_>>().join("\n"))
        .with("text.db", "no store but a text, and long enough to look like one: Russia invaded Ukraine.")
        .with("none.txt", "The weather was fine.\n");
    insta::assert_snapshot!(asked(
        &room,
        &[
            &["add", "a.db", "a.jsonl", "--list"],
            &["add", "a.db", "a.jsonl", "none.txt", "--list"],
            &["remove", "a.db", "d9"],
            &["remove", "a.db", "d2", "d2"],
            &["remove", "missing.db", "d1"],
            &["add", "text.db", "a.jsonl"],
            &["merge", "a.db", "a.db"],
            &["merge", "a.db", "text.db"],
            &["status", "missing.db"],
            &["status", "a.db", "--list"],
            &["path", "Russia", "Ukraine", "text.db"],
            &["path", "Russia", "Ukraine", "missing.txt"],
            &["path", "Turkey", "Sudan", "a.db", "-k", "0"],
            &["neighbors", "Turkye", "a.db"],
            &["events", "a.db", "--relation", "arms sail"],
            &["top", "a.db", "--since", "2050-01-01", "--format", "json"],
            &["why", "Turkey", "invasion", "Sudan", "a.db"],
        ]
    ));
}

#[test]
fn questions_to_the_samples_have_their_answers() {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/data/samples");
    let room = Room::new();
    room.run(&["add", "news.db", samples]).exits(0);
    insta::assert_snapshot!(asked(
        &room,
        &[
            &["path", "Putin", "Kim Jong Un", "news.db"],
            &["path", "Carter", "Sadat", "news.db", "--no-ties"],
            &["path", "Iran", "Israel", "news.db", "--in-time-order"],
            &["timeline", "Iran", "Saudi Arabia", "news.db"],
            &["disputes", "news.db"],
            &["why", "Saudi Arabia", "cut ties", "Iran", "news.db"],
            &["why", "India", "ban", "China", "news.db"],
        ]
    ));
}

#[test]
fn questions_to_the_seeds_have_their_answers() {
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seeds");
    if !std::path::Path::new(seeds).exists() {
        return println!("skipped: the articles of ../shared/seeds are not here");
    }
    let room = Room::new();
    room.run(&["add", "news.db", seeds]).exits(0);
    let questions: [&[&str]; 4] = [
        &["path", "Iran", "Kim Jong Un", "news.db", "--format", "json"],
        &["timeline", "North Korea", "Russia", "news.db", "--format", "json"],
        &["disputes", "news.db", "--format", "json"],
        &["why", "DPRK", "arms deal", "Russia", "news.db", "--format", "json"],
    ];
    let mut all = String::new();
    for question in questions {
        let rows: Vec<serde_json::Value> =
            serde_json::from_str(&room.run(question).exits(0).stdout).expect("an array of rows");
        let _ = writeln!(all, "$ demarche {}", question.join(" "));
        // who, what, how often: the words of the articles are not ours to keep
        let columns = ["side", "source", "relation", "target", "status", "first", "claimant", "document"];
        let told = |row: &serde_json::Value| -> String {
            columns.iter().filter_map(|name| row[*name].as_str()).collect::<Vec<_>>().join(" ")
        };
        let told: Vec<String> = rows.iter().map(told).collect();
        for same in told.chunk_by(|a, b| a == b) {
            let _ = writeln!(all, "{} × {}", same.len(), same[0]);
        }
    }
    insta::assert_snapshot!(all);
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
    room.run(&["top", "a.db", "--by", "pagerank", "--limit", "2", "-o", "top.dot"]).exits(0);
    let dot = String::from_utf8(room.read("top.dot")).expect("DOT is UTF-8");
    assert!(dot.contains("FRA") && dot.contains("UKR") && !dot.contains("RUS"), "the highest are drawn:\n{dot}");
    room.run(&["path", "France", "Russia", "a.db", "--relation", "invasion", "-f", "json"])
        .exits(1)
        .shows("no rows", |run| run.stdout == "[\n]\n");
    let graph = room.run(&["events", "a.db"]).exits(0).stdout;
    room.run(&["build", "a.txt", "-o", "a.json"]).exits(0);
    assert_eq!(room.run(&["events", "a.json"]).exits(0).stdout, graph, "a graph answers as a store does");
}
