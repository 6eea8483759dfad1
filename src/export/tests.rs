use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};

use super::{Disk, FORMATS, Memory, Options, by_extension, by_name, graphml, json, load, rdf, tables};
use crate::graph::{Graph, sample};

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
    assert!(
        error.starts_with("cannot guess a format from `out.xyz`; give --format (csv, cx2, cypher, cytoscape,"),
        "{error}"
    );
    let error = by_name("xyz").expect_err("there is no such format").to_string();
    assert!(error.starts_with("unknown format `xyz`; expected one of csv, cx2, cypher, cytoscape,"), "{error}");
}

mod made;

/// Every file of a format in memory.
fn files(name: &str, graph: &Graph) -> BTreeMap<String, Vec<u8>> {
    let mut sink = Memory::default();
    by_name(name).expect("listed").files(graph, &Options::default(), &mut sink).expect("memory takes it");
    sink.0
}

/// The graph as the file or files of `name` tell it.
fn back(name: &str, graph: &Graph) -> Graph {
    let files = files(name, graph);
    match name {
        "json" => return json::read(files["graph.json"].as_slice()).expect("we wrote it"),
        "graphml" => return graphml::read(files["graph.graphml"].as_slice()).expect("we wrote it"),
        _ => {}
    }
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).expect("a file for the test");
    }
    load::read(folder.path()).expect("we wrote it")
}

#[test]
fn the_sample_comes_back_from_every_format_that_is_read() {
    for name in ["json", "graphml", "csv", "parquet"] {
        assert_eq!(back(name, &sample::graph()), sample::graph(), "{name}");
    }
}

#[test]
fn tables_come_back_from_beside_each_other() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for name in ["csv", "parquet"] {
        let path = folder.path().join(format!("graph.{name}"));
        let mut disk = Disk::at(&path, by_name(name).expect("listed"));
        by_name(name)
            .expect("listed")
            .files(&sample::graph(), &Options::default(), &mut disk)
            .expect("a place to write");
        let written = disk.finish().expect("a place to write");
        assert_eq!(written.len(), 5, "{written:?}");
        assert_eq!(written[0], folder.path().join(format!("graph-actors.{name}")));
        assert!(load::is_graph(&written[0]) && !load::is_graph(&written[1]), "{name}: one file stands for all");
        assert_eq!(load::read(&written[0]).expect("we wrote it"), sample::graph(), "{name}");
    }
}

#[test]
fn a_graph_that_others_wrote_is_refused() {
    let cases = [
        ("<a/>", "not a graph of this program: expected an element graph"),
        ("<graphml><graph><node/></graph></graphml>", "not a graph of this program: an element node without id"),
        (
            "<graphml><graph><node id=\"a\"/></graph></graphml>",
            "not a graph of this program: an element node without the attribute presences",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(graphml::read(text.as_bytes()).expect_err(text).to_string(), expected);
    }
    assert!(graphml::read("<graphml".as_bytes()).is_err());
    let folder = tempfile::tempdir().expect("a folder for the test");
    std::fs::write(folder.path().join("documents.csv"), "id,name\n").expect("a file for the test");
    let error = tables::read(folder.path()).expect_err("not our table").to_string();
    assert!(error.ends_with("no column `title`; expected the tables that demarche writes"), "{error}");
}

fn by_oxttl(graph: &Graph) -> String {
    let mut quads = oxttl::NQuadsSerializer::new().for_writer(Vec::new());
    let take: rdf::TakeTriple = &mut |triple, origin| {
        let name = match origin {
            rdf::Origin::Graph => None,
            rdf::Origin::Article(iri) => Some(iri.to_owned()),
        };
        let named = |iri| oxrdf::NamedNodeRef::new_unchecked(iri).into();
        Ok(quads.serialize_quad(triple.in_graph(name.as_deref().map_or(oxrdf::GraphNameRef::DefaultGraph, named)))?)
    };
    rdf::triples(graph, take).expect("memory takes it");
    String::from_utf8(quads.finish()).expect("N-Quads are UTF-8")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_graph_comes_back(graph in made::graph()) {
        for name in ["json", "graphml", "csv", "parquet"] {
            prop_assert_eq!(&back(name, &graph), &graph, "{}", name);
        }
    }

    #[test]
    fn quads_are_as_a_library_writes_them(graph in made::graph()) {
        let written = files("nquads", &graph).remove("graph.nq").expect("one file");
        prop_assert_eq!(String::from_utf8(written).expect("N-Quads are UTF-8"), by_oxttl(&graph));
    }

    #[test]
    fn every_text_format_writes_any_graph(graph in made::graph()) {
        for format in FORMATS.iter().filter(|format| !["png", "svg", "pdf"].contains(&format.name)) {
            let mut sink = Memory::default();
            prop_assert!(format.files(&graph, &Options::default(), &mut sink).is_ok(), "{}", format.name);
            prop_assert!(!sink.0.is_empty(), "{}", format.name);
        }
    }
}
