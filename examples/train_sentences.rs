//! Trains the sentence splitter on treebanks and writes `data/models/sentences.bin`.
//!
//! `cargo run --release --example train_sentences -- en_ewt-train.conllu en_gum-train.conllu data/models/sentences.bin`
//!
//! Logistic regression with `AdaGrad` over the features that the library computes; the same result every time.

#![expect(clippy::print_stderr, reason = "a program that trains reports its progress")]

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use demarche::text::{BoundaryModel, WEIGHTS, segment_with};

const EPOCHS: usize = 12;
/// Features in a hundred that are left out of a step, so that no single one is relied upon.
const DROPPED: u64 = 30;
const RATE: f32 = 0.25;
const DECAY: f32 = 2e-6;

/// A gap: its features and whether a sentence ends there.
struct Example {
    features: Vec<u32>,
    ends: bool,
}

fn main() -> Result<()> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let Some((out, treebanks)) = paths.split_last().filter(|(_, treebanks)| !treebanks.is_empty()) else {
        bail!("usage: train_sentences TREEBANK... OUT");
    };
    let mut examples = Vec::new();
    for path in treebanks {
        let conllu = std::fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
        collect(&conllu, &mut examples);
    }
    let positive = examples.iter().filter(|example| example.ends).count();
    eprintln!("{} gaps, {positive} of them ends", examples.len());
    let weights = train(&examples);
    let largest = weights.iter().fold(0f32, |largest, weight| largest.max(weight.abs()));
    let small: Vec<i8> = weights.iter().map(|weight| (weight / largest * 127.0).round() as i8).collect();
    let used = small.iter().filter(|&&weight| weight != 0).count();
    eprintln!("largest weight {largest:.2}, {used} of {WEIGHTS} in use");
    std::fs::write(out, BoundaryModel::to_bytes(&small)).with_context(|| format!("cannot write {out}"))
}

/// The raw text of a treebank and the bytes at which its sentences end, one text for each document.
fn documents(conllu: &str) -> Vec<(String, BTreeSet<usize>)> {
    let mut documents = vec![(String::new(), BTreeSet::new())];
    let mut separator = "";
    for line in conllu.lines() {
        if line.starts_with("# newdoc") {
            documents.push((String::new(), BTreeSet::new()));
            separator = "";
        } else if line.starts_with("# newpar") && !separator.is_empty() {
            separator = "\n\n";
        } else if let Some(sentence) = line.strip_prefix("# text = ") {
            let (text, ends) = documents.last_mut().expect("there is always one");
            text.push_str(separator);
            text.push_str(sentence.trim());
            ends.insert(text.len());
            separator = " ";
        }
    }
    documents
}

fn collect(conllu: &str, examples: &mut Vec<Example>) {
    for (text, ends) in documents(conllu) {
        segment_with(&text, |at, features| {
            let ends = ends.contains(&at);
            examples.push(Example { features: features.to_vec(), ends });
            ends
        });
    }
}

fn train(examples: &[Example]) -> Vec<f32> {
    let mut weights = vec![0f32; WEIGHTS];
    let mut squares = vec![1e-2f32; WEIGHTS];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut features: Vec<u32> = Vec::new();
    for epoch in 0..EPOCHS {
        for index in (1..order.len()).rev() {
            order.swap(index, (next(&mut random) % (index as u64 + 1)) as usize);
        }
        let mut loss = 0.0;
        for &index in &order {
            let Example { features: all, ends } = &examples[index];
            features.clear();
            features.extend(all.iter().filter(|_| next(&mut random) % 100 >= DROPPED));
            let score: f32 = features.iter().map(|&feature| weights[feature as usize]).sum();
            let expected = 1.0 / (1.0 + (-score).exp());
            let target = f32::from(u8::from(*ends));
            loss -= if *ends { expected.max(1e-7).ln() } else { (1.0 - expected).max(1e-7).ln() };
            for &feature in &features {
                let weight = &mut weights[feature as usize];
                let gradient = expected - target + DECAY * *weight * examples.len() as f32 / 100.0;
                let square = &mut squares[feature as usize];
                *square += gradient * gradient;
                *weight -= RATE * gradient / square.sqrt();
            }
        }
        eprintln!("epoch {epoch}: loss {:.4}", loss / examples.len() as f32);
    }
    weights
}

/// The next of a fixed sequence of random numbers (xorshift).
fn next(random: &mut u64) -> u64 {
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    *random
}
