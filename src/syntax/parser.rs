use std::cell::Cell;
use std::sync::LazyLock;

use crate::syntax::dateline;
use crate::syntax::decode::TreeDecoder;
use crate::syntax::forward::{Labels, Scratch};
use crate::syntax::lemma::Lemmatizer;
use crate::syntax::mend::mend;
use crate::syntax::model::ModelError;
use crate::syntax::network::{Entry, Network};
use crate::syntax::truecase::Case;
use crate::syntax::words::Hasher;
use crate::syntax::{Deprel, Node, Tree, Upos, Xpos};
use crate::text::Segmentation;
use crate::text::Span;

/// Tagger, lemmatizer and dependency parser.
#[derive(Clone, Debug)]
pub struct Parser {
    network: Network,
    lemmatizer: Lemmatizer,
}

static EMBEDDED: LazyLock<Parser> = LazyLock::new(|| {
    let syntax = include_bytes!("../../data/models/syntax.bin");
    let lemmas = include_bytes!("../../data/models/lemmas.bin");
    Parser::open(syntax, lemmas).expect("the embedded models are of this version")
});

/// Words that go through the network together; sentences are not divided.
const BATCH: usize = 192;

impl Parser {
    /// The parser for English that the program brings along.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// A parser from its two model files.
    ///
    /// # Errors
    ///
    /// If one is of another kind or version, or damaged.
    pub fn open(syntax: &'static [u8], lemmas: &[u8]) -> Result<Self, ModelError> {
        Ok(Self { network: Network::open(syntax)?, lemmatizer: Lemmatizer::open(lemmas)? })
    }

    /// The network alone.
    #[cfg(test)]
    pub(super) fn network(&self) -> &Network {
        &self.network
    }

    /// Parses every sentence of `text`: one tree a sentence, one node a token.
    pub fn parse(&self, text: &str, segmentation: &Segmentation) -> Vec<Tree> {
        let mut batches = Batches::new(self);
        for sentence in &segmentation.sentences {
            batches.sentence(segmentation.tokens_of(sentence).iter().map(|token| (token.span, token.span.of(text))));
        }
        batches.finish()
    }

    /// Parses one sentence of these forms; the spans of its nodes are empty.
    pub fn parse_forms(&self, forms: &[&str]) -> Tree {
        let mut batches = Batches::new(self);
        batches.sentence(forms.iter().map(|&form| (Span::default(), form)));
        batches.finish().pop().unwrap_or_default()
    }
}

/// Longest run whose buffers are kept for the next.
const KEPT: usize = 1024;

thread_local! {
    /// Buffers of the last run on this thread.
    static SPARE: Cell<(Scratch, TreeDecoder)> = Cell::default();
}

/// Whether the word has letters only, the first one a capital and the others not.
fn is_title(form: &str) -> bool {
    let mut letters = form.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase)
}

/// Sentences on their way through the network.
struct Batches<'a> {
    parser: &'a Parser,
    hasher: Hasher,
    scratch: Scratch,
    decoder: TreeDecoder,
    /// Words of the longest run.
    longest: usize,
    words: Vec<Entry>,
    tokens: Vec<(Span, &'a str)>,
    /// Words of each sentence that the network sees.
    lengths: Vec<usize>,
    /// Words of the dateline before them.
    datelines: Vec<usize>,
    /// How each sentence is written.
    cases: Vec<Case>,
    trees: Vec<Tree>,
}

impl<'a> Batches<'a> {
    fn new(parser: &'a Parser) -> Self {
        let (scratch, decoder) = SPARE.take();
        Self {
            parser,
            hasher: Hasher::default(),
            scratch,
            decoder,
            longest: 0,
            words: Vec::new(),
            tokens: Vec::new(),
            lengths: Vec::new(),
            datelines: Vec::new(),
            cases: Vec::new(),
            trees: Vec::new(),
        }
    }

    fn sentence(&mut self, tokens: impl ExactSizeIterator<Item = (Span, &'a str)>) {
        if self.words.len() + tokens.len() > BATCH {
            self.run();
        }
        let first = self.tokens.len();
        self.tokens.extend(tokens);
        let tokens = &self.tokens[first..];
        let dateline = dateline::length(tokens);
        self.datelines.push(dateline);
        self.lengths.push(tokens.len() - dateline);
        let case = Case::of(&tokens[dateline..]);
        self.cases.push(case);
        for (_, form) in &tokens[dateline..] {
            self.words.push(self.parser.network.entry(&case.running(form), &mut self.hasher));
        }
    }

    fn run(&mut self) {
        self.longest = self.longest.max(self.words.len());
        let labels = self.parser.network.run(&self.words, &self.lengths, &mut self.scratch, &mut self.decoder);
        let Labels { upos, xpos, heads, deprels } = labels;
        let (mut word, mut tokens) = (0, self.tokens.as_slice());
        for ((&length, &dateline), &case) in self.lengths.iter().zip(&self.datelines).zip(&self.cases) {
            let (before, rest) = tokens.split_at(dateline);
            let (own, rest) = rest.split_at(length);
            tokens = rest;
            let mut nodes = Vec::with_capacity(dateline + length);
            if dateline > 0 {
                let root = heads[word..].iter().position(Option::is_none).unwrap_or(0) + dateline;
                nodes = dateline::nodes(before, root as u32);
            }
            for (i, &(span, form)) in (word..).zip(own) {
                let form = &*case.running(form);
                let (mut upos, mut xpos) = (upos[i], xpos[i]);
                // the words for numbers are few and known: "Zentrix" is none
                if upos == Upos::Num && is_title(form) && !self.parser.network.knows(&self.words[i]) {
                    (upos, xpos) = (Upos::Propn, Xpos::Nnp);
                }
                let mut deprel = deprels[i];
                // so are auxiliaries: "ECOWAS" is none
                if deprel == Deprel::Aux && upos == Upos::Propn {
                    deprel = Deprel::Nsubj;
                }
                let lemma = self.parser.lemmatizer.lemma(form, upos, xpos);
                let head = heads[i].map(|head| head + dateline as u32);
                nodes.push(Node { span, lemma, upos, xpos, head, deprel });
            }
            mend(&mut nodes);
            for ((i, &(_, form)), node) in (word..).zip(own).zip(&mut nodes[dateline..]) {
                if node.upos == Upos::Verb && upos[i] != Upos::Verb {
                    node.lemma = self.parser.lemmatizer.lemma(&case.running(form), node.upos, node.xpos);
                }
            }
            self.trees.push(Tree::new(nodes));
            word += length;
        }
        self.words.clear();
        self.tokens.clear();
        self.lengths.clear();
        self.datelines.clear();
        self.cases.clear();
    }

    fn finish(mut self) -> Vec<Tree> {
        self.run();
        if self.longest <= KEPT {
            SPARE.set((self.scratch, self.decoder));
        }
        self.trees
    }
}
