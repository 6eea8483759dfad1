//! A vault for Obsidian: one note an actor, which link to each other.
//!
//! In: a [`Graph`]. Out: a folder with `Actors/NAME.md` for each actor that has an edge, its facts in YAML front matter,
//! and each relation as a link with its days and a sentence; and `Index.md`, which lists the actors. The name of a note
//! is that of the actor without the characters that file systems and links do not take, cut at 100 characters, with the
//! key behind it where two would be the same. Scores, codes and offsets are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io;

use crate::export::escape::{capped, markdown, one_line};
use crate::export::facts::{self, Value};
use crate::export::report::sentence;
use crate::export::{ExportError, Format, Options, Sink, Writer};
use crate::graph::{Actor, Graph, Link};

/// The format.
pub const FORMAT: Format = Format {
    name: "obsidian",
    about: "folder of notes for Obsidian, one an actor",
    extension: "obsidian",
    media_type: "text/markdown; charset=utf-8",
    write: Writer::Folder(write),
};

/// Characters of the name of a note.
const NAME: usize = 100;
/// Sentences under a relation.
const SENTENCES: usize = 3;

fn write(graph: &Graph, options: &Options, sink: &mut dyn Sink) -> Result<(), ExportError> {
    let notes = names(graph);
    let mut links: BTreeMap<&str, Vec<Link>> = BTreeMap::new();
    for link in graph.links() {
        links.entry(&link.source.key).or_default().push(link);
        if link.source.key != link.target.key {
            links.entry(&link.target.key).or_default().push(link);
        }
    }
    let out = sink.open("Index.md")?;
    writeln!(out, "# {}\n", markdown(options.title.as_deref().unwrap_or("Who did what to whom")))?;
    for actor in graph.linked_actors() {
        writeln!(out, "- [[{}]] ({} relations)", notes[actor.key.as_str()], links[actor.key.as_str()].len())?;
    }
    for actor in graph.linked_actors() {
        let out = sink.open(&format!("Actors/{}.md", notes[actor.key.as_str()]))?;
        note(graph, actor, &links[actor.key.as_str()], &notes, out)?;
    }
    Ok(())
}

/// The name of each actor's note.
fn names(graph: &Graph) -> BTreeMap<&str, String> {
    let mut taken: BTreeSet<String> = BTreeSet::from(["index".to_owned()]);
    let mut names = BTreeMap::new();
    for actor in graph.linked_actors() {
        let mut name = file_name(actor.name(), NAME);
        if !taken.insert(name.to_lowercase()) {
            name = format!("{name} ({})", file_name(&actor.key, 40));
            let mut number = 2;
            let plain = name.clone();
            while !taken.insert(name.to_lowercase()) {
                name = format!("{plain} {number}");
                number += 1;
            }
        }
        names.insert(actor.key.as_str(), name);
    }
    names
}

/// A name that every file system and every link takes.
fn file_name(name: &str, most: usize) -> String {
    let unwanted = |c: char| {
        matches!(c, '\\' | '/' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '#' | '^' | '[' | ']' | '%')
            // marks of direction and other characters that are not seen
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let plain: String = one_line(name).chars().map(|c| if unwanted(c) { ' ' } else { c }).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain: String = plain.trim_matches(['.', ' ', '-']).chars().take(most).collect();
    let plain = plain.trim_end_matches(['.', ' ']);
    let stem = plain.split('.').next().unwrap_or_default().to_lowercase();
    let device = matches!(stem.as_str(), "con" | "prn" | "aux" | "nul")
        || (stem.len() == 4
            && (stem.starts_with("com") || stem.starts_with("lpt"))
            && stem.ends_with(char::is_numeric));
    if plain.is_empty() || device { format!("actor {plain}").trim_end().to_owned() } else { plain.to_owned() }
}

fn note(
    graph: &Graph,
    actor: &Actor,
    links: &[Link],
    notes: &BTreeMap<&str, String>,
    out: &mut dyn io::Write,
) -> Result<(), ExportError> {
    writeln!(out, "---")?;
    let also = ("aliases", Value::List(vec![actor.name().into()]));
    let row = facts::actor(graph, actor);
    let facts = facts::ACTOR.iter().map(|column| column.name).zip(row);
    for (name, value) in [also].into_iter().chain(facts) {
        if value != Value::Absent {
            // a value in JSON is one in YAML, but for a few characters that JSON leaves as they are
            let json = serde_json::to_string(&value)?;
            writeln!(out, "{name}: {}", yaml(&json))?;
        }
    }
    writeln!(out, "tags: [{}]\n---\n\n# {}\n", actor.kind(), markdown(&capped(actor.name(), 400)))?;
    let of = |link: &&Link| link.source.key == actor.key;
    for (heading, links) in [
        ("Does", links.iter().filter(of).collect::<Vec<_>>()),
        ("Is done to", links.iter().filter(|link| !of(link)).collect()),
    ] {
        if links.is_empty() {
            continue;
        }
        writeln!(out, "## {heading}\n")?;
        for link in links {
            let other = if of(&link) { link.target } else { link.source };
            let arrow = if link.edge.key.reciprocal {
                "↔"
            } else if of(&link) {
                "→"
            } else {
                "←"
            };
            let dates = link.edge.dates().map(|dates| {
                if dates.start == dates.end {
                    format!(", {}", dates.start)
                } else {
                    format!(", {} to {}", dates.start, dates.end)
                }
            });
            let label = markdown(&facts::label(link.edge));
            let note = &notes[other.key.as_str()];
            writeln!(out, "- **{label}** {arrow} [[{note}]]{}", dates.unwrap_or_default())?;
            for report in link.edge.reports.iter().take(SENTENCES) {
                writeln!(out, "  - {}", sentence(graph, report))?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// JSON with the characters that YAML does not take in a string as codes.
fn yaml(json: &str) -> String {
    let mut out = String::new();
    for c in json.chars() {
        match c {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out
}
