//! Branches that propose a version of the policy: where another admin finds what waits for a seal.

use std::collections::BTreeSet;

use super::draft::path;
use crate::catalog::load::load;
use crate::kinds::parts::digest::Sha256;
use crate::session::carry::Target;
use crate::trust::chain::{Chain, Pin};
use crate::world::git::read::Home;

/// A branch with a version that goes on from the one in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The branch.
    pub branch: Target,
    /// The digest of the version's bytes.
    pub digest: Sha256,
    /// The admins whose seals lie beside it.
    pub seals: BTreeSet<String>,
    /// Whether they are enough there.
    pub holds: bool,
}

/// The branches with a version of this number that goes on from `previous`, the repository's own first.
///
/// Only branches with such a file are read at all.
///
/// # Errors
/// Git's words.
pub fn find(
    home: &Home,
    number: u16,
    previous: Option<&Sha256>,
    pin: Option<&Pin>,
) -> Result<Vec<Proposal>, String> {
    let wanted = path(number);
    let mut proposals = Vec::new();
    for branch in home.branches()? {
        let commit = home.commit(&branch.id)?;
        if !matches!(commit.bytes_of(&wanted), Ok(Some(_))) {
            continue;
        }
        let Ok(catalog) = load(&commit) else { continue };
        let chain = Chain::of(&catalog, pin);
        let found = Chain::candidates(&catalog).into_iter().find(|one| one.number == Some(number));
        let Some(found) = found.filter(|one| {
            one.document.is_some_and(|document| document.previous.as_ref() == previous)
        }) else {
            continue;
        };
        proposals.push(Proposal {
            branch: Target::of(branch),
            holds: chain.version(number).is_some_and(|one| one.digest == found.digest),
            seals: found.seals.keys().map(|admin| (*admin).to_owned()).collect(),
            digest: found.digest,
        });
    }
    Ok(proposals)
}

/// Of the branches that propose the same bytes, the one with the most seals; none where branches
/// propose different versions of one number.
#[must_use]
pub fn furthest(proposals: &[Proposal]) -> Option<&Proposal> {
    let first = proposals.first()?;
    if proposals.iter().any(|other| other.digest != first.digest) {
        return None;
    }
    // Reversed, since of several greatest ones the last is taken.
    proposals.iter().rev().max_by_key(|one| one.seals.len())
}

/// Those that nobody of these has sealed, on whatever branch the same bytes lie.
#[must_use]
pub fn unsealed_by(proposals: &[Proposal], names: &BTreeSet<String>) -> Vec<Proposal> {
    let is_theirs = |one: &&Proposal| !one.seals.is_disjoint(names);
    let sealed: BTreeSet<&Sha256> =
        proposals.iter().filter(is_theirs).map(|one| &one.digest).collect();
    proposals.iter().filter(|one| !sealed.contains(&one.digest)).cloned().collect()
}

/// The branches of proposals as people call them, of a branch and its copy from a remote only one.
#[must_use]
pub fn branches<'p>(proposals: impl IntoIterator<Item = &'p Proposal>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let new = proposals.into_iter().filter(|one| seen.insert((&one.branch.name, &one.digest)));
    new.map(|one| one.branch.short()).collect()
}
