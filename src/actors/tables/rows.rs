use crate::actors::{ActorsError, EntityKind};

/// One line of a table of bodies or places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct BodyRow {
    pub id: String,
    pub name: String,
    pub kind: String,
    pub country: Option<String>,
    pub part_of: Option<String>,
    pub acronyms: Vec<String>,
    pub aliases: Vec<String>,
    pub since: Option<i16>,
    pub until: Option<i16>,
    pub base: Vec<String>,
    pub wikipedia: Option<String>,
}

/// One line of `persons.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PersonRow {
    pub id: String,
    pub name: String,
    pub country: Option<String>,
    pub gender: Option<char>,
    pub aliases: Vec<String>,
    pub wikipedia: Option<String>,
}

/// One line of `offices.csv`; the days are written as yyyymmdd.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OfficeRow {
    pub person: String,
    pub title: String,
    pub of: String,
    pub from: u32,
    pub to: u32,
}

/// One line of `memberships.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MemberRow {
    pub org: String,
    pub member: String,
    pub since: Option<i16>,
    pub until: Option<i16>,
}

/// The day after all days: an office still held.
pub(crate) const OPEN: u32 = 99_991_231;

struct Table<'a> {
    file: &'a str,
    columns: csv::StringRecord,
    record: csv::StringRecord,
}

impl Table<'_> {
    fn fail(&self, reason: impl Into<String>) -> ActorsError {
        let line = self.record.position().map_or(0, csv::Position::line);
        ActorsError::Row { file: self.file.to_owned(), line, reason: reason.into() }
    }

    fn text(&self, column: &str) -> Option<String> {
        let at = self.columns.iter().position(|name| name == column)?;
        self.record.get(at).map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned)
    }

    fn must(&self, column: &str) -> Result<String, ActorsError> {
        self.text(column).ok_or_else(|| self.fail(format!("column `{column}` is empty or missing")))
    }

    fn list(&self, column: &str) -> Vec<String> {
        let cell = self.text(column).unwrap_or_default();
        cell.split('|').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
    }

    fn year(&self, column: &str) -> Result<Option<i16>, ActorsError> {
        let Some(cell) = self.text(column) else { return Ok(None) };
        let digits = cell.split('-').next().unwrap_or_default();
        digits.parse().map(Some).map_err(|_| self.fail(format!("`{cell}` in column `{column}` is not a year")))
    }

    /// A day from `YYYY[-MM[-DD]]`; `fill` stands for the month and day left out.
    fn day(&self, column: &str, fill: u32, empty: u32) -> Result<u32, ActorsError> {
        let Some(cell) = self.text(column) else { return Ok(empty) };
        day_of(&cell, fill).ok_or_else(|| {
            self.fail(format!("`{cell}` in column `{column}` is no date; expected YYYY, YYYY-MM or YYYY-MM-DD"))
        })
    }
}

/// A day from `YYYY[-MM[-DD]]` as yyyymmdd; `fill` stands for the month and day left out.
pub(crate) fn day_of(cell: &str, fill: u32) -> Option<u32> {
    let parts: Vec<u32> = cell.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match parts[..] {
        [year @ 1000..=2999] => Some(year * 10_000 + fill),
        [year @ 1000..=2999, month @ 1..=12] => Some(year * 10_000 + month * 100 + fill % 100),
        [year @ 1000..=2999, month @ 1..=12, day @ 1..=31] => Some(year * 10_000 + month * 100 + day),
        _ => None,
    }
}

fn rows<T>(
    file: &str,
    text: &str,
    mut row: impl FnMut(&Table<'_>) -> Result<T, ActorsError>,
) -> Result<Vec<T>, ActorsError> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let broken = |error: &csv::Error| ActorsError::Row {
        file: file.to_owned(),
        line: error.position().map_or(0, csv::Position::line),
        reason: error.to_string(),
    };
    let columns = reader.headers().map_err(|error| broken(&error))?.clone();
    let mut table = Table { file, columns, record: csv::StringRecord::new() };
    let mut out = Vec::new();
    while reader.read_record(&mut table.record).map_err(|error| broken(&error))? {
        out.push(row(&table)?);
    }
    Ok(out)
}

/// Reads a table of organizations, agencies, armed groups, parties, companies, media or places.
pub(crate) fn bodies(file: &str, text: &str) -> Result<Vec<BodyRow>, ActorsError> {
    rows(file, text, |table| {
        Ok(BodyRow {
            id: table.must("id")?,
            name: table.must("name")?,
            kind: table.text("type").or_else(|| table.text("kind")).unwrap_or_default(),
            country: table.text("country"),
            part_of: table.text("part_of"),
            acronyms: table.list("acronyms"),
            aliases: table.list("aliases"),
            since: table.year("since")?,
            until: table.year("until")?,
            base: table.list("base"),
            wikipedia: table.text("wikipedia"),
        })
    })
}

/// Reads `persons.csv`.
pub(crate) fn persons(file: &str, text: &str) -> Result<Vec<PersonRow>, ActorsError> {
    rows(file, text, |table| {
        Ok(PersonRow {
            id: table.must("id")?,
            name: table.must("name")?,
            country: table.text("country"),
            gender: table.text("gender").and_then(|cell| cell.to_lowercase().chars().next()),
            aliases: table.list("aliases"),
            wikipedia: table.text("wikipedia"),
        })
    })
}

/// Reads `offices.csv`.
pub(crate) fn offices(file: &str, text: &str) -> Result<Vec<OfficeRow>, ActorsError> {
    rows(file, text, |table| {
        Ok(OfficeRow {
            person: table.must("person")?,
            title: table.must("title")?,
            of: table.must("of")?,
            from: table.day("from", 101, 0)?,
            to: table.day("to", 1231, OPEN)?,
        })
    })
}

/// Reads `memberships.csv`.
pub(crate) fn memberships(file: &str, text: &str) -> Result<Vec<MemberRow>, ActorsError> {
    rows(file, text, |table| {
        Ok(MemberRow {
            org: table.must("org")?,
            member: table.must("member")?,
            since: table.year("since")?,
            until: table.year("until")?,
        })
    })
}

/// The kind of actor that a table's `type` column means; `default` for those it does not tell.
pub(crate) fn kind_of(row: &BodyRow, default: EntityKind) -> EntityKind {
    match row.kind.as_str() {
        "armed_group" | "armed group" | "militia" | "private_military" => EntityKind::ArmedGroup,
        "group" => EntityKind::Group,
        _ => default,
    }
}
