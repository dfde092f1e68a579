//! An event that no calendar can show.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::date::Date;
use crate::base::duration::{Duration, Unit};
use crate::base::problem::{Level, Problem};
use crate::catalog::Record;
use crate::kinds::parts::event::Event;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "event-without-time",
    subject: Subject::Program,
    level: Level::Error,
    summary: "An event that no calendar can show",
    what: "An event happens once, on its `date`, or again and again, `every` so often on a `day` or counted from \
           a `date`. `day` and `until` belong to a series; a day of the month belongs to a series of months, \
           and the first date of a series falls on its day and not behind its end.",
    why: "Invitations, the agenda and the calendar people subscribe to are made of these fields.",
    bad: &[
        Case {
            files: "\
-- teams/routing.yaml --
name: Routing
lead: chen
events:
  - {id: huddle, type: huddle, title: Huddle}
  - {id: review, type: review, title: Review, every: 1 month}
  - {id: showcase, type: showcase, title: Showcase, day: last thursday}
",
            marks: &["huddle", "1 month", "last thursday"],
        },
        Case {
            files: "\
-- teams/routing.yaml --
name: Routing
lead: chen
events:
  - {id: huddle, type: huddle, title: Huddle, every: 2 hours, day: tuesday}
  - {id: review, type: review, title: Review, every: 2 weeks, day: 15th}
  - {id: showcase, type: showcase, title: Showcase, date: 2026-03-26, until: 2026-12-31}
  - {id: meetup, type: meetup, title: Meetup, every: 1 week, date: 2026-03-26, until: 2026-01-31}
  - {id: reading, type: meetup, title: Reading, every: 1 week, day: tuesday, date: 2026-03-26}
",
            marks: &["2 hours", "15th", "2026-12-31", "2026-01-31", "2026-03-26"],
        },
    ],
    good: Case {
        files: "\
-- teams/routing.yaml --
name: Routing
lead: chen
events:
  - {id: huddle, type: huddle, title: Huddle, every: 1 week, day: tuesday}
  - {id: review, type: review, title: Review, every: 3 months, day: 15th}
  - {id: showcase, type: showcase, title: Showcase, every: 1 month, day: last thursday, date: 2026-03-26}
  - {id: kick-off, type: workshop, title: Kick-off, date: 2026-03-02}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records().iter().filter(|record| record.is_sound()) {
        for (number, event) in record.events().iter().enumerate() {
            if let Some((key, message, help)) = contradiction(event) {
                findings.add(problem(record, number, key, message, help));
            }
        }
    }
}

fn problem(record: &Record, number: usize, key: &str, message: String, help: &str) -> Problem {
    Problem::new(record.at(pointer!["events", number, key]), message).help(help)
}

/// The first thing that is wrong: at which key, what, and what to do.
fn contradiction(event: &Event) -> Option<(&'static str, String, &'static str)> {
    let id = &event.id;
    match (event.every, event.day.as_deref(), event.date) {
        (None, None, None) => Some((
            "id",
            format!("nobody can know when `{id}` takes place"),
            "add a `date`, or `every` and `day`",
        )),
        (Some(_), None, None) => Some((
            "every",
            format!("nobody can know on which day `{id}` takes place"),
            "add a `day`, such as `tuesday` or `last thursday`, or the `date` of the first one",
        )),
        (None, Some(_), _) => Some((
            "day",
            format!("`{id}` has a day and no `every`"),
            "add `every` for a series; an event that happens once has a `date` and no `day`",
        )),
        (None, None, Some(_)) => event.until.map(|_| {
            (
                "until",
                format!("`{id}` happens once and has an end"),
                "take `until` out, or add `every` for a series",
            )
        }),
        (Some(every), day, date) => series(event, every, day, date),
    }
}

fn series(
    event: &Event,
    every: Duration,
    day: Option<&str>,
    date: Option<Date>,
) -> Option<(&'static str, String, &'static str)> {
    let id = &event.id;
    if matches!(every.unit, Unit::Minute | Unit::Hour) {
        let help = "write days, weeks, months or years";
        return Some(("every", format!("`{id}` takes place more than once a day"), help));
    }
    let of_month = day.is_some_and(|day| day.starts_with(|first: char| first.is_ascii_digit()) || day.starts_with("last "));
    if of_month && matches!(every.unit, Unit::Day | Unit::Week) {
        let help = "write `every` in months, or a weekday alone, such as `tuesday`";
        return Some(("day", format!("`{id}` takes place every {every}, on a day of the month"), help));
    }
    let end = event.until.zip(date);
    if end.is_some_and(|(until, date)| until < date) {
        let help = "exchange the two days, or mend the one that is wrong";
        return Some(("until", format!("`{id}` ends before its first date"), help));
    }
    let weekday = day.and_then(|day| day.rsplit(' ').next()).and_then(|word| weekday(word).zip(date));
    if weekday.is_some_and(|(weekday, date)| date.civil().weekday().to_monday_zero_offset() != weekday) {
        let help = "move the first date to that day of the week, or leave `day` out";
        let day = day.unwrap_or("");
        return Some(("date", format!("the first date of `{id}` is not on its day, {day}"), help));
    }
    None
}

/// The number of a day of the week, Monday's being 0.
fn weekday(word: &str) -> Option<i8> {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    days.iter().position(|day| *day == word).and_then(|number| i8::try_from(number).ok())
}
