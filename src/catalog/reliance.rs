//! Who relies on a module now: content that sends people there and people who are on their way.

use super::index::Catalog;
use super::record::{Entry, Record};
use crate::base::date::Date;
use crate::base::place::{Place, Pointer};
use crate::kinds::cohort::Cohort;
use crate::kinds::credential::Credential;
use crate::kinds::enrolment::Enrolment;
use crate::kinds::ladder::Ladder;
use crate::kinds::module::{Module, Status};
use crate::kinds::pathway::Pathway;
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::kinds::person::Person;
use crate::pointer;

/// How something relies on a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It names the module, and could as well name another.
    Names,
    /// A draft names it.
    NamesInDraft,
    /// A line of a pathway's item names it; such lines are ended and never changed.
    Fulfils,
    /// Somebody offers to lead it.
    Facilitates,
    /// Somebody takes it: the record's own name says so.
    Takes,
}

/// Somebody or something that relies on a module.
#[derive(Debug, Clone)]
pub struct Reliance<'a> {
    /// What relies on it.
    pub record: &'a Record,
    /// Where it says so.
    pub place: Place,
    /// The module.
    pub module: Entry<'a, Module>,
    /// How.
    pub way: Way,
    /// The first day on which it does; none where it does already.
    pub from: Option<Date>,
}

/// Everything that relies on a module on this day or later; what has ended is left out.
#[must_use]
pub fn on_modules(catalog: &Catalog, as_of: Date) -> Vec<Reliance<'_>> {
    let mut found = Found { catalog, as_of, list: Vec::new() };
    found.content();
    found.pathways();
    found.ladders();
    found.program();
    found.learners();
    found.list
}

/// The module to take instead of a retired one: the first of its successors that is not retired.
#[must_use]
pub fn successor<'a>(catalog: &'a Catalog, module: Entry<'a, Module>) -> Option<Entry<'a, Module>> {
    let mut current = module;
    // A chain longer than this is a circle, which has a rule of its own.
    for _ in 0..32 {
        current = catalog.get::<Module>(current.document.replaced_by.as_ref()?.as_str())?;
        if current.status != Status::Retired {
            return Some(current);
        }
    }
    None
}

struct Found<'a> {
    catalog: &'a Catalog,
    as_of: Date,
    list: Vec<Reliance<'a>>,
}

impl<'a> Found<'a> {
    fn add(
        &mut self,
        record: &'a Record,
        pointer: Pointer,
        id: &str,
        way: Way,
        from: Option<Date>,
    ) {
        if let Some(module) = self.catalog.get::<Module>(id) {
            self.list.push(Reliance { record, place: record.at(pointer), module, way, from });
        }
    }

    fn is_over(&self, last: Option<Date>) -> bool {
        last.is_some_and(|last| last < self.as_of)
    }

    fn content(&mut self) {
        for module in self.catalog.all::<Module>() {
            let way = match module.status {
                Status::Retired => continue,
                Status::Draft => Way::NamesInDraft,
                Status::Active => Way::Names,
            };
            for (number, id) in module.document.prerequisites.iter().enumerate() {
                self.add(module.record, pointer!["prerequisites", number], id.as_str(), way, None);
            }
            for (number, practice) in module.document.practice.iter().enumerate() {
                if let Some(id) = &practice.module {
                    let pointer = pointer!["practice", number, "module"];
                    self.add(module.record, pointer, id.as_str(), way, None);
                }
            }
        }
        for credential in self.catalog.all::<Credential>() {
            for (number, id) in credential.document.needs.modules.iter().enumerate() {
                let pointer = pointer!["needs", "modules", number];
                self.add(credential.record, pointer, id.as_str(), Way::Names, None);
            }
            for (number, id) in credential.document.stretch.iter().enumerate() {
                let pointer = pointer!["stretch", number];
                self.add(credential.record, pointer, id.as_str(), Way::Names, None);
            }
        }
    }

    fn pathways(&mut self) {
        for pathway in self.catalog.all::<Pathway>() {
            for (number, item) in pathway.document.items.iter().enumerate() {
                for (line, fulfilment) in item.fulfil.iter().enumerate() {
                    let Some(id) = &fulfilment.module else { continue };
                    if !self.is_over(fulfilment.until) {
                        let pointer = pointer!["items", number, "fulfil", line, "module"];
                        let from = fulfilment.since;
                        self.add(pathway.record, pointer, id.as_str(), Way::Fulfils, from);
                    }
                }
            }
            let electives = pathway.document.electives.iter().flat_map(|electives| &electives.from);
            for (number, offer) in electives.enumerate() {
                if let Some(id) = &offer.module {
                    let pointer = pointer!["electives", "from", number, "module"];
                    self.add(pathway.record, pointer, id.as_str(), Way::Names, None);
                }
            }
            for (number, offer) in pathway.document.optional.iter().enumerate() {
                if let Some(id) = &offer.module {
                    let pointer = pointer!["optional", number, "module"];
                    self.add(pathway.record, pointer, id.as_str(), Way::Names, None);
                }
            }
        }
    }

    fn ladders(&mut self) {
        for ladder in self.catalog.all::<Ladder>() {
            for (position, role) in ladder.document.roles.iter().enumerate() {
                for (number, requirement) in role.requires.iter().enumerate() {
                    if self.is_over(requirement.until) {
                        continue;
                    }
                    let here = pointer!["roles", position, "requires", number];
                    if let Some(id) = &requirement.module {
                        let pointer = here.then("module");
                        self.add(
                            ladder.record,
                            pointer,
                            id.as_str(),
                            Way::Names,
                            requirement.since,
                        );
                    }
                    for (choice, offer) in requirement.from.iter().enumerate() {
                        let Some(id) = &offer.module else { continue };
                        let pointer = here.then("from").then(choice).then("module");
                        self.add(
                            ladder.record,
                            pointer,
                            id.as_str(),
                            Way::Names,
                            requirement.since,
                        );
                    }
                }
            }
        }
    }

    fn program(&mut self) {
        for cohort in self.catalog.all::<Cohort>() {
            if let Some(id) =
                cohort.document.project.as_ref().filter(|_| !self.is_over(cohort.ends))
            {
                let from = Some(cohort.starts);
                self.add(cohort.record, pointer!["project"], id.as_str(), Way::Names, from);
            }
        }
        for person in self.catalog.all::<Person>() {
            let Some(facilitating) = &person.document.facilitating else { continue };
            if self.is_over(person.left) {
                continue;
            }
            for (number, id) in facilitating.modules.iter().enumerate() {
                let pointer = pointer!["facilitating", "modules", number];
                self.add(person.record, pointer, id.as_str(), Way::Facilitates, None);
            }
        }
    }

    fn learners(&mut self) {
        for enrolment in self.catalog.all::<Enrolment>() {
            if enrolment.finished.is_none() && enrolment.withdrawn.is_none() {
                let from = Some(enrolment.started);
                self.add(enrolment.record, pointer!["started"], enrolment.id(), Way::Takes, from);
            }
        }
        for enrolment in self.catalog.all::<PathwayEnrolment>() {
            if enrolment.withdrawn.is_some() {
                continue;
            }
            for (number, elective) in enrolment.document.electives.iter().enumerate() {
                let Some(id) = &elective.module else { continue };
                let taken = format!("{}/{}", enrolment.owner(), id.as_str());
                let taken = self.catalog.get::<Enrolment>(&taken);
                if taken.is_none_or(|taken| taken.finished.is_none()) {
                    let pointer = pointer!["electives", number, "module"];
                    self.add(enrolment.record, pointer, id.as_str(), Way::Names, None);
                }
            }
        }
    }
}
