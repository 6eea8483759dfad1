use crate::text::Span;

/// Bytes a block of [`CharIndex`] covers.
const BLOCK: usize = 64;

/// Turns byte offsets of a text into character offsets, as the output formats count them.
///
/// Built in one forward pass over the text; a look-up counts at most 64 bytes.
#[derive(Clone, Debug)]
pub struct CharIndex<'t> {
    text: &'t str,
    /// Characters before each block; empty when every character is one byte.
    before: Vec<u32>,
}

impl<'t> CharIndex<'t> {
    /// Reads `text` once.
    pub fn new(text: &'t str) -> Self {
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for block in text.as_bytes().chunks(BLOCK) {
                before.push(count);
                count += starts(block);
            }
            before.push(count);
        }
        Self { text, before }
    }

    /// Number of characters before the byte at `offset`.
    pub fn char_at(&self, offset: u32) -> u32 {
        let Some(&before) = self.before.get(offset as usize / BLOCK) else { return offset };
        let block = offset as usize / BLOCK * BLOCK;
        before + starts(&self.text.as_bytes()[block..offset as usize])
    }

    /// First character of `span` and one past its last.
    pub fn chars(&self, span: Span) -> (u32, u32) {
        (self.char_at(span.start), self.char_at(span.end))
    }
}

/// Number of characters that start in `bytes`.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::CharIndex;

    #[test]
    fn agrees_with_counting() {
        let long = "Köln — “letters” 会談 ".repeat(40);
        for text in ["", "plain", "é", "a\u{2014}b", long.as_str()] {
            let index = CharIndex::new(text);
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                assert_eq!(
                    index.char_at(offset as u32) as usize,
                    text[..offset].chars().count(),
                    "{text:?} at {offset}"
                );
            }
        }
    }
}
