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

/// A part of a site that is made together when anything in its folders is asked for.
pub struct Section<F> {
    /// The templates that set it, besides that of pages that go on with others; none of what is no page.
    pub templates: &'static [&'static str],
    /// The folders that it stands in, or its only file; none for what may stand anywhere.
    folders: &'static [&'static str],
    /// Makes it.
    pub make: F,
    /// Makes what of it stands in the folder of one record, where making all of it would take long.
    pub of: Option<OfOne>,
}

/// Says which pages stand in the folder of the record of an id.
type OfOne = for<'s, 'a> fn(&'s Site<'a>, &str) -> Vec<Job<'s>>;

/// Says which pages there are, and how each is made.
type Pages = for<'s, 'a> fn(&'s Site<'a>) -> Vec<Job<'s>>;

/// Makes files by their path.
type Beside = for<'s, 'a> fn(&'s Site<'a>) -> Vec<(String, Vec<u8>)>;

impl<F> Section<F> {
    /// Whether the file at a path may be one of its own. A list of several pages stands in several folders:
    /// `people`, `people-b`.
    #[must_use]
    pub fn may_hold(&self, path: &str) -> bool {
        let top = path.split('/').next().unwrap_or(path);
        let is_in = |folder: &&str| {
            top.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        self.folders.is_empty() || self.folders.iter().any(is_in)
    }
}

const fn section<F: Copy>(
    folders: &'static [&'static str],
    templates: &'static [&'static str],
    make: F,
) -> Section<F> {
    Section { templates, folders, make, of: None }
}

/// All pages of a site; single pages before the lists of them, which take longer to make.
pub const PAGES: &[Section<Pages>] = &[
    section(&["index.html"], &["home.html"], home::pages),
    section(&["map"], &["map.html", "maps.html"], map::pages),
    section(&["ladders"], &["ladder.html"], ladder::pages),
    section(&["frameworks"], &["frameworks.html"], frameworks::pages),
    section(&["competencies"], &["competency.html"], competency::pages),
    section(&["modules"], &["module.html"], module::pages),
    section(&["credentials"], &["credential.html"], credential::pages),
    section(&["pathways"], &["pathway.html"], pathway::pages),
    Section {
        templates: &["person.html"],
        folders: &["people"],
        make: person::pages,
        of: Some(person::of),
    },
    section(&["people"], &["people.html"], people::pages),
    section(&["people"], &["map.html"], map::of_mentees),
    section(&["mentors"], &["mentor.html", "mentors.html"], mentors::pages),
    section(&["teams"], &["team.html"], team::pages),
    section(&["cohorts"], &["cohort.html"], cohort::pages),
    section(&["rotations"], &["rotation.html"], rotation::pages),
    section(&["communities"], &["community.html"], community::pages),
    section(&["sessions"], &["session.html"], session::pages),
    section(&["sessions"], &["years.html"], session::chronicle),
    section(&["news"], &["story.html"], news::stories),
    section(&["news"], &["years.html"], news::chronicle),
    section(&["ladders"], &["list.html"], list::ladders),
    section(&["modules"], &["list.html"], list::modules),
    section(&["credentials"], &["list.html"], list::credentials),
    section(&["pathways"], &["list.html"], list::pathways),
    section(&["teams"], &["list.html"], list::teams),
    section(&["cohorts"], &["list.html"], list::cohorts),
    section(&["rotations"], &["list.html"], list::rotations),
    section(&["communities"], &["list.html"], list::communities),
    section(&["facilitators"], &["facilitators.html"], facilitators::pages),
    section(&["calendar"], &["calendar.html"], calendar::pages),
    section(
        &["dashboard"],
        &["dashboard.html", "across.html", "theme.html", "measure.html"],
        dashboard::pages,
    ),
    section(
        &["how-readiness-works", "glossary"],
        &["readiness.html", "glossary.html"],
        explained::pages,
    ),
    section(&["print"], &["print.html"], print::pages),
    section(&["print"], &["packet.html"], packet::pages),
    section(&["search"], &["search.html"], search::pages),
    section(&["404.html"], &["missing.html", "missing-alone.html"], missing::pages),
    section(&[], &["own.html"], own::pages),
    section(&[], &["further.html"], heard::pages),
    section(&[], &["moved.html"], moved::pages),
];

/// Files beside the pages.
pub const FILES: &[Section<Beside>] = &[
    section(&["calendar"], &[], super::calendar::files),
    section(&["news"], &[], news::feeds),
    section(&["people"], &[], person::calendar::files),
    section(&["dashboard"], &[], dashboard::files),
];

/// The word that a kind's enum writes in files, for people: `performance-task` → `performance task`.
#[must_use]
pub fn word<T: serde::Serialize>(value: T) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or("").replace('-', " ")
}
