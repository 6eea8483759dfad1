use std::io::{Read, Write};
use std::sync::LazyLock;

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use crate::syntax::lemma::Lemmatizer;
use crate::syntax::model::{Kind, ModelError, Reader, frame};
use crate::syntax::perceptron::{Analysis, Linear, Perceptrons};
use crate::syntax::{Node, Tree};
use crate::text::Segmentation;
use crate::text::Span;

const KIND: Kind = Kind { name: "DMPC", version: 1 };

/// Tagger, lemmatizer and dependency parser.
#[derive(Clone, Debug)]
pub struct Parser {
    perceptrons: Perceptrons,
    lemmatizer: Lemmatizer,
}

static EMBEDDED: LazyLock<Parser> = LazyLock::new(|| {
    let syntax = include_bytes!("../../data/models/syntax.bin");
    let lemmas = include_bytes!("../../data/models/lemmas.bin");
    Parser::open(syntax, lemmas).expect("the embedded models are of this version")
});

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
    pub fn open(syntax: &[u8], lemmas: &[u8]) -> Result<Self, ModelError> {
        Ok(Self { perceptrons: open_perceptrons(syntax)?, lemmatizer: Lemmatizer::open(lemmas)? })
    }

    /// Parses every sentence of `text`: one tree a sentence, one node a token.
    pub fn parse(&self, text: &str, segmentation: &Segmentation) -> Vec<Tree> {
        let mut trees = Vec::with_capacity(segmentation.sentences.len());
        for sentence in &segmentation.sentences {
            let spans: Vec<Span> = segmentation.tokens_of(sentence).iter().map(|token| token.span).collect();
            let forms: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
            trees.push(self.tree(&forms, |i| spans[i]));
        }
        trees
    }

    /// Parses one sentence of these forms; the spans of its nodes are empty.
    pub fn parse_forms(&self, forms: &[&str]) -> Tree {
        self.tree(forms, |_| Span::default())
    }

    fn tree(&self, forms: &[&str], span: impl Fn(usize) -> Span) -> Tree {
        let Analysis { upos, xpos, heads, deprels } = self.perceptrons.analyse(forms);
        Tree::new(
            (0..forms.len())
                .map(|i| Node {
                    span: span(i),
                    lemma: self.lemmatizer.lemma(forms[i], upos[i], xpos[i]),
                    upos: upos[i],
                    xpos: xpos[i],
                    head: (heads[i] < forms.len()).then_some(heads[i] as u32),
                    deprel: deprels[i],
                })
                .collect(),
        )
    }
}

fn inflate(data: &[u8]) -> Result<Vec<u8>, ModelError> {
    let mut out = Vec::new();
    match ZlibDecoder::new(data).read_to_end(&mut out) {
        Ok(_) => Ok(out),
        Err(_) => Err(ModelError::Damaged { kind: KIND.name, what: "it cannot be inflated" }),
    }
}

fn open_perceptrons(data: &[u8]) -> Result<Perceptrons, ModelError> {
    let inflated = inflate(data)?;
    let mut reader = Reader::open(KIND, &inflated)?;
    let mut linear = || {
        let labels = reader.u32()? as usize;
        let rows = reader.u32()?;
        let bytes = reader.bytes(labels * rows as usize)?;
        let weights = bytes.iter().map(|&b| i16::from(b.cast_signed())).collect();
        Ok(Linear { labels, mask: rows.wrapping_sub(1), weights })
    };
    Ok(Perceptrons { xpos: linear()?, upos: linear()?, actions: linear()?, labels: linear()? })
}

/// The model file of these perceptrons; weights are cut to one byte.
pub fn perceptrons_to_bytes(perceptrons: &Perceptrons) -> Vec<u8> {
    let mut out = Vec::new();
    for linear in [&perceptrons.xpos, &perceptrons.upos, &perceptrons.actions, &perceptrons.labels] {
        out.extend_from_slice(&(linear.labels as u32).to_le_bytes());
        out.extend_from_slice(&(linear.mask + 1).to_le_bytes());
        out.extend(linear.weights.iter().map(|&w| w.clamp(-127, 127) as i8 as u8));
    }
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&frame(KIND, &out)).and_then(|()| packed.finish()).unwrap_or_default()
}
