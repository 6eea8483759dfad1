//! GEXF 1.3 with time, as Gephi reads it.
//!
//! In: a [`Graph`]. Out: XML with every attribute of [`facts`](crate::export::facts). The dates of the reports of an
//! edge, and the days of the articles that name an actor, are intervals, so that the timeline of Gephi can play them.
//! Parallel edges differ in `kind`; `weight` is the number of reports. Of the reports of an edge only the one to show
//! is there as text. What XML forbids is left out of texts, and written `_x0001_` in ids.

use std::io;

use jiff::civil::Date;

use crate::export::escape::{xml, xml_id};
use crate::export::facts::{self, Column, Kind, Value};
use crate::export::{ExportError, Format, Options, Writer};
use crate::graph::{Actor, Graph, Link};

/// The format.
pub const FORMAT: Format = Format {
    name: "gexf",
    about: "GEXF 1.3 with time: Gephi, NetworkX",
    extension: "gexf",
    media_type: "application/gexf+xml",
    write: Writer::Stream(write),
};

fn write(graph: &Graph, options: &Options, out: &mut dyn io::Write) -> Result<(), ExportError> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">")?;
    write!(out, "<meta><creator>demarche {}</creator><description>", env!("CARGO_PKG_VERSION"))?;
    xml(options.title.as_deref().unwrap_or("Who did what to whom"), out)?;
    writeln!(out, "</description></meta>")?;
    writeln!(
        out,
        "<graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"interval\">"
    )?;
    attributes("node", &facts::ACTOR, 2, out)?;
    attributes("edge", &facts::EDGE, 4, out)?;
    writeln!(out, "<nodes>")?;
    for actor in graph.actors() {
        node(graph, actor, out)?;
    }
    writeln!(out, "</nodes>\n<edges>")?;
    for link in graph.links() {
        edge(graph, link, out)?;
    }
    writeln!(out, "</edges>\n</graph>\n</gexf>")?;
    Ok(())
}

fn attributes(class: &str, columns: &[Column], from: usize, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "<attributes class=\"{class}\">")?;
    for (i, Column { name, kind }) in columns.iter().enumerate().skip(from) {
        let kind = match kind {
            Kind::Text | Kind::Day | Kind::List => "string",
            Kind::Whole => "long",
            Kind::Real => "double",
            Kind::Truth => "boolean",
        };
        writeln!(out, "<attribute id=\"{i}\" title=\"{name}\" type=\"{kind}\"/>")?;
    }
    writeln!(out, "</attributes>")
}

fn attribute(name: &str, text: &str, out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, " {name}=\"")?;
    xml(text, out)?;
    write!(out, "\"")
}

fn values(values: &[Value], from: usize, out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, "<attvalues>")?;
    let mut scratch = String::new();
    for (i, value) in values.iter().enumerate().skip(from) {
        if let Some(text) = value.plain_in(&mut scratch) {
            write!(out, "<attvalue for=\"{i}\"")?;
            attribute("value", text, out)?;
            write!(out, "/>")?;
        }
    }
    write!(out, "</attvalues>")
}

fn node(graph: &Graph, actor: &Actor, out: &mut dyn io::Write) -> Result<(), ExportError> {
    write!(out, "<node")?;
    attribute("id", &xml_id(&actor.key), out)?;
    attribute("label", actor.name(), out)?;
    let articles = actor.presences.keys().filter_map(|document| graph.articles().get(document));
    times(articles.filter_map(|article| article.date).map(|day| (day, day)).collect(), out)?;
    write!(out, ">")?;
    values(&facts::actor(graph, actor), 2, out)?;
    writeln!(out, "</node>")?;
    Ok(())
}

fn edge(graph: &Graph, link: Link, out: &mut dyn io::Write) -> Result<(), ExportError> {
    let row = facts::edge(graph, link);
    write!(out, "<edge")?;
    for (name, value) in ["id", "source", "target"].into_iter().zip(&row) {
        attribute(name, &xml_id(&value.plain().unwrap_or_default()), out)?;
    }
    attribute("kind", &facts::edge_key(&link.edge.key), out)?;
    attribute("label", &facts::label(link.edge), out)?;
    write!(out, " weight=\"{}\"", link.edge.reports.len())?;
    let days = link.edge.reports.iter().filter_map(|report| report.first_day().zip(report.last_day()));
    times(days.collect(), out)?;
    write!(out, ">")?;
    values(&row, 4, out)?;
    let [r, g, b] = facts::color(link.edge.quad_class());
    writeln!(out, "<viz:color r=\"{r}\" g=\"{g}\" b=\"{b}\" a=\"1.0\"/></edge>")?;
    Ok(())
}

/// The intervals as an attribute, those that overlap as one, for Gephi refuses overlaps.
fn times(mut days: Vec<(Date, Date)>, out: &mut dyn io::Write) -> io::Result<()> {
    days.sort_unstable();
    let mut joined: Vec<(Date, Date)> = Vec::new();
    for (start, end) in days {
        match joined.last_mut() {
            Some((_, last)) if start <= *last => *last = end.max(*last),
            _ => joined.push((start, end)),
        }
    }
    if joined.is_empty() {
        return Ok(());
    }
    let intervals: Vec<_> = joined.into_iter().map(|(start, end)| format!("[{start}, {end}]")).collect();
    write!(out, " intervals=\"&lt;{}&gt;\"", intervals.join("; "))
}
