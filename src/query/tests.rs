use std::collections::BTreeSet;

use petgraph::algo::kosaraju_scc;

use crate::events::{EventKind, Status};
use crate::graph::network::{NO_DAY, Network, NetworkBuilder, Node, Row, Sieve, category_code, status_code};
use crate::graph::{Filter, Graph, sample};
use crate::query::{
    Base, Change, Search, Weight, any_shortest_path, best_path, best_paths, betweenness, communities, compare, degrees,
    disputed, every_path, neighbors, page_rank, path_in_time, timeline,
};

/// A network of letters: each of `events` is "a>b", with "=" in place of ">" for a mutual one, then what is not usual:
/// a day, "r" and a number of reports, "s" and a score, "d" for denied.
fn network(events: &[&str]) -> Network {
    let ends: BTreeSet<&str> = events.iter().flat_map(|event| [&event[0..1], &event[2..3]]).collect();
    let mut builder = NetworkBuilder::default();
    let keys: Vec<&str> = ends.into_iter().collect();
    keys.iter().enumerate().for_each(|(i, key)| {
        builder.actor(key, i as i64);
    });
    builder.relations(vec!["meeting".to_owned()]);
    for (id, event) in events.iter().enumerate() {
        let node = |key: &str| keys.iter().position(|other| *other == key).expect("known") as Node;
        let mut row = Row {
            source: node(&event[0..1]),
            target: node(&event[2..3]),
            category: category_code(Some(EventKind::Consult)),
            status: status_code(Status::Actual),
            reciprocal: event[1..2] == *"=",
            confidence: 90,
            first: NO_DAY,
            last: NO_DAY,
            reports: 1,
            independent: 1,
            id: id as u32,
            ..Row::default()
        };
        for word in event[3..].split_whitespace() {
            let number = |from: usize| word[from..].parse::<i32>().expect("a number");
            match &word[..1] {
                "r" => (row.reports, row.independent) = (number(1) as u16, number(1) as u16),
                "s" => row.score = number(1) as i16 * 100,
                "d" => row.status = status_code(Status::Denied),
                _ => (row.first, row.last) = (number(0), number(0)),
            }
        }
        builder.event(row);
    }
    builder.finish()
}

fn letters(network: &Network, nodes: &[Node]) -> String {
    nodes.iter().map(|&node| network.key(node)).collect()
}

/// The best path by steps, as letters.
fn way(events: &[&str], from: &str, to: &str, directed: bool) -> String {
    let network = network(events);
    let search = Search::with(&network, &Filter::default(), directed);
    let node = |key| network.node(key).expect("known");
    best_path(&search, node(from), node(to), Weight::Steps).map_or("none".to_owned(), |p| letters(&network, &p.nodes()))
}

#[test]
fn the_shortest_path_is_found() {
    let square: &[&str] = &["a>b", "b>d", "a>c", "c>d", "d>e"];
    let cases: &[(&[&str], &str, &str, bool, &str)] = &[
        (square, "a", "d", true, "abd"),
        (square, "d", "a", true, "none"),
        (square, "d", "a", false, "dba"),
        (square, "a", "e", false, "abde"),
        // the better proven of two ways of the same length
        (&["a>b", "b>d", "a>c r9", "c>d r9"], "a", "d", true, "acd"),
        (&["a>b d", "b>d", "a>c", "c>d"], "a", "d", true, "acd"),
        // parallel events add up
        (&["a>b", "b>d", "a>c", "a>c", "c>d", "c>d"], "a", "d", true, "acd"),
        // a mutual event goes both ways
        (&["a=b", "c=b"], "a", "c", true, "abc"),
        (&["a>a", "a>b"], "a", "b", true, "ab"),
        (&["a>b", "c>d"], "a", "d", false, "none"),
        (&["a>b", "b>c", "c>d", "d>e", "e>f", "f>g", "g>h"], "a", "h", true, "abcdefgh"),
    ];
    for (events, from, to, directed, expected) in cases {
        assert_eq!(way(events, from, to, *directed), *expected, "{events:?} {from} {to} {directed}");
    }
}

#[test]
fn any_shortest_path_is_as_short_as_the_best() {
    let mut state = 7_u64;
    let mut letter = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'a' + (state >> 33) as u8 % 20)
    };
    for _ in 0..20 {
        let events: Vec<String> = (0..24).map(|_| format!("{}>{}", letter(), letter())).collect();
        let network = network(&events.iter().map(String::as_str).collect::<Vec<_>>());
        for directed in [false, true] {
            let search = Search::with(&network, &Filter::default(), directed);
            for (from, to) in network.nodes().flat_map(|from| network.nodes().map(move |to| (from, to))) {
                let best = best_path(&search, from, to, Weight::Steps).map(|path| path.steps.len() + 1);
                let any = any_shortest_path(&search, from, to);
                assert_eq!(any.as_ref().map(Vec::len), best, "{events:?} {directed}");
                let Some(any) = any else { continue };
                assert_eq!((any.first(), any.last()), (Some(&from), Some(&to)), "{events:?}");
                assert!(any.windows(2).all(|pair| !search.edges_between(pair[0], pair[1]).is_empty()), "{any:?}");
            }
        }
    }
}

#[test]
fn weights_change_what_is_short() {
    let network = network(&["a>d s-9", "a>b r9 s9", "b>d r9 s9", "a>c s5", "c>d s5"]);
    let search = Search::new(&network);
    let node = |key| network.node(key).expect("known");
    let way = |weight| letters(&network, &best_path(&search, node("a"), node("d"), weight).expect("linked").nodes());
    let cases =
        [(Weight::Steps, "ad"), (Weight::Evidence, "abd"), (Weight::Cooperation, "abd"), (Weight::Conflict, "ad")];
    for (weight, expected) in cases {
        assert_eq!(way(weight), expected, "{weight:?}");
    }
}

#[test]
fn the_k_best_paths_come_in_order() {
    // Yen's own example, its lengths as numbers of reports: c to h over d, e, f, g
    let events: Vec<String> =
        [("c", "d", 3), ("c", "e", 2), ("d", "f", 4), ("e", "d", 1), ("e", "f", 2), ("e", "g", 3)]
            .into_iter()
            .chain([("f", "g", 2), ("f", "h", 1), ("g", "h", 2)])
            .map(|(from, to, length)| format!("{from}>{to} r{}", 60 / length))
            .collect();
    let network = network(&events.iter().map(String::as_str).collect::<Vec<_>>());
    let search = Search::with(&network, &Filter::default(), true);
    let node = |key| network.node(key).expect("known");
    let paths = best_paths(&search, node("c"), node("h"), Weight::Evidence, 9);
    let found: Vec<String> = paths.iter().map(|path| letters(&network, &path.nodes())).collect();
    assert_eq!(found[..2], ["cefh", "cegh"]);
    // three of length 8 and two of length 11, whose costs differ by rounding
    let both = |names: &[String]| names.iter().cloned().collect::<BTreeSet<_>>();
    assert_eq!(both(&found[2..5]), ["cdfh", "cedfh", "cefgh"].map(str::to_owned).into());
    assert_eq!(both(&found[5..]), ["cdfgh", "cedfgh"].map(str::to_owned).into());
    assert!(paths.is_sorted_by_key(|path| path.cost));
    let two = best_paths(&search, node("c"), node("h"), Weight::Steps, 2);
    assert_eq!(two.iter().map(|path| path.steps.len()).collect::<Vec<_>>(), [3, 3]);
}

#[test]
fn all_paths_up_to_a_length() {
    let network = network(&["a>b", "b>d", "a>c", "c>d", "b>c", "a>d", "a>d"]);
    let search = Search::with(&network, &Filter::default(), true);
    let node = |key| network.node(key).expect("known");
    let every = |steps, limit| {
        let every = every_path(&search, node("a"), node("d"), steps, limit);
        (every.paths.iter().map(|path| letters(&network, &path.nodes())).collect::<Vec<_>>(), every.more)
    };
    assert_eq!(every(1, 9), (vec!["ad".to_owned()], false));
    assert_eq!(every(3, 9).0, ["ad", "abd", "acd", "abcd"]);
    assert_eq!(every(3, 2), (vec!["ad".to_owned(), "abd".to_owned()], true));
}

#[test]
fn a_path_in_time_never_goes_back() {
    let cases: &[(&[&str], &str)] = &[
        (&["a>b 5", "b>c 9"], "abc"),
        (&["a>b 9", "b>c 5"], "none"),
        (&["a>b 9", "b>c 5", "a>d 1", "d>e 2", "e>c 3"], "adec"),
        // a later event between the same two goes
        (&["a>b 9", "b>c 5", "b>c 9"], "abc"),
        // what has no day is not used
        (&["a>b", "b>c 5"], "none"),
    ];
    for (events, expected) in cases {
        let network = network(events);
        let node = |key| network.node(key).expect("known");
        let found = path_in_time(&Search::new(&network), node("a"), node("c"), 9);
        assert_eq!(found.map_or("none".to_owned(), |path| letters(&network, &path.nodes())), *expected, "{events:?}");
    }
}

#[track_caller]
fn near(found: &[f64], expected: &[f64]) {
    let close = found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-6);
    assert!(close && found.len() == expected.len(), "{found:?}, expected {expected:?}");
}

#[test]
fn page_rank_counts_parallel_events_and_passes_on_what_is_idle() {
    let cases: &[(&[&str], &[f64])] = &[
        // a = 0.05 + 0.85 (b + c), b = 0.05 + 0.85 a 2/3, c = 0.05 + 0.85 a 1/3
        (&["a>b", "a>b", "a>c", "b>a", "c>a"], &[0.486_486_5, 0.325_675_7, 0.187_837_8]),
        // b does nothing: half of its rank goes to each
        (&["a>b"], &[0.350_877_2, 0.649_122_8]),
        (&["a=b"], &[0.5, 0.5]),
        (&["a>a", "a>b"], &[0.5, 0.5]),
    ];
    for (events, expected) in cases {
        near(&page_rank(&Search::new(&network(events))), expected);
    }
}

#[test]
fn betweenness_is_the_share_of_shortest_paths() {
    let cases: &[(&[&str], bool, &[f64])] = &[
        (&["a>b", "b>c"], false, &[0.0, 1.0, 0.0]),
        (&["a>b", "b>c"], true, &[0.0, 0.5, 0.0]),
        // a square: each is on one of two ways of one of the three pairs of others
        (&["a>b", "b>c", "c>d", "d>a"], false, &[1.0 / 6.0; 4]),
        (&["a>b", "a>b", "a>c", "a>d"], false, &[1.0, 0.0, 0.0, 0.0]),
    ];
    for (events, directed, expected) in cases {
        let network = network(events);
        let found = betweenness(&Search::with(&network, &Filter::default(), *directed));
        near(&found.values, expected);
        assert_eq!(found.sampled, None);
    }
}

#[test]
fn communities_are_found_and_connected() {
    let clique = |names: &str| -> Vec<String> {
        let pairs = names.chars().flat_map(|a| names.chars().filter(move |b| a < *b).map(move |b| format!("{a}>{b}")));
        pairs.collect()
    };
    let mut events = clique("abcd");
    events.extend(clique("efgh"));
    events.push("d>e".to_owned());
    let network = network(&events.iter().map(String::as_str).collect::<Vec<_>>());
    let found = communities(&Search::new(&network));
    let groups: Vec<String> = found.groups.iter().map(|group| letters(&network, group)).collect();
    assert_eq!(groups, ["abcd", "efgh"]);
    // 12 of 13 events inside, half of the ends in each
    near(&[found.modularity], &[12.0 / 13.0 - 0.5]);
}

#[test]
fn degrees_count_events_and_partners() {
    let network = network(&["a>b", "a>b", "c=a", "a>a"]);
    let degrees = degrees(&Search::new(&network));
    let a = degrees[0];
    assert_eq!((a.out, a.into, a.events, a.partners), (4, 2, 4, 2));
}

#[test]
fn neighbours_and_timeline() {
    let network = network(&["a>b 5", "b>a 3", "a>c 4 r3", "a>a 1", "b>c 2", "a>d"]);
    let search = Search::new(&network);
    let around: Vec<_> = neighbors(&search, 0).into_iter().map(|n| (network.key(n.node), n.reports, n.days)).collect();
    assert_eq!(around, [("c", 3, Some((4, 4))), ("b", 2, Some((3, 5))), ("a", 1, Some((1, 1))), ("d", 1, None)]);
    let days = |actors: &[Node]| -> Vec<i32> {
        timeline(&search, actors).into_iter().map(|event| network.event(event).first).collect()
    };
    assert_eq!(days(&[0]), [1, 3, 4, 5, NO_DAY]);
    assert_eq!(days(&[0, 1]), [3, 5]);
    assert_eq!(days(&[]), [1, 2, 3, 4, 5, NO_DAY]);
}

#[test]
fn two_periods_are_compared() {
    let network = network(&["a>b 1 s5", "a>b 11 s-9", "c>d 2 s1", "d>e 12", "a>e 3", "a>e 13"]);
    let day = |number| Some(crate::graph::day_of(number));
    let before = Sieve::new(&network, &Filter { until: day(9), ..Filter::default() });
    let after = Sieve::new(&network, &Filter { since: day(10), ..Filter::default() });
    let found: Vec<_> = compare(&network, &before, &after)
        .into_iter()
        .map(|changed| {
            let row = network.event(changed.events[0]);
            (changed.change, network.key(row.source), network.key(row.target))
        })
        .collect();
    assert_eq!(found, [(Change::Hostile, "a", "b"), (Change::New, "d", "e"), (Change::Gone, "c", "d")]);
}

#[test]
fn the_order_of_events_plays_no_part() {
    let events = ["a>b 5 r2", "a>b 3", "b>c 7", "c>a s-3", "d=b 9"];
    let mut turned = events;
    turned.reverse();
    let plain = |network: &Network| -> Vec<Row> { network.events().iter().map(|row| Row { id: 0, ..*row }).collect() };
    assert_eq!(plain(&network(&events)), plain(&network(&turned)));
}

#[test]
fn petgraph_runs_on_a_network() {
    let network = network(&["a>b", "b>c", "c>a", "c>d"]);
    let mut parts: Vec<usize> = kosaraju_scc(&network).iter().map(Vec::len).collect();
    parts.sort_unstable();
    assert_eq!(parts, [1, 3]);
}

#[track_caller]
fn who(base: &Base, name: &str) -> String {
    match base.actor(name) {
        Ok(node) => base.network().key(node).to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn actors_are_named_as_people_name_them() {
    let base = Base::of_graph(sample::graph());
    let cases = [
        ("ARL", "ARL"),
        ("ärland", "ARL"),
        ("the Borland", "BOR"),
        ("Ana Bel", "ana-bel"),
        ("ANA-BEL", "ana-bel"),
        ("red & black; front", "red-black-front"),
        ("Borlandia", "no actor named `Borlandia` in the graph; similar: `Borland` (BOR)"),
        ("Bel", "no actor named `Bel` in the graph; similar: `Ana Bel` (ana-bel)"),
        ("Zzz", "no actor named `Zzz` in the graph"),
    ];
    for (name, expected) in cases {
        assert_eq!(who(&base, name), expected, "{name}");
    }
}

fn told(graph: &Graph, from: &str, to: &str, filter: &Filter, directed: bool) -> String {
    let base = Base::of_graph(graph.clone());
    let (from, to) = (base.actor(from).expect("named"), base.actor(to).expect("named"));
    let search = Search::with(base.network(), filter, directed);
    let Some(path) = best_path(&search, from, to, Weight::Steps) else { return "none".to_owned() };
    let steps = path.steps.iter().map(|step| {
        let part = base.part(&step.events).expect("in memory");
        let link = part.links().next().expect("a step has an event");
        let arrow = if step.forward { "->" } else { "<-" };
        let [a, b] = [step.from, step.to].map(|node| base.network().key(node));
        format!("{a} {arrow} {b}: {} {}", link.edge.key.relation, link.edge.key.status)
    });
    steps.collect::<Vec<_>>().join(", ")
}

#[test]
fn the_shortest_way_prefers_what_happened() {
    let graph = sample::graph();
    let free = Filter::default();
    let actual = Filter { statuses: vec![Status::Actual], ..Filter::default() };
    let front = "red-black-front";
    let cases = [
        // two ways of two steps: over Ana Bel (planned, actual) and over Ärland (denied, actual)
        (front, "Borland", &free, false, "red-black-front <- ana-bel: meeting planned, ana-bel -> BOR: visit actual"),
        ("Borland", "Ärland", &free, false, "BOR <- ARL: talks actual"),
        ("Borland", "Borland", &free, false, ""),
        (front, "Borland", &actual, false, "none"),
        (front, "Borland", &free, true, "red-black-front -> ARL: bombing denied, ARL -> BOR: talks actual"),
        ("Borland", front, &free, true, "none"),
    ];
    for (from, to, filter, directed, expected) in cases {
        assert_eq!(told(&graph, from, to, filter, directed), expected, "{from} {to} {filter:?} {directed}");
    }
}

#[test]
fn a_part_has_the_words_of_its_events() {
    let base = Base::of_graph(sample::graph());
    let all: Vec<u32> = (0..base.network().events().len() as u32).collect();
    let whole = base.part(&all).expect("in memory");
    assert_eq!(whole.links().count(), sample::graph().links().count());
    assert!(disputed(&base, &Search::new(base.network())).expect("in memory").disputes().is_empty());
}

#[test]
fn names_are_found_by_parts_and_misspelt() {
    let base = Base::of_graph(sample::graph());
    let found = |text: &str| base.find(text).expect("in memory").into_iter().map(|m| m.key).collect::<Vec<_>>();
    assert_eq!(found("bel"), ["ana-bel"]);
    assert_eq!(found("Borlnad"), ["BOR"]);
    assert_eq!(found("front"), ["red-black-front"]);
    assert_eq!(found("Qqq"), Vec::<String>::new());
}
