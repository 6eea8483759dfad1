use std::error::Error;
use std::path::Path;
use std::time::Instant;

use demarche::events::{EventKind, Status};
use demarche::store::Store;
use rusqlite::{Connection, params};

use crate::random::Random;

/// Actors that have more to do with each other than with others.
const GROUP: usize = 1000;
/// Events that one article reports.
const PER_ARTICLE: usize = 10;
/// Relations of each category.
const RELATIONS: usize = 3;
/// The first day, 2000-01-01, and the number of days.
const DAYS: (i32, usize) = (10_957, 9_500);

/// Makes a store: degrees follow a power law, half the events are inside groups, one in eight is mutual.
pub fn run(path: &Path, actors: usize, events: usize) -> Result<(), Box<dyn Error>> {
    let begun = Instant::now();
    let _ = std::fs::remove_file(path);
    drop(Store::create(path)?);
    let db = Connection::open(path)?;
    db.execute_batch("PRAGMA journal_mode = off; PRAGMA synchronous = off; PRAGMA cache_size = -400000;")?;
    let indexes = drop_indexes(&db)?;
    db.execute_batch("BEGIN")?;
    relations(&db)?;
    entities(&db, actors)?;
    articles(&db, events.div_ceil(PER_ARTICLE))?;
    happenings(&db, actors, events)?;
    for index in indexes {
        db.execute_batch(&index)?;
    }
    db.execute_batch("COMMIT; ANALYZE; PRAGMA journal_mode = wal;")?;
    let bytes = std::fs::metadata(path)?.len();
    println!(
        "generated {actors} actors, {events} events, {} MB, {:.1} s",
        bytes / 1_000_000,
        begun.elapsed().as_secs_f64()
    );
    Ok(())
}

/// Rows go in faster without indexes; returns how to make them again.
fn drop_indexes(db: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut find = db.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")?;
    let indexes: Vec<(String, String)> =
        find.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    for (name, _) in &indexes {
        db.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    Ok(indexes.into_iter().map(|(_, sql)| sql).collect())
}

fn relations(db: &Connection) -> rusqlite::Result<()> {
    for (i, kind) in EventKind::ALL.iter().enumerate() {
        for n in 0..RELATIONS {
            let name = format!("{}_{n}", kind.as_str().to_lowercase());
            db.execute("INSERT INTO relations VALUES (?, ?)", params![(i * RELATIONS + n + 1) as i64, name])?;
        }
    }
    Ok(())
}

/// The actor whose rank by degree is `rank`: keys do not tell the rank.
fn actor(rank: usize, actors: usize) -> i64 {
    // 1_000_003 is prime, so that each rank has another actor
    (rank * 1_000_003 % actors) as i64 + 1
}

fn entities(db: &Connection, actors: usize) -> rusqlite::Result<()> {
    let mut insert = db.prepare("INSERT INTO entities VALUES (?, ?, ?, ?, 'organization', NULL, NULL, NULL, 1, 1)")?;
    let mut alias = db.prepare("INSERT INTO aliases VALUES (?, ?, ?, 1)")?;
    for id in 1..=actors {
        let (key, name, folded) = (format!("actor-{id:07}"), format!("Actor {id}"), format!("actor {id}"));
        insert.execute(params![id as i64, key, name, folded])?;
        alias.execute(params![id as i64, name, folded])?;
    }
    Ok(())
}

fn articles(db: &Connection, articles: usize) -> rusqlite::Result<()> {
    let mut insert = db.prepare("INSERT INTO documents VALUES (?1, ?2, NULL, ?3, 'wire', NULL, ?4, NULL, ?1)")?;
    for id in 1..=articles {
        let day = DAYS.0 + (id * DAYS.1 / (articles + 1)) as i32;
        insert.execute(params![id as i64, format!("article-{id}"), day, (id as u128).to_be_bytes()])?;
    }
    Ok(())
}

fn happenings(db: &Connection, actors: usize, events: usize) -> rusqlite::Result<()> {
    let mut event = db.prepare("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    let mut evidence = db.prepare(
        "INSERT INTO evidence VALUES (?1, ?1, ?2, ?3, ?3, ?3, ?4, ?5, NULL, NULL, 0, 40, 8, 11, NULL, NULL, NULL, '04', \
         NULL, 'met', NULL, ?6)",
    )?;
    let mut presence =
        db.prepare("INSERT OR IGNORE INTO presences VALUES (?, ?, ?, 'organization', NULL, NULL, NULL)")?;
    let mut random = Random(7);
    let articles = events.div_ceil(PER_ARTICLE);
    for id in 1..=events {
        let article = ((id - 1) / PER_ARTICLE + 1) as i64;
        let (source, target) = pair(&mut random, actors);
        let relation = random.skewed(EventKind::ALL.len() * RELATIONS);
        let status = if random.unit() < 0.8 { 0 } else { 1 + random.below(Status::ALL.len() - 1) };
        let day = DAYS.0 + (article as usize * DAYS.1 / (articles + 1)) as i32;
        let first = day - random.below(7) as i32;
        let reports = 1 + random.skewed(30);
        let score = ((5.0 - (relation / RELATIONS) as f64) * 100.0) as i64;
        let confidence = 50 + random.below(50) as i64;
        let mutual = random.below(8) == 0;
        let (source, target) = if mutual { (source.min(target), source.max(target)) } else { (source, target) };
        event.execute(params![
            id as i64,
            source,
            target,
            relation as i64 + 1,
            (relation / RELATIONS) as i64 + 1,
            status as i64,
            mutual,
            first,
            first + random.below(3) as i32,
            reports as i64,
            1 + random.below(reports) as i64,
            score,
            confidence,
        ])?;
        let sentence = format!("Actor {source} met Actor {target} on that day.");
        evidence.execute(params![id as i64, article, first, score, confidence, sentence])?;
        for actor in [source, target] {
            presence.execute(params![article, actor, format!("Actor {actor}")])?;
        }
    }
    Ok(())
}

/// Two different actors, half of the time of one group.
fn pair(random: &mut Random, actors: usize) -> (i64, i64) {
    loop {
        let source = random.skewed(actors);
        let target = if random.unit() < 0.5 {
            let groups = (actors / GROUP).max(1);
            (random.skewed(GROUP.min(actors)) * groups + source % groups).min(actors - 1)
        } else {
            random.skewed(actors)
        };
        if source != target {
            return (actor(source, actors), actor(target, actors));
        }
    }
}
