//! Expressions of time in a sentence, resolved to intervals of days.
//!
//! In: the words of a sentence and the day of publication. Out: [`EventDate`]s in the order of the words. What cannot be
//! placed without guessing ("recently", "soon") is left out. One pass over the words, O(n).

use jiff::civil::{Date, Weekday};
use jiff::{Span as Duration, ToSpan};

use crate::events::EventDate;
use crate::text::{Span, month_number};

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];
const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// An expression of time and the words it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dated {
    /// First word.
    pub first: usize,
    /// Last word.
    pub last: usize,
    /// The interval it names.
    pub date: EventDate,
}

/// The words of a sentence as the grammar of dates sees them.
struct Words<'a> {
    text: &'a str,
    spans: &'a [Span],
    lower: Vec<String>,
    published: Option<Date>,
}

/// Finds the expressions of time among the words at `spans`; relative ones need the day of publication.
pub(super) fn dates(text: &str, spans: &[Span], published: Option<Date>) -> Vec<Dated> {
    let lower = spans.iter().map(|s| s.of(text).trim_end_matches('.').to_lowercase()).collect();
    let words = Words { text, spans, lower, published };
    let mut out = Vec::new();
    let mut at = 0;
    while at < spans.len() {
        match words.read(at) {
            Some((len, (start, end))) => {
                let last = at + len - 1;
                let span = spans[at].cover(spans[last]);
                out.push(Dated { first: at, last, date: EventDate { start, end, span } });
                at += len;
            }
            None => at += 1,
        }
    }
    out
}

type Interval = (Date, Date);

impl Words<'_> {
    fn word(&self, at: usize) -> &str {
        self.lower.get(at).map_or("", String::as_str)
    }

    /// The expression that begins at a word: its length in words and its interval.
    fn read(&self, at: usize) -> Option<(usize, Interval)> {
        self.since(at)
            .or_else(|| self.month_day(at))
            .or_else(|| self.day_month(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.month(at))
            .or_else(|| self.iso(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.near(at))
            .or_else(|| self.ago(at))
            .or_else(|| self.year_after_in(at))
    }

    /// "since Feb. 24": from that day to publication.
    fn since(&self, at: usize) -> Option<(usize, Interval)> {
        if self.word(at) != "since" {
            return None;
        }
        let (len, (start, end)) =
            self.month_day(at + 1).or_else(|| self.month(at + 1)).or_else(|| self.year(at + 1))?;
        Some((len + 1, (start, self.published.filter(|day| *day >= start).unwrap_or(end))))
    }

    fn month_number(&self, at: usize) -> Option<i8> {
        let word = self.word(at);
        let capital = self.spans.get(at)?.of(self.text).starts_with(char::is_uppercase);
        if !capital || word.len() < 3 {
            return None;
        }
        month_number(word)
    }

    fn day_number(&self, at: usize) -> Option<i8> {
        let digits = self.word(at).trim_end_matches(|c: char| c.is_ascii_alphabetic());
        digits.parse().ok().filter(|day| (1..=31).contains(day) && digits.len() <= 2)
    }

    fn year_number(&self, at: usize) -> Option<i16> {
        let word = self.word(at);
        (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|year| (1800..2100).contains(year))
    }

    /// The year after an optional comma: its value and the words it takes.
    fn trailing_year(&self, at: usize) -> Option<(i16, usize)> {
        let skip = usize::from(self.word(at) == ",");
        self.year_number(at + skip).map(|year| (year, skip + 1))
    }

    fn day(&self, year: Option<i16>, month: i8, day: i8) -> Option<Date> {
        match year {
            Some(year) => Date::new(year, month, day).ok(),
            None => {
                let published = self.published?;
                let this = Date::new(published.year(), month, day).ok()?;
                // without a year the date nearest to publication is meant, the past first
                let ahead = this.since(published).ok()?.get_days();
                if ahead > 60 { Date::new(published.year() - 1, month, day).ok() } else { Some(this) }
            }
        }
    }

    fn month_day(&self, at: usize) -> Option<(usize, Interval)> {
        let (month, day) = (self.month_number(at)?, self.day_number(at + 1)?);
        let year = self.trailing_year(at + 2);
        let date = self.day(year.map(|y| y.0), month, day)?;
        Some((2 + year.map_or(0, |y| y.1), (date, date)))
    }

    fn day_month(&self, at: usize) -> Option<(usize, Interval)> {
        let (day, month) = (self.day_number(at)?, self.month_number(at + 1)?);
        let year = self.trailing_year(at + 2);
        let date = self.day(year.map(|y| y.0), month, day)?;
        Some((2 + year.map_or(0, |y| y.1), (date, date)))
    }

    fn month(&self, at: usize) -> Option<(usize, Interval)> {
        let month = self.month_number(at)?;
        let year = self.trailing_year(at + 1);
        let before = at.checked_sub(1).map_or("", |b| self.word(b));
        let placed = matches!(
            before,
            "in" | "since" | "last" | "early" | "late" | "of" | "this" | "until" | "by" | "from" | "mid"
        );
        if year.is_none() && !placed {
            return None;
        }
        let year = match year {
            Some((year, _)) => year,
            None => {
                let published = self.published?;
                if month > published.month() { published.year() - 1 } else { published.year() }
            }
        };
        let start = Date::new(year, month, 1).ok()?;
        let len = 1 + self.trailing_year(at + 1).map_or(0, |y| y.1);
        Some((len, (start, start.last_of_month())))
    }

    /// "late in 2022", "early 2003", "mid 1990".
    fn part_of_year(&self, at: usize) -> Option<(usize, Interval)> {
        let (first, last) = match self.word(at) {
            "early" => (1, 4),
            "mid" => (5, 8),
            "late" => (9, 12),
            _ => return None,
        };
        let skip = 1 + usize::from(matches!(self.word(at + 1), "in" | "-"));
        let year = self.year_number(at + skip)?;
        let (start, end) = (Date::new(year, first, 1).ok()?, Date::new(year, last, 1).ok()?.last_of_month());
        Some((skip + 1, (start, end)))
    }

    fn iso(&self, at: usize) -> Option<(usize, Interval)> {
        let word = self.word(at);
        let date: Date = (word.len() == 10).then(|| word.parse().ok()).flatten()?;
        Some((1, (date, date)))
    }

    fn weekday(&self, at: usize) -> Option<(usize, Interval)> {
        let published = self.published?;
        let (turn, skip) = match self.word(at) {
            "last" => (-1, 1),
            "next" => (1, 1),
            "this" => (0, 1),
            _ => (0, 0),
        };
        let (_, day) = WEEKDAYS.iter().find(|(name, _)| *name == self.word(at + skip))?;
        let capital = self.spans.get(at + skip)?.of(self.text).starts_with(char::is_uppercase);
        if !capital {
            return None;
        }
        let mut date = published;
        let step: Duration = if turn > 0 { 1.day() } else { -1.day() };
        if turn != 0 {
            date = date.checked_add(step).ok()?;
        }
        while date.weekday() != *day {
            date = date.checked_add(step).ok()?;
        }
        Some((1 + skip, (date, date)))
    }

    /// "yesterday", "last week", "this month", "next year".
    fn near(&self, at: usize) -> Option<(usize, Interval)> {
        let published = self.published?;
        let day = |days: i32| published.checked_add(days.days()).ok().map(|d| (1, (d, d)));
        match self.word(at) {
            "today" | "tonight" => return day(0),
            "yesterday" => return day(-1),
            "tomorrow" => return day(1),
            _ => {}
        }
        let turn = match self.word(at) {
            "last" | "previous" => -1,
            "this" => 0,
            "next" => 1,
            _ => return None,
        };
        let interval = match self.word(at + 1) {
            "week" => {
                let monday =
                    published.checked_sub(i32::from(published.weekday().to_monday_zero_offset()).days()).ok()?;
                let start = monday.checked_add((7 * turn).days()).ok()?;
                (start, start.checked_add(6.days()).ok()?)
            }
            "month" => {
                let start = published.first_of_month().checked_add(turn.months()).ok()?;
                (start, start.last_of_month())
            }
            "year" => {
                let year = published.year() + turn as i16;
                (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)
            }
            _ => return None,
        };
        Some((2, interval))
    }

    /// "three days ago", "two years earlier" (of publication).
    fn ago(&self, at: usize) -> Option<(usize, Interval)> {
        let number = match self.word(at) {
            "a" | "an" => 1,
            word => NUMBERS.iter().position(|n| *n == word).map(|i| i as i32 + 1).or_else(|| word.parse().ok())?,
        };
        if self.word(at + 2) != "ago" || !(1..=200).contains(&number) {
            return None;
        }
        let published = self.published?;
        let interval = match self.word(at + 1).trim_end_matches('s') {
            "day" => {
                let day = published.checked_sub(number.days()).ok()?;
                (day, day)
            }
            "week" => {
                let day = published.checked_sub((7 * number).days()).ok()?;
                (day.checked_sub(3.days()).ok()?, day.checked_add(3.days()).ok()?)
            }
            "month" => {
                let start = published.first_of_month().checked_sub(number.months()).ok()?;
                (start, start.last_of_month())
            }
            "year" => {
                let year = published.year() - number as i16;
                (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)
            }
            _ => return None,
        };
        Some((3, interval))
    }

    fn year(&self, at: usize) -> Option<(usize, Interval)> {
        let year = self.year_number(at)?;
        Some((1, (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)))
    }

    /// A bare year after a preposition: "in 1999".
    fn year_after_in(&self, at: usize) -> Option<(usize, Interval)> {
        let before = at.checked_sub(1).map_or("", |b| self.word(b));
        if matches!(before, "in" | "of" | "during" | "from" | "until" | "by") { self.year(at) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[track_caller]
    fn check(sentence: &str, expected: &[(&str, Date, Date)]) {
        let mut spans = Vec::new();
        let mut at = 0;
        for word in sentence.split(' ') {
            spans.push(Span::new(at, at + word.len() as u32));
            at += word.len() as u32 + 1;
        }
        // a Wednesday
        let found = dates(sentence, &spans, Some(date(2023, 8, 30)));
        let found: Vec<_> = found.iter().map(|d| (d.date.span.of(sentence), d.date.start, d.date.end)).collect();
        assert_eq!(found, expected, "{sentence}");
    }

    #[test]
    fn expressions() {
        let one = |d: Date| (d, d);
        let rows: &[(&str, &str, Interval)] = &[
            ("said on Wednesday", "Wednesday", one(date(2023, 8, 30))),
            ("said on Monday", "Monday", one(date(2023, 8, 28))),
            ("said last Wednesday", "last Wednesday", one(date(2023, 8, 23))),
            ("will meet next Friday", "next Friday", one(date(2023, 9, 1))),
            ("invaded on Feb. 24 , 2022", "Feb. 24 , 2022", one(date(2022, 2, 24))),
            ("on 24 February 2022", "24 February 2022", one(date(2022, 2, 24))),
            ("on Dec. 12 it fell", "Dec. 12", one(date(2022, 12, 12))),
            ("since Feb. 24 it fought", "since Feb. 24", (date(2023, 2, 24), date(2023, 8, 30))),
            ("in March 1999", "March 1999", (date(1999, 3, 1), date(1999, 3, 31))),
            ("in November it", "November", (date(2022, 11, 1), date(2022, 11, 30))),
            ("late in 2022", "late in 2022", (date(2022, 9, 1), date(2022, 12, 31))),
            ("in 1978 they", "1978", (date(1978, 1, 1), date(1978, 12, 31))),
            ("last week they", "last week", (date(2023, 8, 21), date(2023, 8, 27))),
            ("two months ago", "two months ago", (date(2023, 6, 1), date(2023, 6, 30))),
            ("on 2023-07-27", "2023-07-27", one(date(2023, 7, 27))),
        ];
        for (sentence, words, (start, end)) in rows {
            check(sentence, &[(words, *start, *end)]);
        }
        check("it may march on 3000 men", &[]);
    }
}
