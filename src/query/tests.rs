use crate::graph::{Graph, sample};
use crate::query::{PathOptions, actor, shortest_path};

#[track_caller]
fn who(name: &str) -> String {
    match actor(&sample::graph(), name) {
        Ok(actor) => actor.key.clone(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn actors_are_named_as_people_name_them() {
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
        assert_eq!(who(name), expected, "{name}");
    }
}

fn way(graph: &Graph, from: &str, to: &str, options: PathOptions) -> String {
    let (from, to) = (actor(graph, from).expect("named"), actor(graph, to).expect("named"));
    let Some(path) = shortest_path(graph, from, to, options) else { return "none".to_owned() };
    let steps = path.steps.iter().map(|step| {
        let arrow = if step.forward { "->" } else { "<-" };
        format!("{} {arrow} {}: {} {}", step.from.key, step.to.key, step.edge.key.relation, step.edge.key.status)
    });
    steps.collect::<Vec<_>>().join(", ")
}

#[test]
fn the_shortest_way_prefers_what_happened() {
    let graph = sample::graph();
    let free = PathOptions::default();
    let cases = [
        // two ways of two steps: over Ana Bel (planned, actual) and over Ärland (denied, actual)
        ("Front", "Borland", free, "red-black-front <- ana-bel: meeting planned, ana-bel -> BOR: visit actual"),
        ("Borland", "Ärland", free, "BOR <- ARL: talks actual"),
        ("Borland", "Borland", free, ""),
        ("Front", "Borland", PathOptions { actual: true, ..free }, "none"),
        (
            "Front",
            "Borland",
            PathOptions { directed: true, ..free },
            "red-black-front -> ARL: bombing denied, ARL -> BOR: talks actual",
        ),
        ("Borland", "Front", PathOptions { directed: true, ..free }, "none"),
    ];
    for (from, to, options, expected) in cases {
        let from = from.replace("Front", "red-black-front");
        let to = to.replace("Front", "red-black-front");
        assert_eq!(way(&graph, &from, &to, options), expected, "{from} {to} {options:?}");
    }
}

#[test]
fn the_way_does_not_depend_on_the_order_of_reading() {
    let graph = sample::graph();
    let mut turned = Graph::default();
    // merging into an empty graph twice numbers the nodes anew
    turned.merge(graph.clone());
    turned.merge(graph.clone());
    let free = PathOptions::default();
    assert_eq!(way(&graph, "red-black-front", "BOR", free), way(&turned, "red-black-front", "BOR", free));
}
