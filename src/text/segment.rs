use crate::text::boundary::{self, BoundaryModel, Context};
use crate::text::lines::{self, Block};
use crate::text::look::{self, Look, Shape};
use crate::text::orthography::{Orthography, key};
use crate::text::tokenize::tokenize;
use crate::text::{Span, TokenRange};

/// Most tokens of a heading.
const LONGEST_HEADING: usize = 30;

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
///
/// Every character that is not a space lies in exactly one token, every token in exactly one sentence. Linear time.
/// The text is shorter than 4 GiB.
///
/// # Examples
///
/// ```
/// use demarche::text::segment;
///
/// let text = "Minister doesn't rule out talks\nGENEVA — U.S.-led talks resumed. \"We agree,\" she said.";
/// let found = segment(text);
/// let words: Vec<&str> = found.tokens_of(&found.sentences[1]).iter().map(|token| token.span.of(text)).collect();
/// assert_eq!(words, ["GENEVA", "—", "U.S.", "-", "led", "talks", "resumed", "."]);
/// assert!(found.sentences[0].heading);
/// ```
pub fn segment(text: &str) -> Segmentation {
    let model = BoundaryModel::embedded();
    segment_with(text, |_, features| model.ends(features))
}

/// Divides `text` as [`segment`] does, but asks `ends` whether a sentence ends at a gap: it is given the byte at which
/// the gap begins and the gap's features. The trainer of the model hears the features in this way.
pub fn segment_with(text: &str, mut ends: impl FnMut(usize, &[u32]) -> bool) -> Segmentation {
    let mut splitter = Splitter { text, raw: Vec::new(), looks: Vec::new(), out: Segmentation::default() };
    for block in lines::blocks(text) {
        splitter.block(block, &mut ends);
    }
    splitter.out
}

/// The state of one pass over a text.
struct Splitter<'a> {
    text: &'a str,
    /// Tokens of the block under way.
    raw: Vec<Token>,
    /// Their looks.
    looks: Vec<Look>,
    out: Segmentation,
}

impl Splitter<'_> {
    fn block(&mut self, block: Block, ends: &mut impl FnMut(usize, &[u32]) -> bool) {
        self.raw.clear();
        tokenize(self.text, block.start, block.end, &mut self.raw);
        look::looks(self.text, &self.raw, &mut self.looks);
        let first_sentence = self.out.sentences.len();
        let paragraph = self.out.sentences.last().map_or(0, |last| last.paragraph + 1);
        let unfinished = !is_finished(&self.looks);
        let mut context = Context { unfinished, tokens: self.raw.len(), ..Context::default() };
        for at in 0..self.raw.len() {
            context.length += 1;
            update(&mut context, self.looks[at].shape);
            let last = at + 1 == self.raw.len();
            let end = last
                || boundary::may_end(&self.raw, &self.looks, at)
                    && ends(self.raw[at].span.end as usize, &boundary::features(&self.raw, &self.looks, at, context));
            if end {
                self.sentence(context.first, at + 1, paragraph);
                context = Context { first: at + 1, unfinished, tokens: context.tokens, ..Context::default() };
            }
        }
        self.mark_heading(block, first_sentence);
    }

    /// Emits the tokens `first..end` of the block as a sentence.
    fn sentence(&mut self, first: usize, end: usize, paragraph: u32) {
        let start = self.out.tokens.len() as u32;
        self.out.tokens.extend_from_slice(&self.raw[first..end]);
        self.free_full_stop(start as usize);
        let tokens = &self.out.tokens[start as usize..];
        let span = tokens[0].span.cover(tokens[tokens.len() - 1].span);
        let tokens = TokenRange::new(start, self.out.tokens.len() as u32);
        self.out.sentences.push(Sentence { span, tokens, paragraph, heading: false });
    }

    /// Makes the full stop of an abbreviation that ends the sentence a word of its own, as the treebanks do.
    fn free_full_stop(&mut self, start: usize) {
        let closing = |token: &&Token| matches!(token.span.of(self.text), "\"" | "”" | "\'" | "’" | ")" | "]");
        let closers = self.out.tokens[start..].iter().rev().take_while(closing).count();
        let Some(at) = self.out.tokens.len().checked_sub(closers + 1).filter(|&at| at >= start) else { return };
        let token = self.out.tokens[at];
        let Some(stem) = token.span.of(self.text).strip_suffix('.') else { return };
        let plain = at > start && !stem.contains('.') && stem.contains(char::is_alphanumeric);
        if !plain && !Orthography::embedded().splittable.contains(key(stem).as_slice()) {
            return;
        }
        let cut = token.span.end - 1;
        self.out.tokens[at].span.end = cut;
        self.out.tokens[at].space_after = false;
        let stop = Token { span: Span::new(cut, cut + 1), joined: false, space_after: token.space_after };
        self.out.tokens.insert(at + 1, stop);
    }

    /// Marks the sentence of a block as heading when the block is a line that looks like one.
    fn mark_heading(&mut self, block: Block, first: usize) {
        let text = &self.text[block.start..block.end];
        let opening = first == 0 && text.ends_with(['!', '?']);
        let whole = self.out.sentences.len() == first + 1;
        if block.line && self.raw.len() <= LONGEST_HEADING && (opening || whole && !is_finished(&self.looks)) {
            for sentence in &mut self.out.sentences[first..] {
                sentence.heading = !lines::is_bullet(text);
            }
        }
    }
}

/// Whether a block ends in a full stop or the like, quotes and brackets left aside.
fn is_finished(looks: &[Look]) -> bool {
    let last = looks.iter().rev().find(|look| !matches!(look.shape, Shape::QuoteClose | Shape::BracketClose));
    last.is_some_and(|last| last.shape.closes_sentence() || matches!(last.shape, Shape::Colon | Shape::Semicolon))
}

/// Keeps count of brackets and quotation marks.
fn update(context: &mut Context, shape: Shape) {
    match shape {
        Shape::BracketOpen => context.brackets += 1,
        Shape::BracketClose => context.brackets = context.brackets.saturating_sub(1),
        Shape::QuoteOpen => context.quoted = true,
        Shape::QuoteClose => context.quoted = false,
        _ => {}
    }
}

#[cfg(test)]
mod tests;
