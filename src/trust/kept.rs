//! What a new version of the policy has to keep, so that nobody loses what they earned.
//!
//! Every admin's program computes this by itself from the same catalog: a version that keeps less, or
//! more, is seen before it is sealed.

use std::collections::BTreeSet;

use super::chain::Chain;
use super::ledger::{Judged, Ledger};
use super::policy::{Policy, Unusable};
use super::refusal::Refusal;
use crate::catalog::Catalog;
use crate::kinds::parts::digest::Sha256;
use crate::kinds::trust::Trust;

/// A record that a new version has, or may have, to name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The digest of its bytes.
    pub digest: Sha256,
    /// Whose it is and its id, such as `ada/2026-03-09-incident-commander-chen`.
    pub name: String,
    /// Where it lies.
    pub path: String,
    /// What it decides on, as it says.
    pub subject: String,
    /// Who signed it, as it says.
    pub signer: String,
}

impl std::fmt::Display for Named {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let person = self.name.split('/').next().unwrap_or_default();
        let Self { subject, signer, path, .. } = self;
        write!(formatter, "`{subject}` for {person}, in the name of {signer}: {path}")
    }
}

/// The records that verify under the chain and no longer would with `next` at its end, sorted by owner
/// and id: those of a key, person, scope or discipline that it takes away.
///
/// What `next` drops on purpose is not among them, and what it keeps itself does not matter.
///
/// # Errors
/// Why `next` cannot be used at all.
pub fn falling(catalog: &Catalog, chain: &Chain<'_>, next: &Trust) -> Result<Vec<Named>, Unusable> {
    let bare = Trust { kept: Vec::new(), ..next.clone() };
    let after = Ledger::under(catalog, chain.clone().followed_by(read(&bare)?));
    let still: BTreeSet<&Sha256> = after.digests();
    let before = Ledger::under(catalog, chain.clone());
    let falls = before.verified().map(|(judged, _)| judged);
    Ok(named(
        falls.filter(|one| !still.contains(&one.digest) && !next.dropped.contains(&one.digest)),
    ))
}

/// The records without any seal that would count if `next`, at the chain's end, kept them by name,
/// sorted by owner and id: what was approved before anybody signed.
///
/// # Errors
/// Why `next` cannot be used at all.
pub fn unsigned(
    catalog: &Catalog,
    chain: &Chain<'_>,
    next: &Trust,
) -> Result<Vec<Named>, Unusable> {
    let bare = Trust { kept: Vec::new(), ..next.clone() };
    let ledger = Ledger::under(catalog, chain.clone().followed_by(read(&bare)?));
    let open =
        ledger.all().iter().filter(|one| one.outcome.as_ref().err() == Some(&Refusal::Unsigned));
    let open: Vec<&Judged<'_>> = open.collect();
    let kept = open.iter().map(|one| one.digest.clone()).collect();
    let keeping = Trust { kept, ..bare.clone() };
    let with = Ledger::under(catalog, chain.clone().followed_by(read(&keeping)?));
    let counts = with.digests();
    Ok(named(open.into_iter().filter(|one| counts.contains(&one.digest))))
}

/// Every approval record of a catalog by name, whether it counts or not.
#[must_use]
pub fn all(ledger: &Ledger<'_>) -> Vec<Named> {
    named(ledger.all().iter())
}

fn read(document: &Trust) -> Result<Policy<'_>, Unusable> {
    Policy::read(document, Sha256::of(b""))
}

fn named<'j, 'a: 'j>(judged: impl Iterator<Item = &'j Judged<'a>>) -> Vec<Named> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for one in judged {
        // A record that lies in two places has one digest and is named once.
        if seen.insert(&one.digest) {
            let record = one.record;
            let owner = record.owner.as_deref().unwrap_or_default();
            let approval = crate::catalog::Entry::<crate::kinds::approval::Approval>::of(record);
            let signer = approval.map(|approval| approval.document.signer.as_str().to_owned());
            let subject = approval.map(|approval| approval.document.subject.as_str().to_owned());
            all.push(Named {
                digest: one.digest.clone(),
                name: format!("{owner}/{}", record.name),
                path: record.source.path.to_string(),
                subject: subject.unwrap_or_default(),
                signer: signer.unwrap_or_default(),
            });
        }
    }
    all
}
