//! Calendars in the iCalendar format (RFC 5545): events that last whole days; the only user of icalendar.

use icalendar::{Calendar, Component as _, Event, Property};

use super::harmless::harmless;
use crate::base::date::Date;

/// Something that lasts one or more whole days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllDay {
    /// Names the event in every calendar; the same event has the same name next time.
    pub uid: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// What calendars show.
    pub summary: String,
    /// What they show when somebody asks for more; empty for nothing.
    pub description: String,
    /// A word to filter by.
    pub category: &'static str,
}

/// Writes a calendar. `stamp` stands in every event as the day it was made, so that the same events
/// are the same bytes.
#[must_use]
pub fn write(name: &str, stamp: Date, events: &[AllDay]) -> String {
    let mut calendar = Calendar::new();
    calendar.append_property(Property::new("PRODID", "-//learn//learn//EN"));
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    calendar.append_property(Property::new("X-WR-CALNAME", one_line(name)));
    for event in events {
        calendar.push(all_day(event, stamp));
    }
    calendar.to_string()
}

fn all_day(all_day: &AllDay, stamp: Date) -> Event {
    let mut event = Event::new();
    event.uid(&one_line(&all_day.uid));
    event.append_property(Property::new("DTSTAMP", format!("{}T000000Z", compact(stamp))));
    event.append_property(date("DTSTART", all_day.from));
    // The end is the first day that no longer belongs to it (RFC 5545, 3.6.1).
    event.append_property(date("DTEND", all_day.until.max(all_day.from).plus_days(1)));
    event.summary(&one_line(&all_day.summary));
    if !all_day.description.is_empty() {
        event.description(&harmless(&all_day.description));
    }
    event.append_property(Property::new("CATEGORIES", all_day.category));
    // Learning blocks no meeting.
    event.append_property(Property::new("TRANSP", "TRANSPARENT"));
    event.done()
}

fn date(key: &str, day: Date) -> Property {
    let mut property = Property::new(key, compact(day));
    property.add_parameter("VALUE", "DATE");
    property.done()
}

fn compact(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// Text in one line without characters that steer a terminal or break a line of the format.
fn one_line(text: &str) -> String {
    harmless(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
