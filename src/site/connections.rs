//! What refers to what, the other way round: who teaches, attests, expects, leads on.

use std::collections::BTreeMap;

use crate::audience::person::Profile;
use crate::audience::view::View;
use crate::catalog::Entry;
use crate::catalog::index::RoleEntry;
use crate::kinds::credential::Credential;
use crate::kinds::ladder::{Expectation, Ladder};
use crate::kinds::module::{Module, Status};
use crate::kinds::pathway::{Item, Pathway};
use crate::kinds::team::Team;

/// A list for each id.
pub type Many<'a, T> = BTreeMap<&'a str, Vec<T>>;

/// All back references that pages show, by the present id of what is referred to.
#[derive(Debug, Default)]
pub struct Connections<'a> {
    /// Modules that have a module as prerequisite.
    pub unlocks: Many<'a, Entry<'a, Module>>,
    /// Modules that teach a competency, and up to which proficiency.
    pub taught_by: Many<'a, (Entry<'a, Module>, &'a str)>,
    /// Credentials that attest a competency, and at which proficiency.
    pub attested_by: Many<'a, (Entry<'a, Credential>, &'a str)>,
    /// Roles that expect a competency themselves.
    pub expected_by: Many<'a, (RoleEntry<'a>, &'a Expectation)>,
    /// Roles that ask for a credential or let people choose it.
    pub required_by: Many<'a, RoleEntry<'a>>,
    /// Modules whose learning a credential shows.
    pub prepared_by: Many<'a, Entry<'a, Module>>,
    /// Credentials that include a credential.
    pub included_in: Many<'a, Entry<'a, Credential>>,
    /// Items of pathways that a module fulfils.
    pub items_of_module: Many<'a, (Entry<'a, Pathway>, &'a Item)>,
    /// Items of pathways that a credential fulfils.
    pub items_of_credential: Many<'a, (Entry<'a, Pathway>, &'a Item)>,
    /// Modules that serve a priority.
    pub serving: Many<'a, Entry<'a, Module>>,
    /// Teams that are part of a team.
    pub parts: Many<'a, Entry<'a, Team>>,
}

impl<'a> Connections<'a> {
    /// Reads them off a view.
    #[must_use]
    pub fn of(view: View<'a>) -> Self {
        let mut connections = Self::default();
        connections.read_modules(view);
        connections.read_credentials(view);
        connections.read_roles(view);
        connections.read_pathways(view);
        for team in view.all::<Team>() {
            let parent = team.document.parent.as_ref();
            if let Some(parent) = parent.and_then(|id| view.get::<Team>(id.as_str())) {
                connections.parts.entry(parent.id()).or_default().push(team);
            }
        }
        connections
    }

    fn read_modules(&mut self, view: View<'a>) {
        let offered = |module: &Entry<'a, Module>| module.document.status != Status::Retired;
        for module in view.all::<Module>().filter(offered) {
            let document = module.document;
            for id in &document.prerequisites {
                if let Some(before) = view.get::<Module>(id.as_str()) {
                    self.unlocks.entry(before.id()).or_default().push(module);
                }
            }
            for teaches in &document.teaches {
                if let Some(competency) = view.competency(teaches.competency.as_str()) {
                    let to = teaches.to.as_str();
                    self.taught_by.entry(competency.id).or_default().push((module, to));
                }
            }
            let assessed_by = document.assessed_by.as_ref();
            if let Some(it) = assessed_by.and_then(|id| view.get::<Credential>(id.as_str())) {
                self.prepared_by.entry(it.id()).or_default().push(module);
            }
            if let Some(priority) = &document.serves {
                self.serving.entry(priority.as_str()).or_default().push(module);
            }
        }
    }

    fn read_credentials(&mut self, view: View<'a>) {
        for credential in view.all::<Credential>() {
            for attested in &credential.document.attests {
                if let Some(competency) = view.competency(attested.competency.as_str()) {
                    let at = attested.at.as_str();
                    self.attested_by.entry(competency.id).or_default().push((credential, at));
                }
            }
            for id in &credential.document.includes {
                if let Some(smaller) = view.get::<Credential>(id.as_str()) {
                    self.included_in.entry(smaller.id()).or_default().push(credential);
                }
            }
        }
    }

    fn read_roles(&mut self, view: View<'a>) {
        let in_force = |until: Option<crate::base::date::Date>| {
            until.is_none_or(|until| view.as_of() <= until)
        };
        for ladder in view.all::<Ladder>() {
            for (position, role) in ladder.document.roles.iter().enumerate() {
                let entry = RoleEntry { ladder, position, role };
                for expectation in role.expects.iter().filter(|it| in_force(it.until)) {
                    if let Some(competency) = view.competency(expectation.competency.as_str()) {
                        let list = self.expected_by.entry(competency.id).or_default();
                        list.push((entry, expectation));
                    }
                }
                for requirement in role.requires.iter().filter(|it| in_force(it.until)) {
                    let choices = requirement.from.iter().map(|choice| &choice.credential);
                    let all = std::iter::once(&requirement.credential).chain(choices).flatten();
                    for credential in all.filter_map(|id| view.get::<Credential>(id.as_str())) {
                        let list = self.required_by.entry(credential.id()).or_default();
                        if !list.iter().any(|known| known.id() == entry.id()) {
                            list.push(entry);
                        }
                    }
                }
            }
        }
    }

    fn read_pathways(&mut self, view: View<'a>) {
        for pathway in view.all::<Pathway>() {
            for item in &pathway.document.items {
                for way in &item.fulfil {
                    if way.until.is_some_and(|until| until < view.as_of()) {
                        continue;
                    }
                    let module = way.module.as_ref();
                    if let Some(module) = module.and_then(|id| view.get::<Module>(id.as_str())) {
                        self.items_of_module.entry(module.id()).or_default().push((pathway, item));
                    }
                    let credential = way.credential.as_ref();
                    let credential = credential.and_then(|id| view.get::<Credential>(id.as_str()));
                    if let Some(credential) = credential {
                        let list = self.items_of_credential.entry(credential.id()).or_default();
                        list.push((pathway, item));
                    }
                }
            }
        }
    }
}

/// The people of each team.
#[must_use]
pub fn members(view: View<'_>) -> Many<'_, Profile<'_>> {
    let mut members: Many<'_, Profile<'_>> = BTreeMap::new();
    for profile in view.people() {
        if let Some(team) = profile.team {
            members.entry(team.id()).or_default().push(profile);
        }
    }
    members
}

/// What is known of one id; nothing when it is not in the list.
#[must_use]
pub fn of<'c, T>(many: &'c BTreeMap<&str, Vec<T>>, id: &str) -> &'c [T] {
    many.get(id).map_or(&[], Vec::as_slice)
}
