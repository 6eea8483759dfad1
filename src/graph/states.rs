use std::collections::{BTreeMap, BTreeSet};

use crate::actors::{EntityKind, Recognizer};
use crate::graph::{Actor, Graph, Link, Presence};

impl Graph {
    /// The graph between states: every actor that belongs to one state or acts for it is that state, what states do to
    /// themselves is left out, and those that belong to none stay as they are.
    #[must_use]
    pub fn by_state(&self) -> Self {
        let mut states = Self { articles: self.articles.clone(), sketches: self.sketches.clone(), ..Self::default() };
        let state: BTreeMap<&str, &str> =
            self.actors().map(|actor| (actor.key.as_str(), actor.country().unwrap_or(&actor.key))).collect();
        for actor in self.actors() {
            let key = state[actor.key.as_str()];
            for (document, presence) in &actor.presences {
                let itself = self.actor(key).filter(|_| key != actor.key).map(|state| &state.presences);
                if itself.is_none_or(|presences| !presences.contains_key(document)) {
                    states.merge_presence(key, document, self.as_state(key, actor, presence));
                }
            }
        }
        for Link { source, target, edge } in self.links() {
            let (mut from, mut to) = (state[source.key.as_str()], state[target.key.as_str()]);
            if from == to {
                continue;
            }
            if edge.key.reciprocal && to < from {
                std::mem::swap(&mut from, &mut to);
            }
            states.merge_reports(from, to, edge.key.clone(), edge.reports.clone());
        }
        states
    }

    /// What an article that has `actor` says of its state `key`.
    fn as_state(&self, key: &str, actor: &Actor, presence: &Presence) -> Presence {
        if key == actor.key {
            return presence.clone();
        }
        let name = match self.actor(key) {
            Some(state) => state.name().to_owned(),
            None => Recognizer::embedded().name_of_state(key).unwrap_or(key).to_owned(),
        };
        Presence {
            name,
            kind: EntityKind::Country,
            country: Some(key.to_owned()),
            wikipedia: None,
            part_of: None,
            names: BTreeMap::new(),
            nominals: 0,
            pronouns: 0,
            offices: BTreeSet::new(),
        }
    }
}
