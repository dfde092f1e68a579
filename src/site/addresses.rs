//! Which pages there are and where: the only place that builds their addresses.

use super::page::Link;
use crate::audience::person::{Profile, Work};
use crate::audience::view::{Seen, View};
use crate::catalog::index::{CompetencyEntry, RoleEntry};
use crate::catalog::{Entry, Record};
use crate::kinds::Kind;
use crate::kinds::cohort::Cohort;
use crate::kinds::community::Community;
use crate::kinds::credential::Credential;
use crate::kinds::framework::Framework;
use crate::kinds::ladder::{Choice, Ladder};
use crate::kinds::module::{Module, Status};
use crate::kinds::pathway::Pathway;
use crate::kinds::rotation::Rotation;
use crate::kinds::story::Story;
use crate::kinds::team::Team;

/// Makes links to the pages of a view.
#[derive(Debug, Clone, Copy)]
pub struct Addresses<'a> {
    view: View<'a>,
}

/// The address of the page of a record of this folder and id.
#[must_use]
pub fn page(folder: &str, id: &str) -> String {
    format!("{folder}/{id}/index.html")
}

/// The anchor of a role on its ladder's page.
#[must_use]
pub fn role_anchor(id: &str) -> String {
    format!("role-{id}")
}

/// The anchor of a piece of work on its owner's page.
#[must_use]
pub fn work_anchor(id: &str) -> String {
    format!("work-{id}")
}

/// What the ids of the headings of a record's text begin with on the page that shows it.
#[must_use]
pub fn heading_prefix(record: &Record) -> String {
    match record.kind {
        Kind::Module => "lesson-".to_owned(),
        Kind::Session => "notes-".to_owned(),
        Kind::Portfolio => format!("{}-", work_anchor(&record.name)),
        Kind::Meeting | Kind::Journal => format!("{}-{}-", record.kind, record.name),
        kind => format!("{kind}-"),
    }
}

impl<'a> Addresses<'a> {
    /// Addresses within this view.
    #[must_use]
    pub const fn new(view: View<'a>) -> Self {
        Self { view }
    }

    /// A link to a module by its id.
    #[must_use]
    pub fn module(&self, id: &str) -> Link {
        self.view.get::<Module>(id).map_or_else(|| Link::words(id), |module| module_link(module))
    }

    /// A link to a credential by its id.
    #[must_use]
    pub fn credential(&self, id: &str) -> Link {
        self.view.get::<Credential>(id).map_or_else(|| Link::words(id), credential_link)
    }

    /// A link to a role by its id.
    #[must_use]
    pub fn role(&self, id: &str) -> Link {
        self.view.role(id).map_or_else(|| Link::words(id), role_link)
    }

    /// A link to a competency by its id.
    #[must_use]
    pub fn competency(&self, id: &str) -> Link {
        self.view.competency(id).map_or_else(|| Link::words(id), competency_link)
    }

    /// A link to what somebody was judged for: a credential, a competency or a role.
    #[must_use]
    pub fn subject(&self, id: &str) -> Link {
        let credential = self.view.get::<Credential>(id).map(credential_link);
        let competency = || self.view.competency(id).map(competency_link);
        let role = || self.view.role(id).map(role_link);
        let link = credential.or_else(competency).or_else(role);
        link.unwrap_or_else(|| Link::words(id.replace('-', " ")))
    }

    /// A link to a person by their id; nothing where they may not be seen.
    #[must_use]
    pub fn person(&self, id: &str) -> Option<Link> {
        self.view.person(id).map(|profile| person_link(&profile))
    }

    /// A link to a team by its id; nothing where it may not be seen.
    #[must_use]
    pub fn team(&self, id: &str) -> Option<Link> {
        self.view.get::<Team>(id).map(team_link)
    }

    /// A link to one of the things that can be chosen.
    #[must_use]
    pub fn choice(&self, choice: &Choice) -> Link {
        if let Some(id) = &choice.credential {
            self.credential(id.as_str())
        } else if let Some(id) = &choice.module {
            self.module(id.as_str())
        } else if let Some(id) = &choice.competency {
            let link = self.competency(id.as_str());
            choice.at.as_ref().map_or(link.clone(), |at| link.with(format!("at {at}")))
        } else {
            let work = choice.portfolio.as_ref().map(crate::standing::lines::portfolio_in_words);
            Link::words(work.unwrap_or_default())
        }
    }

    /// The address of the page for what stands at a path of the catalog.
    #[must_use]
    pub fn at_path(&self, path: &str) -> Option<String> {
        match self.view.at_path(path)? {
            Seen::Person(profile) => person_link(&profile).href,
            Seen::Work(work) => Some(work_address(&work)),
            Seen::Record(record) => match record.kind {
                Kind::Module => Some(page("modules", &record.name)),
                Kind::Credential => Some(page("credentials", &record.name)),
                Kind::Ladder => Some(page("ladders", &record.name)),
                Kind::Pathway => Some(page("pathways", &record.name)),
                Kind::Team => Some(page("teams", &record.name)),
                Kind::Cohort => Some(page("cohorts", &record.name)),
                Kind::Rotation => Some(page("rotations", &record.name)),
                Kind::Community => Some(page("communities", &record.name)),
                Kind::Session => self.on_its_day(record).then(|| page("sessions", &record.name)),
                Kind::Story => self.on_its_day(record).then(|| page("news", &record.name)),
                Kind::Framework => Some(format!("frameworks/index.html#framework-{}", record.name)),
                _ => None,
            },
        }
    }
}

impl Addresses<'_> {
    /// Whether the day of a record has come by the day of the view; before, it has no page.
    fn on_its_day(&self, record: &Record) -> bool {
        record.date().is_some_and(|date| date <= self.view.as_of())
    }
}

/// The address of the calendar of one who announces events, to subscribe to.
#[must_use]
pub fn calendar(record: &Record) -> String {
    match record.kind {
        Kind::Program => "calendar/program.ics".to_owned(),
        kind => format!("calendar/{kind}-{}.ics", record.name),
    }
}

/// A link to a cohort's page.
#[must_use]
pub fn cohort_link(cohort: Entry<'_, Cohort>) -> Link {
    Link::to(cohort.document.name.as_str(), page("cohorts", cohort.id()))
}

/// A link to a rotation's page.
#[must_use]
pub fn rotation_link(rotation: Entry<'_, Rotation>) -> Link {
    Link::to(rotation.document.title.as_str(), page("rotations", rotation.id()))
}

/// A link to a community's page.
#[must_use]
pub fn community_link(community: Entry<'_, Community>) -> Link {
    Link::to(community.document.name.as_str(), page("communities", community.id()))
}

/// A link to a story's page among the news.
#[must_use]
pub fn story_link(story: Entry<'_, Story>) -> Link {
    Link::to(story.document.title.as_str(), page("news", story.id()))
}

/// A link to a ladder's page.
#[must_use]
pub fn ladder_link(ladder: Entry<'_, Ladder>) -> Link {
    Link::to(ladder.document.name.as_str(), page("ladders", ladder.id()))
}

/// A link to a framework among all frameworks.
#[must_use]
pub fn framework_link(framework: Entry<'_, Framework>) -> Link {
    let address = format!("frameworks/index.html#framework-{}", framework.id());
    Link::to(framework.document.name.as_str(), address)
}

/// A link to a module's page.
#[must_use]
pub fn module_link(module: Entry<'_, Module>) -> Link {
    let link = Link::to(module.document.title.as_str(), page("modules", module.id()));
    match module.document.status {
        Status::Active => link,
        Status::Draft => link.with("draft"),
        Status::Retired => link.with("retired"),
    }
}

/// A link to a credential's page.
#[must_use]
pub fn credential_link(credential: Entry<'_, Credential>) -> Link {
    Link::to(credential.document.name.as_str(), page("credentials", credential.id()))
}

/// A link to a pathway's page.
#[must_use]
pub fn pathway_link(pathway: Entry<'_, Pathway>) -> Link {
    Link::to(pathway.document.title.as_str(), page("pathways", pathway.id()))
}

/// A link to a team's page.
#[must_use]
pub fn team_link(team: Entry<'_, Team>) -> Link {
    Link::to(team.document.name.as_str(), page("teams", team.id()))
}

/// A link to a role on its ladder's page.
#[must_use]
pub fn role_link(role: RoleEntry<'_>) -> Link {
    let ladder = page("ladders", role.ladder.id());
    Link::to(role.role.title.as_str(), format!("{ladder}#{}", role_anchor(role.id())))
}

/// A link to a competency's page.
#[must_use]
pub fn competency_link(entry: CompetencyEntry<'_>) -> Link {
    Link::to(entry.name(), page("competencies", entry.id))
}

/// A link to a person's page; only the name of those who have left.
#[must_use]
pub fn person_link(profile: &Profile<'_>) -> Link {
    if profile.is_here {
        Link::to(profile.name, page("people", profile.id))
    } else {
        Link::words(profile.name)
    }
}

/// A link to the page of a person as a mentor.
#[must_use]
pub fn mentor_link(profile: &Profile<'_>) -> Link {
    Link::to(profile.name, page("mentors", profile.id))
}

/// A link to a person's packet for a promotion round.
#[must_use]
pub fn packet_link(profile: &Profile<'_>) -> Link {
    Link::to(profile.name, page("print/people", profile.id))
}

/// The address of a piece of work.
#[must_use]
pub fn work_address(work: &Work<'_>) -> String {
    format!("{}#{}", page("people", work.owner), work_anchor(work.entry.id()))
}
