//! Words as the network sees them; the twin of `training/words.py`, which must agree bit for bit.

use crate::syntax::hash;

/// Seed and rows of each hashed table: form, shape, three prefixes, four suffixes.
pub(crate) const TABLES: [(u32, u32); 9] =
    [(1, 16384), (2, 1024), (10, 512), (11, 1024), (12, 4096), (20, 512), (21, 2048), (22, 8192), (23, 8192)];

/// The hashes of one form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WordRows {
    /// A row of each table.
    pub rows: [u32; TABLES.len()],
    /// Key in the table of vectors and in the list of known words.
    pub key: u32,
}

/// Makes [`WordRows`]; keeps its buffers from word to word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hasher {
    low: String,
    shape: String,
}

impl Hasher {
    /// The hashes of `form`.
    pub fn rows(&mut self, form: &str) -> WordRows {
        self.spell(form);
        let low = self.low.as_str();
        let front = |k: usize| low.char_indices().nth(k).map_or(low, |(at, _)| &low[..at]);
        let back = |k: usize| low.char_indices().rev().nth(k - 1).map_or(low, |(at, _)| &low[at..]);
        let pieces = [low, &self.shape, front(1), front(2), front(3), back(1), back(2), back(3), back(4)];
        let mut rows = [0; TABLES.len()];
        for ((row, &(seed, count)), piece) in rows.iter_mut().zip(&TABLES).zip(pieces) {
            *row = hash::bytes(seed, piece.as_bytes()) % count;
        }
        WordRows { rows, key: hash::bytes(3, low.as_bytes()) }
    }

    /// Writes the form in lower case, quotes and hyphens made plain, and its shape: classes of the characters, runs
    /// cut at two.
    fn spell(&mut self, form: &str) {
        self.low.clear();
        self.shape.clear();
        let mut run = ('\0', 0);
        for c in form.chars() {
            match plain(c) {
                c if c.is_ascii() => self.low.push(c.to_ascii_lowercase()),
                c => self.low.extend(c.to_lowercase()),
            }
            let class = class(c);
            run = if class == run.0 { (class, run.1 + 1) } else { (class, 1) };
            if run.1 <= 2 {
                self.shape.push(class);
            }
        }
    }
}

fn class(c: char) -> char {
    if c.is_ascii_lowercase() {
        'x'
    } else if c.is_uppercase() {
        'X'
    } else if c.is_alphabetic() {
        'x'
    } else if c.is_numeric() {
        'd'
    } else {
        c
    }
}

fn plain(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | '´' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '\u{ad}' | '‐' | '‑' => '-',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_training_program() {
        let mut hasher = Hasher::default();
        for (form, rows, key) in twin::ROWS {
            assert_eq!(hasher.rows(form), WordRows { rows: *rows, key: *key }, "{form}");
        }
    }
}

#[cfg(test)]
mod twin {
    /// What `training/words.py` gives for some words.
    pub(super) const ROWS: &[(&str, [u32; 9], u32)] = &[
        ("", [15271, 632, 31, 690, 2716, 191, 771, 2696, 3137], 625_328_111),
        ("Kyiv", [2093, 34, 330, 280, 3733, 301, 849, 6762, 424], 3_486_667_747),
        ("U.S.-led", [12664, 888, 128, 973, 2638, 417, 1056, 4961, 1462], 1_071_107_603),
        ("O’Brien", [15947, 748, 336, 739, 987, 217, 1795, 7297, 978], 127_368_202),
        ("“", [14722, 125, 349, 279, 409, 461, 1753, 7332, 2369], 4_128_353_820),
        ("1,200", [12752, 211, 482, 450, 3122, 188, 1392, 7904, 51], 1_278_913_852),
        ("naïve", [16208, 902, 304, 511, 1949, 375, 654, 944, 7705], 1_205_981_782),
        ("ÉTAT", [13045, 661, 38, 74, 3136, 95, 1349, 3510, 6676], 2_223_646_174),
        ("北京", [8870, 902, 431, 661, 3767, 311, 622, 7338, 1450], 262_579_689),
    ];
}
