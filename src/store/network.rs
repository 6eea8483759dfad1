use std::collections::BTreeMap;

use rusqlite::Result;

use super::{Store, StoreError};
use crate::graph::network::{NO_DAY, Network, NetworkBuilder, Node, Row};

impl Store {
    /// All actors and events as numbers; an event's `id` is its row. O(n log n + m log m).
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or holds more than four thousand million events.
    pub fn network(&self) -> std::result::Result<Network, StoreError> {
        self.numbers().map_err(|error| self.error(error))
    }

    fn numbers(&self) -> Result<Network> {
        let snapshot = self.db.unchecked_transaction()?;
        let mut builder = NetworkBuilder::default();
        let nodes = self.read_actors(&mut builder)?;
        let mut names: BTreeMap<String, i64> = BTreeMap::new();
        let mut relations = self.db.prepare("SELECT name, id FROM relations")?;
        let mut rows = relations.query([])?;
        while let Some(row) = rows.next()? {
            names.insert(row.get(0)?, row.get(1)?);
        }
        let mut numbers = vec![0; names.values().max().map_or(0, |&id| id as usize + 1)];
        names.values().enumerate().for_each(|(number, &id)| numbers[id as usize] = number as u16);
        builder.relations(names.into_keys().collect());
        self.read_events(&mut builder, &nodes, &numbers)?;
        snapshot.finish()?;
        Ok(builder.finish())
    }

    /// Reads the actors in the order of their keys; returns the number of each row.
    fn read_actors(&self, builder: &mut NetworkBuilder) -> Result<Vec<Node>> {
        let most: i64 = self.db.query_row("SELECT coalesce(max(id), 0) FROM entities", [], |row| row.get(0))?;
        let mut nodes = vec![Node::MAX; most as usize + 1];
        let mut actors = self.db.prepare("SELECT key, id FROM entities ORDER BY key")?;
        let mut rows = actors.query([])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(1)?;
            nodes[id as usize] = builder.actor(row.get_ref(0)?.as_str()?, id);
        }
        let mut states = self.db.prepare(
            "SELECT e.id, s.id FROM entities e JOIN entities s ON s.key = e.country WHERE e.country IS NOT NULL",
        )?;
        let mut rows = states.query([])?;
        while let Some(row) = rows.next()? {
            let [actor, state] = [row.get::<_, i64>(0)?, row.get::<_, i64>(1)?].map(|id| nodes[id as usize]);
            builder.state(actor, state);
        }
        Ok(nodes)
    }

    fn read_events(&self, builder: &mut NetworkBuilder, nodes: &[Node], relations: &[u16]) -> Result<()> {
        let count: i64 = self.db.query_row("SELECT count(*) FROM events", [], |row| row.get(0))?;
        builder.reserve(count as usize);
        let mut events = self.db.prepare(
            "SELECT id, source, target, relation, category, status, reciprocal, first_day, last_day, reports, \
             independent, score, confidence FROM events",
        )?;
        let mut rows = events.query([])?;
        while let Some(row) = rows.next()? {
            let node = |column| row.get::<_, i64>(column).map(|id| nodes[id as usize]);
            let day = |column| row.get::<_, Option<i32>>(column).map(|day| day.unwrap_or(NO_DAY));
            builder.event(Row {
                source: node(1)?,
                target: node(2)?,
                relation: relations[row.get::<_, i64>(3)? as usize],
                category: row.get(4)?,
                status: row.get(5)?,
                reciprocal: row.get(6)?,
                confidence: row.get::<_, i64>(12)?.clamp(0, 255) as u8,
                first: day(7)?,
                last: day(8)?,
                score: row.get::<_, i64>(11)? as i16,
                reports: row.get::<_, i64>(9)?.min(i64::from(u16::MAX)) as u16,
                independent: row.get::<_, i64>(10)?.min(i64::from(u16::MAX)) as u16,
                id: row.get(0)?,
            });
        }
        Ok(())
    }
}
