//! Runs of words that are an office or a title: "Defense Minister", "Lt. Gen.", "secretary of state".

use crate::actors::RoleStatus;
use crate::actors::tables::Tables;
use crate::actors::view::View;
use crate::syntax::Upos;

/// A title in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Title {
    pub start: usize,
    pub end: usize,
    /// Last head word: what the rest hangs on.
    pub head: usize,
    /// The words without those of the status, lower case: "defense minister".
    pub plain: String,
    /// The words without those of the status, as written.
    pub shown: String,
    pub status: RoleStatus,
    /// A form of address, no office.
    pub address: bool,
    pub plural: bool,
}

/// Finds the titles of a sentence, from left to right; words with `taken` are of names.
pub(crate) fn find(view: &View<'_>, tables: &Tables, taken: &[bool]) -> Vec<Title> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < view.len() {
        match at(view, tables, taken, i) {
            Some(title) => {
                i = title.end;
                out.push(title);
            }
            None => i += 1,
        }
    }
    out
}

fn is_head(view: &View<'_>, tables: &Tables, i: usize) -> Option<bool> {
    let low = view.low(i);
    let heads = &tables.vocabulary.title_heads;
    let capital = view.is_capital(i) && !matches!(view.upos(i), Upos::Aux | Upos::Adp | Upos::Det | Upos::Pron);
    let nominal = matches!(view.upos(i), Upos::Noun | Upos::Propn | Upos::X)
        || (capital && (i > 0 || low.ends_with('.') || view.upos(i) != Upos::Verb));
    if !nominal {
        return None;
    }
    if heads.contains(low) {
        return Some(false);
    }
    let one = if low == "chiefs" {
        "chief"
    } else {
        low.strip_suffix("men").map_or_else(|| low.strip_suffix('s').unwrap_or(low), |_| low)
    };
    let singular = low.strip_suffix("men").map_or_else(|| one.to_owned(), |stem| format!("{stem}man"));
    (low != singular && heads.contains(&singular)).then_some(true)
}

fn at(view: &View<'_>, tables: &Tables, taken: &[bool], start: usize) -> Option<Title> {
    let vocabulary = &tables.vocabulary;
    let mut end = start;
    let mut head = None;
    while end < view.len() && !taken[end] {
        let low = view.low(end);
        if let Some(plural) = is_head(view, tables, end) {
            head = Some((end, plural));
        } else {
            let modifier = vocabulary.title_modifiers.contains(low) && view.upos(end) != Upos::Verb;
            let hyphen = low == "-" && end > start && view.touches_next(end);
            if !modifier && !hyphen {
                break;
            }
        }
        end += 1;
    }
    let (head, plural) = head?;
    let mut end = head + 1;
    if view.low_at(Some(end)) == "-" && vocabulary.elect.contains(view.low_at(Some(end + 1))) {
        end += 2;
    }
    for tail in &vocabulary.title_tails {
        let mut at = end;
        let fits = tail.iter().all(|word| {
            if view.low_at(Some(at)) == "-" {
                at += 1;
            }
            let same = view.low_at(Some(at)) == word && !taken.get(at).copied().unwrap_or(true);
            at += 1;
            same
        });
        if fits {
            end = at;
            break;
        }
    }
    Some(make(view, tables, start, end, head, plural))
}

fn make(view: &View<'_>, tables: &Tables, start: usize, end: usize, head: usize, plural: bool) -> Title {
    let vocabulary = &tables.vocabulary;
    let mut status = RoleStatus::Current;
    let (mut plain, mut shown) = (Vec::new(), Vec::new());
    for i in start..end {
        let low = view.low(i);
        if low == "-" {
            continue;
        }
        let sign = if vocabulary.former.contains(low) {
            Some(RoleStatus::Former)
        } else if vocabulary.acting.contains(low) {
            Some(RoleStatus::Acting)
        } else if vocabulary.elect.contains(low) {
            Some(RoleStatus::Elect)
        } else {
            None
        };
        if let Some(sign) = sign {
            status = sign;
        } else {
            plain.push(low.to_owned());
            shown.push(view.form(i));
        }
    }
    let address = head == start && vocabulary.address.contains(view.low(head));
    Title { start, end, head, plain: plain.join(" "), shown: shown.join(" "), status, address, plural }
}
