//! Modules that are offered otherwise, or ask something else, and who is in the middle of them.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Sides;
use super::syllabus::{self, Change, Leaders};
use crate::base::date::Date;
use crate::catalog::{Catalog, Entry};
use crate::kinds::enrolment::Enrolment;
use crate::kinds::module::{Module, Status};
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::kinds::person::Person;
use crate::standing::demand::present_module;

/// A module that is not what it was to those who take it.
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
    /// Whether something else is to be taken instead than before.
    pub is_replaced_otherwise: bool,
    /// What it asks or says otherwise, part by part; edits of prose are none.
    pub changes: Vec<Change>,
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
        self.in_the_middle.is_empty() && self.chosen.is_empty()
    }
}

/// The modules that changed for those who take them, sorted by file.
pub(super) fn modules(sides: &Sides<'_>, people: &[&str]) -> Vec<ModuleImpact> {
    let compared = compared(sides);
    if compared.is_empty() {
        return Vec::new();
    }
    let before = syllabus::leaders(sides, sides.before.catalog());
    let after = syllabus::leaders(sides, sides.after.catalog());
    let of = |(was, is): (Entry<'_, Module>, Entry<'_, Module>)| {
        impact(sides, (&before, &after), was, is)
    };
    let mut found: Vec<ModuleImpact> = compared.into_par_iter().filter_map(of).collect();
    found.sort_by(|one, other| one.path.cmp(&other.path));
    let numbers: BTreeMap<String, usize> =
        found.iter().enumerate().map(|(number, one)| (one.module.clone(), number)).collect();
    let behind: Vec<BTreeMap<usize, Behind>> =
        people.par_iter().map(|person| behind(sides, person, &numbers)).collect();
    for (person, behind) in people.iter().zip(behind) {
        for (number, how) in behind {
            match how {
                Behind::HasFinished => found[number].finished += 1,
                Behind::IsInTheMiddle => found[number].in_the_middle.push((*person).to_owned()),
                Behind::Chose => found[number].chosen.push((*person).to_owned()),
                Behind::GaveUp => {}
            }
        }
    }
    found
}

/// The modules to compare, as they were and as they are: those whose file differs, and those that somebody
/// leads otherwise than before.
fn compared<'a>(sides: &Sides<'a>) -> Vec<(Entry<'a, Module>, Entry<'a, Module>)> {
    let (then, now) = (sides.before.catalog(), sides.after.catalog());
    let mut led: BTreeSet<&'a str> = BTreeSet::new();
    let mut found = Vec::new();
    for difference in &sides.differences {
        for side in [difference.before, difference.after].into_iter().flatten() {
            let leads =
                Entry::<Person>::of(side).and_then(|one| one.document.facilitating.as_ref());
            led.extend(
                leads
                    .iter()
                    .flat_map(|leads| &leads.modules)
                    .map(|id| present_module(now, id.as_str())),
            );
        }
        let sides = difference.before.zip(difference.after);
        found.extend(sides.and_then(|(was, is)| Some((Entry::of(was)?, Entry::of(is)?))));
    }
    for id in led {
        let sides = then.get::<Module>(id).zip(now.get::<Module>(id));
        let is_known = found.iter().any(|(_, is): &(_, Entry<'_, Module>)| is.id() == id);
        found.extend(sides.filter(|_| !is_known));
    }
    found
}

/// A module beside what it was; none where only its prose differs.
fn impact(
    sides: &Sides<'_>,
    leaders: (&Leaders<'_>, &Leaders<'_>),
    was: Entry<'_, Module>,
    is: Entry<'_, Module>,
) -> Option<ModuleImpact> {
    let changes = syllabus::changes(sides, leaders, was, is);
    let is_replaced_otherwise = was.replaced_by != is.replaced_by;
    if changes.is_empty() && was.status == is.status && !is_replaced_otherwise {
        return None;
    }
    Some(ModuleImpact {
        module: is.id().to_owned(),
        title: is.document.title.as_str().to_owned(),
        path: is.record.source.path.to_string(),
        was: was.status,
        is: is.status,
        replaced_by: is.replaced_by.as_ref().map(|id| id.as_str().to_owned()),
        is_replaced_otherwise,
        changes,
        in_the_middle: Vec::new(),
        chosen: Vec::new(),
        finished: 0,
    })
}

/// How somebody is behind a module.
enum Behind {
    HasFinished,
    IsInTheMiddle,
    GaveUp,
    Chose,
}

/// Which of these modules, numbered by their present ids, somebody is behind, and how.
fn behind(
    sides: &Sides<'_>,
    person: &str,
    numbers: &BTreeMap<String, usize>,
) -> BTreeMap<usize, Behind> {
    let catalog = sides.after.catalog();
    let number = |id: &str| numbers.get(present_module(catalog, id)).copied();
    let over = |day: Option<Date>| day.is_some_and(|day| day <= sides.as_of);
    let mut found = BTreeMap::new();
    for enrolment in catalog.owned::<Enrolment>(person) {
        let Some(number) = number(enrolment.id()) else { continue };
        if enrolment.started > sides.as_of {
            continue;
        }
        let how = if over(enrolment.finished) {
            Behind::HasFinished
        } else if over(enrolment.withdrawn) {
            Behind::GaveUp
        } else {
            Behind::IsInTheMiddle
        };
        found.entry(number).or_insert(how);
    }
    let enrolments = catalog.owned::<PathwayEnrolment>(person);
    for enrolment in enrolments.filter(|enrolment| !over(enrolment.withdrawn)) {
        let modules = enrolment.document.electives.iter().filter_map(|one| one.module.as_ref());
        for number in modules.filter_map(|id| number(id.as_str())) {
            found.entry(number).or_insert(Behind::Chose);
        }
    }
    found
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
