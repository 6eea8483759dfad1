use serde::Deserialize;

use crate::actors::ActorsError;

/// What a state of the table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum StateKind {
    /// A member of the United Nations, or an observer.
    State,
    /// A territory of a state.
    Territory,
    /// A state whose statehood is disputed.
    Disputed,
    /// A state of the past.
    Former,
}

/// One block of `states.toml`; the file says what the fields mean.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StateRow {
    pub id: String,
    pub name: String,
    #[serde(rename = "kind")]
    pub _kind: StateKind,
    pub country: Option<String>,
    #[serde(default)]
    pub official: Vec<String>,
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub former: Vec<String>,
    #[serde(default)]
    pub adjectives: Vec<String>,
    #[serde(default)]
    pub prefixes: Vec<String>,
    #[serde(default)]
    pub demonyms: Vec<String>,
    #[serde(default)]
    pub capitals: Vec<String>,
    #[serde(default)]
    pub seats: Vec<String>,
    #[serde(default)]
    pub contextual: Vec<String>,
    #[serde(default)]
    pub contextual_adjectives: Vec<String>,
    #[serde(default)]
    pub contextual_demonyms: Vec<String>,
    #[serde(default)]
    pub ambiguous: bool,
    #[serde(default)]
    pub ambiguous_adjectives: bool,
    #[serde(rename = "iso2")]
    pub _iso2: Option<String>,
    pub cameo: Option<String>,
    #[serde(rename = "continent")]
    pub _continent: Option<String>,
    #[serde(rename = "region")]
    pub _region: Option<String>,
    #[serde(default)]
    pub neighbours: Vec<String>,
    pub since: Option<i16>,
    pub until: Option<i16>,
    #[serde(default, rename = "successors")]
    pub _successors: Vec<String>,
    pub wikipedia: Option<String>,
    #[serde(default)]
    pub legislature: Vec<String>,
    #[serde(default)]
    pub military: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "state")]
    states: Vec<StateRow>,
}

/// Reads `states.toml`.
pub(crate) fn read(file: &str, text: &str) -> Result<Vec<StateRow>, ActorsError> {
    toml::from_str::<File>(text)
        .map(|parsed| parsed.states)
        .map_err(|error| ActorsError::File { file: file.to_owned(), reason: error.to_string() })
}
