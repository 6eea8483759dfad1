//! Trains the lemmatizer: `train_lemmas OUT TRAIN.conllu…`. The same input gives the same bytes.
use std::{env, error::Error, fs};

use demarche::syntax::conllu;
use demarche::syntax::lemma::{Example, Lemmatizer};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let (out, inputs) = args.split_first().ok_or("usage: train_lemmas OUT TRAIN.conllu…")?;
    let mut sentences = Vec::new();
    for path in inputs {
        sentences.extend(conllu::read(&fs::read_to_string(path)?)?);
    }
    // "leaned" for "learned" is no lemma of "lean"
    let words = sentences.iter().flat_map(|sentence| &sentence.words).filter(|word| !word.feats.contains("Typo=Yes"));
    let examples: Vec<Example<'_>> = words
        .filter_map(|word| {
            let (upos, xpos) = (word.upos.parse().ok()?, word.xpos.parse().ok()?);
            Some(Example { form: &word.form, upos, xpos, lemma: &word.lemma })
        })
        .collect();
    fs::write(out, Lemmatizer::train(&examples).to_bytes())?;
    Ok(())
}
