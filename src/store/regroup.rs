//! The events of an edge made anew from all its evidence, when some comes or goes.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Result, Row, params};

use super::batch::{Batch, EdgeRow, NewEvidence};
use crate::graph::network::mean;
use crate::graph::{Time, common_days, same_event};

/// An evidence that is stored.
struct Known {
    id: i64,
    event: i64,
    document: i64,
    time: Time,
    score: i32,
    confidence: i32,
}

impl Known {
    const COLUMNS: &str = "e.id, e.event, e.document, e.first_day, e.last_day, e.published, e.score, e.confidence";

    fn read(row: &Row) -> Result<Self> {
        let days = row.get::<_, Option<i32>>(3)?.zip(row.get(4)?);
        let time = Time { days, published: row.get(5)? };
        let (id, event, document) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Self { id, event, document, time, score: row.get(6)?, confidence: row.get(7)? })
    }
}

impl Batch<'_, '_> {
    /// Makes the events of every edge that changed.
    pub fn regroup(mut self) -> Result<()> {
        for document in std::mem::take(&mut self.moved) {
            for edge in self.edges_of(document)? {
                self.edges.entry(edge).or_default();
                self.recount.insert(edge);
            }
        }
        let edges = std::mem::take(&mut self.edges);
        let mut gone = BTreeSet::new();
        for (edge, new) in &edges {
            if self.regroup_edge(edge, new)? == 0 {
                gone.insert(edge.2);
            }
        }
        for relation in gone {
            self.db
                .prepare_cached(
                    "DELETE FROM relations WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM events WHERE relation = ?1)",
                )?
                .execute([relation])?;
        }
        Ok(())
    }

    /// The edges that an article reports.
    pub fn edges_of(&self, document: i64) -> Result<Vec<EdgeRow>> {
        let mut edges = self.db.prepare_cached(
            "SELECT DISTINCT v.source, v.target, v.relation, v.category, v.status, v.reciprocal \
             FROM evidence e JOIN events v ON v.id = e.event WHERE e.document = ?",
        )?;
        let edge = |row: &Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?));
        edges.query_map([document], edge)?.collect()
    }

    /// Makes the events of one edge and returns how many it has.
    fn regroup_edge(&self, edge: &EdgeRow, new: &[NewEvidence]) -> Result<usize> {
        let known = self.evidence_of(edge)?;
        let times: Vec<Time> = known.iter().map(|k| k.time).chain(new.iter().map(|n| n.time)).collect();
        let groups = if edge.3 == 0 { vec![0; times.len()] } else { same_event(&times) };
        let mut events: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (i, &group) in groups.iter().enumerate() {
            events.entry(group).or_default().push(i);
        }
        let mut sizes: BTreeMap<i64, usize> = BTreeMap::new();
        for old in self.events_of(edge)? {
            sizes.insert(old, 0);
        }
        for evidence in &known {
            *sizes.entry(evidence.event).or_default() += 1;
        }
        let mut free: BTreeSet<i64> = sizes.keys().copied().collect();
        for members in events.values() {
            let old: BTreeSet<i64> = members.iter().filter_map(|&i| known.get(i)).map(|known| known.event).collect();
            let kept = old.iter().copied().find(|event| free.contains(event));
            let whole = old.len() == 1 && kept.is_some_and(|event| sizes[&event] == members.len());
            if whole && !self.recount.contains(edge) && members.iter().all(|&i| i < known.len()) {
                free.retain(|event| Some(*event) != kept);
                continue;
            }
            let event = match kept {
                Some(event) => event,
                None => self.insert_event(edge)?,
            };
            free.remove(&event);
            self.write_members(event, members, &known, new)?;
            self.write_event(event, members, &known, new)?;
        }
        for event in free {
            self.db.prepare_cached("DELETE FROM events WHERE id = ?")?.execute([event])?;
        }
        Ok(events.len())
    }

    fn events_of(&self, edge: &EdgeRow) -> Result<Vec<i64>> {
        let mut events = self.db.prepare_cached(
            "SELECT id FROM events WHERE source = ? AND target = ? AND relation = ? AND category = ? AND status = ? \
             AND reciprocal = ?",
        )?;
        events.query_map(*edge, |row| row.get(0))?.collect()
    }

    fn evidence_of(&self, edge: &EdgeRow) -> Result<Vec<Known>> {
        let columns = Known::COLUMNS;
        let mut evidence = self.db.prepare_cached(&format!(
            "SELECT {columns} FROM events v JOIN evidence e ON e.event = v.id WHERE v.source = ? AND v.target = ? \
             AND v.relation = ? AND v.category = ? AND v.status = ? AND v.reciprocal = ? ORDER BY e.id",
        ))?;
        evidence.query_map(*edge, Known::read)?.collect()
    }

    fn insert_event(&self, edge: &EdgeRow) -> Result<i64> {
        let (source, target, relation, category, status, reciprocal) = *edge;
        self.db
            .prepare_cached("INSERT INTO events VALUES (NULL, ?, ?, ?, ?, ?, ?, NULL, NULL, 0, 0, 0, 0)")?
            .insert(params![source, target, relation, category, status, reciprocal])
    }

    /// Gives the evidence its event: what is stored where it had another, what is new is written.
    fn write_members(&self, event: i64, members: &[usize], known: &[Known], new: &[NewEvidence]) -> Result<()> {
        for &i in members {
            match known.get(i) {
                Some(old) if old.event == event => {}
                Some(old) => {
                    self.db.prepare_cached("UPDATE evidence SET event = ? WHERE id = ?")?.execute([event, old.id])?;
                }
                None => self.insert_evidence(event, &new[i - known.len()])?,
            }
        }
        Ok(())
    }

    /// Writes what the evidence of an event comes to, unless it is as it was.
    fn write_event(&self, event: i64, members: &[usize], known: &[Known], new: &[NewEvidence]) -> Result<()> {
        let each = members.iter().map(|&i| match known.get(i) {
            Some(old) => (old.document, old.time, old.score, old.confidence),
            None => {
                let NewEvidence { document, report, time, .. } = &new[i - known.len()];
                (*document, *time, report.score.count(), report.confidence.count())
            }
        });
        let mut stories = BTreeSet::new();
        for document in each.clone().map(|(document, ..)| document).collect::<BTreeSet<_>>() {
            let mut story = self.db.prepare_cached("SELECT story FROM documents WHERE id = ?")?;
            stories.insert(story.query_row([document], |row| row.get::<_, i64>(0))?);
        }
        let days = common_days(each.clone().map(|(_, time, ..)| time)).unzip();
        let score = mean(each.clone().map(|(_, _, score, _)| score).sum(), members.len());
        let confidence = each.map(|(.., confidence)| confidence).max();
        self.db
            .prepare_cached(
                "UPDATE events SET first_day = ?1, last_day = ?2, reports = ?3, independent = ?4, score = ?5, \
                 confidence = ?6 WHERE id = ?7 AND (first_day IS NOT ?1 OR last_day IS NOT ?2 OR reports <> ?3 \
                 OR independent <> ?4 OR score <> ?5 OR confidence <> ?6)",
            )?
            .execute(params![days.0, days.1, members.len() as i64, stories.len() as i64, score, confidence, event])?;
        Ok(())
    }
}
