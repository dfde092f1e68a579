//! What pages of groups have in common: what comes, what took place, milestones and what people said.

use serde_json::{Value, json};

use super::word;
use crate::audience::feedback::ENOUGH;
use crate::base::date::Date;
use crate::catalog::Record;
use crate::kinds::parts::milestone::Milestone;
use crate::site::Site;
use crate::site::calendar::Occurrence;
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

/// Milestones with the days that they fall on, counted from the first day.
#[must_use]
pub fn milestones(milestones: &[Milestone], starts: Date) -> Vec<Value> {
    let day = |it: &Milestone| it.within.map(|within| within.after(starts));
    let row = |it: &Milestone| json!({ "title": it.title, "by": day(it), "shown_by": it.shown_by });
    milestones.iter().map(row).collect()
}

/// What people said about a record, round by round, and what was done about it.
#[must_use]
pub fn said(site: &Site<'_>, record: &Record) -> Vec<Value> {
    let rounds = site.groups().feedback_on(record);
    rounds
        .map(|heard| {
            json!({
                "date": heard.date,
                "question": heard.question,
                "enough": ENOUGH,
                "count": heard.said.map(|said| said.count()),
                "mean": heard.said.map(|said| format!("{:.1}", said.mean())),
                "comments": heard.said.map(|said| said.comments()).unwrap_or_default(),
                "answer": heard.answer,
            })
        })
        .collect()
}

/// `Thu`.
fn weekday(day: Date) -> &'static str {
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let number = day.civil().weekday().to_monday_zero_offset();
    usize::try_from(number).ok().and_then(|number| names.get(number)).unwrap_or(&"")
}
