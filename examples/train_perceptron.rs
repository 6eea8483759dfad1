//! Trains the tagger and parser: `train_perceptron OUT TRAIN.conllu…`. The same input gives the same bytes.
use std::{env, error::Error, fs};

use demarche::syntax::conllu;
use demarche::syntax::perceptron::{Linear, Perceptrons, State, WordHashes, best, joint, tag_features, upos_features};
use demarche::syntax::{Deprel, Upos, Xpos, perceptrons_to_bytes};

struct Learner {
    labels: usize,
    mask: u32,
    now: Vec<f32>,
    sum: Vec<f32>,
    step: f32,
}

impl Learner {
    fn new(labels: usize, bits: u32) -> Self {
        let size = labels << bits;
        Self { labels, mask: (1 << bits) - 1, now: vec![0.0; size], sum: vec![0.0; size], step: 1.0 }
    }

    fn score(&self, features: &[u32]) -> Vec<i32> {
        let mut out = vec![0.0; self.labels];
        for &f in features {
            let at = (f & self.mask) as usize * self.labels;
            for (o, w) in out.iter_mut().zip(&self.now[at..at + self.labels]) {
                *o += w;
            }
        }
        out.into_iter().map(|o| (o * 16.0) as i32).collect()
    }

    fn update(&mut self, features: &[u32], good: usize, bad: usize) {
        for &f in features {
            let at = (f & self.mask) as usize * self.labels;
            for (label, by) in [(good, 1.0), (bad, -1.0)] {
                self.now[at + label] += by;
                self.sum[at + label] += by * self.step;
            }
        }
    }

    fn average(&self) -> Linear {
        let mean: Vec<f32> = self.now.iter().zip(&self.sum).map(|(n, s)| n - s / self.step).collect();
        let mut sizes: Vec<f32> = mean.iter().map(|m| m.abs()).filter(|&m| m > 0.0).collect();
        sizes.sort_by(f32::total_cmp);
        let top = sizes.get(sizes.len() * 999 / 1000).copied().unwrap_or(1.0);
        let weights = mean.iter().map(|m| (m / top * 127.0).round().clamp(-127.0, 127.0) as i16).collect();
        Linear { labels: self.labels, mask: self.mask, weights }
    }
}

struct Gold {
    words: Vec<WordHashes>,
    xpos: Vec<u32>,
    upos: Vec<u32>,
    heads: Vec<usize>,
    labels: Vec<u32>,
}

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
}

/// The sentence with its letters changed, as headlines and careless writers do.
fn noise(forms: &mut Vec<String>, random: &mut Random) -> bool {
    let title = |f: &str| f[..1].to_uppercase() + &f[1..];
    let ascii = |f: &String| f.is_ascii() && !f.is_empty();
    match random.below(40) {
        0 => forms.iter_mut().for_each(|f| *f = f.to_uppercase()),
        1 | 2 => forms.iter_mut().filter(|f| ascii(f) && f.len() > 3).for_each(|f| *f = title(f)),
        3 => forms.iter_mut().for_each(|f| *f = f.to_lowercase()),
        _ => {}
    }
    if random.below(4) == 0 {
        for f in forms.iter_mut() {
            *f = match f.as_str() {
                "'s" => "’s".to_owned(),
                "n't" => "n’t".to_owned(),
                "''" | "\"" => "”".to_owned(),
                "--" => "—".to_owned(),
                _ => continue,
            };
        }
    }
    random.below(8) == 0
}

fn gold(sentence: &conllu::Sentence, random: &mut Random, noisy: bool) -> Gold {
    let mut forms: Vec<String> = sentence.words.iter().map(|w| w.form.clone()).collect();
    let mut n = forms.len();
    let heads: Vec<usize> = sentence.words.iter().map(|w| w.head.unwrap_or(0)).collect();
    if noisy && noise(&mut forms, random) && n > 3 && forms[n - 1] == "." && !heads.contains(&n) {
        n -= 1;
    }
    let words = &sentence.words[..n];
    Gold {
        words: forms[..n].iter().map(|f| WordHashes::new(f)).collect(),
        xpos: words.iter().map(|w| w.xpos.parse::<Xpos>().unwrap_or_default() as u32).collect(),
        upos: words.iter().map(|w| w.upos.parse::<Upos>().unwrap_or_default() as u32).collect(),
        heads: heads[..n].iter().map(|&h| if h == 0 { n } else { h - 1 }).collect(),
        labels: words.iter().map(|w| w.deprel.parse::<Deprel>().unwrap_or_default() as u32).collect(),
    }
}

fn train_tags(sentences: &[conllu::Sentence], epochs: usize, random: &mut Random) -> (Linear, Linear) {
    let (mut x, mut u) = (Learner::new(Xpos::ALL.len(), 18), Learner::new(Upos::ALL.len(), 17));
    let mut features = Vec::new();
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    for _ in 0..epochs {
        for i in (1..order.len()).rev() {
            order.swap(i, random.below(i + 1));
        }
        for &at in &order {
            let g = gold(&sentences[at], random, true);
            let mut guesses = Vec::new();
            for i in 0..g.words.len() {
                x.step += 1.0;
                u.step += 1.0;
                tag_features(&g.words, &guesses, i, &mut features);
                let guess = best(&x.score(&features));
                if guess != g.xpos[i] as usize {
                    x.update(&features, g.xpos[i] as usize, guess);
                }
                guesses.push(guess as u32);
            }
            for i in 0..g.words.len() {
                upos_features(&g.words, &guesses, i, &mut features);
                let guess = best(&u.score(&features));
                if guess != g.upos[i] as usize {
                    u.update(&features, g.upos[i] as usize, guess);
                }
            }
        }
    }
    (x.average(), u.average())
}

struct Arcs {
    actions: Learner,
    labels: Learner,
}

impl Arcs {
    fn sentence(&mut self, g: &Gold, tags: &[u32], random: &mut Random) {
        let mut state = State::new(g.words.len());
        let mut features = Vec::new();
        while !state.done() {
            state.features(&g.words, tags, &mut features);
            self.actions.step += 1.0;
            let scores = self.actions.score(&features);
            let (legal, costs) = (state.legal(), state.costs(&g.heads));
            let allowed = |a: &usize| legal[*a];
            let guess = (0..3).filter(allowed).max_by_key(|&a| scores[a]).unwrap_or(1);
            let least = (0..3).filter(allowed).map(|a| costs[a]).min().unwrap_or(0);
            let right = (0..3).filter(allowed).filter(|&a| costs[a] == least).max_by_key(|&a| scores[a]).unwrap_or(1);
            if costs[guess] > least {
                self.actions.update(&features, right, guess);
            }
            let action = if random.below(10) == 0 { right } else { guess };
            let mut label = 0;
            if let Some((head, dep)) = state.arc(action) {
                features.push(demarche::syntax::perceptron::mixed(action as u32));
                features.iter_mut().for_each(|f| *f = demarche::syntax::perceptron::joined(*f, action as u32));
                self.labels.step += 1.0;
                label = best(&self.labels.score(&features)) as u32;
                if g.heads[dep] == head && label != g.labels[dep] {
                    self.labels.update(&features, g.labels[dep] as usize, label as usize);
                }
            }
            state.apply(action, label);
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().collect();
    let mut sentences = Vec::new();
    for path in &args[2..] {
        sentences.extend(conllu::read(&fs::read_to_string(path)?)?);
    }
    let mut random = Random(7);
    // tags of the training data by models that have not seen them
    let mut jackknifed = vec![Vec::new(); sentences.len()];
    let folds = 2;
    for fold in 0..folds {
        let rest: Vec<_> =
            sentences.iter().enumerate().filter(|(i, _)| i % folds != fold).map(|(_, s)| s.clone()).collect();
        let (xpos, upos) = train_tags(&rest, 4, &mut random);
        let tagger = Perceptrons { xpos, upos, ..Perceptrons::default() };
        for (i, s) in sentences.iter().enumerate().filter(|(i, _)| i % folds == fold) {
            let g = gold(s, &mut random, false);
            let (x, u) = tagger.tag(&g.words);
            jackknifed[i] = u.iter().zip(&x).map(|(&u, &x)| joint(u, x)).collect();
        }
    }
    let (xpos, upos) = train_tags(&sentences, 8, &mut random);
    let mut arcs = Arcs { actions: Learner::new(3, 20), labels: Learner::new(Deprel::ALL.len(), 17) };
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    for _ in 0..10 {
        for i in (1..order.len()).rev() {
            order.swap(i, random.below(i + 1));
        }
        for &at in &order {
            let g = gold(&sentences[at], &mut random, true);
            arcs.sentence(&g, &jackknifed[at][..g.words.len()], &mut random);
        }
    }
    let model = Perceptrons { xpos, upos, actions: arcs.actions.average(), labels: arcs.labels.average() };
    fs::write(&args[1], perceptrons_to_bytes(&model))?;
    Ok(())
}
