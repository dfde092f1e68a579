//! What leads to what along a ladder: the modules and credentials that each of its roles asks for, and how
//! they build on one another.
//!
//! A thing stands in the column of the first role that has a use for it:
//!
//! ```text
//! credential ⇐ a line of the role names it, or it attests a competency of the role at the least proficiency
//!              that is enough
//! module     ⇐ a line of the role names it, it teaches a competency of the role up to no more than is asked,
//!              or something in the column has it as prerequisite
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::Site;
use super::addresses::{credential_link, module_link, role_link};
use super::connections::of;
use super::page::Link;
use crate::audience::progress::{Progress, Reached};
use crate::catalog::Entry;
use crate::catalog::index::RoleEntry;
use crate::format::map::{Edge, Kind, Node, State, Tie};
use crate::kinds::credential::Credential;
use crate::kinds::ladder::Ladder;
use crate::kinds::module::{Module, ModuleType, Status};
use crate::standing::demand::Demand;

/// A ladder with everything that leads along it.
pub struct Progression<'a> {
    /// Its roles, which are the columns.
    pub roles: Vec<RoleEntry<'a>>,
    /// Everything on it, by the id that edges know it by.
    pub things: BTreeMap<String, Placed<'a>>,
    /// What leads to what.
    pub edges: BTreeSet<Edge>,
}

/// A thing in its column.
#[derive(Debug, Clone)]
pub struct Placed<'a> {
    /// What it is.
    pub thing: Thing<'a>,
    /// The number of its column.
    pub column: usize,
    /// The themes it belongs to, by framework and id; none for a role.
    pub themes: BTreeSet<(&'a str, &'a str)>,
}

/// What can stand on a map.
#[derive(Debug, Clone, Copy)]
pub enum Thing<'a> {
    /// Something to learn.
    Module(Entry<'a, Module>),
    /// Something to show.
    Credential(Entry<'a, Credential>),
    /// Something to become.
    Role(RoleEntry<'a>),
}

impl<'a> Thing<'a> {
    /// What edges know it by.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Module(module) => format!("module-{}", module.id()),
            Self::Credential(credential) => format!("credential-{}", credential.id()),
            Self::Role(role) => format!("role-{}", role.id()),
        }
    }

    /// A link to its page.
    #[must_use]
    pub fn link(self) -> Link {
        match self {
            Self::Module(module) => module_link(module),
            Self::Credential(credential) => credential_link(credential),
            Self::Role(role) => role_link(role),
        }
    }

    const fn kind(self) -> Kind {
        match self {
            Self::Module(module) => kind(module.document.module_type),
            Self::Credential(_) => Kind::Credential,
            Self::Role(_) => Kind::Role,
        }
    }

    /// It as a node of a drawing on a page `root` below the top of the site; with somebody's progress it
    /// says how far they have come with it.
    #[must_use]
    pub fn node(self, column: usize, root: &str, progress: Option<&Progress<'a>>) -> Node {
        let link = self.link();
        Node {
            column,
            label: link.text,
            id: self.key(),
            href: link.href.map(|href| format!("{root}{href}")),
            kind: self.kind(),
            state: progress.map(|progress| state(self.reached(progress))),
            note: progress
                .and_then(|progress| self.part(progress))
                .map(str::to_owned)
                .or(link.note),
        }
    }

    /// How far somebody has come with it.
    #[must_use]
    pub fn reached(self, progress: &Progress<'a>) -> Reached {
        match self {
            Self::Module(module) => progress.module(module),
            Self::Credential(credential) => progress.credential(credential),
            Self::Role(role) => progress.of_role(role),
        }
    }

    /// What a role is to somebody.
    fn part(self, progress: &Progress<'a>) -> Option<&'static str> {
        let Self::Role(role) = self else { return None };
        let is = |other: Option<RoleEntry<'a>>| other.is_some_and(|it| it.id() == role.id());
        if is(progress.role) {
            Some("today")
        } else if is(progress.towards) {
            Some("the aim")
        } else {
            None
        }
    }

    fn themes(self, site: &Site<'a>) -> BTreeSet<(&'a str, &'a str)> {
        let ids: Vec<&str> = match self {
            Self::Module(module) => {
                module.document.teaches.iter().map(|it| it.competency.as_str()).collect()
            }
            Self::Credential(credential) => {
                credential.document.attests.iter().map(|it| it.competency.as_str()).collect()
            }
            Self::Role(_) => Vec::new(),
        };
        ids.into_iter()
            .filter_map(|id| {
                let entry = site.view.competency(id)?;
                Some((entry.framework.id(), entry.competency.theme.as_ref()?.as_str()))
            })
            .collect()
    }
}

/// The mark and the word for how far somebody has come.
#[must_use]
pub const fn state(reached: Reached) -> State {
    match reached {
        Reached::There => State::Met,
        Reached::UnderWay => State::UnderWay,
        Reached::NotNeeded => State::NotNeeded,
        Reached::Ahead => State::Open,
    }
}

const fn kind(module: ModuleType) -> Kind {
    match module {
        ModuleType::Course => Kind::Course,
        ModuleType::Project => Kind::Project,
        ModuleType::Apprenticeship => Kind::Apprenticeship,
        ModuleType::CaseStudy => Kind::CaseStudy,
        ModuleType::ProblemStatement => Kind::ProblemStatement,
        ModuleType::Workshop => Kind::Workshop,
        ModuleType::Reading => Kind::Reading,
    }
}

impl<'a> Progression<'a> {
    /// What leads along a ladder, as far as it may be seen.
    #[must_use]
    pub fn of(site: &Site<'a>, ladder: Entry<'a, Ladder>) -> Self {
        let roles = ladder.document.roles.iter().filter_map(|it| site.view.role(it.id.as_str()));
        let mut progression =
            Self { roles: roles.collect(), things: BTreeMap::new(), edges: BTreeSet::new() };
        for (column, role) in progression.roles.clone().into_iter().enumerate() {
            progression.place(site, Thing::Role(role), column);
            if let Some(before) = column.checked_sub(1).and_then(|it| progression.roles.get(it)) {
                let edge = tied(Thing::Role(*before), Thing::Role(role), Tie::Counts);
                progression.edges.insert(edge);
            }
            let lines = site.view.lines(role).in_force;
            for line in lines.iter().filter(|line| line.role.id() == role.id()) {
                progression.add(site, &line.demand, Thing::Role(role), column);
            }
        }
        progression
    }

    /// Adds what satisfies a demand.
    fn add(&mut self, site: &Site<'a>, demand: &Demand<'a>, role: Thing<'a>, column: usize) {
        match demand {
            Demand::Competency { id, step: Some(step), .. } => {
                self.add_competency(site, id, *step, role, column);
            }
            Demand::Credential(id) => {
                if let Some(credential) = site.view.get::<Credential>(id) {
                    self.add_credential(site, credential, role, column, Tie::Required);
                }
            }
            Demand::Module(id) => {
                if let Some(module) = site.view.get::<Module>(id) {
                    self.add_module(site, module, role, column, Tie::Required);
                }
            }
            Demand::Choose { from, .. } => {
                for choice in from {
                    self.add(site, choice, role, column);
                }
            }
            Demand::Competency { step: None, .. }
            | Demand::Portfolio(_)
            | Demand::Experience(_)
            | Demand::Unreadable(_) => {}
        }
    }

    fn add_competency(
        &mut self,
        site: &Site<'a>,
        id: &str,
        step: usize,
        role: Thing<'a>,
        column: usize,
    ) {
        let Some(competency) = site.view.competency(id) else { return };
        let at = |proficiency: &str| competency.step(proficiency);
        let attesting = of(&site.connections().attested_by, competency.id);
        let enough = attesting.iter().filter_map(|(_, proficiency)| at(proficiency));
        let least = enough.filter(|there| *there >= step).min();
        for (credential, proficiency) in attesting {
            if at(proficiency).is_some() && at(proficiency) == least {
                self.add_credential(site, *credential, role, column, Tie::Counts);
            }
        }
        for (module, proficiency) in of(&site.connections().taught_by, competency.id) {
            if at(proficiency).is_some_and(|there| there <= step) {
                self.add_module(site, *module, role, column, Tie::Counts);
            }
        }
    }

    fn add_credential(
        &mut self,
        site: &Site<'a>,
        credential: Entry<'a, Credential>,
        role: Thing<'a>,
        column: usize,
        tie: Tie,
    ) {
        let thing = Thing::Credential(credential);
        if !self.place(site, thing, column) {
            return;
        }
        self.edges.insert(tied(thing, role, tie));
        for module in of(&site.connections().prepared_by, credential.id()) {
            self.add_module(site, *module, thing, column, Tie::Counts);
        }
        for id in &credential.document.includes {
            if let Some(smaller) = site.view.get::<Credential>(id.as_str()) {
                self.add_credential(site, smaller, thing, column, Tie::Counts);
            }
        }
    }

    fn add_module(
        &mut self,
        site: &Site<'a>,
        module: Entry<'a, Module>,
        leads_to: Thing<'a>,
        column: usize,
        tie: Tie,
    ) {
        if module.document.status == Status::Retired {
            return;
        }
        let thing = Thing::Module(module);
        let is_new = self.place(site, thing, column);
        // What a credential assesses leads to it, and only through it to the role.
        let assessed = module.document.assessed_by.as_ref();
        let credential = assessed.and_then(|id| site.view.get::<Credential>(id.as_str()));
        match (credential.map(Thing::Credential), leads_to) {
            (Some(credential), Thing::Role(_)) if self.things.contains_key(&credential.key()) => {
                self.edges.insert(tied(thing, credential, Tie::Counts));
            }
            _ if is_new || tie == Tie::Required || matches!(leads_to, Thing::Credential(_)) => {
                self.edges.insert(tied(thing, leads_to, tie));
            }
            _ => {}
        }
        if !is_new {
            return;
        }
        for id in &module.document.prerequisites {
            if let Some(before) = site.view.get::<Module>(id.as_str()) {
                self.add_module(site, before, thing, column, Tie::Required);
            }
        }
    }

    /// Puts a thing into a column unless it stands in one already; whether it is new.
    fn place(&mut self, site: &Site<'a>, thing: Thing<'a>, column: usize) -> bool {
        let key = thing.key();
        if self.things.contains_key(&key) {
            return false;
        }
        self.things.insert(key, Placed { thing, column, themes: thing.themes(site) });
        true
    }

    /// The part of it that `keeps` accepts, roles always among it.
    #[must_use]
    pub fn only(&self, keeps: impl Fn(&Placed<'a>) -> bool) -> Self {
        let things =
            self.things.iter().filter(|(_, it)| matches!(it.thing, Thing::Role(_)) || keeps(it));
        let things: BTreeMap<String, Placed<'a>> =
            things.map(|(key, placed)| (key.clone(), placed.clone())).collect();
        let edges = self.edges.iter();
        let edges = edges.filter(|it| things.contains_key(&it.from) && things.contains_key(&it.to));
        Self { roles: self.roles.clone(), edges: edges.cloned().collect(), things }
    }
}

fn tied(from: Thing<'_>, to: Thing<'_>, tie: Tie) -> Edge {
    Edge { from: from.key(), to: to.key(), tie }
}
