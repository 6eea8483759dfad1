use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};

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

/// Sentences that are read, filled and written together.
const TOGETHER: usize = 4096;

/// Bytes of an article that are parsed together, about; it is cut at empty lines only.
const PIECE: usize = 1 << 18;

/// Runs `parse`.
pub(super) fn run(args: &Args, console: &Console) -> Result<Outcome> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut any = false;
    let (treebanks, articles) = args.input.split(|path| path.extension().is_some_and(|e| e == "conllu"));
    for path in treebanks {
        let opened = File::open(&path).with_context(|| path.display().to_string());
        let mut filled = match opened.map(BufReader::new) {
            Ok(input) => Filled { input, lines: 0 },
            Err(error) => {
                console.error(format_args!("{error:#}"));
                continue;
            }
        };
        loop {
            match filled.some().with_context(|| path.display().to_string()) {
                Ok(sentences) if sentences.is_empty() => break,
                Ok(sentences) => {
                    any = true;
                    sentences.iter().try_for_each(|sentence| write!(out, "{sentence}"))?;
                }
                Err(error) => {
                    console.error(format_args!("{error:#}"));
                    break;
                }
            }
        }
    }
    for document in articles.documents(console) {
        let mut before = 0;
        for piece in pieces(&document.text) {
            let (segmentation, trees) = Pipeline::default().parse(piece);
            for sentence in conllu::sentences_after(before, &document.id, piece, &segmentation, &trees) {
                write!(out, "{sentence}")?;
                any = true;
            }
            before += trees.len();
        }
    }
    out.flush()?;
    Ok(Outcome::found(any))
}

/// A CoNLL-U file that is read part by part, so that memory does not grow with its length.
struct Filled<R> {
    input: R,
    /// Lines read so far.
    lines: usize,
}

impl<R: BufRead> Filled<R> {
    /// The next sentences with our columns; none at the end.
    fn some(&mut self) -> Result<Vec<conllu::Sentence>> {
        let (mut text, mut lines, mut ends) = (String::new(), 0, 0);
        loop {
            let start = text.len();
            let end = self.input.read_line(&mut text)? == 0;
            lines += 1;
            ends += usize::from(text[start..].trim().is_empty());
            if end || ends >= TOGETHER {
                break;
            }
        }
        let mut sentences = conllu::read(&text).map_err(|error| error.after(self.lines))?;
        self.lines += lines;
        if sentences.is_empty() && !text.is_empty() {
            return self.some();
        }
        sentences.par_iter_mut().for_each(|sentence| sentence.fill(Parser::embedded()));
        Ok(sentences)
    }
}

/// The text cut at empty lines into pieces of some length.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let empty_line = |from: usize| rest.as_bytes()[from..].windows(2).position(|pair| pair == b"\n\n");
        let end = empty_line(rest.len().min(PIECE)).map_or(rest.len(), |at| rest.len().min(PIECE) + at + 2);
        let (piece, after) = rest.split_at(end);
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_the_whole_text() {
        let text = "Zwei Sätze — here.\nAnd on.\n\n".repeat(30_000);
        let found: Vec<&str> = pieces(&text).collect();
        assert_eq!(found.concat(), text);
        assert!(found.len() > 2 && found.iter().all(|piece| piece.len() < 2 * PIECE && piece.ends_with("\n\n")));
        assert_eq!(pieces("").count(), 0);
        assert_eq!(pieces("One.\n\nTwo.").count(), 1, "a short text is not cut");
    }

    #[test]
    fn a_treebank_is_read_part_by_part() {
        let sentence = "# text = Go\n1\tGo\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
        let wrong = "\n\n1\tGo\n";
        let text = sentence.repeat(TOGETHER + 5) + wrong;
        let mut filled = Filled { input: text.as_bytes(), lines: 0 };
        assert_eq!(filled.some().map(|s| s.len()).ok(), Some(TOGETHER));
        let error = filled.some().map_err(|error| error.to_string()).err();
        let line = 3 * (TOGETHER + 5) + 3;
        assert_eq!(error, Some(format!("line {line}: found 2 columns, expected 10 separated by tabs")));
    }
}
