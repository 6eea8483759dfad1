//! Tells the names of persons, places and organizations that no table knows, word by word.
//!
//! A linear model over the words' forms, tags and tree, their neighbours and what the tables say of them, with a bigram
//! of labels, decoded by Viterbi (Collins 2002, "Discriminative Training Methods for Hidden Markov Models") and trained
//! as an averaged perceptron by `examples/train_names.rs`. Time O(words × labels²).

use std::hash::Hasher;
use std::sync::LazyLock;

use rustc_hash::FxHasher;

use crate::actors::EntityKind;
use crate::actors::evidence::Evidence;
use crate::actors::runs::Settled;
use crate::actors::tables::{Sense, Tables};
use crate::actors::titles::{self, Title};
use crate::actors::view::{View, scan};
use crate::syntax::Tree;
use crate::text::{Segmentation, Sentence, Span, Token, TokenRange};

/// Number of labels.
pub(super) const LABELS: usize = 9;
/// Rows of the hashed weights, a power of two.
const ROWS: usize = 1 << 18;
/// First bytes of a model file; the digit is its version.
const MAGIC: &[u8; 8] = b"DMNAMES2";
/// Features of a word.
const TEMPLATES: usize = 34;

/// What a word is in a name: outside of all, or first or later word of one of four sorts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameLabel(u8);

impl NameLabel {
    /// Outside of all names.
    pub const OUTSIDE: Self = Self(0);

    /// First word of a name of `sort` (PER, LOC, ORG, MISC), or a later one; outside for any other sort.
    pub fn new(sort: &str, first: bool) -> Self {
        let number = match sort {
            "PER" => 0,
            "LOC" => 1,
            "ORG" => 2,
            "MISC" => 3,
            _ => return Self::OUTSIDE,
        };
        Self(1 + 2 * number + u8::from(!first))
    }

    /// Whether the word is the first of a name.
    pub const fn is_first(self) -> bool {
        self.0 % 2 == 1
    }

    /// Whether the word is of no name.
    pub const fn is_outside(self) -> bool {
        self.0 == 0
    }

    /// The sort of name as training data writes it; empty outside of names.
    pub const fn sort_name(self) -> &'static str {
        match self.0 {
            0 => "",
            1 | 2 => "PER",
            3 | 4 => "LOC",
            5 | 6 => "ORG",
            _ => "MISC",
        }
    }

    /// The sort of name: 0 person, 1 place, 2 organization, 3 anything else.
    const fn sort(self) -> u8 {
        (self.0 - 1) / 2
    }

    /// The kind of actor that a name of this sort names.
    pub(crate) const fn kind(self) -> Option<EntityKind> {
        if self.is_outside() {
            return None;
        }
        match self.sort() {
            0 => Some(EntityKind::Person),
            1 => Some(EntityKind::Place),
            2 => Some(EntityKind::Organization),
            _ => None,
        }
    }
}

/// The trained weights.
pub(crate) struct Tagger {
    rows: Vec<[i8; LABELS]>,
    steps: [[i8; LABELS]; LABELS],
}

/// The model that is part of the program; none while it is being trained anew.
static EMBEDDED: LazyLock<Option<Tagger>> =
    LazyLock::new(|| Tagger::open(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/models/names.bin"))));

impl Tagger {
    /// The model that is part of the program.
    pub fn embedded() -> Option<&'static Self> {
        EMBEDDED.as_ref()
    }

    fn open(bytes: &[u8]) -> Option<Self> {
        let packed = bytes.strip_prefix(MAGIC.as_slice())?;
        let mut raw = Vec::with_capacity((ROWS + LABELS) * LABELS);
        std::io::Read::read_to_end(&mut flate2::read::ZlibDecoder::new(packed), &mut raw).ok()?;
        if raw.len() != (ROWS + LABELS) * LABELS {
            return None;
        }
        let mut rows = raw.chunks_exact(LABELS).map(|chunk| {
            let mut row = [0i8; LABELS];
            for (cell, byte) in row.iter_mut().zip(chunk) {
                *cell = *byte as i8;
            }
            row
        });
        let mut steps = [[0; LABELS]; LABELS];
        for row in &mut steps {
            *row = rows.next()?;
        }
        Some(Self { rows: rows.collect(), steps })
    }

    /// The best labels of a sentence.
    pub fn tag(&self, clues: &Clues) -> Vec<NameLabel> {
        let scores = clues.rows.iter().map(|list| {
            let mut sum = [0i32; LABELS];
            for row in list {
                for (total, weight) in sum.iter_mut().zip(self.rows[*row as usize]) {
                    *total += i32::from(weight);
                }
            }
            sum
        });
        best(&scores.collect::<Vec<_>>(), |a, b| i32::from(self.steps[a][b]))
    }
}

/// Whether label `b` may follow label `a`.
const fn allowed(a: usize, b: usize) -> bool {
    b == 0 || b % 2 == 1 || a == b || a + 1 == b && a % 2 == 1
}

/// The best allowed sequence of labels (Viterbi).
pub(super) fn best(scores: &[[i32; LABELS]], step: impl Fn(usize, usize) -> i32) -> Vec<NameLabel> {
    const NEVER: i32 = i32::MIN / 4;
    let mut totals = [NEVER; LABELS];
    totals[0] = 0;
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
    for word in scores {
        let mut next = [NEVER; LABELS];
        let mut from = [0u8; LABELS];
        for b in 0..LABELS {
            for (a, before) in totals.iter().enumerate() {
                let score = before + step(a, b) + word[b];
                if *before > NEVER && allowed(a, b) && score > next[b] {
                    next[b] = score;
                    from[b] = a as u8;
                }
            }
        }
        // only what lies between them counts, so a sentence may be of any length
        let top = next.into_iter().max().unwrap_or_default();
        totals = next.map(|total| if total > NEVER { total - top } else { NEVER });
        back.push(from);
    }
    let mut at = (0..LABELS).max_by_key(|&b| (totals[b], std::cmp::Reverse(b))).unwrap_or(0);
    let mut out = vec![NameLabel::OUTSIDE; scores.len()];
    for (i, from) in back.iter().enumerate().rev() {
        out[i] = NameLabel(at as u8);
        at = from[at] as usize;
    }
    out
}

/// The features of each word of a sentence, as rows of the weights.
pub(crate) struct Clues {
    rows: Vec<[u32; TEMPLATES]>,
}

/// What the tables say of a word.
fn table_clue(tables: &Tables, hits: &[Settled], i: usize) -> u8 {
    let Some(hit) = hits.iter().find(|hit| hit.start <= i && i < hit.end) else { return 0 };
    let entry = tables.entry(hit.name.entry);
    let base = match hit.name.sense {
        Sense::Adjective | Sense::Demonym | Sense::ContextualAdjective | Sense::Prefix => 10,
        Sense::Capital | Sense::Seat => 20,
        _ => 30,
    };
    let kind = EntityKind::ALL.iter().position(|kind| *kind == entry.kind).unwrap_or(0) as u8;
    (base + kind) * 2 + u8::from(hit.start == i)
}

fn shape(form: &str) -> u32 {
    let mut out = 0u32;
    let mut last = 0;
    for c in form.chars() {
        let class = if c.is_uppercase() {
            1
        } else if c.is_lowercase() {
            2
        } else if c.is_numeric() {
            3
        } else if c == '.' {
            4
        } else {
            5
        };
        if class != last && out < 1 << 20 {
            out = out * 6 + class;
        }
        last = class;
    }
    out * 4 + form.chars().count().min(3) as u32
}

impl Clues {
    /// The features of all words of a sentence.
    pub fn new(view: &View<'_>, tables: &Tables, hits: &[Settled], titles: &[Title]) -> Self {
        let n = view.len();
        let vocabulary = &tables.vocabulary;
        let words: Vec<[u64; 4]> = (0..n)
            .map(|i| {
                let (form, low, node) = (view.form(i), view.low(i), view.tree.node(i));
                let lists = u64::from(vocabulary.first_names.contains_key(form))
                    | u64::from(vocabulary.family_first.contains(form)) << 1
                    | u64::from(vocabulary.org_heads.contains(low)) << 2
                    | u64::from(vocabulary.places.contains(low)) << 3
                    | u64::from(vocabulary.others.contains(low)) << 4
                    | u64::from(vocabulary.particles.contains(low)) << 5
                    | u64::from(titles.iter().any(|t| t.start <= i && i < t.end)) << 6
                    | u64::from(titles.iter().any(|t| t.end == i)) << 7
                    | u64::from(table_clue(tables, hits, i)) << 8;
                [hash(&[text(low)]), u64::from(shape(form)), (node.upos as u64) << 8 | node.xpos as u64, lists]
            })
            .collect();
        let frame = [1, 1, 0, 0];
        let at = |i: usize, d: isize| i.checked_add_signed(d).and_then(|k| words.get(k)).copied().unwrap_or(frame);
        let rows = (0..n).map(|i| features(view, i, &|d| at(i, d))).collect();
        Self { rows }
    }
}

/// The rows of one word's features.
#[expect(clippy::many_single_char_names, reason = "one letter for each clue of a neighbour, as in the templates")]
fn features(view: &View<'_>, i: usize, at: &dyn Fn(isize) -> [u64; 4]) -> [u32; TEMPLATES] {
    let low = view.low(i);
    let chars: Vec<(usize, char)> = low.char_indices().collect();
    let len = chars.len();
    let prefix = |k: usize| chars.get(k).map_or(low, |(at, _)| &low[..*at]);
    let suffix = |k: usize| len.checked_sub(k).and_then(|from| chars.get(from)).map_or(low, |(at, _)| &low[*at..]);
    let [w, s, t, l] = at(0);
    let [w1, s1, t1, l1] = at(-1);
    let [w2, s2, t2, l2] = at(1);
    let [w3, _, t3, l3] = at(-2);
    let [w4, _, t4, l4] = at(2);
    let node = view.tree.node(i);
    let head = view.tree.head(i);
    let head_word = head.map_or(0, |h| text(view.low(h)));
    let before = head.map_or(2, |h| u64::from(h < i));
    let rel = node.deprel as u64;
    let case = view.tree.children(i).next().map_or(0, |c| text(view.low(c)));
    let first = u64::from(i == 0) | u64::from(view.capitals_tell_little) << 1 | u64::from(view.shouting) << 2;
    let templates: [&[u64]; TEMPLATES] = [
        &[w],
        &[s, first],
        &[t],
        &[l],
        &[text(prefix(3))],
        &[text(prefix(4))],
        &[text(suffix(2))],
        &[text(suffix(3))],
        &[text(suffix(4))],
        &[w1],
        &[w2],
        &[w3],
        &[w4],
        &[w1, w],
        &[w, w2],
        &[s1, s, s2],
        &[t1, t],
        &[t, t2],
        &[t1, t, t2],
        &[t3, t1],
        &[t2, t4],
        &[l1, l],
        &[l, l2],
        &[l3, l1, l],
        &[l2, l4],
        &[w1, s],
        &[w2, s],
        &[rel, t],
        &[rel, head_word],
        &[before, rel, l],
        &[case, rel],
        &[w1, w3, s],
        &[s, l, t],
        &[w2, w4, s],
    ];
    std::array::from_fn(|k| row(k, templates[k]))
}

/// The row of the weights for one filled template.
fn row(template: usize, parts: &[u64]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(template as u64 + 1);
    for part in parts {
        hasher.write_u64(*part);
    }
    (hasher.finish() >> 40) as u32 & (ROWS as u32 - 1)
}

fn text(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish()
}

fn hash(parts: &[u64]) -> u64 {
    parts.iter().fold(7, |a, b| a.rotate_left(5) ^ b)
}

/// A sentence with its labels, to train on: the words joined by spaces, their tree and a label each.
pub struct NameExample {
    /// The words.
    pub forms: Vec<String>,
    /// Their tree, spans not needed.
    pub tree: Tree,
    /// Their labels.
    pub labels: Vec<NameLabel>,
}

/// A model that labels sentences outside of a document, as training by its own answers needs it.
pub struct Labeller {
    tagger: Tagger,
    tables: Tables,
}

impl Labeller {
    /// Opens a model file; none when it is of another version.
    pub fn new(model: &[u8]) -> Option<Self> {
        Some(Self { tagger: Tagger::open(model)?, tables: Tables::embedded().ok()? })
    }

    /// The labels of a sentence.
    pub fn label(&self, forms: &[String], tree: &Tree) -> Vec<NameLabel> {
        let example = NameExample { forms: forms.to_vec(), tree: tree.clone(), labels: Vec::new() };
        self.tagger.tag(&clues_of(&example, &self.tables))
    }
}

/// Trains a model on `examples` (sentences of one document one after another) and returns it as a file.
///
/// Deterministic; O(epochs × words × labels²).
///
/// # Errors
///
/// If an embedded table cannot be read.
pub fn train(examples: &[NameExample], epochs: usize) -> Result<Vec<u8>, crate::actors::ActorsError> {
    let tables = Tables::embedded()?;
    let mut set: Vec<(Clues, Vec<usize>)> =
        examples.iter().map(|e| (clues_of(e, &tables), e.labels.iter().map(|l| l.0 as usize).collect())).collect();
    let mut weights = vec![[0i32; LABELS]; ROWS + LABELS];
    let mut sums = vec![[0i64; LABELS]; ROWS + LABELS];
    let mut clock = 1i64;
    let mut seed = 0x9e37_79b9_7f4a_7c15u64;
    for _ in 0..epochs {
        for k in (1..set.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            set.swap(k, (seed >> 33) as usize % (k + 1));
        }
        for (clues, gold) in &set {
            let scores: Vec<[i32; LABELS]> = clues
                .rows
                .iter()
                .map(|rows| {
                    let mut sum = [0i32; LABELS];
                    for row in rows {
                        for (total, weight) in sum.iter_mut().zip(weights[*row as usize]) {
                            *total += weight;
                        }
                    }
                    sum
                })
                .collect();
            let found = best(&scores, |a, b| weights[ROWS + a][b]);
            let found: Vec<usize> = found.iter().map(|l| l.0 as usize).collect();
            let mut change = |row: usize, label: usize, by: i32| {
                weights[row][label] += by;
                sums[row][label] += i64::from(by) * clock;
            };
            let (mut before_gold, mut before_found) = (0, 0);
            for (i, (&g, &f)) in gold.iter().zip(&found).enumerate() {
                if g != f {
                    for row in &clues.rows[i] {
                        change(*row as usize, g, 1);
                        change(*row as usize, f, -1);
                    }
                }
                if (before_gold, g) != (before_found, f) {
                    change(ROWS + before_gold, g, 1);
                    change(ROWS + before_found, f, -1);
                }
                (before_gold, before_found) = (g, f);
            }
            clock += 1;
        }
    }
    Ok(pack(&weights, &sums, clock))
}

/// Averages, scales and packs the weights.
fn pack(weights: &[[i32; LABELS]], sums: &[[i64; LABELS]], clock: i64) -> Vec<u8> {
    let mean = |row: usize, label: usize| weights[row][label] as f32 - sums[row][label] as f32 / clock as f32;
    let mut sizes: Vec<f32> =
        (0..weights.len()).flat_map(|r| (0..LABELS).map(move |l| (r, l))).map(|(r, l)| mean(r, l).abs()).collect();
    sizes.sort_by(f32::total_cmp);
    // the largest weights of all are cut off, for the sake of finer steps
    let top = sizes[sizes.len() - 1 - sizes.len() / 20_000].max(1e-6);
    let cell = |row: usize, label: usize| (mean(row, label) / top * 127.0).round().clamp(-127.0, 127.0) as i8 as u8;
    let order = (ROWS..ROWS + LABELS).chain(0..ROWS);
    let raw: Vec<u8> =
        order.flat_map(|row| (0..LABELS).map(move |label| (row, label))).map(|(r, l)| cell(r, l)).collect();
    let mut out = MAGIC.to_vec();
    let mut encoder = flate2::write::ZlibEncoder::new(&mut out, flate2::Compression::best());
    let written = std::io::Write::write_all(&mut encoder, &raw).and_then(|()| encoder.finish().map(|_| ()));
    written.expect("writing to memory does not fail");
    out
}

fn clues_of(example: &NameExample, tables: &Tables) -> Clues {
    let mut line = String::new();
    let mut nodes = example.tree.nodes().to_vec();
    let mut segmentation = Segmentation::default();
    for (form, node) in example.forms.iter().zip(&mut nodes) {
        let start = line.len() as u32;
        line.push_str(form);
        node.span = Span::new(start, line.len() as u32);
        segmentation.tokens.push(Token { span: node.span, joined: false, space_after: true });
        line.push(' ');
    }
    let span = Span::new(0, line.len() as u32);
    let sentence = Sentence { span, tokens: TokenRange::new(0, nodes.len() as u32), paragraph: 0, heading: false };
    let tree = Tree::new(nodes);
    let view = View::new(&line, &sentence, &segmentation, Some(&tree));
    let hits = scan(&view, tables);
    let views = [view];
    let evidence = Evidence::gather(std::slice::from_ref(&hits), &views, tables, None);
    let settled = evidence.settle(tables, &views[0], &hits);
    let mut taken = vec![false; views[0].len()];
    for hit in &settled {
        taken[hit.start..hit.end].fill(true);
    }
    let titles = titles::find(&views[0], tables, &taken);
    Clues::new(&views[0], tables, &settled, &titles)
}
