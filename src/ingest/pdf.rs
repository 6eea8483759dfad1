//! PDF: the text of its pages. What its makers did not mark as lines and paragraphs is put together as well as can be.

use crate::ingest::{IngestError, Reading, metadata, text};
use crate::text::guard;

/// The document in the PDF `bytes`.
pub(super) fn read(path: &str, stem: String, bytes: &[u8]) -> Vec<Reading> {
    let damaged =
        |found: String| IngestError::Damaged { path: path.to_owned(), expected: "a PDF document with text", found };
    // the crate panics on some documents, which are many kinds of broken
    let content = match guard::caught(|| pdf_extract::extract_text_from_mem(bytes)) {
        Ok(Ok(content)) => content,
        Ok(Err(error)) => return vec![Err(damaged(error.to_string()))],
        Err(message) => return vec![Err(damaged(format!("a part that cannot be read ({message})")))],
    };
    let content = paragraphs(&content);
    if content.is_empty() {
        return vec![Err(damaged(
            "no text; it may hold pictures of pages, which need to be recognized first".to_owned(),
        ))];
    }
    let found = metadata::of_text(&content);
    text::finish(path, stem, found, content)
}

/// The lines of a page joined to paragraphs: a line goes on in the next unless it is short or a blank line follows.
fn paragraphs(content: &str) -> String {
    let lines: Vec<String> =
        content.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let mut widths: Vec<usize> = lines.iter().map(|line| line.chars().count()).filter(|width| *width > 0).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() * 3 / 4).copied().unwrap_or(0);
    let mut out: Vec<String> = Vec::new();
    let mut full = false;
    for line in &lines {
        // page numbers stand alone
        if line.is_empty() || line.chars().all(|c| c.is_ascii_digit() || c == '-' || c == ' ') {
            full = full && line.is_empty() && out.last().is_some_and(|last| !ends(last));
            continue;
        }
        match out.last_mut().filter(|_| full) {
            Some(last) if last.ends_with('-') && line.starts_with(char::is_lowercase) => {
                last.pop();
                last.push_str(line);
            }
            Some(last) => {
                last.push(' ');
                last.push_str(line);
            }
            None => out.push(line.clone()),
        }
        full = line.chars().count() * 4 >= usual * 3 && usual > 30;
    }
    out.join("\n\n")
}

/// Whether a sentence ends at the end of `text`.
fn ends(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '!', '?', ':'])
}
