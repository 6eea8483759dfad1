//! Datelines: "MOSCOW, March 3 (Reuters) - " before the first sentence of an article.
//!
//! In: the words of a sentence. Out: how many of them are a dateline, and their nodes. The treebanks hold next to none
//! of them, and a city so close to a verb looks like its subject; so they are cut off before the network sees the
//! sentence and hung from its root afterwards.

use crate::syntax::{Deprel, Node, Upos, Xpos};
use crate::text::Span;

/// Most words of a dateline.
const LONGEST: usize = 14;

/// Words of the dateline that `words` begin with; 0 if there is none.
pub(crate) fn length(words: &[(Span, &str)]) -> usize {
    let (mut place, mut agency) = (false, false);
    let mut at = 0;
    while at < words.len().min(LONGEST) {
        let form = words[at].1;
        if is_dash(words, at) {
            let known = agency || place && is_capitals(words[0].1);
            return if known && begins_sentence(&words[at + 1..]) { at + 1 } else { 0 };
        }
        if form == "(" {
            let Some(names) = words[at + 1..].iter().position(|word| word.1 == ")").filter(|n| (1..=3).contains(n))
            else {
                return 0;
            };
            agency = words[at + 1..=at + names].iter().all(|word| is_name(word.1));
            at += names + 2;
            continue;
        }
        let number = form.len() <= 4 && form.bytes().all(|b| b.is_ascii_digit());
        if !(is_name(form) || at > 0 && (matches!(form, "," | "." | "/") || number)) {
            return 0;
        }
        place |= is_name(form);
        at += 1;
    }
    0
}

/// Whether the word at `at` is a dash that stands by itself, not a hyphen within a word.
fn is_dash(words: &[(Span, &str)], at: usize) -> bool {
    let apart = || {
        let gap = |from: usize, to: usize| words.get(to).is_some_and(|next| words[from].0.end < next.0.start);
        at > 0 && gap(at - 1, at) && gap(at, at + 1)
    };
    match words[at].1 {
        "—" | "--" => at > 0,
        "-" | "–" => apart() || at > 0 && words[at - 1].1 == ")",
        _ => false,
    }
}

fn is_name(form: &str) -> bool {
    form.chars().next().is_some_and(char::is_uppercase)
}

/// Three capitals or more and no other letter.
fn is_capitals(form: &str) -> bool {
    form.chars().filter(|c| c.is_uppercase()).count() >= 3 && !form.chars().any(char::is_lowercase)
}

/// Whether these are words of a sentence not all in capitals.
fn begins_sentence(words: &[(Span, &str)]) -> bool {
    let begins = |c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '"' | '“' | '‘' | '\'' | '$' | '€' | '£');
    words.len() > 3
        && words[0].1.chars().next().is_some_and(begins)
        && words.iter().any(|word| word.1.chars().any(char::is_lowercase))
}

/// The nodes of a dateline, hung from `root`, a word of the whole sentence.
pub(crate) fn nodes(words: &[(Span, &str)], root: u32) -> Vec<Node> {
    let place = words.iter().position(|word| is_name(word.1)).unwrap_or(0) as u32;
    let (mut last, mut agency) = (place, None);
    let mut out: Vec<Node> = Vec::with_capacity(words.len());
    for (at, &(span, form)) in words.iter().enumerate() {
        let at = at as u32;
        let lemma = form.into();
        let node = |upos, xpos, head, deprel| Node { span, lemma, upos, xpos, head: Some(head), deprel };
        let name = |head, deprel| (Upos::Propn, Xpos::Nnp, head, deprel);
        let (upos, xpos, head, deprel) = if at == place {
            name(root, Deprel::Parataxis)
        } else if form.bytes().all(|b| b.is_ascii_digit()) {
            (Upos::Num, Xpos::Cd, last, Deprel::Nummod)
        } else if !is_name(form) {
            let (xpos, head) = match form {
                "(" => (Xpos::Lrb, place),
                ")" => (Xpos::Rrb, agency.take().unwrap_or(place)),
                "," => (Xpos::Comma, place),
                _ => (Xpos::Colon, place),
            };
            (Upos::Punct, xpos, head, Deprel::Punct)
        } else if let Some(first) = agency {
            name(first, Deprel::Flat)
        } else if words[at as usize - 1].1 == "(" {
            agency = Some(at);
            name(place, Deprel::List)
        } else if words[at as usize - 1].1 == "," {
            last = at;
            name(place, if is_month(form) { Deprel::NmodUnmarked } else { Deprel::Appos })
        } else {
            name(last, Deprel::Flat)
        };
        out.push(node(upos, xpos, head, deprel));
    }
    out
}

fn is_month(form: &str) -> bool {
    const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start: String = form.chars().take(3).flat_map(char::to_lowercase).collect();
    MONTHS.contains(&start.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::segment;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let segmentation = segment(text);
        let words: Vec<_> = segmentation.tokens.iter().map(|token| (token.span, token.span.of(text))).collect();
        let end = length(&words);
        let found: Vec<&str> = words[..end].iter().map(|word| word.1).collect();
        assert_eq!(found.join(" "), expected, "dateline of {text:?}");
    }

    #[test]
    fn datelines_and_what_looks_like_them() {
        for (text, expected) in [
            ("MOSCOW, March 3 (Reuters) - Russia said it had won.", "MOSCOW , March 3 ( Reuters ) -"),
            ("WASHINGTON — The White House said no.", "WASHINGTON —"),
            ("NEW DELHI – India's army moved north.", "NEW DELHI –"),
            ("Geneva (AP) — “We agree,” the envoy said.", "Geneva ( AP ) —"),
            ("(CNN) -- Two men were held.", "( CNN ) --"),
            ("NATO-Russia relations got worse in May.", ""),
            ("Moscow — the capital — was quiet.", ""),
            ("Talks - Rebels say they will not come.", ""),
            ("ARMY — REBELS SEIZE THE TOWN", ""),
            ("He left.", ""),
            ("— They came back.", ""),
            ("KYIV —", ""),
        ] {
            check(text, expected);
        }
    }
}
