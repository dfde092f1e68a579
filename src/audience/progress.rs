//! How far somebody has come with everything there is, for those who may see all of it: for maps.
//!
//! ```text
//! module      there already  it is finished, or an award judged it as finished
//!             under way      they are taking it
//!             not needed     what it is assessed by is held, or all that it teaches is attested
//! credential  there already  it is held
//!             under way      a claim waits, a second chance is open, or a module towards it is being taken
//!             not needed     all that it attests is attested otherwise
//! role        there already  they have it now, or had it
//!             under way      it is the role that they work towards
//!             not needed     it comes before the one they have now
//! ```
//!
//! All else is ahead, whatever was said of it: that something was looked at and is not there yet stands in
//! the words of their page, not on a map. What a role asks for by its name is never said to be not needed.

use std::collections::{BTreeMap, BTreeSet};

use super::view::View;
use crate::base::date::Date;
use crate::catalog::index::RoleEntry;
use crate::catalog::{Catalog, Entry};
use crate::kinds::credential::Credential;
use crate::kinds::ladder::Ladder;
use crate::kinds::module::Module;
use crate::kinds::person::Person;
use crate::standing::decisions::Decisions;
use crate::standing::demand::{Demand, with_successors};
use crate::standing::motion::UnderWay;

/// How far somebody has come with one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reached {
    /// Done, held, reached.
    There,
    /// Something has begun.
    UnderWay,
    /// Nobody needs it of them: what it leads to is there already.
    NotNeeded,
    /// Still to come.
    Ahead,
}

/// How far somebody has come with everything.
#[derive(Debug, Clone)]
pub struct Progress<'a> {
    /// Whose it is.
    pub person: Entry<'a, Person>,
    /// The role that they work towards, if any.
    pub towards: Option<RoleEntry<'a>>,
    /// The role they have on the day, if any.
    pub role: Option<RoleEntry<'a>>,
    catalog: &'a Catalog,
    decisions: Decisions<'a>,
    under_way: UnderWay<'a>,
    finished: BTreeMap<&'a str, Date>,
    had: BTreeSet<&'a str>,
    named: Named<'a>,
}

/// What some role asks for by its name, by present ids.
#[derive(Debug, Clone, Default)]
struct Named<'a> {
    modules: BTreeSet<&'a str>,
    credentials: BTreeSet<&'a str>,
}

impl<'a> View<'a> {
    /// How far a person has come: for themselves, and for those who mentor them and may see everything that
    /// it rests on; never for a group.
    #[must_use]
    pub fn progress(&self, person: &str) -> Option<Progress<'a>> {
        let owner = self.people.person(person).filter(|_| self.is_close_to(person))?;
        let growth = self.growth(person);
        let is_whole = growth.as_ref().is_some_and(|growth| growth.is_whole);
        if !is_whole && !self.is_reader(person) {
            return None;
        }
        let catalog = self.ledger.catalog();
        let day = self.as_of();
        let decisions = Decisions::of(self.ledger, owner, day);
        let posts = owner.document.roles.iter().filter(|post| post.from <= day);
        let had = posts.filter_map(|post| catalog.role(post.role.as_ref()?.as_str()));
        Some(Progress {
            person: owner,
            towards: growth.map(|growth| growth.readiness.role),
            role: self.people.role(owner),
            catalog,
            under_way: UnderWay::of(&decisions, owner, day),
            finished: self.people.finished_modules(owner.id()),
            had: had.map(|role| role.id()).collect(),
            named: Named::of(catalog),
            decisions,
        })
    }
}

impl<'a> Named<'a> {
    fn of(catalog: &'a Catalog) -> Self {
        let roles = catalog.all::<Ladder>().flat_map(|ladder| &ladder.document.roles);
        let mut named = Self::default();
        for requirement in roles.flat_map(|role| &role.requires) {
            named.add(&Demand::of_requirement(catalog, requirement));
        }
        named
    }

    fn add(&mut self, demand: &Demand<'a>) {
        match demand {
            Demand::Module(id) => {
                self.modules.insert(id);
            }
            Demand::Credential(id) => {
                self.credentials.insert(id);
            }
            Demand::Choose { from, .. } => from.iter().for_each(|choice| self.add(choice)),
            Demand::Competency { .. }
            | Demand::Portfolio(_)
            | Demand::Experience(_)
            | Demand::Unreadable(_) => {}
        }
    }
}

impl<'a> Progress<'a> {
    /// How far they have come with a module.
    #[must_use]
    pub fn module(&self, module: Entry<'a, Module>) -> Reached {
        let successors = with_successors(self.catalog, module.id());
        let is_finished = successors.iter().any(|id| self.finished.contains_key(id));
        if is_finished || self.satisfies(&Demand::Module(module.id())) {
            Reached::There
        } else if self.under_way.is_taking(module.id()) {
            Reached::UnderWay
        } else if self.is_spared(module) {
            Reached::NotNeeded
        } else {
            Reached::Ahead
        }
    }

    /// How far they have come with a credential.
    #[must_use]
    pub fn credential(&self, credential: Entry<'a, Credential>) -> Reached {
        let demand = Demand::Credential(credential.id());
        let attests = credential.document.attests.iter();
        let mut attests = attests.map(|it| (it.competency.as_str(), it.at.as_str())).peekable();
        let is_named = self.named.credentials.contains(credential.id());
        if self.satisfies(&demand) {
            Reached::There
        } else if !self.under_way.towards(self.catalog, &demand).is_empty() {
            Reached::UnderWay
        } else if !is_named && attests.peek().is_some() && self.masters_all(attests) {
            Reached::NotNeeded
        } else {
            Reached::Ahead
        }
    }

    /// How far they have come with a role.
    #[must_use]
    pub fn of_role(&self, role: RoleEntry<'a>) -> Reached {
        let is_now = |now: RoleEntry<'a>| now.id() == role.id();
        let is_behind = |now: RoleEntry<'a>| {
            now.ladder.id() == role.ladder.id() && role.position < now.position
        };
        if self.role.is_some_and(is_now) {
            Reached::There
        } else if self.towards.is_some_and(is_now) {
            Reached::UnderWay
        } else if self.had.contains(role.id()) {
            Reached::There
        } else if self.role.is_some_and(is_behind) {
            Reached::NotNeeded
        } else {
            Reached::Ahead
        }
    }

    fn is_spared(&self, module: Entry<'a, Module>) -> bool {
        if module.document.mandatory || self.named.modules.contains(module.id()) {
            return false;
        }
        let assessed_by = module.document.assessed_by.as_ref();
        let credential = assessed_by.and_then(|id| self.catalog.get::<Credential>(id.as_str()));
        let is_held = |it: Entry<'a, Credential>| self.satisfies(&Demand::Credential(it.id()));
        let teaches = module.document.teaches.iter();
        let mut teaches = teaches.map(|it| (it.competency.as_str(), it.to.as_str())).peekable();
        credential.is_some_and(is_held) || teaches.peek().is_some() && self.masters_all(teaches)
    }

    fn masters_all<'i>(&self, mut all: impl Iterator<Item = (&'i str, &'i str)>) -> bool {
        all.all(|(id, at)| {
            self.catalog.competency(id).is_some_and(|entry| {
                let step = entry.step(at);
                self.satisfies(&Demand::Competency { id: entry.id, at, step })
            })
        })
    }

    fn satisfies(&self, demand: &Demand<'_>) -> bool {
        self.decisions.held.satisfies(self.catalog, demand)
    }
}
