//! Text made safe for a kind of file.
//!
//! In: any text. Out: text that a reader of that kind takes as text and nothing else.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io;

/// Writes `text` as the inside of an XML attribute or element; what XML cannot hold is left out.
pub(super) fn xml(text: &str, out: &mut (impl io::Write + ?Sized)) -> io::Result<()> {
    escaped(text, &ATTRIBUTE, out)
}

/// Writes `text` as the inside of an XML element, where quotes stand as they are; what XML cannot hold is left out.
pub(super) fn xml_content(text: &str, out: &mut (impl io::Write + ?Sized)) -> io::Result<()> {
    escaped(text, &CONTENT, out)
}

/// The bytes that need a look inside an attribute; a table is faster than comparing.
const ATTRIBUTE: [bool; 256] = {
    let mut table = CONTENT;
    table[b'"' as usize] = true;
    table
};

/// The bytes that need a look inside an element.
const CONTENT: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = true;
        byte += 1;
    }
    table[b'&' as usize] = true;
    table[b'<' as usize] = true;
    table[b'>' as usize] = true;
    table[0xef] = true;
    table
};

fn escaped(text: &str, special: &[bool; 256], out: &mut (impl io::Write + ?Sized)) -> io::Result<()> {
    let bytes = text.as_bytes();
    let (mut rest, mut from) = (0, 0);
    while let Some(found) = bytes[from..].iter().position(|byte| special[usize::from(*byte)]) {
        let i = from + found;
        let (escaped, length): (&[u8], _) = match bytes[i] {
            b'&' => (b"&amp;", 1),
            b'<' => (b"&lt;", 1),
            b'>' => (b"&gt;", 1),
            b'"' => (b"&quot;", 1),
            // a reader would turn them into spaces or line feeds
            b'\n' => (b"&#10;", 1),
            b'\r' => (b"&#13;", 1),
            b'\t' => (b"&#9;", 1),
            0..0x20 => (b"", 1),
            // the noncharacters that XML forbids begin with 0xef
            _ if matches!(bytes[i..i + 3], [_, 0xbf, 0xbe | 0xbf]) => (b"", 3),
            _ => {
                from = i + 3;
                continue;
            }
        };
        out.write_all(&bytes[rest..i])?;
        out.write_all(escaped)?;
        rest = i + length;
        from = rest;
    }
    out.write_all(&bytes[rest..])
}

/// Whether XML 1.0 can hold the character.
pub(super) const fn is_xml(c: char) -> bool {
    !matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}')
}

/// An id that XML can hold: a character that it cannot is written `_x0001_`, as office suites do.
pub(super) fn xml_id(id: &str) -> Cow<'_, str> {
    let plain = id.bytes().all(|byte| matches!(byte, b' '..=b'~')) || id.chars().all(is_xml);
    if plain && !id.contains("_x") {
        return Cow::Borrowed(id);
    }
    let mut out = String::new();
    for (i, c) in id.char_indices() {
        if !is_xml(c) || (c == '_' && coded(&id[i..]).is_some()) {
            let _ = write!(out, "_x{:04X}_", c as u32);
        } else {
            out.push(c);
        }
    }
    out.into()
}

/// The id that [`xml_id`] made `id` of.
pub(super) fn from_xml_id(id: &str) -> String {
    let mut out = String::new();
    let mut rest = id;
    while let Some(c) = rest.chars().next() {
        if let Some(c) = coded(rest) {
            out.push(c);
            rest = &rest["_x0000_".len()..];
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// The character that `text` begins with, if that is written `_x0001_`.
fn coded(text: &str) -> Option<char> {
    let code = text.strip_prefix("_x")?.get(..5)?.strip_suffix('_')?;
    let plain = code.bytes().all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b));
    if plain { u32::from_str_radix(code, 16).ok().and_then(char::from_u32) } else { None }
}

/// A cell that no spreadsheet takes for a formula: `'` before what begins like one, before an empty text (an empty
/// cell is no text), and before what begins with `'` and would be taken for such a cell.
pub(super) fn cell(text: &str) -> Cow<'_, str> {
    if is_marked(text) { format!("'{text}").into() } else { Cow::Borrowed(text) }
}

/// The text that [`cell`] made the cell of; nothing when it is empty.
pub(super) fn from_cell(cell: &str) -> Option<&str> {
    match cell.strip_prefix('\'') {
        Some(text) if is_marked(text) => Some(text),
        _ => (!cell.is_empty()).then_some(cell),
    }
}

fn is_marked(text: &str) -> bool {
    let first = text.bytes().find(|byte| *byte != b'\'');
    matches!(first, None | Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r'))
}

/// `text` percent-encoded, but for the characters that mean nothing in an IRI or in a short name of Turtle.
pub(super) fn percent(text: &str) -> Cow<'_, str> {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    if text.as_bytes().iter().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for b in text.bytes() {
        if plain(&b) {
            out.push(b.into());
        } else {
            let _ = write!(out, "%{b:02X}");
        }
    }
    out.into()
}

/// `text` on one line, without control characters, each run of white space one space.
pub(super) fn one_line(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first `most` characters, with an ellipsis when there were more.
pub(super) fn capped(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

/// `text` on one line of Markdown, where it is text and no mark-up.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::new();
    for c in one_line(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '$' | '&' | '^' | '=' | '%') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{cell, from_cell, from_xml_id, markdown, one_line, percent, xml, xml_content, xml_id};

    #[test]
    fn xml_holds_what_it_can() {
        let mut out = Vec::new();
        xml("a<b> & \"c\"\u{1}\n\td\u{202e}😀\u{ffff}ﾀ\u{fffd}", &mut out).expect("memory takes it");
        assert_eq!(String::from_utf8_lossy(&out), "a&lt;b&gt; &amp; &quot;c&quot;&#10;&#9;d\u{202e}😀ﾀ\u{fffd}");
        out.clear();
        xml_content("a<b> & \"c\"\u{1}\n\td\u{202e}😀\u{ffff}ﾀ\u{fffd}", &mut out).expect("memory takes it");
        assert_eq!(String::from_utf8_lossy(&out), "a&lt;b&gt; &amp; \"c\"&#10;&#9;d\u{202e}😀ﾀ\u{fffd}");
    }

    #[test]
    fn ids_come_back_from_xml() {
        let cases = [
            ("RUS", "RUS"),
            ("a_xb", "a_xb"),
            ("a\u{1}b", "a_x0001_b"),
            ("_x0001_", "_x005F_x0001_"),
            ("_x0001", "_x0001"),
            ("é_x00E9_", "é_x005F_x00E9_"),
        ];
        for (id, expected) in cases {
            assert_eq!(xml_id(id), expected, "{id:?}");
            assert_eq!(from_xml_id(expected), id, "{expected:?}");
        }
    }

    #[test]
    fn cells_are_no_formulas_and_come_back() {
        let cases =
            [("=1+1", "'=1+1"), ("-x", "'-x"), ("'=a", "''=a"), ("'a", "'a"), ("", "'"), ("'", "''"), ("a=b", "a=b")];
        for (text, expected) in cases {
            assert_eq!(cell(text), expected, "{text:?}");
            assert_eq!(from_cell(expected), Some(text), "{expected:?}");
        }
        assert_eq!(from_cell(""), None);
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(percent("a b/ä"), "a%20b%2F%C3%A4");
        assert_eq!(one_line("a\n\n b\u{0}c"), "a b c");
        assert_eq!(markdown("[[x]] <b>"), "\\[\\[x\\]\\] \\<b\\>");
    }
}
