//! Dates as documents write them.
//!
//! In: a string that is a date, or a line that holds one. Out: the day, or nothing: what could be two days (03/04/2023)
//! or lacks its year is refused, never guessed.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Words of a date expression at most, the time of day included.
const MOST_WORDS: usize = 10;

/// Whether `word`, in lower case, is the full name of a month.
pub fn is_month(word: &str) -> bool {
    MONTHS.contains(&word)
}

/// The number, from 1, of the month that `word` names in full or abbreviated ("Aug.", "Sept").
pub fn month_number(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let named = |month: &str| {
        month == word || word.len() == 3 && month.starts_with(&word) || word == "sept" && month.starts_with("sept")
    };
    Some(MONTHS.iter().position(|month| named(month))? as i8 + 1)
}

/// The day that `text` as a whole names.
///
/// ISO 8601, RFC 3339 and RFC 2822 (a time of day is passed over), and dates in words, with or without weekday.
///
/// # Examples
///
/// ```
/// use demarche::text::parse_date;
///
/// let day = jiff::civil::date(2023, 8, 30);
/// for text in ["2023-08-30T10:00:00Z", "Wed, 30 Aug 2023 10:00:00 GMT", "Aug. 30, 2023", "30 August 2023"] {
///     assert_eq!(parse_date(text), Some(day), "{text}");
/// }
/// assert_eq!(parse_date("03/04/2023"), None);
/// ```
pub fn parse_date(text: &str) -> Option<Date> {
    let words: Vec<&str> = words(text).take(MOST_WORDS + 1).collect();
    if words.len() > MOST_WORDS { None } else { whole(&words) }
}

/// The first day that is written in `line`: the longest date expression that begins earliest.
pub fn find_date(line: &str) -> Option<Date> {
    let words: Vec<&str> = words(line).take(64).collect();
    (0..words.len()).find_map(|start| {
        let most = (words.len() - start).min(6);
        (1..=most).rev().find_map(|length| whole(&words[start..start + length]))
    })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let edge = |c: char| matches!(c, '(' | ')' | '[' | ']' | '"' | '“' | '”' | ';');
    text.split(|c: char| c.is_whitespace() || c == ',')
        .map(move |word| word.trim_matches(edge))
        .filter(|w| !w.is_empty())
}

/// The day that `words` name, every one of them accounted for.
fn whole(words: &[&str]) -> Option<Date> {
    let words = match words.first()? {
        word if is_weekday(word) => &words[1..],
        _ => words,
    };
    if let Some(day) = words.first().and_then(|word| numeric(word)) {
        return words[1..].iter().all(|word| is_time(word)).then_some(day);
    }
    let (mut day, mut month, mut year) = (None, None, None);
    let mut used = 0;
    for word in words {
        if let Some(number) = month_number(word).filter(|_| month.is_none()) {
            month = Some(number);
        } else if let Some(number) = day_number(word).filter(|_| day.is_none()) {
            day = Some(number);
        } else if let Some(number) = year_number(word).filter(|_| year.is_none() && month.is_some()) {
            year = Some(number);
        } else if !(matches!(*word, "of" | "the") && year.is_none()) {
            break;
        }
        used += 1;
    }
    let rest = &words[used..];
    if rest.iter().any(|word| !is_time(word)) || rest.is_empty() && used < 3 {
        return None;
    }
    Date::new(year?, month?, day?).ok()
}

pub fn is_weekday(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ':']).to_ascii_lowercase();
    word.len() >= 3 && WEEKDAYS.iter().any(|day| *day == word || word.len() <= 5 && day.starts_with(&word))
}

/// A day of the month, with or without its ending ("3", "3rd").
fn day_number(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    let number = digits.strip_suffix('.').unwrap_or(digits);
    if number.len() > 2 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    number.parse().ok().filter(|day| (1..=31).contains(day))
}

fn year_number(word: &str) -> Option<i16> {
    let digits = word.trim_end_matches(['.', ':']);
    let plain = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|year| plain && (1000..=2999).contains(year))
}

/// A day in one word: 2023-08-30 with or without time, 2023/08/30, 20230830, 28.11.2000, 11/28/2000.
fn numeric(word: &str) -> Option<Date> {
    let word = word.trim_end_matches('.');
    if !word.starts_with(|c: char| c.is_ascii_digit()) || !word.is_ascii() {
        return None;
    }
    let (day, time) = word.split_at(word.find(['T', 't']).unwrap_or(word.len()));
    if !time.is_empty() && !is_time(&time[1..]) {
        return None;
    }
    if day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit()) {
        let year = year_number(&day[..4])?;
        return Date::new(year, day[4..6].parse().ok()?, day[6..].parse().ok()?).ok();
    }
    let separator = day.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let parts: Vec<&str> = day.split(separator).collect();
    let [first, second, third] = parts[..] else { return None };
    if let Some(year) = year_number(first) {
        return Date::new(year, second.parse().ok()?, third.parse().ok()?).ok();
    }
    if let Some(month) = month_number(second) {
        return Date::new(year_number(third)?, month, day_number(first)?).ok();
    }
    let (year, first, second) = (year_number(third)?, day_number(first)?, day_number(second)?);
    let month_first = Date::new(year, first, second);
    let day_first = Date::new(year, second, first);
    match (month_first, day_first) {
        (Ok(one), Ok(other)) => (one == other).then_some(one),
        (one, other) => one.or(other).ok(),
    }
}

/// Whether `word` belongs to a time of day: 10:30, 10:30:00.5Z, PM, GMT, +0200, at.
fn is_time(word: &str) -> bool {
    let clock = word.starts_with(|c: char| c.is_ascii_digit() || c == '+' || c == '-')
        && word.contains(':')
        && word.bytes().all(|byte| {
            byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'+' | b'-' | b'Z' | b'z' | b'a' | b'm' | b'p')
        });
    let lower = word.to_ascii_lowercase();
    let offset = word.len() == 5 && word.starts_with(['+', '-']) && word[1..].bytes().all(|byte| byte.is_ascii_digit());
    let zone = (1..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    clock
        || offset
        || zone && month_number(word).is_none()
        || matches!(lower.as_str(), "at" | "am" | "pm" | "a.m." | "p.m." | "a.m" | "p.m")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn whole_dates() {
        let day = date(2023, 8, 30);
        for text in [
            "2023-08-30",
            "2023-08-30T10:00:00Z",
            "2023-08-30T10:00:00.123+02:00",
            "2023-08-30 10:00:00 UTC",
            "20230830",
            "2023/08/30",
            "2023.08.30",
            "Wed, 30 Aug 2023 10:00:00 +0000",
            "30 Aug 2023",
            "30 August 2023",
            "30th of August, 2023",
            "August 30, 2023",
            "Aug. 30, 2023",
            "Aug 30th 2023",
            "Wednesday, August 30, 2023",
            "Wednesday August 30th 2023 at 10:30 AM EST",
            "AUGUST 30, 2023",
            "30.8.2023",
            "8/30/2023",
            "30-Aug-2023",
            " (Aug. 30, 2023) ",
            "Wed., 30 August 2023, 10:30 GMT",
        ] {
            assert_eq!(parse_date(text), Some(day), "{text:?}");
        }
        assert_eq!(parse_date("05/05/2023"), Some(date(2023, 5, 5)));
        assert_eq!(parse_date("Sept. 3, 1999"), Some(date(1999, 9, 3)));
    }

    #[test]
    fn refused() {
        for text in [
            "",
            "yesterday",
            "03/04/2023",
            "30 August",
            "August 2023",
            "2023",
            "30/08/23",
            "2023-13-01",
            "2023-02-30",
            "Aug. 30, 2023 the army",
            "31 June 2023",
            "10:30",
            "2023-08",
            "1693353600",
            "12345678",
            "May",
            "30 30 2023",
            "é0 August 2023",
            "August 30, 2023 and August 31, 2023",
        ] {
            assert_eq!(parse_date(text), None, "{text:?}");
        }
    }

    #[test]
    fn inside_a_line() {
        assert_eq!(find_date("KYIV, March 3, 2024"), Some(date(2024, 3, 3)));
        assert_eq!(find_date("WASHINGTON (Aug. 30, 2023)"), Some(date(2023, 8, 30)));
        assert_eq!(find_date("Last updated 2 May 2022 10:00 by the desk"), Some(date(2022, 5, 2)));
        assert_eq!(find_date("Posted in News 24"), None);
    }
}
