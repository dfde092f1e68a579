//! What the catalog offers one person: the modules they can take and the credentials they can earn.

use std::collections::{BTreeMap, BTreeSet};

use super::badge::Badge;
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::catalog::people::People;
use crate::catalog::{Catalog, Entry};
use crate::kinds::module::{Module, Status};
use crate::kinds::person::Person;
use crate::standing::demand::Demand;
use crate::standing::holdings::Holdings;

/// A module that somebody can take.
#[derive(Debug, Clone)]
pub struct Course<'a> {
    /// The module.
    pub module: Entry<'a, Module>,
    /// The learning time that is left of it, in minutes.
    pub minutes: u64,
    /// Whether the module does not say how long it takes, so that the catalog's usual time is used.
    pub is_estimated: bool,
    /// The day on which they began it, if they have.
    pub begun: Option<Date>,
    /// The modules to finish before it, by id; none that they have finished.
    pub before: Vec<&'a str>,
}

/// Why a module cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hindrance<'a> {
    /// There is no such module.
    Missing,
    /// It is still being written.
    Draft,
    /// It is retired, and nothing takes its place.
    Retired,
    /// It asks, by however many steps, to be finished before itself.
    Circle,
    /// It asks for this module, which cannot be taken.
    Before(&'a str),
}

/// What became of a module that somebody is sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found<'a> {
    /// They have finished it, or one that takes its place.
    Finished,
    /// They can take this one: the module itself, or the one that replaced it.
    Open(&'a str),
    /// Nobody can take it.
    Closed(Hindrance<'a>),
}

/// What the catalog offers one person on one day.
#[derive(Debug, Clone)]
pub struct Offer<'a> {
    /// Where everything is looked up.
    pub catalog: &'a Catalog,
    /// Modules they can take and have not finished, by id.
    pub courses: BTreeMap<&'a str, Course<'a>>,
    /// Credentials they can earn, by id; also those they hold.
    pub badges: BTreeMap<&'a str, Badge<'a>>,
    finished: BTreeMap<&'a str, Date>,
    approved: BTreeSet<&'a str>,
    closed: BTreeMap<&'a str, Hindrance<'a>>,
    taught: BTreeMap<&'a str, Vec<(usize, Entry<'a, Module>)>>,
}

impl<'a> Offer<'a> {
    /// What `person` can take and earn on `day`, with what they hold by then and the credentials that
    /// they have earned for themselves.
    #[must_use]
    pub fn of(
        catalog: &'a Catalog,
        person: Entry<'a, Person>,
        held: &Holdings<'a>,
        earned: &BTreeSet<&'a str>,
        day: Date,
    ) -> Self {
        let people = People::on(catalog, day);
        let modules = catalog.all::<Module>().map(|module| module.id());
        let approved = modules.filter(|id| held.satisfies(catalog, &Demand::Module(id)));
        let approved = approved.collect();
        let mut offer = Self::beside(catalog, people.finished_modules(person.id()), approved);
        for (enrolment, module) in people.modules_under_way(person.id()) {
            if let Some(course) = offer.courses.get_mut(module.id()) {
                course.begun = Some(enrolment.document.started);
                course.minutes =
                    what_is_left(course.minutes, module, enrolment.document.reached.len());
            }
        }
        offer.open_badges(held, earned);
        offer
    }

    /// What somebody can take and earn who has finished nothing and holds nothing.
    #[must_use]
    pub fn to_newcomers(catalog: &'a Catalog) -> Self {
        let mut offer = Self::beside(catalog, BTreeMap::new(), BTreeSet::new());
        offer.open_badges(&Holdings::default(), &BTreeSet::new());
        offer
    }

    /// The modules that can be taken beside those that are finished, as somebody or an approval says.
    fn beside(
        catalog: &'a Catalog,
        finished: BTreeMap<&'a str, Date>,
        approved: BTreeSet<&'a str>,
    ) -> Self {
        let modules: BTreeMap<&'a str, Entry<'a, Module>> =
            catalog.all::<Module>().map(|module| (module.id(), module)).collect();
        let mut offer = Self {
            catalog,
            courses: BTreeMap::new(),
            badges: BTreeMap::new(),
            finished,
            approved,
            closed: BTreeMap::new(),
            taught: taught(catalog),
        };
        let usual = usual_minutes(&modules);
        offer.open_courses(&modules, usual);
        offer
    }

    /// What became of a module that somebody is sent to by this id.
    #[must_use]
    pub fn module(&self, id: &'a str) -> Found<'a> {
        let mut seen = BTreeSet::new();
        let mut id = id;
        loop {
            let Some(module) = self.catalog.get::<Module>(id) else {
                return Found::Closed(Hindrance::Missing);
            };
            if self.is_finished(module.id()) {
                return Found::Finished;
            }
            match (&module.document.status, &module.document.replaced_by) {
                (Status::Active, _) => {
                    return match self.closed.get(module.id()) {
                        Some(hindrance) => Found::Closed(*hindrance),
                        None => Found::Open(module.id()),
                    };
                }
                (Status::Draft, _) => return Found::Closed(Hindrance::Draft),
                (Status::Retired, Some(next)) if seen.insert(module.id()) => id = next.as_str(),
                (Status::Retired, _) => return Found::Closed(Hindrance::Retired),
            }
        }
    }

    /// Whether they have finished a module, as they or an approval say; by its present id.
    #[must_use]
    pub fn is_finished(&self, id: &str) -> bool {
        self.finished.contains_key(id) || self.approved.contains(id)
    }

    /// The day on which they finished a module, as they say.
    #[must_use]
    pub fn finished_on(&self, id: &str) -> Option<Date> {
        self.finished.get(id).copied()
    }

    /// The modules that they have finished, by their present ids.
    pub fn finished(&self) -> impl Iterator<Item = &'a str> {
        let said = self.finished.keys().copied();
        said.chain(self.approved.iter().copied().filter(|id| !self.finished.contains_key(id)))
    }

    /// The modules that teach a competency up to a step: those they can take, and whether they have
    /// finished one, or whether there are only some that nobody can take.
    #[must_use]
    pub fn teachers(&self, competency: &str, step: usize) -> Teachers<'a> {
        let mut teachers = Teachers::default();
        let known = self.taught.get(competency).into_iter().flatten();
        for (_, module) in known.filter(|(reached, _)| *reached >= step) {
            if self.is_finished(module.id()) {
                teachers.is_learned = true;
            } else if self.courses.contains_key(module.id()) {
                teachers.open.push(module.id());
            } else if module.document.status == Status::Active {
                teachers.closed.push(module.id());
            }
        }
        teachers.open.sort_unstable();
        teachers.open.dedup();
        teachers
    }

    /// Why a module cannot be taken, if it cannot.
    #[must_use]
    pub fn hindrance(&self, id: &'a str) -> Option<Hindrance<'a>> {
        match self.module(id) {
            Found::Closed(hindrance) => Some(hindrance),
            Found::Finished | Found::Open(_) => None,
        }
    }

    /// Opens module after module whose prerequisites are finished or open; those that are left ask for
    /// something that nobody can take, or go in a circle.
    fn open_courses(&mut self, modules: &BTreeMap<&'a str, Entry<'a, Module>>, usual: u64) {
        let mut waiting: BTreeMap<&'a str, usize> = BTreeMap::new();
        let mut waited_for: BTreeMap<&'a str, Vec<&'a str>> = BTreeMap::new();
        let mut ready = Vec::new();
        for (id, module) in modules {
            if module.document.status != Status::Active || self.is_finished(id) {
                continue;
            }
            let before = match self.prerequisites(*module) {
                Ok(before) => before,
                Err(hindrance) => {
                    self.closed.insert(id, hindrance);
                    continue;
                }
            };
            if before.is_empty() {
                ready.push(*id);
            }
            waiting.insert(id, before.len());
            for needed in &before {
                waited_for.entry(needed).or_default().push(id);
            }
            let stated = module.document.effort;
            let minutes =
                stated.map_or(usual, |effort| effort.learning.map_or(0, Duration::working_minutes));
            let is_estimated = stated.is_none();
            let course = Course { module: *module, minutes, is_estimated, begun: None, before };
            self.courses.insert(id, course);
        }
        while let Some(id) = ready.pop() {
            waiting.remove(id);
            for next in waited_for.get(id).into_iter().flatten() {
                if let Some(left) = waiting.get_mut(next) {
                    *left -= 1;
                    if *left == 0 {
                        ready.push(next);
                    }
                }
            }
        }
        self.close(waiting.into_keys().collect());
    }

    /// Closes courses whose prerequisites never become open, each with its reason: what can be traced
    /// to a closed module first; of the rest, what nothing else in it builds on is in no circle itself.
    fn close(&mut self, mut stuck: BTreeSet<&'a str>) {
        let before = |offer: &Self, id: &str| {
            offer.courses.get(id).map(|course| course.before.clone()).unwrap_or_default()
        };
        loop {
            let closed = |id: &&'a str| {
                let needed = before(self, id);
                let needed = needed.into_iter().find(|needed| self.closed.contains_key(needed));
                Some((*id, Hindrance::Before(needed?)))
            };
            let peeled = |id: &&'a str| {
                let is_needed = stuck.iter().any(|other| before(self, other).contains(id));
                let needed = before(self, id).into_iter().find(|needed| stuck.contains(needed));
                (!is_needed).then_some((*id, Hindrance::Before(needed?)))
            };
            let found = stuck.iter().find_map(closed).or_else(|| stuck.iter().find_map(peeled));
            let Some((id, hindrance)) = found else { break };
            stuck.remove(id);
            self.courses.remove(id);
            self.closed.insert(id, hindrance);
        }
        for id in stuck {
            self.courses.remove(id);
            self.closed.insert(id, Hindrance::Circle);
        }
    }

    /// The modules to finish before another, each once; or why that is not possible.
    fn prerequisites(&self, module: Entry<'a, Module>) -> Result<Vec<&'a str>, Hindrance<'a>> {
        let mut before = BTreeSet::new();
        for id in &module.document.prerequisites {
            match self.module(id.as_str()) {
                Found::Finished => {}
                Found::Open(id) => {
                    before.insert(id);
                }
                Found::Closed(_) => return Err(Hindrance::Before(id.as_str())),
            }
        }
        Ok(before.into_iter().collect())
    }
}

/// The modules that teach something.
#[derive(Debug, Clone, Default)]
pub struct Teachers<'a> {
    /// Those that can be taken, by id.
    pub open: Vec<&'a str>,
    /// Those that should be open and that nobody can take.
    pub closed: Vec<&'a str>,
    /// Whether one of them is finished.
    pub is_learned: bool,
}

/// What modules teach: by competency, each module with the step up to which it does.
fn taught(catalog: &Catalog) -> BTreeMap<&str, Vec<(usize, Entry<'_, Module>)>> {
    let mut taught: BTreeMap<&str, Vec<(usize, Entry<'_, Module>)>> = BTreeMap::new();
    for module in catalog.all::<Module>() {
        for teaches in &module.document.teaches {
            let entry = catalog.competency(teaches.competency.as_str());
            let step = entry.and_then(|entry| Some((entry.id, entry.step(teaches.to.as_str())?)));
            if let Some((id, step)) = step {
                taught.entry(id).or_default().push((step, module));
            }
        }
    }
    taught
}

/// The learning time in the middle of all that modules state; four hours where none does.
fn usual_minutes(modules: &BTreeMap<&str, Entry<'_, Module>>) -> u64 {
    let stated = modules.values().filter(|module| module.document.status == Status::Active);
    let stated = stated.filter_map(|module| module.document.effort?.learning);
    let mut stated: Vec<u64> = stated.map(Duration::working_minutes).collect();
    stated.sort_unstable();
    stated.get(stated.len() / 2).copied().unwrap_or(4 * 60)
}

/// What is left of a module when some of its milestones are reached: all of them count the same.
fn what_is_left(minutes: u64, module: Entry<'_, Module>, reached: usize) -> u64 {
    let milestones = module.document.milestones.len();
    let left = milestones.saturating_sub(reached);
    match (u64::try_from(milestones), u64::try_from(left)) {
        (Ok(milestones), Ok(left)) if milestones > 0 => (minutes * left).div_ceil(milestones),
        _ => minutes,
    }
}
