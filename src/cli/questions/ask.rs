use std::collections::BTreeSet;
use std::fmt::Display;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::input::Input;
use crate::cli::questions::answer::{Answer, AnswerOutput};
use crate::cli::questions::selection::Selection;
use crate::graph::Graph;
use crate::graph::network::{EventIndex, Network, Node};
use crate::pipeline::Pipeline;
use crate::query::{Base, QueryError, Search};
use crate::store::Store;
use crate::text::Document;

/// What a question is put to, and how the answer comes.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct Ask {
    #[command(flatten)]
    pub(in crate::cli) input: Input,
    #[command(flatten)]
    pub(in crate::cli) selection: Selection,
    /// Ask the graph between states: every actor counts as the state it belongs to
    #[arg(long, help_heading = "Which events count")]
    by_state: bool,
    #[command(flatten)]
    pub(in crate::cli) answer: AnswerOutput,
}

impl Ask {
    /// The graph that is asked: a single store stays on disk, everything else is read into memory. Fails before that
    /// when the answer cannot be written as it shall.
    pub(in crate::cli) fn base(&self, console: &Console) -> Result<Base> {
        self.answer.check()?;
        let (stores, others) = self.input.split(Store::is_store);
        let base = match (&stores[..], others.is_empty()) {
            ([store], true) => Base::of_store(Store::read(store)?)?,
            _ => Base::of_graph(self.input.graph(console)),
        };
        console.finish();
        if base.network().actors() == 0 {
            if console.failed() {
                bail!("nothing could be read, so there is nothing to ask");
            }
            console.note("there is no actor in the graph");
        }
        for missing in self.selection.missing_relations(base.network().relations()) {
            console.note(missing);
        }
        if !self.by_state {
            return Ok(base);
        }
        let states = base.network().by_state();
        Ok(base.with_network(states))
    }

    /// The events that count.
    pub(in crate::cli) fn search<'n>(&self, network: &'n Network, directed: bool) -> Search<'n> {
        Search::with(network, &self.selection.filter(), directed)
    }

    /// The events that count in a ranking: as [`search`](Self::search), but in a window of time no standing ties.
    pub(in crate::cli) fn ranking<'n>(&self, network: &'n Network, directed: bool) -> Search<'n> {
        let mut filter = self.selection.filter();
        filter.no_ties |= filter.since.is_some() || filter.until.is_some();
        Search::with(network, &filter, directed)
    }

    /// The actor that `name` means: by the words of the articles, by the program's own tables, or by the last name.
    pub(in crate::cli) fn actor(&self, base: &Base, name: &str) -> Result<Node, QueryError> {
        let node = base.actor(name).or_else(|error| match error {
            QueryError::UnknownActor { .. } => match known_actor(base, name) {
                Some(node) => Ok(node),
                None => base.surnamed(name)?.ok_or(error),
            },
            error => Err(error),
        })?;
        Ok(if self.by_state { base.network().state(node) } else { node })
    }

    /// The graph of the events of an answer, if that is how it shall be written.
    pub(in crate::cli) fn drawn(&self, base: &Base, events: &[EventIndex]) -> Result<Graph, QueryError> {
        if self.answer.is_graph() { base.part(events) } else { Ok(Graph::default()) }
    }

    /// The graph of what the actors of an answer do to each other, if that is how it shall be written.
    pub(in crate::cli) fn among(&self, base: &Base, search: &Search, actors: &[Node]) -> Result<Graph, QueryError> {
        let actors: BTreeSet<Node> = actors.iter().copied().collect();
        let events = actors.iter().flat_map(|&actor| search.network.out(actor)).filter(|&event| {
            let row = search.network.event(event);
            actors.contains(&row.target) && search.sieve.admits(row)
        });
        self.drawn(base, &events.collect::<Vec<_>>())
    }

    /// Tells people that nothing was found, and programs by an answer without rows.
    pub(in crate::cli) fn nothing(&self, console: &Console, message: impl Display) -> Result<Outcome> {
        console.note(message);
        self.answer.write(&Answer::default())?;
        Ok(Outcome::Nothing)
    }

    /// Takes the first of the files away when it is none, but the name of an actor.
    pub(in crate::cli) fn take_name(&mut self) -> Option<String> {
        self.input.take_first(|path: &PathBuf, more| more && path.as_os_str() != "-" && !path.exists())
    }
}

/// Two actors, and what a question about them is put to.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct Pair {
    /// One actor
    #[arg(value_name = "A")]
    first: String,
    /// The other
    #[arg(value_name = "B")]
    second: String,
    #[command(flatten)]
    pub(in crate::cli) ask: Ask,
}

impl Pair {
    /// The two actors.
    pub(in crate::cli) fn actors(&self, base: &Base) -> Result<(Node, Node), QueryError> {
        Ok((self.ask.actor(base, &self.first)?, self.ask.actor(base, &self.second)?))
    }
}

/// The one actor of the graph that the program itself knows by `name`.
fn known_actor(base: &Base, name: &str) -> Option<Node> {
    let found = Pipeline::embedded().extract(Document::new("name", name));
    let mut nodes: Vec<_> =
        found.actors.entities.iter().filter_map(|entity| base.network().node(&entity.key)).collect();
    nodes.sort_unstable();
    nodes.dedup();
    if let [node] = nodes[..] { Some(node) } else { None }
}
