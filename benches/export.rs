//! Writes a graph of a million events in every format and prints events a second, by the clock and by the processor's
//! time of this process (the same on an idle machine), and the memory each needs beside the graph:
//! `cargo bench --bench export [EVENTS] [FORMAT …]`.

#![expect(clippy::print_stdout, reason = "a measurement is for reading")]

use std::io::{self, Write};
use std::time::Instant;

use demarche::actors::{Actors, Entity, EntityId, EntityKind, Mention, MentionKind};
use demarche::events::{Clues, Event, EventDate, EventKind, Evidence, Status};
use demarche::export::{FORMATS, Options, Sink};
use demarche::graph::Graph;
use demarche::text::{Document, Span, TokenRange};
use jiff::ToSpan;
use jiff::civil::date;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Actors of the graph.
const ACTORS: usize = 2_000;
/// Events of an article.
const EVENTS: usize = 10;
/// Formats that are drawn for the eye, and so are cut to what matters.
const DRAWN: [&str; 5] = ["png", "svg", "pdf", "table", "mermaid"];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let events = arguments.first().and_then(|word| word.parse().ok()).unwrap_or(1_000_000);
    let begun = Instant::now();
    let graph = graph(events);
    let edges = graph.links().count();
    println!("{events} events on {edges} edges, {} MB, made in {:.1?}", memory("VmRSS"), begun.elapsed());
    println!(
        "{:10} {:>10} {:>8} {:>9} {:>12} {:>12} {:>9}",
        "format", "events/s", "s", "MB out", "MB beside", "events/cpu s", "MB peak"
    );
    for format in FORMATS.iter().filter(|format| !DRAWN.contains(&format.name)) {
        if arguments.len() > 1 && !arguments.iter().any(|word| word == format.name) {
            continue;
        }
        // Linux: forget the greatest memory so far
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        let before = memory("VmRSS");
        let (begun, worked) = (Instant::now(), processor());
        let mut count = Count::default();
        format.files(&graph, &Options::default(), &mut count).expect("nothing can fail");
        let (seconds, worked) = (begun.elapsed().as_secs_f64(), processor() - worked);
        let peak = memory("VmHWM");
        let beside = peak.saturating_sub(before);
        let out = count.0 / 1_000_000;
        let (speed, alone) = (events as f64 / seconds, events as f64 / worked);
        println!("{:10} {speed:>10.0} {seconds:>8.2} {out:>9} {beside:>12} {alone:>12.0} {peak:>9}", format.name);
    }
}

/// Counts what is written, and forgets it.
#[derive(Default)]
struct Count(u64);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink for Count {
    fn open(&mut self, _: &str) -> io::Result<&mut (dyn Write + Send)> {
        Ok(self)
    }
}

/// Megabytes of memory, as Linux counts them; 0 elsewhere.
fn memory(what: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(what)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse::<u64>().ok()).unwrap_or(0) / 1000
}

/// Seconds of processor this process has had, as Linux counts them; 0 elsewhere.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    // user and system time, in hundredths
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// A graph of made-up articles.
fn graph(events: usize) -> Graph {
    let mut graph = Graph::default();
    let mut random: u64 = 1;
    let mut next = |most: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % most
    };
    for number in 0..events.div_ceil(EVENTS) {
        let text = format!(
            "The ministry of the first state said in article {number} that it would send a delegation to the second \
             state on Monday to discuss the terms of the agreement that both sides had signed."
        );
        let whole = Span::new(0, text.len() as u32);
        let ids: Vec<usize> = (0..=EVENTS).map(|_| next(ACTORS)).collect();
        let entities: Vec<_> = ids.iter().map(|id| entity(*id)).collect();
        let mentions: Vec<_> = (0..entities.len()).map(|i| mention(i as u32, Span::new(4, 12))).collect();
        let day = date(2000, 1, 1).saturating_add((next(9_000) as i64).days());
        let when = EventDate { start: day, end: day, span: Span::new(90, 99) };
        let made: Vec<_> = (0..EVENTS.min(events - number * EVENTS))
            .map(|i| Event {
                source: EntityId(i as u32),
                target: EntityId(i as u32 + 1),
                date: Some(when),
                attributed_to: Some(EntityId(0)),
                ..event(EventKind::ALL[next(16)], whole)
            })
            .collect();
        let document = Document { date: Some(day), ..Document::new(format!("article-{number}"), text) };
        graph.add(&document, &Actors { entities, mentions }, &made, &[]);
    }
    graph
}

fn entity(id: usize) -> Entity {
    Entity {
        key: format!("actor-{id:04}"),
        name: format!("Ministry of Matter {id}"),
        kind: EntityKind::ALL[id % 6],
        country: Some("DEU".to_owned()),
        wikipedia: None,
        roles: Vec::new(),
        part_of: None,
    }
}

fn mention(id: u32, span: Span) -> Mention {
    let entities = std::iter::once(EntityId(id)).collect();
    Mention { entities, sentence: 0, tokens: TokenRange::new(0, 1), head: 0, span, kind: MentionKind::Name }
}

fn event(kind: EventKind, whole: Span) -> Event {
    Event {
        source: EntityId(0),
        target: EntityId(1),
        relation: kind.as_str().to_lowercase(),
        kind,
        mode: None,
        cameo: "040".to_owned(),
        score: 1.9,
        status: Status::Actual,
        reciprocal: false,
        attributed_to: None,
        date: None,
        place: None,
        object: None,
        evidence: Evidence { sentence: 0, span: whole, trigger: Span::new(30, 40) },
        confidence: 0.91,
        clues: Clues::default(),
        rules: Vec::new(),
    }
}
