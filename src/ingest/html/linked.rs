//! JSON-LD: what the page says of its article to machines.

use serde_json::Value;

use crate::text::parse_date;

use super::About;

/// How deep descriptions may lie inside each other.
const DEEPEST: usize = 12;

/// What the JSON-LD in `blocks` says of an article, if it describes one.
pub(super) fn read<'t>(blocks: impl Iterator<Item = &'t str>) -> About {
    let mut found = About::default();
    for block in blocks {
        let block = block.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
        let block = block.trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
        let block = block.trim_end_matches("//]]>").trim_end_matches("]]>");
        // line ends inside strings are common and not allowed
        let flat = block.replace(['\n', '\r', '\t'], " ");
        if let Ok(value) = serde_json::from_str::<Value>(&flat) {
            walk(&value, 0, &mut found);
        }
    }
    found
}

fn walk(value: &Value, depth: usize, found: &mut About) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(list) => list.iter().for_each(|item| walk(item, depth + 1, found)),
        Value::Object(fields) => {
            if fields.get("@type").is_some_and(is_article) {
                let about = article(value);
                *found = std::mem::take(found).or(about);
            }
            for key in ["@graph", "mainEntity", "hasPart", "itemListElement"] {
                if let Some(inner) = fields.get(key) {
                    walk(inner, depth + 1, found);
                }
            }
        }
        _ => {}
    }
}

/// Whether a type is that of an article: `NewsArticle`, `ReportageNewsArticle`, `BlogPosting`, `LiveBlogPosting`, …
fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(name) => ["Article", "Posting", "Report"].iter().any(|end| name.ends_with(end)),
        Value::Array(kinds) => kinds.iter().any(is_article),
        _ => false,
    }
}

fn article(value: &Value) -> About {
    let date = |key: &str| word(value.get(key)?).and_then(|text| parse_date(&text));
    About {
        title: value.get("headline").or_else(|| value.get("name")).and_then(word),
        date: date("datePublished").or_else(|| date("dateCreated")),
        updated: date("dateModified"),
        source: value.get("publisher").or_else(|| value.get("sourceOrganization")).and_then(name),
        author: value.get("author").or_else(|| value.get("creator")).and_then(name),
        url: value.get("url").or_else(|| value.get("mainEntityOfPage")).and_then(address),
        body: value.get("articleBody").and_then(Value::as_str).map(str::to_owned),
        is_article: true,
    }
}

fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(super::unescaped(text.trim())).filter(|text| !text.is_empty()),
        Value::Array(list) => list.iter().find_map(word),
        _ => None,
    }
}

/// The name of a person or organization, or of each in a list.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::Object(fields) => fields.get("name").and_then(word),
        Value::Array(list) => {
            let names: Vec<_> = list.iter().filter_map(name).collect();
            Some(names.join(", ")).filter(|names| !names.is_empty())
        }
        other => word(other),
    }
}

fn address(value: &Value) -> Option<String> {
    match value {
        Value::Object(fields) => fields.get("@id").or_else(|| fields.get("url")).and_then(word),
        other => word(other),
    }
    .filter(|url| url.starts_with("http"))
}
