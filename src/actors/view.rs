//! The words of a sentence with what the recognizer asks of them.

use std::borrow::Cow;

use compact_str::CompactString;
use smallvec::SmallVec;

use crate::actors::EntityKind;
use crate::actors::tables::{NameRef, NameTrie, Sense, Tables, atoms};
use crate::syntax::{Deprel, Node, Tree, Upos, Xpos, is_common};
use crate::text::{Segmentation, Sentence, Span};

/// One sentence as the recognizer reads it.
pub(crate) struct View<'a> {
    pub text: &'a str,
    pub tree: Cow<'a, Tree>,
    pub low: Vec<CompactString>,
    /// A heading, or most words begin with a capital: capitals tell little.
    pub capitals_tell_little: bool,
    /// All letters are capitals.
    pub shouting: bool,
}

/// Words of a sentence that bear a name of the tables.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    pub start: usize,
    pub end: usize,
    pub refs: SmallVec<[NameRef; 2]>,
}

impl<'a> View<'a> {
    /// Views `sentence`; without a fitting tree the words' capitals stand for tags.
    pub fn new(text: &'a str, sentence: &Sentence, seg: &'a Segmentation, tree: Option<&'a Tree>) -> Self {
        let tokens = seg.tokens_of(sentence);
        let tree = match tree {
            Some(tree) if tree.len() == tokens.len() => Cow::Borrowed(tree),
            _ => Cow::Owned(guess(text, tokens.iter().map(|t| t.span))),
        };
        let low = tree.nodes().iter().map(|node| lower(node.span.of(text))).collect();
        let mut view = Self { text, tree, low, capitals_tell_little: false, shouting: false };
        let words = (0..view.len()).filter(|&i| view.form(i).chars().any(char::is_alphabetic));
        let (mut all, mut capital, mut shout) = (0usize, 0usize, 0usize);
        for i in words {
            let form = view.form(i);
            if form.chars().count() > 3 {
                all += 1;
                capital += usize::from(form.starts_with(char::is_uppercase));
                shout += usize::from(!form.chars().any(char::is_lowercase));
            }
        }
        view.capitals_tell_little = all >= 4 && capital * 10 >= all * 8;
        view.shouting = all >= 3 && shout * 10 >= all * 8;
        view
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.tree.len()
    }

    /// The word as written.
    pub fn form(&self, i: usize) -> &'a str {
        self.tree.node(i).span.of(self.text)
    }

    /// The word in lower case.
    pub fn low(&self, i: usize) -> &str {
        &self.low[i]
    }

    /// The word in lower case, nothing beyond the sentence.
    pub fn low_at(&self, i: Option<usize>) -> &str {
        i.and_then(|i| self.low.get(i)).map_or("", CompactString::as_str)
    }

    /// Part of speech.
    pub fn upos(&self, i: usize) -> Upos {
        self.tree.node(i).upos
    }

    /// Relation to the head.
    pub fn deprel(&self, i: usize) -> Deprel {
        self.tree.node(i).deprel
    }

    /// Whether the word begins with a capital.
    pub fn is_capital(&self, i: usize) -> bool {
        self.form(i).starts_with(char::is_uppercase)
    }

    /// Whether the tagger takes the word for part of a name.
    pub fn is_proper(&self, i: usize) -> bool {
        let node = self.tree.node(i);
        node.upos == Upos::Propn || matches!(node.xpos, Xpos::Nnp | Xpos::Nnps)
    }

    /// Whether no white space stands between the word and the next.
    pub fn touches_next(&self, i: usize) -> bool {
        i + 1 < self.len() && self.tree.node(i).span.end == self.tree.node(i + 1).span.start
    }

    /// The bytes from word `start` to before word `end`.
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.tree.node(start).span.start, self.tree.node(end - 1).span.end)
    }

    /// The text from word `start` to before word `end`, in one line.
    pub fn words(&self, start: usize, end: usize) -> String {
        let text = self.span(start, end).of(self.text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The word of `start..end` whose head lies outside; the leftmost highest when several do.
    pub fn head_of(&self, start: usize, end: usize) -> usize {
        let outside = |i: &usize| self.tree.head(*i).is_none_or(|head| head < start || head >= end);
        let depth = |i: &usize| self.tree.ancestors(*i).count();
        let heads = (start..end).filter(|i| outside(i) && self.upos(*i) != Upos::Punct);
        heads.min_by_key(depth).unwrap_or(end - 1)
    }
}

/// Lower case of a word; curly apostrophes are made straight.
fn lower(form: &str) -> CompactString {
    if form.is_ascii() {
        return CompactString::from(form).to_ascii_lowercase();
    }
    form.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect()
}

/// A flat tree with names guessed from capitals, for a sentence without a tree.
fn guess(text: &str, spans: impl Iterator<Item = Span>) -> Tree {
    let nodes = spans.map(|span| {
        let form = span.of(text);
        let upos = match form.chars().next() {
            Some(c) if c.is_uppercase() => Upos::Propn,
            Some(c) if c.is_alphanumeric() => Upos::X,
            _ => Upos::Punct,
        };
        Node { span, lemma: lower(form), upos, ..Node::default() }
    });
    Tree::new(nodes.collect())
}

/// Finds the names of the tables in a sentence: the leftmost, of these the longest, whole words only.
pub(crate) fn scan(view: &View<'_>, tables: &Tables) -> Vec<Hit> {
    let capital = |i: usize| {
        let form = view.form(i);
        form.len() >= 4 && form.bytes().all(|b| b.is_ascii_uppercase())
    };
    let loud = view.shouting || (0..view.len()).any(capital);
    let upper: Vec<SmallVec<[Option<u32>; 2]>> =
        if loud { (0..view.len()).map(|i| numbers(view, i, tables.capitals())).collect() } else { Vec::new() };
    let words: Vec<SmallVec<[Option<u32>; 2]>> = (0..view.len()).map(|i| numbers(view, i, &tables.names)).collect();
    let any = tables.loud.word_count() > 0;
    let own: Vec<SmallVec<[Option<u32>; 2]>> =
        if any { (0..view.len()).map(|i| loud_numbers(view, i, &tables.loud)).collect() } else { Vec::new() };
    let mut hits = Vec::new();
    let mut start = 0;
    while start < view.len() {
        let plain = if view.shouting { None } else { longest(view, tables, &tables.names, &words, start) };
        let hit = plain.or_else(|| {
            let loud = view.shouting || capital(start);
            if loud { longest(view, tables, tables.capitals(), &upper, start) } else { None }
        });
        let hit = match own.get(start).filter(|_| view.is_capital(start)) {
            Some(_) => {
                let longer = longest(view, tables, &tables.loud, &own, start);
                longer.filter(|own| hit.as_ref().is_none_or(|hit| own.end > hit.end)).or(hit)
            }
            None => hit,
        };
        match hit {
            Some(hit) => {
                start = hit.end;
                hits.push(hit);
            }
            None => start += 1,
        }
    }
    hits
}

/// The trie's numbers of the atoms of a word.
fn numbers(view: &View<'_>, i: usize, trie: &NameTrie) -> SmallVec<[Option<u32>; 2]> {
    let form = view.form(i);
    if form.bytes().all(|b| b.is_ascii_alphanumeric()) {
        let word = if form == "The" { "the" } else { form };
        return SmallVec::from_slice(&[trie.word(word)]);
    }
    let mut list = SmallVec::new();
    atoms(form, &mut list);
    list.iter().map(|atom| trie.word(&atom.text)).collect()
}

/// The same for names in capital letters, whatever the word's case.
fn loud_numbers(view: &View<'_>, i: usize, trie: &NameTrie) -> SmallVec<[Option<u32>; 2]> {
    let mut list = SmallVec::new();
    atoms(view.form(i), &mut list);
    list.iter().map(|atom| trie.word(&atom.text.to_uppercase())).collect()
}

fn longest(
    view: &View<'_>,
    tables: &Tables,
    trie: &NameTrie,
    words: &[SmallVec<[Option<u32>; 2]>],
    start: usize,
) -> Option<Hit> {
    let mut node = 0;
    let mut best = None;
    if words[start].is_empty() {
        return None;
    }
    'words: for (end, atoms) in words.iter().enumerate().skip(start) {
        if atoms.is_empty() && !matches!(view.form(end), "-" | "." | "'" | "’" | "‑") {
            break;
        }
        for atom in atoms {
            let Some(next) = atom.and_then(|word| trie.step(node, word)) else { break 'words };
            node = next;
        }
        if atoms.is_empty() {
            continue;
        }
        let fits = |r: &&NameRef| fits(view, tables, start, end + 1, **r);
        let refs: SmallVec<[NameRef; 2]> = trie.ends(node).iter().filter(fits).copied().collect();
        if !refs.is_empty() {
            let article = view.low(start) == "the" && end > start && refs.iter().all(|r| r.sense == Sense::Name);
            best = Some(Hit { start: start + usize::from(article), end: end + 1, refs });
        }
    }
    best
}

/// Whether words of this form and tag may bear the name: "us" is no state and "Polish" at a verb's place neither.
fn fits(view: &View<'_>, tables: &Tables, start: usize, end: usize, name: NameRef) -> bool {
    if end - start > 1 {
        return true;
    }
    let form = view.form(start);
    let node = view.tree.node(start);
    let capitals = form.chars().filter(|c| c.is_uppercase()).count();
    let abbreviation = capitals >= 2 || capitals == 1 && form.chars().any(|c| c.is_ascii_digit());
    // "IS" and "WHO" are no words where only names have such capitals
    let in_capitals = abbreviation && capitals == form.len() && !view.shouting && !view.capitals_tell_little;
    if in_capitals && name.sense == Sense::Name {
        return true;
    }
    if matches!(node.upos, Upos::Pron | Upos::Det | Upos::Aux | Upos::Adp | Upos::Cconj | Upos::Sconj | Upos::Part) {
        return false;
    }
    match name.sense {
        Sense::Prefix => view.low_at(Some(start + 1)) == "-",
        // "Saied" is no participle, though sentences begin with some
        Sense::Surname => {
            view.is_capital(start) && (view.is_proper(start) || start == 0 && !is_common(view.low(start)))
        }
        Sense::Adjective | Sense::Demonym | Sense::ContextualAdjective => node.upos != Upos::Verb || start > 0,
        Sense::Name if tables.states.contains_key(&name.entry) => true,
        _ if tables.states.contains_key(&name.entry) => node.upos != Upos::Verb || start > 0,
        _ if abbreviation && !view.shouting => true,
        // "Houthi attacks": what the tagger takes for an adjective
        Sense::Name if tables.entry(name.entry).kind == EntityKind::ArmedGroup && node.upos == Upos::Adj => {
            start > 0 && view.is_capital(start) && !view.capitals_tell_little
        }
        _ => view.is_proper(start) && (!view.capitals_tell_little || view.is_capital(start)),
    }
}
