//! Calendars in the iCalendar format (RFC 5545): events of whole days and of hours; the only user of icalendar.

use icalendar::{Calendar, Component as _, Event, EventLike as _, Property};

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

/// Something that takes place at a time of day, or on a day whose time is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// Names it in every calendar; the same occurrence has the same name next time.
    pub uid: String,
    /// The day.
    pub day: Date,
    /// When it begins and ends, in UTC as `2026-04-30T14:00:00Z`.
    pub hours: Option<(String, String)>,
    /// What calendars show.
    pub summary: String,
    /// Where it is; empty for nowhere in particular.
    pub place: String,
    /// Who meets.
    pub description: String,
    /// A word to filter by.
    pub category: String,
}

/// Writes a calendar of whole days and of what takes place at a time of day. `stamp` stands in every event as
/// the day it was made, so that the same events are the same bytes.
#[must_use]
pub fn write(name: &str, stamp: Date, days: &[AllDay], appointments: &[Appointment]) -> String {
    let mut calendar = empty(name);
    for day in days {
        calendar.push(all_day(day, stamp));
    }
    for one in appointments {
        calendar.push(appointment(one, stamp));
    }
    calendar.to_string()
}

fn empty(name: &str) -> Calendar {
    // `Calendar::new` writes a PRODID of its own, and a second one is not allowed (RFC 5545, 3.6).
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//learn//learn//EN"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    calendar.append_property(Property::new("X-WR-CALNAME", one_line(name)));
    calendar
}

fn appointment(appointment: &Appointment, stamp: Date) -> Event {
    let mut event = Event::new();
    event.uid(&one_line(&appointment.uid));
    event.append_property(Property::new("DTSTAMP", format!("{}T000000Z", compact(stamp))));
    if let Some((from, to)) = &appointment.hours {
        event.append_property(Property::new("DTSTART", from.replace(['-', ':'], "")));
        event.append_property(Property::new("DTEND", to.replace(['-', ':'], "")));
    } else {
        event.append_property(date("DTSTART", appointment.day));
        event.append_property(date("DTEND", appointment.day.plus_days(1)));
        event.append_property(Property::new("TRANSP", "TRANSPARENT"));
    }
    event.summary(&one_line(&appointment.summary));
    if !appointment.place.is_empty() {
        event.location(&one_line(&appointment.place));
    }
    if !appointment.description.is_empty() {
        event.description(&harmless(&appointment.description));
    }
    event.append_property(Property::new("CATEGORIES", one_line(&appointment.category)));
    event.done()
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
