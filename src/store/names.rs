use std::collections::BTreeMap;

use rusqlite::Result;

use super::{Store, StoreError};

/// `name` as names are compared: lower case, without article, full stops and possessive, one space between words.
pub fn fold(name: &str) -> String {
    let lower = name.to_lowercase().replace('’', "'").replace(['.', '\u{ad}'], "");
    let words = lower.split(|c: char| c.is_whitespace() || c == '-' || c == '_').filter(|word| !word.is_empty());
    let joined = words.collect::<Vec<_>>().join(" ");
    let bare = joined.strip_prefix("the ").unwrap_or(&joined);
    bare.strip_suffix("'s").unwrap_or(bare).to_owned()
}

/// An actor of a store that a name may mean.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// The words that it is called by, the best fit of those asked for.
    pub words: String,
    /// How often these words name it.
    pub times: u32,
    /// Articles that have it.
    pub documents: u32,
}

impl Store {
    /// The actors called by words that fold to `folded`, the most often so called first.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn called(&self, folded: &str) -> std::result::Result<Vec<Found>, StoreError> {
        let found = self.rows_called(folded).map_err(|error| self.error(error))?;
        let mut by_key: BTreeMap<String, Found> = BTreeMap::new();
        for one in found {
            match by_key.get_mut(&one.key) {
                Some(known) => known.times += one.times,
                None => {
                    by_key.insert(one.key.clone(), one);
                }
            }
        }
        let mut all: Vec<_> = by_key.into_values().collect();
        all.sort_by(|a, b| b.times.cmp(&a.times).then(a.key.cmp(&b.key)));
        Ok(all)
    }

    fn rows_called(&self, folded: &str) -> Result<Vec<Found>> {
        let mut found = self.db.prepare_cached(
            "SELECT e.key, e.name, e.kind, a.words, a.times, e.documents FROM aliases a JOIN entities e ON e.id = a.entity \
             WHERE a.folded = ?",
        )?;
        found
            .query_map([folded], |row| {
                let (key, name, kind) = (row.get(0)?, row.get(1)?, row.get(2)?);
                Ok(Found { key, name, kind, words: row.get(3)?, times: row.get(4)?, documents: row.get(5)? })
            })?
            .collect()
    }

    /// The actor of this key, and those whose name folds to `folded`, in the order of their keys.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn named(&self, key: &str, folded: &str) -> std::result::Result<Vec<Found>, StoreError> {
        let named = || {
            let mut named = self.db.prepare_cached(
                "SELECT key, name, kind, documents FROM entities WHERE key = ?1 OR folded = ?2 ORDER BY key",
            )?;
            let found = |row: &rusqlite::Row| {
                let name: String = row.get(1)?;
                let (words, times) = (name.clone(), 0);
                Ok(Found { key: row.get(0)?, name, kind: row.get(2)?, words, times, documents: row.get(3)? })
            };
            named.query_map([key, folded], found)?.collect::<Result<_>>()
        };
        named().map_err(|error| self.error(error))
    }

    /// Shows every actor's names, folded, to `look`: key, name, the words, how often, articles that have it. Its name
    /// and key come as words of no times.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn each_name(&self, mut look: impl FnMut(&Found, &str)) -> std::result::Result<(), StoreError> {
        self.all_names(&mut look).map_err(|error| self.error(error))
    }

    fn all_names(&self, look: &mut dyn FnMut(&Found, &str)) -> Result<()> {
        let mut names = self.db.prepare_cached(
            "SELECT e.key, e.name, e.kind, a.words, a.times, e.documents, a.folded FROM aliases a \
             JOIN entities e ON e.id = a.entity UNION ALL SELECT key, name, kind, name, 0, documents, NULL FROM entities",
        )?;
        let mut rows = names.query([])?;
        while let Some(row) = rows.next()? {
            let (key, name, kind) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let found = Found { key, name, kind, words: row.get(3)?, times: row.get(4)?, documents: row.get(5)? };
            match row.get::<_, Option<String>>(6)? {
                Some(folded) => look(&found, &folded),
                None => {
                    look(&found, &fold(&found.name));
                    look(&found, &fold(&found.key));
                }
            }
        }
        Ok(())
    }

    /// Name and kind of the actor in row `id`.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn name_of(&self, id: i64) -> std::result::Result<(String, String), StoreError> {
        let name = || {
            let mut name = self.db.prepare_cached("SELECT name, kind FROM entities WHERE id = ?")?;
            name.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        };
        name().map_err(|error| self.error(error))
    }
}
