use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use petgraph::stable_graph::{NodeIndex, StableDiGraph};
use petgraph::visit::{EdgeRef, IntoEdgeReferences, NodeIndexable};
use rayon::slice::ParallelSliceMut;

use crate::actors::EntityKind;
use crate::events::{EventKind, Mode, QuadClass};
use crate::graph::{Actor, Article, DateRange, Edge, Graph, Hundredths, Office, Report, Sketch, near_copies};

/// An edge with its two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link<'g> {
    /// Who does it.
    pub source: &'g Actor,
    /// Who receives it.
    pub target: &'g Actor,
    /// The edge.
    pub edge: &'g Edge,
}

impl Graph {
    /// The articles, by id.
    pub fn articles(&self) -> &BTreeMap<String, Article> {
        &self.articles
    }

    /// What tells near-copies of articles, by the articles' ids; an article without words has none.
    pub fn sketches(&self) -> &BTreeMap<String, Sketch> {
        &self.sketches
    }

    /// For each article the first of those that it is a copy of, or nearly so; itself when there is none.
    pub fn stories(&self) -> BTreeMap<&str, &str> {
        let ids: Vec<&str> = self.articles.keys().map(String::as_str).collect();
        let sketches: Vec<_> = ids.iter().map(|id| self.sketches.get(*id).copied()).collect();
        near_copies(&sketches).into_iter().enumerate().map(|(i, first)| (ids[i], ids[first])).collect()
    }

    /// The actors, in the order of their keys.
    pub fn actors(&self) -> impl Iterator<Item = &Actor> {
        let mut actors: Vec<_> = self.net.node_weights().collect();
        actors.sort_by(|a, b| a.key.cmp(&b.key));
        actors.into_iter()
    }

    /// The actors that have an edge, in the order of their keys.
    pub fn linked_actors(&self) -> impl Iterator<Item = &Actor> {
        let linked = |&node: &NodeIndex| self.net.neighbors_undirected(node).next().is_some();
        let mut actors: Vec<_> = self.net.node_indices().filter(linked).map(|node| &self.net[node]).collect();
        actors.sort_by(|a, b| a.key.cmp(&b.key));
        actors.into_iter()
    }

    /// The edges, in the order of source, target, relation, category and status.
    pub fn links(&self) -> impl Iterator<Item = Link<'_>> {
        let mut nodes: Vec<_> = self.net.node_indices().collect();
        nodes.sort_unstable_by_key(|&node| &self.net[node].key);
        // places compare faster than keys
        let mut places = vec![0_u32; self.net.node_bound()];
        for (place, node) in nodes.iter().enumerate() {
            places[node.index()] = place as u32;
        }
        let place = |node: NodeIndex| places[node.index()];
        let mut links: Vec<_> = self
            .net
            .edge_references()
            .map(|edge| {
                let (source, target) = (&self.net[edge.source()], &self.net[edge.target()]);
                ([place(edge.source()), place(edge.target())], Link { source, target, edge: edge.weight() })
            })
            .collect();
        links.par_sort_unstable_by(|(a, x), (b, y)| a.cmp(b).then_with(|| x.edge.key.cmp(&y.edge.key)));
        links.into_iter().map(|(_, link)| link)
    }

    /// The actor of this key.
    pub fn actor(&self, key: &str) -> Option<&Actor> {
        self.actor_index.get(key).map(|&node| &self.net[node])
    }

    /// What the petgraph of [`petgraph`](Self::petgraph) calls the actor of this key.
    pub fn node_of(&self, key: &str) -> Option<NodeIndex> {
        self.actor_index.get(key).copied()
    }

    /// The graph underneath, for the algorithms of petgraph; the order of its indices means nothing.
    pub fn petgraph(&self) -> &StableDiGraph<Actor, Edge> {
        &self.net
    }

    /// The name of the actor `key`, or the key when the graph has no such actor.
    pub fn name_of<'g>(&'g self, key: &'g str) -> &'g str {
        self.actor(key).map_or(key, Actor::name)
    }
}

impl PartialEq for Graph {
    fn eq(&self, other: &Self) -> bool {
        self.articles == other.articles
            && self.sketches == other.sketches
            && self.actors().eq(other.actors())
            && self.links().eq(other.links())
    }
}

impl Eq for Graph {}

impl Actor {
    /// The name a reader knows it by: the one that most documents give.
    pub fn name(&self) -> &str {
        most_common(self.presences.values().map(|p| p.name.as_str())).unwrap_or(&self.key)
    }

    /// What it is, as most documents have it.
    pub fn kind(&self) -> EntityKind {
        most_common(self.presences.values().map(|p| p.kind)).unwrap_or(EntityKind::Group)
    }

    /// The state it is, belongs to or acts for, as most documents have it that know one.
    pub fn country(&self) -> Option<&str> {
        most_common(self.presences.values().filter_map(|p| p.country.as_deref()))
    }

    /// Title of its article in the English Wikipedia.
    pub fn wikipedia(&self) -> Option<&str> {
        most_common(self.presences.values().filter_map(|p| p.wikipedia.as_deref()))
    }

    /// Key of the body it is part of.
    pub fn part_of(&self) -> Option<&str> {
        most_common(self.presences.values().filter_map(|p| p.part_of.as_deref()))
    }

    /// The words that name it, the most frequent first.
    pub fn names(&self) -> Vec<(&str, u32)> {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for (name, count) in self.presences.values().flat_map(|p| &p.names) {
            *counts.entry(name).or_default() += count;
        }
        let mut names: Vec<_> = counts.into_iter().collect();
        names.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        names
    }

    /// How often it is mentioned, in any way.
    pub fn mentions(&self) -> u32 {
        self.presences.values().map(|p| p.names.values().sum::<u32>() + p.nominals + p.pronouns).sum()
    }

    /// Its offices, each once, sorted.
    pub fn offices(&self) -> BTreeSet<&Office> {
        self.presences.values().flat_map(|p| &p.offices).collect()
    }
}

impl Edge {
    /// Manner, as most reports have it.
    pub fn mode(&self) -> Option<Mode> {
        most_common(self.reports.iter().filter_map(|r| r.mode))
    }

    /// CAMEO code, as most reports have it; none for a tie.
    pub fn cameo(&self) -> Option<&str> {
        most_common(self.reports.iter().map(|r| r.cameo.as_str()).filter(|code| !code.is_empty()))
    }

    /// Conflict–cooperation score: the mean of the reports.
    pub fn score(&self) -> Hundredths {
        Hundredths::new(self.reports.iter().map(|r| r.score.value()).sum::<f32>() / self.reports.len() as f32)
    }

    /// How sure the program is: as sure as of the surest report.
    pub fn confidence(&self) -> Hundredths {
        self.reports.iter().map(|r| r.confidence).max().unwrap_or_default()
    }

    /// Words or deeds, cooperation or conflict; none for a tie.
    pub fn quad_class(&self) -> Option<QuadClass> {
        self.key.event.map(EventKind::quad_class)
    }

    /// Number of documents that report it.
    pub fn documents(&self) -> usize {
        self.reports.iter().map(|r| r.document.as_str()).collect::<BTreeSet<_>>().len()
    }

    /// Number of articles that report it, near-copies counted once; `stories` are those of the graph.
    pub fn independent(&self, stories: &BTreeMap<&str, &str>) -> usize {
        let story = |r: &Report| stories.get(r.document.as_str()).map_or(r.document.clone(), |&s| s.to_owned());
        self.reports.iter().map(story).collect::<BTreeSet<_>>().len()
    }

    /// First and last day that the reports give, the day of the event where it is known, else of the document.
    pub fn dates(&self) -> Option<DateRange> {
        let start = self.reports.iter().filter_map(Report::first_day).min()?;
        let end = self.reports.iter().filter_map(Report::last_day).max()?;
        Some(DateRange { start, end })
    }

    /// The words of the offices, for a tie.
    pub fn titles(&self) -> BTreeSet<&str> {
        self.reports.iter().filter_map(|r| r.title.as_deref()).collect()
    }

    /// The report to show when there is room for one: the surest, then the earliest.
    ///
    /// # Panics
    ///
    /// If the edge has no report: no edge of a [`Graph`] is so.
    pub fn best(&self) -> &Report {
        let surest = self.confidence();
        let best = self.reports.iter().find(|report| report.confidence == surest);
        best.expect("an edge has at least one report")
    }
}

impl Report {
    /// First possible day of the event, else the day of the document.
    pub fn first_day(&self) -> Option<Date> {
        self.date.map(|date| date.start).or(self.published)
    }

    /// Last possible day of the event, else the day of the document.
    pub fn last_day(&self) -> Option<Date> {
        self.date.map(|date| date.end).or(self.published)
    }
}

/// The value that comes most often, the least of them on a tie.
fn most_common<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    // max_by_key takes the last of equals, so go backwards
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(value, _)| value)
}
