//! Learning with a date: mandatory modules, and what a role will ask for.

use std::sync::Arc;

use super::{Item, Named, Scope, What, Whom};
use crate::catalog::Entry;
use crate::catalog::people::same;
use crate::kinds::enrolment::Enrolment;
use crate::kinds::module::{Module, Status};
use crate::kinds::person::Person;
use crate::standing::readiness::readiness;
use crate::standing::target::{goal_role, next_on_ladder};

/// Active modules that everybody has to take: `renew_every` after the day on which somebody last finished
/// it, nothing where it need not be renewed; for who has begun it, when it is usually over; today for who
/// has not.
pub(crate) fn mandatory<'a>(scope: &Scope<'a>, person: Entry<'a, Person>) -> Vec<Item<'a>> {
    let modules = scope.catalog.all::<Module>();
    let asked = modules.filter(|module| module.mandatory && module.status == Status::Active);
    asked
        .filter_map(|module| {
            let enrolment = scope.catalog.owned::<Enrolment>(person.id()).find(|one| {
                scope.catalog.get::<Module>(one.id()).is_some_and(|taken| same(taken, module))
            });
            let enrolment = enrolment.filter(|one| one.started <= scope.as_of);
            let finished = enrolment
                .into_iter()
                .flat_map(|one| one.document.finished.iter().chain(&one.document.renewed).copied());
            let last = finished.filter(|day| *day <= scope.as_of).max();
            let due = if let Some(last) = last {
                module.renew_every?.after(last)
            } else {
                let over = module.effort.and_then(|effort| effort.over);
                let running = enrolment.filter(|one| one.withdrawn.is_none());
                over.zip(running).map_or(scope.as_of, |(over, one)| over.after(one.started))
            };
            let path = enrolment.map_or(&module.record.source.path, |one| &one.record.source.path);
            Some(Item {
                due,
                at: None,
                what: What::Mandatory { person: Named::of(person), module: module.id(), last },
                whom: Whom::People([person.id()].into()),
                path: Arc::clone(path),
                id: format!("mandatory-module/{}/{}", person.id(), module.id()),
            })
        })
        .collect()
}

/// What the role of somebody's goal, or else the next one on their ladder, asks for from a later day on.
pub(crate) fn demands<'a>(scope: &Scope<'a>, person: Entry<'a, Person>) -> Vec<Item<'a>> {
    let target = goal_role(scope.catalog, person, scope.as_of)
        .or_else(|| next_on_ladder(scope.catalog, person, scope.as_of));
    let Some(target) = target else { return Vec::new() };
    let coming = readiness(scope.ledger, person, target.role, scope.as_of).coming;
    let item = |(first, line): (crate::base::date::Date, crate::standing::lines::Line<'a>)| Item {
        due: first,
        at: None,
        id: format!("coming-demand/{}/{}/{}", person.id(), line.role.id(), line.id),
        what: What::Demand {
            person: Named::of(person),
            role: &target.role.role.title,
            title: line.title,
        },
        whom: Whom::People([person.id()].into()),
        path: Arc::clone(&line.role.ladder.record.source.path),
    };
    coming.into_iter().map(item).collect()
}
