//! What happened over the years on pages: the newest at the top, every year at an address of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::Job;
use super::begins::Begins;
use super::page::{Head, Link, Page};
use super::pages::list::cut;
use crate::base::date::Date;

/// How many rows the first page shows.
pub const NEWEST: usize = 30;

/// How many rows a page of a year has at most.
const ROWS: usize = 60;

/// A row with its day.
pub type Row = (Date, Value);

/// What the pages are called and how they are introduced.
pub struct Chronicle {
    /// Their folder, and their part of the site.
    pub part: &'static str,
    /// The template.
    pub template: &'static str,
    /// The title of the first page.
    pub title: &'static str,
    /// What stands below it.
    pub lead: &'static str,
    /// What stands there while nothing has happened.
    pub begins: Begins,
    /// What the head of every page says.
    pub head: Head,
}

/// The pages: the newest rows at `<part>/`, a year at `<part>/<year>/`, its second part at
/// `<part>/<year>-2/`. `rows` come with the newest first.
#[must_use]
pub fn pages<'s>(chronicle: Chronicle, rows: Vec<Row>) -> Vec<Job<'s>> {
    let chronicle = Arc::new(chronicle);
    let mut years: BTreeMap<i16, Vec<Row>> = BTreeMap::new();
    let newest = rows.iter().take(NEWEST).cloned().collect();
    let newest = cut(newest, NEWEST).into_iter().next().unwrap_or_default();
    for row in rows {
        years.entry(row.0.year()).or_default().push(row);
    }
    let part = chronicle.part;
    let all: Vec<Link> = years
        .keys()
        .rev()
        .map(|year| Link::to(year.to_string(), address(part, *year, 1)))
        .collect();
    let mut jobs: Vec<Job<'s>> = Vec::new();
    let body = json!({
        "lead": chronicle.lead,
        "months": months(&newest),
        "years": all,
        "count": 1,
        "begins": chronicle.begins,
    });
    let is_empty = newest.is_empty();
    let first = Arc::clone(&chronicle);
    jobs.push(Job::new(format!("{part}/index.html"), move || Page {
        path: format!("{part}/index.html"),
        template: first.template,
        title: first.title.to_owned(),
        crumbs: Vec::new(),
        part,
        source: None,
        head: Head { is_hidden: is_empty, ..first.head.clone() },
        body: body.clone(),
    }));
    for (year, rows) in years {
        let total = rows.len();
        let parts = cut(rows, ROWS);
        let count = parts.len();
        for (position, rows) in parts.iter().enumerate() {
            let number = position + 1;
            let beside = |number: usize, words: &str| Link::to(words, address(part, year, number));
            let body = json!({
                "months": months(rows),
                "years": all,
                "year": year,
                "number": number,
                "count": count,
                "total": total,
                "before": (number > 1).then(|| beside(number - 1, "Later")),
                "after": (number < count).then(|| beside(number + 1, "Earlier")),
            });
            let chronicle = Arc::clone(&chronicle);
            let path = address(part, year, number);
            jobs.push(Job::new(path, move || of_year(&chronicle, year, number, body.clone())));
        }
    }
    jobs
}

fn of_year(chronicle: &Chronicle, year: i16, number: usize, body: Value) -> Page {
    let part = chronicle.part;
    Page {
        path: address(part, year, number),
        template: chronicle.template,
        title: match number {
            1 => format!("{} {year}", chronicle.title),
            number => format!("{} {year}, page {number}", chronicle.title),
        },
        crumbs: vec![Link::to(chronicle.title, format!("{part}/index.html"))],
        part,
        source: None,
        head: chronicle.head.clone(),
        body,
    }
}

fn address(part: &str, year: i16, number: usize) -> String {
    match number {
        1 => format!("{part}/{year}/index.html"),
        number => format!("{part}/{year}-{number}/index.html"),
    }
}

/// Rows under the months they belong to.
fn months(rows: &[Row]) -> Vec<Value> {
    let mut months: Vec<(String, Vec<Value>)> = Vec::new();
    for (date, row) in rows {
        let name = month(*date);
        let mut row = row.clone();
        row["date"] = json!(date);
        row["day"] = json!(day(*date));
        match months.last_mut().filter(|(last, _)| *last == name) {
            Some((_, list)) => list.push(row),
            None => months.push((name, vec![row])),
        }
    }
    months.into_iter().map(|(name, rows)| json!({ "name": name, "rows": rows })).collect()
}

/// `April 2026`.
#[must_use]
pub fn month(date: Date) -> String {
    let names = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let name = usize::try_from(date.month()).ok().and_then(|month| names.get(month - 1));
    format!("{} {}", name.unwrap_or(&""), date.year())
}

/// `14 Apr`.
#[must_use]
pub fn day(date: Date) -> String {
    let month = month(date);
    format!("{} {}", date.civil().day(), month.get(..3).unwrap_or(&month))
}
