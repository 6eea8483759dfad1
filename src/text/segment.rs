use crate::text::{Span, TokenRange};

/// A word: a syntactic unit of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Whether it continues the orthographic token begun by the word before ("n't" in "don't").
    pub joined: bool,
    /// Whether white space follows it in the text.
    pub space_after: bool,
}

/// A sentence, a heading or another unit that is parsed by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first token to its last.
    pub span: Span,
    /// Its tokens in [`Segmentation::tokens`].
    pub tokens: TokenRange,
    /// Number of the paragraph it stands in, from 0.
    pub paragraph: u32,
    /// Whether it looks like a heading (a line of its own without final punctuation).
    pub heading: bool,
}

/// A text divided into sentences and tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segmentation {
    /// All tokens, in the order of the text.
    pub tokens: Vec<Token>,
    /// All sentences, in the order of the text; their token ranges tile `tokens`.
    pub sentences: Vec<Sentence>,
}

impl Segmentation {
    /// The tokens of `sentence`.
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        &self.tokens[sentence.tokens.indices()]
    }
}

/// Divides `text` into sentences and tokens.
pub fn segment(_text: &str) -> Segmentation {
    Segmentation::default()
}
