//! Trains the network on texts whose chains of mentions are known, as `examples/train_binding.rs` does.

use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::actors::antecedents::features::{FEATURES, Row};
use crate::actors::antecedents::marks::MarkKind;
use crate::actors::antecedents::network::{FORMS, HIDDEN, Network, WIDTH, softmax};
use crate::actors::antecedents::{Anaphor, Candidate, Form};
use crate::actors::reading::Reading;
use crate::actors::recognizer::Recognizer;
use crate::syntax::{Parser, Tree};
use crate::text::{Document, Segmentation, Span, segment};

/// Passes over the cases.
const EPOCHS: usize = 12;
/// Step of AdaGrad.
const STEP: f32 = 0.05;
/// Part of the clues that are hidden at each step, in 256ths.
const DROPPED: u64 = 64;
/// Probability from which an answer counts: he, she, it, they, a description, one in the plural. Chosen on the held-out
/// folds that the report shows, a little lower where a wrong answer is rare.
const THRESHOLDS: [f32; FORMS] = [0.3, 0.3, 0.6, 0.5, 0.6, 0.5];
/// How often a piece of news counts.
const NEWS: usize = 2;
/// Every so many-th document is held out for the report.
const FOLDS: usize = 4;

/// A text with the mentions of its chains: chain, words, and the first byte of the head word.
#[derive(Clone, Debug, Default)]
pub struct ChainExample {
    /// The text.
    pub text: String,
    /// Chain, bytes of the mention, first byte of its head word.
    pub mentions: Vec<(u32, Span, u32)>,
    /// A short piece of news: it counts several times, and all of it.
    pub news: bool,
    /// Not every mention is told: what is none may refer back all the same, and teaches nothing.
    pub partial: bool,
}

/// One anaphor as the network learns from it.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub form: Form,
    /// The row of "nothing", then those of the candidates.
    pub rows: Vec<Row>,
    /// Which candidates are right.
    pub right: Vec<bool>,
    /// Which candidates are actors.
    pub actors: Vec<bool>,
}

/// A mention: chain, first byte, one past the last.
type Link = (u32, u32, u32);

/// Tells a reading what is right, and keeps what it asked.
#[derive(Debug, Default)]
pub(crate) struct Teacher {
    /// Mentions by the first byte of their head.
    heads: FxHashMap<u32, SmallVec<[Link; 2]>>,
    pub cases: Vec<Case>,
    /// Follow this network instead of the truth.
    pub network: Option<Arc<Network>>,
    partial: bool,
}

impl Teacher {
    fn new(example: &ChainExample, network: Option<Arc<Network>>) -> Self {
        let mut heads: FxHashMap<u32, SmallVec<[Link; 2]>> = FxHashMap::default();
        for (chain, span, head) in &example.mentions {
            heads.entry(*head).or_default().push((*chain, span.start, span.end));
        }
        Self { heads, cases: Vec::new(), network, partial: example.partial }
    }

    /// Whether it can tell what the word at this byte refers to.
    pub fn knows(&self, head: u32) -> bool {
        !self.partial || self.heads.contains_key(&head)
    }

    /// The chains of the mentions with this head: the shortest one's, or those that reach to `end`.
    fn chains(&self, head: u32, end: Option<u32>) -> SmallVec<[u32; 2]> {
        let Some(list) = self.heads.get(&head) else { return SmallVec::new() };
        match end {
            Some(end) => list.iter().filter(|m| m.2 >= end).map(|m| m.0).collect(),
            None => list.iter().min_by_key(|m| m.2 - m.1).map(|m| m.0).into_iter().collect(),
        }
    }
}

impl Reading<'_> {
    /// Which candidates are of the anaphor's chain.
    pub fn right(&self, anaphor: &Anaphor, candidates: &[Candidate], teacher: &Teacher) -> Vec<bool> {
        let own = self.view(anaphor.sentence).tree.node(anaphor.head).span.start;
        let own = teacher.chains(own, None);
        let fits = |candidate: &Candidate| {
            let marks = self.marks.list.iter().filter(|mark| mark.referent == candidate.referent);
            marks.into_iter().any(|mark| {
                let view = self.view(mark.sentence as usize);
                let start = |k: u32| view.tree.node(k as usize).span.start;
                let set = mark.plural && mark.kind == MarkKind::Name && mark.end > mark.head + 1;
                if set {
                    let end = view.tree.node(mark.end as usize - 1).span.end;
                    return teacher.chains(start(mark.head), Some(end)).iter().any(|chain| own.contains(chain));
                }
                let head = teacher.chains(start(mark.head), None);
                if !head.is_empty() || mark.kind == MarkKind::Pronoun {
                    return mark.kind != MarkKind::Pronoun && head.iter().any(|chain| own.contains(chain));
                }
                (mark.start..mark.end).any(|k| teacher.chains(start(k), None).iter().any(|chain| own.contains(chain)))
            })
        };
        candidates.iter().map(fits).collect()
    }
}

/// What training brought.
#[derive(Clone, Debug)]
pub struct Trained {
    /// The model file.
    pub model: Vec<u8>,
    /// Lines on how it went on the texts held out.
    pub report: Vec<String>,
}

struct Text {
    document: Document,
    segmentation: Segmentation,
    trees: Vec<Tree>,
}

/// Trains a model. Deterministic; O(epochs × cases × candidates × features).
pub fn train(examples: &[ChainExample]) -> Trained {
    let texts: Vec<Text> = examples
        .par_iter()
        .map(|example| {
            let segmentation = segment(&example.text);
            let trees = Parser::embedded().parse(&example.text, &segmentation);
            Text { document: Document::new("gum", example.text.clone()), segmentation, trees }
        })
        .collect();
    let all: Vec<usize> = (0..texts.len()).collect();
    let mut report = Vec::new();
    let mut held: Vec<(Form, f32, bool, bool)> = Vec::new();
    for fold in 0..FOLDS {
        let (test, rest): (Vec<usize>, Vec<usize>) = all.iter().partition(|&&k| k % FOLDS == fold);
        let network = Arc::new(learn(examples, &texts, &rest));
        for case in test.iter().flat_map(|&k| cases(&examples[k], &texts[k], Some(network.clone()))) {
            held.extend(answer(&network, &case));
        }
    }
    let mut network = learn(examples, &texts, &all);
    network.thresholds = THRESHOLDS;
    for (form, threshold) in THRESHOLDS.iter().enumerate() {
        let list: Vec<_> = held.iter().filter(|answer| answer.0 as usize == form).collect();
        report.push(line_on(form, *threshold, &list));
    }
    Trained { model: network.pack(), report }
}

/// The answer to a case: form, probability, whether an actor was chosen and right, whether an actor would have been.
fn answer(network: &Network, case: &Case) -> Option<(Form, f32, bool, bool)> {
    let chances = network.probabilities(case.rows.iter().map(Row::as_slice));
    let best = (0..chances.len()).max_by(|&a, &b| chances[a].total_cmp(&chances[b]).then(b.cmp(&a)))?;
    let possible = case.right.iter().zip(&case.actors).any(|(right, actor)| *right && *actor);
    let chosen = best > 0 && case.actors[best - 1];
    let score = if chosen { chances[best] } else { -1.0 };
    Some((case.form, score, chosen && case.right[best - 1], possible))
}

/// How many answers of a form are right at some thresholds.
fn line_on(form: usize, chosen: f32, list: &[&(Form, f32, bool, bool)]) -> String {
    let possible = list.iter().filter(|answer| answer.3).count();
    let at = [chosen, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9].map(|threshold| {
        let given = list.iter().filter(|answer| answer.1 >= threshold);
        let (all, right) = given.fold((0, 0), |(all, right), answer| (all + 1, right + usize::from(answer.2)));
        format!("{threshold:.2} {right}/{all}")
    });
    let name = ["he", "she", "it", "they", "the one", "the many"][form];
    format!("{name}: {possible} possible; right of those answered at the threshold: {}", at.join(", "))
}

fn cases(example: &ChainExample, text: &Text, network: Option<Arc<Network>>) -> Vec<Case> {
    let teacher = Teacher::new(example, network);
    Recognizer::embedded().taught(&text.document, &text.segmentation, &text.trees, teacher)
}

/// Learns from the truth, then again from its own course through the texts.
fn learn(examples: &[ChainExample], texts: &[Text], which: &[usize]) -> Network {
    let collect = |network: &Option<Arc<Network>>| -> Vec<Case> {
        let lists: Vec<Vec<Case>> =
            which.par_iter().map(|&k| cases(&examples[k], &texts[k], network.clone())).collect();
        let times = |k: usize| if examples[k].news { NEWS } else { 1 };
        lists.into_iter().zip(which).flat_map(|(list, &k)| std::iter::repeat_n(list, times(k))).flatten().collect()
    };
    let mut told = collect(&None);
    let first = Arc::new(descend(&told));
    told.extend(collect(&Some(first)));
    descend(&told)
}

/// Numbers that look random, always the same.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }
}

/// Stochastic descent by AdaGrad (Duchi et al. 2011) on the likelihood of all right answers together.
fn descend(cases: &[Case]) -> Network {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut network = Network::new(FEATURES, || dice.next() as f32 / (1u64 << 30) as f32 - 1.0);
    let mut past = vec![1e-3f32; network.rows.len()];
    let mut past_units = [[1e-3f32; HIDDEN]; 2];
    let mut order: Vec<usize> = (0..cases.len()).collect();
    for epoch in 0..EPOCHS {
        for k in (1..order.len()).rev() {
            order.swap(k, dice.next() as usize % (k + 1));
        }
        let step = STEP * (1.0 - 0.8 * epoch as f32 / EPOCHS as f32);
        for &k in &order {
            let case = &cases[k];
            if case.rows.len() > 1 {
                update(&mut network, case, step, (&mut past, &mut past_units), &mut dice);
            }
        }
    }
    network
}

fn update(
    network: &mut Network,
    case: &Case,
    step: f32,
    (past, past_units): (&mut [f32], &mut [[f32; HIDDEN]; 2]),
    dice: &mut Dice,
) {
    let rows: Vec<Row> =
        case.rows.iter().map(|row| row.iter().copied().filter(|_| dice.next() % 256 >= DROPPED).collect()).collect();
    let runs: Vec<([f32; HIDDEN], f32)> = rows.iter().map(|row| network.run(row)).collect();
    let mut chances: Vec<f32> = runs.iter().map(|run| run.1).collect();
    softmax(&mut chances);
    let none = !case.right.iter().any(|right| *right);
    let gold: Vec<bool> = std::iter::once(none).chain(case.right.iter().copied()).collect();
    let share: f32 = chances.iter().zip(&gold).filter(|(_, gold)| **gold).map(|(chance, _)| chance).sum();
    let move_by = |cell: &mut f32, past: &mut f32, slope: f32| {
        *past += slope * slope;
        *cell -= step * slope / past.sqrt();
    };
    for (k, row) in rows.iter().enumerate() {
        let slope = chances[k] - if gold[k] { chances[k] / share.max(1e-6) } else { 0.0 };
        if slope.abs() < 1e-4 {
            continue;
        }
        let mut below = [0.0; HIDDEN];
        for unit in 0..HIDDEN {
            let value = runs[k].0[unit];
            if value > 0.0 {
                below[unit] = slope * network.out[unit];
                move_by(&mut network.out[unit], &mut past_units[0][unit], slope * value);
                move_by(&mut network.bias[unit], &mut past_units[1][unit], below[unit]);
            }
        }
        for &feature in row {
            let at = feature as usize * WIDTH;
            let shrink = 1e-5 * network.rows[at];
            move_by(&mut network.rows[at], &mut past[at], slope + shrink);
            for unit in 0..HIDDEN {
                if below[unit] != 0.0 {
                    move_by(&mut network.rows[at + 1 + unit], &mut past[at + 1 + unit], below[unit]);
                }
            }
        }
    }
}
