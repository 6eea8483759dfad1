//! A reduced graph as things with a size: nodes, and strands of edges that share a line.

use indexmap::IndexMap;

use crate::actors::EntityKind;
use crate::events::{QuadClass, Status};
use crate::graph::{Graph, Link};
use crate::picture::font::{self, Weight};
use crate::picture::geometry::Size;
use crate::picture::reduce::{Flow, Party};
use crate::picture::words::{readable, subtitle};

/// Letters of a name.
pub(super) const NAME: f64 = 13.0;
/// Letters under a name.
pub(super) const SUBTITLE: f64 = 10.0;
/// Letters on a line.
pub(super) const LABEL: f64 = 11.0;
/// From one line of words to the next, in letter sizes.
pub(super) const LEADING: f64 = 1.2;
/// Width at which names are broken.
const NAME_ROOM: f64 = 118.0;
/// Width at which what stands under them is broken.
const SUBTITLE_ROOM: f64 = 124.0;
/// Width at which a label is cut.
const LABEL_ROOM: f64 = 150.0;
/// Relations named on one line.
const RELATIONS: usize = 3;

/// An actor to draw.
#[derive(Debug)]
pub(super) struct Node<'g> {
    pub(super) party: Party<'g>,
    pub(super) kind: EntityKind,
    pub(super) name: Vec<String>,
    pub(super) subtitle: Vec<String>,
    pub(super) size: Size,
}

/// Edges from one actor to another of one class and one status, drawn as one line.
#[derive(Debug)]
pub(super) struct Strand<'g> {
    pub(super) source: usize,
    pub(super) target: usize,
    pub(super) quad: Option<QuadClass>,
    pub(super) status: Status,
    pub(super) reciprocal: bool,
    /// The edges, that with most reports first.
    pub(super) links: Vec<Link<'g>>,
    pub(super) reports: usize,
    pub(super) label: Vec<String>,
    pub(super) size: Size,
}

/// Everything that is placed.
#[derive(Debug)]
pub(super) struct Scene<'g> {
    pub(super) nodes: Vec<Node<'g>>,
    pub(super) strands: Vec<Strand<'g>>,
}

impl<'g> Scene<'g> {
    /// Nodes and strands of `flows`; at most `labels` strands, those with most reports, get words.
    pub(super) fn new(graph: &'g Graph, flows: &[Flow<'g>], labels: usize) -> Self {
        let mut parties: IndexMap<&str, Party<'g>> = IndexMap::new();
        for flow in flows {
            for party in [flow.source, flow.target] {
                parties.entry(party.key).or_insert(party);
            }
        }
        parties.sort_keys();
        let nodes = parties.values().map(|party| Node::new(graph, *party)).collect();
        let index = |party: Party| parties.get_index_of(party.key).unwrap_or_default();
        let mut groups: IndexMap<_, Vec<Link>> = IndexMap::new();
        for flow in flows {
            let key = &flow.link.edge.key;
            let (mut source, mut target) = (index(flow.source), index(flow.target));
            if key.reciprocal && source > target {
                (source, target) = (target, source);
            }
            let quad = flow.link.edge.quad_class();
            groups.entry((source, target, quad, key.status, key.reciprocal)).or_default().push(flow.link);
        }
        let mut strands: Vec<_> = groups
            .into_iter()
            .map(|((source, target, quad, status, reciprocal), links)| {
                Strand::new(source, target, quad, status, reciprocal, links)
            })
            .collect();
        strands.sort_by_key(|s| (s.source.min(s.target), s.source.max(s.target), s.quad, s.status, s.source));
        let mut ranked: Vec<_> = (0..strands.len()).filter(|i| strands[*i].quad.is_some()).collect();
        ranked.sort_by_key(|i| std::cmp::Reverse(strands[*i].reports));
        for i in ranked.into_iter().take(labels) {
            strands[i].write();
        }
        Self { nodes, strands }
    }
}

impl<'g> Node<'g> {
    fn new(graph: &'g Graph, party: Party<'g>) -> Self {
        let kind = party.kind();
        let weight = name_weight(kind);
        let name = font::wrap(party.name(), NAME, weight, NAME_ROOM, 3);
        let under = party.actor.and_then(|actor| subtitle(graph, actor)).unwrap_or_default();
        let subtitle = font::wrap(&under, SUBTITLE, Weight::Regular, SUBTITLE_ROOM, 2);
        let widest = |lines: &[String], size, weight| {
            lines.iter().map(|line| font::width(line, size, weight)).fold(0.0, f64::max)
        };
        let inner = widest(&name, NAME, weight).max(widest(&subtitle, SUBTITLE, Weight::Regular)).max(24.0);
        let height = (name.len() as f64 * NAME + subtitle.len() as f64 * SUBTITLE) * LEADING;
        let side = match kind {
            EntityKind::Organization | EntityKind::Place => 16.0,
            _ => 10.0,
        };
        Self { party, kind, name, subtitle, size: Size::new(inner + 2.0 * side, height + 12.0) }
    }
}

/// How heavy the name of an actor of this kind is.
pub(super) fn name_weight(kind: EntityKind) -> Weight {
    if kind == EntityKind::Country { Weight::Bold } else { Weight::Regular }
}

impl<'g> Strand<'g> {
    fn new(
        source: usize,
        target: usize,
        quad: Option<QuadClass>,
        status: Status,
        reciprocal: bool,
        mut links: Vec<Link<'g>>,
    ) -> Self {
        links.sort_by_key(|link| std::cmp::Reverse(link.edge.reports.len()));
        let reports = links.iter().map(|link| link.edge.reports.len()).sum();
        Self { source, target, quad, status, reciprocal, links, reports, label: Vec::new(), size: Size::default() }
    }

    /// Gives the strand its words: the relations, how often, and the status unless it simply happened.
    fn write(&mut self) {
        let mut relations: IndexMap<&str, usize> = IndexMap::new();
        for link in &self.links {
            *relations.entry(&link.edge.key.relation).or_default() += link.edge.reports.len();
        }
        let mut lines: Vec<String> = relations
            .iter()
            .take(RELATIONS)
            .map(|(relation, reports)| {
                let times = if *reports > 1 { format!(" ×{reports}") } else { String::new() };
                readable(relation) + &times
            })
            .collect();
        if relations.len() > RELATIONS {
            lines.push(format!("+ {} more", relations.len() - RELATIONS));
        }
        if self.status != Status::Actual {
            lines.push(format!("({})", self.status));
        }
        self.label = lines.iter().map(|line| font::cut(line, LABEL, Weight::Regular, LABEL_ROOM)).collect();
        let widest = self.label.iter().map(|line| font::width(line, LABEL, Weight::Regular)).fold(0.0, f64::max);
        self.size = Size::new(widest + 6.0, self.label.len() as f64 * LABEL * LEADING + 3.0);
    }
}
