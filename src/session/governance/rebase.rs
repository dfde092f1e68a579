//! Two versions of one number: the own one is made anew on top of the one that landed first.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use super::draft::{Draft, Keeping, Wish, path};
use crate::base::date::Date;
use crate::catalog::Catalog;
use crate::catalog::layout::Meaning;
use crate::kinds::Kind;
use crate::kinds::parts::digest::Sha256;
use crate::kinds::trust::Trust;
use crate::trust::chain::{Candidate, Chain, Pin};
use crate::trust::change;
use crate::trust::kept::{self, Named};
use crate::trust::ledger::Ledger;
use crate::trust::policy::{Policy, Unusable};
use crate::world::git::read::Home;
use crate::world::sign::{self, Carrier};

/// The catalog of the branch with the versions that are made anew.
#[derive(Clone, Copy)]
pub struct Own<'s, 'a> {
    /// The catalog.
    pub catalog: &'a Catalog,
    /// The catalog of the commit that brought a file in, by the file's path: what an admin had before them
    /// who wrote it. None where nobody knows.
    pub arrival: &'s dyn Fn(&str) -> Result<Option<Catalog>, String>,
}

impl fmt::Debug for Own<'_, '_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Own").finish_non_exhaustive()
    }
}

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
    /// Whether it keeps records that only the target has, so that nobody can look at them on the own branch.
    pub keeps_unseen: bool,
}

/// Makes the own change anew on the target's chain; several own versions become one. What it keeps is looked
/// for anew, so that it also keeps what has landed on the target since it was written.
///
/// # Errors
/// A sentence when the own version can stay as it is, or the two changed the same thing.
pub fn rebase(
    own: Own<'_, '_>,
    target: Side<'_, '_>,
    today: Date,
    modeline: impl Fn(&str) -> Option<String>,
) -> Result<Rebased, String> {
    let newest = target.chain.in_force().ok_or(
        "the other branch has no trust policy in force, so there is nothing to put yours on",
    )?;
    let base = common(own.catalog, target.chain)
        .ok_or("the two branches have no version in common: these are two policies")?;
    // The target vouches for what both have; a pin that has moved on with it would not fit here.
    let own_chain = Chain::of(own.catalog, Some(&base)).up_to(base.version);
    let base = own_chain
        .in_force()
        .ok_or("the versions of this branch do not hold; `learn check` says why")?;
    let versions = own_versions(own.catalog, base.version())?;
    let last = versions
        .last()
        .map(|(_, document)| *document)
        .ok_or("this branch has no version of its own; the other one has all of them")?;
    let mut trust =
        change::apply(newest.document, &change::between(base.document, last)).map_err(|clash| {
            format!(
                "your version cannot be put on version {}: {clash}\n  help: take over the other \
                 branch's version, then make your change again",
                newest.version()
            )
        })?;
    let documents = || versions.iter().map(|(_, document)| *document);
    trust.dropped = documents().flat_map(|one| one.dropped.clone()).collect();
    let kept: BTreeSet<Sha256> = documents().flat_map(|one| one.kept.clone()).collect();
    let keeping = keeping(own, &own_chain, &versions, &kept)?;
    let vouched = vouched(own.catalog, &own_chain, last, &kept)?;
    let modeline = modeline(&path(newest.version() + 1));
    let wish = Wish { trust, keeping: keeping.clone(), vouched, modeline, today };
    let draft = Draft::new(&[target.catalog, own.catalog], target.chain, wish)?;
    if newest.version() == base.version() && !keeps_more(&draft, target, &kept)? {
        return Err(stands(&keeping).to_owned());
    }
    let mut replaced = trust_files(own.catalog);
    replaced.extend(trust_files(target.catalog));
    let ledger = Ledger::under(own.catalog, own_chain.clone());
    let here: BTreeSet<&Sha256> = ledger.all().iter().map(|one| &one.digest).collect();
    let keeps_unseen = draft.document.kept.iter().any(|digest| !here.contains(digest));
    Ok(Rebased { draft, replaced, keeps_unseen })
}

/// Whether a version keeps records of the target that were not kept until now.
fn keeps_more(
    draft: &Draft,
    target: Side<'_, '_>,
    kept: &BTreeSet<Sha256>,
) -> Result<bool, String> {
    let falling = kept::falling(target.catalog, target.chain, &draft.document).map_err(unusable)?;
    let is_new =
        |one: &Named| !kept.contains(&one.digest) && draft.document.kept.contains(&one.digest);
    Ok(falling.iter().any(is_new))
}

/// Why there is nothing to make anew.
const fn stands(keeping: &Keeping) -> &'static str {
    match keeping {
        Keeping::Earned => "the other branch has no newer version, so yours can land as it is",
        Keeping::Only(_) => {
            "the other branch has no newer version, and in yours the admins have picked by name what goes on \
             counting, so it stays as it is\n  help: what falls by it is taken away together with it; to keep \
             more, take your version's files away (`git rm`) and make the change again with another `--keep`"
        }
    }
}

/// Drafts one version with a change and what another version of the same number changes, which is taken
/// from the catalog of the branch that it waits on.
///
/// # Errors
/// A sentence when the two change the same thing, or one of them picks by name what goes on counting.
pub fn join(
    own: Own<'_, '_>,
    chain: &Chain<'_>,
    waiting: &Candidate<'_>,
    wish: Wish,
) -> Result<Draft, String> {
    let land_first = "let the one that waits land, then run this again for the version after it";
    let (Some(base), Some(document)) = (chain.in_force(), waiting.document) else {
        return Err("there is nothing that both change".to_owned());
    };
    let kept: BTreeSet<Sha256> = document.kept.iter().cloned().collect();
    let keeping = keeping(own, chain, &[(Arc::clone(&waiting.path), document)], &kept)?;
    let mut vouched = vouched(own.catalog, chain, document, &kept)?;
    if keeping != Keeping::Earned || wish.keeping != Keeping::Earned {
        return Err(format!(
            "one of the two versions picks by name what goes on counting, so they are not made into one\n  \
             help: {land_first}"
        ));
    }
    let changes = change::between(base.document, &wish.trust);
    let trust = change::apply(document, &changes).map_err(|clash| {
        format!("this cannot be put into the version that waits: {clash}\n  help: {land_first}")
    })?;
    vouched.extend(wish.vouched.iter().filter(|one| !kept.contains(&one.digest)).cloned());
    Draft::new(&[own.catalog], chain, Wish { trust, vouched, ..wish })
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

/// The versions after the last common one with their paths, oldest first.
fn own_versions(catalog: &Catalog, after: u16) -> Result<Vec<(Arc<str>, &Trust)>, String> {
    let mut candidates = Chain::candidates(catalog);
    candidates.retain(|one| one.number.is_some_and(|number| number > after));
    candidates.sort_by_key(|one| one.number);
    let read = |one: Candidate<'_>| format!("{} cannot be read; `learn check` says why", one.path);
    candidates
        .into_iter()
        .map(|one| one.document.map(|it| (Arc::clone(&one.path), it)).ok_or_else(|| read(one)))
        .collect()
}

/// What versions keep: everything that was earned when each of them was written, or a choice. What came in
/// later is no part of what their admins could choose from.
fn keeping(
    own: Own<'_, '_>,
    before: &Chain<'_>,
    versions: &[(Arc<str>, &Trust)],
    kept: &BTreeSet<Sha256>,
) -> Result<Keeping, String> {
    let mut chain = before.clone();
    for (path, document) in versions {
        let then = (own.arrival)(path)?;
        let falling = kept::falling(then.as_ref().unwrap_or(own.catalog), &chain, document);
        if falling.map_err(unusable)?.iter().any(|one| !document.kept.contains(&one.digest)) {
            return Ok(Keeping::Only(kept.clone()));
        }
        let policy = Policy::read(document, Sha256::of(b"")).map_err(unusable)?;
        chain = chain.followed_by(policy);
    }
    Ok(Keeping::Earned)
}

/// The unsigned approvals that the admins vouch for with a version.
fn vouched(
    own: &Catalog,
    chain: &Chain<'_>,
    last: &Trust,
    kept: &BTreeSet<Sha256>,
) -> Result<Vec<Named>, String> {
    let unsigned = kept::unsigned(own, chain, last).map_err(unusable)?;
    Ok(unsigned.into_iter().filter(|one| kept.contains(&one.digest)).collect())
}

#[allow(clippy::needless_pass_by_value)] // used as `map_err(unusable)`
fn unusable(why: Unusable) -> String {
    super::UnusableWords(&why).to_string()
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
