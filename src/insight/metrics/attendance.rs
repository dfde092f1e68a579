//! Attendance: who was invited to what, and who came.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use crate::base::date::Date;
use crate::base::reference::{Ref, to};
use crate::catalog::{Catalog, Entry};
use crate::kinds::cohort::Cohort;
use crate::kinds::community::Community;
use crate::kinds::enrolment::Enrolment;
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::kinds::person::Person;
use crate::kinds::session::Session;
use crate::kinds::team::Team;

/// Somebody who was invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Invitation<'a> {
    /// The day.
    pub day: Date,
    /// Who, by their present id.
    pub person: &'a str,
    /// Whether they came.
    pub came: bool,
}

/// Every invitation to a session for which somebody noted who came, and to the dates of enrolments.
///
/// Where a session does not say who was invited, it is those who were here and belonged to its team or a
/// team below, to its cohort without its facilitators, or to its community. Who came without having been
/// invited is not counted.
#[must_use]
pub fn invitations<'a>(facts: &Facts<'a>) -> Vec<Invitation<'a>> {
    let catalog = facts.catalog();
    let groups = Groups::of(facts);
    let mut all = Vec::new();
    for session in catalog.all::<Session>() {
        let Some(day) = session.record.date().filter(|day| *day <= facts.as_of) else { continue };
        if session.document.present.is_empty() {
            continue;
        }
        let present = ids(catalog, &session.document.present);
        let invited = if session.document.invited.is_empty() {
            groups.members(facts, session.document, day)
        } else {
            ids(catalog, &session.document.invited)
        };
        let invitation = |person| Invitation { day, person, came: present.contains(person) };
        all.extend(invited.into_iter().map(invitation));
    }
    for known in &facts.people {
        for enrolment in catalog.owned::<Enrolment>(known.id()) {
            let dates = enrolment.document.attendance.iter().filter(|one| one.date <= facts.as_of);
            all.extend(dates.map(|one| Invitation {
                day: one.date,
                person: known.id(),
                came: one.present,
            }));
        }
    }
    all
}

fn ids<'a>(catalog: &'a Catalog, people: &[Ref<to::Person>]) -> BTreeSet<&'a str> {
    people
        .iter()
        .filter_map(|id| catalog.get::<Person>(id.as_str()))
        .map(|person| person.id())
        .collect()
}

/// Who may belong to what; the day decides.
struct Groups<'a> {
    /// The teams right below each team.
    below: BTreeMap<&'a str, Vec<&'a str>>,
    /// People who were ever in a team.
    by_team: BTreeMap<&'a str, BTreeSet<&'a str>>,
    by_cohort: BTreeMap<&'a str, Vec<(&'a str, &'a PathwayEnrolment)>>,
    by_community: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Groups<'a> {
    fn of(facts: &Facts<'a>) -> Self {
        let catalog = facts.catalog();
        let mut groups = Self {
            below: BTreeMap::new(),
            by_team: BTreeMap::new(),
            by_cohort: BTreeMap::new(),
            by_community: BTreeMap::new(),
        };
        for team in catalog.all::<Team>() {
            let parent = team.document.parent.as_ref();
            if let Some(parent) = parent.and_then(|id| catalog.get::<Team>(id.as_str())) {
                groups.below.entry(parent.id()).or_default().push(team.id());
            }
        }
        for known in &facts.people {
            for team in known.posts.iter().filter_map(|post| post.team) {
                groups.by_team.entry(team).or_default().insert(known.id());
            }
            for id in &known.person.document.communities {
                if let Some(community) = catalog.get::<Community>(id.as_str()) {
                    groups.by_community.entry(community.id()).or_default().insert(known.id());
                }
            }
            for enrolment in catalog.owned::<PathwayEnrolment>(known.id()) {
                let cohort = enrolment.document.cohort.as_ref();
                if let Some(cohort) = cohort.and_then(|id| catalog.get::<Cohort>(id.as_str())) {
                    let members = groups.by_cohort.entry(cohort.id()).or_default();
                    members.push((known.id(), enrolment.document));
                }
            }
        }
        groups
    }

    /// Those who belonged to what a session names, as far as they were here.
    fn members(&self, facts: &Facts<'a>, session: &Session, day: Date) -> BTreeSet<&'a str> {
        let catalog = facts.catalog();
        let mut members: BTreeSet<&'a str> = BTreeSet::new();
        let cohort = session.cohort.as_ref().and_then(|id| catalog.get::<Cohort>(id.as_str()));
        if let Some(cohort) = cohort {
            let takes = |enrolment: &PathwayEnrolment| {
                enrolment.enrolled <= day && enrolment.withdrawn.is_none_or(|gone| gone > day)
            };
            let all = self.by_cohort.get(cohort.id()).into_iter().flatten();
            members.extend(all.filter(|(_, enrolment)| takes(enrolment)).map(|(id, _)| *id));
            for facilitator in ids(catalog, &cohort.document.facilitators) {
                members.remove(facilitator);
            }
        }
        let community = session.community.as_ref();
        if let Some(community) = community.and_then(|id| catalog.get::<Community>(id.as_str())) {
            members.extend(self.by_community.get(community.id()).into_iter().flatten().copied());
        }
        let team = session.team.as_ref().and_then(|id| catalog.get::<Team>(id.as_str()));
        if let Some(team) = team {
            members.extend(self.in_team(facts, team, day));
        }
        members.retain(|id| facts.person(id).is_some_and(|known| known.is_here_on(day)));
        members
    }

    fn in_team(&self, facts: &Facts<'a>, team: Entry<'a, Team>, day: Date) -> BTreeSet<&'a str> {
        let mut open = vec![team.id()];
        let mut seen = BTreeSet::new();
        let mut people = BTreeSet::new();
        while let Some(team) = open.pop().filter(|team| seen.insert(*team)) {
            let works_there = |id: &&&'a str| {
                let known = facts.person(id);
                known.and_then(|known| known.post(day)).and_then(|post| post.team) == Some(team)
            };
            let ever = self.by_team.get(team).into_iter().flatten();
            people.extend(ever.filter(works_there).copied());
            open.extend(self.below.get(team).into_iter().flatten());
        }
        people
    }
}
