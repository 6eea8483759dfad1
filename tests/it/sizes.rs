use std::fs;
use std::path::Path;

/// Lines of a function, from its `fn` to its closing brace.
const FUNCTION: usize = 60;
/// Lines of a file.
const FILE: usize = 500;

/// Functions of `source` that are too long: name and lines.
///
/// Reads formatted source: a function ends at the first `}` as far to the right as its `fn` line begins.
fn long_functions(source: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = source.lines().collect();
    let mut found = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let trimmed = line.trim_start();
        let words: Vec<&str> = trimmed.split_whitespace().take(6).collect();
        let is_function = words.iter().position(|word| *word == "fn").is_some_and(|at| {
            words[..at].iter().all(|word| word.starts_with("pub") || ["const", "async", "unsafe", "in"].contains(word))
        });
        if !is_function || trimmed.starts_with("//") {
            continue;
        }
        let closing = format!("{}}}", " ".repeat(line.len() - trimmed.len()));
        let length = lines[i..].iter().position(|line| **line == closing).unwrap_or(0) + 1;
        if length > FUNCTION {
            let name = trimmed.split("fn ").nth(1).unwrap_or_default();
            found.push((name.split(['(', '<']).next().unwrap_or_default().to_owned(), length));
        }
    }
    found
}

#[test]
fn functions_and_files_stay_small() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let folders = ["src", "tests", "examples", "benches"].map(|folder| root.join(folder));
    for entry in folders
        .into_iter()
        .filter(|folder| folder.exists())
        .flat_map(|folder| walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten().collect::<Vec<_>>())
    {
        if entry.path().extension().is_none_or(|e| e != "rs") {
            continue;
        }
        let path = entry.path().strip_prefix(root).expect("inside the project").display();
        let source = fs::read_to_string(entry.path()).expect("source is text");
        let lines = source.lines().count();
        if lines > FILE {
            found.push(format!("{path}: {lines} lines, at most {FILE}"));
        }
        // a table of cases is as long as it has cases
        let is_test = entry.path().ends_with("tests.rs");
        for (name, lines) in long_functions(&source).into_iter().filter(|_| !is_test) {
            found.push(format!("{path}: function {name} has {lines} lines, at most {FUNCTION}"));
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn a_long_function_is_found() {
    let body = "        step();\n".repeat(59);
    let source = format!("impl A {{\n    pub const fn long(&self) {{\n{body}    }}\n\n    fn short() {{}}\n}}\n");
    assert_eq!(long_functions(&source), [("long".to_owned(), 61)]);
}
