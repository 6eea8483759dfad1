//! Trains the tagger of names: `cargo run --release --example train_names -- OUT.bin GUM.conllu WIKIGOLD.conll EWT.conllu`.
//!
//! GUM gives its entities with a proper noun as head; Wikigold its own labels. Tags and trees are those of the parser.
//! Half of the sentences stand in once more with other names of the same sort. The treebank EWT has no names: its proper
//! nouns say where they are, and a first model, trained on the other two, says of which sort.

#![expect(clippy::print_stderr, reason = "a program that trains reports its progress")]

mod gum;

use std::collections::BTreeMap;
use std::error::Error;

use demarche::actors::tagger::{Labeller, NameExample, NameLabel, train};
use demarche::syntax::{Parser, conllu};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [out, gum, wikigold, ewt] = &args[..] else {
        return Err("usage: train_names OUT.bin GUM.conllu WIKIGOLD.conll EWT.conllu".into());
    };
    let mut examples = read_gum(&std::fs::read_to_string(gum)?)?;
    let from_gum = examples.len();
    examples.extend(careless(&examples));
    examples.extend(read_wikigold(&std::fs::read_to_string(wikigold)?));
    eprintln!("{from_gum} sentences of GUM, {} of Wikigold", examples.len() - from_gum);
    examples.extend(renamed(&examples));
    let first = Labeller::new(&train(&examples, 6)?).ok_or("the first model cannot be read")?;
    let guessed = read_ewt(&std::fs::read_to_string(ewt)?, &first)?;
    eprintln!("{} sentences of EWT", guessed.len());
    examples.extend(guessed);
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

/// Names of an example: first word, one past the last, sort.
fn names_of(labels: &[NameLabel]) -> Vec<(usize, usize, &'static str)> {
    let mut out: Vec<(usize, usize, &'static str)> = Vec::new();
    for (i, label) in labels.iter().enumerate() {
        match (label.is_first(), out.last_mut()) {
            (true, _) => out.push((i, i + 1, label.sort_name())),
            (false, Some(last)) if !label.is_outside() && last.1 == i => last.1 = i + 1,
            _ => {}
        }
    }
    out
}

/// Every second sentence with names again, each name replaced by another of its sort (Dai and Adel 2020).
fn renamed(examples: &[NameExample]) -> Vec<NameExample> {
    let parser = Parser::embedded();
    let mut pool: BTreeMap<&str, Vec<Vec<String>>> = BTreeMap::new();
    for example in examples {
        for (a, b, sort) in names_of(&example.labels) {
            pool.entry(sort).or_default().push(example.forms[a..b].to_vec());
        }
    }
    let mut seed = 0x5851_f42d_4c95_7f2du64;
    let mut out = Vec::new();
    for example in examples.iter().step_by(2) {
        let names = names_of(&example.labels);
        if names.is_empty() {
            continue;
        }
        let (mut forms, mut labels, mut at) = (Vec::new(), Vec::new(), 0);
        for (a, b, sort) in names {
            forms.extend_from_slice(&example.forms[at..a]);
            labels.extend_from_slice(&example.labels[at..a]);
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let list = &pool[sort];
            let other = &list[(seed >> 33) as usize % list.len()];
            labels.extend((0..other.len()).map(|k| NameLabel::new(sort, k == 0)));
            forms.extend_from_slice(other);
            at = b;
        }
        forms.extend_from_slice(&example.forms[at..]);
        labels.extend_from_slice(&example.labels[at..]);
        let tree = parser.parse_forms(&forms.iter().map(String::as_str).collect::<Vec<_>>());
        out.push(NameExample { forms, tree, labels });
    }
    out
}

/// Sentences of a treebank whose proper nouns all are names of a sort that the model is sure of, and those without any.
fn read_ewt(text: &str, first: &Labeller) -> Result<Vec<NameExample>, Box<dyn Error>> {
    let parser = Parser::embedded();
    let mut all = Vec::new();
    let mut votes: BTreeMap<String, BTreeMap<&'static str, usize>> = BTreeMap::new();
    for sentence in conllu::read(text)? {
        let forms: Vec<String> = sentence.words.iter().map(|word| word.form.clone()).collect();
        let proper: Vec<bool> =
            sentence.words.iter().map(|word| matches!(word.xpos.as_str(), "NNP" | "NNPS")).collect();
        let tree = parser.parse_forms(&forms.iter().map(String::as_str).collect::<Vec<_>>());
        let found = first.label(&forms, &tree);
        for (a, b, sort) in names_of(&found) {
            *votes.entry(forms[a..b].join(" ")).or_default().entry(sort).or_default() += 1;
        }
        all.push((NameExample { forms, tree, labels: found }, proper));
    }
    let kept = all.into_iter().filter_map(|(mut example, proper)| {
        for i in 0..proper.len() {
            // where the treebank has no proper noun there is no name, but for the words inside of one
            let inside = i > 0 && i + 1 < proper.len() && proper[i - 1] && proper[i + 1];
            if !proper[i] && !example.labels[i].is_outside() && (!inside || example.labels[i].is_first()) {
                example.labels[i] = NameLabel::OUTSIDE;
            }
            let alone = !example.labels[i].is_outside() && !example.labels[i].is_first();
            if alone && (i == 0 || example.labels[i - 1].is_outside()) {
                example.labels[i] = NameLabel::new(example.labels[i].sort_name(), true);
            }
        }
        for (a, b, _) in names_of(&example.labels) {
            let form = example.forms[a..b].join(" ");
            let best = votes.get(&form).and_then(|sorts| sorts.iter().max_by_key(|(_, times)| **times));
            if let Some((sort, _)) = best {
                for (k, label) in example.labels[a..b].iter_mut().enumerate() {
                    *label = NameLabel::new(sort, k == 0);
                }
            }
        }
        let all_named = proper.iter().zip(&example.labels).all(|(proper, label)| !proper || !label.is_outside());
        all_named.then_some(example)
    });
    Ok(kept.collect())
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
            for (name, opens, closes) in gum::pieces(entity) {
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
