//! The gate: the result of a change, judged against the branch that it is to land on.
//!
//! State is compared, not events: what the target has verified has to be there afterwards, wherever it
//! lies, so that whatever puts it back repairs the change.

use std::collections::{BTreeMap, BTreeSet};

use super::coaching::{self, Span};
use super::examiner::would_count;
use super::identity::are_one;
use super::ledger::{Assurance, Judged, Ledger, Verified};
use super::refusal::Refusal;
use super::seal;
use super::terms::Terms;
use super::work::{Moving, answered};
use crate::base::date::Date;
use crate::catalog::formers::{Sort, meant};
use crate::catalog::people::owned_record;
use crate::kinds::Kind;
use crate::kinds::approval::{Approval, Decision};
use crate::kinds::claim::Claim;
use crate::kinds::credential::Credential;
use crate::kinds::parts::digest::Sha256;

/// For how many days after its date a record may land.
pub const FRESH_DAYS: i64 = 90;

/// A change: the target's approvals, and those of what would be there once it has landed.
#[derive(Debug, Clone, Copy)]
pub struct Gate<'g, 'a> {
    /// The branch that the change is to land on.
    pub target: &'g Ledger<'a>,
    /// What would be there.
    pub result: &'g Ledger<'a>,
}

/// What became of the seal of a record that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resealed {
    /// There is none.
    Not,
    /// There is another one.
    Otherwise,
}

/// What a decision is about whose subject is a former id of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByFormerId<'a> {
    /// What it is.
    pub sort: Sort,
    /// Its present id.
    pub now: &'a str,
    /// Whether it is the target that knows it so, and not the result alone.
    pub is_on_target: bool,
}

impl<'g, 'a> Gate<'g, 'a> {
    /// The first version of the target's policy that the result does not have, if any.
    #[must_use]
    pub fn rewritten(&self) -> Option<u16> {
        let mine = self.result.chain().versions();
        self.target
            .chain()
            .versions()
            .iter()
            .find(|theirs| {
                let number = usize::from(theirs.version().saturating_sub(1));
                mine.get(number).is_none_or(|mine| mine.digest != theirs.digest)
            })
            .map(super::policy::Policy::version)
    }

    /// The records that count on the target and are not in the result, sorted by owner and id; without those that
    /// the admins have dropped with a new version of the policy, by which they count no longer.
    #[must_use]
    pub fn removed(&self) -> Vec<(&'g Judged<'a>, &'g Verified<'a>)> {
        let there: BTreeSet<&Sha256> = self.result.all().iter().map(|one| &one.digest).collect();
        let erased = |person: &str| {
            let policy = self.result.policy();
            policy.is_some_and(|policy| policy.has_erased(person))
        };
        let gone = self.target.verified().filter(|(judged, verified)| {
            let is_erased =
                erased(&verified.person) || erased(verified.approval.document.person.as_str());
            !is_erased && !there.contains(&judged.digest)
        });
        let mut gone: Vec<_> = gone.collect();
        if !gone.is_empty() && self.has_new_policy() {
            let now = Ledger::under(self.target.catalog(), self.result.chain().clone());
            let counts = now.digests();
            gone.retain(|(judged, _)| counts.contains(&judged.digest));
        }
        gone
    }

    /// Whether the result has a version in force that goes on from those of the target.
    fn has_new_policy(&self) -> bool {
        let number = |ledger: &Ledger<'_>| ledger.policy().map(super::policy::Policy::version);
        self.rewritten().is_none() && number(self.result) > number(self.target)
    }

    /// The records that count on both sides and have lost the seal that they had on the target, each with
    /// whether another one lies in its place, sorted by owner and id.
    ///
    /// A seal says when its record was signed, and with it what somebody's last word is. Records of the same
    /// bytes, as of somebody who said the same twice on one day, have one each: what the target had of all of
    /// them has to be there, and nothing else.
    #[must_use]
    pub fn unsealed(&self) -> Vec<(&'g Judged<'a>, &'g Verified<'a>, Resealed)> {
        let (before, after) = (by_digest(self.target), by_digest(self.result));
        let lost = |judged: &'g Judged<'a>, verified: &'g Verified<'a>| {
            let then = before.get(&judged.digest)?;
            let now = after.get(&judged.digest)?;
            let text = seal_text(self.target, (judged, verified))?;
            // A text that is the same needs no closer look.
            if let ([_], [one]) = (&**then, &**now)
                && seal_text(self.result, *one) == Some(text)
            {
                return None;
            }
            let seal = seal::read(text)?;
            let known: BTreeSet<_> = seals(self.target, then).collect();
            let mut seals = seals(self.result, now);
            if seals.clone().any(|other| !known.contains(&other)) {
                Some(Resealed::Otherwise)
            } else {
                (!seals.any(|known| known == seal)).then_some(Resealed::Not)
            }
        };
        let all = self.target.verified();
        all.filter_map(|(judged, verified)| Some((judged, verified, lost(judged, verified)?)))
            .collect()
    }

    /// The records that count in the result and do not on the target, wherever they lie there: one that
    /// lay on the target without its seal has passed no gate yet.
    #[must_use]
    pub fn brought_in(&self) -> Vec<(&'g Judged<'a>, &'g Verified<'a>)> {
        let there = self.target.digests();
        self.result.verified().filter(|(judged, _)| !there.contains(&judged.digest)).collect()
    }

    /// Those of them that somebody signed for; what the admins keep or vouch for by its digest was judged long
    /// ago, by the ways of then.
    pub fn newly_signed(
        &self,
    ) -> impl Iterator<Item = (&'g Judged<'a>, &'g Verified<'a>)> + use<'g, 'a> {
        let is_signed =
            |one: &(&Judged<'_>, &Verified<'_>)| matches!(one.1.assurance, Assurance::Signed(_));
        self.brought_in().into_iter().filter(is_signed)
    }

    /// The not-yets that count on both sides whose claim the change alters or takes away, sorted by owner
    /// and id. A claim that was taken back is asked no longer, so that nothing is shed by that; and what was
    /// approved stays approved, whatever becomes of the claim.
    #[must_use]
    pub fn not_yets_shed(&self) -> Vec<(&'g Judged<'a>, &'g Verified<'a>, Moving)> {
        let before: BTreeMap<&Sha256, &Verified<'_>> =
            self.target.verified().map(|(judged, verified)| (&judged.digest, verified)).collect();
        let erased =
            |person: &str| self.result.policy().is_some_and(|policy| policy.has_erased(person));
        let shed = |judged: &Judged<'_>, verified: &Verified<'_>| {
            let approval = verified.approval.document;
            let is_not_yet = approval.decision == Decision::NotYet;
            let there =
                before.get(&judged.digest).filter(|_| is_not_yet && !erased(&verified.person))?;
            let how = answered(self.result.catalog(), verified)?;
            answered(self.target.catalog(), there).is_none().then_some(how)
        };
        let all = self.result.verified();
        all.filter_map(|(judged, verified)| Some((judged, verified, shed(judged, verified)?)))
            .collect()
    }

    /// What a decision is about, where its subject is a former id: on the target, or in the result where the
    /// target knows nothing by it.
    ///
    /// An endorsement takes no scope, and a revocation names what it takes back as that was signed.
    #[must_use]
    pub fn by_former_id(&self, approval: &Approval) -> Option<ByFormerId<'a>> {
        if matches!(approval.decision, Decision::Endorse | Decision::Revoke) {
            return None;
        }
        let subject = approval.subject.as_str();
        let sides = [(self.target, true), (self.result, false)];
        let found = sides.into_iter().find_map(|(side, is_on_target)| {
            let (sort, now) = meant(side.catalog(), Sort::of_decision(approval.decision), subject)?;
            Some(ByFormerId { sort, now, is_on_target })
        });
        found.filter(|found| found.now != subject)
    }

    /// Whether the terms of a record are those that the target has for what was claimed.
    ///
    /// A credential that the target does not have yet cannot be awarded: its bar has not been agreed.
    #[must_use]
    pub fn keeps_terms(&self, approval: &Approval) -> bool {
        if approval.decision != Decision::Approve {
            return approval.grants.is_none();
        }
        let terms = self.terms_on_target(approval);
        terms.is_some_and(|terms| terms.are_those_of(approval))
    }

    /// What the target asks for an award on this subject and what it gives.
    #[must_use]
    pub fn terms_on_target(&self, approval: &Approval) -> Option<Terms> {
        let catalog = self.target.catalog();
        let subject = approval.subject.as_str();
        if let Some(credential) = catalog.get::<Credential>(subject) {
            return Some(Terms::of_credential(catalog, credential.id(), credential.document));
        }
        let competency = catalog.competency(subject)?;
        let judged = approval.claim.as_ref()?;
        let person = approval.person.as_str();
        let result = self.result.catalog();
        let claim = owned_record(result, Kind::Claim, judged.id.as_str(), person)?;
        let claim = crate::catalog::Entry::<Claim>::of(claim)?;
        Terms::of(catalog, crate::catalog::claims::Subject::Competency(competency), claim.document)
    }
}

/// A record that counts, with what is known of it.
type Counting<'g, 'a> = (&'g Judged<'a>, &'g Verified<'a>);

/// The records that count, by the digests of their bytes.
fn by_digest<'g, 'a>(ledger: &'g Ledger<'a>) -> BTreeMap<&'g Sha256, Vec<Counting<'g, 'a>>> {
    let mut by_digest: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (judged, verified) in ledger.verified() {
        by_digest.entry(&judged.digest).or_default().push((judged, verified));
    }
    by_digest
}

/// The text of the seal beside a record, where there is one.
fn seal_text<'a>(ledger: &Ledger<'a>, (judged, verified): Counting<'_, '_>) -> Option<&'a str> {
    let signer = verified.approval.document.signer.as_str();
    ledger.catalog().text_at(&seal::path(&judged.record.source.path, signer))
}

/// The bytes of the statements beside these records, as far as their seals can be read.
fn seals<'s>(
    ledger: &'s Ledger<'_>,
    records: &'s [Counting<'s, '_>],
) -> impl Iterator<Item = Vec<u8>> + Clone + 's {
    records.iter().filter_map(|one| seal_text(ledger, *one).and_then(seal::read))
}

/// What is wrong with the version of the policy that a new record names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misnamed {
    /// It names none.
    Nothing,
    /// No version that holds has this number and digest.
    Unknown(u16),
    /// By that version it would count for nothing.
    Worthless(u16, Refusal),
    /// Fewer or other admins could revoke by that version than by the one in force.
    Easier(u16),
}

impl<'a> Gate<'_, 'a> {
    /// What is wrong with the version of the policy that a newly signed record names, if anything.
    ///
    /// A record may name an earlier version than the one in force, as the policy may change between
    /// signing and landing. But whose revocations are enough is counted by the version that they
    /// name, so that an admin's names one by which it takes no fewer of those who are admins now.
    #[must_use]
    pub fn misnamed(&self, judged: &Judged<'a>, verified: &Verified<'a>) -> Option<Misnamed> {
        let approval = verified.approval.document;
        let Some(named) = &approval.trust else { return Some(Misnamed::Nothing) };
        let number = named.version;
        let chain = self.result.chain();
        let version = chain.version(number).filter(|version| version.digest == named.sha256);
        let Some(version) = version else { return Some(Misnamed::Unknown(number)) };
        let path = seal::path(&judged.record.source.path, approval.signer.as_str());
        let raw = self.result.catalog().text_at(&path).and_then(seal::read)?;
        if let Err(why) = would_count(version, approval, &judged.record.bytes(), &raw) {
            return Some(Misnamed::Worthless(number, why));
        }
        let now = chain.in_force()?;
        let is_easier =
            version.threshold() < now.threshold() || !version.admins().is_subset(&now.admins());
        let is_admins = approval.decision == Decision::Revoke
            && version.admins().contains(verified.signer.as_str());
        (is_admins && is_easier).then_some(Misnamed::Easier(number))
    }

    /// Whether the signer of a record that lands on a day coached its person between the work and the decision.
    #[must_use]
    pub fn is_by_a_mentor(&self, verified: &Verified<'_>, landing: Date) -> bool {
        self.coaches_in(verified, Span::of(verified.approval.document, landing))
    }

    /// Whether the signer of a record coached its person on a day of this span.
    #[must_use]
    pub fn coaches_in(&self, verified: &Verified<'_>, span: Span) -> bool {
        let (target, result) = (self.target.catalog(), self.result.catalog());
        let mentors = coaching::mentors(target, result, verified.approval.owner(), span);
        let Some(policy) = self.result.policy() else { return !mentors.is_empty() };
        let is_signer = |side, mentor: &str| are_one(side, policy, mentor, &verified.signer);
        mentors.iter().any(|mentor| is_signer(target, mentor) || is_signer(result, mentor))
    }
}

/// Whether a record is too old to land on this day, or of a later day: whoever dates a record ahead
/// would put off the day on which it is too old.
#[must_use]
pub fn is_stale(approval: &Approval, day: Date) -> bool {
    let age = day.days_since(approval.date);
    // A day ahead is today in another time zone.
    !(-1..=FRESH_DAYS).contains(&age)
}
