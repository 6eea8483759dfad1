//! Raw text to trees on one core: prints the words a second, by the clock and by the processor's time.
//!
//! The text is that of the training treebanks in `../shared`, a megabyte of it; without them, some sentences of our
//! own over and over.
#![expect(clippy::print_stdout, reason = "a bench has no readers but its printout")]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use demarche::syntax::{Parser, Tree};
use demarche::text::segment;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SIZE: usize = 1 << 20;

fn text() -> String {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/treebanks");
    let mut out = String::new();
    for name in ["en_gum-train.conllu", "en_ewt-train.conllu"] {
        let Ok(treebank) = fs::read_to_string(shared.join(name)) else { continue };
        for line in treebank.lines() {
            if let Some(sentence) = line.strip_prefix("# text = ") {
                out.push_str(sentence);
                out.push(' ');
            } else if line.starts_with("# newpar") {
                out.push_str("\n\n");
            }
            if out.len() > SIZE {
                return out;
            }
        }
    }
    while out.len() < SIZE {
        out.push_str("The two ministers met in the capital on Monday and signed an agreement on grain exports. ");
        out.push_str("A spokeswoman for the foreign ministry said talks would resume \"within weeks\".\n\n");
    }
    out
}

/// Time that the processor has spent on this thread, where Linux tells it: on a machine that others use as well, it
/// says more than the time on the clock.
fn processor_time() -> Option<Duration> {
    let statistics = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    statistics.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

fn syntax(c: &mut Criterion) {
    let text = text();
    let parser = Parser::embedded();
    // piece by piece, as articles come
    let pieces: Vec<&str> = text.split("\n\n").collect();
    let all = |text: &str| {
        let segmentation = segment(text);
        parser.parse(text, &segmentation).iter().map(Tree::len).sum::<usize>()
    };
    for round in 1..=3 {
        let (start, before) = (Instant::now(), processor_time());
        let words: usize = pieces.iter().map(|piece| all(piece)).sum();
        let rate = |seconds: f64| words as f64 / seconds;
        print!(
            "round {round}: {} bytes, {words} words, {:.0} words a second",
            text.len(),
            rate(start.elapsed().as_secs_f64())
        );
        let spent = before.zip(processor_time()).map(|(from, to)| to.saturating_sub(from).as_secs_f64());
        println!("{}", spent.map_or_else(String::new, |s| format!(", {:.0} a second of processor time", rate(s))));
    }
    let words: usize = pieces.iter().map(|piece| segment(piece).tokens.len()).sum();
    let mut group = c.benchmark_group("syntax");
    group.sample_size(10);
    group.throughput(Throughput::Elements(words as u64));
    group.bench_function("raw text to trees", |b| b.iter(|| pieces.iter().map(|p| all(black_box(p))).sum::<usize>()));
    group.bench_function("sentences and words only", |b| {
        b.iter(|| pieces.iter().map(|p| segment(black_box(p)).tokens.len()).sum::<usize>());
    });
    group.finish();
}

criterion_group!(benches, syntax);
criterion_main!(benches);
