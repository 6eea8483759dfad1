use std::collections::BTreeMap;

use crate::graph::Graph;
use crate::graph::network::{EventIndex, Network, Node};
use crate::query::QueryError;
use crate::store::{Found, Store, fold};

/// What questions are put to: a network of numbers, and the words behind it.
#[derive(Debug)]
pub struct Base {
    network: Network,
    words: Words,
}

#[derive(Debug)]
enum Words {
    Graph(Box<Graph>),
    Store(Store),
}

impl Base {
    /// A graph in memory.
    pub fn of_graph(graph: Graph) -> Self {
        Self { network: Network::of(&graph), words: Words::Graph(Box::new(graph)) }
    }

    /// A graph on disk: its numbers are read now, its words when they are needed.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn of_store(store: Store) -> Result<Self, QueryError> {
        Ok(Self { network: store.network()?, words: Words::Store(store) })
    }

    /// The numbers.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The same with another network of the same actors and events, such as the one between states.
    #[must_use]
    pub fn with_network(self, network: Network) -> Self {
        Self { network, words: self.words }
    }

    /// The graph of some events alone: their reports, the articles that report them, and the actors at their ends as
    /// those articles have them.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn part(&self, events: &[EventIndex]) -> Result<Graph, QueryError> {
        let ids = events.iter().map(|&event| self.network.event(event).id);
        match &self.words {
            Words::Graph(graph) => {
                let all = graph.events();
                Ok(graph.part(ids.map(|id| &all[id as usize])))
            }
            Words::Store(store) => Ok(store.part(ids.map(i64::from))?),
        }
    }

    /// The name that a reader knows an actor by.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn name(&self, node: Node) -> Result<String, QueryError> {
        match &self.words {
            Words::Graph(graph) => Ok(graph.name_of(self.network.key(node)).to_owned()),
            Words::Store(store) => Ok(store.name_of(self.network.id(node))?.0),
        }
    }

    /// What an actor is: country, person, …
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn kind(&self, node: Node) -> Result<String, QueryError> {
        match &self.words {
            Words::Graph(graph) => {
                Ok(graph.actor(self.network.key(node)).map_or("group", |actor| actor.kind().as_str()).to_owned())
            }
            Words::Store(store) => Ok(store.name_of(self.network.id(node))?.1),
        }
    }

    /// The actor of this key, and those whose name folds to `folded`.
    pub(super) fn named(&self, key: &str, folded: &str) -> Result<Vec<Found>, QueryError> {
        let graph = match &self.words {
            Words::Store(store) => return Ok(store.named(key, folded)?),
            Words::Graph(graph) => graph,
        };
        let fits = |found: &Found| found.key == key || fold(&found.name) == folded;
        Ok(graph.actors().map(|actor| found(actor, actor.name(), 0)).filter(fits).collect())
    }

    /// The actors called by words that fold to `folded`, the most often so called first.
    pub(super) fn called(&self, folded: &str) -> Result<Vec<Found>, QueryError> {
        if let Words::Store(store) = &self.words {
            return Ok(store.called(folded)?);
        }
        let mut called: BTreeMap<String, Found> = BTreeMap::new();
        self.each_name(|one, words| {
            if words == folded && one.times > 0 {
                called.entry(one.key.clone()).and_modify(|known| known.times += one.times).or_insert(one.clone());
            }
        })?;
        let mut all: Vec<_> = called.into_values().collect();
        all.sort_by(|a, b| b.times.cmp(&a.times).then(a.key.cmp(&b.key)));
        Ok(all)
    }

    /// Shows every actor's names, folded, to `look`; name and key come as words of no times.
    pub(super) fn each_name(&self, mut look: impl FnMut(&Found, &str)) -> Result<(), QueryError> {
        let graph = match &self.words {
            Words::Store(store) => return Ok(store.each_name(look)?),
            Words::Graph(graph) => graph,
        };
        for actor in graph.actors() {
            for (words, times) in actor.names() {
                look(&found(actor, words, times), &fold(words));
            }
            let itself = found(actor, actor.name(), 0);
            look(&itself, &fold(&itself.name));
            look(&itself, &fold(&itself.key));
        }
        Ok(())
    }
}

fn found(actor: &crate::graph::Actor, words: &str, times: u32) -> Found {
    Found {
        key: actor.key.clone(),
        name: actor.name().to_owned(),
        kind: actor.kind().as_str().to_owned(),
        words: words.to_owned(),
        times,
        documents: actor.presences.len() as u32,
    }
}
