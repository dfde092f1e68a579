//! What of somebody goes on on pages of its own when there are many years of it: awards, what was said,
//! work, meetings, journal.

use std::ops::Range;

use serde_json::Value;

use super::{conversations, proof, work as pieces};
use crate::audience::person::{Profile, Work};
use crate::audience::view::View;
use crate::site::addresses::{page, person_link};
use crate::site::further::{self, Further, More};
use crate::site::page::Link;
use crate::site::{Job, Site};

/// How many awards a person's page shows.
pub const AWARDS: usize = 12;

/// How many decisions.
pub const SAID: usize = 6;

/// How many pieces of work stand whole on it; of the others a line each.
pub const WORK: usize = 10;

/// How many rows a further page has.
const EACH: usize = 10;

/// What goes on elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Awards with their proof.
    Awards,
    /// What was said in decisions.
    Said,
    /// Pieces of work.
    Work,
    /// Meetings about their growth.
    Meetings,
    /// Entries of their journal.
    Journal,
}

impl Sort {
    const ALL: [Self; 5] = [Self::Awards, Self::Said, Self::Work, Self::Meetings, Self::Journal];

    /// Its folder below the person's, which is also how `further.html` sets it.
    const fn form(self) -> &'static str {
        match self {
            Self::Awards => "awards",
            Self::Said => "said",
            Self::Work => "work",
            Self::Meetings => "meetings",
            Self::Journal => "journal",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Awards => "Awards",
            Self::Said => "What was said",
            Self::Work => "Portfolio",
            Self::Meetings => "Meetings",
            Self::Journal => "Journal",
        }
    }

    /// How many a person's page shows.
    const fn shown(self) -> usize {
        match self {
            Self::Awards => AWARDS,
            Self::Said => SAID,
            Self::Work => WORK,
            Self::Meetings | Self::Journal => conversations::SHOWN,
        }
    }

    fn folder(self, person: &str) -> String {
        format!("people/{person}/{}", self.form())
    }

    /// How many there are that the reader may see.
    fn count(self, site: &Site<'_>, person: &str) -> usize {
        match self {
            Self::Awards => site.view.awards(person).len(),
            Self::Said => site.view.judgements(person).len(),
            Self::Work => site.view.portfolio(person).len(),
            Self::Meetings | Self::Journal if !site.view.is_close_to(person) => 0,
            Self::Meetings => conversations::meetings(site, person).len(),
            Self::Journal => conversations::journal(site, person).len(),
        }
    }

    /// Those of a range, for the page at a path.
    fn rows(self, site: &Site<'_>, person: &str, range: Range<usize>, path: &str) -> Vec<Value> {
        fn cut<T>(all: Vec<T>, range: Range<usize>) -> impl Iterator<Item = T> {
            all.into_iter().skip(range.start).take(range.len())
        }
        let (to, view) = (site.addresses(), &site.view);
        match self {
            Self::Awards => {
                cut(view.awards(person), range).map(|it| proof::award(&to, &it)).collect()
            }
            Self::Said => {
                cut(view.judgements(person), range).map(|it| proof::judgement(site, &it)).collect()
            }
            Self::Work => cut(view.portfolio(person), range)
                .map(|it| pieces::entry(site, &it, path, 4))
                .collect(),
            Self::Meetings => cut(conversations::meetings(site, person), range)
                .map(|it| conversations::meeting(site, it, path))
                .collect(),
            Self::Journal => cut(conversations::journal(site, person), range)
                .map(|it| conversations::entry(site, it, path))
                .collect(),
        }
    }
}

/// The pages with all of what somebody's own page does not show whole.
#[must_use]
pub fn pages<'s, 'a>(site: &'s Site<'a>, profile: &Profile<'a>) -> Vec<Job<'s>> {
    let person = profile.id;
    let pages = Sort::ALL.into_iter().flat_map(|sort| {
        let further = Further {
            folder: sort.folder(person),
            title: format!("{}: {}", profile.name, sort.title()),
            crumbs: vec![Link::to("People", "people/index.html"), person_link(profile)],
            part: "people",
            form: sort.form(),
            each: EACH,
        };
        let rows = move |range: Range<usize>, path: &str| sort.rows(site, person, range, path);
        further.beyond(sort.shown(), sort.count(site, person), rows)
    });
    pages.collect()
}

/// What their page says of what it leaves out of `total`.
#[must_use]
pub fn more(profile: &Profile<'_>, sort: Sort, total: usize) -> Option<More> {
    further::more(total, sort.shown(), &sort.folder(profile.id))
}

/// The page on which a piece of work stands whole.
#[must_use]
pub fn page_of(view: View<'_>, work: &Work<'_>) -> String {
    let is_it = |other: &Work<'_>| other.entry.id() == work.entry.id();
    match view.portfolio(work.owner).iter().position(is_it) {
        Some(number) if number >= WORK => {
            further::page_of(&Sort::Work.folder(work.owner), number, EACH)
        }
        _ => page("people", work.owner),
    }
}

/// The work that does not stand whole on their page, a line each, with the page where it does.
#[must_use]
pub fn work(profile: &Profile<'_>, all: &[Work<'_>]) -> Vec<Value> {
    let folder = Sort::Work.folder(profile.id);
    let older = all.iter().enumerate().skip(WORK);
    older.map(|(number, it)| pieces::line(it, &further::page_of(&folder, number, EACH))).collect()
}
