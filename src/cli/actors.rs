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
    /// Show each mention of this actor, a name or key, and why it was taken for one
    #[arg(long, value_name = "NAME")]
    why: Option<String>,
}

/// Runs `actors`.
pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    if let Some(name) = &args.why {
        return why(args, name, console);
    }
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

/// Prints the mentions of the actors with this name or key, each with its reason and its sentence.
fn why(args: &Args, name: &str, console: &Console) -> Result<Outcome> {
    let pipeline = args.input.pipeline(console)?;
    let wanted = name.to_lowercase();
    let mut table = table::new(terminal_width(), &["Article", "Key", "Words", "Taken for it because", "Sentence"]);
    let mut found = false;
    for document in args.input.documents(console) {
        let (segmentation, trees) = pipeline.parse(&document.text);
        let (actors, reasons) = pipeline.recognizer().explain(&document, &segmentation, &trees);
        let named: Vec<bool> = actors
            .entities
            .iter()
            .map(|entity| {
                let words = entity.name.to_lowercase();
                entity.key == name || words == wanted || words.split(' ').any(|word| word == wanted)
            })
            .collect();
        for (mention, reason) in actors.mentions.iter().zip(&reasons) {
            for id in mention.entities.iter().filter(|id| named[id.0 as usize]) {
                let sentence = segmentation.sentences[mention.sentence as usize].span.of(&document.text);
                let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
                let words = mention.span.of(&document.text).to_owned();
                let key = actors.entity(*id).key.clone();
                table.add_row([document.id.clone(), key, words, reason.to_string(), sentence]);
                found = true;
            }
        }
    }
    let mut out = BufWriter::new(io::stdout().lock());
    if found {
        writeln!(out, "{table}")?;
    } else {
        console.note(format_args!("no mention of an actor named `{name}`"));
    }
    out.flush()?;
    Ok(Outcome::found(found))
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
