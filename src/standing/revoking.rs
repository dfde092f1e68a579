//! Revocations: which records somebody wants to take back, and what one lacks until it does.
//!
//! A record is taken back by people who could have granted it, or by enough admins. Admins are counted
//! by a version of the policy that one of the revocations names, and under a version only those that
//! name it or an earlier one: a threshold raised later undoes nothing, and a revocation that is signed
//! after that cannot be counted by the lower threshold of before.

use std::collections::BTreeSet;
use std::fmt;

use super::records::{Proof, Records};
use super::slots::{self, Assessor};
use crate::base::date::Date;
use crate::base::id::Id;
use crate::kinds::approval::{Approval, Decision};
use crate::trust::chain::Chain;
use crate::trust::ledger::{Judged, Ledger, Verified};

/// A record that somebody wants to take back.
#[derive(Debug, Clone)]
pub struct Taking<'a> {
    /// The record.
    pub record: Proof<'a>,
    /// The revocations that name it, oldest first.
    pub by: Vec<Proof<'a>>,
    /// What they lack; none once the record is taken back.
    pub lacks: Option<Lack>,
}

/// What revocations lack before they take a record back: the admins, or the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    /// How many more admins it takes.
    pub admins: usize,
    /// The admins who have not revoked it, sorted.
    pub of: Vec<String>,
    /// The slots of the record that are open among those who revoke it.
    pub slots: Vec<String>,
    /// Who else takes it back alone: whoever signed it, where it is a not-yet.
    pub signer: Option<String>,
}

impl fmt::Display for Lack {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (admins, slots) = (self.admins, self.slots.len());
        if admins > 0 {
            let plural = if admins == 1 { "" } else { "s" };
            write!(formatter, "takes {admins} more admin{plural} ({})", self.of.join(", "))?;
        }
        if slots > 0 {
            let before = if admins > 0 { ", or" } else { "takes" };
            write!(
                formatter,
                "{before} {slots} more who may revoke it ({})",
                self.slots.join(", ")
            )?;
        }
        if let Some(signer) = &self.signer {
            let before = if admins > 0 { ", or" } else { "takes" };
            write!(formatter, "{before} {signer}, whose answer it is")?;
        }
        Ok(())
    }
}

/// One revocation as it is counted.
#[derive(Debug, Clone, Copy)]
pub struct Voice<'v> {
    /// Who revokes, by their present id.
    pub signer: &'v str,
    /// In which disciplines.
    pub disciplines: &'v [Id],
    /// Of what.
    pub subject: &'v str,
    /// The version of the policy that it is counted by.
    pub version: u16,
}

impl<'v> Voice<'v> {
    /// What a revocation says; without a version that holds it is counted by the one in force.
    #[must_use]
    pub fn of(chain: &Chain<'_>, approval: &'v Approval, signer: &'v str) -> Self {
        let named = approval.trust.as_ref().and_then(|named| {
            let version = chain.version(named.version)?;
            (version.digest == named.sha256).then_some(named.version)
        });
        let newest = || chain.in_force().map_or(0, crate::trust::policy::Policy::version);
        Self {
            signer,
            disciplines: &approval.disciplines,
            subject: approval.subject.as_str(),
            version: named.unwrap_or_else(newest),
        }
    }
}

/// What these revocations of a record lack; none if they take it back.
#[must_use]
pub fn lack(chain: &Chain<'_>, record: &Approval, voices: &[Voice<'_>]) -> Option<Lack> {
    let same = voices.iter().filter(|voice| *record.subject.as_str() == *voice.subject);
    let own = (record.decision == Decision::NotYet).then(|| {
        let signer = record.signer.as_str();
        chain.in_force().map_or(signer, |policy| policy.present_id(signer)).to_owned()
    });
    let same = same.filter(|voice| own.as_ref().is_none_or(|own| *own == *voice.signer));
    let people: Vec<Assessor<'_>> = same
        .map(|voice| Assessor { person: voice.signer, disciplines: voice.disciplines })
        .collect();
    let open = slots::open(&record.needs, &people);
    if !people.is_empty() && open.is_empty() {
        return None;
    }
    let versions: BTreeSet<u16> = voices.iter().map(|voice| voice.version).collect();
    let counted = versions.into_iter().filter_map(|number| {
        let policy = chain.version(number)?;
        let admins = policy.admins();
        let counts = |voice: &&Voice<'_>| voice.version <= number && admins.contains(voice.signer);
        let have: BTreeSet<&str> = voices.iter().filter(counts).map(|voice| voice.signer).collect();
        let of = admins.difference(&have).map(|admin| (*admin).to_owned()).collect();
        Some((policy.threshold().saturating_sub(have.len()), of))
    });
    let nearest = counted.min_by_key(|(missing, _): &(usize, Vec<String>)| *missing);
    if nearest.as_ref().is_some_and(|(missing, _)| *missing == 0) {
        return None;
    }
    let (admins, of) = nearest.unwrap_or_default();
    Some(Lack { admins, of, slots: open.into_iter().map(str::to_owned).collect(), signer: own })
}

/// Whether a record that counts has not been taken back by the end of a day.
#[must_use]
pub fn stands(
    ledger: &Ledger<'_>,
    judged: &Judged<'_>,
    verified: &Verified<'_>,
    day: Date,
) -> bool {
    let records = Records::of(ledger, &verified.person, day);
    records.standing.iter().any(|proof| proof.judged.digest == judged.digest)
}
