//! Modules that were retired, replaced or taken up again, and who is in the middle of them.

use super::Sides;
use crate::catalog::{Catalog, Entry};
use crate::kinds::enrolment::Enrolment;
use crate::kinds::module::{Module, Status};
use crate::kinds::pathway_enrolment::PathwayEnrolment;

/// A module that is offered otherwise than before.
#[derive(Debug, Clone)]
pub struct ModuleImpact {
    /// The module, by its present id.
    pub module: String,
    /// Its title.
    pub title: String,
    /// Its file.
    pub path: String,
    /// Its status as it was.
    pub was: Status,
    /// Its status as it is.
    pub is: Status,
    /// What to take instead, by id.
    pub replaced_by: Option<String>,
    /// Who has begun it and not finished, by id.
    pub in_the_middle: Vec<String>,
    /// Who chose it as an elective and has not begun it, by id.
    pub chosen: Vec<String>,
    /// How many have finished it; nothing changes for them.
    pub finished: usize,
}

impl ModuleImpact {
    /// Whether nobody is on their way in it.
    #[must_use]
    pub fn touches_nobody(&self) -> bool {
        self.is != Status::Retired || self.in_the_middle.is_empty() && self.chosen.is_empty()
    }
}

/// The modules whose status or successor changed, sorted by file.
pub(super) fn modules(sides: &Sides<'_>, people: &[&str]) -> Vec<ModuleImpact> {
    let mut found = Vec::new();
    for difference in sides.content() {
        let (Some(before), Some(after)) = (difference.before, difference.after) else { continue };
        let (Some(was), Some(is)) = (Entry::<Module>::of(before), Entry::<Module>::of(after))
        else {
            continue;
        };
        if was.status == is.status && was.replaced_by == is.replaced_by {
            continue;
        }
        found.push(of(sides, people, was, is));
    }
    found
}

fn of(
    sides: &Sides<'_>,
    people: &[&str],
    was: Entry<'_, Module>,
    is: Entry<'_, Module>,
) -> ModuleImpact {
    let catalog = sides.after.catalog();
    let mut impact = ModuleImpact {
        module: is.id().to_owned(),
        title: is.document.title.as_str().to_owned(),
        path: is.record.source.path.to_string(),
        was: was.status,
        is: is.status,
        replaced_by: is.replaced_by.as_ref().map(|id| id.as_str().to_owned()),
        in_the_middle: Vec::new(),
        chosen: Vec::new(),
        finished: 0,
    };
    for person in people {
        let enrolment =
            enrolment(catalog, person, is.id()).filter(|one| one.started <= sides.as_of);
        let over = |day: Option<crate::base::date::Date>| day.is_some_and(|day| day <= sides.as_of);
        match enrolment {
            Some(enrolment) if over(enrolment.finished) => impact.finished += 1,
            Some(enrolment) if over(enrolment.withdrawn) => {}
            Some(_) => impact.in_the_middle.push((*person).to_owned()),
            None if has_chosen(catalog, person, is.id()) => {
                impact.chosen.push((*person).to_owned());
            }
            None => {}
        }
    }
    impact
}

/// Somebody's enrolment in a module, under any id that the module had.
pub(super) fn enrolment<'a>(
    catalog: &'a Catalog,
    person: &str,
    module: &str,
) -> Option<Entry<'a, Enrolment>> {
    catalog.owned::<Enrolment>(person).find(|enrolment| {
        catalog.get::<Module>(enrolment.id()).map_or(enrolment.id(), |found| found.id()) == module
    })
}

fn has_chosen(catalog: &Catalog, person: &str, module: &str) -> bool {
    let enrolments = catalog.owned::<PathwayEnrolment>(person);
    enrolments.filter(|enrolment| enrolment.withdrawn.is_none()).any(|enrolment| {
        enrolment.electives.iter().filter_map(|elective| elective.module.as_ref()).any(|id| {
            catalog.get::<Module>(id.as_str()).map_or(id.as_str(), |found| found.id()) == module
        })
    })
}
