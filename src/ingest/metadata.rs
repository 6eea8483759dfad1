//! What the head of an article says of it: lines such as “Published: 3 March 2024”, and the dateline.

use jiff::civil::Date;

use crate::text::{Document, find_date, parse_date};

/// Lines looked at.
const HEAD_LINES: usize = 8;
/// Longest line of metadata or headline, in characters.
const LONGEST_LINE: usize = 160;
/// Longest dateline, in bytes.
const LONGEST_DATELINE: usize = 80;
/// What may stand between the dateline and the text.
const DASHES: &[&str] = &[" — ", " – ", " -- ", " - ", "—", "–", ": ", ") "];

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    pub(super) author: Option<String>,
    /// A date that could not be read, and its line.
    pub(super) bad_date: Option<(usize, String)>,
}

impl Found {
    /// Takes a `value` said under `key` in line `line`; gives whether the key is known.
    pub(super) fn set(&mut self, key: &str, value: &str, line: usize) -> bool {
        let field = match key.to_ascii_lowercase().as_str() {
            "id" => &mut self.id,
            "title" | "headline" => &mut self.title,
            "source" | "publisher" | "publication" | "agency" => &mut self.source,
            "url" | "link" => &mut self.url,
            "date" | "published" | "published on" | "posted" | "posted on" | "date published" => {
                self.set_date(value, line);
                return true;
            }
            "updated" | "last updated" => {
                self.date = self.date.or_else(|| parse_date(value));
                return true;
            }
            "author" | "authors" | "byline" => &mut self.author,
            "section" | "tags" | "category" | "language" => return true,
            _ => return false,
        };
        if !value.is_empty() && field.is_none() {
            *field = Some(value.to_owned());
        }
        true
    }

    fn set_date(&mut self, value: &str, line: usize) {
        match parse_date(value) {
            Some(date) => self.date = Some(date),
            None if value.is_empty() => {}
            None => self.bad_date = Some((line, value.to_owned())),
        }
    }

    /// Fills what is unknown from `other`.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            id: self.id.or(other.id),
            title: self.title.or(other.title),
            date: self.date.or(other.date),
            source: self.source.or(other.source),
            url: self.url.or(other.url),
            author: self.author.or(other.author),
            bad_date: self.bad_date.or(other.bad_date),
        }
    }

    /// The document with `text`, and `id` if it has none of its own.
    pub(super) fn document(self, id: String, text: String) -> Document {
        Document {
            id: self.id.unwrap_or(id),
            title: self.title,
            date: self.date,
            source: self.source,
            url: self.url,
            author: self.author,
            text,
            mentions: Vec::new(),
        }
    }
}

/// What the first lines of `text` say.
pub(super) fn of_text(text: &str) -> Found {
    let mut found = Found::default();
    let lines =
        || text.lines().enumerate().map(|(at, line)| (at + 1, line.trim())).filter(|(_, line)| !line.is_empty());
    let alone = lines().nth(1).is_none();
    for (index, (number, line)) in lines().take(HEAD_LINES).enumerate() {
        let short = line.len() <= LONGEST_LINE * 4 && line.chars().count() <= LONGEST_LINE;
        if short && !alone && read_line(&mut found, line, number) {
            continue;
        }
        if let Some(date) = dateline(line) {
            found.date = found.date.or(Some(date));
            break;
        }
        if !short || line.ends_with('.') {
            break;
        }
        if index == 0 && !alone {
            found.title = Some(line.trim_start_matches('#').trim().to_owned());
        }
    }
    found
}

/// Reads a line that says something of the article; gives whether it does.
fn read_line(found: &mut Found, line: &str, number: usize) -> bool {
    if let Some(date) = parse_date(line) {
        found.date = found.date.or(Some(date));
        return true;
    }
    if let Some((key, value)) = line.split_once(':') {
        let (key, value) = (key.trim(), value.trim());
        if key.eq_ignore_ascii_case("source")
            && let Some((source, date)) = source_and_date(value, &[", ", " — ", " – ", " - ", " | ", "; "])
        {
            found.date = found.date.or(Some(date));
            return found.set(key, source, number);
        }
        return value.len() < 120 && found.set(key, value, number);
    }
    if line.starts_with("By ") && !line.ends_with('.') && line.split_whitespace().count() <= 10 {
        return true;
    }
    let Some((source, date)) = source_and_date(line, &[" | ", " — ", " – ", " - ", " · "]) else { return false };
    found.date = found.date.or(Some(date));
    if source.chars().any(char::is_lowercase) && !source.starts_with("By ") && found.source.is_none() {
        found.source = Some(source.to_owned());
    }
    true
}

/// A short line that is a name and a date with one of `separators` between them.
fn source_and_date<'a>(line: &'a str, separators: &[&str]) -> Option<(&'a str, Date)> {
    separators.iter().find_map(|separator| {
        line.match_indices(separator).find_map(|(at, _)| {
            let (left, right) = (line[..at].trim(), line[at + separator.len()..].trim());
            let named = |name: &str| !name.is_empty() && name.split_whitespace().count() <= 6;
            match (parse_date(left), parse_date(right)) {
                (None, Some(date)) if named(left) => Some((left, date)),
                (Some(date), None) if named(right) => Some((right, date)),
                _ => None,
            }
        })
    })
}

/// The date in the dateline that `line` begins with, if it does: “KYIV, March 3, 2024 — …”, “WASHINGTON (Aug. 30, 2023)”.
pub(super) fn dateline(line: &str) -> Option<Date> {
    let mut limit = line.len().min(LONGEST_DATELINE);
    while !line.is_char_boundary(limit) {
        limit -= 1;
    }
    let start = &line[..limit];
    let place = start.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ':')).next().unwrap_or_default();
    if !place.starts_with(char::is_uppercase) {
        return None;
    }
    let ends = || DASHES.iter().filter_map(|dash| start.find(dash));
    if let Some(end) = start.find(')').filter(|_| capitals(place)) {
        return find_date(&start[..end]);
    }
    let date = find_date(&start[..ends().min()?])?;
    (capitals(place) || starts_with_place(start)).then_some(date)
}

fn capitals(word: &str) -> bool {
    word.chars().count() >= 3 && word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '\'' | '’'))
}

/// Whether what stands before the first comma or bracket is one to three capitalized words.
fn starts_with_place(line: &str) -> bool {
    let place = line.split([',', '(']).next().unwrap_or_default().trim();
    let words = place.split_whitespace();
    words.clone().count() <= 3
        && words.clone().all(|word| word.starts_with(char::is_uppercase))
        && place.len() < line.len()
}
