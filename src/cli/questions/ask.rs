use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::cli::console::Console;
use crate::cli::input::Input;
use crate::cli::questions::answer::AnswerOutput;
use crate::cli::questions::selection::Selection;
use crate::graph::network::{Network, Node};
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
    /// The graph that is asked: a single store stays on disk, everything else is read into memory.
    pub(in crate::cli) fn base(&self, console: &Console) -> Result<Base> {
        let (stores, others) = self.input.split(Store::is_store);
        let base = match (&stores[..], others.is_empty()) {
            ([store], true) => Base::of_store(Store::read(store)?)?,
            _ => Base::of_graph(self.input.graph(console)),
        };
        console.finish();
        if console.failed() && base.network().actors() == 0 {
            bail!("nothing could be read, so there is nothing to ask");
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

    /// Takes the first of the files away when it is none, but the name of an actor.
    pub(in crate::cli) fn take_name(&mut self) -> Option<String> {
        self.input.take_first(|path: &PathBuf, more| more && path.as_os_str() != "-" && !path.exists())
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
