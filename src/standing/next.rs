//! The next step: one thing somebody can do now for the lines that are not there yet.

use super::demand::{Demand, present_credential, with_successors};
use super::holdings::Holdings;
use super::motion::{Motion, leads_to};
use super::readiness::{LineState, Readiness};
use super::verdict::Standing;
use crate::base::date::Date;
use crate::catalog::{Catalog, Entry};
use crate::kinds::credential::Credential;
use crate::kinds::enrolment::Enrolment;
use crate::kinds::module::{Module, Status};

/// One thing to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// Ask to be judged for this credential.
    Claim(&'a str),
    /// Go on with this module.
    Finish(&'a str),
    /// Take this module.
    Start(&'a str),
}

impl Step<'_> {
    const fn rank(self) -> u8 {
        match self {
            Self::Claim(_) => 0,
            Self::Finish(_) => 1,
            Self::Start(_) => 2,
        }
    }
}

/// The step that helps most: to show what is there before finishing what was begun before beginning
/// anything; for needed lines before weighted ones, in the role's order.
///
/// Lines that wait for somebody else's answer ask for nothing now.
#[must_use]
pub fn next_step<'a>(catalog: &'a Catalog, readiness: &Readiness<'a>) -> Option<Step<'a>> {
    let missing =
        |state: &&LineState<'a>| !matches!(state.standing, Standing::Met | Standing::Waived(_));
    let missing: Vec<&LineState<'a>> = readiness.lines.iter().filter(missing).collect();
    let needed = missing.iter().filter(|state| state.line.is_needed());
    let weighted = missing.iter().filter(|state| !state.line.is_needed());
    let person = readiness.person.id();
    let waits = |state: &&&LineState<'a>| {
        state.motion.iter().any(|motion| matches!(motion, Motion::ClaimWaiting { .. }))
    };
    needed
        .chain(weighted)
        .filter(|state| !waits(state))
        .filter_map(|state| step_for(catalog, person, &state.line.demand, readiness.as_of))
        .min_by_key(|step| step.rank())
}

fn step_for<'a>(
    catalog: &'a Catalog,
    person: &str,
    demand: &Demand<'_>,
    day: Date,
) -> Option<Step<'a>> {
    let modules = || {
        catalog.all::<Module>().filter(|module| {
            module.document.status == Status::Active && leads_to(catalog, *module, demand)
        })
    };
    let progress = |module: &Entry<'a, Module>| progress(catalog, person, module.id(), day);
    if let Some(module) = modules().find(|module| progress(module) == Progress::Running) {
        return Some(Step::Finish(module.id()));
    }
    let credential =
        catalog.all::<Credential>().find(|credential| gives(catalog, *credential, demand));
    let is_prepared = |credential: &Entry<'a, Credential>| {
        let needs = &credential.document.needs.modules;
        let done = |id: &str| {
            let is_finished =
                |id: &&str| self::progress(catalog, person, id, day) == Progress::Finished;
            with_successors(catalog, id).iter().any(is_finished)
        };
        if needs.is_empty() {
            modules().next().is_none()
                || modules().any(|module| progress(&module) == Progress::Finished)
        } else {
            needs.iter().all(|id| done(id.as_str()))
        }
    };
    if let Some(credential) = credential.filter(is_prepared) {
        return Some(Step::Claim(credential.id()));
    }
    let module = modules().find(|module| progress(module) == Progress::None)?;
    Some(Step::Start(first_of(catalog, person, module, day)))
}

/// Whether a credential's award satisfies a demand or, of a group, one of its members.
fn gives(catalog: &Catalog, credential: Entry<'_, Credential>, demand: &Demand<'_>) -> bool {
    match demand {
        Demand::Credential(id) => present_credential(catalog, id) == credential.id(),
        Demand::Choose { from, .. } => from.iter().any(|one| gives(catalog, credential, one)),
        demand => {
            let mut held = Holdings::default();
            let Some(some_day) = Date::new(2000, 1, 1) else { return false };
            held.add_attested(catalog, &credential.document.attests, some_day);
            held.counts_towards(catalog, demand)
        }
    }
}

/// The module itself, or the first of its prerequisites that is not finished.
fn first_of<'a>(
    catalog: &'a Catalog,
    person: &str,
    module: Entry<'a, Module>,
    day: Date,
) -> &'a str {
    let mut at = module;
    // Prerequisites may run in a circle in a catalog with errors.
    for _ in 0..100 {
        let open = at.document.prerequisites.iter().find_map(|id| {
            let before = catalog.get::<Module>(id.as_str())?;
            (progress(catalog, person, before.id(), day) == Progress::None).then_some(before)
        });
        match open {
            Some(before) => at = before,
            None => break,
        }
    }
    at.id()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    None,
    Running,
    Finished,
}

fn progress(catalog: &Catalog, person: &str, module: &str, day: Date) -> Progress {
    let Some(enrolment) = catalog.get::<Enrolment>(&format!("{person}/{module}")) else {
        return Progress::None;
    };
    let by_then = |date: Option<Date>| date.is_some_and(|date| date <= day);
    if by_then(enrolment.document.finished) {
        Progress::Finished
    } else if by_then(enrolment.document.withdrawn) || enrolment.document.started > day {
        Progress::None
    } else {
        Progress::Running
    }
}
