use jiff::civil::Date;

use crate::events::{EventKind, Status};
use crate::graph::{EdgeKey, Graph, Hundredths, Occurrence};

/// Which events count: all that fit every field that is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Not over before this day.
    pub since: Option<Date>,
    /// Begun by this day.
    pub until: Option<Date>,
    /// One of these relations; every one when empty.
    pub relations: Vec<String>,
    /// One of these categories; every one, and standing ties, when empty.
    pub categories: Vec<EventKind>,
    /// One of these statuses; every one when empty.
    pub statuses: Vec<Status>,
    /// The surest report is at least so sure.
    pub confidence: Option<Hundredths>,
    /// At least so many reports.
    pub reports: usize,
    /// At least so many articles, near-copies counted once.
    pub independent: usize,
    /// Events only, no standing ties.
    pub no_ties: bool,
}

impl Filter {
    /// Whether nothing is left out.
    pub fn is_open(&self) -> bool {
        *self == Self { reports: self.reports.min(1), independent: self.independent.min(1), ..Self::default() }
    }

    /// Whether relation, category and status fit.
    pub fn admits_key(&self, key: &EdgeKey) -> bool {
        let category = |kind| self.categories.contains(&kind);
        (self.relations.is_empty() || self.relations.contains(&key.relation))
            && (self.categories.is_empty() || key.event.is_some_and(category))
            && (self.statuses.is_empty() || self.statuses.contains(&key.status))
            && !(self.no_ties && key.event.is_none())
    }

    /// Whether an event fits. One without a day fits no window of time; a standing tie fits every one.
    pub fn admits(&self, event: &Occurrence) -> bool {
        let timeless = event.edge.key.event.is_none() || self.since.is_none() && self.until.is_none();
        let in_time = event.days.is_some_and(|days| {
            self.since.is_none_or(|since| days.end >= since) && self.until.is_none_or(|until| days.start <= until)
        });
        let confidence = event.reports.iter().map(|report| report.confidence).max();
        self.admits_key(&event.edge.key)
            && (timeless || in_time)
            && self.confidence.is_none_or(|least| confidence.is_some_and(|known| known >= least))
            && event.reports.len() >= self.reports
            && event.independent >= self.independent
    }
}

impl Graph {
    /// The graph of the events that `filter` admits, with their actors and articles.
    #[must_use]
    pub fn filtered(&self, filter: &Filter) -> Self {
        if filter.is_open() { self.clone() } else { self.part(self.events().iter().filter(|e| filter.admits(e))) }
    }

    /// The graph of `events` alone: their reports, the actors at their ends and the articles that report them. An actor
    /// is as those articles have it.
    #[must_use]
    pub fn part<'e, 'g: 'e>(&'g self, events: impl IntoIterator<Item = &'e Occurrence<'g>>) -> Self {
        let mut part = Self::default();
        for event in events {
            let (source, target) = (&event.source.key, &event.target.key);
            part.merge_reports(
                source,
                target,
                event.edge.key.clone(),
                event.reports.iter().copied().cloned().collect(),
            );
            for report in &event.reports {
                let id = &report.document;
                if let Some(article) = self.articles.get(id) {
                    part.merge_article(id, article.clone());
                }
                if let Some(&sketch) = self.sketches.get(id) {
                    part.merge_sketch(id, sketch);
                }
                let told = [Some(source), Some(target), report.claimant.as_ref(), report.place.as_ref()];
                for actor in told.into_iter().flatten().filter_map(|key| self.actor(key)) {
                    if let Some(presence) = actor.presences.get(id) {
                        part.merge_presence(&actor.key, id, presence.clone());
                    }
                }
            }
        }
        part
    }
}
