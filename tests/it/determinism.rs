use crate::program::Room;

/// Enough articles for several threads to meet.
pub fn articles() -> String {
    let sentences = [
        "Ukraine and Poland signed a defence pact in Warsaw on Monday.",
        "French President Emmanuel Macron visited Beijing and met Xi Jinping.",
        "Turkey denied that it had sold drones to Sudan.",
        "The United States imposed sanctions on three Iranian companies.",
        "Rebels shelled the town of Goma, Congo's army said.",
    ];
    let record = |i: usize| {
        let text: Vec<_> = (0..4).map(|k| sentences[(i * 3 + k * k) % sentences.len()]).collect();
        format!("{{\"id\": \"d{i}\", \"date\": \"2024-03-{:02}\", \"text\": \"{}\"}}\n", i % 28 + 1, text.join(" "))
    };
    (0..90).map(record).collect()
}

#[test]
fn same_bytes_with_any_number_of_threads() {
    let room = Room::new().with("news.jsonl", articles());
    let extract = |jobs: &str| room.run(&["extract", "news.jsonl", "--jobs", jobs]).exits(0).stdout;
    let one = extract("1");
    assert!(one.lines().count() == 90 && one.contains("\"relation\""), "no relations in:\n{one}");
    assert_eq!(one, extract("2"));
    assert_eq!(one, extract("3"));
    assert_eq!(one, extract("3"), "two runs differ");
    for jobs in ["1", "2", "2"] {
        let name = format!("graph{jobs}.json");
        room.run(&["build", "news.jsonl", "-j", jobs, "-o", &name, "-o", "graph.dot"]).exits(0);
        assert_eq!(room.read(&name), room.read("graph1.json"), "{jobs} threads");
    }
}

#[test]
fn parts_merge_to_the_whole_in_any_order() {
    let all = articles();
    let lines: Vec<&str> = all.lines().collect();
    let room = Room::new()
        .with("all.jsonl", &all)
        .with("first.jsonl", lines[..40].join("\n"))
        .with("second.jsonl", lines[40..].join("\n"));
    room.run(&["build", "all.jsonl", "-o", "all.json"]).exits(0);
    room.run(&["build", "first.jsonl", "-o", "first.json"]).exits(0);
    room.run(&["build", "second.jsonl", "-o", "second.json"]).exits(0);
    room.run(&["build", "second.json", "first.json", "-o", "merged.json"]).exits(0);
    room.run(&["build", "first.json", "second.jsonl", "first.json", "-o", "mixed.json"]).exits(0);
    assert_eq!(room.read("merged.json"), room.read("all.json"));
    assert_eq!(room.read("mixed.json"), room.read("all.json"));
}
