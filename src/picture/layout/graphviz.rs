//! The layout of Graphviz's `dot`: ranks from left to right. Only places come from it; the drawing is ours.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};

use serde::Deserialize;

use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::layout::{Net, Placed};

/// Points of an inch: Graphviz takes sizes in inches.
const INCH: f64 = 72.0;

#[derive(Deserialize)]
struct Drawn {
    #[serde(default)]
    objects: Vec<Object>,
    #[serde(default)]
    edges: Vec<Edge>,
}

#[derive(Deserialize)]
struct Object {
    name: String,
    pos: Option<String>,
}

#[derive(Deserialize)]
struct Edge {
    id: Option<String>,
    pos: Option<String>,
    lp: Option<String>,
}

/// The net as `dot` places it; nothing if `dot` is not installed or fails.
pub(super) fn place(net: &Net) -> Option<Placed> {
    let drawn: Drawn = serde_json::from_slice(&run(&text(net))?).ok()?;
    let mut nodes: Vec<_> = net.nodes.iter().map(|size| Rect::new(Point::default(), *size)).collect();
    for object in drawn.objects {
        let index: usize = object.name.strip_prefix('n')?.parse().ok()?;
        nodes.get_mut(index)?.at = point(&object.pos?)?;
    }
    let mut labels: Vec<_> = net.threads.iter().map(|t| Rect::new(Point::default(), t.label)).collect();
    let mut curves = vec![None; net.threads.len()];
    for edge in drawn.edges {
        let index: usize = edge.id?.strip_prefix('e')?.parse().ok()?;
        let curve = curve(&edge.pos?)?;
        let middle = curve.get(curve.len() / 2).copied()?;
        labels.get_mut(index)?.at = edge.lp.as_deref().and_then(point).unwrap_or(middle);
        curves[index] = Some(curve);
    }
    Some(Placed { nodes, labels, curves, size: Size::default() })
}

fn text(net: &Net) -> String {
    let mut dot = String::from("digraph {\n graph [rankdir=LR, ranksep=0.6, nodesep=0.25, newrank=true];\n");
    dot.push_str(" node [shape=box, fixedsize=true, label=\"\"];\n edge [arrowsize=0.1];\n");
    for (i, size) in net.nodes.iter().enumerate() {
        let _ = writeln!(dot, " n{i} [width={:.3}, height={:.3}];", size.w / INCH, size.h / INCH);
    }
    for (i, thread) in net.threads.iter().enumerate() {
        let Size { w, h } = thread.label;
        let label = if w > 0.0 {
            format!(
                ", label=<<table border=\"0\" cellborder=\"0\" cellpadding=\"0\" cellspacing=\"0\" fixedsize=\"true\" \
                 width=\"{w:.0}\" height=\"{h:.0}\"><tr><td></td></tr></table>>"
            )
        } else {
            String::new()
        };
        let _ = writeln!(dot, " n{} -> n{} [id=e{i}{label}];", thread.source, thread.target);
    }
    dot.push_str("}\n");
    dot
}

fn run(dot: &str) -> Option<Vec<u8>> {
    let mut child = Command::new("dot")
        .arg("-Tjson0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    // dot reads all before it writes
    child.stdin.take()?.write_all(dot.as_bytes()).ok()?;
    let mut out = Vec::new();
    child.stdout.take()?.read_to_end(&mut out).ok()?;
    child.wait().ok().filter(std::process::ExitStatus::success).map(|_| out)
}

/// "12.5,30": Graphviz counts y upwards.
fn point(text: &str) -> Option<Point> {
    let (x, y) = text.split_once(',')?;
    Some(Point::new(x.parse().ok()?, -y.parse::<f64>().ok()?))
}

/// "e,x,y x,y …": the tip of the arrow, then a curve.
fn curve(text: &str) -> Option<Vec<Point>> {
    let mut points = Vec::new();
    let mut tip = None;
    for part in text.split(' ') {
        match part.strip_prefix("e,") {
            Some(end) => tip = Some(point(end)?),
            None => points.push(point(part)?),
        }
    }
    if let (Some(tip), Some(last)) = (tip, points.last_mut()) {
        *last = tip;
    }
    (points.len() >= 4 && points.len() % 3 == 1).then_some(points)
}
