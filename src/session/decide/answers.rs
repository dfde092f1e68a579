//! What was decided about somebody so far: the records that count, on the target or on the branch beside it.

use std::collections::{BTreeMap, BTreeSet};

use super::ground::Ground;
use crate::base::date::Date;
use crate::kinds::approval::{Approval, Decision};
use crate::kinds::parts::digest::Sha256;
use crate::standing::records::Records;
use crate::trust::examiner::would_count;
use crate::trust::ledger::Ledger;
use crate::trust::policy::Policy;
use crate::trust::seal;
use crate::trust::statement::Statement;

/// A record that counts by the target's policy.
#[derive(Debug, Clone)]
pub struct Answer<'a> {
    /// What it says.
    pub approval: &'a Approval,
    /// Who decided, by their present id.
    pub signer: String,
    /// The digest of its bytes.
    pub digest: Sha256,
}

/// The decisions about a person that count by the target's policy and stand, on either branch, oldest
/// first.
#[must_use]
pub fn of<'a>(
    ground: &'a Ground,
    ledger: &'a Ledger<'a>,
    policy: &Policy<'_>,
    person: &str,
    day: Date,
) -> Vec<Answer<'a>> {
    let records = Records::of(ledger, policy.present_id(person), day);
    let revoked: BTreeSet<&Sha256> =
        records.revoked.iter().map(|proof| &proof.judged.digest).collect();
    let mut found: BTreeMap<Sha256, (i64, &str, Answer<'a>)> = BTreeMap::new();
    for proof in &records.standing {
        let answer = Answer {
            approval: proof.approval(),
            signer: proof.verified.signer.clone(),
            digest: proof.judged.digest.clone(),
        };
        let path = &proof.judged.record.source.path;
        found.insert(answer.digest.clone(), (proof.verified.time, path, answer));
    }
    for entry in ground.catalog.owned::<Approval>(person) {
        let record = entry.record;
        let digest = record.digest();
        let path = seal::path(&record.source.path, entry.signer.as_str());
        let raw = ground.catalog.text_at(&path).and_then(seal::read);
        // What the target has verified needs no second look.
        if revoked.contains(&digest) || found.contains_key(&digest) {
            continue;
        }
        let sealed_at = raw.and_then(|raw| {
            would_count(policy, entry.document, record.source.text.as_bytes(), &raw).ok()?;
            Some(Statement::read(&raw).ok()?.words.time)
        });
        if let Some(time) = sealed_at {
            let signer = policy.present_id(entry.document.signer.as_str()).to_owned();
            let answer = Answer { approval: entry.document, signer, digest: digest.clone() };
            found.insert(digest, (time, &record.source.path, answer));
        }
    }
    let mut all: Vec<(i64, &str, Answer<'a>)> = found.into_values().collect();
    // By the signer's clock, as awards are counted; a name is nothing that anybody signed.
    all.sort_by_key(|(time, path, answer)| {
        let is_not_yet = answer.approval.decision == Decision::NotYet;
        let time = if is_not_yet && *time == 0 { i64::MAX } else { *time };
        (answer.approval.date, time, is_not_yet, path.len(), *path)
    });
    all.into_iter().map(|(_, _, answer)| answer).collect()
}
