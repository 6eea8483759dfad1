use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Days from 1970-01-01 to `date`: what the store and the network keep. Hinnant's `days_from_civil`.
pub fn day_number(date: Date) -> i32 {
    let (month, day) = (i32::from(date.month()), i32::from(date.day()));
    let year = i32::from(date.year()) - i32::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The day `number` days after 1970-01-01; the nearest that the calendar knows when that is beyond year 9999.
pub fn day_of(number: i32) -> Date {
    let number = number.clamp(day_number(Date::MIN), day_number(Date::MAX));
    date(1970, 1, 1).saturating_add(number.days())
}
