//! One file per sort of page: which pages there are, and what each is given.

use super::{Job, Site};

pub mod calendar;
pub mod cohort;
pub mod community;
pub mod competency;
pub mod credential;
pub mod dashboard;
pub mod explained;
pub mod facilitators;
pub mod frameworks;
pub mod gathering;
pub mod heard;
pub mod home;
pub mod ladder;
pub mod list;
pub mod map;
pub mod members;
pub mod mentors;
pub mod missing;
pub mod module;
pub mod moved;
pub mod news;
pub mod own;
pub mod packet;
pub mod pathway;
pub mod people;
pub mod person;
pub mod print;
pub mod rotation;
pub mod search;
pub mod session;
pub mod team;

/// All pages of a site.
#[must_use]
pub fn all<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    [
        home::pages(site),
        list::pages(site),
        frameworks::pages(site),
        map::pages(site),
        ladder::pages(site),
        competency::pages(site),
        module::pages(site),
        credential::pages(site),
        pathway::pages(site),
        people::pages(site),
        person::pages(site),
        packet::pages(site),
        mentors::pages(site),
        team::pages(site),
        cohort::pages(site),
        rotation::pages(site),
        community::pages(site),
        session::pages(site),
        heard::pages(site),
        facilitators::pages(site),
        calendar::pages(site),
        dashboard::pages(site),
        news::pages(site),
        explained::pages(site),
        print::pages(site),
        own::pages(site),
        missing::pages(site),
        search::pages(site),
        moved::pages(site),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Files beside the pages, by their path.
#[must_use]
pub fn files(site: &Site<'_>) -> Vec<(String, Vec<u8>)> {
    let calendars = person::calendar::files(site).into_iter();
    calendars.chain(dashboard::files(site)).collect()
}

/// The word that a kind's enum writes in files, for people: `performance-task` → `performance task`.
#[must_use]
pub fn word<T: serde::Serialize>(value: T) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or("").replace('-', " ")
}
