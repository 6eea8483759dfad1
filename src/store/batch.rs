//! One transaction of additions or removals: what is counted over articles is added up here and written once.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, Result, params};
use rustc_hash::FxHashMap;

use super::names::fold;
use super::{Added, Record};
use crate::actors::MentionKind;
use crate::events::Mode;
use crate::graph::network::{category_code, status_code};
use crate::graph::{Actor, EdgeKey, Presence, Quote, Report, Sketch, Time, day_number};

/// Source, target, relation, category, status, reciprocal: what makes an edge, as the store has it.
pub(super) type EdgeRow = (i64, i64, i64, u8, u8, bool);

/// An evidence that is to be written, and what its event is found by.
#[derive(Debug)]
pub(super) struct NewEvidence<'r> {
    pub document: i64,
    pub report: &'r Report,
    pub time: Time,
    pub claimant: Option<i64>,
    pub place: Option<i64>,
}

/// Changes of one transaction that are not written yet.
pub(super) struct Batch<'c, 'r> {
    pub db: &'c Connection,
    entities: FxHashMap<String, i64>,
    relations: FxHashMap<String, i64>,
    /// Changes of how many articles say what of an actor.
    traits: FxHashMap<(i64, u8, Cow<'r, str>), i64>,
    /// Changes of how often words name an actor.
    aliases: FxHashMap<(i64, Cow<'r, str>), i64>,
    /// Changes of the number of articles and mentions of an actor.
    pub counts: BTreeMap<i64, (i64, i64)>,
    /// Edges whose events are to be made anew, with what comes to them.
    pub edges: BTreeMap<EdgeRow, Vec<NewEvidence<'r>>>,
    /// Those of them that lost evidence, or whose articles joined or left near-copies.
    pub recount: BTreeSet<EdgeRow>,
    /// Articles whose near-copies changed.
    pub moved: BTreeSet<i64>,
    /// Keys under which near-copies find each other, with the articles that are to have them.
    pub bands: FxHashMap<i64, Vec<i64>>,
    /// The last row of an article, once it is known.
    last_document: Option<i64>,
}

impl<'c, 'r> Batch<'c, 'r> {
    /// No changes yet.
    pub fn new(db: &'c Connection) -> Self {
        Self {
            db,
            entities: FxHashMap::default(),
            relations: FxHashMap::default(),
            traits: FxHashMap::default(),
            aliases: FxHashMap::default(),
            counts: BTreeMap::new(),
            edges: BTreeMap::new(),
            recount: BTreeSet::new(),
            moved: BTreeSet::new(),
            bands: FxHashMap::default(),
            last_document: None,
        }
    }

    /// Adds one article, unless its content is stored.
    pub fn add(&mut self, record: &'r Record) -> Result<Added> {
        let known = "SELECT name FROM documents WHERE content = ?";
        let known = self.db.prepare_cached(known)?.query_row([&record.content], |row| row.get(0)).optional()?;
        if let Some(name) = known {
            return Ok(Added::Known(name));
        }
        let name = self.free_name(record)?;
        let document = self.next_document()?;
        let story = self.story_of(document, record.sketch)?;
        self.insert_document(record, &name, document, story)?;
        for actor in record.graph.actors() {
            if let Some(presence) = actor.presences.get(&record.name) {
                self.insert_presence(document, actor, presence)?;
            }
        }
        self.insert_mentions(document, record)?;
        for link in record.graph.links() {
            let (source, target) = (self.entity(&link.source.key)?, self.entity(&link.target.key)?);
            let edge = self.edge_row(source, target, &link.edge.key)?;
            for report in &link.edge.reports {
                let claimant = report.claimant.as_deref().map(|key| self.entity(key)).transpose()?;
                let place = report.place.as_deref().map(|key| self.entity(key)).transpose()?;
                let new = NewEvidence { document, report, time: Time::of(report), claimant, place };
                self.edges.entry(edge).or_default().push(new);
            }
        }
        Ok(Added::Stored(name))
    }

    /// Writes what was added up.
    pub fn finish(mut self) -> Result<()> {
        self.write_counts()?;
        self.write_bands()?;
        self.regroup()
    }

    /// The record's name, or where another article has that, one with a part of what tells the content.
    fn free_name(&self, record: &Record) -> Result<String> {
        let mut taken = self.db.prepare_cached("SELECT 1 FROM documents WHERE name = ?")?;
        if !taken.exists([&record.name])? {
            return Ok(record.name.clone());
        }
        let digits = record.content.iter().fold(String::new(), |all, byte| all + &format!("{byte:02x}"));
        for length in [8, digits.len()] {
            let name = format!("{}-{}", record.name, &digits[..length]);
            if !taken.exists([&name])? {
                return Ok(name);
            }
        }
        Ok(format!("{}-{digits}-{}", record.name, self.db.last_insert_rowid()))
    }

    /// The row for an article to come.
    fn next_document(&mut self) -> Result<i64> {
        let last = match self.last_document {
            Some(last) => last,
            None => {
                self.db.prepare_cached("SELECT coalesce(max(id), 0) FROM documents")?.query_row([], |row| row.get(0))?
            }
        };
        self.last_document = Some(last + 1);
        Ok(last + 1)
    }

    fn insert_document(&self, record: &Record, name: &str, document: i64, story: i64) -> Result<()> {
        let none = crate::graph::Article::default();
        let article = record.graph.articles().get(&record.name).unwrap_or(&none);
        self.db
            .prepare_cached(
                "INSERT INTO documents (id, name, title, day, source, url, content, sketch, story) \
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                document,
                name,
                article.title,
                article.date.map(day_number),
                article.source,
                article.url,
                record.content,
                record.sketch.as_ref().map(Sketch::bytes),
                story,
            ])?;
        Ok(())
    }

    /// The row of the actor `key`, made when there is none.
    pub fn entity(&mut self, key: &str) -> Result<i64> {
        if let Some(&id) = self.entities.get(key) {
            return Ok(id);
        }
        let mut known = self.db.prepare_cached("SELECT id FROM entities WHERE key = ?")?;
        let id = known.query_row([key], |row| row.get(0)).optional()?;
        let id = match id {
            Some(id) => id,
            None => self
                .db
                .prepare_cached(
                    "INSERT INTO entities (key, name, folded, kind, documents, mentions) VALUES (?1, ?1, ?1, 'group', 0, 0)",
                )?
                .insert([key])?,
        };
        self.entities.insert(key.to_owned(), id);
        Ok(id)
    }

    fn relation(&mut self, name: &str) -> Result<i64> {
        if let Some(&id) = self.relations.get(name) {
            return Ok(id);
        }
        self.db.prepare_cached("INSERT OR IGNORE INTO relations (name) VALUES (?)")?.execute([name])?;
        let id = self.db.prepare_cached("SELECT id FROM relations WHERE name = ?")?.query_row([name], |r| r.get(0))?;
        self.relations.insert(name.to_owned(), id);
        Ok(id)
    }

    fn edge_row(&mut self, source: i64, target: i64, key: &EdgeKey) -> Result<EdgeRow> {
        let relation = self.relation(&key.relation)?;
        Ok((source, target, relation, category_code(key.event), status_code(key.status), key.reciprocal))
    }

    fn insert_presence(&mut self, document: i64, actor: &Actor, presence: &'r Presence) -> Result<()> {
        let entity = self.entity(&actor.key)?;
        let Presence { name, kind, country, wikipedia, part_of, offices, .. } = presence;
        let kind = kind.as_str();
        self.db
            .prepare_cached("INSERT INTO presences VALUES (?, ?, ?, ?, ?, ?, ?)")?
            .execute(params![document, entity, name, kind, country, wikipedia, part_of])?;
        for office in offices {
            self.db.prepare_cached("INSERT INTO offices VALUES (?, ?, ?, ?, ?)")?.execute(params![
                document,
                entity,
                office.title,
                office.of,
                office.status.as_str()
            ])?;
        }
        let values = [Some(name.as_str()), Some(kind), country.as_deref(), wikipedia.as_deref(), part_of.as_deref()];
        self.count_presence(entity, values.map(|value| value.map(Cow::Borrowed)), 1);
        Ok(())
    }

    /// Counts what one article more, or less, says of an actor.
    pub fn count_presence(&mut self, entity: i64, values: [Option<Cow<'r, str>>; 5], change: i64) {
        self.counts.entry(entity).or_default().0 += change;
        for (place, value) in values.into_iter().enumerate() {
            if let Some(value) = value {
                *self.traits.entry((entity, place as u8 + 1, value)).or_default() += change;
            }
        }
    }

    fn insert_mentions(&mut self, document: i64, record: &'r Record) -> Result<()> {
        let mut insert = self.db.prepare_cached("INSERT OR IGNORE INTO mentions VALUES (?, ?, ?, ?, ?, ?)")?;
        for mention in &record.mentions {
            let entity = self.entity(&mention.entity)?;
            let kind = mention.kind.as_str();
            insert.execute(params![document, mention.start, mention.end, entity, kind, mention.words])?;
            self.count_mention(entity, mention.kind == MentionKind::Name, Cow::Borrowed(&mention.words), 1);
        }
        Ok(())
    }

    /// Counts one mention more, or less.
    pub fn count_mention(&mut self, entity: i64, by_name: bool, words: Cow<'r, str>, change: i64) {
        self.counts.entry(entity).or_default().1 += change;
        if by_name {
            *self.aliases.entry((entity, words)).or_default() += change;
        }
    }

    /// Writes the counts of actors, then what most articles say of each; an actor that no article names is gone.
    fn write_counts(&mut self) -> Result<()> {
        let db = self.db;
        for ((entity, words), change) in sorted(std::mem::take(&mut self.aliases)) {
            db.prepare_cached(
                "INSERT INTO aliases VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET times = times + excluded.times",
            )?
            .execute(params![entity, words, fold(&words), change])?;
            if change < 0 {
                db.prepare_cached("DELETE FROM aliases WHERE entity = ? AND words = ? AND times <= 0")?
                    .execute(params![entity, words])?;
            }
        }
        for ((entity, place, value), change) in sorted(std::mem::take(&mut self.traits)) {
            db.prepare_cached(
                "INSERT INTO traits VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT DO UPDATE SET documents = documents + excluded.documents",
            )?
            .execute(params![entity, place, value, change])?;
            if change < 0 {
                db.prepare_cached(
                    "DELETE FROM traits WHERE entity = ? AND trait = ? AND value = ? AND documents <= 0",
                )?
                .execute(params![entity, place, value])?;
            }
        }
        for (entity, (documents, mentions)) in std::mem::take(&mut self.counts) {
            db.prepare_cached("UPDATE entities SET documents = documents + ?, mentions = mentions + ? WHERE id = ?")?
                .execute([documents, mentions, entity])?;
            db.prepare_cached("DELETE FROM entities WHERE id = ? AND documents <= 0")?.execute([entity])?;
            self.summarize(entity)?;
        }
        Ok(())
    }

    /// Gives an actor the name, kind, … that most articles have, the least of them on a tie.
    fn summarize(&self, entity: i64) -> Result<()> {
        let mut best: [(i64, Option<String>); 5] = Default::default();
        let mut values = self
            .db
            .prepare_cached("SELECT trait, value, documents FROM traits WHERE entity = ? ORDER BY trait, value")?;
        let mut rows = values.query([entity])?;
        while let Some(row) = rows.next()? {
            let place = usize::from(row.get::<_, u8>(0)?) - 1;
            let documents = row.get(2)?;
            if documents > best[place].0 {
                best[place] = (documents, Some(row.get(1)?));
            }
        }
        let [name, kind, country, wikipedia, part_of] = best.map(|(_, value)| value);
        self.db
            .prepare_cached(
                "UPDATE entities SET name = coalesce(?, name), folded = coalesce(?, folded), kind = coalesce(?, kind), country = ?, wikipedia = ?, \
                 part_of = ? WHERE id = ?",
            )?
            .execute(params![name, name.as_deref().map(fold), kind, country, wikipedia, part_of, entity])?;
        Ok(())
    }

    /// Writes one evidence.
    pub fn insert_evidence(&self, event: i64, new: &NewEvidence) -> Result<()> {
        let report = new.report;
        let object = report.object.as_ref();
        let (first, last) = new.time.days.unzip();
        let Quote { start, end, text } = &report.sentence;
        self.db
            .prepare_cached(
                "INSERT INTO evidence VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                event,
                new.document,
                first,
                last,
                new.time.published,
                report.score.count(),
                report.confidence.count(),
                new.claimant,
                new.place,
                start,
                end,
                report.trigger.start,
                report.trigger.end,
                object.map(|object| object.start),
                object.map(|object| object.end),
                report.mode.map(Mode::as_str),
                report.cameo,
                report.title,
                report.trigger.text,
                object.map(|object| &object.text),
                text,
            ])?;
        Ok(())
    }
}

/// What a table holds, in the order of its keys, which is also that of the rows on disk.
fn sorted<K: Ord, V>(table: FxHashMap<K, V>) -> Vec<(K, V)> {
    let mut rows: Vec<_> = table.into_iter().collect();
    rows.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    rows
}
