//! The picture of actors and edges.

use std::collections::BTreeSet;

use crate::actors::EntityKind;
use crate::events::{QuadClass, Status};
use crate::graph::Graph;
use crate::picture::font::Weight;
use crate::picture::frame::{Entry, Frame, Mark};
use crate::picture::geometry::{Point, Rect};
use crate::picture::layout::{self, Net, Placed, Thread};
use crate::picture::reduce::{Chosen, choose, parties};
use crate::picture::scene::{LABEL, LEADING, NAME, Node, SUBTITLE, Scene, Strand, name_weight};
use crate::picture::strand::{self, Look};
use crate::picture::svg::{Style, Svg};
use crate::picture::theme::{Palette, line_width};
use crate::picture::words::{self, counted};
use crate::picture::{Settings, shape};

/// Lines that get words; the others tell theirs when the pointer rests on them.
const LABELS: usize = 160;

/// Draws the graph.
pub(super) fn draw(graph: &Graph, settings: &Settings) -> String {
    let Chosen { flows, mut notes } = choose(graph, settings);
    let scene = Scene::new(graph, &flows, LABELS);
    let silent = scene.strands.iter().filter(|s| s.quad.is_some() && s.label.is_empty()).count();
    if silent > 0 {
        notes.push(format!("{} with few reports have no words; point at them to read them.", counted(silent, "line")));
    }
    let placed = layout::place(&net(&scene), settings.layout);
    let dates = words::span(flows.iter().filter_map(|flow| flow.link.edge.dates()));
    let documents: BTreeSet<_> =
        flows.iter().flat_map(|flow| &flow.link.edge.reports).map(|report| &report.document).collect();
    let mut about = vec![
        format!("{} among {}", counted(flows.len(), "relation"), counted(parties(&flows).len(), "actor")),
        counted(documents.len(), "article"),
    ];
    about.extend(dates.map(words::days));
    let title = settings.title.clone().unwrap_or_else(|| match settings.around.as_deref() {
        Some(key) => format!("{}: who did what to whom", graph.name_of(key)),
        None => "Who did what to whom".to_owned(),
    });
    let frame = Frame { title, about: about.join(" · "), notes, legend: legend(&scene) };
    frame.around(settings.theme, placed.size, |svg, palette| content(svg, palette, graph, &scene, &placed))
}

/// The scene as the layout sees it.
pub(super) fn net(scene: &Scene) -> Net {
    Net {
        nodes: scene.nodes.iter().map(|node| node.size).collect(),
        threads: scene
            .strands
            .iter()
            .map(|strand| Thread { source: strand.source, target: strand.target, label: strand.size })
            .collect(),
    }
}

/// What the picture uses, explained.
fn legend(scene: &Scene) -> Vec<Vec<Entry>> {
    let quads: BTreeSet<Option<QuadClass>> = scene.strands.iter().map(|s| s.quad).collect();
    let look = |quad| Look { quad, status: Status::Actual, width: 3.0, arrows: (true, false) };
    let mut classes: Vec<_> =
        quads.iter().flatten().map(|quad| Entry::new(Mark::Line(look(Some(*quad))), words::class(*quad))).collect();
    if quads.contains(&None) {
        let look = Look { width: 1.2, arrows: (true, false), ..look(None) };
        classes.push(Entry::new(Mark::Line(look), "office, membership"));
    }
    let statuses: BTreeSet<Status> = scene.strands.iter().filter(|s| s.quad.is_some()).map(|s| s.status).collect();
    let mut lines: Vec<_> = statuses.into_iter().map(Entry::status).collect();
    if scene.strands.iter().any(|s| s.reciprocal) {
        lines.push(Entry::new(
            Mark::Line(Look { width: 2.0, arrows: (true, true), ..look(None) }),
            "both to each other",
        ));
    }
    if scene.strands.iter().any(|s| s.reports > 1) {
        lines.push(Entry::new(Mark::None, "wider: more reports"));
    }
    let kinds: BTreeSet<EntityKind> = scene.nodes.iter().map(|node| node.kind).collect();
    let nodes = kinds.into_iter().map(|kind| Entry::new(Mark::Node(kind), words::kind(kind))).collect();
    vec![classes, lines, nodes]
}

fn content(svg: &mut Svg, palette: &Palette, graph: &Graph, scene: &Scene, placed: &Placed) {
    svg.open("g", &[("class", "lines")]);
    // ties lie below everything else
    let order = |i: &usize| (scene.strands[*i].quad.is_some(), *i);
    let mut indices: Vec<_> = (0..scene.strands.len()).collect();
    indices.sort_by_key(order);
    for &i in &indices {
        line(svg, palette, graph, scene, placed, i);
    }
    svg.close();
    svg.open("g", &[("class", "actors")]);
    for (node, rect) in scene.nodes.iter().zip(&placed.nodes) {
        actor(svg, palette, graph, node, *rect);
    }
    svg.close();
    svg.open("g", &[("class", "labels")]);
    for (strand, rect) in scene.strands.iter().zip(&placed.labels) {
        if !strand.label.is_empty() {
            label(svg, palette, graph, strand, *rect);
        }
    }
    svg.close();
}

fn line(svg: &mut Svg, palette: &Palette, graph: &Graph, scene: &Scene, placed: &Placed, index: usize) {
    let strand = &scene.strands[index];
    let curve = placed.curves[index].clone().unwrap_or_else(|| {
        let through = placed.labels[index].at;
        let [from, to] =
            [strand.source, strand.target].map(|end| shape::border(scene.nodes[end].kind, placed.nodes[end], through));
        strand::curve(from, through, to)
    });
    let tie = strand.quad.is_none();
    let look = Look {
        quad: strand.quad,
        status: strand.status,
        width: if tie { 1.2 } else { line_width(strand.reports) },
        arrows: (true, strand.reciprocal),
    };
    svg.open("g", &[]);
    svg.tooltip(&words::about_links(graph, &strand.links));
    strand::draw(svg, palette, &curve, look);
    svg.close();
}

fn actor(svg: &mut Svg, palette: &Palette, graph: &Graph, node: &Node, rect: Rect) {
    svg.open("g", &[("data-actor", node.party.key)]);
    svg.tooltip(&node.party.actor.map_or_else(|| node.party.key.to_owned(), |a| words::about_actor(graph, a)));
    shape::draw(svg, palette, node.kind, rect);
    let mut y = rect.top() + 6.0;
    let centre = if node.kind == EntityKind::Place { rect.at.x - 3.0 } else { rect.at.x };
    let name = Style { size: NAME, weight: name_weight(node.kind), color: palette.ink, anchor: "middle" };
    for text in &node.name {
        y += NAME * LEADING;
        svg.words(Point::new(centre, y - NAME * 0.28), text, name);
    }
    let under = Style { size: SUBTITLE, weight: Weight::Regular, color: palette.faint, anchor: "middle" };
    for text in &node.subtitle {
        y += SUBTITLE * LEADING;
        svg.words(Point::new(centre, y - SUBTITLE * 0.28), text, under);
    }
    svg.close();
}

fn label(svg: &mut Svg, palette: &Palette, graph: &Graph, strand: &Strand, rect: Rect) {
    let url = strand.links.iter().find_map(|link| words::address(graph, link.edge.best()));
    let linked = svg.link(url);
    svg.open("g", &[]);
    svg.tooltip(&words::about_links(graph, &strand.links));
    svg.rect(rect, 3.0, &[("fill", palette.page), ("fill-opacity", "0.88")]);
    let style = Style { size: LABEL, weight: Weight::Regular, color: palette.word(strand.quad), anchor: "middle" };
    for (i, text) in strand.label.iter().enumerate() {
        let y = rect.top() + 1.5 + (i as f64 + 1.0) * LABEL * LEADING - LABEL * 0.28;
        svg.words(Point::new(rect.at.x, y), text, style);
    }
    svg.close();
    if linked {
        svg.close();
    }
}
