use std::io::{self, BufWriter, Write};

use anyhow::Result;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::input::Input;
use crate::graph::{Actor, Graph, Report};
use crate::pipeline::Pipeline;
use crate::query::{self, PathOptions, QueryError, Step};
use crate::text::Document;

/// Show the shortest way from one actor to another, with the sentence behind each step
///
/// Actors are named as people name them ("Russia", "Putin", "DPRK") or by their key (RUS). Edges are walked along and
/// against their direction; an arrow shows which way each one points.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Where the way begins
    #[arg(value_name = "A")]
    first: String,
    /// Where it ends
    #[arg(value_name = "B")]
    second: String,
    #[command(flatten)]
    input: Input,
    /// Walk edges only in their direction
    #[arg(long)]
    directed: bool,
    /// Walk only edges of what happened: nothing planned, possible, denied or urged
    #[arg(long)]
    actual: bool,
}

/// Runs `path`.
pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let graph = args.input.graph(console);
    let (from, to) = (actor(&graph, &args.first)?, actor(&graph, &args.second)?);
    let options = PathOptions { directed: args.directed, actual: args.actual };
    let Some(path) = query::shortest_path(&graph, from, to, options) else {
        console.note(format_args!("no way from {} to {}", from.name(), to.name()));
        return Ok(Outcome::Nothing);
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let plural = if path.steps.len() == 1 { "" } else { "s" };
    writeln!(out, "{} to {}: {} step{plural}", from.name(), to.name(), path.steps.len())?;
    for step in &path.steps {
        write_step(&graph, step, &mut out)?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// The actor of the graph that `name` means, by the words of its articles or by the program's own tables.
fn actor<'g>(graph: &'g Graph, name: &str) -> Result<&'g Actor, QueryError> {
    query::actor(graph, name).or_else(|error| {
        let found = Pipeline::embedded().extract(Document::new("name", name));
        let known = found.actors.entities.iter().filter_map(|entity| graph.actor(&entity.key)).collect::<Vec<_>>();
        match (error, &known[..]) {
            (QueryError::UnknownActor { .. }, [actor]) => Ok(*actor),
            (error, _) => Err(error),
        }
    })
}

fn write_step(graph: &Graph, step: &Step, out: &mut impl Write) -> Result<()> {
    let edge = step.edge;
    let arrow = match (edge.key.reciprocal, step.forward) {
        (true, _) => "↔",
        (false, true) => "→",
        (false, false) => "←",
    };
    let relation = edge.key.relation.replace('_', " ");
    let titles = edge.titles().into_iter().map(|title| format!(": {title}")).collect::<Vec<_>>().concat();
    let times = if edge.reports.len() > 1 { format!(" ×{}", edge.reports.len()) } else { String::new() };
    let status = edge.key.event.map(|event| format!(" ({event}, {})", edge.key.status)).unwrap_or_default();
    writeln!(out, "\n{} {arrow} {}  {relation}{titles}{times}{status}", step.from.name(), step.to.name())?;
    let best = edge.best();
    let sentence = best.sentence.text.split_whitespace().collect::<Vec<_>>().join(" ");
    writeln!(out, "  {sentence}")?;
    writeln!(out, "  — {}", origin(graph, best))?;
    Ok(())
}

/// Who says so, where and when: "John Kirby, in "Title" (id), 2023-08-30".
fn origin(graph: &Graph, report: &Report) -> String {
    let claimant = report.claimant.as_deref().map(|key| format!("according to {}, ", graph.name_of(key)));
    let title = graph.articles().get(&report.document).and_then(|article| article.title.as_deref());
    let document = title.map_or_else(|| report.document.clone(), |title| format!("{title} ({})", report.document));
    let date = report.published.map(|date| format!(", {date}"));
    format!("{}{document}{}", claimant.unwrap_or_default(), date.unwrap_or_default())
}
