//! Segments raw text into CoNLL-U with empty annotation, to be measured against a treebank.
//!
//! `cargo run --release --example segment_conllu < text.txt > out.conllu`

use std::io::{Read, Write};

use demarche::text::{Segmentation, Sentence, segment};

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let found = segment(&text);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for sentence in &found.sentences {
        write_sentence(&mut out, &text, &found, sentence)?;
    }
    out.flush()
}

fn write_sentence(out: &mut impl Write, text: &str, found: &Segmentation, sentence: &Sentence) -> std::io::Result<()> {
    let line: Vec<&str> = sentence.span.of(text).split_whitespace().collect();
    writeln!(out, "# text = {}", line.join(" "))?;
    let tokens = found.tokens_of(sentence);
    for (index, token) in tokens.iter().enumerate() {
        let joined = tokens[index + 1..].iter().take_while(|next| next.joined).count();
        if joined > 0 && !token.joined {
            let whole = token.span.cover(tokens[index + joined].span);
            let last = index + 1 + joined;
            writeln!(out, "{}-{last}\t{}\t_\t_\t_\t_\t_\t_\t_\t_", index + 1, whole.of(text))?;
        }
        let relation = if index == 0 { "root" } else { "dep" };
        let (head, form) = (u8::from(index > 0), token.span.of(text));
        writeln!(out, "{}\t{form}\t_\tX\t_\t_\t{head}\t{relation}\t_\t_", index + 1)?;
    }
    writeln!(out)
}
