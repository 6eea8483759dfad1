use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use demarche::actors::{Actors, Entity, EntityId, EntityKind, Mention, MentionKind};
use demarche::events::{Clues, Event, EventDate, EventKind, Evidence, Status};
use demarche::store::{Record, Store, StoreError};
use demarche::text::{Document, Span, TokenRange};
use jiff::civil::{Date, date};

use crate::memory;
use crate::random::Random;

/// Actors there are.
const ACTORS: usize = 20_000;
/// Sentences of an article; each names two actors.
const SENTENCES: usize = 20;
/// Of so many articles one is new, the others are near-copies of articles a little before.
const ORIGINAL: f64 = 0.8;

/// Adds so many extracted articles and tells how many a second, without the time it takes to make them up.
pub fn run(path: &Path, articles: usize) -> Result<(), Box<dyn Error>> {
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", path.display()));
    }
    let mut store = Store::create(path)?;
    let mut maker = Maker { random: Random(3), recent: Vec::new(), spent: Duration::ZERO };
    let begun = Instant::now();
    let (mut stored, mut told) = (0, 0);
    let records = (0..articles).map(|i| maker.record(i));
    store.add_all(records, Store::BATCH, |added| -> Result<(), StoreError> {
        stored += added.len();
        if stored * 10 / articles > told {
            told = stored * 10 / articles;
            println!("{stored} stored after {:.1} s, {}", begun.elapsed().as_secs_f64(), memory());
        }
        Ok(())
    })?;
    let all = begun.elapsed();
    let seconds = all.saturating_sub(maker.spent).as_secs_f64();
    let summary = store.summary()?;
    println!(
        "{} articles ({} stories), {} events, {} evidence, {} mentions, {} MB",
        summary.documents,
        summary.stories,
        summary.events,
        summary.evidence,
        summary.mentions,
        summary.bytes / 1_000_000
    );
    println!(
        "added {:.0} a second ({seconds:.1} s, and {:.1} s to make them up)",
        articles as f64 / seconds,
        maker.spent.as_secs_f64()
    );
    Ok(())
}

/// Makes up articles as the extraction gives them.
struct Maker {
    random: Random,
    recent: Vec<(Document, Actors, Vec<Event>)>,
    spent: Duration,
}

impl Maker {
    fn record(&mut self, number: usize) -> Record {
        let begun = Instant::now();
        let (document, actors, events) = self.article(number);
        self.spent += begun.elapsed();
        Record::new(&document, &actors, &events, &[])
    }

    fn article(&mut self, number: usize) -> (Document, Actors, Vec<Event>) {
        let id = format!("article-{number}");
        if self.random.unit() > ORIGINAL && !self.recent.is_empty() {
            let at = self.random.below(self.recent.len());
            let (mut document, actors, events) = self.recent[at].clone();
            document.id = id;
            document.source = Some(format!("paper {}", self.random.below(500)));
            document.text.push_str(" Reporting by our own staff.");
            return (document, actors, events);
        }
        let published = date(2010, 1, 1) + jiff::Span::new().days((number / 20 % 5000) as i64);
        let made = self.new_article(id, published);
        if self.recent.len() < 200 {
            self.recent.push(made.clone());
        } else {
            self.recent[number % 200] = made.clone();
        }
        made
    }

    fn new_article(&mut self, id: String, published: Date) -> (Document, Actors, Vec<Event>) {
        let mut document = Document { date: Some(published), source: Some("wire".to_owned()), ..Document::new(id, "") };
        let cast: Vec<usize> = (0..6).map(|_| self.random.skewed(ACTORS)).collect();
        let entities = cast.iter().map(|&actor| entity(actor)).collect();
        let mut actors = Actors { entities, mentions: Vec::new() };
        let mut events = Vec::new();
        for sentence in 0..SENTENCES {
            let (a, b) = (self.random.below(6), self.random.below(6));
            let start = document.text.len() as u32;
            let first = self.name(&mut document.text, cast[a]);
            let verb_at = document.text.len() as u32 + 1;
            document.text.push_str(" met ");
            let second = self.name(&mut document.text, cast[b]);
            for _ in 0..10 {
                document.text.extend([" word", &self.random.below(20_000).to_string()]);
            }
            document.text.push_str(". ");
            let span = Span::new(start, document.text.len() as u32 - 1);
            actors.mentions.push(mention(a as u32, sentence as u32, first));
            actors.mentions.push(mention(b as u32, sentence as u32, second));
            if sentence % 3 == 0 && cast[a] != cast[b] {
                let evidence = Evidence { sentence: sentence as u32, span, trigger: Span::new(verb_at, verb_at + 3) };
                events.push(self.event(a as u32, b as u32, published, evidence));
            }
        }
        (document, actors, events)
    }

    /// Writes the name of an actor, and tells where.
    #[expect(clippy::unused_self, reason = "reads as a question to the maker")]
    fn name(&mut self, text: &mut String, actor: usize) -> Span {
        let start = text.len() as u32;
        text.extend(["Actor ", &actor.to_string()]);
        Span::new(start, text.len() as u32)
    }

    fn event(&mut self, source: u32, target: u32, published: Date, evidence: Evidence) -> Event {
        let kind = EventKind::ALL[self.random.skewed(EventKind::ALL.len())];
        let day = published - jiff::Span::new().days(self.random.below(5) as i64);
        let dated = self.random.unit() < 0.4;
        Event {
            source: EntityId(source),
            target: EntityId(target),
            relation: format!("{}_{}", kind.as_str().to_lowercase(), self.random.skewed(4)),
            kind,
            mode: None,
            cameo: "040".to_owned(),
            score: 1.0,
            status: Status::ALL[self.random.skewed(5)],
            reciprocal: false,
            attributed_to: None,
            date: dated.then_some(EventDate { start: day, end: day, span: evidence.trigger }),
            place: None,
            object: None,
            evidence,
            confidence: 0.9,
            clues: Clues::default(),
            rules: Vec::new(),
        }
    }
}

fn entity(actor: usize) -> Entity {
    Entity {
        key: format!("actor-{actor}"),
        name: format!("Actor {actor}"),
        kind: EntityKind::Organization,
        country: None,
        wikipedia: None,
        roles: Vec::new(),
        part_of: None,
    }
}

fn mention(entity: u32, sentence: u32, span: Span) -> Mention {
    Mention {
        entities: vec![EntityId(entity)],
        sentence,
        tokens: TokenRange::new(0, 2),
        head: 1,
        span,
        kind: MentionKind::Name,
    }
}
