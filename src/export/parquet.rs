//! The same tables as in CSV, as Parquet files.
//!
//! In: a [`Graph`]. Out, and in again by [`read`]: `actors.parquet`, `events.parquet`, `evidence.parquet`,
//! `documents.parquet` and `mentions.parquet`, compressed with Zstandard. Days are of the type date, lists are lists,
//! an unknown value is null.

mod read;

use std::sync::Arc;

use ::parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical, ZstdLevel};
use ::parquet::column::writer::ColumnWriter;
use ::parquet::data_type::ByteArray;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::{Type, TypePtr};
use jiff::civil::{Date, date};

use crate::export::facts::{Column, Kind, Value};
use crate::export::tables::{TABLES, rows};
use crate::export::{ExportError, Format, Options, Sink, Writer};
use crate::graph::Graph;

pub use read::read;

/// The format.
pub const FORMAT: Format = Format {
    name: "parquet",
    about: "Parquet tables of actors, events and evidence: DuckDB, pandas, Polars, Spark",
    extension: "parquet",
    media_type: "application/vnd.apache.parquet",
    write: Writer::Files(write),
};

/// Rows held at a time.
const GROUP: usize = 16_384;
/// The day that Parquet counts from.
const EPOCH: Date = date(1970, 1, 1);

fn write(graph: &Graph, _: &Options, sink: &mut dyn Sink) -> Result<(), ExportError> {
    for table in &TABLES {
        let out = sink.open(&format!("{}.parquet", table.name))?;
        let properties = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default()));
        let mut file = SerializedFileWriter::new(out, schema(table.columns)?, Arc::new(properties.build()))?;
        let mut group = Group::new(table.columns);
        rows(graph, table.name, &mut |row| {
            group.push(row);
            if group.rows == GROUP { group.write(&mut file) } else { Ok(()) }
        })?;
        if group.rows > 0 {
            group.write(&mut file)?;
        }
        file.close()?;
    }
    Ok(())
}

fn schema(columns: &[Column]) -> Result<TypePtr, ExportError> {
    let fields = columns.iter().map(|column| field(column).map(Arc::new)).collect::<Result<_, _>>()?;
    Ok(Arc::new(Type::group_type_builder("schema").with_fields(fields).build()?))
}

fn field(column: &Column) -> Result<Type, ExportError> {
    let Column { name, kind } = *column;
    let text = |name, repetition| {
        Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
            .with_logical_type(Some(LogicalType::String))
            .with_converted_type(ConvertedType::UTF8)
            .with_repetition(repetition)
            .build()
    };
    let plain = |physical| Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
    Ok(match kind {
        Kind::Text => text(name, Repetition::OPTIONAL)?,
        Kind::Whole => plain(Physical::INT64).build()?,
        Kind::Real => plain(Physical::DOUBLE).build()?,
        Kind::Truth => plain(Physical::BOOLEAN).build()?,
        Kind::Day => plain(Physical::INT32)
            .with_logical_type(Some(LogicalType::Date))
            .with_converted_type(ConvertedType::DATE)
            .build()?,
        Kind::List => {
            let item = Arc::new(text("element", Repetition::REQUIRED)?);
            let list = Type::group_type_builder("list").with_repetition(Repetition::REPEATED).with_fields(vec![item]);
            Type::group_type_builder(name)
                .with_logical_type(Some(LogicalType::List))
                .with_converted_type(ConvertedType::LIST)
                .with_repetition(Repetition::REQUIRED)
                .with_fields(vec![Arc::new(list.build()?)])
                .build()?
        }
    })
}

/// The rows of a row group, by column.
struct Group {
    rows: usize,
    columns: Vec<Cells>,
}

/// Values of one column, and how deep each is defined and repeated, as Parquet has it.
#[derive(Default)]
struct Cells {
    definition: Vec<i16>,
    repetition: Vec<i16>,
    texts: Vec<ByteArray>,
    wholes: Vec<i64>,
    reals: Vec<f64>,
    truths: Vec<bool>,
    days: Vec<i32>,
}

impl Group {
    fn new(columns: &[Column]) -> Self {
        Self { rows: 0, columns: columns.iter().map(|_| Cells::default()).collect() }
    }

    fn push(&mut self, row: &[Value]) {
        self.rows += 1;
        for (cells, value) in self.columns.iter_mut().zip(row) {
            cells.push(value);
        }
    }

    fn write<W: std::io::Write + Send>(&mut self, file: &mut SerializedFileWriter<W>) -> Result<(), ExportError> {
        let mut group = file.next_row_group()?;
        for cells in &mut self.columns {
            let mut column = group.next_column()?.expect("the schema has as many columns as the row");
            cells.write(column.untyped())?;
            column.close()?;
            *cells = Cells::default();
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}

impl Cells {
    fn push(&mut self, value: &Value) {
        match value {
            Value::Absent => {}
            Value::Text(text) => self.texts.push(text.as_bytes().to_vec().into()),
            Value::Whole(number) => self.wholes.push(*number),
            Value::Real(number) => self.reals.push(*number),
            Value::Truth(truth) => self.truths.push(*truth),
            Value::Day(day) => self.days.push(days_since_epoch(*day)),
            Value::List(items) => {
                for (i, item) in items.iter().enumerate() {
                    self.texts.push(item.as_bytes().to_vec().into());
                    self.definition.push(1);
                    self.repetition.push(i16::from(i > 0));
                }
                if items.is_empty() {
                    self.definition.push(0);
                    self.repetition.push(0);
                }
                return;
            }
        }
        self.definition.push(i16::from(*value != Value::Absent));
        self.repetition.push(0);
    }

    fn write(&self, column: &mut ColumnWriter) -> Result<(), ExportError> {
        let (definition, repetition) = (Some(self.definition.as_slice()), Some(self.repetition.as_slice()));
        match column {
            ColumnWriter::ByteArrayColumnWriter(out) => out.write_batch(&self.texts, definition, repetition)?,
            ColumnWriter::Int64ColumnWriter(out) => out.write_batch(&self.wholes, definition, repetition)?,
            ColumnWriter::DoubleColumnWriter(out) => out.write_batch(&self.reals, definition, repetition)?,
            ColumnWriter::BoolColumnWriter(out) => out.write_batch(&self.truths, definition, repetition)?,
            ColumnWriter::Int32ColumnWriter(out) => out.write_batch(&self.days, definition, repetition)?,
            _ => unreachable!("the schema has no other types"),
        };
        Ok(())
    }
}

fn days_since_epoch(day: Date) -> i32 {
    day.since(EPOCH).map_or(0, |span| span.get_days())
}
