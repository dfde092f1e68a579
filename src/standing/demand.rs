//! What one line of a role asks for, with every id in its present form.

use crate::base::id::Id;
use crate::base::reference::{Ref, to};
use crate::catalog::Catalog;
use crate::kinds::credential::Credential;
use crate::kinds::ladder::{Choice, Expectation, Experience, PortfolioDemand, Requirement};
use crate::kinds::module::{Module, Status};
use crate::kinds::parts::demanded::Demanded;

/// What a line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Demand<'a> {
    /// A competency at a proficiency.
    Competency {
        /// The competency's id.
        id: &'a str,
        /// The proficiency's id.
        at: &'a str,
        /// Its position on the framework's scale, from 0; none where the scale does not have it.
        step: Option<usize>,
    },
    /// A credential to hold.
    Credential(&'a str),
    /// A module to have finished, as an approval says.
    Module(&'a str),
    /// Judged work to have.
    Portfolio(&'a PortfolioDemand),
    /// Time to have spent in a role.
    Experience(&'a Experience),
    /// Some of several things.
    Choose {
        /// How many.
        count: usize,
        /// Of what.
        from: Vec<Demand<'a>>,
        /// Whether what counts elsewhere in the role may count here as well.
        share: bool,
    },
    /// Something that cannot be understood; nothing can satisfy it until the catalog is mended.
    Unreadable(String),
}

impl<'a> Demand<'a> {
    /// What an expectation asks for.
    #[must_use]
    pub fn of_expectation(catalog: &'a Catalog, expectation: &'a Expectation) -> Self {
        competency(catalog, &expectation.competency, &expectation.at)
    }

    /// What a requirement asks for.
    #[must_use]
    pub fn of_requirement(catalog: &'a Catalog, requirement: &'a Requirement) -> Self {
        let mut demands = Vec::new();
        demands.extend(requirement.credential.as_ref().map(|id| credential(catalog, id)));
        demands.extend(requirement.module.as_ref().map(|id| module(catalog, id)));
        demands.extend(requirement.portfolio.as_ref().map(Demand::Portfolio));
        demands.extend(requirement.experience.as_ref().map(Demand::Experience));
        demands.extend(requirement.choose.map(|count| Demand::Choose {
            count: usize::from(count),
            from: requirement.from.iter().map(|choice| of_choice(catalog, choice)).collect(),
            share: requirement.share,
        }));
        only(demands)
    }

    /// What the copy of a line in a signed record asks for.
    #[must_use]
    pub fn of_copy(catalog: &'a Catalog, copy: &'a Demanded) -> Self {
        let mut demands = Vec::new();
        demands.extend(copy.competency.as_ref().map(|id| match &copy.at {
            Some(at) => competency(catalog, id, at),
            None => Demand::Unreadable(format!("{id} at no proficiency")),
        }));
        demands.extend(copy.credential.as_ref().map(|id| credential(catalog, id)));
        demands.extend(copy.module.as_ref().map(|id| module(catalog, id)));
        demands.extend(copy.portfolio.as_ref().map(Demand::Portfolio));
        demands.extend(copy.experience.as_ref().map(Demand::Experience));
        demands.extend(copy.choose.map(|count| Demand::Choose {
            count: usize::from(count),
            from: copy.from.iter().map(|choice| of_choice(catalog, choice)).collect(),
            share: copy.share,
        }));
        only(demands)
    }

    /// Whether whoever satisfies this one satisfies `other` as well, because it is the same thing or
    /// more of it.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Competency { id, step: Some(step), .. },
                Self::Competency { id: other, step: Some(lower), .. },
            ) => id == other && step >= lower,
            (Self::Portfolio(demand), Self::Portfolio(other)) => {
                demand.types == other.types
                    && demand.entries >= other.entries
                    && demand.modules >= other.modules
                    && demand.projects >= other.projects
            }
            (Self::Experience(time), Self::Experience(other)) => {
                time.role == other.role
                    && time.at_least.working_hours() >= other.at_least.working_hours()
            }
            (Self::Unreadable(_), Self::Unreadable(_)) => false,
            (one, other) => one == other,
        }
    }
}

fn of_choice<'a>(catalog: &'a Catalog, choice: &'a Choice) -> Demand<'a> {
    let mut demands = Vec::new();
    demands.extend(choice.credential.as_ref().map(|id| credential(catalog, id)));
    demands.extend(choice.module.as_ref().map(|id| module(catalog, id)));
    demands.extend(choice.portfolio.as_ref().map(Demand::Portfolio));
    demands.extend(choice.competency.as_ref().map(|id| match &choice.at {
        Some(at) => competency(catalog, id, at),
        None => Demand::Unreadable(format!("{id} at no proficiency")),
    }));
    only(demands)
}

/// A record says exactly one thing; a rule reports those that do not.
fn only(mut demands: Vec<Demand<'_>>) -> Demand<'_> {
    match (demands.pop(), demands.is_empty()) {
        (Some(demand), true) => demand,
        (Some(_), false) => Demand::Unreadable("several things at once".to_owned()),
        (None, _) => Demand::Unreadable("nothing that is known".to_owned()),
    }
}

fn competency<'a>(catalog: &'a Catalog, id: &'a Ref<to::Competency>, at: &'a Id) -> Demand<'a> {
    let at = at.as_str();
    match catalog.competency(id.as_str()) {
        Some(entry) => Demand::Competency { id: entry.id, at, step: entry.step(at) },
        None => Demand::Competency { id: id.as_str(), at, step: None },
    }
}

fn credential<'a>(catalog: &'a Catalog, id: &'a Ref<to::Credential>) -> Demand<'a> {
    Demand::Credential(present_credential(catalog, id.as_str()))
}

fn module<'a>(catalog: &'a Catalog, id: &'a Ref<to::Module>) -> Demand<'a> {
    Demand::Module(present_module(catalog, id.as_str()))
}

/// The id that a credential has now; the id as written where there is no such credential.
#[must_use]
pub fn present_credential<'a>(catalog: &'a Catalog, id: &'a str) -> &'a str {
    catalog.get::<Credential>(id).map_or(id, |entry| entry.id())
}

/// The id that a module has now; the id as written where there is no such module.
#[must_use]
pub fn present_module<'a>(catalog: &'a Catalog, id: &'a str) -> &'a str {
    catalog.get::<Module>(id).map_or(id, |entry| entry.id())
}

/// A module by its present id, and after it what replaces it where it is retired: who has finished any
/// of them has what is asked for. It does not hold the other way round: a successor that a role asks for
/// has to be taken, unless the role accepts both.
#[must_use]
pub fn with_successors<'a>(catalog: &'a Catalog, id: &'a str) -> Vec<&'a str> {
    let mut chain = vec![present_module(catalog, id)];
    let next = |id: &str| {
        let module =
            catalog.get::<Module>(id).filter(|it| it.document.status == Status::Retired)?;
        Some(present_module(catalog, module.document.replaced_by.as_ref()?.as_str()))
    };
    // Replacements may run in a circle in a catalog with errors.
    while let Some(id) = chain.last().and_then(|id| next(id)).filter(|id| !chain.contains(id)) {
        chain.push(id);
    }
    chain
}
