//! What pages of groups have in common: what comes, what took place, milestones.

use serde_json::{Value, json};

use super::word;
use crate::base::date::Date;
use crate::catalog::Record;
use crate::kinds::parts::milestone::Milestone;
use crate::site::Site;
use crate::site::calendar::Occurrence;
use crate::site::further::{self, More};
use crate::site::groups::{Held, session_link};
use crate::site::years;

/// How many past sessions a page of a group lists.
const SESSIONS: usize = 12;

/// How many coming dates; its calendar has them all.
const DATES: usize = 6;

/// One day on which an event takes place.
#[must_use]
pub fn occurrence(site: &Site<'_>, it: &Occurrence<'_>) -> Value {
    json!({
        "date": it.day,
        "day": years::day(it.day),
        "weekday": weekday(it.day),
        "at": it.event.at.as_deref(),
        "lasts": it.event.lasts.map(|lasts| lasts.to_string()),
        "title": it.event.title,
        "type": word(it.event.event_type),
        "place": it.event.place,
        "url": it.event.place.as_deref().filter(|place| place.starts_with("https://")),
        "who": it.who(site.view),
    })
}

/// The first dates of one who announces events.
#[must_use]
pub fn coming(site: &Site<'_>, record: &Record) -> Vec<Value> {
    let all = site.coming().iter().filter(|it| std::ptr::eq(it.by.record, record));
    all.take(DATES).map(|it| occurrence(site, it)).collect()
}

/// The latest sessions of a group.
#[must_use]
pub fn held(site: &Site<'_>, sessions: &[Held<'_>]) -> Vec<Value> {
    let row =
        |it: &Held<'_>| json!({ "date": it.date, "link": session_link(site.view, it.session) });
    sessions.iter().take(SESSIONS).map(row).collect()
}

/// How many of so many sessions a group's page leaves out, and where all sessions are.
#[must_use]
pub fn more_held(total: usize) -> Option<More> {
    further::more(total, SESSIONS, "sessions")
}

/// Milestones with the days that they fall on, counted from the first day.
#[must_use]
pub fn milestones(milestones: &[Milestone], starts: Date, today: Date) -> Vec<Value> {
    let day = |it: &Milestone| it.within.map(|within| within.after(starts));
    let row = |it: &Milestone| {
        let by = day(it);
        let is_over = by.is_some_and(|by| by < today);
        json!({ "title": it.title, "by": by, "is_over": is_over, "shown_by": it.shown_by })
    };
    milestones.iter().map(row).collect()
}

/// `Thu`.
fn weekday(day: Date) -> &'static str {
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let number = day.civil().weekday().to_monday_zero_offset();
    usize::try_from(number).ok().and_then(|number| names.get(number)).unwrap_or(&"")
}
