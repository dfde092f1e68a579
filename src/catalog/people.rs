//! What is known about people on a day: team, mentors, learning time, finished modules, goal, rollout.
//!
//! Pages, rules and readiness ask here, so that "their mentor" means one thing everywhere.

use std::collections::{BTreeMap, HashSet};

use super::index::{Catalog, Found, RoleEntry, Target};
use super::record::Entry;
use super::references::Noun;
use crate::base::date::Date;
use crate::base::duration::Pace;
use crate::base::reference::{Ref, to};
use crate::kinds::enrolment::Enrolment;
use crate::kinds::goal::Goal;
use crate::kinds::module::Module;
use crate::kinds::person::{Mentorship, Person};
use crate::kinds::program::Wave;
use crate::kinds::team::Team;
use crate::kinds::{Document, Kind};

/// The people of a catalog as they are on one day.
///
/// Everything is read off the records each time, which takes steps by the number of the person's own
/// records and never by the size of the catalog.
#[derive(Debug, Clone)]
pub struct People<'a> {
    catalog: &'a Catalog,
    day: Date,
    waves: Vec<&'a Wave>,
    rolled_out: bool,
}

/// A mentorship that holds: who coaches, and which entry of `mentors` says so.
#[derive(Debug, Clone, Copy)]
pub struct Mentor<'a> {
    /// Who coaches.
    pub person: Entry<'a, Person>,
    /// The position in the mentee's `mentors`; none for the lead who coaches by default.
    pub entry: Option<usize>,
}

impl<'a> People<'a> {
    /// The people of `catalog` on `day`.
    #[must_use]
    pub fn on(catalog: &'a Catalog, day: Date) -> Self {
        let rollout = catalog.program().map_or(&[][..], |program| &program.document.rollout);
        Self {
            catalog,
            day,
            waves: rollout.iter().filter(|wave| wave.from <= day).collect(),
            rolled_out: rollout.is_empty(),
        }
    }

    /// The day.
    #[must_use]
    pub fn day(&self) -> Date {
        self.day
    }

    /// Everybody who is at the company on the day, sorted by id.
    pub fn present(&self) -> impl Iterator<Item = Entry<'a, Person>> {
        let day = self.day;
        self.catalog.all::<Person>().filter(move |person| person.is_here_on(day))
    }

    /// Everybody who is at the company and whom the rollout has reached: those for whom rules about
    /// the program's process hold.
    pub fn in_program(&self) -> impl Iterator<Item = Entry<'a, Person>> {
        self.present().filter(|person| self.is_in_rollout(*person))
    }

    /// The person of this id, under whatever id, whether here or not.
    #[must_use]
    pub fn person(&self, id: &str) -> Option<Entry<'a, Person>> {
        self.catalog.get(id)
    }

    /// Whether the owner of a record is at the company and reached by the rollout.
    #[must_use]
    pub fn process_holds_for(&self, owner: &str) -> bool {
        self.person(owner)
            .is_some_and(|person| person.is_here_on(self.day) && self.is_in_rollout(person))
    }

    /// Whether the person left before the day.
    #[must_use]
    pub fn has_left(&self, person: &Person) -> bool {
        person.left.is_some_and(|left| left < self.day)
    }

    /// Whether a wave of the rollout that has begun names the person's team or one above it.
    ///
    /// A wave without teams reaches everybody, and so does a program without any wave.
    #[must_use]
    pub fn is_in_rollout(&self, person: Entry<'a, Person>) -> bool {
        if self.rolled_out {
            return true;
        }
        let above = self.teams(person);
        self.waves
            .iter()
            .any(|wave| wave.teams.is_empty() || self.names_one_of(&wave.teams, &above))
    }

    /// The person's team and the teams above it, their own first.
    #[must_use]
    pub fn teams(&self, person: Entry<'a, Person>) -> Vec<Entry<'a, Team>> {
        let mut seen = HashSet::new();
        let mut chain = Vec::new();
        let mut next = person.document.team_on(self.day);
        while let Some(team) = next.and_then(|id| self.catalog.get::<Team>(id.as_str())) {
            if !seen.insert(team.id()) {
                break;
            }
            chain.push(team);
            next = team.document.parent.as_ref();
        }
        chain
    }

    /// Whether one of `teams` is among those named, directly or by a former id.
    #[must_use]
    pub fn names_one_of(&self, named: &[Ref<to::Team>], teams: &[Entry<'a, Team>]) -> bool {
        named
            .iter()
            .filter_map(|id| self.catalog.record(Kind::Team, id.as_str()))
            .any(|record| teams.iter().any(|team| std::ptr::eq(team.record, record)))
    }

    /// The number of the entry of `roles` that holds.
    #[must_use]
    pub fn position(&self, person: Entry<'a, Person>) -> Option<usize> {
        let held = person.document.position_on(self.day)?;
        person.document.roles.iter().position(|position| std::ptr::eq(position, held))
    }

    /// The role the person has.
    #[must_use]
    pub fn role(&self, person: Entry<'a, Person>) -> Option<RoleEntry<'a>> {
        self.catalog.role(person.document.role_on(self.day)?.as_str())
    }

    /// The lead who coaches the person unless somebody else does: of their team or, where that is
    /// themselves, nobody, or somebody who has left, of the nearest team above.
    #[must_use]
    pub fn lead(&self, person: Entry<'a, Person>) -> Option<Entry<'a, Person>> {
        self.leads(person).into_iter().find(|lead| !self.has_left(lead))
    }

    /// The leads of the person's team and of the teams above it, the nearest first, without the
    /// person themselves; also those who have left.
    #[must_use]
    pub fn leads(&self, person: Entry<'a, Person>) -> Vec<Entry<'a, Person>> {
        self.teams(person)
            .into_iter()
            .filter_map(|team| self.person(team.document.lead.as_ref()?.as_str()))
            .filter(|lead| !same(*lead, person))
            .collect()
    }

    /// The entries of `mentors` that hold, with the person each names; also those who have left.
    pub fn mentorships(
        &self,
        person: Entry<'a, Person>,
    ) -> impl Iterator<Item = (usize, &'a Mentorship, Entry<'a, Person>)> {
        let open = !self.has_left(person.document);
        let (day, catalog) = (self.day, self.catalog);
        person
            .document
            .mentors
            .iter()
            .enumerate()
            .filter(move |(_, mentorship)| open && mentorship.holds_on(day))
            .filter_map(move |(number, mentorship)| {
                let mentor = catalog.get::<Person>(mentorship.person.as_ref()?.as_str())?;
                Some((number, mentorship, mentor))
            })
    }

    /// Who coaches the person: those they chose and who are here, otherwise their lead; nobody where
    /// they want none, and never themselves.
    #[must_use]
    pub fn mentors(&self, person: Entry<'a, Person>) -> Vec<Mentor<'a>> {
        if !person.is_here_on(self.day) || person.wants_no_mentor_on(self.day) {
            return Vec::new();
        }
        let chosen: Vec<Mentor<'a>> = self
            .mentorships(person)
            .filter(|(_, _, mentor)| !same(*mentor, person) && !self.has_left(mentor))
            .map(|(number, _, mentor)| Mentor { person: mentor, entry: Some(number) })
            .collect();
        if !chosen.is_empty() {
            return chosen;
        }
        self.lead(person).map(|lead| Mentor { person: lead, entry: None }).into_iter().collect()
    }

    /// The time for learning: the person's own, otherwise that of the nearest team that sets one,
    /// otherwise the program's.
    #[must_use]
    pub fn learning_time(&self, person: Entry<'a, Person>) -> Option<Pace> {
        person
            .document
            .learning_time
            .or_else(|| self.teams(person).iter().find_map(|team| team.learning_time))
            .or_else(|| self.catalog.program().and_then(|program| program.learning_time))
    }

    /// The modules the person has finished, by their present ids, with the day.
    #[must_use]
    pub fn finished_modules(&self, person: &str) -> BTreeMap<&'a str, Date> {
        let mut finished = BTreeMap::new();
        for enrolment in self.catalog.owned::<Enrolment>(person) {
            let Some(day) = enrolment.finished.filter(|day| *day <= self.day) else { continue };
            let module = self.catalog.record(Kind::Module, enrolment.id());
            finished.insert(module.map_or(enrolment.id(), |module| &*module.name), day);
        }
        finished
    }

    /// The modules the person is in the middle of, each with its enrolment: begun, not finished and
    /// not given up.
    pub fn modules_under_way(
        &self,
        person: &str,
    ) -> impl Iterator<Item = (Entry<'a, Enrolment>, Entry<'a, Module>)> {
        let (day, catalog) = (self.day, self.catalog);
        catalog
            .owned::<Enrolment>(person)
            .filter(move |enrolment| {
                enrolment.started <= day
                    && enrolment.finished.is_none_or(|finished| finished > day)
                    && enrolment.withdrawn.is_none_or(|withdrawn| withdrawn > day)
            })
            .filter_map(move |enrolment| Some((enrolment, catalog.get::<Module>(enrolment.id())?)))
    }

    /// The goal in force: the newest that is not dated after the day.
    #[must_use]
    pub fn goal(&self, person: &str) -> Option<Entry<'a, Goal>> {
        self.catalog
            .owned::<Goal>(person)
            .filter(|goal| goal.record.date().is_some_and(|date| date <= self.day))
            .max_by_key(|goal| goal.record.date())
    }
}

/// Whether two entries are of one record.
#[must_use]
pub fn same<D: Document>(one: Entry<'_, D>, other: Entry<'_, D>) -> bool {
    std::ptr::eq(one.record, other.record)
}

/// The record that a reference of `owner` leads to, of a kind that belongs to people.
#[must_use]
pub fn owned_record<'a>(
    catalog: &'a Catalog,
    kind: Kind,
    id: &str,
    owner: &str,
) -> Option<&'a super::Record> {
    match catalog.find(Noun::Record(kind), id, Some(owner)) {
        Found::Now(Target::Record(record)) | Found::Formerly(Target::Record(record)) => {
            Some(record)
        }
        Found::Now(_) | Found::Formerly(_) | Found::Nothing => None,
    }
}

/// Every record that a reference of `owner` leads to, of a kind that belongs to people: more than one where
/// several files claim the id.
#[must_use]
pub fn owned_records<'a>(
    catalog: &'a Catalog,
    kind: Kind,
    id: &str,
    owner: &str,
) -> Vec<&'a super::Record> {
    let found = owned_record(catalog, kind, id, owner);
    let all = found.map(|one| catalog.claiming(kind, one.owner.as_deref(), &one.name));
    all.into_iter().flatten().collect()
}
