//! Addresses: URLs, e-mail, host names with a path.

use crate::text::letters::char_at;

/// The address in the chunk `text[start..end]`, if it is one, without the brackets, quotes and stops around it.
pub(crate) fn address(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let chunk = &text[start..end];
    let from = if let Some(colon) = chunk.find("://") {
        let scheme = chunk[..colon].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        if scheme == 0 {
            return None;
        }
        start + colon - scheme
    } else {
        let open = chunk.len() - chunk.trim_start_matches(is_open).len();
        let rest = &chunk[open..];
        let lower = |prefix: &str| rest.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
        if lower("www.") || lower("mailto:") || lower("doi:") { start + open } else { start + mail(chunk)? }
    };
    let to = trim_end(text, from, end);
    (to > from).then_some((from, to))
}

/// Where an e-mail address begins in `chunk`, if it holds one: a name (or none), an at sign, a dotted host.
fn mail(chunk: &str) -> Option<usize> {
    let (local, host) = chunk.split_once('@')?;
    let host = host.trim_end_matches(|c: char| !c.is_alphanumeric());
    let host = &host[..host.find(|c: char| !is_host(c)).unwrap_or(host.len())];
    let dotted = host.split_once('.').is_some_and(|(name, rest)| !name.is_empty() && !rest.is_empty());
    let part = |c: char| is_host(c) || matches!(c, '%' | '+' | '&' | '=' | '…');
    dotted.then(|| local.trim_end_matches(part).len())
}

fn is_host(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_')
}

fn is_open(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '<' | '"' | '\'' | '“' | '‘' | '«' | '*')
}

/// Where the address that begins at `from` ends: stops, quotes and unbalanced brackets at its end are not part of it.
pub(crate) fn trim_end(text: &str, from: usize, end: usize) -> usize {
    let mut to = end;
    if let Some(at) = text[from..to].find(['<', '>', '"', '“', '”', '«', '»', '|']) {
        to = from + at;
    }
    let mut unopened = {
        let count = |c: char| text[from..to].bytes().filter(|&byte| char::from(byte) == c).count();
        count(')').saturating_sub(count('('))
    };
    while let Some(last) = text[from..to].chars().next_back() {
        match last {
            ')' if unopened > 0 => unopened -= 1,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '…' | ']' | '}' | '*' => {}
            _ => break,
        }
        to -= last.len_utf8();
    }
    debug_assert!(to == end || char_at(text, to).is_some());
    to
}
