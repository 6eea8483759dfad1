use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use demarche::graph::network::Node;
use demarche::query::{
    Base, Search, Weight, any_shortest_path, best_path, betweenness, communities, degrees, neighbors, page_rank,
    timeline,
};
use demarche::store::Store;

use crate::memory;
use crate::random::Random;

/// Lines of a timeline that are shown.
const LINES: usize = 50;

/// Loads the store and asks; the pairs of the paths and what was found stand in a file beside it, for `compare.py`.
pub fn run(path: &Path, pairs: usize) -> Result<(), Box<dyn Error>> {
    let begun = Instant::now();
    let base = Base::of_store(Store::read(path)?)?;
    let network = base.network();
    println!(
        "load                   {:.2} s, {} actors, {} events, {}",
        begun.elapsed().as_secs_f64(),
        network.actors(),
        network.events().len(),
        memory()
    );
    let search = Search::new(network);
    let degrees = degrees(&search);
    let hub = network.nodes().max_by_key(|&node| degrees[node as usize].events).ok_or("the graph is empty")?;
    paths(&base, &search, path, pairs)?;
    let timed = |name: &str, begun: Instant| println!("{name:22} {:.2} ms", begun.elapsed().as_secs_f64() * 1e3);
    let begun = Instant::now();
    let around = neighbors(&search, hub);
    let shown: Vec<_> = around.iter().take(LINES).map(|n| n.edges[0].first).collect();
    let part = base.part(&shown)?;
    timed("neighbourhood of a hub", begun);
    println!(
        "                       {} events, {} actors, {LINES} with words",
        degrees[hub as usize].events,
        around.len()
    );
    assert_eq!(part.links().count(), shown.len());
    let begun = Instant::now();
    let line = timeline(&search, &[hub]);
    base.part(&line[line.len().saturating_sub(LINES)..])?;
    timed("timeline of a hub", begun);
    let begun = Instant::now();
    let ranks = page_rank(&search);
    timed("PageRank", begun);
    write_ranks(path, &base, &ranks)?;
    let begun = Instant::now();
    let found = communities(&search);
    timed("communities", begun);
    println!("                       {} groups, modularity {:.4}; {}", found.groups.len(), found.modularity, memory());
    Ok(())
}

/// Loads the store and measures betweenness alone, which takes minutes.
pub fn between(path: &Path) -> Result<(), Box<dyn Error>> {
    let base = Base::of_store(Store::read(path)?)?;
    let begun = Instant::now();
    let found = betweenness(&Search::new(base.network()));
    println!(
        "betweenness            {:.1} s, sampled: {:?}; {}",
        begun.elapsed().as_secs_f64(),
        found.sampled,
        memory()
    );
    Ok(())
}

fn paths(base: &Base, search: &Search, path: &Path, pairs: usize) -> Result<(), Box<dyn Error>> {
    let network = base.network();
    let linked: Vec<Node> = network.nodes().filter(|&node| search.degree(node) > 0).collect();
    let mut random = Random(11);
    let mut lines = String::new();
    let (mut best, mut any) = (Vec::new(), Vec::new());
    for _ in 0..pairs {
        let (from, to) = (linked[random.below(linked.len())], linked[random.below(linked.len())]);
        // in turns first, so that neither finds everything in the cache
        let mut ask = |which: bool| {
            let begun = Instant::now();
            let steps = if which {
                best_path(search, from, to, Weight::Steps).map(|path| path.steps.len())
            } else {
                any_shortest_path(search, from, to).map(|path| path.len() - 1)
            };
            let times = if which { &mut best } else { &mut any };
            times.push(begun.elapsed().as_secs_f64() * 1e3);
            steps
        };
        let first = random.below(2) == 0;
        let found = [ask(first), ask(!first)];
        assert_eq!(found[0], found[1], "paths of different lengths");
        writeln!(lines, "{} {} {}", network.id(from), network.id(to), found[0].map_or(-1, |steps| steps as i64))?;
    }
    std::fs::write(path.with_extension("pairs"), lines)?;
    told("shortest path", "path-mean-ms", &mut best);
    told("any shortest path", "any-path-mean-ms", &mut any);
    Ok(())
}

fn told(name: &str, key: &str, times: &mut [f64]) {
    times.sort_by(f64::total_cmp);
    let mean = times.iter().sum::<f64>() / times.len() as f64;
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!("{name:22} median {:.3} ms, mean {mean:.3} ms, 99 in 100 below {:.3} ms", at(0.5), at(0.99));
    println!("{key} {mean}");
}

/// The highest ranks, by the rows of their actors.
fn write_ranks(path: &Path, base: &Base, ranks: &[f64]) -> Result<(), Box<dyn Error>> {
    let mut nodes: Vec<Node> = base.network().nodes().collect();
    nodes.sort_by(|&a, &b| ranks[b as usize].total_cmp(&ranks[a as usize]));
    let mut lines = String::new();
    for &node in nodes.iter().take(1000) {
        writeln!(lines, "{} {}", base.network().id(node), ranks[node as usize])?;
    }
    Ok(std::fs::write(path.with_extension("ranks"), lines)?)
}
