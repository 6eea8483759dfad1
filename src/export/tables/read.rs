use std::fs::File;
use std::path::Path;
use std::str::FromStr;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::TABLES;
use crate::actors::EntityKind;
use crate::events::Mode;
use crate::export::ExportError;
use crate::export::escape::from_cell;
use crate::export::json::read::{add_edge, add_sketch, edge_key, known, names, roles};
use crate::graph::{Article, DateRange, Graph, Hundredths, Presence, Quote, Report};

/// Takes a row, which it can ask for the text of a column.
pub(in crate::export) type TakeCells<'t> = &'t mut dyn FnMut(&Cells) -> Result<(), ExportError>;

/// Reads tables, wherever they are.
pub(in crate::export) trait Reader {
    /// Gives every row of the table `name` to `take`.
    fn rows(&self, name: &str, take: TakeCells) -> Result<(), ExportError>;
}

/// A row of a table, as text.
pub(in crate::export) struct Cells<'r> {
    /// Where it is, for messages.
    pub file: &'r str,
    /// The number of the row.
    pub row: usize,
    /// Tells the text of a column, if it has one.
    pub cell: &'r dyn Fn(&str) -> Option<String>,
}

impl Cells<'_> {
    fn text(&self, column: &str) -> Option<String> {
        (self.cell)(column)
    }

    fn required(&self, column: &str) -> Result<String, ExportError> {
        self.text(column).ok_or_else(|| self.error(&format!("nothing in the column `{column}`")))
    }

    fn parsed<T: FromStr>(&self, column: &str) -> Result<Option<T>, ExportError> {
        let Some(text) = self.text(column) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| self.error(&format!("`{text}` in the column `{column}`")))
    }

    fn number<T: FromStr>(&self, column: &str) -> Result<T, ExportError> {
        self.parsed(column)?.ok_or_else(|| self.error(&format!("nothing in the column `{column}`")))
    }

    fn error(&self, what: &str) -> ExportError {
        ExportError::Table { file: self.file.to_owned(), what: format!("row {}: {what}", self.row) }
    }

    /// The words of `name` with their place, from three columns.
    fn quote(&self, name: &str, [start, end]: [&str; 2]) -> Result<Option<Quote>, ExportError> {
        let Some(start) = self.parsed(start)? else { return Ok(None) };
        Ok(Some(Quote { start, end: self.number(end)?, text: self.text(name).unwrap_or_default() }))
    }
}

/// Reads back a graph that this program wrote as tables in CSV; `tables` is their folder, or what stands before
/// `-actors.csv`.
///
/// # Errors
///
/// If a table is missing or not as this program writes it.
pub fn read(tables: &Path) -> Result<Graph, ExportError> {
    graph(&CsvTables { tables })
}

/// The graph of the tables.
pub(in crate::export) fn graph(tables: &dyn Reader) -> Result<Graph, ExportError> {
    let mut graph = Graph::default();
    tables.rows("documents", &mut |cells| {
        let [title, source, url] = ["title", "source", "url"].map(|column| cells.text(column));
        let article = Article { title, date: cells.parsed("date")?, source, url };
        let id = cells.required("id")?;
        add_sketch(&mut graph, &id, cells.text("sketch").as_deref());
        graph.merge_article(&id, article);
        Ok(())
    })?;
    tables.rows("mentions", &mut |cells| {
        graph.merge_presence(&cells.required("actor")?, &cells.required("document")?, presence(cells)?);
        Ok(())
    })?;
    let mut reports: FxHashMap<String, Vec<Report>> = FxHashMap::default();
    tables.rows("evidence", &mut |cells| {
        reports.entry(cells.required("event")?).or_default().push(report(cells)?);
        Ok(())
    })?;
    tables.rows("events", &mut |cells| {
        let event = cells.text("event");
        let status = cells.required("status")?;
        let reciprocal = cells.parsed("reciprocal")?.unwrap_or(false);
        let relation = cells.text("relation").unwrap_or_default();
        let key = edge_key(relation, event.as_deref(), &status, reciprocal)?;
        let reports = reports.remove(&cells.required("id")?).unwrap_or_default();
        add_edge(&mut graph, &cells.required("source")?, &cells.required("target")?, key, reports)
    })?;
    Ok(graph)
}

fn presence(cells: &Cells) -> Result<Presence, ExportError> {
    Ok(Presence {
        name: cells.text("name").unwrap_or_default(),
        kind: known("type", &cells.required("type")?, |word| word.parse::<EntityKind>().ok())?,
        country: cells.text("country"),
        wikipedia: cells.text("wikipedia"),
        part_of: cells.text("part_of"),
        names: names(&cells.required("names")?)?,
        nominals: cells.number("nominals")?,
        pronouns: cells.number("pronouns")?,
        offices: roles(&cells.required("roles")?)?,
    })
}

fn report(cells: &Cells) -> Result<Report, ExportError> {
    let expect = |quote: Option<Quote>| quote.ok_or_else(|| cells.error("no place of the sentence or its trigger"));
    let days: [Option<Date>; 2] = [cells.parsed("date_start")?, cells.parsed("date_end")?];
    let mode = cells.text("mode");
    Ok(Report {
        published: cells.parsed("published")?,
        document: cells.required("document")?,
        sentence: expect(cells.quote("text", ["start", "end"])?)?,
        trigger: expect(cells.quote("trigger", ["trigger_start", "trigger_end"])?)?,
        object: cells.quote("object", ["object_start", "object_end"])?,
        date: days[0].zip(days[1]).map(|(start, end)| DateRange { start, end }),
        place: cells.text("place"),
        claimant: cells.text("claimant"),
        title: cells.text("role"),
        mode: mode.as_deref().map(|word| known("mode", word, Mode::from_name)).transpose()?,
        cameo: cells.text("cameo").unwrap_or_default(),
        score: Hundredths::new(cells.parsed("score")?.unwrap_or_default()),
        confidence: Hundredths::new(cells.number("confidence")?),
    })
}

struct CsvTables<'p> {
    tables: &'p Path,
}

impl Reader for CsvTables<'_> {
    fn rows(&self, name: &str, take: TakeCells) -> Result<(), ExportError> {
        let path = place(self.tables, &format!("{name}.csv"));
        let file = path.display().to_string();
        let mut reader = csv::Reader::from_reader(
            File::open(&path).map_err(|error| ExportError::Table { file: file.clone(), what: error.to_string() })?,
        );
        let header = reader.headers()?.clone();
        let table = TABLES.iter().find(|table| table.name == name).expect("the five tables are known");
        let places: FxHashMap<&str, usize> = header.iter().enumerate().map(|(i, name)| (name, i)).collect();
        if let Some(column) = table.columns.iter().find(|column| !places.contains_key(column.name)) {
            let what = format!("no column `{}`; expected the tables that demarche writes", column.name);
            return Err(ExportError::Table { file, what });
        }
        let mut record = csv::StringRecord::new();
        let mut row = 1;
        while reader.read_record(&mut record)? {
            row += 1;
            let cell = |column: &str| {
                let text = places.get(column).and_then(|&i| record.get(i))?;
                from_cell(text).map(str::to_owned)
            };
            take(&Cells { file: &file, row, cell: &cell })?;
        }
        Ok(())
    }
}

/// The file `name` of the tables at `tables`: inside a folder, or beside others with the same beginning.
pub(in crate::export) fn place(tables: &Path, name: &str) -> std::path::PathBuf {
    if tables.is_dir() {
        return tables.join(name);
    }
    let mut file = tables.file_name().unwrap_or_default().to_owned();
    file.push("-");
    file.push(name);
    tables.with_file_name(file)
}
