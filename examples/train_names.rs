//! Trains the tagger of names: `cargo run --release --example train_names -- OUT.bin GUM.conllu WIKIGOLD.conll`.
//!
//! GUM gives its entities with a proper noun as head; Wikigold its own labels. Tags and trees are those of the parser.

#![expect(clippy::print_stderr, reason = "a program that trains reports its progress")]

use std::collections::BTreeMap;
use std::error::Error;

use demarche::actors::tagger::{NameExample, NameLabel, train};
use demarche::syntax::{Parser, conllu};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [out, gum, wikigold] = &args[..] else {
        return Err("usage: train_names OUT.bin GUM.conllu WIKIGOLD.conll".into());
    };
    let mut examples = read_gum(&std::fs::read_to_string(gum)?)?;
    let from_gum = examples.len();
    examples.extend(careless(&examples));
    examples.extend(read_wikigold(&std::fs::read_to_string(wikigold)?));
    eprintln!("{from_gum} sentences of GUM, {} of Wikigold", examples.len() - from_gum);
    let bytes = train(&examples, 10)?;
    eprintln!("{} bytes", bytes.len());
    std::fs::write(out, bytes)?;
    Ok(())
}

/// Every sixth sentence again in small letters, every tenth in capitals, as careless writers and headlines have them.
fn careless(examples: &[NameExample]) -> Vec<NameExample> {
    let parser = Parser::embedded();
    let mut out = Vec::new();
    for (k, example) in examples.iter().enumerate() {
        let forms: Vec<String> = match k % 30 {
            0 | 6 | 12 | 18 | 24 => example.forms.iter().map(|form| form.to_lowercase()).collect(),
            3 | 13 | 23 => example.forms.iter().map(|form| form.to_uppercase()).collect(),
            _ => continue,
        };
        let tree = parser.parse_forms(&forms.iter().map(String::as_str).collect::<Vec<_>>());
        out.push(NameExample { forms, tree, labels: example.labels.clone() });
    }
    out
}

fn sort_of(kind: &str) -> &str {
    match kind {
        "person" => "PER",
        "organization" => "ORG",
        "place" => "LOC",
        "event" | "object" | "abstract" | "animal" | "plant" | "substance" | "time" => "MISC",
        _ => "",
    }
}

/// The words of GUM's entity `first..=last` that are its name: the run of proper nouns around its head.
fn name_run(words: &[conllu::Word], heads: &[Option<u32>], first: usize, last: usize) -> Option<(usize, usize)> {
    let proper = |i: usize| matches!(words[i].xpos.as_str(), "NNP" | "NNPS");
    let head = (first..=last).find(|&i| heads[i].is_none_or(|h| (h as usize) < first || h as usize > last))?;
    if !proper(head) {
        return None;
    }
    let inner = |i: usize| {
        proper(i)
            || matches!(
                words[i].form.as_str(),
                "of" | "-" | "the" | "for" | "and" | "&" | "'s" | "al" | "de" | "van" | "von"
            )
    };
    let (mut start, mut end) = (head, head + 1);
    while start > first && inner(start - 1) {
        start -= 1;
    }
    while end <= last && inner(end) {
        end += 1;
    }
    while !proper(start) {
        start += 1;
    }
    while !proper(end - 1) {
        end -= 1;
    }
    Some((start, end))
}

fn read_gum(text: &str) -> Result<Vec<NameExample>, Box<dyn Error>> {
    let parser = Parser::embedded();
    let mut open: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    let mut out = Vec::new();
    for sentence in conllu::read(text)? {
        let gold = sentence.tree();
        let heads: Vec<Option<u32>> = gold.nodes().iter().map(|node| node.head).collect();
        let forms: Vec<String> = sentence.words.iter().map(|word| word.form.clone()).collect();
        let mut names = Vec::new();
        for (i, word) in sentence.words.iter().enumerate() {
            let Some(entity) = word.misc.split('|').find_map(|part| part.strip_prefix("Entity=")) else { continue };
            for (name, opens, closes) in pieces(entity) {
                let fields: Vec<&str> = name.split('-').collect();
                let id = fields[0].split('[').next().unwrap_or("").to_owned();
                let stack = open.entry(id).or_default();
                if opens {
                    stack.push((i, (*fields.get(1).unwrap_or(&"")).to_owned()));
                }
                if closes
                    && let Some((first, kind)) = stack.pop()
                    && let Some((a, b)) = (first <= i).then(|| name_run(&sentence.words, &heads, first, i)).flatten()
                {
                    names.push((a, b, kind));
                }
            }
        }
        open.clear();
        out.push(example(parser, forms, names));
    }
    Ok(out)
}

/// The brackets of one `Entity` cell: content, whether it opens, whether it closes.
fn pieces(cell: &str) -> Vec<(String, bool, bool)> {
    let mut out = Vec::new();
    let mut rest = cell;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('(') {
            let end = inner.find(['(', ')']).unwrap_or(inner.len());
            let closes = inner[end..].starts_with(')');
            out.push((inner[..end].to_owned(), true, closes));
            rest = &inner[end + usize::from(closes)..];
        } else {
            let end = rest.find(')').unwrap_or(rest.len());
            out.push((rest[..end].to_owned(), false, true));
            rest = rest.get(end + 1..).unwrap_or("");
        }
    }
    out
}

fn example(parser: &Parser, forms: Vec<String>, mut names: Vec<(usize, usize, String)>) -> NameExample {
    names.sort_by_key(|(a, b, _)| (*a, std::cmp::Reverse(*b)));
    let mut labels = vec![NameLabel::OUTSIDE; forms.len()];
    for (a, b, kind) in names {
        let sort = sort_of(&kind);
        let free = labels[a..b].iter().all(|label| label.is_outside());
        if sort.is_empty() || !free {
            continue;
        }
        let a = if sort == "PER" { after_title(&forms, a, b) } else { a };
        for (i, label) in labels.iter_mut().enumerate().take(b).skip(a) {
            *label = NameLabel::new(sort, i == a);
        }
    }
    let tree = parser.parse_forms(&forms.iter().map(String::as_str).collect::<Vec<_>>());
    NameExample { forms, tree, labels }
}

/// A person's name without the title before it.
fn after_title(forms: &[String], start: usize, end: usize) -> usize {
    const TITLES: [&str; 40] = [
        "President",
        "Prime",
        "Minister",
        "King",
        "Queen",
        "Prince",
        "Princess",
        "Emperor",
        "Pope",
        "Saint",
        "Sir",
        "Lord",
        "Lady",
        "Dr.",
        "Dr",
        "Mr.",
        "Mr",
        "Mrs.",
        "Mrs",
        "Ms.",
        "Ms",
        "Miss",
        "Professor",
        "Prof.",
        "General",
        "Gen.",
        "Colonel",
        "Captain",
        "Capt.",
        "Major",
        "Lieutenant",
        "Admiral",
        "Senator",
        "Sen.",
        "Governor",
        "Mayor",
        "Secretary",
        "Director",
        "Chief",
        "Justice",
    ];
    let mut at = start;
    while at + 1 < end && TITLES.contains(&forms[at].as_str()) {
        at += 1;
    }
    at
}

fn read_wikigold(text: &str) -> Vec<NameExample> {
    let parser = Parser::embedded();
    let mut out = Vec::new();
    for block in text.split("\n\n") {
        let rows: Vec<(&str, &str)> = block
            .lines()
            .filter_map(|line| line.rsplit_once(' '))
            .filter(|(form, _)| !form.starts_with("-DOCSTART"))
            .collect();
        if rows.is_empty() {
            continue;
        }
        let forms: Vec<String> = rows.iter().map(|(form, _)| (*form).to_owned()).collect();
        let mut last = "O";
        let mut labels = Vec::new();
        for (_, tag) in &rows {
            let sort = tag.split_once('-').map_or("", |(_, sort)| sort);
            let first = tag.starts_with("B-") || last.split_once('-').map_or("", |(_, sort)| sort) != sort;
            labels.push(NameLabel::new(sort, first));
            last = tag;
        }
        let tree = parser.parse_forms(&forms.iter().map(String::as_str).collect::<Vec<_>>());
        out.push(NameExample { forms, tree, labels });
    }
    out
}
