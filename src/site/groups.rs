//! Groups and their gatherings: who belongs to them, who leads learning, which sessions they held.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::addresses::{self, page};
use super::page::Link;
use crate::audience::feedback::Heard;
use crate::audience::gatherings::Members;
use crate::audience::person::Profile;
use crate::audience::view::View;
use crate::base::date::Date;
use crate::catalog::{Entry, Record};
use crate::kinds::Kind;
use crate::kinds::cohort::Cohort;
use crate::kinds::community::Community;
use crate::kinds::module::{Module, Status};
use crate::kinds::session::Session;
use crate::kinds::team::Team;

/// What several pages want to know of groups, each read once when the first page asks.
pub struct Groups<'a> {
    view: View<'a>,
    of_communities: OnceLock<Members<'a>>,
    of_cohorts: OnceLock<Members<'a>>,
    sessions: OnceLock<Vec<Held<'a>>>,
    feedback: OnceLock<Vec<Heard<'a>>>,
    facilitators: OnceLock<BTreeMap<&'a str, Vec<Profile<'a>>>>,
}

/// A session with its day.
#[derive(Clone, Copy)]
pub struct Held<'a> {
    /// The day.
    pub date: Date,
    /// The session.
    pub session: Entry<'a, Session>,
}

impl<'a> Groups<'a> {
    /// The groups of a view.
    #[must_use]
    pub const fn of(view: View<'a>) -> Self {
        Self {
            view,
            of_communities: OnceLock::new(),
            of_cohorts: OnceLock::new(),
            sessions: OnceLock::new(),
            feedback: OnceLock::new(),
            facilitators: OnceLock::new(),
        }
    }

    /// Reads all of it.
    pub fn read_all(&self) {
        self.of_communities();
        self.of_cohorts();
        self.sessions();
        self.feedback();
        self.facilitators();
    }

    /// The people of each community.
    pub fn of_communities(&self) -> &Members<'a> {
        self.of_communities.get_or_init(|| self.view.people_of_communities())
    }

    /// The people of each cohort, as far as they may be seen.
    pub fn of_cohorts(&self) -> &Members<'a> {
        self.of_cohorts.get_or_init(|| self.view.people_of_cohorts())
    }

    /// Sessions that took place by the day of the view, the newest first.
    pub fn sessions(&self) -> &[Held<'a>] {
        self.sessions.get_or_init(|| sessions(self.view))
    }

    /// Feedback on records that are pages, the newest first.
    pub fn feedback(&self) -> &[Heard<'a>] {
        self.feedback.get_or_init(|| self.view.feedback())
    }

    /// Who leads each module: those it names and those who offer to.
    pub fn facilitators(&self) -> &BTreeMap<&'a str, Vec<Profile<'a>>> {
        self.facilitators.get_or_init(|| facilitators(self.view))
    }

    /// The sessions for which a test holds, the newest first.
    pub fn sessions_of(&self, fits: impl Fn(&Session) -> bool) -> Vec<Held<'a>> {
        self.sessions().iter().copied().filter(|held| fits(held.session.document)).collect()
    }

    /// The feedback on one record.
    pub fn feedback_on<'g>(&'g self, record: &'g Record) -> impl Iterator<Item = &'g Heard<'a>> {
        self.feedback().iter().filter(move |heard| std::ptr::eq(heard.about, record))
    }
}

fn sessions(view: View<'_>) -> Vec<Held<'_>> {
    let sessions = view.all::<Session>();
    let mut sessions: Vec<Held<'_>> = sessions
        .filter_map(|session| Some(Held { date: session.record.date()?, session }))
        .filter(|held| held.date <= view.as_of())
        .collect();
    sessions.reverse();
    sessions.sort_by_key(|held| std::cmp::Reverse(held.date));
    sessions
}

fn facilitators(view: View<'_>) -> BTreeMap<&str, Vec<Profile<'_>>> {
    let mut all: BTreeMap<&str, BTreeMap<&str, Profile<'_>>> = BTreeMap::new();
    for module in view.all::<Module>().filter(|it| it.document.status != Status::Retired) {
        let named = view.named(&module.document.facilitators).into_iter();
        let named = named.filter(|profile| profile.is_here);
        all.entry(module.id()).or_default().extend(named.map(|profile| (profile.id, profile)));
    }
    for profile in view.people() {
        let offers: BTreeSet<&str> = profile.facilitates.iter().map(Entry::id).collect();
        for id in offers {
            if let Some(people) = all.get_mut(id) {
                people.insert(profile.id, profile.clone());
            }
        }
    }
    all.into_iter().map(|(id, people)| (id, people.into_values().collect())).collect()
}

/// What a session is called: its own title, its event's, or its day.
#[must_use]
pub fn session_title(view: View<'_>, session: Entry<'_, Session>) -> String {
    let own = session.document.title.as_ref().map(|title| title.as_str().to_owned());
    own.or_else(|| {
        let session = view.get::<Session>(session.id())?;
        Some(view.occasion(session.document)?.title.as_str().to_owned())
    })
    .unwrap_or_else(|| session.id().to_owned())
}

/// A link to a session's page.
#[must_use]
pub fn session_link(view: View<'_>, session: Entry<'_, Session>) -> Link {
    Link::to(session_title(view, session), page("sessions", session.id()))
}

/// Who met: links to the cohort, community or team of a session, as far as they may be seen.
#[must_use]
pub fn who_met(view: View<'_>, session: &Session) -> Vec<Link> {
    let cohort = session.cohort.as_ref().and_then(|id| view.get::<Cohort>(id.as_str()));
    let community = session.community.as_ref().and_then(|id| view.get::<Community>(id.as_str()));
    let team = session.team.as_ref().and_then(|id| view.get::<Team>(id.as_str()));
    let cohort = cohort.map(addresses::cohort_link);
    let community = community.map(addresses::community_link);
    [cohort, community, team.map(addresses::team_link)].into_iter().flatten().collect()
}

/// A record of a kind that has a page, as a link.
#[must_use]
pub fn record_link(view: View<'_>, record: &Record) -> Option<Link> {
    let id = &*record.name;
    let to = addresses::Addresses::new(view);
    match record.kind {
        Kind::Module => Some(to.module(id)),
        Kind::Credential => Some(to.credential(id)),
        Kind::Team => to.team(id),
        Kind::Cohort => view.get::<Cohort>(id).map(addresses::cohort_link),
        Kind::Community => view.get::<Community>(id).map(addresses::community_link),
        Kind::Session => view.get::<Session>(id).map(|session| session_link(view, session)),
        Kind::Pathway => view.get(id).map(addresses::pathway_link),
        Kind::Rotation => view.get(id).map(addresses::rotation_link),
        Kind::Story => view.get(id).map(addresses::story_link),
        Kind::Ladder => view.get(id).map(addresses::ladder_link),
        Kind::Framework => view.get(id).map(addresses::framework_link),
        _ => None,
    }
}
