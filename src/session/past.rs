//! What history says about the approvals of a catalog: a longer chain of policies, and where each
//! record was first seen.

use std::collections::{BTreeMap, BTreeSet};

use super::open::Opened;
use crate::catalog::load;
use crate::catalog::{Catalog, Record};
use crate::trust::carrier::{self, Carried};
use crate::trust::chain::{Chain, Longer};
use crate::trust::ledger::Ledger;
use crate::world::git::about::CommitWords;
use crate::world::git::history::History;
use crate::world::git::objects::blob_id;
use crate::world::git::read::{Commit, Home};
use crate::world::memory::Memory;

/// The folder that the versions of the policy lie in.
const FOLDER: &str = "trust";

/// The commit that brought a record in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstSeen {
    /// Its full name.
    pub commit: String,
    /// Who wrote it and when.
    pub words: CommitWords,
    /// Who signed it.
    pub carried: Carried,
}

/// A commit of this history, by any parent, whose chain is longer than the present one.
///
/// Chains are compared that have the same first version. So a shorter one counts as rolled back even if
/// it branches off further down, as admins who have lost their authority since could seal it; and a
/// catalog that began anew, with another first version, is not held to what it was.
///
/// # Errors
/// When history cannot be read.
pub fn longer(history: &History, catalog: &Catalog) -> Result<Option<Longer>, String> {
    let name = catalog.program().map(|program| program.document.catalog.as_str());
    let present = Chain::of(catalog, None);
    let mut longest: Option<Longer> = None;
    for version in history.versions_of(FOLDER)? {
        let mut files = Memory::new();
        for (file, bytes) in &version.files {
            files.put(&format!("{FOLDER}/{file}"), bytes.to_vec());
        }
        let past = load::load(&files)?;
        let chain = Chain::judge(name, Chain::candidates(&past), None);
        let newest = chain.in_force().map_or(0, crate::trust::policy::Policy::version);
        let least = longest.as_ref().map(|longest| longest.version);
        let least = least.or(present.in_force().map(crate::trust::policy::Policy::version));
        if newest > least.unwrap_or(0) && have_one_root(&chain, &present) {
            let digests = chain.versions().iter().map(|policy| policy.digest.clone()).collect();
            longest = Some(Longer { commit: version.commit, version: newest, digests });
        }
    }
    Ok(longest)
}

/// Whether two chains begin with the same version; one without any begins like every other.
fn have_one_root(one: &Chain<'_>, other: &Chain<'_>) -> bool {
    match (one.version(1), other.version(1)) {
        (Some(one), Some(other)) => one.digest == other.digest,
        _ => true,
    }
}

/// The commits that the approvals of a ledger were first seen in, by the path of each; nothing without history,
/// or where it is cut.
///
/// # Errors
/// When history cannot be read.
pub fn origins(
    home: Option<&Home>,
    commit: Option<&Commit>,
    ledger: &Ledger<'_>,
) -> Result<BTreeMap<String, String>, String> {
    let home = home.filter(|home| !home.is_shallow());
    let Some((home, commit)) = home.zip(commit) else { return Ok(BTreeMap::new()) };
    let records = ledger.verified().map(|(judged, _)| judged.record);
    let seen = first_seen(home, &History::of(commit)?, ledger, records)?;
    Ok(seen.into_iter().map(|(path, first)| (path.to_owned(), first.commit)).collect())
}

/// The catalog of the commit that brought a record in, by the record's path; none without history, or where it is
/// cut before that.
///
/// # Errors
/// When history cannot be read.
pub fn arrival(opened: &Opened, path: &str) -> Result<Option<Catalog>, String> {
    let record = opened.catalog.records().iter().find(|record| *record.source.path == *path);
    let (Some(record), Some(commit)) = (record, opened.history()) else { return Ok(None) };
    let blob = blob_id(&record.bytes());
    let found = History::of(&commit)?.first_seen(&[blob].into())?;
    let Some(first) = found.get(&blob) else { return Ok(None) };
    Ok(Some(opened.at(first)?.1))
}

/// Where each of these records was first seen, by path; records that no commit has are left out.
///
/// # Errors
/// When history cannot be read.
pub fn first_seen<'a>(
    home: &Home,
    history: &History,
    ledger: &Ledger<'_>,
    records: impl Iterator<Item = &'a Record>,
) -> Result<BTreeMap<&'a str, FirstSeen>, String> {
    let blobs: Vec<(&str, [u8; 20])> =
        records.map(|record| (&*record.source.path, blob_id(&record.bytes()))).collect();
    let wanted: BTreeSet<[u8; 20]> = blobs.iter().map(|(_, blob)| *blob).collect();
    let found = history.first_seen(&wanted)?;
    let mut known: BTreeMap<&str, FirstSeen> = BTreeMap::new();
    let mut seen = BTreeMap::new();
    for (path, blob) in blobs {
        let Some(commit) = found.get(&blob) else { continue };
        if !known.contains_key(commit.as_str()) {
            let carried = carrier::signed_by(&home.raw_commit(commit)?, ledger.chain());
            let words = home.about(commit)?;
            known.insert(commit, FirstSeen { commit: commit.clone(), words, carried });
        }
        if let Some(first) = known.get(commit.as_str()) {
            seen.insert(path, first.clone());
        }
    }
    Ok(seen)
}
