//! Reads and writes CoNLL-U.
//!
//! In: CoNLL-U, or a text with its segmentation and trees. Out: sentences of ten columns, which print themselves.
//! Empty nodes and enhanced dependencies are dropped; multiword tokens, comments and MISC are kept.

use std::fmt::{self, Write as _};

use thiserror::Error;

use crate::syntax::{Deprel, Node, Parser, Tree, Upos, Xpos, features};
use crate::text::{Segmentation, Sentence as TextSentence, Span};

/// CoNLL-U that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ConlluError {
    /// A line without ten columns.
    #[error("line {line}: found {found} columns, expected 10 separated by tabs")]
    Columns {
        /// Number of the line, from 1.
        line: usize,
        /// Columns found.
        found: usize,
    },
    /// An ID that does not continue the sentence.
    #[error("line {line}: found the ID `{found}`, expected {expected}")]
    Id {
        /// Number of the line, from 1.
        line: usize,
        /// The ID found.
        found: String,
        /// The ID that would continue the sentence.
        expected: usize,
    },
    /// A head that is no number or lies outside the sentence.
    #[error("line {line}: found the head `{found}`, expected `_` or a number from 0 to {words}")]
    Head {
        /// Number of the line, from 1.
        line: usize,
        /// The head found.
        found: String,
        /// Words of the sentence.
        words: usize,
    },
}

impl ConlluError {
    /// The same error, where what was read begins after so many `lines` of a longer text.
    #[must_use]
    pub fn after(mut self, lines: usize) -> Self {
        let (Self::Columns { line, .. } | Self::Id { line, .. } | Self::Head { line, .. }) = &mut self;
        *line += lines;
        self
    }
}

/// A word line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// FORM.
    pub form: String,
    /// LEMMA.
    pub lemma: String,
    /// UPOS.
    pub upos: String,
    /// XPOS.
    pub xpos: String,
    /// FEATS.
    pub feats: String,
    /// HEAD: 0 for the root, else the number of a word from 1; none where not known.
    pub head: Option<usize>,
    /// DEPREL.
    pub deprel: String,
    /// MISC.
    pub misc: String,
}

/// A multiword token: a range of words written as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multiword {
    /// Number of its first word, from 1.
    pub first: usize,
    /// Number of its last word.
    pub last: usize,
    /// FORM.
    pub form: String,
    /// MISC.
    pub misc: String,
}

/// One sentence of a CoNLL-U file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Comment lines, without the line break, with the `#`.
    pub comments: Vec<String>,
    /// Words, in order.
    pub words: Vec<Word>,
    /// Multiword tokens, in order.
    pub multiwords: Vec<Multiword>,
}

/// Reads every sentence of `input`.
///
/// # Errors
///
/// Where a line is not CoNLL-U; the error names the line.
pub fn read(input: &str) -> Result<Vec<Sentence>, ConlluError> {
    let mut sentences = Vec::new();
    let mut sentence = Sentence::default();
    let mut first_line = 1;
    for (at, line) in input.lines().enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.trim().is_empty() {
            finish(&mut sentence, &mut sentences, first_line)?;
        } else if line.starts_with('#') {
            sentence.comments.push(line.to_owned());
        } else {
            if sentence.words.is_empty() {
                first_line = at + 1;
            }
            word_line(&mut sentence, line, at + 1)?;
        }
    }
    finish(&mut sentence, &mut sentences, first_line)?;
    Ok(sentences)
}

fn finish(sentence: &mut Sentence, all: &mut Vec<Sentence>, line: usize) -> Result<(), ConlluError> {
    let words = sentence.words.len();
    if words == 0 {
        return Ok(());
    }
    if let Some(found) = sentence.words.iter().filter_map(|word| word.head).find(|&head| head > words) {
        return Err(ConlluError::Head { line, found: found.to_string(), words });
    }
    all.push(std::mem::take(sentence));
    Ok(())
}

fn word_line(sentence: &mut Sentence, line: &str, number: usize) -> Result<(), ConlluError> {
    let columns: Vec<&str> = line.split('\t').collect();
    let &[id, form, lemma, upos, xpos, feats, head, deprel, _, misc] = columns.as_slice() else {
        return Err(ConlluError::Columns { line: number, found: columns.len() });
    };
    let expected = sentence.words.len() + 1;
    let wrong_id = || ConlluError::Id { line: number, found: id.to_owned(), expected };
    if id.contains('.') {
        return Ok(());
    }
    if let Some((first, last)) = id.split_once('-') {
        let first: usize = first.parse().map_err(|_| wrong_id())?;
        let last: usize = last.parse().map_err(|_| wrong_id())?;
        if first != expected || last < first {
            return Err(wrong_id());
        }
        sentence.multiwords.push(Multiword { first, last, form: form.to_owned(), misc: misc.to_owned() });
        return Ok(());
    }
    if id.parse() != Ok(expected) {
        return Err(wrong_id());
    }
    let head = match head {
        "_" => None,
        text => Some(text.parse().map_err(|_| ConlluError::Head {
            line: number,
            found: text.to_owned(),
            words: expected,
        })?),
    };
    sentence.words.push(Word {
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        upos: upos.to_owned(),
        xpos: xpos.to_owned(),
        feats: feats.to_owned(),
        head,
        deprel: deprel.to_owned(),
        misc: misc.to_owned(),
    });
    Ok(())
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for comment in &self.comments {
            writeln!(f, "{comment}")?;
        }
        let mut multiwords = self.multiwords.iter().peekable();
        for (i, word) in self.words.iter().enumerate() {
            while let Some(m) = multiwords.next_if(|m| m.first <= i + 1) {
                writeln!(f, "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}", m.first, m.last, m.form, m.misc)?;
            }
            write!(f, "{}\t{}\t{}\t", i + 1, word.form, word.lemma)?;
            write!(f, "{}\t{}\t{}\t", word.upos, word.xpos, word.feats)?;
            match word.head {
                Some(head) => write!(f, "{head}")?,
                None => f.write_char('_')?,
            }
            writeln!(f, "\t{}\t_\t{}", word.deprel, word.misc)?;
        }
        writeln!(f)
    }
}

impl Sentence {
    /// The words as a tree over no text: the spans are empty. Labels that are not known become the default ones.
    pub fn tree(&self) -> Tree {
        Tree::new(
            self.words
                .iter()
                .map(|word| Node {
                    span: Span::default(),
                    lemma: word.lemma.as_str().into(),
                    upos: word.upos.parse::<Upos>().unwrap_or_default(),
                    xpos: word.xpos.parse::<Xpos>().unwrap_or_default(),
                    head: word.head.and_then(|head| head.checked_sub(1)).map(|head| head as u32),
                    deprel: word.deprel.parse::<Deprel>().unwrap_or_default(),
                })
                .collect(),
        )
    }

    /// Replaces lemmas, tags, features, heads and relations by the parser's.
    pub fn fill(&mut self, parser: &Parser) {
        let forms: Vec<&str> = self.words.iter().map(|word| word.form.as_str()).collect();
        let tree = parser.parse_forms(&forms);
        for (word, node) in self.words.iter_mut().zip(tree.nodes()) {
            fill_word(word, node);
        }
    }
}

fn fill_word(word: &mut Word, node: &Node) {
    word.lemma = node.lemma.to_string();
    word.upos = node.upos.to_string();
    word.xpos = node.xpos.to_string();
    word.feats = features::of(&word.form, &word.lemma, node.upos, node.xpos);
    word.head = Some(node.head.map_or(0, |head| head as usize + 1));
    word.deprel = node.deprel.to_string();
}

/// Parses a CoNLL-U text: its own sentences and words, the other columns filled in.
///
/// # Errors
///
/// Where a line is not CoNLL-U.
pub fn parse(parser: &Parser, input: &str) -> Result<Vec<Sentence>, ConlluError> {
    let mut sentences = read(input)?;
    for sentence in &mut sentences {
        sentence.fill(parser);
    }
    Ok(sentences)
}

/// The sentences of a parsed text; `sent_id` is `id` with the number of the sentence, from 1.
pub fn sentences(id: &str, text: &str, segmentation: &Segmentation, trees: &[Tree]) -> Vec<Sentence> {
    sentences_after(0, id, text, segmentation, trees)
}

/// The sentences of a part of a text that follows so many sentences of it.
pub fn sentences_after(
    before: usize,
    id: &str,
    text: &str,
    segmentation: &Segmentation,
    trees: &[Tree],
) -> Vec<Sentence> {
    let pairs = segmentation.sentences.iter().zip(trees).enumerate();
    let mut out: Vec<Sentence> = Vec::with_capacity(trees.len());
    for (number, (sentence, tree)) in pairs {
        let mut made = from_tree(text, segmentation, sentence, tree);
        let mut comments = Vec::new();
        if before + number == 0 && !id.is_empty() {
            comments.push(format!("# newdoc id = {}", one_line(id)));
        }
        let above = number.checked_sub(1).map(|at| segmentation.sentences[at].paragraph);
        if above != Some(sentence.paragraph) {
            comments.push("# newpar".to_owned());
        }
        comments.push(format!("# sent_id = {}-{}", one_line(id), before + number + 1));
        comments.push(format!("# text = {}", one_line(sentence.span.of(text))));
        made.comments = comments;
        out.push(made);
    }
    out
}

/// `text` with every run of white space made one space, since a column or comment cannot hold a line break.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn from_tree(text: &str, segmentation: &Segmentation, sentence: &TextSentence, tree: &Tree) -> Sentence {
    let tokens = segmentation.tokens_of(sentence);
    let mut out = Sentence::default();
    let mut i = 0;
    while i < tokens.len().min(tree.len()) {
        let mut end = i + 1;
        while end < tokens.len() && tokens[end].joined {
            end += 1;
        }
        let misc = |space: bool| if space { "_".to_owned() } else { "SpaceAfter=No".to_owned() };
        let space = tokens[end - 1].space_after;
        let joined = end - i > 1;
        if joined {
            let span = tokens[i].span.cover(tokens[end - 1].span);
            let form = one_line(span.of(text));
            out.multiwords.push(Multiword { first: i + 1, last: end, form, misc: misc(space) });
        }
        for (token, node) in tokens[i..end].iter().zip(&tree.nodes()[i..]) {
            let form = one_line(token.span.of(text));
            let misc = misc(joined || space);
            let mut word = Word { form, misc, ..Word::default() };
            fill_word(&mut word, node);
            out.words.push(word);
        }
        i = end;
    }
    out
}
