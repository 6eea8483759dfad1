//! Fills the columns of a CoNLL-U file: `parse_conllu IN.conllu >OUT.conllu`.
use std::{env, error::Error, fs, io, io::Write};

use demarche::syntax::{Parser, conllu};

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("usage: parse_conllu IN.conllu")?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for sentence in conllu::parse(Parser::embedded(), &fs::read_to_string(path)?)? {
        write!(out, "{sentence}")?;
    }
    Ok(())
}
