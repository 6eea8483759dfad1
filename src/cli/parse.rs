use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::input::Input;
use crate::pipeline::Pipeline;
use crate::syntax::{Parser, conllu};

/// Write sentences, words and trees as CoNLL-U
///
/// A .conllu file keeps its own sentences and words and gets the other columns filled; any other article is divided
/// into sentences and words first.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: Input,
}

/// Runs `parse`.
pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut any = false;
    let (treebanks, articles) = args.input.split(|path| path.extension().is_some_and(|e| e == "conllu"));
    for path in treebanks {
        match fill(&path) {
            Ok(sentences) => {
                any |= !sentences.is_empty();
                sentences.iter().try_for_each(|sentence| write!(out, "{sentence}"))?;
            }
            Err(error) => console.error(format_args!("{error:#}")),
        }
    }
    for document in articles.documents(console) {
        let (segmentation, trees) = Pipeline::embedded().parse(&document.text);
        for sentence in conllu::sentences(&document.id, &document.text, &segmentation, &trees) {
            write!(out, "{sentence}")?;
            any = true;
        }
    }
    out.flush()?;
    Ok(Outcome::found(any))
}

/// The sentences of a CoNLL-U file with our columns.
fn fill(path: &Path) -> Result<Vec<conllu::Sentence>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut sentences = conllu::read(&text).with_context(|| path.display().to_string())?;
    sentences.par_iter_mut().for_each(|sentence| sentence.fill(Parser::embedded()));
    Ok(sentences)
}
