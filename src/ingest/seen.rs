//! Ids that were taken: two documents with one id are told apart, and one that comes twice is read once.

use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHasher};

use crate::ingest::{IngestError, Reading};
use crate::text::Document;

/// The ids taken so far, each with what was read under it: sixteen bytes for each.
#[derive(Clone, Default)]
pub(super) struct Seen(Arc<Mutex<FxHashMap<u64, u64>>>);

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

impl Seen {
    /// `document`, under another id if its own is taken; nothing but a note if the same text was read under it before.
    ///
    /// `stem` is the name of the input: ids made from it are new by themselves, and are not kept.
    pub(super) fn take(&self, mut document: Document, path: &str, stem: &str) -> Vec<Reading> {
        let made = document.id.strip_prefix(stem).and_then(|rest| rest.strip_prefix('#'));
        if made.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())) {
            return vec![Ok(document)];
        }
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = hash(&document.text);
        match seen.get(&hash(&document.id)) {
            None => {
                seen.insert(hash(&document.id), text);
                vec![Ok(document)]
            }
            Some(before) if *before == text => {
                vec![Err(IngestError::SameDocument { path: path.to_owned(), id: document.id })]
            }
            Some(_) => {
                let id = document.id.clone();
                let mut number = 2;
                while seen.contains_key(&hash(&format!("{id}-{number}"))) {
                    number += 1;
                }
                document.id = format!("{id}-{number}");
                seen.insert(hash(&document.id), text);
                let error = IngestError::SameId { path: path.to_owned(), id, other: document.id.clone() };
                vec![Err(error), Ok(document)]
            }
        }
    }
}
