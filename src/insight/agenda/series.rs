//! When an event takes place: the days of a series within a stretch of time.

use crate::base::date::Date;
use crate::base::duration::{Duration, Unit};
use crate::kinds::parts::event::Event;

/// The days from `from` to `to`, both included, on which an event takes place, earliest first.
///
/// Once: its `date`. A series of days or weeks is counted from its `date`; without one, from the first
/// such weekday of January 1970, so that everybody counts alike. A series of months, quarters or years
/// takes place in the month of its `date` and in every n-th month before nobody and after it (without a
/// date: counted from January), on its `day`: the n-th or last weekday, a day of the month (left out in
/// months that lack it), or, without `day`, the day of the month of its `date`. A weekday alone is the one
/// with the same number in the month as the `date`, or the first. Nothing lies before `date` or behind
/// `until`.
#[must_use]
pub fn days(event: &Event, from: Date, to: Date) -> Vec<Date> {
    let from = event.date.map_or(from, |first| from.max(first));
    let to = event.until.map_or(to, |until| to.min(until));
    if to < from {
        return Vec::new();
    }
    let within = |day: &Date| (from..=to).contains(day);
    let Some(every) = event.every else {
        return event.date.into_iter().filter(within).collect();
    };
    let day = event.day.as_deref();
    let found = match every.unit {
        Unit::Minute | Unit::Hour => Vec::new(),
        Unit::Day => by_days(i64::from(every.amount), day, event.date, from, to),
        Unit::Week => by_days(7 * i64::from(every.amount), day, event.date, from, to),
        Unit::Month | Unit::Quarter | Unit::Year => {
            by_months(months(every), day, event.date, from, to)
        }
    };
    found.into_iter().filter(within).collect()
}

fn months(every: Duration) -> i64 {
    let months = match every.unit {
        Unit::Quarter => 3,
        Unit::Year => 12,
        Unit::Minute | Unit::Hour | Unit::Day | Unit::Week | Unit::Month => 1,
    };
    months * i64::from(every.amount)
}

fn by_days(step: i64, day: Option<&str>, first: Option<Date>, from: Date, to: Date) -> Vec<Date> {
    let weekday = day.and_then(weekday);
    let Some(anchor) = first.or_else(|| weekday.and_then(|_| Date::new(1970, 1, 1))) else {
        return Vec::new();
    };
    let anchor = weekday.map_or(anchor, |weekday| on_weekday(anchor, weekday));
    let gone = from.days_since(anchor);
    let steps = gone.div_euclid(step) + i64::from(gone.rem_euclid(step) > 0);
    let mut days = Vec::new();
    let mut at = anchor.plus_days(steps * step);
    while at <= to {
        days.push(at);
        at = at.plus_days(step);
    }
    days
}

fn by_months(step: i64, day: Option<&str>, first: Option<Date>, from: Date, to: Date) -> Vec<Date> {
    let anchor = first.map_or(0, number);
    let begin = number(from);
    let mut month = begin - (begin - anchor).rem_euclid(step);
    let mut days = Vec::new();
    while month <= number(to) {
        days.extend(day_in(month, day, first));
        month += step;
    }
    days
}

/// The number of a day's month, counted from the year 0.
fn number(day: Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month()) - 1
}

fn day_in(month: i64, day: Option<&str>, first: Option<Date>) -> Option<Date> {
    let year = i16::try_from(month.div_euclid(12)).ok()?;
    let begin = Date::new(year, i8::try_from(month.rem_euclid(12)).ok()? + 1, 1)?;
    let length = begin.plus_months(1).days_since(begin);
    let Some(day) = day else {
        let day = i64::from(first?.civil().day());
        return Some(begin.plus_days(day.min(length) - 1));
    };
    let (which, word) =
        day.split_once(' ').map_or((None, day), |(which, word)| (Some(which), word));
    let Some(weekday) = self::weekday(word) else {
        let number: i64 = day.trim_end_matches(char::is_alphabetic).parse().ok()?;
        return (1..=length).contains(&number).then(|| begin.plus_days(number - 1));
    };
    let one = on_weekday(begin, weekday);
    let nth = match which {
        Some("last") => 5,
        Some(which) => which.trim_end_matches(char::is_alphabetic).parse().ok()?,
        None => first.map_or(1, |first| (i64::from(first.civil().day()) - 1) / 7 + 1),
    };
    // A fifth one that a month does not have is its last.
    (1..=nth).rev().map(|nth| one.plus_days(7 * (nth - 1))).find(|day| number(*day) == month)
}

/// The first such weekday on a day or after it.
fn on_weekday(day: Date, weekday: i8) -> Date {
    let ahead = i64::from(weekday) - i64::from(day.civil().weekday().to_monday_zero_offset());
    day.plus_days(ahead.rem_euclid(7))
}

/// The number of a day of the week, Monday's being 0.
fn weekday(word: &str) -> Option<i8> {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    days.iter().position(|day| *day == word).and_then(|number| i8::try_from(number).ok())
}
