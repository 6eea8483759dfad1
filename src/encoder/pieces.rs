//! Pieces of words, as BERT's uncased vocabulary has them (`WordPiece`; Wu et al. 2016): the longest known piece first.
//!
//! In: a sentence. Out: its pieces with their places in it, [CLS] before and [SEP] behind them. O(n · longest word).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::syntax::hash;
use crate::syntax::vectors::Keys;
use crate::text::Span;

/// Most pieces of a sentence, those at its ends included; the rest is cut.
pub(crate) const LONGEST: usize = 160;
/// Letters of a word that is looked up; a longer one is unknown.
const MOST_LETTERS: usize = 100;

/// How the letters of a word are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    None,
    Lower,
    Upper,
    Letter,
    Title,
    Mixed,
}

impl Case {
    fn of(word: &str) -> Self {
        let lower = |letters: &str| letters.contains(char::is_lowercase) && !letters.contains(char::is_uppercase);
        let upper = word.contains(char::is_uppercase) && !word.contains(char::is_lowercase);
        let mut letters = word.chars();
        let first = letters.next();
        match first {
            _ if !word.contains(char::is_alphabetic) => Self::None,
            _ if lower(word) => Self::Lower,
            _ if upper && letters.as_str().is_empty() => Self::Letter,
            _ if upper => Self::Upper,
            Some(c) if c.is_uppercase() && lower(letters.as_str()) => Self::Title,
            _ => Self::Mixed,
        }
    }
}

/// A piece of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its number in the vocabulary.
    pub number: u32,
    /// Where it stands in the sentence, in bytes; empty for the two at the ends.
    pub span: Span,
    /// How its word is written.
    pub case: Case,
}

/// The vocabulary; a piece's number is its place among the sorted hashes of all.
#[derive(Clone, Debug)]
pub(super) struct Vocabulary {
    keys: Keys,
    first: u32,
    last: u32,
    unknown: u32,
}

impl Vocabulary {
    /// The vocabulary of these keys; none if the special pieces are missing.
    pub fn new(keys: Keys) -> Option<Self> {
        let find = |name: &str| keys.find(hash::bytes(0, name.as_bytes())).map(|at| at as u32);
        let (first, last, unknown) = (find("[CLS]")?, find("[SEP]")?, find("[UNK]")?);
        Some(Self { keys, first, last, unknown })
    }

    /// Number of pieces.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// The pieces of a sentence.
    pub fn pieces(&self, sentence: &str) -> Vec<Piece> {
        let end = |number| Piece { number, span: Span::default(), case: Case::None };
        let mut out = vec![end(self.first)];
        let mut word: Vec<(char, usize, usize)> = Vec::new();
        for (at, c) in sentence.char_indices() {
            let next = at + c.len_utf8();
            let alone = is_punctuation(c) || is_ideograph(c);
            if alone || c.is_whitespace() {
                self.word(sentence, &word, &mut out);
                word.clear();
            }
            if alone {
                self.word(sentence, &[(c, at, next)], &mut out);
            } else if !c.is_whitespace() && !is_invisible(c) && c != '\u{fffd}' {
                let plain = std::iter::once(c).nfd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase);
                word.extend(plain.map(|c| (c, at, next)));
            }
        }
        self.word(sentence, &word, &mut out);
        out.truncate(LONGEST - 1);
        out.push(end(self.last));
        out
    }

    /// The pieces of a word, each letter with its place.
    fn word(&self, sentence: &str, letters: &[(char, usize, usize)], out: &mut Vec<Piece>) {
        let (Some(first), Some(last)) = (letters.first(), letters.last()) else { return };
        let before = out.len();
        // letters that nothing divides may be as many as the text has
        let known = if letters.len() <= MOST_LETTERS { letters } else { &[] };
        let mut start = 0;
        while start < letters.len() {
            let found = (start + 1..=known.len()).rev().find_map(|end| {
                let mut form = String::from(if start > 0 { "##" } else { "" });
                form.extend(letters[start..end].iter().map(|l| l.0));
                let number = self.keys.find(hash::bytes(0, form.as_bytes()))? as u32;
                Some((end, number))
            });
            let Some((end, number)) = found else {
                out.truncate(before);
                let span = Span::new(first.1 as u32, last.2 as u32);
                out.push(Piece { number: self.unknown, span, case: case_around(sentence, span) });
                return;
            };
            let span = Span::new(letters[start].1 as u32, letters[end - 1].2 as u32);
            out.push(Piece { number, span, case: case_around(sentence, span) });
            start = end;
        }
    }
}

/// The case of the letters and digits that stand together around a piece.
fn case_around(sentence: &str, span: Span) -> Case {
    let (start, end) = (span.start as usize, span.end as usize);
    let before = sentence[..start].char_indices().rev().take_while(|(_, c)| c.is_alphanumeric()).last();
    let behind = sentence[end..].char_indices().take_while(|(_, c)| c.is_alphanumeric()).last();
    let start = before.map_or(start, |(at, _)| at);
    let end = behind.map_or(end, |(at, c)| end + at + c.len_utf8());
    Case::of(&sentence[start..end])
}

/// Control signs, and signs that only say how to write what stands around them: soft hyphens, joiners, directions.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

/// Chinese characters, each a piece of its own.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ceaf}' | '\u{2f800}'..='\u{2fa1f}')
}

/// As BERT has it: signs of ASCII that are no letters and no digits, and the punctuation of the other scripts.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '\u{a1}' | '\u{a7}' | '\u{ab}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}')
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A vocabulary of these pieces.
    fn vocabulary(pieces: &[&str]) -> Vocabulary {
        let special = ["[CLS]", "[SEP]", "[UNK]"];
        let mut keys: Vec<u32> = special.iter().chain(pieces).map(|piece| hash::bytes(0, piece.as_bytes())).collect();
        keys.sort_unstable();
        Vocabulary::new(Keys::of(&keys).expect("sorted")).expect("the special pieces are there")
    }

    /// The pieces as they stand in the sentence, with their cases.
    fn shown(vocabulary: &Vocabulary, sentence: &str) -> Vec<String> {
        let pieces = vocabulary.pieces(sentence);
        let inner = &pieces[1..pieces.len() - 1];
        let unknown = |p: &Piece| if p.number == vocabulary.unknown { "?" } else { "" };
        inner.iter().map(|p| format!("{}{}:{:?}", unknown(p), p.span.of(sentence), p.case)).collect()
    }

    #[test]
    fn words_fall_into_the_longest_pieces() {
        let vocabulary =
            vocabulary(&["erdo", "##gan", "met", "mc", "##cain", "in", "the", "eu", "-", ".", "3", "##rd"]);
        let found = shown(&vocabulary, "Erdoğan met McCain in the EU-3rd .");
        // a sign between two words takes the case of both together
        let expected = "Erdo:Title ğan:Title met:Lower Mc:Mixed Cain:Mixed in:Lower the:Lower EU:Upper -:Mixed 3:Lower rd:Lower .:None";
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn signs_that_nobody_sees_divide_nothing_and_chinese_characters_stand_alone() {
        let vocabulary = vocabulary(&["erdo", "##gan", "met", "北", "京"]);
        let found = shown(&vocabulary, "Er\u{ad}do\u{200b}gan met 北京");
        assert_eq!(found, ["Er\u{ad}do:Title", "gan:Lower", "met:Lower", "北:Mixed", "京:Mixed"]);
    }

    #[test]
    fn unknown_words_are_one_piece_and_long_sentences_are_cut() {
        let vocabulary = vocabulary(&["a", "##b"]);
        assert_eq!(shown(&vocabulary, "a abc ab"), ["a:Lower", "?abc:Lower", "a:Lower", "b:Lower"]);
        assert_eq!(vocabulary.pieces(&"a ".repeat(400)).len(), LONGEST);
        let long = "b".repeat(500_000);
        assert_eq!(shown(&vocabulary, &long), [format!("?{long}:Lower")]);
    }
}
