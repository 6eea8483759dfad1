//! The pair of CSV files that Gephi imports: nodes and edges.
//!
//! In: a [`Graph`]. Out: `nodes.csv` with `Id` and `Label`, `edges.csv` with `Source`, `Target`, `Type`, `Kind`, `Id`,
//! `Label` and `Weight`, and behind them the attributes of [`facts`](crate::export::facts). Parallel edges differ in
//! `Kind`. Texts are safe for spreadsheets, as in the tables of [`tables`](crate::export::tables).

use crate::export::facts::{self, Value};
use crate::export::tables::write_row;
use crate::export::{ExportError, Format, Options, Sink, Writer};
use crate::graph::Graph;

/// The format.
pub const FORMAT: Format = Format {
    name: "gephi",
    about: "pair of CSV files, nodes and edges: Gephi and other importers",
    extension: "gephi.csv",
    media_type: "text/csv; charset=utf-8",
    write: Writer::Files(write),
};

fn write(graph: &Graph, _: &Options, sink: &mut dyn Sink) -> Result<(), ExportError> {
    let mut out = csv::Writer::from_writer(sink.open("nodes.csv")?);
    let names = facts::ACTOR.iter().skip(2).map(|column| column.name);
    out.write_record(["Id", "Label"].into_iter().chain(names))?;
    for actor in graph.actors() {
        write_row(&mut out, &facts::actor(graph, actor))?;
    }
    out.flush()?;
    drop(out);
    let mut out = csv::Writer::from_writer(sink.open("edges.csv")?);
    let names = facts::EDGE.iter().skip(4).map(|column| column.name);
    let first = ["Source", "Target", "Type", "Kind", "Id", "Label", "Weight"];
    out.write_record(first.into_iter().chain(names))?;
    for link in graph.links() {
        let [id, source, target, label, rest @ ..] = facts::edge(graph, link);
        let weight = Value::Whole(link.edge.reports.len() as i64);
        let kind = Value::Text(facts::edge_key(&link.edge.key).into());
        let first = [source, target, Value::Text("Directed".into()), kind, id, label, weight];
        let row: Vec<_> = first.into_iter().chain(rest).collect();
        write_row(&mut out, &row)?;
    }
    out.flush()?;
    Ok(())
}
