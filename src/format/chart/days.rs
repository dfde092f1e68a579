//! Dates to write beside an axis: days, first days of months or of years, as the range asks.

use crate::base::date::Date;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// At most `most` dates between two days, as days after the first, each with its text.
pub(super) fn ticks(first: Date, days: i64, most: usize) -> Vec<(i64, String)> {
    let most = i64::try_from(most.clamp(2, 12)).unwrap_or(12);
    let last = first.plus_days(days);
    if let Some(step) = [1, 2, 7, 14].into_iter().find(|step| days / step < most) {
        return (0..=days / step).map(|number| of_day(first, number * step)).collect();
    }
    let months = months_of(last) - months_of(first);
    let steps = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000, 24_000];
    let step = steps.into_iter().find(|step| months / step < most).unwrap_or(60_000);
    let mut found = Vec::new();
    let mut month = (months_of(first) + step - 1).div_euclid(step) * step;
    while month <= months_of(last) {
        let (year, number) = (month.div_euclid(12), month.rem_euclid(12));
        let date = i16::try_from(year)
            .ok()
            .zip(i8::try_from(number + 1).ok())
            .and_then(|(year, number)| Date::new(year, number, 1));
        if let Some(date) = date
            && (first..=last).contains(&date)
        {
            let name = usize::try_from(number).ok().and_then(|number| MONTHS.get(number));
            let is_bare = step < 12 && number != 0 && !found.is_empty();
            let text = match name {
                Some(name) if is_bare => (*name).to_owned(),
                Some(name) if step < 12 => format!("{name} {year}"),
                _ => year.to_string(),
            };
            found.push((date.days_since(first), text));
        }
        month += step;
    }
    if found.is_empty() { vec![of_day(first, 0), of_day(first, days)] } else { found }
}

fn months_of(date: Date) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month()) - 1
}

fn of_day(first: Date, days: i64) -> (i64, String) {
    let date = first.plus_days(days);
    let name = usize::try_from(date.month() - 1).ok().and_then(|month| MONTHS.get(month));
    (days, format!("{} {}", date.civil().day(), name.unwrap_or(&"")))
}
