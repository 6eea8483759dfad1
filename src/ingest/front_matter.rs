//! The block of `key: value` lines between `---` lines at the head of a file.

use crate::ingest::metadata::Found;

/// What the front matter of `content` says, the line it begins in, and the rest of `content`.
pub(super) fn split(content: &str) -> (Found, &str) {
    let none = (Found::default(), content);
    let opening = content.trim_start();
    let Some(fence) = ["---", "+++"].into_iter().find(|fence| opening.starts_with(fence)) else { return none };
    let mut lines = opening.split_inclusive('\n');
    if lines.next().is_none_or(|line| line.trim_end() != fence) {
        return none;
    }
    let mut found = Found::default();
    let mut line_number = content[..content.len() - opening.len()].matches('\n').count() + 1;
    let mut used = opening.find('\n').map_or(opening.len(), |at| at + 1);
    for line in lines {
        line_number += 1;
        used += line.len();
        let line = line.trim_end();
        if line == fence || fence == "---" && line == "..." {
            return (found, &opening[used..]);
        }
        let indented = line.starts_with([' ', '\t', '#']);
        if let Some((key, value)) = line.split_once(if fence == "+++" { '=' } else { ':' }).filter(|_| !indented) {
            found.set(key.trim(), unquoted(value.trim()), line_number);
        }
    }
    none
}

/// A value without the quotes around it.
fn unquoted(value: &str) -> &str {
    ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote)).unwrap_or(value).trim()
}
