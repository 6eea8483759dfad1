use std::fs;
use std::path::{Path, PathBuf};

use demarche::graph::Graph;
use demarche::ingest::{self, Options};
use demarche::picture::{self, Kind, Settings};
use demarche::pipeline::Pipeline;

/// Left, top, right, bottom.
type Box = [f64; 4];

/// The graph of the articles in `folder`.
fn graph(folder: &Path) -> Graph {
    let documents = ingest::open(&[PathBuf::from(folder)], &Options::default()).filter_map(Result::ok);
    Pipeline::embedded().extract_all(documents).collect()
}

/// The numbers in `text`.
fn numbers(text: &str) -> Vec<f64> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).filter_map(|part| part.parse().ok()).collect()
}

/// What is written under `name` in the element `line`.
fn attribute<'l>(line: &'l str, name: &str) -> &'l str {
    line.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split_once('"')).map_or("", |(value, _)| value)
}

/// The boxes of all actors and labels of an SVG, with the words in them, and where its curves go.
fn boxes(svg: &str) -> (Vec<(String, Box)>, usize) {
    let mut found: Vec<(String, Box)> = Vec::new();
    let (mut inside, mut fresh, mut labels) = ("", false, 0);
    for line in svg.lines().map(str::trim) {
        match line {
            _ if line.starts_with("<g class=\"") => inside = attribute(line, "class"),
            _ if inside != "actors" && inside != "labels" => {}
            _ if line.starts_with("<g") => fresh = true,
            _ if line.starts_with("<rect") && fresh => {
                let at = |name| attribute(line, name).parse::<f64>().expect("a number");
                let (x, y) = (at("x"), at("y"));
                found.push((String::new(), [x, y, x + at("width"), y + at("height")]));
                labels += usize::from(inside == "labels");
                fresh = false;
            }
            _ if line.starts_with("<path") && fresh => {
                let points = numbers(attribute(line, "d"));
                let side = |odd: usize, start: f64, pick: fn(f64, f64) -> f64| {
                    points.iter().skip(odd).step_by(2).fold(start, |a, b| pick(a, *b))
                };
                let (low, high) = (f64::INFINITY, f64::NEG_INFINITY);
                let bounds =
                    [side(0, low, f64::min), side(1, low, f64::min), side(0, high, f64::max), side(1, high, f64::max)];
                found.push((String::new(), bounds));
                fresh = false;
            }
            _ if line.starts_with("<text") => {
                let words = line.split_once('>').map_or("", |(_, rest)| rest.trim_end_matches("</text>"));
                if let Some((text, _)) = found.last_mut() {
                    text.push_str(words);
                    text.push(' ');
                }
            }
            _ => {}
        }
    }
    (found, labels)
}

fn check(name: &str, graph: &Graph, settings: &Settings) {
    let svg = picture::svg(graph, settings).expect("a picture");
    let (boxes, labels) = boxes(&svg);
    assert!(boxes.len() > 3 && labels > 1, "{name}: {} boxes, {labels} labels", boxes.len());
    for (i, (one, a)) in boxes.iter().enumerate() {
        for (other, b) in &boxes[i + 1..] {
            let across = a[2].min(b[2]) - a[0].max(b[0]);
            let down = a[3].min(b[3]) - a[1].max(b[1]);
            assert!(across <= 0.2 || down <= 0.2, "{name}: `{one}` lies over `{other}` by {across:.1} × {down:.1}");
        }
    }
    let width: f64 = attribute(&svg, "width").parse().expect("a number");
    // letters of 11 on 1250 are 4.5 points on a landscape page of A4, and legible
    assert!(width <= 1250.0, "{name}: {width} wide");
    assert_eq!(svg, picture::svg(graph, settings).expect("a picture"), "{name}: other bytes");
}

#[test]
fn no_label_lies_over_another() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let samples = root.join("data/samples");
    let all = graph(&samples);
    check("all samples", &all, &Settings::default());
    check("all samples, more", &all, &Settings { top: Some(80), ..Settings::default() });
    check("all samples, states", &all, &Settings { states: true, ..Settings::default() });
    let mut files: Vec<_> = fs::read_dir(&samples).expect("samples").flatten().map(|entry| entry.path()).collect();
    files.sort();
    for file in files {
        let one = graph(&file);
        if one.links().count() > 2 {
            check(&file.display().to_string(), &one, &Settings::default());
        }
    }
    let seeds = root.join("../shared/seeds");
    if seeds.exists() {
        check("seeds", &graph(&seeds), &Settings::default());
    } else {
        println!("skipped: no ../shared/seeds here");
    }
}

#[test]
fn every_kind_of_picture_of_the_samples() {
    let all = graph(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples"));
    for kind in Kind::ALL {
        let settings = Settings { kind, ..Settings::default() };
        assert!(picture::png(&all, &settings).expect("a picture").starts_with(b"\x89PNG"), "{kind:?}");
        assert!(picture::pdf(&all, &settings).expect("a picture").starts_with(b"%PDF"), "{kind:?}");
    }
}
