//! Tables of actors of the user's own, and what he changes in the answers.
//!
//! In: files in our CSV or TOML form or PETRARCH dictionaries, and a file of changes. Out: additions to the tables, and
//! changes to the actors of each document. `docs/actors.md` describes the forms.

mod petrarch;
mod rename;
mod table;

pub use rename::Overrides;

use crate::actors::ActorsError;
use crate::actors::tables::Tables;

/// The form of a file of actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnForm {
    /// Comma-separated values with a header line.
    Csv,
    /// Blocks `[[actor]]`.
    Toml,
    /// A dictionary of actors or agents of PETRARCH, as TABARI and its heirs read them.
    Petrarch,
}

/// A file of actors.
#[derive(Clone, Debug)]
pub struct OwnTable {
    /// Name for messages.
    pub file: String,
    /// Content.
    pub text: String,
    /// Form.
    pub form: OwnForm,
}

impl OwnTable {
    /// A file whose form its extension tells: `.csv`, `.toml`, anything else is PETRARCH's.
    pub fn new(file: impl Into<String>, text: impl Into<String>) -> Self {
        let (file, text) = (file.into(), text.into());
        let extension = file.rsplit('.').next().unwrap_or_default().to_lowercase();
        let form = match extension.as_str() {
            "csv" => OwnForm::Csv,
            "toml" => OwnForm::Toml,
            _ => OwnForm::Petrarch,
        };
        Self { file, text, form }
    }
}

/// Adds the actors of `table` to `tables`; what cannot be read is left out and said.
pub(crate) fn add(table: &OwnTable, tables: &mut Tables) -> Vec<ActorsError> {
    match table.form {
        OwnForm::Csv => table::add_csv(table, tables),
        OwnForm::Toml => table::add_toml(table, tables),
        OwnForm::Petrarch => petrarch::add(table, tables),
    }
}

/// The line, from 1, of the byte `at`.
fn line_at(text: &str, at: usize) -> u64 {
    text.get(..at).unwrap_or(text).matches('\n').count() as u64 + 1
}

#[cfg(test)]
mod tests;
