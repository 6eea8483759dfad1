use crate::program::Room;

const ARTICLE: &str = "Russia invaded Ukraine in February 2022. Germany condemned the Russian invasion of Ukraine.\n";

/// Exit code and messages, with the folder's name taken out.
fn told(room: &Room, arguments: &[&str]) -> String {
    let run = room.run(arguments);
    let place = room.path().display().to_string();
    let code = run.code.map_or("killed".to_owned(), |code| code.to_string());
    format!("$ demarche {}\n{}[exit {code}]\n", arguments.join(" "), run.stderr.replace(&place, "FOLDER"))
}

#[test]
fn help_of_every_command() {
    let room = Room::new();
    let commands = [
        "build",
        "add",
        "remove",
        "merge",
        "status",
        "path",
        "neighbors",
        "between",
        "timeline",
        "events",
        "top",
        "communities",
        "compare",
        "disputes",
        "why",
        "find",
        "actors",
        "extract",
        "parse",
        "show",
        "explain",
    ];
    let mut all = room.run(&["--help"]).exits(0).stdout;
    for command in commands {
        let help = room.run(&[command, "--help"]).exits(0).stdout;
        all.extend(["\n$ demarche ", command, " --help\n", &help]);
    }
    insta::assert_snapshot!(all);
}

#[test]
fn every_bad_input_has_its_message_and_the_rest_goes_through() {
    let room = Room::new()
        .with("good.txt", ARTICLE)
        .with("empty.txt", "")
        .with("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0")
        .with(
            "broken.jsonl",
            "{\"id\": \"a\", \"text\": \"The president of France visited China.\"}\n{\"id\": \"b\", \"text\n{\"id\": \"c\"}\n",
        )
        .with("paper.docx", "not a text")
        .with("graph.json", "{\"directed\":true,\"nodes\":[]}");
    let mut all = String::new();
    for bad in ["empty.txt", "picture.txt", "broken.jsonl", "paper.docx", "missing.txt", "graph.json"] {
        all.push_str(&told(&room, &["build", bad, "good.txt", "-o", "out.json"]));
        let graph = String::from_utf8(room.read("out.json")).expect("JSON is UTF-8");
        assert!(graph.contains("\"source\":\"RUS\",\"target\":\"UKR\""), "{bad} stops the rest:\n{graph}");
    }
    insta::assert_snapshot!(all);
}

#[test]
fn wrong_command_lines_have_their_messages() {
    let room = Room::new().with("good.txt", ARTICLE).with("dull.txt", "The weather was fine.\n");
    let lines: [&[&str]; 9] = [
        &["build", "good.txt", "-o", "out.xyz"],
        &["build", "good.txt", "--format", "xyz"],
        &["build", "good.txt", "-o", "no/such/folder/out.json"],
        &["build", "dull.txt"],
        &["path", "Russia", "Ukrania", "good.txt"],
        &["path", "Russia", "Nobody", "good.txt"],
        &["explain", "nsubjj"],
        &["explain", "qqqq"],
        &["build"],
    ];
    let all: String = lines.iter().map(|line| told(&room, line)).collect();
    insta::assert_snapshot!(all);
}

#[cfg(unix)]
#[test]
fn an_unreadable_folder_has_its_message() {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    let room = Room::new().with("good.txt", ARTICLE).with("closed/inside.txt", ARTICLE);
    let closed = room.path().join("closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o0)).expect("the folder is ours");
    let readable = fs::read_dir(&closed).is_ok();
    let told = told(&room, &["build", "closed", "good.txt", "-o", "out.json"]);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).expect("the folder is ours");
    if readable {
        println!("skipped: this user may read every folder");
        return;
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let room = Room::new().with("good.txt", ARTICLE.repeat(2000));
    let line = format!("'{}' extract good.txt | head -c 10", env!("CARGO_BIN_EXE_demarche"));
    let script = format!("set -o pipefail; {line}");
    let output = std::process::Command::new("bash").args(["-c", &script]).current_dir(room.path()).output();
    let Ok(output) = output else { return println!("skipped: no bash here") };
    assert!(output.status.success(), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_graph_answers_with_its_sentences() {
    let room = Room::new().with("good.txt", ARTICLE);
    room.run(&["build", "good.txt", "-o", "graph.json", "-o", "graph.dot"]).exits(0);
    room.run(&["path", "Russia", "ukraine", "graph.json"]).exits(0).shows("the sentence of the step", |run| {
        run.stdout.contains("Russia → Ukraine") && run.stdout.contains("Russia invaded Ukraine in February 2022.")
    });
    room.run(&["build", "good.txt"]).exits(0).shows("a table of actors and edges", |run| {
        run.stdout.contains("Russia → Ukraine") && run.stdout.contains("Evidence")
    });
    room.run(&["actors", "good.txt"])
        .exits(0)
        .shows("the actors", |run| ["RUS", "UKR", "DEU"].iter().all(|key| run.stdout.contains(key)));
}

#[test]
fn fast_keeps_what_the_rules_find_and_judges_it_otherwise() {
    let room = Room::new().with("good.txt", ARTICLE);
    let relations = |arguments: &[&str]| -> Vec<serde_json::Value> {
        let line: serde_json::Value =
            serde_json::from_str(&room.run(arguments).exits(0).stdout).expect("a line of JSON");
        line["relations"].as_array().expect("relations").clone()
    };
    let names = |all: &[serde_json::Value]| -> Vec<String> {
        all.iter().map(|r| format!("{} {} {}", r["source"], r["relation"], r["target"])).collect()
    };
    let sure =
        |all: &[serde_json::Value]| -> Vec<Option<f64>> { all.iter().map(|r| r["confidence"].as_f64()).collect() };
    let (whole, fast) = (relations(&["extract", "good.txt"]), relations(&["extract", "--fast", "good.txt"]));
    let expected = ["\"RUS\" \"invasion\" \"UKR\"", "\"DEU\" \"condemnation\" \"RUS\""];
    for names in [names(&whole), names(&fast)] {
        assert!(expected.iter().all(|edge| names.iter().any(|name| name == edge)), "{names:?}");
    }
    assert_ne!(sure(&whole), sure(&fast), "the reader has a say in the confidence");
}

#[test]
fn extract_keeps_the_contract() {
    let record =
        "{\"id\": \"é\", \"date\": \"2024-05-07\", \"text\": \"The “café” president of France visited China.\"}\n";
    let room = Room::new().with("one.jsonl", record);
    let line = room.run(&["extract", "one.jsonl"]).exits(0).stdout;
    let json: serde_json::Value = serde_json::from_str(&line).expect("one JSON object a line");
    let text: Vec<char> = "The “café” president of France visited China.".chars().collect();
    let mut quotes = Vec::new();
    collect_quotes(&json, &mut quotes);
    assert!(quotes.len() >= 4, "{line}");
    for (start, end, words) in quotes {
        assert_eq!(text[start..end].iter().collect::<String>(), words, "{line}");
    }
    assert_eq!(json["document"]["date"], "2024-05-07");
    assert_eq!(json["relations"][0]["id"], "r1", "{line}");
}

/// Every object with `start`, `end` and `text` inside `json`.
fn collect_quotes(json: &serde_json::Value, quotes: &mut Vec<(usize, usize, String)>) {
    if let (Some(start), Some(end), Some(text)) = (json["start"].as_u64(), json["end"].as_u64(), json["text"].as_str())
    {
        quotes.push((start as usize, end as usize, text.to_owned()));
    }
    match json {
        serde_json::Value::Object(fields) => fields.values().for_each(|field| collect_quotes(field, quotes)),
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect_quotes(item, quotes)),
        _ => {}
    }
}

#[test]
fn parse_keeps_the_words_of_a_treebank() {
    let words = "# sent_id = 1\n1\tRussia\t_\t_\t_\t_\t_\t_\t_\t_\n2\tinvaded\t_\t_\t_\t_\t_\t_\t_\t_\n\
                 3\tUkraine\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\n";
    let room = Room::new().with("words.conllu", words).with("text.txt", "Russia invaded Ukraine in February 2022.\n");
    room.run(&["parse", "words.conllu"]).exits(0).shows("the columns filled", |run| {
        run.stdout.contains("\tinvaded\tinvade\tVERB\t") && run.stdout.contains("# sent_id = 1\n")
    });
    room.run(&["parse", "text.txt"]).exits(0).shows("sentences and words", |run| {
        run.stdout.contains("# text = Russia invaded Ukraine in February 2022.\n")
            && run.stdout.contains("3\tUkraine\tUkraine\tPROPN\t")
    });
    room.run(&["show", "Russia invaded Ukraine in February 2022."]).exits(0).shows("tree, actors and events", |run| {
        run.stdout.contains("nsubj") && run.stdout.contains("RUS ASSAULT UKR actual \"invaded\"")
    });
}
