//! A decision that was signed before and lies on a branch of its own, because it was not or could not be pushed.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::authority::Deed;
use super::ground::Ground;
use super::record::stripped;
use super::sealing::{Sealed, fallback, message};
use crate::catalog::load::load;
use crate::catalog::{Catalog, Entry};
use crate::kinds::Kind;
use crate::kinds::approval::Approval;
use crate::kinds::parts::digest::Sha256;
use crate::session::carry::{Carried, Load, Signing, Target};
use crate::trust::examiner::would_count;
use crate::trust::policy::Policy;
use crate::trust::seal;
use crate::world::git::branches::Branch;

/// The fields that make two records the same decision, whatever is said besides.
const SAME: [&str; 7] = ["claim", "role", "line", "demands", "until", "from", "revokes"];

/// A signed decision on a branch of its own.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The branch, here or as far as known on a remote.
    pub branch: Branch,
    /// What was signed.
    pub sealed: Sealed,
    /// The commit below the one that carries it.
    below: String,
}

impl Kept {
    /// The decision with these fields of its own, if a branch has it and the one that is decided on has
    /// not.
    ///
    /// # Errors
    /// Git's words.
    pub fn find(
        ground: &Ground,
        policy: &Policy<'_>,
        deed: &Deed<'_>,
        own: &Map<String, Value>,
    ) -> Result<Option<Self>, String> {
        let own = stripped(Value::Object(own.clone()));
        Self::on_branches(ground, deed, |approval, bytes, raw| {
            let said = stripped(serde_json::to_value(approval).unwrap_or_default());
            let same = |key: &str| said_of(said.get(key)) == said_of(own.get(key));
            approval.decision == deed.decision
                && SAME.iter().all(|key| same(key))
                && would_count(policy, approval, bytes, raw).is_ok()
        })
    }

    /// The record with this digest, if a branch for such decisions has it and the one that is decided on
    /// has not.
    ///
    /// # Errors
    /// Git's words.
    pub fn of_digest(
        ground: &Ground,
        deed: &Deed<'_>,
        digest: &Sha256,
    ) -> Result<Option<Self>, String> {
        Self::on_branches(ground, deed, |_, bytes, _| Sha256::of(bytes) == *digest)
    }

    fn on_branches(
        ground: &Ground,
        deed: &Deed<'_>,
        is_it: impl Fn(&Approval, &[u8], &[u8]) -> bool,
    ) -> Result<Option<Self>, String> {
        let stem = fallback(deed);
        let is_number =
            |rest: &str| rest.strip_prefix('-').is_some_and(|rest| rest.parse::<u8>().is_ok());
        for branch in ground.home.branches()? {
            let rest = branch.name.strip_prefix(&stem);
            if rest.is_none_or(|rest| !rest.is_empty() && !is_number(rest)) {
                continue;
            }
            let Ok(below) = ground.home.commit(&format!("{}^", branch.id)) else { continue };
            let Ok(catalog) = load(&ground.home.commit(&branch.id)?) else { continue };
            for entry in catalog.owned::<Approval>(deed.person) {
                let approval = entry.document;
                let digest = entry.record.digest();
                let is_theirs = *approval.subject.as_str() == *deed.subject
                    && *approval.signer.as_str() == *deed.signer;
                let path = seal::path(&entry.record.source.path, deed.signer);
                let Some(raw) = catalog.text_at(&path).and_then(seal::read) else { continue };
                let has = |side: &Catalog| {
                    side.of_kind(Kind::Approval).any(|record| record.digest() == digest)
                };
                if !is_theirs || has(&ground.catalog) || has(&ground.bar) {
                    continue;
                }
                if is_it(approval, &entry.record.bytes(), &raw) {
                    let sealed = sealed(ground, &catalog, entry, deed, &raw);
                    return Ok(Some(Self { branch, sealed, below: below.id() }));
                }
            }
        }
        Ok(None)
    }

    /// The carrier as it is, to be pushed to the branch that is decided on; nothing is signed for it.
    #[must_use]
    pub fn carried(&self, ground: &Ground) -> Carried {
        let load = Load {
            files: self.sealed.files.clone(),
            message: self.sealed.message.clone(),
            signing: Signing::Always,
        };
        let target = if ground.branch.name.is_empty() {
            Target::new_branch(&self.branch.name, &self.below)
        } else {
            Target { head: self.below.clone(), ..ground.branch.clone() }
        };
        Carried { commit: self.branch.id.clone(), target, load, is_checked_out: false }
    }
}

/// What a branch has of a decision: the record, its seal, and the second chance that came with it.
fn sealed(
    ground: &Ground,
    catalog: &Catalog,
    entry: Entry<'_, Approval>,
    deed: &Deed<'_>,
    raw: &[u8],
) -> Sealed {
    let path = entry.record.source.path.to_string();
    let mut files = BTreeMap::new();
    files.insert(seal::path(&path, deed.signer), seal::write(raw).into_bytes());
    files.insert(path.clone(), entry.record.bytes());
    let folder = format!("{}/remediation/", ground.folder(deed.person));
    let beside = catalog.of_kind(Kind::Remediation).filter(|record| {
        let path = &record.source.path;
        path.starts_with(&folder) && !ground.has_path(path)
    });
    files.extend(beside.map(|record| (record.source.path.to_string(), record.bytes())));
    let digest = entry.record.digest();
    Sealed { path, digest, files, message: message(deed), fallback: fallback(deed) }
}

/// A value that says something.
fn said_of(value: Option<&Value>) -> Option<&Value> {
    value.filter(|value| !value.is_null() && !value.as_array().is_some_and(Vec::is_empty))
}
