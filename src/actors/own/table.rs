//! Our own form of a table of actors, as CSV or TOML.

use serde::Deserialize;

use crate::actors::own::{OwnTable, line_at};
use crate::actors::tables::{Gender, Given, Tables, day_of};
use crate::actors::{ActorsError, EntityKind};

/// The columns of a CSV file; all but `name` and `type` may be left out.
const COLUMNS: [&str; 10] =
    ["id", "name", "type", "country", "part_of", "aliases", "gender", "since", "until", "wikipedia"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    actor: Vec<toml::Spanned<Actor>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Actor {
    id: Option<String>,
    name: String,
    #[serde(rename = "type")]
    kind: String,
    country: Option<String>,
    part_of: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    gender: Option<String>,
    since: Option<String>,
    until: Option<String>,
    wikipedia: Option<String>,
    #[serde(default)]
    offices: Vec<Office>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Office {
    title: String,
    of: String,
    from: Option<String>,
    to: Option<String>,
}

/// Adds a CSV file.
pub(super) fn add_csv(table: &OwnTable, tables: &mut Tables) -> Vec<ActorsError> {
    let mut faults = Vec::new();
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).flexible(true).from_reader(table.text.as_bytes());
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => return vec![fault(table, 1, error.to_string())],
    };
    for name in header.iter().map(str::trim).filter(|name| !COLUMNS.contains(name)) {
        faults.push(fault(table, 1, format!("unknown column `{name}`; expected some of {}", COLUMNS.join(", "))));
    }
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                faults.push(fault(table, error.position().map_or(0, csv::Position::line), error.to_string()));
                continue;
            }
        };
        let cell = |column: &str| {
            let at = header.iter().position(|name| name.trim() == column)?;
            record.get(at).map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned)
        };
        let actor = Actor {
            id: cell("id"),
            name: cell("name").unwrap_or_default(),
            kind: cell("type").unwrap_or_default(),
            country: cell("country"),
            part_of: cell("part_of"),
            aliases: cell("aliases").unwrap_or_default().split('|').map(|alias| alias.trim().to_owned()).collect(),
            gender: cell("gender"),
            since: cell("since"),
            until: cell("until"),
            wikipedia: cell("wikipedia"),
            offices: Vec::new(),
        };
        let line = record.position().map_or(0, csv::Position::line);
        if let Err(reason) = add(actor, tables) {
            faults.push(fault(table, line, reason));
        }
    }
    faults
}

/// Adds a TOML file.
pub(super) fn add_toml(table: &OwnTable, tables: &mut Tables) -> Vec<ActorsError> {
    let file: File = match toml::from_str(&table.text) {
        Ok(file) => file,
        Err(error) => {
            let line = error.span().map_or(1, |span| line_at(&table.text, span.start));
            return vec![fault(table, line, error.message().to_owned())];
        }
    };
    let mut faults = Vec::new();
    for actor in file.actor {
        let line = line_at(&table.text, actor.span().start);
        if let Err(reason) = add(actor.into_inner(), tables) {
            faults.push(fault(table, line, reason));
        }
    }
    faults
}

fn fault(table: &OwnTable, line: u64, reason: String) -> ActorsError {
    ActorsError::Row { file: table.file.clone(), line, reason }
}

fn add(actor: Actor, tables: &mut Tables) -> Result<(), String> {
    if actor.name.is_empty() {
        return Err("the actor has no `name`; expected the name that a reader knows it by".to_owned());
    }
    let kind: EntityKind = actor.kind.parse()?;
    let state = |code: Option<String>| match code {
        Some(code) => match tables.state_of_code(&code) {
            Some(id) => Ok(Some(id.to_owned())),
            None => Err(format!(
                "unknown state `{code}` in `country`; expected an ISO 3166 code of three letters such as FRA"
            )),
        },
        None => Ok(None),
    };
    let country = state(actor.country)?;
    let gender = match actor.gender.as_deref() {
        None => None,
        Some("m" | "male") => Some(Gender::Male),
        Some("f" | "female") => Some(Gender::Female),
        Some(other) => return Err(format!("`{other}` is no gender; expected m or f")),
    };
    let year = |cell: &Option<String>| -> Result<Option<i16>, String> {
        let Some(cell) = cell else { return Ok(None) };
        let day = day_of(cell, 101).ok_or_else(|| no_day(cell))?;
        Ok(Some((day / 10_000) as i16))
    };
    let given = Given {
        key: actor.id,
        name: actor.name,
        kind,
        country,
        part_of: actor.part_of,
        wikipedia: actor.wikipedia,
        gender,
        since: year(&actor.since)?,
        until: year(&actor.until)?,
    };
    let mut offices = Vec::new();
    for office in actor.offices {
        let end = |cell: Option<String>, fill: u32, open: u32| match cell {
            Some(cell) => day_of(&cell, fill).ok_or_else(|| no_day(&cell)),
            None => Ok(open),
        };
        offices.push((
            office.title.to_lowercase(),
            office.of,
            end(office.from, 101, 0)?,
            end(office.to, 1231, u32::MAX)?,
        ));
    }
    let entry = tables.add_given(given, &actor.aliases);
    for (title, of, from, to) in offices {
        tables.add_term(entry, title, of, from, to);
    }
    Ok(())
}

fn no_day(cell: &str) -> String {
    format!("`{cell}` is no date; expected YYYY, YYYY-MM or YYYY-MM-DD")
}
