//! What takes place in the coming months, on pages and as calendars to subscribe to.

use std::collections::BTreeMap;

use super::Site;
use super::addresses::calendar;
use super::groups::record_link;
use super::page::Link;
use super::pages::word;
use super::shell;
use crate::audience::gatherings::Announcer;
use crate::audience::view::View;
use crate::base::date::Date;
use crate::base::duration::{Duration, Unit};
use crate::format::ics::{self, Appointment};
use crate::insight::agenda::series::days;
use crate::kinds::Kind;
use crate::kinds::parts::event::Event;
use crate::world::clock;

/// How far ahead pages and calendars look.
pub const MONTHS: i64 = 3;

/// The calendar of everything.
pub const EVERYTHING: &str = "calendar/calendar.ics";

/// One day on which an event takes place.
#[derive(Clone, Copy)]
pub struct Occurrence<'a> {
    /// The day.
    pub day: Date,
    /// What takes place.
    pub event: &'a Event,
    /// Who announces it.
    pub by: Announcer<'a>,
}

/// Everything that takes place from the day of the view on for [`MONTHS`], the earliest first.
#[must_use]
pub fn coming(view: View<'_>) -> Vec<Occurrence<'_>> {
    let mut all: Vec<Occurrence<'_>> = Vec::new();
    for by in view.announcers() {
        let until = view.as_of().plus_months(MONTHS);
        let until = by.until.map_or(until, |end| until.min(end));
        for event in by.events() {
            let days = days(event, view.as_of(), until).into_iter();
            all.extend(days.map(|day| Occurrence { day, event, by }));
        }
    }
    let order = |it: &Occurrence<'_>| {
        let at = it.event.at.as_ref().map(|at| at.to_string());
        (it.day, at, it.by.record.kind, it.by.record.name.to_string(), it.event.id.to_string())
    };
    all.sort_by_cached_key(order);
    all
}

impl Occurrence<'_> {
    /// When it begins and ends in UTC, where its time of day is known.
    #[must_use]
    pub fn hours(&self, view: View<'_>) -> Option<(String, String)> {
        let zone = view.program().map_or("UTC", |program| program.time_zone());
        let at = self.event.at.as_deref()?;
        let begins = clock::in_utc(self.day, at, 0, zone)?;
        let minutes = self.event.lasts.map_or(60, minutes);
        Some((begins, clock::in_utc(self.day, at, minutes, zone)?))
    }

    /// A link to who announces it; words alone where it has no page.
    #[must_use]
    pub fn who(&self, view: View<'_>) -> Link {
        record_link(view, self.by.record).unwrap_or_else(|| Link::words("everybody"))
    }

    /// How the agenda of those who belong to it calls it.
    #[must_use]
    pub fn item(&self) -> String {
        let Self { day, event, by: Announcer { record, .. } } = self;
        format!("event/{}/{}/{}/{day}", record.kind, record.name, event.id)
    }

    /// The same for a calendar.
    #[must_use]
    pub fn appointment(&self, view: View<'_>) -> Appointment {
        let catalog = view.program().map_or("learn", |program| program.catalog.as_str());
        let record = self.by.record;
        let who = if record.kind == Kind::Program { "For everybody" } else { self.by.name };
        Appointment {
            uid: format!(
                "{}/{}/{}/{}@{catalog}",
                record.kind, record.name, self.event.id, self.day
            ),
            day: self.day,
            hours: self.hours(view),
            summary: self.event.title.as_str().to_owned(),
            place: self.event.place.as_deref().unwrap_or("").to_owned(),
            description: who.to_owned(),
            category: word(self.event.event_type),
        }
    }
}

fn minutes(lasts: Duration) -> i64 {
    let unit = match lasts.unit {
        Unit::Minute => 1,
        Unit::Hour => 60,
        Unit::Day | Unit::Week | Unit::Month | Unit::Quarter | Unit::Year => 24 * 60,
    };
    unit * i64::from(lasts.amount)
}

/// The calendars, by their path: one of everything and one of each who announces events.
#[must_use]
pub fn files(site: &Site<'_>) -> Vec<(String, Vec<u8>)> {
    let view = site.view;
    let title = shell::title(site);
    let mut all: Vec<Appointment> = Vec::new();
    let mut each: BTreeMap<String, (String, Vec<Appointment>)> = view
        .announcers()
        .iter()
        .map(|by| (calendar(by.record), (by.name.to_owned(), Vec::new())))
        .collect();
    for occurrence in site.coming() {
        let appointment = occurrence.appointment(view);
        if let Some((_, list)) = each.get_mut(&calendar(occurrence.by.record)) {
            list.push(appointment.clone());
        }
        all.push(appointment);
    }
    let stamp = view.as_of();
    let write = |(path, (name, list)): (String, (String, Vec<Appointment>))| {
        (path, ics::write(&name, stamp, &[], &list).into_bytes())
    };
    let whole = (EVERYTHING.to_owned(), (title, all));
    std::iter::once(whole).chain(each).map(write).collect()
}
