//! Two versions of one number: the own one is made anew on top of the one that landed first.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, Keeping, Wish, path};
use crate::base::date::Date;
use crate::catalog::Catalog;
use crate::catalog::layout::Meaning;
use crate::kinds::Kind;
use crate::kinds::parts::digest::Sha256;
use crate::kinds::trust::Trust;
use crate::trust::chain::{Chain, Pin};
use crate::trust::change;
use crate::trust::kept::{self, Named};
use crate::world::git::read::Home;
use crate::world::sign::{self, Carrier};

/// A catalog and the chain that its policies form.
#[derive(Debug, Clone, Copy)]
pub struct Side<'s, 'a> {
    /// The catalog.
    pub catalog: &'a Catalog,
    /// Its chain.
    pub chain: &'s Chain<'a>,
}

/// The own version, made anew.
#[derive(Debug)]
pub struct Rebased {
    /// The version on top of the target's.
    pub draft: Draft,
    /// Files of policies and seals that have to become what they are on the target, or go away.
    pub replaced: BTreeSet<String>,
}

/// Makes the own change anew on the target's chain; several own versions become one.
///
/// # Errors
/// A sentence when the two do not fork, or changed the same thing.
pub fn rebase(
    own: &Catalog,
    target: Side<'_, '_>,
    today: Date,
    modeline: impl Fn(&str) -> Option<String>,
) -> Result<Rebased, String> {
    let newest = target.chain.in_force().ok_or(
        "the other branch has no trust policy in force, so there is nothing to put yours on",
    )?;
    let base = common(own, target.chain)
        .ok_or("the two branches have no version in common: these are two policies")?;
    // The target vouches for what both have; a pin that has moved on with it would not fit here.
    let own_chain = Chain::of(own, Some(&base)).up_to(base.version);
    let base = own_chain
        .in_force()
        .ok_or("the versions of this branch do not hold; `learn check` says why")?;
    let documents = own_versions(own, base.version())?;
    let last = documents
        .last()
        .copied()
        .ok_or("this branch has no version of its own; the other one has all of them")?;
    if newest.version() == base.version() {
        return Err("the other branch has no newer version, so yours can land as it is".to_owned());
    }
    let mut trust =
        change::apply(newest.document, &change::between(base.document, last)).map_err(|clash| {
            format!(
                "your version cannot be put on version {}: {clash}\n  help: take over the other \
                 branch's version, then make your change again",
                newest.version()
            )
        })?;
    trust.dropped = documents.iter().flat_map(|one| one.dropped.clone()).collect();
    let kept: BTreeSet<Sha256> = documents.iter().flat_map(|one| one.kept.clone()).collect();
    let (keeping, vouched) = keeping(own, &own_chain, last, &kept)?;
    let modeline = modeline(&path(newest.version() + 1));
    let wish = Wish { trust, keeping, vouched, modeline, today };
    let draft = Draft::new(&[target.catalog, own], target.chain, wish)?;
    let mut replaced = trust_files(own);
    replaced.extend(trust_files(target.catalog));
    Ok(Rebased { draft, replaced })
}

/// Drafts one version with a change and what another version of the same number changes, which is taken
/// from the catalog of the branch that it waits on.
///
/// # Errors
/// A sentence when the two change the same thing, or one of them picks by name what goes on counting.
pub fn join(
    own: &Catalog,
    chain: &Chain<'_>,
    waiting: Option<&Trust>,
    wish: Wish,
) -> Result<Draft, String> {
    let land_first = "let the one that waits land, then run this again for the version after it";
    let (Some(base), Some(waiting)) = (chain.in_force(), waiting) else {
        return Err("there is nothing that both change".to_owned());
    };
    let kept: BTreeSet<Sha256> = waiting.kept.iter().cloned().collect();
    let (keeping, mut vouched) = keeping(own, chain, waiting, &kept)?;
    if keeping != Keeping::Earned || wish.keeping != Keeping::Earned {
        return Err(format!(
            "one of the two versions picks by name what goes on counting, so they are not made into one\n  \
             help: {land_first}"
        ));
    }
    let changes = change::between(base.document, &wish.trust);
    let trust = change::apply(waiting, &changes).map_err(|clash| {
        format!("this cannot be put into the version that waits: {clash}\n  help: {land_first}")
    })?;
    vouched.extend(wish.vouched.iter().filter(|one| !kept.contains(&one.digest)).cloned());
    Draft::new(&[own], chain, Wish { trust, vouched, ..wish })
}

/// The newest version that the target's chain has and that lies here, too.
fn common(own: &Catalog, target: &Chain<'_>) -> Option<Pin> {
    let candidates = Chain::candidates(own);
    let lies_here = |number: u16, digest: &Sha256| {
        candidates.iter().any(|one| one.number == Some(number) && one.digest == *digest)
    };
    let versions = target.versions().iter().rev();
    let found = versions.map(|one| (one.version(), one.digest.clone()));
    let (version, digest) =
        found.into_iter().find(|(number, digest)| lies_here(*number, digest))?;
    Some(Pin { version, digest })
}

/// The versions after the last common one, oldest first.
fn own_versions(catalog: &Catalog, after: u16) -> Result<Vec<&Trust>, String> {
    let mut candidates = Chain::candidates(catalog);
    candidates.retain(|one| one.number.is_some_and(|number| number > after));
    candidates.sort_by_key(|one| one.number);
    let read = |one: &crate::trust::chain::Candidate<'_>| {
        format!("{} cannot be read; `learn check` says why", one.path)
    };
    candidates.iter().map(|one| one.document.ok_or_else(|| read(one))).collect()
}

/// What the own versions kept: everything that was earned, or a choice; and what they vouched for.
fn keeping(
    own: &Catalog,
    chain: &Chain<'_>,
    last: &Trust,
    kept: &BTreeSet<Sha256>,
) -> Result<(Keeping, Vec<Named>), String> {
    let falling =
        kept::falling(own, chain, last).map_err(|why| super::UnusableWords(&why).to_string())?;
    let vouched =
        kept::unsigned(own, chain, last).map_err(|why| super::UnusableWords(&why).to_string())?;
    let is_complete = falling.iter().all(|one| kept.contains(&one.digest));
    let keeping = if is_complete { Keeping::Earned } else { Keeping::Only(kept.clone()) };
    Ok((keeping, vouched.into_iter().filter(|one| kept.contains(&one.digest)).collect()))
}

fn trust_files(catalog: &Catalog) -> BTreeSet<String> {
    let versions = catalog.of_kind(Kind::Trust).map(|record| record.source.path.to_string());
    let seals = catalog
        .side_files()
        .iter()
        .filter(|side| side.meaning == Meaning::Seal && side.source.path.starts_with("trust/"));
    versions.chain(seals.map(|side| side.source.path.to_string())).collect()
}

/// Puts changed and new files on a branch with one signed commit, and takes the work tree along where
/// the branch is checked out.
///
/// # Errors
/// Why not; nothing has changed then.
pub fn put(
    home: &Home,
    branch: &str,
    head: &str,
    changes: &BTreeMap<String, Option<Vec<u8>>>,
    message: &str,
) -> Result<String, String> {
    let tree = home.tree_with(Some(head), changes)?;
    let carrier = Carrier { tree, parents: vec![head.to_owned()], message: message.to_owned() };
    let commit =
        sign::signed_commit(&home.top(), &carrier).map_err(|refusal| refusal.to_string())?;
    if home.current_branch().as_deref() == Some(branch) && !home.is_bare() {
        home.fast_forward(&commit)?;
    } else {
        home.move_branch(branch, Some(head), &commit, "learn: rebase the trust policy")
            .map_err(|refusal| refusal.to_string())?;
    }
    Ok(commit)
}
