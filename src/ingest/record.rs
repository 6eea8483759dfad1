//! One record: the JSON object that holds an article.

use serde::Deserialize;
use serde_json::Value;

use crate::ingest::metadata::{self, Found};
use crate::ingest::{IngestError, Reading};
use crate::text::{GivenMention, Span};

/// The fields that are read, of whatever type; all others are passed over.
#[derive(Deserialize)]
pub(super) struct Record {
    text: Option<Value>,
    body: Option<Value>,
    content: Option<Value>,
    id: Option<Value>,
    title: Option<Value>,
    date: Option<Value>,
    source: Option<Value>,
    url: Option<Value>,
    mentions: Option<Value>,
}

/// Where a record stands.
pub(super) struct Place<'a> {
    pub(super) path: &'a str,
    pub(super) line: usize,
    /// Its id if it has none of its own.
    pub(super) id: String,
}

impl Record {
    /// The document of this record, after what is wrong with it.
    pub(super) fn into_documents(self, place: Place<'_>) -> Vec<Reading> {
        let (path, line) = (place.path.to_owned(), place.line);
        let id = self.id.and_then(word).unwrap_or(place.id);
        let texts = [self.text, self.body, self.content].into_iter().flatten();
        let Some(text) = texts.filter_map(string).find(|text| !text.trim().is_empty()) else {
            return vec![Err(IngestError::NoText { path, line, id })];
        };
        let mut found = Found { id: Some(id.clone()), ..Found::default() };
        found.title = self.title.and_then(word);
        found.source = self.source.and_then(publisher);
        found.url = self.url.and_then(word);
        if let Some(date) = self.date.and_then(word) {
            found.set("date", &date, line);
        }
        let mut results = Vec::new();
        if let Some((line, date)) = found.bad_date.take() {
            results.push(Err(IngestError::Date { path: path.clone(), line, found: date }));
        }
        found.date = found.date.or_else(|| text.lines().take(3).find_map(|line| metadata::dateline(line.trim())));
        let mut document = found.document(String::new(), text);
        let mentions = Mentions::of(&document.text, self.mentions);
        document.mentions = mentions.good;
        let characters = mentions.characters;
        results.extend(mentions.bad.into_iter().map(|(number, found)| {
            Err(IngestError::Mention { path: path.clone(), line, number, id: id.clone(), found, characters })
        }));
        results.push(Ok(document));
        results
    }
}

fn string(value: Value) -> Option<String> {
    if let Value::String(text) = value { Some(text) } else { None }
}

/// A string that is not blank, or a number as one.
fn word(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A publisher as a string or as an object with a name.
fn publisher(value: Value) -> Option<String> {
    match value {
        Value::Object(mut fields) => fields.remove("name").and_then(string).and_then(|name| word(name.into())),
        Value::String(_) => word(value),
        _ => None,
    }
}

/// The mentions that the caller gives: those that lie in the text, and the number and place of those that do not.
struct Mentions {
    good: Vec<GivenMention>,
    bad: Vec<(usize, String)>,
    characters: usize,
}

impl Mentions {
    fn of(text: &str, given: Option<Value>) -> Self {
        let mut mentions = Self { good: Vec::new(), bad: Vec::new(), characters: 0 };
        let Some(Value::Array(given)) = given.filter(|given| given.as_array().is_some_and(|list| !list.is_empty()))
        else {
            return mentions;
        };
        let bytes: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect();
        mentions.characters = bytes.len() - 1;
        for (index, mention) in given.iter().enumerate() {
            let at = |name: &str| bytes.get(usize::try_from(mention.get(name)?.as_u64()?).ok()?).copied();
            let field = |name: &str| mention.get(name).cloned().and_then(word);
            match (at("start"), at("end")) {
                (Some(start), Some(end)) if start < end => mentions.good.push(GivenMention {
                    span: Span::new(start, end),
                    name: field("name"),
                    kind: field("type"),
                    country: field("country"),
                }),
                _ => {
                    let shown = |name: &str| mention.get(name).map_or("nothing".to_owned(), Value::to_string);
                    mentions.bad.push((index + 1, format!("{}..{}", shown("start"), shown("end"))));
                }
            }
        }
        mentions
    }
}
