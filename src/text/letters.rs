//! Classes of characters that the splitter and the tokenizer ask for.

/// Whether `c` separates tokens: white space, control characters and the invisible spaces.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Whether `c` may stand inside a word: letters, digits, the underscore, and marks that modify the letter before.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() || c == '_' } else { c.is_alphanumeric() || is_mark(c) }
}

/// Whether `c` modifies the character before it (accents, joiners, variation selectors, the soft hyphen).
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{93c}' | '\u{94d}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{200c}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}'
        | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether `c` is an apostrophe, straight or curly.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// The character that starts at byte `at` of `text`, if any.
pub(crate) fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(&byte) if byte < 0x80 => Some(char::from(byte)),
        Some(_) => text[at..].chars().next(),
        None => None,
    }
}

/// The character that ends before byte `at` of `text`, if any.
pub(crate) fn char_before(text: &str, at: usize) -> Option<char> {
    match at.checked_sub(1).map(|last| text.as_bytes()[last]) {
        Some(byte) if byte < 0x80 => Some(char::from(byte)),
        Some(_) => text[..at].chars().next_back(),
        None => None,
    }
}

/// Where the run of characters that satisfy `keep` ends, from byte `start` of `text`, at most at `end`.
pub(crate) fn run_end(text: &str, start: usize, end: usize, keep: impl Fn(char) -> bool) -> usize {
    let mut at = start;
    while at < end {
        match char_at(text, at) {
            Some(c) if keep(c) => at += c.len_utf8(),
            _ => break,
        }
    }
    at
}
