//! Credentials whose bar or words changed: who holds them, who asks for them, who is half-way.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::Sides;
use crate::base::id::Id;
use crate::catalog::{Catalog, Entry};
use crate::kinds::Kind;
use crate::kinds::credential::Credential;
use crate::kinds::person::Person;
use crate::standing::awards::Outcome;
use crate::standing::claims::open_claims;
use crate::standing::decisions::Decisions;
use crate::standing::demand::Demand;

/// A credential that is judged by other words than before.
#[derive(Debug, Clone)]
pub struct CredentialImpact {
    /// The credential, by its present id.
    pub credential: String,
    /// Its name.
    pub name: String,
    /// The file that changed: its own or its rubric's.
    pub path: String,
    /// What of it changed, sorted; only words where this is empty.
    pub bar: BTreeSet<Bar>,
    /// Who holds it, by id; their awards stand.
    pub holders: Vec<String>,
    /// Whose claim for it nobody has answered, by id.
    pub claimants: Vec<String>,
    /// Whose claim for it has some of the approvals that it needs, by id. Approvals by other words
    /// are not added to these.
    pub half_way: Vec<String>,
}

impl CredentialImpact {
    /// Whether nobody is on their way to it under what changed.
    #[must_use]
    pub fn touches_nobody(&self) -> bool {
        self.half_way.is_empty() && (self.bar.is_empty() || self.claimants.is_empty())
    }
}

/// A part of what a credential takes and gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bar {
    /// What it attests or includes.
    Attests,
    /// Who assesses.
    Assessors,
    /// How it is assessed, and what passes.
    Assessment,
    /// What a claim has to bring along.
    Needs,
    /// How long it holds.
    ValidFor,
    /// The criteria of its rubric.
    Rubric,
}

/// Every credential that changed, also through its rubric, sorted by id.
pub(super) fn credentials(sides: &Sides<'_>, people: &[&str]) -> Vec<CredentialImpact> {
    let now = sides.after.catalog();
    let mut found: Vec<CredentialImpact> = Vec::new();
    for credential in now.all::<Credential>() {
        let Some((path, bar)) = change(sides, credential) else { continue };
        found.push(CredentialImpact {
            credential: credential.id().to_owned(),
            name: credential.document.name.as_str().to_owned(),
            path,
            bar,
            holders: Vec::new(),
            claimants: Vec::new(),
            half_way: Vec::new(),
        });
    }
    let ids: Vec<&str> = found.iter().map(|impact| impact.credential.as_str()).collect();
    if ids.is_empty() {
        return found;
    }
    let behind: Vec<Vec<(usize, Behind)>> =
        people.par_iter().map(|person| behind(sides, person, &ids)).collect();
    for (person, behind) in people.iter().zip(behind) {
        for (number, how) in behind {
            let impact = &mut found[number];
            let list = match how {
                Behind::Holds => &mut impact.holders,
                Behind::Asks => &mut impact.claimants,
                Behind::IsHalfWay => &mut impact.half_way,
            };
            list.push((*person).to_owned());
        }
    }
    found
}

/// The file that changed, and what of the bar did.
fn change(sides: &Sides<'_>, credential: Entry<'_, Credential>) -> Option<(String, BTreeSet<Bar>)> {
    let content = || sides.content().filter(|difference| difference.before.is_some());
    let own = content().find(|difference| {
        difference.after.is_some_and(|after| std::ptr::eq(after, credential.record))
    });
    let rubric = sides.after.catalog().record(Kind::Rubric, credential.assessment.rubric.as_str());
    let rubric = rubric.filter(|_| !is_new(sides, credential));
    let rubric = rubric.and_then(|rubric| {
        content()
            .find(|difference| difference.after.is_some_and(|after| std::ptr::eq(after, rubric)))
    });
    let path = own.or(rubric)?.path().to_string();
    let mut bar = own
        .and_then(|own| Entry::<Credential>::of(own.before?))
        .map(|was| parts(was.document, credential.document))
        .unwrap_or_default();
    let criteria = |record: Option<&crate::catalog::Record>| {
        let rubric = record.and_then(Entry::<crate::kinds::rubric::Rubric>::of);
        rubric.map(|rubric| rubric.document.criteria.clone())
    };
    if rubric.is_some_and(|rubric| criteria(rubric.before) != criteria(rubric.after)) {
        bar.insert(Bar::Rubric);
    }
    Some((path, bar))
}

fn is_new(sides: &Sides<'_>, credential: Entry<'_, Credential>) -> bool {
    sides.content().any(|difference| {
        difference.before.is_none()
            && difference.after.is_some_and(|after| std::ptr::eq(after, credential.record))
    })
}

fn parts(was: &Credential, is: &Credential) -> BTreeSet<Bar> {
    let sorted = |ids: &[Id]| {
        let mut ids = ids.to_vec();
        ids.sort();
        ids
    };
    [
        (Bar::Attests, was.attests != is.attests || was.includes != is.includes),
        (
            Bar::Assessors,
            sorted(&was.assessors) != sorted(&is.assessors) || was.mentor != is.mentor,
        ),
        (Bar::Assessment, was.assessment != is.assessment),
        (Bar::Needs, was.needs != is.needs),
        (Bar::ValidFor, was.valid_for != is.valid_for),
    ]
    .into_iter()
    .filter_map(|(part, differs)| differs.then_some(part))
    .collect()
}

/// How somebody is behind a credential.
enum Behind {
    Holds,
    Asks,
    IsHalfWay,
}

/// Which of these credentials a person is behind, by their numbers, and how.
fn behind(sides: &Sides<'_>, person: &str, credentials: &[&str]) -> Vec<(usize, Behind)> {
    let now = sides.after.catalog();
    let Some(entry) = now.get::<Person>(person) else { return Vec::new() };
    let decisions = Decisions::of(sides.after, entry, sides.as_of);
    let held = held(now, &decisions, sides);
    let mut half_way = BTreeSet::new();
    for round in &decisions.rounds {
        if let Outcome::Waiting { approved, .. } = &round.outcome
            && !approved.is_empty()
        {
            half_way.insert(present(now, round.subject));
        }
    }
    let claims = open_claims(&decisions, person, sides.as_of);
    let claimed: BTreeSet<&str> = claims
        .iter()
        .filter_map(|claim| match claim.subject {
            Demand::Credential(id) => Some(id),
            _ => None,
        })
        .collect();
    let mut found = Vec::new();
    for (number, id) in credentials.iter().enumerate() {
        if held.contains(id) {
            found.push((number, Behind::Holds));
        }
        if half_way.contains(id) {
            found.push((number, Behind::IsHalfWay));
        } else if claimed.contains(id) {
            found.push((number, Behind::Asks));
        }
    }
    found
}

fn held<'c>(
    catalog: &'c Catalog,
    decisions: &'c Decisions<'c>,
    sides: &Sides<'_>,
) -> BTreeSet<&'c str> {
    let grants = decisions.awards_on(sides.as_of).filter_map(|award| award.grants);
    let credentials = grants.flat_map(|grants| &grants.credentials);
    credentials.map(|id| present(catalog, id.as_str())).collect()
}

fn present<'c>(catalog: &'c Catalog, id: &'c str) -> &'c str {
    crate::standing::demand::present_credential(catalog, id)
}
