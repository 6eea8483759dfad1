//! Text to relations on all cores: articles of 500 words a second.
//!
//! The articles are those of `../shared/articles/dev.jsonl`; without it, those of `data/samples`.
#![expect(clippy::print_stdout, reason = "a bench has no readers but its printout")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use demarche::ingest::{Options, open};
use demarche::pipeline::Pipeline;
use demarche::text::Document;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Words of an article, as articles are counted.
const ARTICLE: usize = 500;
/// How often the articles are read in a run.
const TIMES: usize = 10;

fn documents() -> Vec<Document> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = ["../shared/articles/dev.jsonl", "data/samples"].map(|place| root.join(place));
    let found: Vec<PathBuf> = places.into_iter().filter(|place| place.exists()).take(1).collect();
    println!("articles of {}", found[0].display());
    open(&found, &Options::default()).map(|read| read.expect("the articles are read")).collect()
}

fn extract(c: &mut Criterion) {
    let documents = documents();
    let words: usize = documents.iter().map(|document| document.text.split_whitespace().count()).sum();
    let pipeline = Pipeline::embedded();
    let mut group = c.benchmark_group("extract");
    group.sample_size(10).measurement_time(Duration::from_secs(20));
    group.throughput(Throughput::Elements((words * TIMES / ARTICLE) as u64));
    group.bench_function("articles of 500 words", |b| {
        b.iter(|| {
            let all = (0..TIMES).flat_map(|_| documents.iter().cloned());
            black_box(pipeline.extract_all(all).map(|extraction| extraction.events.len()).sum::<usize>())
        });
    });
    group.finish();
}

criterion_group!(benches, extract);
criterion_main!(benches);
