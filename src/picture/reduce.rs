//! Large graphs made small: states for their people, the surroundings of an actor, the edges with most reports.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::actors::EntityKind;
use crate::graph::{Actor, Graph, Link};
use crate::picture::Settings;
use crate::picture::words::counted;

/// Edges of a picture when the caller does not say how many: more than that nobody reads on a page.
const TOP: usize = 40;
/// Edges of a picture whatever the caller says.
const MOST: usize = 1200;

/// An edge as it is drawn: between the actors themselves or the states they belong to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flow<'g> {
    pub(super) source: Party<'g>,
    pub(super) target: Party<'g>,
    pub(super) link: Link<'g>,
}

/// One end of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Party<'g> {
    pub(super) key: &'g str,
    /// The actor, unless no article names it: a state of which only people are named.
    pub(super) actor: Option<&'g Actor>,
}

/// What is drawn, and what is not.
#[derive(Debug)]
pub(super) struct Chosen<'g> {
    pub(super) flows: Vec<Flow<'g>>,
    /// What was left out, in words.
    pub(super) notes: Vec<String>,
}

impl<'g> Party<'g> {
    fn of(graph: &'g Graph, actor: &'g Actor, states: bool) -> Self {
        match actor.country().filter(|_| states) {
            Some(key) => Self { key, actor: graph.actor(key) },
            None => Self { key: &actor.key, actor: Some(actor) },
        }
    }

    pub(super) fn name(self) -> &'g str {
        self.actor.map_or(self.key, Actor::name)
    }

    pub(super) fn kind(self) -> EntityKind {
        self.actor.map_or(EntityKind::Country, Actor::kind)
    }
}

/// The edges of `graph` that the picture shows.
pub(super) fn choose<'g>(graph: &'g Graph, settings: &Settings) -> Chosen<'g> {
    let mut notes = Vec::new();
    let mut flows: Vec<_> = graph
        .links()
        .map(|link| Flow {
            source: Party::of(graph, link.source, settings.states),
            target: Party::of(graph, link.target, settings.states),
            link,
        })
        .collect();
    if settings.states {
        let before = flows.len();
        flows.retain(|flow| flow.source.key != flow.target.key && flow.link.edge.key.event.is_some());
        if flows.len() < before {
            notes.push(format!(
                "People, agencies and companies are drawn as their states; {} inside one state, and offices, are not \
                 shown.",
                counted(before - flows.len(), "relation")
            ));
        }
    }
    if let Some(center) = settings.around.as_deref() {
        let before = flows.len();
        flows = surroundings(&flows, center, settings.hops.unwrap_or(1));
        if flows.len() < before {
            let steps = counted(settings.hops.unwrap_or(1), "step");
            let name = graph.name_of(center);
            let rest = counted(before - flows.len(), "relation");
            notes.push(format!("Only what lies within {steps} of {name}; {rest} further away left out."));
        }
    }
    let top = settings.top.unwrap_or(TOP).min(MOST);
    let all = flows.len();
    let actors = parties(&flows).len();
    let flows = strongest(flows, top);
    if flows.len() < all {
        let gone = actors - parties(&flows).len();
        let gone = if gone > 0 { format!(" and {} with them", counted(gone, "actor")) } else { String::new() };
        let hint = if all <= MOST { format!("; --top {all} draws all") } else { String::new() };
        notes.push(format!(
            "Left out: {} of {}, those with the fewest reports{gone}{hint}.",
            all - flows.len(),
            counted(all, "relation")
        ));
    }
    Chosen { flows, notes }
}

/// The keys of all ends.
pub(super) fn parties<'g>(flows: &[Flow<'g>]) -> BTreeSet<&'g str> {
    flows.iter().flat_map(|flow| [flow.source.key, flow.target.key]).collect()
}

/// The edges on the ways of at most `hops` steps from `center`.
fn surroundings<'g>(flows: &[Flow<'g>], center: &str, hops: usize) -> Vec<Flow<'g>> {
    let mut neighbors: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for flow in flows {
        neighbors.entry(flow.source.key).or_default().insert(flow.target.key);
        neighbors.entry(flow.target.key).or_default().insert(flow.source.key);
    }
    let mut far: BTreeMap<&str, usize> = BTreeMap::from([(center, 0)]);
    let mut queue = VecDeque::from([center]);
    while let Some(key) = queue.pop_front() {
        let next = far[key] + 1;
        for neighbor in neighbors.get(key).into_iter().flatten() {
            if next <= hops && !far.contains_key(neighbor) {
                far.insert(neighbor, next);
                queue.push_back(neighbor);
            }
        }
    }
    let inside = |flow: &Flow| match (far.get(flow.source.key), far.get(flow.target.key)) {
        (Some(a), Some(b)) => *a.min(b) < hops,
        _ => false,
    };
    flows.iter().filter(|flow| inside(flow)).copied().collect()
}

/// The `top` events that most articles and reports stand behind, and the standing ties between their actors; where
/// there are fewer events, other ties up to that number. In the order of the graph.
fn strongest(flows: Vec<Flow<'_>>, top: usize) -> Vec<Flow<'_>> {
    let mut weight: BTreeMap<&str, usize> = BTreeMap::new();
    for flow in &flows {
        for key in [flow.source.key, flow.target.key] {
            *weight.entry(key).or_default() += flow.link.edge.reports.len();
        }
    }
    let mut ranked: Vec<_> = flows.into_iter().enumerate().collect();
    ranked.sort_by_key(|(i, flow)| {
        let edge = flow.link.edge;
        let ends = weight[flow.source.key] + weight[flow.target.key];
        let score = (edge.score().value().abs() * 100.0) as i32;
        (Reverse((edge.key.event.is_some(), edge.documents(), edge.reports.len(), ends, score)), *i)
    });
    let mut drawn: BTreeSet<&str> = BTreeSet::new();
    let mut used = 0;
    ranked.retain(|(_, flow)| {
        let ends = [flow.source.key, flow.target.key];
        let is_event = flow.link.edge.key.event.is_some();
        let inner = !is_event && ends.iter().all(|key| drawn.contains(key));
        let keep = inner || used < top;
        if keep {
            drawn.extend(ends);
            used += usize::from(!inner);
        }
        keep
    });
    ranked.sort_by_key(|(i, _)| *i);
    ranked.into_iter().map(|(_, flow)| flow).collect()
}
