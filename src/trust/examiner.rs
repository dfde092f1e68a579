//! The examination of one record: whether it is what its signer signed, and whether they may decide it.

use std::collections::BTreeMap;

use super::chain::Chain;
use super::identity;
use super::ledger::{Assurance, Judged, Seals, Verified};
use super::opening;
use super::policy::Policy;
use super::refusal::{Broken, Mismatch, Refusal};
use super::seal;
use super::statement::{Purpose, Statement, Words};
use crate::base::id::Id;
use crate::catalog::{Catalog, Entry, Record};
use crate::kinds::approval::Approval;
use crate::kinds::parts::digest::Sha256;

/// Judges records one by one, by one chain of policies.
pub(super) struct Examiner<'c, 'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) chain: &'c Chain<'a>,
    pub(super) kept: &'c BTreeMap<&'a Sha256, u16>,
    pub(super) seals: &'c Seals<'a>,
}

impl<'a> Examiner<'_, 'a> {
    pub(super) fn judge(&self, record: &'a Record) -> Judged<'a> {
        let digest = record.digest();
        let outcome = self.outcome(record, &digest);
        Judged { record, digest, outcome }
    }

    fn outcome(&self, record: &'a Record, digest: &Sha256) -> Result<Verified<'a>, Refusal> {
        let policy = self.chain.in_force().ok_or(Refusal::NoPolicy)?;
        let approval = Entry::<Approval>::of(record)
            .filter(|_| record.is_sound())
            .ok_or(Refusal::Unreadable)?;
        let document = approval.document;
        let path = &record.source.path;
        let sealed = self.seals.at(&seal::path(path, document.signer.as_str()));
        let person = policy.present_id(document.person.as_str()).to_owned();
        let signer = policy.present_id(document.signer.as_str()).to_owned();
        let verified = |assurance, time| Verified {
            approval,
            person: person.clone(),
            signer: signer.clone(),
            assurance,
            time,
        };
        if identity::are_one(self.catalog, policy, &signer, &person) {
            return Err(Refusal::SelfApproval);
        }
        if let Some(version) = self.kept.get(digest) {
            self.belongs(approval, &person, policy)?;
            return Ok(match sealed {
                Some(text) => verified(
                    Assurance::Kept(*version),
                    self.kept_since(text, document, digest, *version)?,
                ),
                None => verified(Assurance::Vouched(*version), 0),
            });
        }
        let sealed = sealed.ok_or(Refusal::Unsigned)?;
        let statement = opening::open(sealed).map_err(Refusal::Broken)?;
        agrees(&statement.words, document)?;
        let key = opening::verify(&statement, policy, &signer).map_err(Refusal::Broken)?;
        if statement.words.record != *digest {
            return Err(Refusal::RecordChanged);
        }
        self.belongs(approval, &person, policy)?;
        authorised(policy, document, &signer)?;
        Ok(verified(Assurance::Signed(key), statement.words.time))
    }

    /// When a record was signed that a version keeps by name. Its signer may have lost the key since, so
    /// that the seal is held against the keys of the versions up to that one, the newest first.
    fn kept_since(
        &self,
        sealed: &str,
        document: &Approval,
        digest: &Sha256,
        version: u16,
    ) -> Result<i64, Refusal> {
        let statement = opening::open(sealed).map_err(Refusal::Broken)?;
        agrees(&statement.words, document)?;
        if statement.words.record != *digest {
            return Err(Refusal::RecordChanged);
        }
        let versions = self.chain.versions();
        let until = versions.get(..usize::from(version)).unwrap_or(versions);
        let mut broken = None;
        for policy in until.iter().rev() {
            let signer = policy.present_id(document.signer.as_str());
            let Err(why) = opening::verify(&statement, policy, signer) else {
                return Ok(statement.words.time);
            };
            // That a version does not know the key any more says less than what is wrong with the signature.
            if matches!(broken, None | Some(Broken::UnknownKey { .. })) {
                broken = Some(why);
            }
        }
        Err(broken.map_or(Refusal::NoPolicy, Refusal::Broken))
    }

    /// Whether the record lies in the catalog and with the person that it names.
    fn belongs(
        &self,
        approval: Entry<'a, Approval>,
        person: &str,
        policy: &Policy<'_>,
    ) -> Result<(), Refusal> {
        if approval.document.catalog != policy.document.catalog {
            return Err(Refusal::Mismatch(Mismatch::RecordCatalog));
        }
        let is_at_home = approval.owner() == person || self.chain_renames(approval.owner(), person);
        if is_at_home { Ok(()) } else { Err(Refusal::Mismatch(Mismatch::Person)) }
    }

    /// Whether the folder still has an id that the policy has renamed.
    fn chain_renames(&self, owner: &str, person: &str) -> bool {
        self.chain.in_force().is_some_and(|policy| policy.present_id(owner) == person)
    }
}

/// Whether a statement says what the record beside it says.
fn agrees(words: &Words, document: &Approval) -> Result<(), Refusal> {
    let person = document.person.as_str();
    let subject = document.subject.as_str();
    let mismatch = [
        (words.purpose != Purpose::Approval, Mismatch::Purpose),
        (document.catalog != *words.catalog, Mismatch::Catalog),
        (words.signer != document.signer.as_str(), Mismatch::Signer),
        (words.subject != Words::of_decision(person, subject), Mismatch::Subject),
    ];
    match mismatch.into_iter().find(|(differs, _)| *differs) {
        Some((_, what)) => Err(Refusal::Mismatch(what)),
        None => Ok(()),
    }
}

/// Whether the policy lets the signer decide this, in the disciplines that the record names.
fn authorised(policy: &Policy<'_>, document: &Approval, signer: &str) -> Result<(), Refusal> {
    let subject = document.subject.as_str();
    if !policy.may(signer, document.decision, subject) {
        return Err(Refusal::OutOfScope(document.decision));
    }
    let given = policy.disciplines(signer, document.decision, subject);
    let foreign = |discipline: &&Id| !given.contains(discipline.as_str());
    let foreign: Vec<String> =
        document.disciplines.iter().filter(foreign).map(|one| one.as_str().to_owned()).collect();
    if foreign.is_empty() { Ok(()) } else { Err(Refusal::Disciplines(foreign)) }
}

/// What a record of these bytes would be worth, before it is written: the signer's own program asks
/// this so that nothing that does not count is ever committed.
///
/// # Errors
/// Why it would count for nothing.
pub fn would_count(
    policy: &Policy<'_>,
    document: &Approval,
    bytes: &[u8],
    raw_statement: &[u8],
) -> Result<(), Refusal> {
    let statement =
        Statement::read(raw_statement).map_err(|flaw| Refusal::Broken(Broken::Statement(flaw)))?;
    agrees(&statement.words, document)?;
    let person = policy.present_id(document.person.as_str());
    let signer = policy.present_id(document.signer.as_str());
    if signer == person {
        return Err(Refusal::SelfApproval);
    }
    opening::verify(&statement, policy, signer).map_err(Refusal::Broken)?;
    if statement.words.record != Sha256::of(bytes) {
        return Err(Refusal::RecordChanged);
    }
    authorised(policy, document, signer)
}
