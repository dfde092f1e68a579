//! Records: what was decided about one person by the end of a day, each with what vouches for it, and what of it was
//! taken back.

use std::collections::{BTreeMap, BTreeSet};

use super::revoking::{self, Lack, Taking, Voice};
use crate::base::date::Date;
use crate::kinds::approval::{Approval, Decision};
use crate::kinds::parts::digest::Sha256;
use crate::trust::ledger::{Judged, Ledger, Verified};

/// When a record was signed: by day, then by the signer's clock; of what cannot be told apart, a not-yet
/// comes last, and so does one that nobody signed. Where a file lies never matters.
pub(super) type Moment<'a> = (Date, i64, bool, &'a Sha256);

/// A record that counts, with what vouches for it.
#[derive(Debug, Clone, Copy)]
pub struct Proof<'a> {
    /// The file and its digest.
    pub judged: &'a Judged<'a>,
    /// What it says and who vouches for it.
    pub verified: &'a Verified<'a>,
}

impl<'a> Proof<'a> {
    /// What the record says.
    #[must_use]
    pub fn approval(self) -> &'a Approval {
        self.verified.approval.document
    }

    /// When it was signed.
    pub(super) fn moment(self) -> Moment<'a> {
        let is_not_yet = self.approval().decision == Decision::NotYet;
        let is_unproven = is_not_yet && self.verified.time == 0;
        let time = if is_unproven { i64::MAX } else { self.verified.time };
        (self.approval().date, time, is_not_yet, &self.judged.digest)
    }
}

/// The decisions about one person that were taken by the end of a day.
#[derive(Debug, Clone, Default)]
pub struct Records<'a> {
    /// Records that count and were not revoked, oldest first.
    pub standing: Vec<Proof<'a>>,
    /// Records that were revoked, oldest first.
    pub revoked: Vec<Proof<'a>>,
    /// Every record that somebody wants to take back, in force or not, oldest first.
    pub takings: Vec<Taking<'a>>,
    /// What they were read from, with the policies that they name.
    pub(super) ledger: Option<&'a Ledger<'a>>,
}

impl<'a> Records<'a> {
    /// Sorts the records of a person into those that stand and those that were revoked.
    #[must_use]
    pub fn of(ledger: &'a Ledger<'a>, person: &str, day: Date) -> Self {
        let mut all: Vec<Proof<'a>> = ledger
            .about(person)
            .map(|(judged, verified)| Proof { judged, verified })
            .filter(|proof| proof.approval().date <= day)
            .collect();
        all.sort_by_key(|proof| proof.moment());
        // Two files of the same bytes are one decision.
        let mut seen = BTreeSet::new();
        all.retain(|proof| seen.insert(&proof.judged.digest));
        let (takings, decisions): (Vec<Proof<'a>>, Vec<Proof<'a>>) =
            all.into_iter().partition(|proof| proof.approval().decision == Decision::Revoke);
        let mut against: BTreeMap<&Sha256, Vec<Proof<'a>>> = BTreeMap::new();
        for taking in takings {
            for digest in &taking.approval().revokes {
                against.entry(digest).or_default().push(taking);
            }
        }
        let mut sorted = Self { ledger: Some(ledger), ..Self::default() };
        for record in decisions {
            let Some(by) = against.remove(&record.judged.digest) else {
                sorted.standing.push(record);
                continue;
            };
            let lacks = lack_of(ledger, record, &by);
            let side = if lacks.is_none() { &mut sorted.revoked } else { &mut sorted.standing };
            side.push(record);
            sorted.takings.push(Taking { record, by, lacks });
        }
        sorted
    }

    /// The records of a decision that stand, oldest first.
    pub fn of_decision(&self, decision: Decision) -> impl Iterator<Item = Proof<'a>> {
        self.standing.iter().copied().filter(move |proof| proof.approval().decision == decision)
    }
}

/// What those who revoke a record lack.
fn lack_of(ledger: &Ledger<'_>, record: Proof<'_>, by: &[Proof<'_>]) -> Option<Lack> {
    let chain = ledger.chain();
    let voices: Vec<Voice<'_>> =
        by.iter().map(|one| Voice::of(chain, one.approval(), &one.verified.signer)).collect();
    revoking::lack(chain, record.approval(), &voices)
}
