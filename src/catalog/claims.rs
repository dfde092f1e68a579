//! Which claims still wait for a decision.

use std::collections::HashSet;

use super::index::Catalog;
use super::record::Entry;
use crate::kinds::approval::{Approval, Decision};
use crate::kinds::claim::Claim;

/// Claims that are not withdrawn and that nobody has decided on, sorted by owner and id.
///
/// What was decided is history: today's content no longer has a say in it.
#[must_use]
pub fn undecided(catalog: &Catalog) -> Vec<Entry<'_, Claim>> {
    let decided: HashSet<(&str, &str)> = catalog
        .all::<Approval>()
        .map(|approval| approval.document)
        .filter(|approval| matches!(approval.decision, Decision::Approve | Decision::NotYet))
        .filter_map(|approval| {
            Some((approval.person.as_str(), approval.claim.as_ref()?.id.parts().1))
        })
        .collect();
    catalog
        .all::<Claim>()
        .filter(|claim| {
            claim.withdrawn.is_none() && !decided.contains(&(claim.owner(), claim.id()))
        })
        .collect()
}
