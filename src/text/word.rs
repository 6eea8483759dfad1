//! Where a word ends, and into which words it divides.

use smallvec::{SmallVec, smallvec};

use crate::text::letters::{char_at, is_apostrophe, is_space, is_word, run_end};
use crate::text::orthography::{Abbreviation, Orthography, key};
use crate::text::web;

/// Parts of a host name that are looked at, so that time stays linear on any input.
const MOST_DOTS: usize = 16;
/// Bytes of the groups of a telephone number that are looked at.
const LONGEST_NUMBER: usize = 32;

/// Where the word that begins at `start` ends; it lies in a chunk that ends at `end`, in a stretch that ends at `limit`.
pub(crate) fn end(text: &str, lists: &Orthography, start: usize, end: usize, limit: usize) -> usize {
    let scan = Scan { text, lists, start, end, limit };
    let mut at = start;
    loop {
        at = run_end(text, at, end, is_word);
        let before = text[start..at].bytes().next_back().unwrap_or(b' ');
        let Some(c) = char_at(text, at).filter(|_| at < end) else { return at };
        let after = at + c.len_utf8();
        let next = char_at(text, after).filter(|&next| after < end && is_word(next));
        let digits = before.is_ascii_digit() && next.is_some_and(|next| next.is_ascii_digit());
        at = match (c, next) {
            ('.', Some(_)) => match scan.dotted(at, digits) {
                Some(stop) => stop,
                None => return scan.full_stop(at),
            },
            ('.', None) => return scan.full_stop(at),
            (',', Some(_)) if digits && scan.thousands(after) => after,
            (':', Some(_)) if digits => after,
            ('/', Some(_)) if scan.slash(at, digits) => after,
            ('\'' | '’', Some(_)) | ('`', Some('s')) => after,
            ('&', Some(_)) if scan.ampersand(at) => after,
            ('@', Some(next)) if next.is_alphabetic() => after,
            ('*', Some(next)) if next.is_alphabetic() && before.is_ascii_alphabetic() => after,
            ('-', Some(_)) => match scan.hyphen(at, digits) {
                Some(stop) => stop,
                None => return at,
            },
            ('$', _) if at - start <= 3 && text.as_bytes()[start..at].iter().all(u8::is_ascii_uppercase) => {
                return after;
            }
            _ => return at,
        };
    }
}

/// One word under way.
struct Scan<'a> {
    text: &'a str,
    lists: &'a Orthography,
    start: usize,
    end: usize,
    limit: usize,
}

impl Scan<'_> {
    /// The run of word characters from `at`.
    fn run(&self, at: usize) -> &str {
        &self.text[at..run_end(self.text, at, self.end, is_word)]
    }

    /// The run of letters and digits that ends at `at`.
    fn run_before(&self, at: usize) -> &str {
        let head = &self.text[self.start..at];
        head.rsplit(|c: char| !is_word(c)).next().unwrap_or(head)
    }

    /// Whether exactly three digits follow from `at`.
    fn thousands(&self, at: usize) -> bool {
        let run = self.run(at);
        run.bytes().take_while(u8::is_ascii_digit).count() == 3
    }

    /// Whether the slash at `at` is inside a date, fraction, or a short form of single letters.
    fn slash(&self, at: usize, digits: bool) -> bool {
        let (left, right) = (self.run_before(at), self.run(at + 1));
        if digits {
            return left.len() <= 4 && right.len() <= 4;
        }
        left.len() == 1 && right.len() == 1 && self.start + 1 == at && self.end == at + 2
    }

    /// Whether the ampersand at `at` is inside a name such as AT&T.
    fn ampersand(&self, at: usize) -> bool {
        let short = |run: &str| run.len() <= 3 && run.bytes().all(|byte| byte.is_ascii_alphabetic());
        short(self.run_before(at)) && short(self.run(at + 1)) && self.run(at + 1).len() + at - self.start <= 4
    }

    /// Where the word goes on after the full stop at `at`, which another word character follows.
    fn dotted(&self, at: usize, digits: bool) -> Option<usize> {
        let (left, right) = (self.run_before(at), self.run(at + 1));
        if digits || left.chars().count() == 1 && right.chars().count() == 1 {
            return Some(at + 1);
        }
        let stop = at + 1 + right.len();
        if self.lists.abbreviations.contains_key(key(&self.text[self.start..stop]).as_slice()) {
            return Some(stop);
        }
        let mut last = at;
        let mut stop = at;
        let mut dots = 0;
        while self.text.as_bytes().get(stop) == Some(&b'.') {
            let run = run_end(self.text, stop + 1, self.end, |c| is_word(c) || c == '-');
            if run == stop + 1 || dots == MOST_DOTS {
                break;
            }
            (last, stop, dots) = (stop, run, dots + 1);
        }
        let ending = &self.text[last + 1..stop];
        let lower = !self.text[self.start..stop].bytes().any(|byte| byte.is_ascii_uppercase());
        let known = self.lists.endings.contains(key(ending).as_slice());
        if !known && (dots < 2 || !lower) {
            return None;
        }
        if self.text.as_bytes().get(stop) == Some(&b'/') && stop + 1 < self.end {
            return Some(web::trim_end(self.text, self.start, self.end));
        }
        Some(stop)
    }

    /// Where a word ends that the full stop at `at` follows: after the stop if it is an abbreviation.
    fn full_stop(&self, at: usize) -> usize {
        let after = at + 1;
        if self.text.as_bytes().get(after) == Some(&b'.') || !self.abbreviates(at, after) {
            return at;
        }
        // U.S.'s
        match char_at(self.text, after).filter(|&c| after < self.end && is_apostrophe(c)) {
            Some(c) if is_clitic(self.run(after + c.len_utf8())) => {
                after + c.len_utf8() + self.run(after + c.len_utf8()).len()
            }
            _ => after,
        }
    }

    /// Whether the word before the full stop at `at` is an abbreviation, given what comes `after`.
    fn abbreviates(&self, at: usize, after: usize) -> bool {
        let word = &self.text[self.start..at];
        let next = if after < self.end { char_at(self.text, after) } else { self.next_char(after) };
        let spaced = after >= self.end;
        if is_acronym(word) {
            return next.is_none_or(|next| !is_word(next) || spaced);
        }
        if word.chars().nth(1).is_none() && word.starts_with(char::is_uppercase) {
            return next.is_some_and(|next| is_word(next) || next == ',' || next == '-' || !spaced);
        }
        let number = || next.is_some_and(|next| next.is_ascii_digit());
        match self.lists.abbreviations.get(key(word).as_slice()) {
            Some(Abbreviation::Always) => next.is_none_or(|next| spaced || !is_word(next) || next.is_uppercase()),
            Some(Abbreviation::BeforeNumber) => number(),
            Some(Abbreviation::BeforeName) => {
                word.starts_with(char::is_uppercase) && next.is_some_and(|next| next.is_uppercase() || next == ',')
            }
            None => false,
        }
    }

    /// The next character that is not a space.
    fn next_char(&self, at: usize) -> Option<char> {
        let at = run_end(self.text, at, self.limit, is_space);
        char_at(self.text, at).filter(|_| at < self.limit)
    }

    /// Where the word goes on after the hyphen at `at`, if it belongs to the word.
    fn hyphen(&self, at: usize, digits: bool) -> Option<usize> {
        if digits {
            return self.number_groups(at);
        }
        let left = &self.text[self.start..at];
        let capitals = left.len() > 1 && left.bytes().all(|byte| byte.is_ascii_uppercase());
        // the name behind "anti-" or "pro-" is a word of its own: "anti-American"
        let side = left.eq_ignore_ascii_case("anti") || left.eq_ignore_ascii_case("pro");
        if side && char_at(self.text, at + 1).is_some_and(char::is_uppercase) {
            return None;
        }
        if !capitals && self.lists.prefixes.contains(key(left).as_slice()) {
            return Some(at + 1);
        }
        self.lists.suffixes.contains(key(self.run(at + 1)).as_slice()).then_some(at + 1)
    }

    /// Telephone numbers and dates keep their hyphens, ranges of numbers do not.
    fn number_groups(&self, at: usize) -> Option<usize> {
        let first = at - self.start;
        let stop = run_end(self.text, at, self.end.min(at + LONGEST_NUMBER), |c| c == '-' || is_word(c));
        if stop >= at + LONGEST_NUMBER {
            return None;
        }
        let rest = &self.text[at + 1..stop];
        let numeric = rest.split('-').all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
        let alone = self.text[self.start..at].bytes().all(|byte| byte.is_ascii_digit());
        if !numeric || !alone {
            return None;
        }
        let phone = matches!((first, rest.len()), (3 | 5, 4)) || rest.contains('-');
        phone.then_some(stop)
    }
}

/// Whether `word` is letters with full stops between them: U.S, p.m, i.e.
fn is_acronym(word: &str) -> bool {
    word.len() >= 3 && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

/// Whether `word`, after an apostrophe, is the clitic of a contraction.
pub(crate) fn is_clitic(word: &str) -> bool {
    matches!(word, "s" | "S" | "m" | "M" | "d" | "D" | "ll" | "LL" | "re" | "RE" | "ve" | "VE" | "Ll" | "Re" | "Ve")
}

/// Where a word is cut into words, in bytes from its start.
pub(crate) struct Cuts {
    pub(crate) at: SmallVec<[usize; 4]>,
    /// Whether the pieces are words of one orthographic token (a contraction), not tokens of their own.
    pub(crate) joined: bool,
}

/// How `word` divides: contractions into their words, a number with a unit into two tokens.
pub(crate) fn cuts(lists: &Orthography, word: &str) -> Cuts {
    let bytes = word.as_bytes();
    if bytes[0].is_ascii_digit() {
        let unit = word.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
        if unit < word.len() && lists.units.contains(&bytes[unit..]) {
            return Cuts { at: smallvec![unit], joined: false };
        }
    }
    if word.len() <= 10 {
        let capitals = word.len() < 4 && bytes.iter().all(u8::is_ascii_uppercase);
        if !capitals && let Some(cuts) = lists.contractions.get(key(word).as_slice()) {
            return Cuts { at: cuts.iter().map(|&cut| usize::from(cut)).collect(), joined: true };
        }
    }
    Cuts { at: clitics(word), joined: true }
}

/// The cuts before the clitics of `word`: wouldn't've is would, n't, 've.
fn clitics(word: &str) -> SmallVec<[usize; 4]> {
    let mut cuts = SmallVec::new();
    let mut rest = word;
    while let Some(at) = rest.rfind(['\'', '’', '`']) {
        let mark = char_at(rest, at).expect("found there");
        let tail = &rest[at + mark.len_utf8()..];
        let negation = matches!(tail, "t" | "T") && rest[..at].ends_with(['n', 'N']);
        let cut = if negation { at - 1 } else { at };
        if cut == 0 || !(negation || is_clitic(tail)) {
            break;
        }
        cuts.insert(0, cut);
        rest = &rest[..cut];
    }
    cuts
}
