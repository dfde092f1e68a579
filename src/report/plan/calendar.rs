//! A plan for calendars: every step and every fixed date as an event that lasts whole days.

use super::{Sheet, words};
use crate::format::ics;
use crate::wording::plan::events;

/// The plan as an iCalendar file.
#[must_use]
pub fn write(sheet: &Sheet<'_>) -> String {
    let plan = &sheet.plan;
    let title = format!("{}: {}", plan.readiness.person.document.name, words::headline(plan));
    ics::write(&title, plan.readiness.as_of, &events(plan), &[])
}
