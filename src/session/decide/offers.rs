//! Which branch speaks for a claim: that of the person whose claim it is, never whichever was touched last.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::ground::Ground;
use crate::catalog::{Catalog, Entry, layout};
use crate::kinds::claim::Claim;
use crate::kinds::person::Person;
use crate::world::files::Files as _;
use crate::world::git::branches::Branch;
use crate::world::git::read::{Commit, Home};

/// What a claim's file holds, as git names it.
type Blob = Option<[u8; 20]>;

/// A branch that brings claims: files that are not what they were where it left the target.
#[derive(Debug)]
pub(super) struct Head {
    /// The branch.
    pub(super) branch: Branch,
    /// Its newest commit.
    pub(super) commit: Commit,
    base: Option<Commit>,
    brought: BTreeMap<Arc<str>, Blob>,
}

/// A claim that a branch brings.
#[derive(Debug)]
pub(super) struct Offer<'g> {
    /// The branch, as somebody would decide there.
    pub(super) ground: &'g Ground,
    /// The claim as the branch has it.
    pub(super) claim: Entry<'g, Claim>,
    blob: Blob,
    /// Whether the claim's person wrote it there, and when it was written; a commit says both itself.
    written: (bool, i64),
    /// Whether the branch's newest commit is that person's, and when it was made.
    head: (bool, i64),
}

/// The branches that bring claims, newest first; of several with one head, the one that is checked out,
/// then those of the repository itself; of a branch and its copy from a remote, the one that is ahead.
///
/// # Errors
/// What cannot be read.
pub(super) fn heads(home: &Home, target: &Commit) -> Result<Vec<Head>, String> {
    let current = home.current_branch();
    let mut branches = home.branches()?;
    branches.sort_by_key(|branch| (branch.is_remote(), Some(&branch.name) != current.as_ref()));
    let mut seen = BTreeSet::from([target.id()]);
    branches.retain(|branch| seen.insert(branch.id.clone()));
    let is_behind = |branch: &Branch| {
        let mut copies =
            branches.iter().filter(|one| one.name == branch.name && one.id != branch.id);
        copies.any(|copy| {
            home.merge_base(&branch.id, &copy.id)
                .is_ok_and(|base| base.as_ref() == Some(&branch.id))
        })
    };
    let mut heads = Vec::new();
    for branch in branches.iter().filter(|branch| !is_behind(branch)) {
        let commit = home.commit(&branch.id)?;
        let base = home.merge_base(&branch.id, &target.id())?;
        let base = base.map(|base| home.commit(&base)).transpose()?;
        let before = base.as_ref().map(claims).transpose()?.unwrap_or_default();
        let mut brought = claims(&commit)?;
        brought.retain(|path, blob| before.get(path) != Some(blob));
        if !brought.is_empty() {
            heads.push(Head { branch: branch.clone(), commit, base, brought });
        }
    }
    heads.sort_by_key(|head| Reverse(head.commit.date()));
    Ok(heads)
}

/// The files of a commit that are claims, with what is in them.
///
/// # Errors
/// What cannot be read.
pub(super) fn claims(commit: &Commit) -> Result<BTreeMap<Arc<str>, Blob>, String> {
    let listing = commit.list(&layout::is_catalog_folder)?;
    let is_claim = |path: &str| path.starts_with("people/") && path.contains("/claims/");
    let files = listing.files.into_iter().filter(|file| is_claim(&file.path));
    Ok(files.map(|file| (file.path, file.blob)).collect())
}

/// The claims that a branch brings; one that the target has as well stays as the target has it.
///
/// # Errors
/// Git's words.
pub(super) fn offers<'g>(head: &Head, ground: &'g Ground) -> Result<Vec<Offer<'g>>, String> {
    let is_landed = |claim: &Entry<'_, Claim>| {
        ground.bar.owned::<Claim>(claim.owner()).any(|landed| landed.id() == claim.id())
    };
    let mut offers = Vec::new();
    for claim in ground.catalog.all::<Claim>() {
        let path = &claim.record.source.path;
        let Some(blob) = head.brought.get(path).filter(|_| !is_landed(&claim)) else { continue };
        let wrote = head.commit.brought(path, head.base.as_ref())?;
        let made = |commit: &Commit| -> Result<(bool, i64), String> {
            let author = ground.home.about(&commit.id())?.author;
            let is_theirs = has_address(ground, claim.owner(), &author.email);
            Ok((is_theirs, commit.seconds().unwrap_or_default()))
        };
        let written = wrote.as_ref().map(made).transpose()?.unwrap_or_default();
        let head = made(&head.commit)?;
        offers.push(Offer { ground, claim, blob: *blob, written, head });
    }
    Ok(offers)
}

/// Of the branches that bring one claim, the one that speaks for it. What its person wrote goes before what
/// somebody else did with it; where several have the same words, the one with the most answers that count,
/// then the person's own branch, and of others the one that was there first.
pub(super) fn chosen<'o, 'g>(
    offers: &'o [Offer<'g>],
    answers: impl Fn(&Offer<'g>) -> usize,
) -> Option<&'o Offer<'g>> {
    // Their own newest words hold; of strangers, whoever came first.
    let order = |(is_theirs, when): (bool, i64)| (is_theirs, if is_theirs { when } else { -when });
    let words = offers.iter().rev().max_by_key(|offer| order(offer.written))?.blob;
    let same = offers.iter().rev().filter(|offer| offer.blob == words);
    same.max_by_key(|offer| (answers(offer), order(offer.head)))
}

/// Whether an address is one of a person's, as the target has them; as their branch has them where the
/// target does not know them yet.
fn has_address(ground: &Ground, person: &str, address: &str) -> bool {
    let known = |catalog: &Catalog| {
        let person = catalog.get::<Person>(person)?;
        let mut emails = person.document.emails.iter();
        Some(emails.any(|known| known.to_lowercase() == address.to_lowercase()))
    };
    known(&ground.bar).or_else(|| known(&ground.catalog)).unwrap_or(false)
}
