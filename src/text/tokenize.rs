//! Words, in the way of the Universal Dependencies treebanks EWT and GUM.
//!
//! In: a stretch of text. Out: its tokens, appended to a vector; every character that is not a space lies in exactly
//! one of them. One pass, linear time.

use crate::text::letters::{char_at, char_before, is_apostrophe, is_mark, is_space, is_word, run_end};
use crate::text::orthography::{Orthography, key};
use crate::text::{Span, Token, web, word};

/// Appends the tokens of `text[start..end]` to `out`.
pub(crate) fn tokenize(text: &str, start: usize, end: usize, out: &mut Vec<Token>) {
    let mut tokenizer = Tokenizer { text, end, lists: Orthography::embedded(), out, quoted: false };
    let mut at = start;
    while at < end {
        at = run_end(text, at, end, is_space);
        let stop = run_end(text, at, end, |c| !is_space(c));
        if stop > at {
            tokenizer.chunk(at, stop);
            if let Some(last) = tokenizer.out.last_mut() {
                last.space_after = stop < text.len();
            }
        }
        at = stop;
    }
}

/// The state of one pass.
struct Tokenizer<'a> {
    text: &'a str,
    /// End of the stretch; nothing after it is looked at.
    end: usize,
    lists: &'static Orthography,
    out: &'a mut Vec<Token>,
    /// Whether a single quotation mark is open.
    quoted: bool,
}

impl Tokenizer<'_> {
    fn push(&mut self, start: usize, end: usize, joined: bool) {
        self.out.push(Token { span: Span::new(start as u32, end as u32), joined, space_after: false });
    }

    /// A run of characters without space.
    fn chunk(&mut self, start: usize, end: usize) {
        if self.text.as_bytes()[start..end].iter().all(u8::is_ascii_alphanumeric) {
            return self.split_word(start, end);
        }
        if let Some((from, to)) = web::address(self.text, start, end) {
            self.pieces(start, from, end);
            self.push(from, to, false);
            self.pieces(to, end, end);
        } else {
            self.pieces(start, end, end);
        }
    }

    /// The tokens of `start..end`, which lies in a chunk that ends at `limit`.
    fn pieces(&mut self, start: usize, end: usize, limit: usize) {
        let mut at = start;
        while at < end {
            let c = char_at(self.text, at).expect("at lies on a character before the end");
            at = if is_word(c) { self.word(at, end) } else { self.symbol(at, end, limit, c) };
        }
    }

    /// The word at `start`; gives where it ends.
    fn word(&mut self, start: usize, end: usize) -> usize {
        let stop = word::end(self.text, self.lists, start, end, self.end);
        self.split_word(start, stop);
        stop
    }

    /// Emits the word at `start..end`, divided into the words of a contraction or into number and unit.
    fn split_word(&mut self, start: usize, end: usize) {
        let cuts = word::cuts(self.lists, &self.text[start..end]);
        let mut from = start;
        for &cut in &cuts.at {
            self.push(from, start + cut, cuts.joined && from > start);
            from = start + cut;
        }
        self.push(from, end, cuts.joined && from > start);
    }

    /// The token at `start`, which begins with the symbol `c`; gives where it ends.
    fn symbol(&mut self, start: usize, end: usize, limit: usize, c: char) -> usize {
        if is_apostrophe(c) || matches!(c, '‘' | '`') {
            return self.single_quote(start, end, c);
        }
        if let Some(stop) = self.emoticon(start, limit) {
            self.push(start, stop, false);
            return stop;
        }
        let after = start + c.len_utf8();
        let next = char_at(self.text, after).filter(|_| after < end);
        let glued = char_before(self.text, start).is_some_and(is_word);
        let stop = match c {
            '#' | '@' if !glued && next.is_some_and(|c| c.is_alphabetic() || c == '_') => {
                run_end(self.text, after, end, is_word)
            }
            '+' | '.' if !glued && next.is_some_and(|c| c.is_ascii_digit()) => {
                word::end(self.text, self.lists, after, end, self.end)
            }
            '.' if !glued && self.is_file_ending(after, limit) => limit,
            '.' | '?' | '!' | '…' => run_end(self.text, after, end, |c| matches!(c, '.' | '?' | '!' | '…')),
            '-' | '=' | '*' | '~' | '+' | '#' | '<' | '>' | '|' | ',' | '$' => {
                run_end(self.text, after, end, |other| other == c)
            }
            _ => self.marks_end(after, end),
        };
        self.push(start, stop, false);
        stop
    }

    /// Whether a dot before `start..end` makes it the ending of a file name: .pdf
    fn is_file_ending(&self, start: usize, end: usize) -> bool {
        start + 2 < end && self.lists.endings.contains(key(&self.text[start..end]).as_slice())
    }

    /// Where the marks that modify a symbol end (skin tones, joined emoji).
    fn marks_end(&self, mut at: usize, end: usize) -> usize {
        while at < end {
            match char_at(self.text, at) {
                Some('\u{200d}') => {
                    at += '\u{200d}'.len_utf8();
                    if let Some(c) = char_at(self.text, at).filter(|&c| at < end && !c.is_ascii()) {
                        at += c.len_utf8();
                    }
                }
                Some(c) if is_mark(c) => at += c.len_utf8(),
                _ => break,
            }
        }
        at
    }

    /// An apostrophe or single quotation mark at `start`: elision, clitic, possessive, or quotation mark.
    fn single_quote(&mut self, start: usize, end: usize, c: char) -> usize {
        let after = start + c.len_utf8();
        if char_at(self.text, after).is_some_and(|next| next == c && after < end) {
            self.push(start, after + c.len_utf8(), false);
            return after + c.len_utf8();
        }
        let before = char_before(self.text, start);
        if before.is_some_and(is_word) {
            let possessive = matches!(before, Some('s' | 'S' | 'z' | 'x')) && !self.quoted && is_apostrophe(c);
            self.quoted = false;
            self.push(start, after, possessive);
            return after;
        }
        let stop = run_end(self.text, after, end, is_word);
        if stop > after && is_apostrophe(c) && (self.elided(&self.text[after..stop])) {
            self.push(start, stop, false);
            return stop;
        }
        self.quoted = stop > after;
        self.push(start, after, false);
        after
    }

    /// Whether an apostrophe before `word` belongs to it: ’72, ’em, ’s.
    fn elided(&self, word: &str) -> bool {
        word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 3
            || word::is_clitic(word)
            || self.lists.elisions.contains(key(word).as_slice())
    }

    /// Where the emoticon that begins at `start` ends, if there is one.
    fn emoticon(&self, start: usize, limit: usize) -> Option<usize> {
        let rest = &self.text[start..limit];
        let face = self.lists.emoticons.iter().find(|face| {
            rest.strip_prefix(face.as_str()).is_some_and(|after| !after.starts_with(|c: char| is_word(c) || c == '/'))
        })?;
        Some(start + face.len())
    }
}
