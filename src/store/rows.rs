//! Rows of the store as parts of a [`Graph`].

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Type;
use rusqlite::{Params, Result, Row};

use super::{MentionOf, Store};
use crate::actors::{EntityKind, MentionKind, RoleStatus};
use crate::events::{EventKind, Mode, Status};
use crate::graph::{Article, DateRange, EdgeKey, Graph, Hundredths, Office, Presence, Quote, Report, Sketch, day_of};

/// What is read of each evidence, for [`evidence`].
const EVIDENCE: &str = "SELECT d.name, d.day, e.first_day, e.last_day, e.score, e.confidence, k.key, p.key, \
    e.start, e.\"end\", e.trigger_start, e.trigger_end, e.object_start, e.object_end, e.mode, e.cameo, e.title, \
    e.trigger_words, e.object_words, e.sentence, s.key, t.key, r.name, v.category, v.status, v.reciprocal, e.document \
    FROM evidence e JOIN events v ON v.id = e.event JOIN documents d ON d.id = e.document \
    JOIN entities s ON s.id = v.source JOIN entities t ON t.id = v.target JOIN relations r ON r.id = v.relation \
    LEFT JOIN entities k ON k.id = e.claimant LEFT JOIN entities p ON p.id = e.place";

/// One evidence and the edge it belongs to.
pub(super) struct Told {
    pub source: String,
    pub target: String,
    pub key: EdgeKey,
    pub report: Report,
    pub document: i64,
}

impl Store {
    /// Reads the evidence that `which` (a WHERE clause) picks.
    pub(super) fn evidence(&self, which: &str, values: impl Params, mut take: impl FnMut(Told)) -> Result<()> {
        let mut evidence = self.db.prepare_cached(&format!("{EVIDENCE} {which}"))?;
        let mut rows = evidence.query(values)?;
        while let Some(row) = rows.next()? {
            take(told(row)?);
        }
        Ok(())
    }

    /// What is known of an article: name, article, content, sketch.
    pub(super) fn article(&self, document: i64) -> Result<(String, Article, Vec<u8>, Option<Sketch>)> {
        let mut find = self
            .db
            .prepare_cached("SELECT name, title, day, source, url, content, sketch FROM documents WHERE id = ?")?;
        find.query_row([document], |row| {
            let date = row.get::<_, Option<i32>>(2)?.map(day_of);
            let article = Article { title: row.get(1)?, date, source: row.get(3)?, url: row.get(4)? };
            let sketch = row.get::<_, Option<Vec<u8>>>(6)?.and_then(|bytes| Sketch::from_bytes(&bytes));
            Ok((row.get(0)?, article, row.get(5)?, sketch))
        })
    }

    /// The words of an article that stand for actors.
    pub(super) fn mentions(&self, document: i64) -> Result<BTreeSet<MentionOf>> {
        let mut find = self.db.prepare_cached(
            "SELECT m.start, m.\"end\", e.key, m.kind, m.words FROM mentions m JOIN entities e ON e.id = m.entity \
             WHERE m.document = ?",
        )?;
        let kinds = [MentionKind::Name, MentionKind::Nominal, MentionKind::Pronoun];
        let mention = |row: &Row| {
            let kind = word(row, 3, |word| kinds.into_iter().find(|kind| kind.as_str() == word))?;
            let entity = row.get(2)?;
            Ok(MentionOf { start: row.get(0)?, end: row.get(1)?, entity, kind, words: row.get(4)? })
        };
        find.query_map([document], mention)?.collect()
    }

    /// The actors as an article has them, by their keys.
    pub(super) fn presences(&self, document: i64) -> Result<BTreeMap<String, Presence>> {
        let mut find = self.db.prepare_cached(
            "SELECT e.key, p.name, p.kind, p.country, p.wikipedia, p.part_of FROM presences p \
             JOIN entities e ON e.id = p.entity WHERE p.document = ?",
        )?;
        let presence = |row: &Row| {
            let kind = word(row, 2, |word| word.parse::<EntityKind>().ok())?;
            let (country, wikipedia, part_of) = (row.get(3)?, row.get(4)?, row.get(5)?);
            let (names, offices) = (BTreeMap::new(), BTreeSet::new());
            let name = row.get(1)?;
            let presence =
                Presence { name, kind, country, wikipedia, part_of, names, nominals: 0, pronouns: 0, offices };
            Ok((row.get(0)?, presence))
        };
        let mut presences: BTreeMap<String, Presence> = find.query_map([document], presence)?.collect::<Result<_>>()?;
        for mention in self.mentions(document)? {
            let Some(presence) = presences.get_mut(&mention.entity) else { continue };
            match mention.kind {
                MentionKind::Name => *presence.names.entry(mention.words).or_default() += 1,
                MentionKind::Nominal => presence.nominals += 1,
                MentionKind::Pronoun => presence.pronouns += 1,
            }
        }
        self.add_offices(document, &mut presences)?;
        Ok(presences)
    }

    fn add_offices(&self, document: i64, presences: &mut BTreeMap<String, Presence>) -> Result<()> {
        let mut find = self.db.prepare_cached(
            "SELECT e.key, o.title, o.body, o.status FROM offices o JOIN entities e ON e.id = o.entity \
             WHERE o.document = ?",
        )?;
        let statuses = [RoleStatus::Current, RoleStatus::Former, RoleStatus::Acting, RoleStatus::Elect];
        let mut rows = find.query([document])?;
        while let Some(row) = rows.next()? {
            let status = word(row, 3, |word| statuses.into_iter().find(|status| status.as_str() == word))?;
            let office = Office { title: row.get(1)?, of: row.get(2)?, status };
            if let Some(presence) = presences.get_mut(&row.get::<_, String>(0)?) {
                presence.offices.insert(office);
            }
        }
        Ok(())
    }

    /// Adds to `graph` an article and those of its actors that `wanted` picks.
    pub(super) fn add_article(&self, graph: &mut Graph, document: i64, wanted: impl Fn(&str) -> bool) -> Result<()> {
        let (name, article, _, sketch) = self.article(document)?;
        graph.merge_article(&name, article);
        if let Some(sketch) = sketch {
            graph.merge_sketch(&name, sketch);
        }
        for (key, presence) in self.presences(document)?.into_iter().filter(|(key, _)| wanted(key)) {
            graph.merge_presence(&key, &name, presence);
        }
        Ok(())
    }
}

fn told(row: &Row) -> Result<Told> {
    let days = row.get::<_, Option<i32>>(2)?.zip(row.get(3)?);
    let object = row.get::<_, Option<u32>>(12)?.zip(row.get(13)?).zip(row.get(18)?);
    let mode: Option<String> = row.get(14)?;
    let report = Report {
        published: row.get::<_, Option<i32>>(1)?.map(day_of),
        document: row.get(0)?,
        sentence: Quote { start: row.get(8)?, end: row.get(9)?, text: row.get(19)? },
        trigger: Quote { start: row.get(10)?, end: row.get(11)?, text: row.get(17)? },
        object: object.map(|((start, end), text)| Quote { start, end, text }),
        date: days.map(|(first, last)| DateRange { start: day_of(first), end: day_of(last) }),
        place: row.get(7)?,
        claimant: row.get(6)?,
        title: row.get(16)?,
        mode: mode.map(|_| word(row, 14, Mode::from_name)).transpose()?,
        cameo: row.get(15)?,
        score: Hundredths::of(row.get(4)?),
        confidence: Hundredths::of(row.get(5)?),
    };
    let key = EdgeKey {
        relation: row.get(22)?,
        event: usize::from(row.get::<_, u8>(23)?)
            .checked_sub(1)
            .map(|place| code(23, &EventKind::ALL, place))
            .transpose()?,
        status: code(24, &Status::ALL, row.get::<_, u8>(24)?.into())?,
        reciprocal: row.get(25)?,
    };
    Ok(Told { source: row.get(20)?, target: row.get(21)?, key, report, document: row.get(26)? })
}

/// The value that the word in a column names.
fn word<T>(row: &Row, column: usize, known: impl Fn(&str) -> Option<T>) -> Result<T> {
    let word: String = row.get(column)?;
    known(&word).ok_or_else(|| strange(column, Type::Text, format!("unknown word `{word}`")))
}

/// The value that the number in a column means.
fn code<T: Copy>(column: usize, all: &[T], place: usize) -> Result<T> {
    all.get(place).copied().ok_or_else(|| strange(column, Type::Integer, format!("unknown code {place}")))
}

/// The error of a value that this program never writes.
fn strange(column: usize, kind: Type, message: String) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, kind, message.into())
}
