use std::fmt::Write as _;

use anyhow::Result;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::questions::answer::{Answer, Row};
use crate::cli::questions::ask::Ask;
use crate::cli::questions::told;
use crate::graph::{Dispute, Graph, Link};
use crate::query::disputed;

/// Show what one side or source asserts and another denies, with both sentences
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    ask: Ask,
}

/// Runs `disputes`.
pub(in crate::cli) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let ask = &args.ask;
    let base = ask.base(console)?;
    let graph = disputed(&base, &ask.search(base.network(), false))?;
    let disputes = graph.disputes();
    if disputes.is_empty() {
        return ask.nothing(console, "no dispute found");
    }
    let text = disputes.iter().enumerate().map(|(i, dispute)| tell(&graph, dispute, i > 0)).collect();
    let rows = disputes.iter().enumerate().flat_map(|(i, dispute)| rows(&graph, dispute, i + 1)).collect();
    ask.answer.write(&Answer { rows, text: Some(text), note: None, graph: graph.clone() })?;
    Ok(Outcome::Done)
}

fn tell(graph: &Graph, dispute: &Dispute, gap: bool) -> String {
    let mut text = String::from(if gap { "\n" } else { "" });
    let first = &dispute.denied[0];
    let pair = told::pair(first.source, first.target, &first.edge.key);
    let _ = writeln!(text, "{pair}  {}", first.edge.key.relation.replace('_', " "));
    for (what, links) in [("asserted", &dispute.asserted), ("denied", &dispute.denied)] {
        for link in links {
            for report in &link.edge.reports {
                let status = link.edge.key.status;
                let how = if what == status.as_str() || status.as_str() == "actual" {
                    what.to_owned()
                } else {
                    format!("{what} as {status}")
                };
                let _ = writeln!(text, "  {how}: {}\n    — {}", told::sentence(report), told::origin(graph, report));
            }
        }
    }
    text
}

fn rows(graph: &Graph, dispute: &Dispute, number: usize) -> Vec<Row> {
    let side = |side: &'static str, links: &[Link]| -> Vec<Row> {
        let reports = links.iter().flat_map(|link| link.edge.reports.iter().map(move |report| (link, report)));
        let row = |(link, report)| {
            let mut row: Row = vec![("dispute", number.into()), ("side", side.into())];
            row.extend(told::row(graph, link, report));
            row
        };
        reports.map(row).collect()
    };
    let mut rows = side("asserted", &dispute.asserted);
    rows.extend(side("denied", &dispute.denied));
    rows
}
