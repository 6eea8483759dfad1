use std::collections::BTreeSet;
use std::path::Path;

use super::{FORMATS, Options, by_extension, by_name, json};
use crate::graph::sample;

fn written(name: &str, options: &Options) -> String {
    let mut out = Vec::new();
    by_name(name).expect("listed").stream(&sample::graph(), options, &mut out).expect("memory takes it");
    String::from_utf8(out).expect("text formats are UTF-8")
}

#[test]
fn goldens() {
    insta::assert_snapshot!(
        "dot",
        written("dot", &Options { title: Some("Ä & <b>".to_owned()), ..Options::default() })
    );
    insta::assert_snapshot!("json", written("json", &Options::default()));
    insta::assert_snapshot!("table", written("table", &Options { width: Some(120), ..Options::default() }));
}

#[test]
fn json_comes_back_as_the_same_graph() {
    for links in [false, true] {
        let text = written("json", &Options { links, ..Options::default() });
        assert_eq!(json::read(text.as_bytes()).expect("we wrote it"), sample::graph(), "links: {links}");
    }
    let links_only = written("json", &Options::default()).replace("\"edges\":[", "\"links\":[");
    assert_eq!(json::read(links_only.as_bytes()).expect("as older NetworkX writes it"), sample::graph());
}

#[test]
fn json_of_another_kind_is_refused() {
    let cases = [
        ("[1]", "not a graph of this program: expected an object with nodes and edges"),
        ("{\"nodes\":[]}", "not a graph of this program: missing field `edges`"),
        ("{", "not a graph of this program: EOF while parsing an object at line 1 column 1"),
    ];
    for (text, expected) in cases {
        let error = json::read(text.as_bytes()).expect_err(text).to_string();
        assert!(error.starts_with(expected), "{text}: {error}");
    }
}

#[test]
fn only_the_strongest_edges_are_drawn_when_asked() {
    let dot = written("dot", &Options { top: Some(1), ..Options::default() });
    assert_eq!(dot.matches(" -> ").count(), 1, "{dot}");
    assert!(dot.contains("1 of 5 relations from 2 articles"), "{dot}");
}

#[test]
fn names_and_extensions_are_unique() {
    let names: BTreeSet<_> = FORMATS.iter().map(|format| format.name).collect();
    let extensions: BTreeSet<_> = FORMATS.iter().map(|format| format.extension).collect();
    assert_eq!((names.len(), extensions.len()), (FORMATS.len(), FORMATS.len()));
    assert!(FORMATS.is_sorted_by_key(|format| format.name), "FORMATS is not in the order of the names");
    for format in FORMATS {
        assert_eq!(by_name(format.name).expect("listed").name, format.name);
        let path = format!("graph.{}", format.extension.to_uppercase());
        assert_eq!(by_extension(Path::new(&path)).expect("listed").name, format.name);
        assert!(!format.about.ends_with('.'), "{}: one line without a full stop", format.name);
    }
}

#[test]
fn an_unknown_format_is_told_the_known_ones() {
    let error = by_extension(Path::new("out.xyz")).expect_err("there is no such format").to_string();
    assert_eq!(error, "cannot guess a format from `out.xyz`; give --format (dot, json, pdf, png, svg, table)");
    let error = by_name("xyz").expect_err("there is no such format").to_string();
    assert_eq!(error, "unknown format `xyz`; expected one of dot, json, pdf, png, svg, table");
}
