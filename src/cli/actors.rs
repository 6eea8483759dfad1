use std::io::{self, BufWriter, Write};

use anyhow::Result;

use crate::actors::{EntityKind, RoleStatus};
use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::input::Input;
use crate::cli::output::terminal_width;
use crate::export::table;
use crate::graph::{Actor, Office};

/// List the actors that the articles name: kind, state, offices, and what they are called
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: Input,
}

/// Runs `actors`.
pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let graph = args.input.graph(console);
    let mut actors: Vec<_> = graph.actors().collect();
    actors.sort_by_key(|actor| std::cmp::Reverse(actor.mentions()));
    let header = ["Actor", "Key", "Kind", "State", "Mentions", "Articles", "Offices", "Called"];
    let mut table = table::new(terminal_width(), &header);
    for actor in &actors {
        table.add_row(row(actor));
    }
    let mut out = BufWriter::new(io::stdout().lock());
    if actors.is_empty() {
        console.note("no actor found");
    } else {
        writeln!(out, "{table}\n{} actors in {} articles", actors.len(), graph.articles().len())?;
    }
    out.flush()?;
    Ok(Outcome::found(!actors.is_empty()))
}

fn row(actor: &Actor) -> [String; 8] {
    let offices: Vec<_> = actor.offices().into_iter().map(office).collect();
    let names: Vec<_> = actor.names().into_iter().map(|(name, times)| format!("{name} ×{times}")).collect();
    [
        actor.name().to_owned(),
        actor.key.clone(),
        actor.kind().as_str().replace('_', " "),
        actor.country().filter(|_| actor.kind() != EntityKind::Country).unwrap_or_default().to_owned(),
        actor.mentions().to_string(),
        actor.presences.len().to_string(),
        offices.join(", "),
        names.join(", "),
    ]
}

/// An office in a few words: "former Defense Minister (RUS)".
fn office(office: &Office) -> String {
    let status = if office.status == RoleStatus::Current { "" } else { office.status.as_str() };
    let of = office.of.as_deref().map(|of| format!("({of})")).unwrap_or_default();
    [status, &office.title, &of].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
