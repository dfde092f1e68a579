//! An agenda for calendars: everything that is due as an event of a whole day.

use super::{Sheet, words};
use crate::format::ics::{self, AllDay};
use crate::wording::agenda::event;

/// The agenda as an iCalendar file.
#[must_use]
pub fn write(sheet: &Sheet<'_>) -> String {
    let events: Vec<AllDay> = sheet
        .items
        .iter()
        .map(|item| event(sheet.catalog, item, sheet.reader(), &words::whom(sheet, item)))
        .collect();
    ics::write(&words::headline(sheet), sheet.as_of, &events, &[])
}
