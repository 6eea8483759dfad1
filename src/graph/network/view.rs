use super::build::{category_code, status_code};
use super::{NO_DAY, Network, Row};
use crate::graph::{Filter, day_number};

/// A [`Filter`] in the numbers of one network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sieve {
    open: bool,
    since: Option<i32>,
    until: Option<i32>,
    relations: Option<Vec<bool>>,
    categories: u32,
    statuses: u8,
    confidence: u8,
    reports: u16,
    independent: u16,
}

impl Sieve {
    /// The filter as it is for `network`.
    pub fn new(network: &Network, filter: &Filter) -> Self {
        let wanted = |name: &String| filter.relations.contains(name);
        let bits = |codes: &mut dyn Iterator<Item = u8>| codes.fold(0u32, |all, code| all | 1 << code);
        let categories = bits(&mut filter.categories.iter().map(|&kind| category_code(Some(kind))));
        let statuses = bits(&mut filter.statuses.iter().map(|&status| status_code(status)));
        let all = if filter.no_ties { !1 } else { !0 };
        Self {
            open: filter.is_open(),
            since: filter.since.map(day_number),
            until: filter.until.map(day_number),
            relations: (!filter.relations.is_empty()).then(|| network.relations().iter().map(wanted).collect()),
            categories: if categories == 0 { all } else { categories },
            statuses: if statuses == 0 { !0 } else { statuses as u8 },
            confidence: filter.confidence.map_or(0, |least| least.count().clamp(0, 255) as u8),
            reports: filter.reports.min(usize::from(u16::MAX)) as u16,
            independent: filter.independent.min(usize::from(u16::MAX)) as u16,
        }
    }

    /// Whether nothing is left out.
    pub const fn is_open(&self) -> bool {
        self.open
    }

    /// Whether an event counts.
    pub fn admits(&self, row: &Row) -> bool {
        self.open
            || self.categories >> row.category & 1 == 1
                && self.statuses >> row.status & 1 == 1
                && row.confidence >= self.confidence
                && row.reports >= self.reports
                && row.independent >= self.independent
                && self.relations.as_ref().is_none_or(|wanted| wanted[usize::from(row.relation)])
                && self.in_time(row)
    }

    fn in_time(&self, row: &Row) -> bool {
        let window = self.since.is_some() || self.until.is_some();
        !window
            || row.category == 0
            || row.first != NO_DAY
                && self.since.is_none_or(|since| row.last >= since)
                && self.until.is_none_or(|until| row.first <= until)
    }
}

impl Network {
    /// The network of the events that `sieve` admits, with the same actors. O(n + m).
    #[must_use]
    pub fn sifted(&self, sieve: &Sieve) -> Self {
        self.without_events().with_rows(self.rows.iter().filter(|row| sieve.admits(row)).copied().collect())
    }

    /// The network between states: each event stands between the states of its actors; what a state does to itself is
    /// left out. The actors stay, those that belong to a state without an event. O(m log m).
    #[must_use]
    pub fn by_state(&self) -> Self {
        let mut rows = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let (mut source, mut target) = (self.state(row.source), self.state(row.target));
            if source == target {
                continue;
            }
            if row.reciprocal && target < source {
                std::mem::swap(&mut source, &mut target);
            }
            rows.push(Row { source, target, ..*row });
        }
        rows.sort_unstable_by_key(|row| (row.source, row.target, row.key(), row.first, row.last, row.id));
        self.without_events().with_rows(rows)
    }
}
