use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::cli::picture::Picture;
use crate::export::{self, Disk, FORMATS, Flavor, Format, Options};
use crate::graph::Graph;

/// Where a graph goes, and how.
#[derive(Debug, clap::Args)]
pub(super) struct Output {
    /// Write the graph to FILE; its extension tells the format. May be given several times; - is standard output, a table unless --format says otherwise
    #[arg(short, long = "output", value_name = "FILE")]
    outputs: Vec<PathBuf>,
    /// Write in this format, whatever the extension
    #[arg(short, long, value_name = "FORMAT", value_parser = known_format, long_help = format_help())]
    format: Option<&'static Format>,
    /// Title of a picture
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Draw only the N edges that most reports stand behind
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// JSON with `links` beside `edges`, for D3 and NetworkX before 3.4
    #[arg(long)]
    links: bool,
    /// GraphML for one program: yed draws boxes and lines in the editor yEd
    #[arg(long, value_name = "PROGRAM", value_parser = ["yed"])]
    flavor: Option<String>,
    #[command(flatten)]
    picture: Picture,
}

fn known_format(name: &str) -> Result<&'static Format, export::ExportError> {
    export::by_name(name)
}

fn format_help() -> String {
    let lines = FORMATS.iter().map(|format| format!("\n  {:10} {}", format.name, format.about));
    format!("Write in this format, whatever the extension:{}", lines.collect::<String>())
}

impl Output {
    /// Writes `graph` everywhere it shall go; to standard output as a table when no place is named.
    pub(super) fn write(&self, graph: &Graph) -> Result<()> {
        if self.outputs.is_empty() {
            let format = self.format.map_or_else(|| export::by_name("table"), Ok)?;
            return self.write_stdout(graph, format);
        }
        for path in &self.outputs {
            if path.as_os_str() == "-" {
                let format = self.format.map_or_else(|| export::by_name("table"), Ok)?;
                self.write_stdout(graph, format)?;
            } else {
                self.write_file(graph, path)?;
            }
        }
        Ok(())
    }

    /// Fails now rather than after an hour of reading when a place or format is wrong.
    pub(super) fn check(&self) -> Result<()> {
        for path in &self.outputs {
            if path.as_os_str() != "-" && self.format.is_none() {
                export::by_extension(path)?;
            }
        }
        Ok(())
    }

    fn write_stdout(&self, graph: &Graph, format: &Format) -> Result<()> {
        let mut out = BufWriter::new(io::stdout().lock());
        format.stream(graph, &self.options(graph, terminal_width())?, &mut out)?;
        Ok(out.flush()?)
    }

    fn write_file(&self, graph: &Graph, path: &Path) -> Result<()> {
        let format = self.format.map_or_else(|| export::by_extension(path), Ok)?;
        let mut disk = Disk::at(path, format);
        format.files(graph, &self.options(graph, None)?, &mut disk).with_context(|| cannot_write(path))?;
        disk.finish().with_context(|| cannot_write(path))?;
        Ok(())
    }

    fn options(&self, graph: &Graph, width: Option<u16>) -> Result<Options> {
        let flavor = if self.flavor.is_some() { Flavor::Yed } else { Flavor::Plain };
        let picture = self.picture.settings(graph)?;
        Ok(Options { title: self.title.clone(), links: self.links, top: self.top, flavor, picture, width })
    }
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write {}", path.display())
}

/// Columns of the terminal that standard output is, if it is one.
pub(super) fn terminal_width() -> Option<u16> {
    if !io::stdout().is_terminal() {
        return None;
    }
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).or_else(|| comfy_table::Table::new().width())
}
