use anyhow::{Result, bail};

use crate::graph::Graph;
use crate::picture::{Kind, Layout, Settings, Theme};
use crate::query;

/// What pictures show, and how.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Pictures")]
pub(super) struct Picture {
    /// Which picture: graph, timeline (of a pair) or matrix (of states)
    #[arg(long = "picture", value_name = "KIND", default_value = "graph")]
    kind: Kind,
    /// Draw only what is linked to ACTOR
    #[arg(long, value_name = "ACTOR")]
    around: Option<String>,
    /// With --around: up to N steps away
    #[arg(long, value_name = "N", requires = "around")]
    hops: Option<usize>,
    /// Draw people, agencies and companies as the states they belong to
    #[arg(long)]
    states: bool,
    /// The pair of a timeline; the one with most reports when left out
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    between: Option<Vec<String>>,
    /// Light on dark
    #[arg(long)]
    dark: bool,
    /// Who places the nodes: built-in, or graphviz (in ranks, where its program dot is installed)
    #[arg(long, value_name = "LAYOUT", default_value = "built-in")]
    layout: Layout,
}

impl Picture {
    /// What the flags mean for `graph`.
    pub(super) fn settings(&self, graph: &Graph) -> Result<Settings> {
        let key = |name: &str| -> Result<String> { Ok(query::actor(graph, name)?.key.clone()) };
        let between = match self.between.as_deref() {
            Some([a, b]) if key(a)? == key(b)? => bail!("--between needs two actors; {a} and {b} are the same"),
            Some([a, b]) => Some((key(a)?, key(b)?)),
            _ => None,
        };
        Ok(Settings {
            kind: self.kind,
            theme: if self.dark { Theme::Dark } else { Theme::Light },
            layout: self.layout,
            around: self.around.as_deref().map(key).transpose()?,
            hops: self.hops,
            states: self.states,
            between,
            ..Settings::default()
        })
    }
}
