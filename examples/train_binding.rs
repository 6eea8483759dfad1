//! Trains the binding of pronouns and descriptions:
//! `cargo run --release --example train_binding -- data/models/binding.bin GUM.conllu training/binding.txt training/pairs/stories.txt`.
//!
//! GUM's `Entity` cells give every mention and its chain; texts are put together and read as the program reads them.
//! `training/binding.txt` holds news in our own words with their chains in brackets, and so do the articles of
//! `training/pairs/stories.txt`, where every actor has an id.

#![expect(clippy::print_stderr, reason = "a program that trains reports its progress")]

mod gum;

use std::collections::BTreeMap;
use std::error::Error;

use demarche::actors::antecedents::{ChainExample, train};
use demarche::text::Span;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [out, gum, own, stories] = &args[..] else {
        return Err("usage: train_binding OUT.bin GUM.conllu OWN.txt STORIES.txt".into());
    };
    let mut examples = read(&std::fs::read_to_string(gum)?);
    examples.extend(std::fs::read_to_string(own)?.split("\n\n").skip(1).map(bracketed));
    examples.extend(std::fs::read_to_string(stories)?.split("\n\n").filter_map(story));
    let mentions: usize = examples.iter().map(|example| example.mentions.len()).sum();
    eprintln!("{} texts, {mentions} mentions", examples.len());
    let trained = train(&examples);
    for line in &trained.report {
        eprintln!("{line}");
    }
    eprintln!("{} bytes", trained.model.len());
    std::fs::write(out, trained.model)?;
    Ok(())
}

/// A word of a text under way: where it stands, its head in the text, its `Entity` cell.
struct Word {
    span: Span,
    head: Option<usize>,
    entity: String,
}

#[derive(Default)]
struct Text {
    text: String,
    words: Vec<Word>,
}

fn read(conllu: &str) -> Vec<ChainExample> {
    let mut out = Vec::new();
    let mut text = Text::default();
    let mut line_text = String::new();
    let mut rows: Vec<Vec<&str>> = Vec::new();
    for line in conllu.lines().chain([""]) {
        if line.starts_with("# newdoc id = ") {
            if !text.words.is_empty() {
                out.push(example(&text));
            }
            text = Text::default();
        } else if let Some(rest) = line.strip_prefix("# text = ") {
            rest.clone_into(&mut line_text);
        } else if line.starts_with("# newpar") && !text.text.is_empty() {
            text.text.push('\n');
        } else if line.is_empty() && !rows.is_empty() {
            sentence(&mut text, &line_text, &rows);
            rows.clear();
        } else if !line.starts_with('#') && !line.is_empty() {
            rows.push(line.split('\t').collect());
        }
    }
    if !text.words.is_empty() {
        out.push(example(&text));
    }
    out
}

/// Adds a sentence; words inside a token like "don't" share its letters as they fit.
fn sentence(text: &mut Text, line: &str, rows: &[Vec<&str>]) {
    let (base, offset) = (text.text.len(), text.words.len());
    let (mut at, mut whole) = (0, None);
    for row in rows {
        if let Some((_, last)) = row[0].split_once('-') {
            let start = line[at..].find(row[1]).map_or(at, |k| at + k);
            whole = Some((last.parse::<usize>().unwrap_or(0), start + row[1].len()));
            at = start;
            continue;
        }
        let Ok(number) = row[0].parse::<usize>() else { continue };
        let found = line[at..].find(row[1]).map(|k| at + k);
        let inside = whole.filter(|(last, _)| number <= *last);
        let (start, end) = match (found, inside) {
            (Some(start), Some((_, end))) if start + row[1].len() <= end => (start, start + row[1].len()),
            (_, Some((_, end))) => (at, end),
            (Some(start), None) => (start, start + row[1].len()),
            (None, None) => (at, at),
        };
        at = inside.filter(|(last, _)| number == *last).map_or(end, |(_, end)| end);
        let head = row[6].parse::<usize>().ok().and_then(|head| head.checked_sub(1)).map(|head| offset + head);
        let entity = row[9].split('|').find_map(|part| part.strip_prefix("Entity=")).unwrap_or_default().to_owned();
        text.words.push(Word { span: Span::new((base + start) as u32, (base + end) as u32), head, entity });
    }
    text.text.push_str(line);
    text.text.push(' ');
}

fn example(text: &Text) -> ChainExample {
    let mut open: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut chains: BTreeMap<&str, u32> = BTreeMap::new();
    let mut mentions = Vec::new();
    for (i, word) in text.words.iter().enumerate() {
        for (name, opens, closes) in gum::pieces(&word.entity) {
            let chain = name.split(['-', '[']).next().unwrap_or_default();
            if opens {
                open.entry(chain).or_default().push(i);
            }
            if closes && let Some(first) = open.get_mut(chain).and_then(Vec::pop) {
                let next = chains.len() as u32;
                let number = *chains.entry(chain).or_insert(next);
                let outside = |k: &usize| text.words[*k].head.is_none_or(|head| head < first || head > i);
                let head = (first..=i).find(outside).unwrap_or(i);
                let span = text.words[first].span.cover(text.words[i].span);
                mentions.push((number, span, text.words[head].span.start));
            }
        }
    }
    ChainExample { text: text.text.clone(), mentions, ..ChainExample::default() }
}

/// A text whose mentions stand in brackets: "[1 Iran] said [1 it] would".
fn bracketed(paragraph: &str) -> ChainExample {
    let mut out = ChainExample { news: true, ..ChainExample::default() };
    let mut open: Vec<(u32, usize, Option<usize>)> = Vec::new();
    let mut rest = paragraph.trim();
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        match letter {
            '[' => {
                let (number, after) = rest.split_once(' ').unwrap_or((rest, ""));
                open.push((number.parse().unwrap_or(0), out.text.len(), None));
                rest = after;
            }
            ']' => {
                let Some((chain, start, head)) = open.pop() else { continue };
                let end = out.text.len();
                let last = |end: usize| start + out.text[start..end].rfind(' ').map_or(0, |space| space + 1);
                let head = last(head.unwrap_or(end));
                out.mentions.push((chain, Span::new(start as u32, end as u32), head as u32));
            }
            '*' => {
                if let Some(top) = open.last_mut() {
                    top.2 = Some(out.text.len());
                }
            }
            _ => out.text.push(letter),
        }
    }
    out
}

/// An article of several sentences, a line "S, tab, sentence" each, whose actors stand in brackets: "[IRN: Tehran] said [IRN: it]",
/// several under one phrase as "[IRN+IRQ: both]".
fn story(article: &str) -> Option<ChainExample> {
    let lines: Vec<&str> = article.lines().filter_map(|line| line.strip_prefix("S\t")).collect();
    if lines.len() < 2 {
        return None;
    }
    let mut out = ChainExample { partial: true, ..ChainExample::default() };
    let mut chains: BTreeMap<String, u32> = BTreeMap::new();
    // the mention before, for "A and B"
    let mut before: Option<(String, Span, u32)> = None;
    for piece in lines.join(" ").split_inclusive(']') {
        let (plain, marked) = piece.split_once('[').unwrap_or((piece, ""));
        let from = out.text.len();
        out.text.push_str(plain);
        let Some((ids, words)) = marked.trim_end_matches(']').split_once(": ") else {
            out.text.push_str(marked);
            continue;
        };
        let mut ids: Vec<&str> = ids.split('+').collect();
        ids.sort_unstable();
        let start = out.text.len();
        out.text.push_str(words);
        let span = Span::new(start as u32, out.text.len() as u32);
        let head = (start + head_of(words)) as u32;
        let mut tell = |ids: &[&str], span, head| {
            let next = chains.len() as u32;
            out.mentions.push((*chains.entry(ids.join("+")).or_insert(next), span, head));
        };
        tell(&ids, span, head);
        if let (Some((other, first, head)), true) = (before, &out.text[from..start] == " and ") {
            let mut both: Vec<&str> = other.split('+').chain(ids.iter().copied()).collect();
            both.sort_unstable();
            tell(&both, first.cover(span), head);
        }
        before = Some((ids.join("+"), span, head));
    }
    Some(out)
}

/// First byte of the head of a noun phrase: its last word before a comma, a preposition or a relative clause.
fn head_of(words: &str) -> usize {
    const ENDS: [&str; 12] =
        [", ", " of ", " from ", " in ", " at ", " for ", " on ", " with ", " who ", " which ", " that ", " near "];
    let end = ENDS.iter().filter_map(|word| words.find(word)).filter(|end| *end > 0).min().unwrap_or(words.len());
    words[..end].rfind(' ').map_or(0, |space| space + 1)
}
