use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::actors::{Actors, MentionKind};
use crate::events::{Affiliation, Event};
use crate::graph::{Graph, Sketch};
use crate::text::{CharIndex, Document};

/// What one article says, ready to be stored. Making it is most of the work and needs no store, so that it can be done
/// on many threads.
#[derive(Clone, Debug)]
pub struct Record {
    /// Id of the article.
    pub name: String,
    /// What tells the article from every other: of its text and what is known of it, not of its id.
    pub content: Vec<u8>,
    /// What tells near-copies; none when it has no words.
    pub sketch: Option<Sketch>,
    /// Its actors, events and ties.
    pub graph: Graph,
    /// The words that stand for actors, sorted.
    pub mentions: BTreeSet<MentionOf>,
}

/// Words of an article that stand for an actor. Offsets count characters, end-exclusive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MentionOf {
    /// First character.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// Key of the actor.
    pub entity: String,
    /// By name, by description, or by pronoun.
    pub kind: MentionKind,
    /// The words.
    pub words: String,
}

impl Record {
    /// The record of one document. O(n log n) in its length.
    pub fn new(document: &Document, actors: &Actors, events: &[Event], affiliations: &[Affiliation]) -> Self {
        let mut graph = Graph::default();
        graph.add(document, actors, events, affiliations);
        let chars = CharIndex::new(&document.text);
        let mut mentions = BTreeSet::new();
        for mention in &actors.mentions {
            let (start, end) = chars.chars(mention.span);
            for &id in &mention.entities {
                let entity = actors.entity(id).key.clone();
                let words = mention.span.of(&document.text).split_whitespace().collect::<Vec<_>>().join(" ");
                mentions.insert(MentionOf { start, end, entity, kind: mention.kind, words });
            }
        }
        let sketch = graph.sketches().get(&document.id).copied();
        Self { name: document.id.clone(), content: content(document), sketch, graph, mentions }
    }
}

/// The first half of the SHA-256 of everything but the id, each part with its length.
fn content(document: &Document) -> Vec<u8> {
    let date = document.date.map(|date| date.to_string());
    let parts = [Some(&document.text), document.title.as_ref(), date.as_ref()];
    let parts = parts.into_iter().chain([document.source.as_ref(), document.url.as_ref()]);
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.map_or(u64::MAX, |part| part.len() as u64).to_le_bytes());
        hash.update(part.map_or("", String::as_str));
    }
    hash.finalize()[..16].to_vec()
}
