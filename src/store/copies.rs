//! Near-copies: articles that share a band are compared, and those alike are one story.

use std::collections::BTreeSet;

use rusqlite::{Result, params};

use super::batch::Batch;
use crate::graph::Sketch;

impl Batch<'_, '_> {
    /// The story of a new article: the least article that it is a near-copy of, directly or over others.
    pub fn story_of(&mut self, document: i64, sketch: Option<Sketch>) -> Result<i64> {
        let (stories, repeated) = match sketch {
            Some(sketch) => self.stories_like(document, &sketch)?,
            None => (BTreeSet::new(), true),
        };
        let story = stories.first().copied().unwrap_or(document);
        for other in stories.into_iter().skip(1) {
            self.move_story(other, story)?;
        }
        // the very same text is found by the bands of the first
        for band in sketch.iter().filter(|_| !repeated).flat_map(Sketch::bands) {
            self.bands.entry(band).or_default().push(document);
        }
        Ok(story)
    }

    /// Writes the keys of new articles, in the order of the rows on disk.
    pub fn write_bands(&mut self) -> Result<()> {
        let mut rows: Vec<(i64, i64)> = std::mem::take(&mut self.bands)
            .into_iter()
            .flat_map(|(band, documents)| documents.into_iter().map(move |document| (band, document)))
            .collect();
        rows.sort_unstable();
        let mut insert = self.db.prepare_cached("INSERT OR IGNORE INTO bands VALUES (?, ?)")?;
        rows.into_iter().try_for_each(|row| insert.execute(row).map(|_| ()))
    }

    /// The stories of the articles like `sketch`, and whether one of them has the same sketch.
    fn stories_like(&self, document: i64, sketch: &Sketch) -> Result<(BTreeSet<i64>, bool)> {
        let mut near = BTreeSet::new();
        let mut find = self.db.prepare_cached("SELECT document FROM bands WHERE band = ?")?;
        for band in sketch.bands() {
            let mut rows = find.query([band])?;
            while let Some(row) = rows.next()? {
                near.insert(row.get::<_, i64>(0)?);
            }
            near.extend(self.bands.get(&band).into_iter().flatten());
        }
        near.remove(&document);
        let (mut stories, mut repeated) = (BTreeSet::new(), false);
        let mut look = self.db.prepare_cached("SELECT sketch, story FROM documents WHERE id = ?")?;
        for other in near {
            let (bytes, story): (Vec<u8>, i64) = look.query_row([other], |row| Ok((row.get(0)?, row.get(1)?)))?;
            if let Some(other) = Sketch::from_bytes(&bytes).filter(|other| other.alike(sketch)) {
                repeated |= other == *sketch;
                stories.insert(story);
            }
        }
        Ok((stories, repeated))
    }

    fn move_story(&mut self, from: i64, to: i64) -> Result<()> {
        let members = self.members(from)?;
        self.db.prepare_cached("UPDATE documents SET story = ? WHERE story = ?")?.execute([to, from])?;
        self.moved.extend(members);
        Ok(())
    }

    fn members(&self, story: i64) -> Result<Vec<i64>> {
        let mut members = self.db.prepare_cached("SELECT id FROM documents WHERE story = ? ORDER BY id")?;
        members.query_map([story], |row| row.get(0))?.collect()
    }

    /// Finds the stories of the near-copies of an article anew, as if it had never been.
    pub fn leave_copies(&mut self, document: i64, story: i64) -> Result<()> {
        let members = self.members(story)?;
        let mut sketches = Vec::new();
        for &member in &members {
            let sketch: Option<Vec<u8>> = self
                .db
                .prepare_cached("SELECT sketch FROM documents WHERE id = ?")?
                .query_row([member], |row| row.get(0))?;
            let sketch = sketch.and_then(|bytes| Sketch::from_bytes(&bytes));
            for band in sketch.iter().flat_map(Sketch::bands) {
                self.db.prepare_cached("DELETE FROM bands WHERE band = ? AND document = ?")?.execute([band, member])?;
                if let Some(documents) = self.bands.get_mut(&band) {
                    documents.retain(|document| *document != member);
                }
            }
            self.db.prepare_cached("UPDATE documents SET story = ? WHERE id = ?")?.execute(params![member, member])?;
            sketches.push((member, sketch));
        }
        for (member, sketch) in sketches.into_iter().filter(|&(member, _)| member != document) {
            let story = self.story_of(member, sketch)?;
            self.db.prepare_cached("UPDATE documents SET story = ? WHERE id = ?")?.execute([story, member])?;
            self.moved.insert(member);
        }
        Ok(())
    }
}
