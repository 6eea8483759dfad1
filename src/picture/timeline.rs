//! The picture of a pair: what the two did to each other, along time.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::events::{EventKind, QuadClass, Status};
use crate::graph::{DateRange, Graph, Link, Report};
use crate::picture::font::{self, Weight};
use crate::picture::frame::{Entry, Frame, Mark, dot};
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::svg::{Style, Svg, number};
use crate::picture::theme::Palette;
use crate::picture::words::{self, counted, readable};
use crate::picture::{PictureError, Settings};

/// Width of the axis.
const WIDTH: f64 = 960.0;
/// Kept free at both ends of it.
const PAD: f64 = 16.0;
const ROW: f64 = 20.0;
const HEADING: f64 = 26.0;
const AXIS: f64 = 24.0;
const LETTERS: f64 = 11.0;
/// Marks of a picture when the caller does not say how many.
const TOP: usize = 60;

/// Which way an event goes; each has its own band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Forward,
    Both,
    Backward,
}

/// Reports of one relation at one time, drawn as one mark.
#[derive(Debug)]
struct Item<'g> {
    way: Way,
    range: DateRange,
    relation: &'g str,
    quad: QuadClass,
    status: Status,
    reports: Vec<&'g Report>,
}

/// A mark with its place in its band.
struct Spot<'i, 'g> {
    item: &'i Item<'g>,
    row: usize,
    start: f64,
    end: f64,
    words: String,
    /// Where the words begin, or end when they stand on the left.
    words_at: f64,
    on_left: bool,
}

/// Draws what the pair did.
pub(super) fn draw(graph: &Graph, settings: &Settings) -> Result<String, PictureError> {
    let (first, second) = settings.between.clone().or_else(|| busiest(graph)).unwrap_or_default();
    let (a, b) = (graph.name_of(&first), graph.name_of(&second));
    let nothing = || PictureError::NothingBetween { first: a.to_owned(), second: b.to_owned() };
    let (mut items, undated) = items(graph, &first, &second);
    let all = items.len();
    let reports: usize = items.iter().map(|item| item.reports.len()).sum();
    keep(&mut items, settings.top.unwrap_or(TOP));
    let range = words::span(items.iter().map(|item| item.range)).ok_or_else(nothing)?;
    let mut notes = Vec::new();
    if items.len() < all {
        let gone = counted(all - items.len(), "mark");
        notes.push(format!("Left out: {gone} of {all}, those with the fewest reports; --top {all} draws all."));
    }
    if undated > 0 {
        notes.push(format!("Left out: {} that no date is known of.", counted(undated, "report")));
    }
    let scale = Scale::new(range);
    let bands: Vec<_> = [Way::Forward, Way::Both, Way::Backward]
        .into_iter()
        .map(|way| (way, spots(items.iter().filter(|item| item.way == way), &scale)))
        .filter(|(_, spots)| !spots.is_empty())
        .collect();
    let rows = |spots: &[Spot]| spots.iter().map(|spot| spot.row + 1).max().unwrap_or(0);
    let height = bands.iter().map(|(_, spots)| HEADING + rows(spots) as f64 * ROW + 8.0).sum::<f64>();
    let frame = Frame {
        title: settings.title.clone().unwrap_or_else(|| format!("{a} and {b}")),
        about: format!("{} · {}", counted(reports, "dated report"), words::days(range)),
        notes,
        legend: legend(&items),
    };
    Ok(frame.around(settings.theme, Size::new(WIDTH, height + AXIS), |svg, palette| {
        scale.draw(svg, palette, height);
        let mut y = 0.0;
        for (way, spots) in &bands {
            let heading = match way {
                Way::Forward => format!("{a} → {b}"),
                Way::Both => "both to each other".to_owned(),
                Way::Backward => format!("{b} → {a}"),
            };
            let style = Style { size: 13.0, weight: Weight::Bold, color: palette.ink, anchor: "start" };
            let heading = font::cut(&heading, 13.0, Weight::Bold, WIDTH);
            back(
                svg,
                palette,
                Rect::new(
                    Point::new(style.width(&heading) / 2.0, y + 13.0),
                    Size::new(style.width(&heading) + 4.0, 18.0),
                ),
            );
            svg.words(Point::new(0.0, y + 17.0), &heading, style);
            y += HEADING;
            for spot in spots {
                mark(svg, palette, graph, spot, y);
            }
            y += rows(spots) as f64 * ROW + 8.0;
        }
    }))
}

/// The pair with the most reports of events.
fn busiest(graph: &Graph) -> Option<(String, String)> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for link in graph.links().filter(|link| link.edge.key.event.is_some()) {
        let (a, b) = (link.source.key.as_str(), link.target.key.as_str());
        if a != b {
            *counts.entry((a.min(b), a.max(b))).or_default() += link.edge.reports.len();
        }
    }
    let best = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    best.map(|((a, b), _)| (a.to_owned(), b.to_owned()))
}

/// The marks of the pair in the order of time, and how many reports have no date.
fn items<'g>(graph: &'g Graph, first: &str, second: &str) -> (Vec<Item<'g>>, usize) {
    let mut items: BTreeMap<_, Item> = BTreeMap::new();
    let mut undated = 0;
    for Link { source, target, edge } in graph.links() {
        let Some(kind) = edge.key.event else { continue };
        let way = match (source.key == first && target.key == second, source.key == second && target.key == first) {
            (true, _) | (_, true) if edge.key.reciprocal => Way::Both,
            (true, _) => Way::Forward,
            (_, true) => Way::Backward,
            _ => continue,
        };
        for report in &edge.reports {
            let (Some(start), Some(end)) = (report.first_day(), report.last_day()) else {
                undated += 1;
                continue;
            };
            let key = (start, end, way, &edge.key);
            let item = items.entry(key).or_insert_with(|| Item {
                way,
                range: DateRange { start, end },
                relation: &edge.key.relation,
                quad: EventKind::quad_class(kind),
                status: edge.key.status,
                reports: Vec::new(),
            });
            item.reports.push(report);
        }
    }
    (items.into_values().collect(), undated)
}

/// Keeps the `top` marks with most reports, in the order of time.
fn keep(items: &mut Vec<Item>, top: usize) {
    if items.len() > top {
        items.sort_by_key(|item| (std::cmp::Reverse(item.reports.len()), item.range));
        items.truncate(top);
        items.sort_by_key(|item| (item.range, item.way));
    }
}

fn legend(items: &[Item]) -> Vec<Vec<Entry>> {
    let look =
        |quad| super::strand::Look { quad: Some(quad), status: Status::Actual, width: 4.0, arrows: (false, false) };
    let mut quads: Vec<_> = items.iter().map(|item| item.quad).collect();
    quads.sort_unstable();
    quads.dedup();
    let mut statuses: Vec<_> = items.iter().map(|item| item.status).collect();
    statuses.sort_unstable();
    statuses.dedup();
    let classes = quads.into_iter().map(|quad| Entry::new(Mark::Line(look(quad)), words::class(quad))).collect();
    let mut marks: Vec<_> = statuses.into_iter().map(|s| Entry::new(Mark::Dot(s), words::status(s))).collect();
    if items.iter().any(|item| item.range.start != item.range.end) {
        marks.push(Entry::new(Mark::None, "a bar: some day within it"));
    }
    vec![classes, marks]
}

/// Puts marks with their words into rows so that none lies over another.
fn spots<'i, 'g>(items: impl Iterator<Item = &'i Item<'g>>, scale: &Scale) -> Vec<Spot<'i, 'g>> {
    let mut rows: Vec<Vec<(f64, f64)>> = Vec::new();
    items
        .map(|item| {
            let (start, end) = (scale.at(item.range.start), scale.at(item.range.end));
            let mut words = readable(item.relation);
            if item.reports.len() > 1 {
                words = format!("{words} ×{}", item.reports.len());
            }
            if item.status != Status::Actual {
                words = format!("{words} ({})", item.status);
            }
            let words = font::cut(&words, LETTERS, Weight::Regular, 200.0);
            let wide = font::width(&words, LETTERS, Weight::Regular);
            let on_left = end + 10.0 + wide > WIDTH && start - 10.0 - wide > 0.0;
            let right = (end + 10.0).min(WIDTH - wide);
            let words_at = if on_left { start - 10.0 } else { right };
            let (from, to) =
                if on_left { (words_at - wide, end + 8.0) } else { (start.min(right) - 8.0, (right + wide).max(end)) };
            let free = |row: &Vec<(f64, f64)>| row.iter().all(|(a, b)| to + 6.0 < *a || *b + 6.0 < from);
            let row = rows.iter().position(free).unwrap_or_else(|| {
                rows.push(Vec::new());
                rows.len() - 1
            });
            rows[row].push((from, to));
            Spot { item, row, start, end, words, words_at, on_left }
        })
        .collect()
}

fn mark(svg: &mut Svg, palette: &Palette, graph: &Graph, spot: &Spot, top: f64) {
    let item = spot.item;
    let y = top + spot.row as f64 * ROW + ROW / 2.0;
    let color = palette.line(Some(item.quad));
    let linked = svg.link(item.reports.iter().find_map(|report| words::address(graph, report)));
    svg.open("g", &[]);
    let told: Vec<_> = item.reports.iter().take(4).map(|report| words::sentence(graph, report)).collect();
    let when = words::days(item.range);
    svg.tooltip(&format!("{} ({}), {when}\n{}", readable(item.relation), item.status, told.join("\n")));
    if spot.end - spot.start > 8.0 {
        let width = number(4.0);
        svg.line(
            Point::new(spot.start, y),
            Point::new(spot.end, y),
            &[("stroke", color), ("stroke-width", &width), ("stroke-opacity", "0.45")],
        );
    }
    let wide = font::width(&spot.words, LETTERS, Weight::Regular);
    let left = if spot.on_left { spot.words_at - wide } else { spot.words_at };
    back(svg, palette, Rect::new(Point::new(left + wide / 2.0, y), Size::new(wide + 4.0, ROW - 5.0)));
    let radius = 4.5 + (item.reports.len() as f64).sqrt().min(4.0) * 0.6;
    for x in [Some(spot.start), Some(spot.end).filter(|end| end - spot.start > 8.0)].into_iter().flatten() {
        dot(svg, palette, Point::new(x, y), radius, color, item.status);
    }
    let anchor = if spot.on_left { "end" } else { "start" };
    let style = Style { size: LETTERS, weight: Weight::Regular, color: palette.word(Some(item.quad)), anchor };
    svg.words(Point::new(spot.words_at, y + LETTERS * 0.35), &spot.words, style);
    svg.close();
    if linked {
        svg.close();
    }
}

/// Page behind words, so that no rule runs through them.
fn back(svg: &mut Svg, palette: &Palette, rect: Rect) {
    svg.rect(rect, 0.0, &[("fill", palette.page), ("fill-opacity", "0.85")]);
}

/// Days to places on the axis.
struct Scale {
    range: DateRange,
}

impl Scale {
    fn new(range: DateRange) -> Self {
        Self { range }
    }

    /// Days from the first to `date`.
    fn days(&self, date: Date) -> f64 {
        f64::from((date - self.range.start).get_days())
    }

    fn at(&self, date: Date) -> f64 {
        let all = self.days(self.range.end);
        if all < 1.0 { WIDTH / 3.0 } else { PAD + (WIDTH - 2.0 * PAD) * self.days(date) / all }
    }

    /// The days to name on the axis, and their names.
    fn ticks(&self) -> Vec<(Date, String)> {
        let days = self.days(self.range.end);
        let most = 10.0;
        let name = |date: Date| -> String { words::day(date) };
        let month = |date: Date| name(date).split_once(' ').map_or_else(String::new, |(_, rest)| rest.to_owned());
        let (step, begin): (jiff::Span, Date) = if days <= 60.0 {
            (((days / most).ceil().max(1.0) as i64).days(), self.range.start)
        } else if days <= 366.0 * 2.5 {
            let months = [1_i64, 2, 3, 6].into_iter().find(|m| days / 30.4 / *m as f64 <= most).unwrap_or(6);
            (months.months(), self.range.start.first_of_month())
        } else {
            let years = [1_i64, 2, 5, 10, 20, 50, 100].into_iter().find(|y| days / 365.0 / *y as f64 <= most);
            let years = years.unwrap_or(200);
            let first = i64::from(self.range.start.year()) / years * years;
            let start = Date::new(i16::try_from(first).unwrap_or(1), 1, 1).unwrap_or(self.range.start);
            (years.years(), start)
        };
        let long = days > 366.0 * 2.5;
        let mut ticks = Vec::new();
        let mut at = begin;
        while at <= self.range.end && ticks.len() < 40 {
            if at >= self.range.start {
                let named = match () {
                    () if long => at.year().to_string(),
                    () if days > 60.0 => month(at),
                    () => name(at),
                };
                ticks.push((at, named));
            }
            let Ok(next) = at.checked_add(step) else { break };
            at = next;
        }
        ticks
    }

    fn draw(&self, svg: &mut Svg, palette: &Palette, height: f64) {
        svg.open("g", &[("class", "axis")]);
        let style = Style { size: LETTERS, weight: Weight::Regular, color: palette.faint, anchor: "middle" };
        let mut used = f64::NEG_INFINITY;
        for (date, name) in self.ticks() {
            let x = self.at(date);
            svg.line(Point::new(x, 4.0), Point::new(x, height), &[("stroke", palette.rule), ("stroke-width", "1")]);
            let half = style.width(&name) / 2.0;
            let at = x.max(half).min(WIDTH - half);
            if at - half > used + 6.0 {
                svg.words(Point::new(at, height + 15.0), &name, style);
                used = at + half;
            }
        }
        let line = [("stroke", palette.faint), ("stroke-width", "1")];
        svg.line(Point::new(0.0, height), Point::new(WIDTH, height), &line);
        svg.close();
    }
}
