//! What a user changes in the answers: actors merged, split, renamed and forbidden.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::actors::own::line_at;
use crate::actors::registry::tidy;
use crate::actors::tables::slug;
use crate::actors::{Actors, ActorsError, Entity, EntityId, EntityKind};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    merge: Vec<Merge>,
    #[serde(default)]
    split: Vec<Split>,
    #[serde(default)]
    rename: Vec<Rename>,
    #[serde(default)]
    forbid: Vec<Forbid>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Merge {
    into: String,
    from: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Split {
    of: String,
    names: Vec<String>,
    id: Option<String>,
    name: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    country: Option<String>,
    #[serde(default)]
    documents: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rename {
    id: String,
    name: Option<String>,
    new_id: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Forbid {
    id: Option<String>,
    name: Option<String>,
}

/// Changes to the actors of every document.
///
/// They are made in this order: forbidden, split, merged, renamed.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    merges: FxHashMap<String, String>,
    splits: Vec<(Split, EntityKind)>,
    renames: Vec<Rename>,
    forbidden_ids: Vec<String>,
    forbidden_names: Vec<String>,
}

impl Overrides {
    /// Reads a file of changes.
    ///
    /// # Errors
    ///
    /// Names file and line of what cannot be read, and what was expected.
    pub fn read(file: &str, text: &str) -> Result<Self, ActorsError> {
        let fault = |line: u64, reason: String| ActorsError::Row { file: file.to_owned(), line, reason };
        let parsed: File = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            fault(line_at(text, at), error.message().to_owned())
        })?;
        let mut out = Self { renames: parsed.rename, ..Self::default() };
        for merge in parsed.merge {
            for from in merge.from {
                out.merges.insert(from, merge.into.clone());
            }
        }
        for split in parsed.split {
            let kind = split.kind.as_deref().unwrap_or("person").parse().map_err(|reason| fault(0, reason))?;
            out.splits.push((split, kind));
        }
        for forbid in parsed.forbid {
            match (forbid.id, forbid.name) {
                (Some(id), None) => out.forbidden_ids.push(id),
                (None, Some(name)) => out.forbidden_names.push(name),
                _ => return Err(fault(0, "a block `[[forbid]]` has both or neither; expected `id` or `name`".into())),
            }
        }
        Ok(out)
    }

    /// Whether nothing is to be changed.
    pub fn is_empty(&self) -> bool {
        self.merges.is_empty()
            && self.splits.is_empty()
            && self.renames.is_empty()
            && self.forbidden_ids.is_empty()
            && self.forbidden_names.is_empty()
    }

    /// Changes the actors of the document `id` whose text is `text`.
    pub fn apply(&self, id: &str, text: &str, actors: &mut Actors) {
        if self.is_empty() {
            return;
        }
        self.forbid(text, actors);
        self.split(id, text, actors);
        self.merge(actors);
        for rename in &self.renames {
            for entity in actors.entities.iter_mut().filter(|entity| entity.key == rename.id) {
                if let Some(name) = &rename.name {
                    entity.name.clone_from(name);
                }
                if let Some(key) = &rename.new_id {
                    entity.key.clone_from(key);
                }
            }
        }
        drop_unmentioned(actors);
    }

    fn forbid(&self, text: &str, actors: &mut Actors) {
        let entities = &actors.entities;
        let gone = |id: &EntityId| self.forbidden_ids.contains(&entities[id.0 as usize].key);
        for mention in &mut actors.mentions {
            let words = tidy(mention.span.of(text));
            let named = self.forbidden_names.contains(&words);
            mention.entities.retain(|id| !named && !gone(id));
        }
        actors.mentions.retain(|mention| !mention.entities.is_empty());
    }

    fn split(&self, document: &str, text: &str, actors: &mut Actors) {
        for (split, kind) in &self.splits {
            if !split.documents.is_empty() && !split.documents.iter().any(|own| own == document) {
                continue;
            }
            let Some(old) = actors.entities.iter().position(|entity| entity.key == split.of) else { continue };
            let new = EntityId(actors.entities.len() as u32);
            let mut moved = false;
            for mention in &mut actors.mentions {
                if split.names.iter().any(|name| *name == tidy(mention.span.of(text))) {
                    for id in mention.entities.iter_mut().filter(|id| id.0 as usize == old) {
                        *id = new;
                        moved = true;
                    }
                }
            }
            if moved {
                actors.entities.push(Entity {
                    key: split.id.clone().unwrap_or_else(|| slug(&split.name)),
                    name: split.name.clone(),
                    kind: *kind,
                    country: split.country.clone(),
                    wikipedia: None,
                    roles: Vec::new(),
                    part_of: None,
                });
            }
        }
    }

    fn merge(&self, actors: &mut Actors) {
        let mut goal: Vec<usize> = (0..actors.entities.len()).collect();
        for (k, goal) in goal.iter_mut().enumerate() {
            let Some(into) = self.merges.get(&actors.entities[k].key) else { continue };
            match actors.entities.iter().position(|entity| entity.key == *into) {
                Some(other) => {
                    *goal = other;
                    let roles = std::mem::take(&mut actors.entities[k].roles);
                    actors.entities[other].roles.extend(roles);
                }
                None => actors.entities[k].key.clone_from(into),
            }
        }
        for mention in &mut actors.mentions {
            for id in &mut mention.entities {
                *id = EntityId(goal[id.0 as usize] as u32);
            }
            mention.entities.sort();
            mention.entities.dedup();
        }
        for entity in &mut actors.entities {
            for role in &mut entity.roles {
                role.of = role.of.map(|of| EntityId(goal[of.0 as usize] as u32));
            }
        }
    }
}

/// Drops actors without a mention and numbers the others anew.
fn drop_unmentioned(actors: &mut Actors) {
    let mut used = vec![false; actors.entities.len()];
    for id in actors.mentions.iter().flat_map(|mention| &mention.entities) {
        used[id.0 as usize] = true;
    }
    let mut next = 0;
    let number: Vec<Option<EntityId>> = used
        .iter()
        .map(|used| {
            used.then(|| {
                next += 1;
                EntityId(next - 1)
            })
        })
        .collect();
    let mut keep = used.iter();
    actors.entities.retain(|_| keep.next().copied().unwrap_or(false));
    let new = |id: EntityId| number[id.0 as usize];
    for mention in &mut actors.mentions {
        mention.entities = mention.entities.iter().filter_map(|id| new(*id)).collect();
    }
    for entity in &mut actors.entities {
        for role in &mut entity.roles {
            role.of = role.of.and_then(new);
        }
    }
}
