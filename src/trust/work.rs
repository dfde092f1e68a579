//! What a record was signed over: the claim and the work that it names, of which days they are, and what became of
//! them since.

use super::ledger::Verified;
use crate::base::date::Date;
use crate::catalog::layout::date_of;
use crate::catalog::people::owned_records;
use crate::catalog::{Catalog, Entry};
use crate::kinds::Kind;
use crate::kinds::approval::{Approval, Decision, EvidenceKind};
use crate::kinds::claim::Claim;
use crate::kinds::parts::digest::Sha256;

/// Something that a record was signed over and that is other, or gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved<'a> {
    /// The kind of what was judged.
    pub kind: Kind,
    /// Its id.
    pub id: &'a str,
    /// Where in the record its digest stands: the position in `evidence`, none for the claim.
    pub position: Option<usize>,
    /// What happened to it.
    pub how: Moving,
}

/// What happened to something that a record was signed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moving {
    /// It is gone altogether.
    Gone,
    /// Its bytes are others.
    Changed,
    /// Several files claim its id, so that nobody can tell which of them was judged.
    Doubled,
}

/// What happened to the claim that a record answers, unless it is as it was or was taken back.
pub(super) fn answered(catalog: &Catalog, verified: &Verified<'_>) -> Option<Moving> {
    let claim = verified.approval.document.claim.as_ref()?;
    let owner = verified.approval.owner();
    match owned_records(catalog, Kind::Claim, claim.id.as_str(), owner).as_slice() {
        [] => Some(Moving::Gone),
        [one] if one.has_words(&claim.sha256) => None,
        [one] => {
            let is_withdrawn =
                Entry::<Claim>::of(one).is_some_and(|claim| claim.document.withdrawn.is_some());
            (!is_withdrawn).then_some(Moving::Changed)
        }
        _ => Some(Moving::Doubled),
    }
}

/// The latest of the days on which something was done that a record judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Latest {
    /// The day.
    pub day: Date,
    /// Where in the record it stands: the position in `evidence`, none for the claim.
    pub position: Option<usize>,
}

impl Latest {
    /// The words for what is of that day.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self.position {
            Some(_) => "work",
            None => "the claim is",
        }
    }
}

/// The latest of the days of the claim and the work that a record judges, as it names them; none where it
/// judges neither. It cannot be dated before that day.
#[must_use]
pub fn judged_on(approval: &Approval) -> Option<Latest> {
    let claim = approval.claim.as_ref().and_then(|claim| date_of(claim.id.as_str()));
    let claim = claim.map(|day| Latest { day, position: None });
    let worked = approval.evidence.iter().enumerate().map(|(position, evidence)| {
        // The name says the day of the work, whatever its signer wrote beside it.
        let named = date_of(evidence.id.as_str()).unwrap_or(evidence.worked);
        Latest { day: named.max(evidence.worked), position: Some(position) }
    });
    worked.chain(claim).max_by_key(|latest| latest.day)
}

/// What a record was signed over and is no longer what the catalog has, the claim first.
///
/// A not-yet binds nobody to keep the evidence as it was: that it gets better is what the answer asks
/// for. The claim that it answers stays what it was; a better one is a new claim.
#[must_use]
pub fn moved<'a>(catalog: &Catalog, person: &str, approval: &'a Approval) -> Vec<Moved<'a>> {
    let mut moved = Vec::new();
    let mut compare = |kind, id: &'a str, digest: &Sha256, position| {
        let how = match owned_records(catalog, kind, id, person).as_slice() {
            [] => Moving::Gone,
            [one] if one.has_words(digest) => return,
            [_] => Moving::Changed,
            _ => Moving::Doubled,
        };
        moved.push(Moved { kind, id, position, how });
    };
    if let Some(claim) = &approval.claim {
        compare(Kind::Claim, claim.id.as_str(), &claim.sha256, None);
    }
    let is_bound = approval.decision != Decision::NotYet;
    for (position, evidence) in approval.evidence.iter().enumerate().filter(|_| is_bound) {
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
