use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Result;

use super::{Record, Store, StoreError};
use crate::graph::Graph;

impl Store {
    /// Everything as one graph, with every word: for graphs that fit into memory several times over.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or holds what this program never writes.
    pub fn graph(&self) -> std::result::Result<Graph, StoreError> {
        self.whole().map_err(|error| self.error(error))
    }

    fn whole(&self) -> Result<Graph> {
        // one state of the file, even while another program writes
        let snapshot = self.db.unchecked_transaction()?;
        let mut graph = Graph::default();
        for document in self.documents()? {
            self.add_article(&mut graph, document, |_| true)?;
        }
        self.evidence("", [], |told| graph.merge_reports(&told.source, &told.target, told.key, vec![told.report]))?;
        snapshot.finish()?;
        Ok(graph)
    }

    /// The rows of the articles, in the order they came.
    pub(super) fn documents(&self) -> Result<Vec<i64>> {
        self.db.prepare_cached("SELECT id FROM documents ORDER BY id")?.query_map([], |row| row.get(0))?.collect()
    }

    /// The graph of some events alone, by their rows: their reports, the articles that report them, and the actors at
    /// their ends as those articles have them.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or holds what this program never writes.
    pub fn part(&self, events: impl IntoIterator<Item = i64>) -> std::result::Result<Graph, StoreError> {
        let part = || {
            let snapshot = self.db.unchecked_transaction()?;
            let mut graph = Graph::default();
            let mut wanted: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
            for event in events {
                self.evidence("WHERE e.event = ?", [event], |told| {
                    let keys = wanted.entry(told.document).or_default();
                    keys.extend([told.source.clone(), told.target.clone()]);
                    keys.extend(told.report.claimant.iter().chain(&told.report.place).cloned());
                    graph.merge_reports(&told.source, &told.target, told.key, vec![told.report]);
                })?;
            }
            for (document, keys) in &wanted {
                self.add_article(&mut graph, *document, |key| keys.contains(key))?;
            }
            snapshot.finish()?;
            Ok(graph)
        };
        part().map_err(|error| self.error(error))
    }

    /// The record that the article in row `document` was stored from.
    pub(super) fn record(&self, document: i64) -> Result<Record> {
        let (name, _, content, sketch) = self.article(document)?;
        let mut graph = Graph::default();
        self.add_article(&mut graph, document, |_| true)?;
        self.evidence("WHERE e.document = ?", [document], |told| {
            graph.merge_reports(&told.source, &told.target, told.key, vec![told.report]);
        })?;
        Ok(Record { name, content, sketch, graph, mentions: self.mentions(document)? })
    }
}
