//! All names of the tables in one trie over words.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// How a name of the tables names its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Sense {
    /// A name that stands by itself.
    Name,
    /// Adjective of a state.
    Adjective,
    /// A person of a state, or its people.
    Demonym,
    /// Capital of a state.
    Capital,
    /// Building or street that stands for a government.
    Seat,
    /// First half of a hyphened adjective.
    Prefix,
    /// Holds only when the actor's full name or country is in the text.
    Weak,
    /// Holds only when the state is in the text by other names.
    Contextual,
    /// The same, as an adjective or demonym.
    ContextualAdjective,
    /// A proper name of a body of a state, without an entry of its own.
    Organ,
    /// The last name of a known person.
    Surname,
}

/// An entry that a name may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NameRef {
    /// Index of the entry in the tables.
    pub entry: u32,
    /// How the name names it.
    pub sense: Sense,
}

/// A run of letters and digits, or a sign that matters, of a name; `gap` bytes of the text lie between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Atom {
    /// The letters without diacritics, dots of abbreviations left out.
    pub text: compact_str::CompactString,
}

/// Names over words; a name's words are its atoms.
#[derive(Clone, Debug)]
pub(crate) struct NameTrie {
    words: FxHashMap<compact_str::CompactString, u32>,
    steps: FxHashMap<(u32, u32), u32>,
    ends: Vec<SmallVec<[NameRef; 2]>>,
}

/// Splits `text` into atoms. Hyphens, apostrophes and full stops join or end atoms and are no atoms themselves;
/// any other sign is one, so that no name reaches across a comma or bracket unless it has one.
pub(crate) fn atoms(text: &str, out: &mut SmallVec<[Atom; 4]>) {
    let mut current = compact_str::CompactString::default();
    let flush = |current: &mut compact_str::CompactString, out: &mut SmallVec<[Atom; 4]>| {
        if !current.is_empty() {
            out.push(Atom { text: std::mem::take(current) });
        }
    };
    let dotted = is_dotted(text);
    for c in text.chars() {
        match c {
            '.' if dotted => {}
            '-' | '\u{2010}'..='\u{2012}' | '\'' | '’' | '‘' | '`' | '.' | '\u{200e}' | '\u{ad}' => {
                flush(&mut current, out);
            }
            _ if c.is_whitespace() => flush(&mut current, out),
            _ if c.is_alphanumeric() => fold(c, &mut current),
            _ if ('\u{300}'..='\u{36f}').contains(&c) => {}
            _ => {
                flush(&mut current, out);
                out.push(Atom { text: compact_str::CompactString::from_iter([c]) });
            }
        }
    }
    flush(&mut current, out);
}

/// Whether `text` is an abbreviation of single letters: "U.S.", "D.C".
fn is_dotted(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 3
        && bytes.iter().enumerate().all(|(i, b)| if i % 2 == 0 { b.is_ascii_uppercase() } else { *b == b'.' })
}

/// Writes `c` without its diacritics.
fn fold(c: char, out: &mut compact_str::CompactString) {
    let plain = match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'À'..='Å' | 'Ā' => 'A',
        'ç' | 'ć' | 'č' => 'c',
        'Ç' | 'Ć' | 'Č' => 'C',
        'è'..='ë' | 'ē' | 'ę' | 'ě' | 'ė' => 'e',
        'È'..='Ë' | 'Ē' => 'E',
        'ì'..='ï' | 'ī' | 'ı' => 'i',
        'Ì'..='Ï' | 'İ' => 'I',
        'ñ' | 'ń' | 'ň' => 'n',
        'Ñ' => 'N',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'Ò'..='Ö' | 'Ø' | 'Ō' => 'O',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'Ù'..='Ü' | 'Ū' => 'U',
        'ý' | 'ÿ' => 'y',
        'ž' | 'ź' | 'ż' => 'z',
        'Ž' | 'Ź' | 'Ż' => 'Z',
        'š' | 'ś' | 'ş' | 'ș' => 's',
        'Š' | 'Ś' | 'Ş' | 'Ș' => 'S',
        'ğ' => 'g',
        'Ğ' => 'G',
        'ł' => 'l',
        'Ł' => 'L',
        'đ' => 'd',
        'Đ' => 'D',
        'ř' => 'r',
        'Ř' => 'R',
        'ț' | 'ţ' | 'ť' => 't',
        'Ț' | 'Ţ' => 'T',
        'ß' => {
            out.push_str("ss");
            return;
        }
        _ => c,
    };
    out.push(plain);
}

impl Default for NameTrie {
    fn default() -> Self {
        Self { words: FxHashMap::default(), steps: FxHashMap::default(), ends: vec![SmallVec::new()] }
    }
}

impl NameTrie {
    /// A trie with nothing in it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `name` for `target`; all letters as capitals when `upper`.
    pub fn add(&mut self, name: &str, target: NameRef, upper: bool) {
        let mut list = SmallVec::new();
        for word in name.split_whitespace() {
            atoms(word, &mut list);
        }
        let mut node = 0;
        if list.is_empty() {
            return;
        }
        for atom in list {
            let text = if upper { atom.text.to_uppercase() } else { atom.text };
            let next_word = self.words.len() as u32;
            let word = *self.words.entry(text).or_insert(next_word);
            let next = self.ends.len() as u32;
            let step = *self.steps.entry((node, word)).or_insert(next);
            if step == next {
                self.ends.push(SmallVec::new());
            }
            node = step;
        }
        let end = &mut self.ends[node as usize];
        if !end.contains(&target) {
            end.push(target);
        }
    }

    /// Number of different words in all names.
    pub fn word_count(&self) -> usize {
        self.words.len()
    }

    /// The number of a word that some name holds.
    pub fn word(&self, atom: &str) -> Option<u32> {
        self.words.get(atom).copied()
    }

    /// The node that `word` leads to from `node`.
    pub fn step(&self, node: u32, word: u32) -> Option<u32> {
        self.steps.get(&(node, word)).copied()
    }

    /// The entries whose name ends at `node`.
    pub fn ends(&self, node: u32) -> &[NameRef] {
        &self.ends[node as usize]
    }

    /// The entries that bear exactly `name`.
    pub fn find(&self, name: &str) -> &[NameRef] {
        let mut list = SmallVec::new();
        for word in name.split_whitespace() {
            atoms(word, &mut list);
        }
        let mut node = 0;
        for atom in &list {
            match self.word(&atom.text).and_then(|word| self.step(node, word)) {
                Some(next) => node = next,
                None => return &[],
            }
        }
        self.ends(node)
    }
}
