//! What a token looks like to the sentence splitter: a hash of its form and its shape.

use crate::text::Token;
use crate::text::orthography::{Abbreviation, Orthography, key};

/// The looks of a token.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Look {
    /// Hash of the form in lower case, quotes made straight; 0 outside the block.
    pub(crate) form: u32,
    /// Its shape.
    pub(crate) shape: Shape,
    /// Tokens to the next full stop, question or exclamation mark of the block, itself excluded.
    pub(crate) to_stop: u32,
}

/// Shape of a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Shape {
    /// No token.
    #[default]
    Outside,
    Lower,
    Capitalized,
    CapitalLetter,
    Capitals,
    Number,
    Mixed,
    Address,
    Initial,
    Acronym,
    Title,
    Abbreviation,
    Stop,
    Exclamation,
    Ellipsis,
    Colon,
    Semicolon,
    Comma,
    Dash,
    QuoteOpen,
    QuoteClose,
    QuoteAlone,
    BracketOpen,
    BracketClose,
    Symbol,
    Rule,
}

impl Shape {
    /// Whether it can only be followed, in its sentence, by something.
    pub(crate) fn opens(self) -> bool {
        matches!(self, Self::QuoteOpen | Self::BracketOpen)
    }

    /// Whether no sentence begins with it.
    pub(crate) fn continues(self) -> bool {
        matches!(self, Self::Comma | Self::Stop | Self::Exclamation | Self::QuoteClose | Self::BracketClose)
    }

    pub(crate) fn is_word(self) -> bool {
        !self.is_punctuation()
            && !matches!(self, Self::Initial | Self::Acronym | Self::Title | Self::Abbreviation | Self::Address)
    }

    pub(crate) fn is_lower(self) -> bool {
        self == Self::Lower
    }

    pub(crate) fn is_punctuation(self) -> bool {
        self as u8 >= Self::Stop as u8
    }

    /// Its class on a coarser scale.
    pub(crate) fn coarse(self) -> u32 {
        match self {
            Self::Outside => 0,
            Self::Lower => 1,
            Self::Capitalized | Self::CapitalLetter | Self::Capitals | Self::Acronym | Self::Initial | Self::Title => 2,
            Self::Number | Self::Mixed | Self::Abbreviation | Self::Address => 3,
            Self::Stop | Self::Exclamation | Self::Ellipsis => 4,
            Self::QuoteOpen | Self::BracketOpen => 5,
            Self::QuoteClose | Self::BracketClose => 6,
            _ => 7,
        }
    }

    pub(crate) fn closes_sentence(self) -> bool {
        matches!(self, Self::Stop | Self::Exclamation | Self::Ellipsis)
    }
}

/// The looks of `tokens`, into `out`, which is cleared first.
pub(crate) fn looks(text: &str, tokens: &[Token], out: &mut Vec<Look>) {
    out.clear();
    let mut spaced = true;
    for token in tokens {
        let word = token.span.of(text);
        out.push(Look { form: form_hash(word), shape: shape(word, spaced, token.space_after), to_stop: 0 });
        spaced = token.space_after;
    }
    let mut distance = u32::MAX;
    for look in out.iter_mut().rev() {
        look.to_stop = distance;
        distance = if look.shape.closes_sentence() { 0 } else { distance.saturating_add(1) };
    }
}

/// Hash of the form in lower case (FNV-1a); never 0. Digits are one.
fn form_hash(word: &str) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    let mut step = |byte: u8| hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    if word.is_ascii() {
        for byte in word.bytes().take(32) {
            step(if byte.is_ascii_digit() { b'0' } else { byte.to_ascii_lowercase() });
        }
    } else {
        for c in word.chars().take(32) {
            match c {
                '‘' | '’' => step(b'\''),
                '“' | '”' => step(b'"'),
                '–' | '—' => step(b'-'),
                _ => c.to_lowercase().for_each(|c| (c as u32).to_le_bytes().into_iter().for_each(&mut step)),
            }
        }
    }
    hash | 1
}

/// The shape of `word`, with or without space before and after it.
fn shape(word: &str, before: bool, after: bool) -> Shape {
    let first = word.chars().next().unwrap_or(' ');
    match first {
        '.' if word.len() == 1 => Shape::Stop,
        '…' => Shape::Ellipsis,
        '.' if word.bytes().all(|byte| byte == b'.') => Shape::Ellipsis,
        '.' | '?' | '!' if word.bytes().all(|byte| matches!(byte, b'.' | b'?' | b'!')) => Shape::Exclamation,
        ':' if word.len() == 1 => Shape::Colon,
        ';' if word.len() == 1 => Shape::Semicolon,
        ',' => Shape::Comma,
        '–' | '—' => Shape::Dash,
        '-' if word.len() <= 3 && word.bytes().all(|byte| byte == b'-') => Shape::Dash,
        '“' | '‘' | '«' => Shape::QuoteOpen,
        '”' | '»' => Shape::QuoteClose,
        '"' | '\'' | '’' | '`' if word.chars().all(|c| matches!(c, '"' | '\'' | '’' | '`')) => {
            match (before, after) {
                (true, false) => Shape::QuoteOpen,
                (false, _) => Shape::QuoteClose,
                (true, true) => Shape::QuoteAlone,
            }
        }
        '(' | '[' | '{' if word.len() == 1 => Shape::BracketOpen,
        ')' | ']' | '}' if word.len() == 1 => Shape::BracketClose,
        '-' | '=' | '*' | '_' | '#' | '~' | '|' if word.len() >= 4 => Shape::Rule,
        _ if word.chars().any(char::is_alphanumeric) => word_shape(word, first),
        _ => Shape::Symbol,
    }
}

fn word_shape(word: &str, first: char) -> Shape {
    if let Some(stem) = word.strip_suffix('.') {
        return match stem.len() {
            1 if first.is_uppercase() => Shape::Initial,
            _ if stem.contains('.') => Shape::Acronym,
            _ if is_title(stem) => Shape::Title,
            _ => Shape::Abbreviation,
        };
    }
    if word.contains("://") || word.contains('@') || word.starts_with("www.") {
        return Shape::Address;
    }
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    if first.is_ascii_digit() && letters().next().is_none() {
        return Shape::Number;
    }
    if !first.is_uppercase() {
        let lower = letters().all(|c| !c.is_uppercase()) && !first.is_ascii_digit();
        return if lower { Shape::Lower } else { Shape::Mixed };
    }
    if word.len() == first.len_utf8() {
        Shape::CapitalLetter
    } else if letters().all(char::is_uppercase) {
        Shape::Capitals
    } else {
        Shape::Capitalized
    }
}

/// Whether the abbreviation `stem` always stands before a name or number.
fn is_title(stem: &str) -> bool {
    const TITLES: &[&str] = &[
        "adm", "brig", "capt", "cmdr", "col", "cpl", "dr", "drs", "gen", "gens", "gov", "govs", "hon", "lt", "maj",
        "messrs", "mlle", "mme", "mr", "mrs", "ms", "msgr", "pfc", "pres", "prof", "profs", "rep", "reps", "rev",
        "sen", "sens", "sfc", "sgt", "spc", "ssgt", "st", "supt",
    ];
    TITLES.binary_search(&stem.to_ascii_lowercase().as_str()).is_ok()
        || Orthography::embedded().abbreviations.get(key(stem).as_slice()) == Some(&Abbreviation::BeforeNumber)
}
