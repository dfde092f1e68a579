//! What was found out about approvals, kept beyond the catalog that it was found in: a record of the same
//! bytes is worth the same as long as the policies are the same.

use std::collections::HashMap;
use std::sync::Arc;

use super::ledger::{Assurance, Judged, Ledger, Seals, Verified};
use super::refusal::Refusal;
use super::seal;
use crate::catalog::{Entry, Record};
use crate::kinds::approval::Approval;
use crate::kinds::parts::digest::Sha256;

/// Verdicts by the path of the record, and the policies that they were given under.
#[derive(Debug, Default)]
pub struct Verdicts {
    versions: Vec<Sha256>,
    by_path: HashMap<Arc<str>, Verdict>,
}

/// A verdict, and everything that it was made from.
#[derive(Debug)]
struct Verdict {
    text: Arc<str>,
    has_mark: bool,
    is_sound: bool,
    name: Arc<str>,
    owner: Option<Arc<str>>,
    seal: Option<Arc<str>>,
    digest: Sha256,
    outcome: Result<Worth, Refusal>,
}

/// What is said of a record that counts, without the record.
#[derive(Debug)]
struct Worth {
    person: String,
    signer: String,
    assurance: Assurance,
    time: i64,
}

impl Verdicts {
    /// All that a ledger has found out.
    #[must_use]
    pub fn of(ledger: &Ledger<'_>) -> Self {
        let seals = Seals::of(ledger.catalog());
        let versions = versions(ledger);
        let by_path = ledger.all().iter().map(|judged| {
            let record = judged.record;
            let verdict = Verdict {
                text: Arc::clone(&record.source.text),
                has_mark: record.has_mark,
                is_sound: record.is_sound(),
                name: Arc::clone(&record.name),
                owner: record.owner.clone(),
                seal: seal_of(record, &seals).cloned(),
                digest: judged.digest.clone(),
                outcome: judged.outcome.as_ref().map(Worth::of).map_err(Clone::clone),
            };
            (Arc::clone(&record.source.path), verdict)
        });
        Self { versions, by_path: by_path.collect() }
    }

    /// Whether they were given under these policies.
    #[must_use]
    pub(super) fn are_under<'v>(&self, mut versions: impl Iterator<Item = &'v Sha256>) -> bool {
        self.versions.iter().all(|known| versions.next() == Some(known))
            && versions.next().is_none()
    }

    /// What is known of a record, if all that a verdict is made from is the same.
    #[must_use]
    pub(super) fn judge<'a>(&self, record: &'a Record, seals: &Seals<'a>) -> Option<Judged<'a>> {
        let known = self.by_path.get(&record.source.path)?;
        let approval = Entry::<Approval>::of(record);
        let is_same = is_same(&known.text, &record.source.text)
            && known.has_mark == record.has_mark
            && known.is_sound == record.is_sound()
            && (&known.owner, &known.name) == (&record.owner, &record.name)
            && match (&known.seal, seal_of(record, seals)) {
                (Some(known), Some(now)) => is_same(known, now),
                (known, now) => known.is_none() && now.is_none(),
            };
        if !is_same {
            return None;
        }
        let outcome = match &known.outcome {
            Ok(worth) => Ok(worth.verified(approval?)),
            Err(why) => Err(why.clone()),
        };
        Some(Judged { record, digest: known.digest.clone(), outcome })
    }
}

impl Worth {
    fn of(verified: &Verified<'_>) -> Self {
        Self {
            person: verified.person.clone(),
            signer: verified.signer.clone(),
            assurance: verified.assurance.clone(),
            time: verified.time,
        }
    }

    fn verified<'a>(&self, approval: Entry<'a, Approval>) -> Verified<'a> {
        Verified {
            approval,
            person: self.person.clone(),
            signer: self.signer.clone(),
            assurance: self.assurance.clone(),
            time: self.time,
        }
    }
}

fn versions(ledger: &Ledger<'_>) -> Vec<Sha256> {
    ledger.chain().versions().iter().map(|version| version.digest.clone()).collect()
}

/// The seal that its signer would have made; none where the record does not say who that is.
fn seal_of<'a>(record: &Record, seals: &Seals<'a>) -> Option<&'a Arc<str>> {
    let approval = Entry::<Approval>::of(record)?;
    seals.at(&seal::path(&record.source.path, approval.document.signer.as_str()))
}

/// Texts that were not read again are one and the same.
fn is_same(one: &Arc<str>, other: &Arc<str>) -> bool {
    Arc::ptr_eq(one, other) || one == other
}
