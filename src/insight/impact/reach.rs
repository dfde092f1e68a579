//! How far a change can reach: for which roles and which people a readiness may come out differently.
//!
//! It errs on the side of asking too many: whoever it leaves out cannot be affected.

use std::collections::BTreeSet;

use super::difference::{Difference, owner_of_seal, seals};
use crate::base::id::Id;
use crate::base::reference::Ref;
use crate::catalog::index::RoleEntry;
use crate::catalog::inheritance::roles;
use crate::catalog::{Catalog, Entry, Record};
use crate::kinds::Kind;
use crate::kinds::credential::Credential;
use crate::kinds::framework::Framework;
use crate::kinds::ladder::{Expectation, Ladder, Requirement, Role};
use crate::kinds::module::Module;
use crate::kinds::pathway::Pathway;
use crate::kinds::person::Person;
use crate::kinds::program::Program;
use crate::standing::lines::inherited;

/// How far a change can reach.
#[derive(Debug, Clone, Default)]
pub struct Reach<'a> {
    /// Whether every readiness may come out differently.
    pub every_role: bool,
    /// Roles whose readiness may, by the ids of both sides.
    pub roles: BTreeSet<&'a str>,
    /// People whose own records differ.
    pub people: BTreeSet<&'a str>,
    /// Whether it has to be known of everybody what they hold and are in the middle of.
    pub everybody: bool,
}

impl Reach<'_> {
    /// Whether the readiness of a person for a role, under the id of either side, may differ.
    #[must_use]
    pub fn includes(&self, person: &str, roles: [&str; 2]) -> bool {
        self.every_role
            || self.people.contains(person)
            || roles.iter().any(|role| self.roles.contains(role))
    }
}

/// How far these differences can reach.
#[must_use]
pub fn reach<'a>(
    before: &'a Catalog,
    after: &'a Catalog,
    differences: &[Difference<'a>],
) -> Reach<'a> {
    let mut reach = Reach::default();
    let mut altered: BTreeSet<&'a str> = BTreeSet::new();
    for difference in differences {
        if let Some(person) = difference.person() {
            reach.people.insert(person);
            reach.everybody |=
                difference.kind() == Some(Kind::Person) && leads_otherwise(before, after, person);
            continue;
        }
        match difference.kind() {
            Some(Kind::Program) => reach.every_role |= differ(difference, policy),
            Some(Kind::Framework) => reach.every_role |= differ(difference, bearing_of_framework),
            Some(Kind::Credential) => {
                // Whoever is half-way under the old words has to know, whatever these are.
                reach.everybody = true;
                reach.every_role |= bears(difference);
            }
            Some(Kind::Rubric) => reach.everybody = true,
            Some(Kind::Module) => {
                reach.everybody |= differ(difference, what_is_asked);
                reach.every_role |= bears(difference);
            }
            Some(Kind::Pathway) => {
                reach.everybody |= differ(difference, bearing_of_pathway);
                reach.every_role |= differ(difference, |pathway: &Pathway| pathway.to.clone());
            }
            Some(Kind::Trust) => reach.every_role = true,
            Some(Kind::Ladder) => alter(difference, &mut altered, &mut reach),
            _ => {}
        }
    }
    for seal in seals(before, after) {
        match owner_of_seal(seal) {
            Some(person) => {
                reach.people.insert(person);
            }
            None => reach.every_role = true,
        }
    }
    for catalog in [before, after] {
        for role in roles(catalog) {
            let (above, dangling) = inherited(catalog, role);
            let asks = |id: &str| altered.contains(id);
            if above.iter().any(|role| asks(role.id())) || dangling.into_iter().any(asks) {
                reach.roles.insert(role.id());
            }
        }
    }
    reach.everybody |= reach.every_role || !reach.roles.is_empty();
    reach
}

/// Whether a credential or module differs in something that a readiness can depend on.
pub(super) fn bears(difference: &Difference<'_>) -> bool {
    match difference.kind() {
        Some(Kind::Credential) => differ(difference, bearing_of_credential),
        Some(Kind::Module) => differ(difference, bearing_of_module),
        _ => false,
    }
}

/// Whether what matters of a document is not the same on both sides, or cannot be read on one.
fn differ<D: crate::kinds::Document, T: PartialEq>(
    difference: &Difference<'_>,
    matters: impl Fn(&D) -> T,
) -> bool {
    let side = |record: Option<&Record>| {
        let record = record?;
        let entry = Entry::<D>::of(record).filter(|_| record.is_sound())?;
        Some((entry.id().to_owned(), matters(entry.document)))
    };
    let (before, after) = (side(difference.before), side(difference.after));
    before.is_none() || before != after
}

fn policy(program: &Program) -> impl PartialEq + use<> {
    (program.readiness, program.catalog.clone())
}

fn bearing_of_framework(framework: &Framework) -> impl PartialEq + use<> {
    let steps: Vec<String> = framework.steps().into_iter().map(str::to_owned).collect();
    let competencies = framework.competencies.iter();
    let competencies: Vec<_> = competencies
        .map(|(id, competency)| (id.clone(), competency.mastery, competency.formerly.clone()))
        .collect();
    (steps, competencies)
}

fn bearing_of_credential(credential: &Credential) -> impl PartialEq + use<> {
    let Credential { attests, includes, needs, assessors, .. } = credential;
    (attests.clone(), includes.clone(), needs.clone(), assessors.clone())
}

/// A module without its words: what whoever is in the middle of it has to know of.
fn what_is_asked(module: &Module) -> impl PartialEq + use<> {
    let Module { effort, cost, outcomes, practice, milestones, .. } = module.clone();
    let Module { prerequisites, facilitators, facilitation, mandatory, renew_every, .. } =
        module.clone();
    let offered = (module.status, module.replaced_by.clone());
    let work = (effort, cost, prerequisites, outcomes, practice, milestones);
    let led = (facilitators, facilitation, mandatory, renew_every);
    (bearing_of_module(module), offered, work, led)
}

fn bearing_of_module(module: &Module) -> impl PartialEq + use<> {
    (module.module_type, module.teaches.clone(), module.assessed_by.clone())
}

/// A pathway without its words.
fn bearing_of_pathway(pathway: &Pathway) -> impl PartialEq + use<> {
    let items: Vec<_> =
        pathway.items.iter().map(|item| (item.id.clone(), item.fulfil.clone())).collect();
    let dates = (pathway.within, pathway.milestones.clone());
    (pathway.kind, pathway.to.clone(), items, pathway.electives.clone(), dates)
}

/// Whether a change can make it impossible for somebody to take a module or to earn a credential, or opens
/// another way to something.
pub(super) fn can_bar(difference: &Difference<'_>) -> bool {
    match difference.kind() {
        Some(Kind::Module) => {
            bears(difference)
                || differ(difference, |module: &Module| {
                    (module.status, module.replaced_by.clone(), module.prerequisites.clone())
                })
        }
        Some(Kind::Credential) => bears(difference),
        Some(Kind::Pathway) => differ(difference, bearing_of_pathway),
        Some(Kind::Framework) => differ(difference, bearing_of_framework),
        _ => false,
    }
}

/// Whether somebody leads other modules than before, or more or fewer at a time: whoever is in the middle
/// of these has to know, whosever records differ.
#[must_use]
pub fn leads_otherwise(before: &Catalog, after: &Catalog, person: &str) -> bool {
    let leads = |catalog: &Catalog| {
        let person = catalog.get::<Person>(person)?.document.clone();
        Some((person.facilitating?, person.joined, person.left))
    };
    leads(before) != leads(after)
}

/// Adds the roles of a ladder that ask for something else than before.
fn alter<'a>(difference: &Difference<'a>, altered: &mut BTreeSet<&'a str>, reach: &mut Reach<'a>) {
    let sound = |record: Option<&'a Record>| {
        record.filter(|record| record.is_sound()).and_then(Entry::<Ladder>::of)
    };
    let (before, after) = (sound(difference.before), sound(difference.after));
    let is_broken = difference.before.is_some() && before.is_none()
        || difference.after.is_some() && after.is_none();
    let ids = |ladder: Option<Entry<'a, Ladder>>| -> Vec<(&'a str, Vec<&'a str>)> {
        let roles = ladder.map_or(&[][..], |ladder| &ladder.document.roles);
        let above = |role: &'a Role| role.inherits.iter().flatten().map(Ref::as_str).collect();
        roles.iter().map(|role| (role.id.as_str(), above(role))).collect()
    };
    // Who has spent time in a role depends on which roles inherit which.
    if is_broken || ids(before) != ids(after) {
        reach.every_role = true;
    }
    let asks = |ladder: Option<Entry<'a, Ladder>>| -> Vec<(&'a str, Bare)> {
        let roles = ladder.map_or(&[][..], |ladder| &ladder.document.roles);
        roles.iter().map(|role| (role.id.as_str(), bare(role))).collect()
    };
    let (had, has) = (asks(before), asks(after));
    let lone = had.iter().filter(|role| !has.contains(role));
    altered.extend(lone.chain(has.iter().filter(|role| !had.contains(role))).map(|(id, _)| *id));
}

type Bare = (Vec<Expectation>, Vec<Requirement>);

/// What a role asks for, without its words.
fn bare(role: &Role) -> Bare {
    let expects = role.expects.iter().map(|line| Expectation {
        text: None,
        examples: Vec::new(),
        links: Vec::new(),
        source: None,
        ..line.clone()
    });
    let requires = role.requires.iter();
    let requires = requires.map(|line| Requirement { title: None, text: None, ..line.clone() });
    (expects.collect(), requires.collect())
}

/// The same role on the other side, under its id or one that it had.
#[must_use]
pub fn counterpart<'a>(
    before: &'a Catalog,
    after: &Catalog,
    role: RoleEntry<'_>,
) -> Option<RoleEntry<'a>> {
    let ids = std::iter::once(&role.role.id).chain(&role.role.formerly).map(Id::as_str);
    ids.into_iter().find_map(|id| {
        let earlier = before.role(id)?;
        let now = after.role(earlier.id())?;
        (now.id() == role.id()).then_some(earlier)
    })
}
