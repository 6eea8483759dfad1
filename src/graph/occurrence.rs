use std::collections::BTreeSet;

use crate::graph::{Actor, DateRange, Edge, Graph, Link, Report, day_number, day_of};

/// Days of an interval that still tells one event from the next; longer ones ("in 2023") are vague.
const PRECISE: i32 = 31;
/// Days before its publication that a report without a date may speak of.
const RECENT: i32 = 7;

/// When something took place, as one report has it, in days since 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    /// First and last possible day, where the text tells.
    pub days: Option<(i32, i32)>,
    /// Day of publication.
    pub published: Option<i32>,
}

impl Time {
    /// The time of a report.
    pub fn of(report: &Report) -> Self {
        Self {
            days: report.date.map(|days| (day_number(days.start), day_number(days.end))),
            published: report.published.map(day_number),
        }
    }
}

/// One event between two actors: the reports of an edge that speak of the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence<'g> {
    /// Who does it.
    pub source: &'g Actor,
    /// Who receives it.
    pub target: &'g Actor,
    /// Relation, category, status: the edge it belongs to.
    pub edge: &'g Edge,
    /// The reports of it, sorted.
    pub reports: Vec<&'g Report>,
    /// When.
    pub days: Option<DateRange>,
    /// Articles that report it, near-copies counted once.
    pub independent: usize,
}

/// The number of the event that each report speaks of, events numbered in the order of time.
///
/// The reports of one event have a day in common. A report without a date joins the latest event of the week before its
/// publication; a vague one ("in 2023") joins the event of that time when there is just one; those that find none make
/// events among themselves. Depends on the set of times only, not on their order. O(n log n).
pub fn same_event(times: &[Time]) -> Vec<usize> {
    let mut groups = Groups { of: vec![usize::MAX; times.len()], spans: Vec::new() };
    let dated = |i: &usize| times[*i].days.is_some_and(|(first, last)| last - first < PRECISE);
    groups.stab((0..times.len()).filter(dated).map(|i| (times[i].days.unwrap_or_default(), i)).collect());
    let known = groups.spans.clone();
    let mut left = Vec::new();
    for (i, time) in times.iter().enumerate().filter(|(_, time)| time.days.is_none()) {
        let Some(published) = time.published else { continue };
        // the known events have no day in common: the last that begins by the day of publication
        let latest = known.partition_point(|span| span.0 <= published).checked_sub(1);
        match latest.filter(|&k| known[k].1 >= published - RECENT) {
            Some(k) => groups.of[i] = k,
            None => left.push(((published - RECENT, published), i)),
        }
    }
    groups.stab(left);
    let mut known: Vec<_> = groups.spans.iter().copied().enumerate().map(|(k, span)| (span, k)).collect();
    known.sort_unstable();
    let mut left = Vec::new();
    for (i, time) in times.iter().enumerate().filter(|&(i, _)| groups.of[i] == usize::MAX).collect::<Vec<_>>() {
        let window = time.days.unwrap_or((i32::MIN, i32::MAX));
        let from = known.partition_point(|(span, _)| span.1 < window.0);
        let to = known.partition_point(|(span, _)| span.0 <= window.1);
        if from + 1 == to {
            groups.of[i] = known[from].1;
        } else {
            left.push((window, i));
        }
    }
    groups.stab(left);
    groups.numbered(times)
}

struct Groups {
    of: Vec<usize>,
    /// Days that the members of each group have in common.
    spans: Vec<(i32, i32)>,
}

impl Groups {
    /// Makes as few groups as there can be of intervals that have a day in common: by the earliest end.
    fn stab(&mut self, mut intervals: Vec<((i32, i32), usize)>) {
        intervals.sort_unstable_by_key(|&((first, last), i)| (last, first, i));
        let mut open: Option<usize> = None;
        for ((first, last), i) in intervals {
            let group = match open.filter(|&group| first <= self.spans[group].1) {
                Some(group) => group,
                None => {
                    self.spans.push((first, last));
                    self.spans.len() - 1
                }
            };
            self.spans[group].0 = self.spans[group].0.max(first);
            self.of[i] = group;
            open = Some(group);
        }
    }

    /// The groups numbered by their first day.
    fn numbered(self, times: &[Time]) -> Vec<usize> {
        let mut least: Vec<Option<Time>> = vec![None; self.spans.len()];
        for (&group, &time) in self.of.iter().zip(times) {
            least[group] = Some(least[group].map_or(time, |known| known.min(time)));
        }
        let mut order: Vec<usize> = (0..self.spans.len()).collect();
        order.sort_by_key(|&group| (self.spans[group], least[group]));
        let mut number = vec![0; order.len()];
        order.iter().enumerate().for_each(|(n, &group)| number[group] = n);
        self.of.iter().map(|&group| number[group]).collect()
    }
}

/// The days that the reports of one event agree on: those that all precise dates share, else the vague ones, else the
/// first day of publication.
pub fn common_days(times: impl Iterator<Item = Time> + Clone) -> Option<(i32, i32)> {
    let days = times.clone().filter_map(|time| time.days);
    let shared = |days: &mut dyn Iterator<Item = (i32, i32)>| {
        days.reduce(|a, b| (a.0.max(b.0), a.1.min(b.1))).filter(|(first, last)| first <= last)
    };
    let precise = shared(&mut days.clone().filter(|(first, last)| last - first < PRECISE));
    let vague = || shared(&mut days.clone());
    let published = || times.filter_map(|time| time.published).min().map(|day| (day, day));
    precise.or_else(vague).or_else(published)
}

impl Edge {
    /// The reports of each event, by their index in [`reports`](Self::reports), the events in the order of time; a
    /// standing tie is one event.
    pub fn events(&self) -> Vec<Vec<usize>> {
        if self.key.event.is_none() {
            return vec![(0..self.reports.len()).collect()];
        }
        let times: Vec<_> = self.reports.iter().map(Time::of).collect();
        let mut events: Vec<Vec<usize>> = Vec::new();
        for (i, number) in same_event(&times).into_iter().enumerate() {
            if events.len() <= number {
                events.resize(number + 1, Vec::new());
            }
            events[number].push(i);
        }
        events
    }
}

impl Graph {
    /// The events: what the reports of each edge come to when those of the same time are taken together, in the order
    /// of time, those without a day last.
    pub fn events(&self) -> Vec<Occurrence<'_>> {
        let stories = self.stories();
        let mut all: Vec<_> = self
            .links()
            .flat_map(|link| {
                let stories = &stories;
                link.edge.events().into_iter().map(move |event| {
                    let reports: Vec<_> = event.into_iter().map(|i| &link.edge.reports[i]).collect();
                    let story = |report: &&Report| stories.get(report.document.as_str()).copied();
                    let independent = reports.iter().map(story).collect::<BTreeSet<_>>().len();
                    let days = common_days(reports.iter().map(|report| Time::of(report)));
                    let days = days.map(|(first, last)| DateRange { start: day_of(first), end: day_of(last) });
                    let Link { source, target, edge } = link;
                    Occurrence { source, target, edge, reports, days, independent }
                })
            })
            .collect();
        all.sort_by_key(|event| (event.days.is_none(), event.days));
        all
    }
}
