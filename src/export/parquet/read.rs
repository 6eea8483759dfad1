use std::fs::File;
use std::path::Path;

use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::Field;
use jiff::ToSpan;
use rustc_hash::FxHashMap;

use super::EPOCH;
use crate::export::ExportError;
use crate::export::tables::{Cells, Reader, TABLES, TakeCells, graph, place};
use crate::graph::Graph;

/// Reads back a graph that this program wrote as Parquet files; `tables` is their folder, or what stands before
/// `-actors.parquet`.
///
/// # Errors
///
/// If a table is missing or not as this program writes it.
pub fn read(tables: &Path) -> Result<Graph, ExportError> {
    graph(&ParquetTables { tables })
}

struct ParquetTables<'p> {
    tables: &'p Path,
}

impl Reader for ParquetTables<'_> {
    fn rows(&self, name: &str, take: TakeCells) -> Result<(), ExportError> {
        let path = place(self.tables, &format!("{name}.parquet"));
        let file = path.display().to_string();
        let wrong = |what: String| ExportError::Table { file: file.clone(), what };
        let reader = SerializedFileReader::new(File::open(&path).map_err(|error| wrong(error.to_string()))?)?;
        let table = TABLES.iter().find(|table| table.name == name).expect("the five tables are known");
        let schema = reader.metadata().file_metadata().schema();
        let fields = schema.get_fields();
        if let Some(column) = table.columns.iter().find(|column| fields.iter().all(|f| f.name() != column.name)) {
            return Err(wrong(format!("no column `{}`; expected the tables that demarche writes", column.name)));
        }
        for (i, row) in reader.get_row_iter(None)?.enumerate() {
            let row: FxHashMap<String, Field> = row?.into_columns().into_iter().collect();
            let cell = |column: &str| row.get(column).and_then(text);
            take(&Cells { file: &file, row: i + 1, cell: &cell })?;
        }
        Ok(())
    }
}

fn text(field: &Field) -> Option<String> {
    match field {
        Field::Str(text) => Some(text.clone()),
        Field::Long(number) => Some(number.to_string()),
        Field::Double(number) => Some(number.to_string()),
        Field::Bool(truth) => Some(truth.to_string()),
        Field::Date(days) => EPOCH.checked_add(days.days()).ok().map(|day| day.to_string()),
        _ => None,
    }
}
