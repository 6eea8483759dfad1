//! Lines and paragraphs: which line ends are part of a sentence and which end it.
//!
//! In: a text. Out: its blocks, stretches that no sentence crosses. A blank line always ends a block. A single line end
//! does too, unless the text is hard-wrapped and the line is full, or the sentence plainly goes on in the next line.

use crate::text::letters::{char_at, is_space};

/// Widest line of a hard-wrapped text, in bytes.
const WIDEST_WRAP: usize = 140;
/// A line that ends in one of these goes on in the next.
const UNFINISHED: &[&str] = &[
    "a", "an", "and", "as", "at", "between", "but", "by", "for", "from", "in", "into", "of", "on", "or", "than",
    "that", "the", "their", "to", "which", "with",
];

/// A stretch of text that no sentence crosses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether it is a single line.
    pub(crate) line: bool,
}

/// The blocks of `text` that hold anything but space, in order.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let width = wrap_width(text, &lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut previous: Option<Line> = None;
    for &line in &lines {
        if line.start == line.end {
            previous = None;
            continue;
        }
        match (previous, blocks.last_mut()) {
            (Some(above), Some(block)) if goes_on(text, above, line, width) => {
                block.end = line.end;
                block.line = false;
            }
            _ => blocks.push(Block { start: line.start, end: line.end, line: true }),
        }
        previous = Some(line);
    }
    blocks
}

/// A line without the space around it; empty when blank.
#[derive(Clone, Copy)]
struct Line {
    start: usize,
    end: usize,
}

fn lines(text: &str) -> Vec<Line> {
    let mut at = 0;
    let ends = |c: char| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let mut lines = Vec::new();
    while at < text.len() {
        let stop = text[at..].find(ends).map_or(text.len(), |length| at + length);
        let line = &text[at..stop];
        let start = stop - line.trim_start_matches(is_space).len();
        lines.push(Line { start, end: start + line[start - at..].trim_end_matches(is_space).len() });
        at = match text[stop..].chars().next() {
            Some('\r') if text[stop..].starts_with("\r\n") => stop + 2,
            Some(c) => stop + c.len_utf8(),
            None => stop,
        };
    }
    lines
}

/// The width to which the text is wrapped, if it is: most line ends come where the next word no longer fitted.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let width = lines.iter().map(|line| line.end - line.start).max().unwrap_or(0);
    if !(20..=WIDEST_WRAP).contains(&width) {
        return None;
    }
    let pairs = || lines.windows(2).filter(|pair| pair.iter().all(|line| line.start < line.end));
    let full = pairs().filter(|pair| is_full(text, pair[0], pair[1], width)).count();
    (full >= 2 && full * 2 >= pairs().count()).then_some(width)
}

/// Whether the first word of `next` would not have fitted on `line`.
fn is_full(text: &str, line: Line, next: Line, width: usize) -> bool {
    let words = &text[next.start..next.end];
    let first = words.find(is_space).unwrap_or(words.len());
    line.end - line.start + 1 + first + width / 20 > width
}

/// Whether a sentence goes on from `line` into `next`, the line right below.
fn goes_on(text: &str, line: Line, next: Line, width: Option<usize>) -> bool {
    let above = &text[line.start..line.end];
    if is_bullet(&text[next.start..next.end]) {
        return false;
    }
    if width.is_some_and(|width| is_full(text, line, next, width)) {
        return true;
    }
    let finished = above.trim_end_matches(['"', '\'', '”', '’', ')', ']']).ends_with(['.', '!', '?', ':', ';', '…']);
    if finished {
        return false;
    }
    if char_at(text, next.start).is_some_and(char::is_lowercase) {
        return !is_address(&text[next.start..next.end]);
    }
    let last = above.rsplit(is_space).next().unwrap_or(above);
    above.len() >= 10 && (last.ends_with(',') || UNFINISHED.contains(&last))
}

fn is_address(line: &str) -> bool {
    line.starts_with("http") || line.starts_with("www.") || !line.contains(is_space) && line.contains(['@', '/'])
}

/// Whether `line` begins as an item of a list does.
pub(crate) fn is_bullet(line: &str) -> bool {
    let Some(first) = line.chars().next() else { return false };
    let rest = &line[first.len_utf8()..];
    if matches!(first, '•' | '·' | '‣' | '▪' | '■' | '●' | '◦' | '➤' | '►' | '✓' | '–' | '—' | '-' | '*' | '+' | '>')
    {
        return rest.starts_with(is_space);
    }
    let item = line.strip_prefix('(').unwrap_or(line);
    let number = item.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let counted = item[..number].bytes().all(|byte| byte.is_ascii_digit()) && number <= 3 || number == 1;
    number > 0 && counted && item[number..].strip_prefix(['.', ')']).is_some_and(|rest| rest.starts_with(is_space))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> =
            blocks(text).iter().map(|block| text[block.start..block.end].replace(['\n', '\r'], "|")).collect();
        assert_eq!(found, expected, "blocks of {text:?}");
    }

    #[test]
    fn line_ends_that_end_a_block() {
        check(
            "Army moves north\nMINSK — The army moved.\nIt stopped.",
            &["Army moves north", "MINSK — The army moved.", "It stopped."],
        );
        check("One.\n\n  Two.  \r\n\r\nThree", &["One.", "Two.", "Three"]);
        check(
            "Talks resume\nWho: both sides\n- first point\n- second point",
            &["Talks resume", "Who: both sides", "- first point", "- second point"],
        );
        check("", &[]);
        check(" \n\u{a0}\n", &[]);
    }

    #[test]
    fn line_ends_inside_a_sentence() {
        check(
            "The president of\nBelarus met the envoy\nyesterday.",
            &["The president of|Belarus met the envoy|yesterday."],
        );
        check(
            "The foreign ministers of the three states met\nin Vienna on Monday and spoke about grain, coal\n\
             and oil. Ministers will meet again when their\nPresidents agree on the list of goods for the\n\
             coming year.\nNothing else was said.",
            &[
                "The foreign ministers of the three states met|in Vienna on Monday and spoke about grain, coal|\
               and oil. Ministers will meet again when their|Presidents agree on the list of goods for the|\
               coming year.",
                "Nothing else was said.",
            ],
        );
    }
}
