//! The table of sentences in `tests/sentences`: some for each construction of the grammar, each with its edges and, by
//! their absence, with what must not appear. A case that the program does not read yet is `pending`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use demarche::actors::EntityId;
use demarche::events::Event;
use demarche::pipeline::{Extraction, Pipeline};
use demarche::text::Document;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// A sentence or a few.
    text: String,
    /// Day of publication.
    date: Option<String>,
    /// Edges that must appear: `RUS REQUEST PRK actual`, alternatives with `|`, `reciprocal` at the end.
    edges: Vec<String>,
    /// Edges that may appear; all others must not.
    #[serde(default)]
    optional: Vec<String>,
    /// Not read yet.
    #[serde(default)]
    pending: bool,
}

/// One edge of the table.
struct Wanted<'a> {
    source: &'a str,
    events: Vec<&'a str>,
    target: &'a str,
    status: &'a str,
    reciprocal: bool,
}

impl<'a> Wanted<'a> {
    fn read(edge: &'a str) -> Self {
        let words: Vec<&str> = edge.split_whitespace().collect();
        let [source, events, target, status, rest @ ..] = words.as_slice() else { panic!("not an edge: `{edge}`") };
        Self { source, events: events.split('|').collect(), target, status, reciprocal: rest == ["reciprocal"] }
    }

    fn is(&self, event: &Event, extraction: &Extraction) -> bool {
        let kind = event.kind.to_string();
        if !self.events.contains(&kind.as_str()) || self.status != event.status.as_str() {
            return false;
        }
        let named = |id: EntityId, name: &str| acts_for(extraction, id, name);
        let forward = named(event.source, self.source) && named(event.target, self.target);
        let back = named(event.source, self.target) && named(event.target, self.source);
        let either = self.reciprocal || event.reciprocal || matches!(kind.as_str(), "CONSULT" | "AGREE" | "COOPERATE");
        forward || (either && back)
    }
}

/// Whether the actor is, or is part of or acts for, the one that the table names.
fn acts_for(extraction: &Extraction, id: EntityId, name: &str) -> bool {
    let entity = extraction.actors.entity(id);
    let office = entity.roles.iter().any(|role| role.of.is_some_and(|of| extraction.actors.entity(of).key == name));
    let group = name.len() > 3 && entity.key.ends_with(&format!("-{name}"));
    entity.key == name
        || entity.country.as_deref() == Some(name)
        || entity.part_of.as_deref() == Some(name)
        || office
        || group
}

fn spell(event: &Event, extraction: &Extraction) -> String {
    let [source, target] = [event.source, event.target].map(|id| extraction.actors.entity(id).key.as_str());
    format!("{source} {} {target} {} ({})", event.kind, event.status.as_str(), event.rules.join(", "))
}

/// What is missing and what is too much.
fn faults(case: &Case) -> Vec<String> {
    let mut document = Document::new("case", case.text.as_str());
    document.date = case.date.as_deref().map(|date| date.parse().expect("a day"));
    let extraction = Pipeline::embedded().extract(document);
    let wanted =
        |edges: &'_ [String], event: &Event| edges.iter().any(|edge| Wanted::read(edge).is(event, &extraction));
    let missing = case
        .edges
        .iter()
        .filter(|edge| !extraction.events.iter().any(|event| Wanted::read(edge).is(event, &extraction)));
    let mut faults: Vec<String> = missing.map(|edge| format!("missing: {edge}")).collect();
    let wrong = extraction.events.iter().filter(|event| !wanted(&case.edges, event) && !wanted(&case.optional, event));
    faults.extend(wrong.map(|event| format!("wrong:   {}", spell(event, &extraction))));
    faults
}

#[test]
fn sentences_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sentences");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("the folder of the table").map(|f| f.expect("a file").path()).collect();
    files.sort();
    let (mut failures, mut all, mut pending, mut report) = (Vec::new(), 0, 0, String::new());
    for path in files {
        let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let file: File = toml::from_str(&fs::read_to_string(&path).expect("a readable file"))
            .unwrap_or_else(|e| panic!("{name}: {e}"));
        let mut held = 0;
        for (i, case) in file.case.iter().enumerate() {
            let faults = faults(case);
            held += usize::from(faults.is_empty());
            match (faults.is_empty(), case.pending) {
                (true, true) => println!("holds: {name} {i}"),
                (false, false) => {
                    println!("fails: {name} {i}");
                    failures.push(format!("{name} {i}: {}\n    {}", case.text, faults.join("\n    ")));
                }
                _ => {}
            }
            pending += usize::from(!faults.is_empty());
        }
        all += file.case.len();
        let _ = writeln!(report, "{name}: {held} of {}", file.case.len());
    }
    println!("{report}all: {} of {all}", all - pending);
    assert!(all >= 400, "the table has {all} sentences: fewer than 400");
    assert!(failures.is_empty(), "{} sentences fail\n{}", failures.len(), failures.join("\n"));
}
