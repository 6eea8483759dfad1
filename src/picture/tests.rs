use super::geometry::{Rect, Size};
use super::layout::{Net, Placed, Thread, place};
use super::svg::Svg;
use super::theme::{Palette, contrast, linear};
use super::{Kind, Layout, PictureError, Settings, Theme, font, pdf, png, svg};
use crate::actors::EntityKind;
use crate::events::QuadClass;
use crate::graph::{Graph, sample};

const QUADS: [Option<QuadClass>; 5] = [
    Some(QuadClass::VerbalCooperation),
    Some(QuadClass::MaterialCooperation),
    Some(QuadClass::VerbalConflict),
    Some(QuadClass::MaterialConflict),
    None,
];

fn drawn(settings: &Settings) -> String {
    svg(&sample::graph(), settings).expect("the graph has what the settings name")
}

#[test]
fn goldens() {
    let title = Some("Ä & <b> \"c\"".to_owned());
    insta::assert_snapshot!("graph", drawn(&Settings { title, ..Settings::default() }));
    let dark = Settings { theme: Theme::Dark, kind: Kind::Timeline, ..Settings::default() };
    insta::assert_snapshot!("timeline", drawn(&dark));
    insta::assert_snapshot!("matrix", drawn(&Settings { kind: Kind::Matrix, ..Settings::default() }));
}

/// The pairs of rectangles that overlap by more than a rounding error.
fn overlaps(placed: &Placed) -> Vec<(usize, usize)> {
    let words = |rect: &&Rect| rect.size.w > 0.0;
    let all: Vec<_> = placed.nodes.iter().chain(placed.labels.iter().filter(words)).collect();
    let mut found = Vec::new();
    for (i, one) in all.iter().enumerate() {
        for (k, other) in all.iter().enumerate().skip(i + 1) {
            let over = one.overlap(**other, 0.0);
            if over.w > 0.05 && over.h > 0.05 {
                found.push((i, k));
            }
        }
    }
    found
}

/// A net of `n` nodes, some with many lines, several lines between some, and one with itself.
fn net(n: usize, lines: usize) -> Net {
    let mut state = 17_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let nodes = (0..n).map(|_| Size::new(60.0 + next(90) as f64, 28.0 + next(30) as f64)).collect();
    let mut threads: Vec<_> = (0..lines)
        .map(|_| {
            let (source, target) = (next(n) * next(n) / n, next(n));
            let label = if next(5) == 0 { Size::default() } else { Size::new(40.0 + next(80) as f64, 17.0) };
            Thread { source, target, label }
        })
        .collect();
    threads.push(Thread { source: 0, target: 0, label: Size::new(40.0, 17.0) });
    Net { nodes, threads }
}

#[test]
fn nothing_lies_over_anything_else() {
    for (n, lines) in [(1, 0), (2, 1), (2, 9), (5, 4), (12, 20), (30, 60), (120, 160)] {
        let net = net(n, lines);
        let placed = place(&net, Layout::BuiltIn);
        assert_eq!(overlaps(&placed), [], "{n} nodes, {lines} lines");
        let inside = |rect: &Rect| {
            rect.left() >= -0.01
                && rect.top() >= -0.01
                && rect.right() <= placed.size.w + 0.01
                && rect.bottom() <= placed.size.h + 0.01
        };
        assert!(placed.nodes.iter().all(inside), "{n} nodes, {lines} lines: a node lies outside the page");
        assert_eq!(placed.nodes.iter().map(|rect| rect.size).collect::<Vec<_>>(), net.nodes);
    }
}

#[test]
fn the_same_graph_gives_the_same_bytes() {
    for kind in Kind::ALL {
        let settings = Settings { kind, ..Settings::default() };
        assert_eq!(drawn(&settings), drawn(&settings), "{kind:?}");
    }
    let graph = sample::graph();
    assert_eq!(png(&graph, &Settings::default()).expect("drawn"), png(&graph, &Settings::default()).expect("drawn"));
    assert_eq!(pdf(&graph, &Settings::default()).expect("drawn"), pdf(&graph, &Settings::default()).expect("drawn"));
}

#[test]
fn png_and_pdf_are_what_they_say() {
    let graph = sample::graph();
    for theme in [Theme::Light, Theme::Dark] {
        let settings = Settings { theme, ..Settings::default() };
        assert!(png(&graph, &settings).expect("drawn").starts_with(b"\x89PNG"));
        assert!(pdf(&graph, &settings).expect("drawn").starts_with(b"%PDF-"));
    }
}

/// How far two colours are from each other, in CIELAB, to eyes that see as `sight` says; Machado and others (2009).
#[expect(clippy::many_single_char_names, reason = "the names of colour spaces")]
fn distance(one: &str, other: &str, sight: [[f64; 3]; 3]) -> f64 {
    let lab = |color: &str| {
        let rgb = linear(color);
        let [r, g, b] = sight.map(|row| row.iter().zip(rgb).map(|(m, c)| m * c).sum::<f64>().clamp(0.0, 1.0));
        let root = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        let x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
        let y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
        let z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    };
    lab(one).iter().zip(lab(other)).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
}

#[test]
fn colours_can_be_told_apart_by_everyone() {
    let sights = [
        ("full", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "without red",
            [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        ),
        (
            "without green",
            [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        ),
        (
            "without blue",
            [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
        ),
    ];
    for theme in [Theme::Light, Theme::Dark] {
        let palette = Palette::of(theme);
        for (i, one) in QUADS.iter().enumerate().take(4) {
            for other in &QUADS[i + 1..4] {
                for (name, sight) in sights {
                    let far = distance(palette.line(*one), palette.line(*other), sight);
                    assert!(far >= 18.0, "{theme:?}, sight {name}: {one:?} and {other:?} are {far:.0} apart");
                }
            }
        }
    }
}

#[test]
fn colours_stand_out() {
    for theme in [Theme::Light, Theme::Dark] {
        let palette = Palette::of(theme);
        for quad in QUADS {
            let line = contrast(palette.line(quad), palette.page);
            assert!(line >= 3.0, "{theme:?}: lines of {quad:?} have a contrast of {line:.2}");
            let word = contrast(palette.word(quad), palette.page);
            assert!(word >= 4.5, "{theme:?}: words of {quad:?} have a contrast of {word:.2}");
        }
        for kind in EntityKind::ALL {
            let fill = palette.fill(kind);
            assert!(contrast(palette.ink, fill) >= 7.0, "{theme:?}: names of {kind}");
            assert!(contrast(palette.faint, fill) >= 4.5, "{theme:?}: words under names of {kind}");
        }
        for score in -10..=10 {
            let back = palette.score(f64::from(score));
            let number = contrast(palette.on_score(f64::from(score)), &back);
            assert!(number >= 4.5, "{theme:?}: the score {score} has a contrast of {number:.2}");
        }
    }
}

#[test]
fn reductions_say_what_they_left_out() {
    let has = |settings: &Settings, words: &str| {
        let svg = drawn(settings);
        assert!(svg.contains(words), "{settings:?}: no `{words}` in\n{svg}");
    };
    has(&Settings { top: Some(1), ..Settings::default() }, "Left out: 4 of 5 relations");
    let around = Some("red-black-front".to_owned());
    has(
        &Settings { around: around.clone(), ..Settings::default() },
        "Only what lies within 1 step of Red &amp; Black; Front",
    );
    has(&Settings { around, hops: Some(9), ..Settings::default() }, "data-actor=\"BOR\"");
    has(&Settings { states: true, ..Settings::default() }, "are drawn as their states");
}

#[test]
fn missing_actors_are_named() {
    let graph = sample::graph();
    let error = |settings: Settings| svg(&graph, &settings).expect_err("there is none").to_string();
    let settings = Settings { around: Some("XXX".to_owned()), ..Settings::default() };
    assert_eq!(error(settings), "no actor with the key `XXX` in the graph");
    let pair = Some(("red-black-front".to_owned(), "BOR".to_owned()));
    let settings = Settings { kind: Kind::Timeline, between: pair, ..Settings::default() };
    assert_eq!(error(settings), "nothing to draw: no dated report between Red & Black; Front and Borland");
}

#[test]
fn empty_graphs_are_drawn() {
    for kind in [Kind::Graph, Kind::Matrix] {
        let settings = Settings { kind, ..Settings::default() };
        assert!(svg(&Graph::default(), &settings).expect("an empty picture").ends_with("</svg>\n"));
        png(&Graph::default(), &settings).expect("an empty picture");
    }
    let settings = Settings { kind: Kind::Timeline, ..Settings::default() };
    assert!(matches!(svg(&Graph::default(), &settings), Err(PictureError::NothingBetween { .. })));
}

#[test]
fn hostile_words_stay_words() {
    let hostile = "</svg><script>alert(1)</script>&\u{0}\u{202e}漢字 🚀 ".repeat(300);
    let settings = Settings { title: Some(hostile), ..Settings::default() };
    let svg = drawn(&settings);
    assert!(!svg.contains("<script") && !svg.contains('\u{0}'), "{svg}");
    png(&sample::graph(), &settings).expect("drawn");
    pdf(&sample::graph(), &settings).expect("drawn");
    for url in ["javascript:alert(1)", "data:text/html,x", " file:///etc/passwd", "ftp://example.org", "https:\u{1}//a"]
    {
        assert!(!Svg::default().link(Some(url)), "{url}");
    }
    assert!(Svg::default().link(Some("https://example.org/?a=1&b=2")));
}

#[test]
fn words_fit_their_room() {
    let long = "Extraordinarily-long-unbroken-name-of-an-organization and other words that go on and on";
    for most in 1..4 {
        let lines = font::wrap(long, 13.0, font::Weight::Bold, 100.0, most);
        assert!(
            lines.len() <= most && lines.iter().all(|line| font::width(line, 13.0, font::Weight::Bold) <= 100.0),
            "{lines:?}"
        );
        assert!(lines.last().is_some_and(|line| line.ends_with('…')), "{lines:?}");
    }
    assert_eq!(font::wrap("Saudi Arabia", 13.0, font::Weight::Bold, 100.0, 2), ["Saudi Arabia"]);
    assert_eq!(super::words::capped("ab", 2), "ab");
}
