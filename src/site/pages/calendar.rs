//! The calendar: everything that takes place in the coming months, at most 150 rows a page.

use serde_json::json;

use super::gathering::occurrence;
use crate::audience::gatherings::Announcer;
use crate::kinds::Kind;
use crate::site::calendar::{EVERYTHING, Occurrence};
use crate::site::page::{Head, Link, Page};
use crate::site::{Job, Site, addresses, linked_data, years};

/// How many dates a page has at most.
const ROWS: usize = 150;

/// How many of them search engines are told.
const TOLD: usize = 40;

/// How many calendars of single groups are offered; each group's own page offers its own.
const CALENDARS: usize = 40;

/// The pages.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let count = site.coming().len().div_ceil(ROWS).max(1);
    let page = move |number: usize| Job::new(address(number), move || page(site, number, count));
    (1..=count).map(page).collect()
}

fn address(number: usize) -> String {
    match number {
        1 => "calendar/index.html".to_owned(),
        number => format!("calendar-{number}/index.html"),
    }
}

fn page(site: &Site<'_>, number: usize, count: usize) -> Page {
    let rows = site.coming().chunks(ROWS).nth(number - 1).unwrap_or_default();
    let mut months: Vec<(String, Vec<serde_json::Value>)> = Vec::new();
    for it in rows {
        let name = years::month(it.day);
        let row = occurrence(site, it);
        match months.last_mut().filter(|(last, _)| *last == name) {
            Some((_, list)) => list.push(row),
            None => months.push((name, vec![row])),
        }
    }
    let months = months.into_iter().map(|(name, rows)| json!({ "name": name, "rows": rows }));
    let announcers = site.view.announcers();
    let has_dates =
        |by: &Announcer<'_>| site.coming().iter().any(|it| std::ptr::eq(it.by.record, by.record));
    let (teams, others): (Vec<&Announcer<'_>>, Vec<&Announcer<'_>>) =
        announcers.iter().filter(|by| has_dates(by)).partition(|by| by.record.kind == Kind::Team);
    // Some teams of many would be a choice that nobody has made.
    let teams = if others.len() + teams.len() <= CALENDARS { teams } else { Vec::new() };
    let calendars: Vec<Link> = others
        .into_iter()
        .take(CALENDARS)
        .chain(teams)
        .map(|by| Link::to(by.name, addresses::calendar(by.record)))
        .collect();
    let head: &[Occurrence<'_>] = rows.get(..TOLD).unwrap_or(rows);
    let path = address(number);
    Page {
        template: "calendar.html",
        title: match number {
            1 => "Calendar".to_owned(),
            number => format!("Calendar, page {number}"),
        },
        crumbs: Vec::new(),
        part: "calendar",
        source: None,
        head: Head {
            linked_data: (!head.is_empty()).then(|| linked_data::events(site, head, &path)),
            ..Head::default()
        },
        body: json!({
            "months": months.collect::<Vec<_>>(),
            "everything": EVERYTHING,
            "calendars": calendars,
            "zone": site.view.program().map(|program| program.time_zone().to_owned()),
            "total": site.coming().len(),
            "number": number,
            "count": count,
            "before": (number > 1).then(|| Link::to("Earlier", address(number - 1))),
            "after": (number < count).then(|| Link::to("Later", address(number + 1))),
        }),
        path,
    }
}
