//! Who belongs to a group and when groups meet, as far as an audience may know it.

use std::collections::BTreeMap;

use super::person::Profile;
use super::view::View;
use crate::base::date::Date;
use crate::catalog::{Entry, Record};
use crate::kinds::cohort::Cohort;
use crate::kinds::parts::event::{Event, EventType};
use crate::kinds::parts::visibility::Visibility;
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::kinds::person::Person;
use crate::kinds::session::Session;
use crate::kinds::{Body, Kind};

/// A record that announces events: the program, a team, a cohort or a community.
#[derive(Debug, Clone, Copy)]
pub struct Announcer<'a> {
    /// The record.
    pub record: &'a Record,
    /// What people call it.
    pub name: &'a str,
    /// The last day on which anything of it takes place.
    pub until: Option<Date>,
}

impl<'a> Announcer<'a> {
    fn of(record: &'a Record) -> Option<Self> {
        let (name, until): (&str, _) = match record.document.as_ref()? {
            Body::Program(program) => (&program.program.name, None),
            Body::Team(team) => (&team.name, None),
            Body::Cohort(cohort) => (&cohort.name, cohort.ends),
            Body::Community(community) => (&community.name, None),
            _ => return None,
        };
        Some(Self { record, name, until })
    }

    /// What it announces.
    #[must_use]
    pub fn events(&self) -> &'a [Event] {
        self.record.events()
    }
}

/// The ids of groups, each with those of its people who may be seen.
pub type Members<'a> = BTreeMap<&'a str, Vec<Profile<'a>>>;

impl<'a> View<'a> {
    /// Everything that announces events and may be seen: the program, then teams, cohorts, communities.
    ///
    /// What takes place is meant for the company, unless a record says more.
    #[must_use]
    pub fn announcers(&self) -> Vec<Announcer<'a>> {
        let kinds = [Kind::Program, Kind::Team, Kind::Cohort, Kind::Community];
        let catalog = self.ledger.catalog();
        let records = kinds.into_iter().flat_map(|kind| catalog.of_kind(kind));
        let announcers = records.filter(|record| !record.events().is_empty());
        announcers.filter(|it| self.announces(it)).filter_map(Announcer::of).collect()
    }

    fn announces(&self, record: &Record) -> bool {
        if record.kind == Kind::Program {
            let visibility = record.visibility.unwrap_or(Visibility::Org);
            return self.reader.reaches(self.people, visibility);
        }
        self.publishes(record, record.kind)
    }

    /// The event that a session was an occurrence of, if it may be seen.
    #[must_use]
    pub fn occasion(&self, session: &'a Session) -> Option<&'a Event> {
        let (record, event) = self.ledger.catalog().event_of(session)?;
        self.announces(record).then_some(event)
    }

    /// What kind of gathering a session was, as far as that may be seen.
    #[must_use]
    pub fn gathering(&self, session: &'a Session) -> Option<EventType> {
        session.session_type.or_else(|| self.occasion(session).map(|event| event.event_type))
    }

    /// The people of each community: those who say so on their own page.
    #[must_use]
    pub fn people_of_communities(&self) -> Members<'a> {
        let catalog = self.ledger.catalog();
        let mut members = Members::new();
        for (person, profile) in self.everybody() {
            for id in &person.document.communities {
                if let Some(record) = catalog.record(Kind::Community, id.as_str()) {
                    members.entry(&*record.name).or_default().push(profile.clone());
                }
            }
        }
        members
    }

    /// The people of each cohort: those who take their pathway with it, where that may be seen of them.
    #[must_use]
    pub fn people_of_cohorts(&self) -> Members<'a> {
        let catalog = self.ledger.catalog();
        let mut members = Members::new();
        for (person, profile) in self.everybody() {
            for enrolment in self.owned::<PathwayEnrolment>(person.id()) {
                let is_over = enrolment.withdrawn.is_some_and(|day| day <= self.as_of());
                let cohort = enrolment.document.cohort.as_ref().filter(|_| !is_over);
                let cohort = cohort.and_then(|id| catalog.get::<Cohort>(id.as_str()));
                if let Some(cohort) = cohort.filter(|_| enrolment.enrolled <= self.as_of()) {
                    members.entry(cohort.id()).or_default().push(profile.clone());
                }
            }
        }
        members
    }

    /// Former ids of people who have a page, each with the id they have now.
    #[must_use]
    pub fn former_ids_of_people(&self) -> Vec<(&'a str, &'a str)> {
        let formerly = |person: Entry<'a, Person>| {
            self.formerly(person.record).into_iter().map(move |id| (id, person.id()))
        };
        self.everybody().flat_map(|(person, _)| formerly(person)).collect()
    }

    /// The ids that somebody had before.
    #[must_use]
    pub fn former_ids_of(&self, person: &str) -> Vec<String> {
        let person = self.people.person(person);
        let former = person.map_or_else(Vec::new, |it| self.formerly(it.record));
        former.into_iter().map(str::to_owned).collect()
    }

    fn everybody(&self) -> impl Iterator<Item = (Entry<'a, Person>, Profile<'a>)> + use<'a> {
        let people = self.people;
        self.people().filter_map(move |profile| Some((people.person(profile.id)?, profile)))
    }
}
