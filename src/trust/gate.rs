//! The gate: the result of a change, judged against the branch that it is to land on.
//!
//! State is compared, not events: what the target has verified has to be there afterwards, wherever it
//! lies, so that whatever puts it back repairs the change.

use std::collections::BTreeSet;

use super::ledger::{Judged, Ledger, Verified};
use super::terms::Terms;
use crate::base::date::Date;
use crate::catalog::people::owned_record;
use crate::catalog::{Catalog, Record};
use crate::kinds::Kind;
use crate::kinds::approval::{Approval, Decision, EvidenceKind};
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

/// Something that a record was signed over and that is other, or gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved<'a> {
    /// The kind of what was judged.
    pub kind: Kind,
    /// Its id.
    pub id: &'a str,
    /// Where in the record its digest stands: the position in `evidence`, none for the claim.
    pub position: Option<usize>,
    /// Whether it is gone altogether.
    pub is_gone: bool,
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

    /// The records that count on the target and are not in the result, sorted by owner and id.
    #[must_use]
    pub fn removed(&self) -> Vec<(&'g Judged<'a>, &'g Verified<'a>)> {
        let there: BTreeSet<&Sha256> = self.result.all().iter().map(|one| &one.digest).collect();
        let erased = |person: &str| {
            let policy = self.result.policy();
            policy.is_some_and(|policy| policy.has_erased(person))
        };
        self.target
            .verified()
            .filter(|(judged, verified)| {
                let is_erased =
                    erased(&verified.person) || erased(verified.approval.document.person.as_str());
                !is_erased && !there.contains(&judged.digest)
            })
            .collect()
    }

    /// The records that count in the result and do not on the target, wherever they lie there: one that
    /// lay on the target without its seal has passed no gate yet.
    #[must_use]
    pub fn brought_in(&self) -> Vec<(&'g Judged<'a>, &'g Verified<'a>)> {
        let there = self.target.digests();
        self.result.verified().filter(|(judged, _)| !there.contains(&judged.digest)).collect()
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
        terms.is_some_and(|terms| terms.agree_with(&approval.needs, approval.grants.as_ref()))
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

/// Whether a record is too old to land on this day, or of a later day: whoever dates a record ahead
/// would put off the day on which it is too old.
#[must_use]
pub fn is_stale(approval: &Approval, day: Date) -> bool {
    let age = day.days_since(approval.date);
    // A day ahead is today in another time zone.
    !(-1..=FRESH_DAYS).contains(&age)
}

/// What a record was signed over and is no longer what the catalog has, the claim first.
#[must_use]
pub fn moved<'a>(catalog: &Catalog, person: &str, approval: &'a Approval) -> Vec<Moved<'a>> {
    let mut moved = Vec::new();
    let mut compare = |kind, id: &'a str, digest: &Sha256, position| {
        let record = owned_record(catalog, kind, id, person);
        let same = record.map(Record::digest_of_words).is_some_and(|found| found == *digest);
        if !same {
            moved.push(Moved { kind, id, position, is_gone: record.is_none() });
        }
    };
    if let Some(claim) = &approval.claim {
        compare(Kind::Claim, claim.id.as_str(), &claim.sha256, None);
    }
    for (position, evidence) in approval.evidence.iter().enumerate() {
        let kind = kind_of(evidence.kind);
        compare(kind, evidence.id.as_str(), &evidence.sha256, Some(position));
    }
    moved
}

/// The kind of record that a piece of evidence is.
#[must_use]
pub const fn kind_of(evidence: EvidenceKind) -> Kind {
    match evidence {
        EvidenceKind::Portfolio => Kind::Portfolio,
        EvidenceKind::Journal => Kind::Journal,
        EvidenceKind::Enrolment => Kind::Enrolment,
    }
}
