//! Events: what takes place for everybody, a team, a cohort or a community.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::series::days;
use super::{Item, Scope, What, Whom};
use crate::catalog::{Entry, Record};
use crate::kinds::cohort::Cohort;
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::kinds::person::Person;
use crate::kinds::{Body, Kind};

/// The records that announce events, each with those who belong to it.
type Members<'a> = BTreeMap<(Kind, &'a str), BTreeSet<&'a str>>;

/// Every day from the day of the agenda on, on which an event takes place: of the program for everybody; of
/// a team for its members and those of the teams below; of a cohort, while it lasts, for those who take
/// their pathway with it and its facilitators; of a community for its members and its host.
pub(crate) fn events<'a>(scope: &Scope<'a>, everybody: &[Entry<'a, Person>]) -> Vec<Item<'a>> {
    let members = members(scope, everybody);
    let mut items = Vec::new();
    for kind in [Kind::Program, Kind::Team, Kind::Cohort, Kind::Community] {
        for record in scope.catalog.of_kind(kind) {
            let whom = match kind {
                Kind::Program => Whom::Everybody,
                kind => {
                    Whom::People(members.get(&(kind, &*record.name)).cloned().unwrap_or_default())
                }
            };
            add(scope, record, &whom, &mut items);
        }
    }
    items
}

fn add<'a>(scope: &Scope<'a>, record: &'a Record, whom: &Whom<'a>, items: &mut Vec<Item<'a>>) {
    let until = match &record.document {
        Some(Body::Cohort(cohort)) => cohort.ends.map_or(scope.until, |ends| scope.until.min(ends)),
        _ => scope.until,
    };
    for event in record.events() {
        let title: &str = &event.title;
        let place = event.place.as_deref();
        for day in days(event, scope.as_of, until) {
            items.push(Item {
                due: day,
                at: event.at.as_deref(),
                what: What::Event { title, place },
                whom: whom.clone(),
                path: Arc::clone(&record.source.path),
                id: format!("event/{}/{}/{}/{day}", record.kind, record.name, event.id),
            });
        }
    }
}

fn members<'a>(scope: &Scope<'a>, everybody: &[Entry<'a, Person>]) -> Members<'a> {
    let mut members: Members<'a> = BTreeMap::new();
    let catalog = scope.catalog;
    for person in everybody {
        for team in scope.people.teams(*person) {
            members.entry((Kind::Team, team.id())).or_default().insert(person.id());
        }
        for id in &person.document.communities {
            if let Some(record) = catalog.record(Kind::Community, id.as_str()) {
                members.entry((Kind::Community, &*record.name)).or_default().insert(person.id());
            }
        }
        for enrolment in catalog.owned::<PathwayEnrolment>(person.id()) {
            let is_over = enrolment.withdrawn.is_some_and(|withdrawn| withdrawn <= scope.as_of);
            let cohort = enrolment.cohort.as_ref().filter(|_| !is_over);
            if let Some(record) = cohort.and_then(|id| catalog.record(Kind::Cohort, id.as_str())) {
                members.entry((Kind::Cohort, &*record.name)).or_default().insert(person.id());
            }
        }
    }
    for cohort in catalog.all::<Cohort>() {
        let facilitators =
            cohort.document.facilitators.iter().filter_map(|id| scope.here(id.as_str()));
        members.entry((Kind::Cohort, cohort.id())).or_default().extend(facilitators);
    }
    for community in catalog.all::<crate::kinds::community::Community>() {
        let host = community.document.host.as_ref().and_then(|id| scope.here(id.as_str()));
        members.entry((Kind::Community, community.id())).or_default().extend(host);
    }
    members
}
