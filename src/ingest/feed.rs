//! Feeds saved as files: RSS, Atom and JSON Feed; each entry is an article.

use feed_rs::model::{Entry, Feed, Text};

use crate::ingest::metadata::Found;
use crate::ingest::{IngestError, Reading, html};
use crate::text::parse_date;

/// The documents of the feed in `bytes`, and what is wrong with them.
pub(super) fn read(path: &str, stem: &str, bytes: &[u8]) -> Vec<Reading> {
    let parser = feed_rs::parser::Builder::new().id_generator(|_, _, _| String::new()).build();
    match parser.parse(bytes) {
        Ok(feed) if feed.entries.is_empty() => vec![Err(IngestError::NoArticle { path: path.to_owned() })],
        Ok(feed) => entries(path, stem, &feed),
        Err(error) => {
            let found = error.to_string();
            vec![Err(IngestError::Damaged {
                path: path.to_owned(),
                expected: "a feed (RSS, Atom or JSON Feed)",
                found,
            })]
        }
    }
}

fn entries(path: &str, stem: &str, feed: &Feed) -> Vec<Reading> {
    let source = feed.title.as_ref().map(words).filter(|title| !title.is_empty());
    let mut out = Vec::new();
    for (index, entry) in feed.entries.iter().enumerate() {
        let id = Some(entry.id.trim()).filter(|id| !id.is_empty()).map(str::to_owned);
        let place = format!("{path}: entry {}", index + 1);
        match document(entry, source.clone(), id) {
            Some(found) => out.push(Ok(found.0.document(format!("{stem}#{}", index + 1), found.1))),
            None => out.push(Err(IngestError::Empty { path: place })),
        }
    }
    out
}

/// What an entry says, and its text: the headline and the longest of its texts.
fn document(entry: &Entry, source: Option<String>, id: Option<String>) -> Option<(Found, String)> {
    let title = entry.title.as_ref().map(words).filter(|title| !title.is_empty());
    let content = entry.content.as_ref().and_then(|content| content.body.as_deref());
    let texts = [content, entry.summary.as_ref().map(|summary| summary.content.as_str())];
    let body = texts.into_iter().flatten().map(html::fragment).max_by_key(String::len).unwrap_or_default();
    let body = body.trim_end_matches("[…]").trim_end_matches("[...]").trim_end();
    let text = match &title {
        Some(title) if body.is_empty() => title.clone(),
        Some(title) if !body.starts_with(title.as_str()) => format!("{title}\n\n{body}"),
        _ => body.to_owned(),
    };
    let date = entry.published.or(entry.updated).and_then(|date| parse_date(&date.to_rfc3339()));
    let author = entry.authors.first().and_then(|person| person.name.clone()).filter(|name| !name.is_empty());
    let url = entry.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let url = url.or(entry.links.first()).map(|link| link.href.clone());
    let found = Found { id, title, date, source, url, author, ..Found::default() };
    (!text.trim().is_empty()).then_some((found, text))
}

/// A title without markup, on one line.
fn words(text: &Text) -> String {
    html::fragment(&text.content).split_whitespace().collect::<Vec<_>>().join(" ")
}
