//! The picture of states against states: how they dealt with each other, as a mean score, period by period.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;

use crate::events::Status;
use crate::graph::Graph;
use crate::picture::Settings;
use crate::picture::font::{self, Weight};
use crate::picture::frame::{Entry, Frame, Mark};
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::svg::{Style, Svg};
use crate::picture::theme::Palette;
use crate::picture::words::{self, counted};

/// States when the caller does not say how many.
const TOP: usize = 14;
/// States whatever the caller says.
const MOST: usize = 60;
/// A cell, and the strip of periods at its foot.
const CELL: Size = Size::new(56.0, 34.0);
const STRIP: f64 = 9.0;
const LETTERS: f64 = 11.0;
/// Most periods in a strip.
const PERIODS: usize = 8;

/// Scores of one state towards another.
#[derive(Debug, Default)]
struct Cell {
    sum: f64,
    count: usize,
    /// Sum and count by period.
    periods: BTreeMap<i32, (f64, usize)>,
}

/// Periods of so many months.
#[derive(Clone, Copy, Debug)]
struct Calendar {
    months: i32,
    first: i32,
    last: i32,
}

/// Draws states against states.
pub(super) fn draw(graph: &Graph, settings: &Settings) -> String {
    let (cells, dates) = cells(graph);
    let calendar = Calendar::over(&dates);
    let mut weight: BTreeMap<&str, usize> = BTreeMap::new();
    for ((a, b), reports) in &cells {
        for key in [a, b] {
            *weight.entry(key).or_default() += reports.len();
        }
    }
    let mut states: Vec<_> = weight.iter().map(|(key, count)| (std::cmp::Reverse(*count), *key)).collect();
    states.sort_unstable();
    let all = states.len();
    states.truncate(settings.top.unwrap_or(TOP).min(MOST));
    let states: Vec<&str> = states.into_iter().map(|(_, key)| key).collect();
    let mut shown: BTreeMap<(usize, usize), Cell> = BTreeMap::new();
    for ((a, b), reports) in &cells {
        let index = |key: &str| states.iter().position(|state| *state == key);
        let (Some(row), Some(column)) = (index(a), index(b)) else { continue };
        let cell = shown.entry((row, column)).or_default();
        for (date, score) in reports {
            cell.add(date.map(|date| calendar.period(date)), *score);
        }
    }
    let mut notes = vec!["Only what happened; people, agencies and companies count as their states.".to_owned()];
    if states.len() < all {
        notes.push(format!(
            "Left out: {} with fewer reports; --top {all} draws all.",
            counted(all - states.len(), "state")
        ));
    }
    let reports: usize = shown.values().map(|cell| cell.count).sum();
    let mut about = vec![counted(reports, "report")];
    about.extend(words::span(dates.iter().map(|d| crate::graph::DateRange { start: *d, end: *d })).map(words::days));
    let frame = Frame {
        title: settings.title.clone().unwrap_or_else(|| "How states dealt with each other".to_owned()),
        about: about.join(" · "),
        notes,
        legend: legend(calendar),
    };
    let names: Vec<_> = states.iter().map(|key| row_name(graph, key)).collect();
    let left = names.iter().map(|name| font::width(name, 12.0, Weight::Regular)).fold(40.0, f64::max) + 10.0;
    let side = states.len() as f64;
    let size = Size::new(left + side * CELL.w, 22.0 + side * CELL.h);
    frame.around(settings.theme, size, |svg, palette| {
        heads(svg, palette, &states, &names, left);
        for row in 0..states.len() {
            for column in 0..states.len() {
                let corner = Point::new(left + column as f64 * CELL.w, 22.0 + row as f64 * CELL.h);
                let rect = Rect::new(corner + Point::new(CELL.w / 2.0, CELL.h / 2.0), CELL);
                match shown.get(&(row, column)) {
                    Some(cell) => {
                        let pair = [row, column].map(|i| graph.name_of(states[i]));
                        draw_cell(svg, palette, rect, cell, calendar, pair);
                    }
                    None => svg.rect(rect, 0.0, &[("fill", "none"), ("stroke", palette.rule)]),
                }
            }
        }
    })
}

/// Date and score of every report of what one state did to another, and all dates.
type Reports<'g> = BTreeMap<(&'g str, &'g str), Vec<(Option<Date>, f64)>>;

fn cells(graph: &Graph) -> (Reports<'_>, Vec<Date>) {
    let mut cells: Reports = BTreeMap::new();
    let mut dates = Vec::new();
    for link in graph.links() {
        let key = &link.edge.key;
        let (Some(a), Some(b)) = (link.source.country(), link.target.country()) else { continue };
        if a == b || key.event.is_none() || key.status != Status::Actual {
            continue;
        }
        for report in &link.edge.reports {
            let entry = (report.first_day(), f64::from(report.score.value()));
            dates.extend(entry.0);
            cells.entry((a, b)).or_default().push(entry);
            if key.reciprocal {
                cells.entry((b, a)).or_default().push(entry);
            }
        }
    }
    (cells, dates)
}

impl Cell {
    fn add(&mut self, period: Option<i32>, score: f64) {
        self.sum += score;
        self.count += 1;
        if let Some(period) = period {
            let (sum, count) = self.periods.entry(period).or_default();
            *sum += score;
            *count += 1;
        }
    }

    fn mean(&self) -> f64 {
        self.sum / self.count.max(1) as f64
    }
}

impl Calendar {
    /// Periods as short as can be, but not too many, that cover `dates`.
    fn over(dates: &[Date]) -> Self {
        let month = |date: &Date| i32::from(date.year()) * 12 + i32::from(date.month()) - 1;
        let (first, last) = (dates.iter().map(month).min().unwrap_or(0), dates.iter().map(month).max().unwrap_or(0));
        let fits = |months: &i32| (last / months - first / months) < PERIODS as i32;
        let months = [1, 3, 6, 12, 24, 60, 120, 240, 600].into_iter().find(fits).unwrap_or(2400);
        Self { months, first: first / months, last: last / months }
    }

    fn period(self, date: Date) -> i32 {
        (i32::from(date.year()) * 12 + i32::from(date.month()) - 1) / self.months
    }

    fn name(self, period: i32) -> String {
        let month = period * self.months;
        let year = month / 12;
        match self.months {
            1 => format!("{year}-{:02}", month % 12 + 1),
            3 => format!("{year} Q{}", month % 12 / 3 + 1),
            6 => format!("{year} H{}", month % 12 / 6 + 1),
            12 => year.to_string(),
            _ => format!("{year}–{}", year + self.months / 12 - 1),
        }
    }
}

fn row_name(graph: &Graph, key: &str) -> String {
    let name = font::cut(graph.name_of(key), 12.0, Weight::Regular, 150.0);
    if name == key || key.chars().count() > 5 { name } else { format!("{name} ({key})") }
}

fn heads(svg: &mut Svg, palette: &Palette, states: &[&str], names: &[String], left: f64) {
    let style = |anchor, weight| Style { size: 12.0, weight, color: palette.ink, anchor };
    for (i, (key, name)) in states.iter().zip(names).enumerate() {
        let at = Point::new(left + (i as f64 + 0.5) * CELL.w, 15.0);
        svg.words(at, &font::cut(key, 12.0, Weight::Bold, CELL.w - 4.0), style("middle", Weight::Bold));
        let y = 22.0 + (i as f64 + 0.5) * CELL.h + 4.0;
        svg.words(Point::new(left - 8.0, y), name, style("end", Weight::Regular));
    }
}

fn draw_cell(svg: &mut Svg, palette: &Palette, rect: Rect, cell: &Cell, calendar: Calendar, pair: [&str; 2]) {
    let mean = cell.mean();
    let mut about =
        format!("{} → {}: mean score {} from {}", pair[0], pair[1], signed(mean), counted(cell.count, "report"));
    for (period, (sum, count)) in &cell.periods {
        let mean = signed(sum / *count as f64);
        let _ = write!(about, "\n{}: {mean} ({})", calendar.name(*period), counted(*count, "report"));
    }
    svg.open("g", &[]);
    svg.tooltip(&about);
    svg.rect(rect, 0.0, &[("fill", &palette.score(mean)), ("stroke", palette.page)]);
    let periods = (calendar.last - calendar.first + 1).max(1);
    let strip = if periods > 1 { STRIP } else { 0.0 };
    let style = Style { size: LETTERS, weight: Weight::Regular, color: palette.on_score(mean), anchor: "middle" };
    let middle = rect.at.y - strip / 2.0 + LETTERS * 0.35;
    svg.words(Point::new(rect.at.x, middle), &signed(mean), style);
    if periods > 1 {
        let wide = (rect.size.w - 4.0) / f64::from(periods);
        for period in calendar.first..=calendar.last {
            let x = rect.left() + 2.0 + wide * (f64::from(period - calendar.first) + 0.5);
            let piece = Rect::new(Point::new(x, rect.bottom() - 2.0 - STRIP / 2.0), Size::new(wide, STRIP));
            let color = cell.periods.get(&period).map(|(sum, count)| palette.score(sum / *count as f64));
            let color = color.as_deref().unwrap_or(palette.page);
            svg.rect(piece, 0.0, &[("fill", color), ("stroke", palette.page), ("stroke-width", "1")]);
        }
    }
    svg.close();
}

/// A score with its sign: "+2.5", "−4".
fn signed(score: f64) -> String {
    let text = crate::picture::svg::number(score.abs());
    match score {
        _ if text == "0" => text,
        s if s < 0.0 => format!("−{text}"),
        _ => format!("+{text}"),
    }
}

fn legend(calendar: Calendar) -> Vec<Vec<Entry>> {
    let scores = [
        (-10.0, "−10 hostile"),
        (-5.0, "−5"),
        (-2.0, "−2"),
        (0.0, "0"),
        (2.0, "+2"),
        (5.0, "+5"),
        (10.0, "+10 friendly"),
    ];
    let scale = scores.into_iter().map(|(score, words)| Entry::new(Mark::Score(score), words)).collect();
    let mut rows = vec![
        scale,
        vec![Entry::new(Mark::None, "Rows act, columns receive; the number is the mean score of all reports.")],
    ];
    if calendar.last > calendar.first {
        let (first, last) = (calendar.name(calendar.first), calendar.name(calendar.last));
        rows.push(vec![Entry::new(Mark::None, format!("The strip under it: one field for each period, {first} to {last}; page colour where there is no report."))]);
    }
    rows
}
