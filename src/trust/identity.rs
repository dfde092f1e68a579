//! Who is who: one person by all the ids that the trust policy and the catalog have given them.
//!
//! The admins' policy says who became whom (`renamed`), and so does somebody's own file (`formerly`). Whoever is
//! one person by either of them is one person here, so that no folder of another name makes two of one.

use super::policy::Policy;
use crate::catalog::Catalog;
use crate::kinds::Kind;

/// The id by which the catalog has somebody, whatever they are called; by the policy's where it has nobody of it.
#[must_use]
pub fn present<'x>(catalog: &'x Catalog, policy: Option<&'x Policy<'_>>, id: &'x str) -> &'x str {
    let now = policy.map_or(id, |policy| policy.present_id(id));
    let known = catalog.record(Kind::Person, now).or_else(|| catalog.record(Kind::Person, id));
    known.map_or(now, |person| &*person.name)
}

/// Whether two ids are of one person.
#[must_use]
pub fn are_one(catalog: &Catalog, policy: &Policy<'_>, one: &str, other: &str) -> bool {
    let present = |id| present(catalog, Some(policy), id);
    policy.present_id(one) == policy.present_id(other) || present(one) == present(other)
}

/// The ids that people had by their own files, each with the one that they have; sorted.
#[must_use]
pub(super) fn renamed(catalog: &Catalog) -> Vec<(String, String)> {
    let people = catalog.of_kind(Kind::Person);
    let all = people.flat_map(|person| {
        person.formerly.iter().map(|former| (former.to_string(), person.name.to_string()))
    });
    let mut all: Vec<_> = all.collect();
    all.sort();
    all
}
