use jiff::civil::Date;

use crate::events::{EventKind, Status};
use crate::graph::{Filter, Hundredths};

/// Which events count.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Which events count")]
pub(in crate::cli) struct Selection {
    /// Events not over before this day
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// Events begun by this day
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    /// Events of this relation ("arms deal"); may be given several times
    #[arg(long, value_name = "RELATION")]
    relation: Vec<String>,
    /// Events of this PLOVER category (ASSAULT); may be given several times
    #[arg(long, value_name = "CATEGORY", value_parser = known_category)]
    category: Vec<EventKind>,
    /// Events of this status (actual, planned, possible, denied, urged); may be given several times
    #[arg(long, value_name = "STATUS", value_parser = known_status)]
    status: Vec<Status>,
    /// Events of what happened: the same as --status actual
    #[arg(long)]
    actual: bool,
    /// Events of which the program is at least so sure, 0 to 1
    #[arg(long, alias = "confidence", value_name = "SHARE", value_parser = known_share)]
    min_confidence: Option<f32>,
    /// Events with at least N reports
    #[arg(long, value_name = "N")]
    reports: Option<usize>,
    /// Events that at least N articles report, near-copies counted once
    #[arg(long, value_name = "N")]
    independent: Option<usize>,
    /// No standing ties such as offices and memberships
    #[arg(long)]
    no_ties: bool,
}

fn known_category(name: &str) -> Result<EventKind, String> {
    let wanted = name.to_uppercase();
    let names = EventKind::ALL.map(EventKind::as_str).join(", ");
    EventKind::from_name(&wanted).ok_or_else(|| format!("expected one of {names}"))
}

fn known_status(name: &str) -> Result<Status, String> {
    let names = Status::ALL.map(Status::as_str).join(", ");
    Status::from_name(&name.to_lowercase()).ok_or_else(|| format!("expected one of {names}"))
}

pub(in crate::cli) fn known_share(text: &str) -> Result<f32, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "expected a number from 0 to 1, such as 0.8".to_owned())
}

/// Least likeness of a relation that is offered for another.
const SIMILAR: f64 = 0.85;

impl Selection {
    /// For each relation asked for that none of the `known` is, what to say.
    pub(in crate::cli) fn missing_relations(&self, known: &[String]) -> Vec<String> {
        let missing = self.filter().relations.into_iter().filter(|wanted| !known.contains(wanted));
        let message = |wanted: String| {
            let alike = |name: &&String| strsim::jaro_winkler(&wanted, name) > SIMILAR;
            let similar: Vec<_> = known.iter().filter(alike).map(|name| format!("`{name}`")).collect();
            let similar = if similar.is_empty() { String::new() } else { format!("; similar: {}", similar.join(", ")) };
            format!("no relation `{wanted}` in the graph{similar}")
        };
        missing.map(message).collect()
    }

    /// As the library has it.
    pub(in crate::cli) fn filter(&self) -> Filter {
        let mut statuses = self.status.clone();
        if self.actual && !statuses.contains(&Status::Actual) {
            statuses.push(Status::Actual);
        }
        Filter {
            since: self.since,
            until: self.until,
            relations: self.relation.iter().map(|name| name.trim().to_lowercase().replace([' ', '-'], "_")).collect(),
            categories: self.category.clone(),
            statuses,
            confidence: self.min_confidence.map(Hundredths::new),
            reports: self.reports.unwrap_or_default(),
            independent: self.independent.unwrap_or_default(),
            no_ties: self.no_ties,
        }
    }
}
