//! How a file of the example came to be: the day it began and what it said on later days.
//!
//! The example is kept as it is at its end. What a file said before is read from the dates in it: a
//! line that speaks of a later day was not there yet.

use crate::base::date::Date;
use crate::syntax::yaml;

/// The first day of the demo's history.
#[must_use]
pub fn first_day() -> Date {
    Date::from(jiff::civil::date(2024, 9, 2))
}

/// The texts of a file over time, the oldest first, each with its first day; the last is the file.
///
/// `joined` is the day on which its owner joined, `learned` the day on which somebody first learned
/// with it.
#[must_use]
pub fn growth(
    path: &str,
    bytes: &[u8],
    joined: Option<Date>,
    learned: Option<Date>,
) -> Vec<(Date, Vec<u8>)> {
    let whole = |day: Date| vec![(within(day), bytes.to_owned())];
    let Ok(text) = std::str::from_utf8(bytes) else { return whole(first_day()) };
    if let Some(day) = day_in_name(path) {
        let is_grown = path.contains("/remediation/");
        return if is_grown { grown(path, text, within(day)) } else { whole(day) };
    }
    let begun = begin(path, text, joined, learned);
    match text.lines().find_map(|line| line.strip_prefix("reviewed: ")) {
        Some(reviewed) => match reviewed.trim().parse::<Date>() {
            Ok(day) if day > begun => {
                let old = format!("reviewed: {reviewed}\n");
                let new = format!("reviewed: {begun}\n");
                vec![
                    (begun, text.replacen(&old, &new, 1).into_bytes()),
                    (within(day), bytes.to_owned()),
                ]
            }
            _ => whole(begun),
        },
        None if grows(path) => grown(path, text, begun),
        None => whole(begun),
    }
}

/// The date that a file's name begins with.
#[must_use]
pub fn day_in_name(path: &str) -> Option<Date> {
    let name = path.rsplit('/').next()?;
    name.get(..10)?.parse().ok()
}

/// All dates in a text.
pub fn dates(text: &str) -> impl Iterator<Item = Date> + '_ {
    text.split(|letter: char| !letter.is_ascii_digit() && letter != '-')
        .filter_map(|word| word.parse().ok())
}

fn within(day: Date) -> Date {
    day.clamp(first_day(), super::example::today())
}

fn is_table(path: &str) -> bool {
    path.starts_with("metrics/") && path.rsplit_once('.').is_some_and(|(_, ending)| ending == "csv")
}

/// Whether lines came to a file day by day.
fn grows(path: &str) -> bool {
    let own = ["/enrolments/", "/okrs/", "/pathways/", "/person.yaml"];
    is_table(path) || (path.starts_with("people/") && own.iter().any(|part| path.contains(part)))
}

/// The day a file without a date in its name began.
fn begin(path: &str, text: &str, joined: Option<Date>, learned: Option<Date>) -> Date {
    let earliest = || dates(text).min();
    let start = |days: i64| first_day().plus_days(days);
    let name = path.rsplit('/').next().unwrap_or(path);
    let spread = i64::from(path.bytes().fold(0_u8, u8::wrapping_add) % 9);
    let day = match path.split('/').next().unwrap_or_default() {
        "people" if name == "person.yaml" => return within(joined.unwrap_or_else(|| start(0))),
        "people" if path.contains("/okrs/") => {
            quarter(name).unwrap_or_else(|| start(0)).plus_days(spread)
        }
        // These say themselves when they began.
        "people" => return within(earliest().unwrap_or_else(|| start(0))),
        "cohorts" | "rotations" => earliest().unwrap_or_else(|| start(0)).plus_days(-21),
        "communities" => earliest().unwrap_or_else(|| start(0)).plus_days(-7),
        "metrics" => return within(earliest().unwrap_or_else(|| start(120))),
        "modules" => learned.unwrap_or_else(|| start(30)).plus_days(-10),
        "frameworks" => start(2),
        "ladders" => start(4),
        "rubrics" => start(8),
        "credentials" => start(10),
        "pathways" => start(14),
        "templates" => start(16),
        _ => start(0),
    };
    on_workday(within(day))
}

/// The day itself, or the Friday before it.
fn on_workday(day: Date) -> Date {
    match day.civil().weekday() {
        jiff::civil::Weekday::Saturday => day.plus_days(-1),
        jiff::civil::Weekday::Sunday => day.plus_days(-2),
        _ => day,
    }
}

/// `2026-q1.yaml` begins in the first week of January 2026.
fn quarter(name: &str) -> Option<Date> {
    let (year, rest) = name.split_once("-q")?;
    let number: i8 = rest.get(..1)?.parse().ok()?;
    Date::new(year.parse().ok()?, number.checked_sub(1)?.checked_mul(3)?.checked_add(1)?, 5)
}

fn grown(path: &str, text: &str, begun: Date) -> Vec<(Date, Vec<u8>)> {
    let last = super::example::today();
    let mut days: Vec<Date> = dates(text).filter(|day| *day > begun && *day <= last).collect();
    days.push(begun);
    days.sort_unstable();
    days.dedup();
    let mut steps: Vec<(Date, Vec<u8>)> = Vec::new();
    for day in days {
        let then = as_of(text, day);
        let is_read = is_table(path) || yaml::parse(&then).is_ok_and(|read| read.tree.is_object());
        let is_news = steps.last().is_none_or(|(_, before)| before != then.as_bytes());
        if is_read && is_news {
            steps.push((day, then.into_bytes()));
        }
    }
    match steps.last_mut() {
        Some((_, end)) => text.as_bytes().clone_into(end),
        None => steps.push((begun, text.as_bytes().to_owned())),
    }
    steps
}

/// The text without what lay in the future on a day.
fn as_of(text: &str, day: Date) -> String {
    let mut kept: Vec<String> = Vec::new();
    let mut gone: Option<usize> = None;
    for line in text.lines() {
        let depth = line.len() - line.trim_start().len();
        if gone.is_some_and(|above| depth > above && !line.trim().is_empty()) {
            continue;
        }
        gone = None;
        let is_later = |date: &Date| *date > day && *date <= super::example::today();
        let first = dates(line).next();
        let is_plan =
            ["by:", "redemonstrate_by:", "until:"].iter().any(|key| line.trim().starts_with(key));
        if first.as_ref().is_some_and(is_later) && !is_plan {
            gone = Some(depth);
            continue;
        }
        kept.push(without_later_end(line, day));
    }
    let mut told = String::with_capacity(text.len());
    for (number, line) in kept.iter().enumerate() {
        let depth = line.len() - line.trim_start().len();
        let next = kept.get(number + 1).map_or("", String::as_str);
        let below = next.len() - next.trim_start().len();
        let holds = below > depth || (below == depth && next.trim_start().starts_with("- "));
        // A key whose list has not begun.
        if line.ends_with(':') && !holds {
            continue;
        }
        told.push_str(line);
        told.push('\n');
    }
    told
}

/// A flow mapping without an end that lay in the future.
fn without_later_end(line: &str, day: Date) -> String {
    let mut line = line.to_owned();
    for key in [", until: ", ", finished: ", ", answered: "] {
        let Some(at) = line.find(key) else { continue };
        let from = at + key.len();
        let Some(date) = line.get(from..from + 10).and_then(|date| date.parse::<Date>().ok())
        else {
            continue;
        };
        if date > day && date <= super::example::today() {
            line.replace_range(at..from + 10, "");
        }
    }
    line
}
