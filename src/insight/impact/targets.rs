//! The roles that matter to somebody: the one they have, the one they aim at, those of their pathways.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::date::Date;
use crate::catalog::index::RoleEntry;
use crate::catalog::{Catalog, Entry};
use crate::kinds::pathway::Pathway;
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::kinds::person::Person;
use crate::standing::target::goal_role;

/// Why a role matters to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bond {
    /// They have it.
    Held,
    /// Their goal names it.
    Goal,
    /// A pathway that they are on leads to it.
    Pathway,
}

impl Bond {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Goal => "goal",
            Self::Pathway => "pathway",
        }
    }
}

/// A role with why it matters.
pub type Targets<'a> = BTreeMap<&'a str, (RoleEntry<'a>, BTreeSet<Bond>)>;

/// The roles that matter to a person on a day, by id.
#[must_use]
pub fn targets<'a>(catalog: &'a Catalog, person: Entry<'a, Person>, day: Date) -> Targets<'a> {
    let mut found = Targets::new();
    let mut add = |role: Option<RoleEntry<'a>>, bond| {
        if let Some(role) = role {
            found.entry(role.id()).or_insert_with(|| (role, BTreeSet::new())).1.insert(bond);
        }
    };
    let held = person.document.role_on(day);
    add(held.and_then(|id| catalog.role(id.as_str())), Bond::Held);
    add(goal_role(catalog, person, day).map(|target| target.role), Bond::Goal);
    for (_, pathway) in on_pathways(catalog, person.id(), day) {
        let to = pathway.document.to.as_ref();
        add(to.and_then(|to| catalog.role(to.as_str())), Bond::Pathway);
    }
    found
}

/// The pathways that somebody is on, each with their enrolment.
pub fn on_pathways<'a>(
    catalog: &'a Catalog,
    person: &str,
    day: Date,
) -> impl Iterator<Item = (Entry<'a, PathwayEnrolment>, Entry<'a, Pathway>)> {
    catalog
        .owned::<PathwayEnrolment>(person)
        .filter(move |enrolment| {
            enrolment.enrolled <= day && enrolment.withdrawn.is_none_or(|withdrawn| withdrawn > day)
        })
        .filter_map(move |enrolment| Some((enrolment, catalog.get::<Pathway>(enrolment.id())?)))
}
