use std::fs;
use std::path::Path;

/// The layers, and what each may import beside itself.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("ingest", &["text"]),
    ("syntax", &["text"]),
    ("encoder", &["text", "syntax"]),
    ("actors", &["text", "syntax", "encoder"]),
    ("events", &["text", "syntax", "actors", "encoder"]),
    ("graph", &["text", "actors", "events"]),
    ("pipeline", &["text", "syntax", "actors", "events", "graph"]),
    ("store", &["text", "actors", "events", "graph"]),
    ("query", &["text", "actors", "events", "graph", "store"]),
    ("picture", &["text", "actors", "events", "graph"]),
    ("export", &["text", "actors", "events", "graph", "pipeline", "picture"]),
    (
        "cli",
        &[
            "text", "ingest", "syntax", "actors", "events", "graph", "pipeline", "store", "query", "picture", "export",
            "explore",
        ],
    ),
];

/// Every import in `source` that looks up, as `graph imports export`.
fn faults(layer: &str, source: &str) -> Vec<(usize, String)> {
    let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == layer) else {
        return vec![(1, format!("{layer} is no layer that tests/it/layering.rs knows"))];
    };
    let mut faults = Vec::new();
    for (i, line) in source.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
        for rest in line.split("crate::").skip(1) {
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if rest.starts_with('{') {
                faults.push((i + 1, format!("{layer} imports `crate::{{…}}`; name one layer a line")));
            } else if name != layer && !allowed.contains(&name.as_str()) {
                faults.push((i + 1, format!("{layer} imports {name}")));
            }
        }
    }
    faults
}

#[test]
fn layers_only_look_down() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(root.join("src")).sort_by_file_name() {
        let entry = entry.expect("src is readable");
        let path = entry.path().strip_prefix(root).expect("inside the project");
        if path.extension().is_none_or(|e| e != "rs") || path.ends_with("src/lib.rs") || path.ends_with("src/main.rs") {
            continue;
        }
        let layer = path.iter().nth(1).expect("src/<layer>").to_string_lossy();
        let layer = layer.trim_end_matches(".rs");
        let source = fs::read_to_string(entry.path()).expect("source is text");
        found.extend(
            faults(layer, &source).into_iter().map(|(line, what)| format!("{}:{line}: {what}", path.display())),
        );
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn a_look_up_is_found() {
    let source = "use crate::text::Span;\n// crate::cli::run\nuse crate::export::FORMATS;\nuse crate::{actors, cli};\n";
    let found: Vec<_> = faults("graph", source).into_iter().map(|(line, what)| format!("{line}: {what}")).collect();
    assert_eq!(found, ["3: graph imports export", "4: graph imports `crate::{…}`; name one layer a line"]);
}
