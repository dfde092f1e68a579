//! Open claims: what somebody has asked to be judged on, and what they would hold if it is granted.
//!
//! A claim is open from its day on until it is withdrawn or answered. It is well-formed when it cites
//! evidence of the claimant's own and brings along what the credential needs: its modules finished (or what
//! replaces a retired one), its number of portfolio entries young enough, its endorsements. Only a
//! well-formed claim of fewer than [`PENDING_DAYS`] days can make a verdict pending.

use std::collections::BTreeMap;

use super::awards::Outcome;
use super::decisions::Decisions;
use super::demand::{Demand, present_credential};
use super::holdings::Holdings;
use super::needs::{Brought, unmet};
use super::pieces::Piece;
use crate::base::date::Date;
use crate::base::id::Id;
use crate::catalog::references::Noun;
use crate::catalog::{Catalog, Entry};
use crate::kinds::Kind;
use crate::kinds::claim::{Claim, Evidence};
use crate::kinds::credential::Credential;
use crate::kinds::enrolment::Enrolment;
use crate::kinds::portfolio::Portfolio;

/// For how many days an unanswered claim can make a verdict pending.
pub const PENDING_DAYS: i64 = 90;

/// A claim that waits for an answer.
#[derive(Debug, Clone)]
pub struct OpenClaim<'a> {
    /// The claim.
    pub claim: Entry<'a, Claim>,
    /// The day it was made.
    pub date: Date,
    /// What it asks for.
    pub subject: Demand<'a>,
    /// Who has to answer: one discipline per assessor, or `any`.
    pub waits_for: Vec<&'a str>,
    /// Whether it brings along everything that it needs to be judged.
    pub is_well_formed: bool,
    /// What its owner holds once it is granted.
    pub gives: Holdings<'a>,
}

impl OpenClaim<'_> {
    /// Whether it can make a verdict pending on `day`.
    #[must_use]
    pub fn can_be_granted_on(&self, day: Date) -> bool {
        self.is_well_formed && day.days_since(self.date) < PENDING_DAYS
    }
}

/// The open claims of a person on a day, oldest first; of several for one thing only the newest.
#[must_use]
pub fn open_claims<'a>(decisions: &Decisions<'a>, person: &str, day: Date) -> Vec<OpenClaim<'a>> {
    let catalog = decisions.catalog();
    let mut newest: BTreeMap<String, OpenClaim<'a>> = BTreeMap::new();
    for claim in catalog.owned::<Claim>(person) {
        let Some(date) = claim.record.date().filter(|date| *date <= day) else { continue };
        if claim.document.withdrawn.is_some_and(|withdrawn| withdrawn <= day) {
            continue;
        }
        let outcome = decisions.on_claim(claim);
        if matches!(outcome, Some(Outcome::Awarded(_) | Outcome::NotYet(_) | Outcome::Revoked(_))) {
            continue;
        }
        if let Some(mut open) = read(catalog, claim, date) {
            open.is_well_formed &= brings_what_is_needed(decisions, &open);
            if let Some(Outcome::Waiting { approved, open: slots, .. }) = outcome
                && !approved.is_empty()
            {
                // Where no slot is open, somebody who judged before is still waited for.
                open.waits_for = if slots.is_empty() { vec!["any"] } else { slots.clone() };
            }
            // Claims come in the order of their names, which begin with the date.
            newest.insert(format!("{:?}", open.subject), open);
        }
    }
    let mut open: Vec<OpenClaim<'a>> = newest.into_values().collect();
    open.sort_by_key(|claim| (claim.date, claim.claim.id()));
    open
}

/// The claim with what it asks for; none where that cannot be said.
#[must_use]
pub fn read<'a>(
    catalog: &'a Catalog,
    claim: Entry<'a, Claim>,
    date: Date,
) -> Option<OpenClaim<'a>> {
    let document = claim.document;
    let mut gives = Holdings::default();
    let evidence = cited(catalog, claim);
    let worked = evidence.iter().flatten().filter_map(|cited| cited.worked).max().unwrap_or(date);
    let mut waits_for = vec!["any"];
    let subject = match (&document.credential, &document.competency) {
        (Some(id), None) => {
            let id = present_credential(catalog, id.as_str());
            let credential = catalog.get::<Credential>(id)?;
            gives.add_credential(catalog, id);
            gives.add_attested(catalog, &credential.document.attests, worked);
            waits_for = credential.document.assessors.iter().map(Id::as_str).collect();
            Demand::Credential(id)
        }
        (None, Some(claimed)) => {
            let entry = catalog.competency(claimed.id.as_str())?;
            let at = claimed.at.as_str();
            gives.add_competency(catalog, entry.id, at, worked);
            Demand::Competency { id: entry.id, at, step: entry.step(at) }
        }
        (None, None) | (Some(_), Some(_)) => return None,
    };
    for cited in evidence.iter().flatten() {
        if let Some(entry) = cited.entry {
            gives.add_piece(entry.id(), Piece::of_entry(catalog, entry));
        }
        if let Some(module) = cited.module {
            gives.add_module(catalog, module);
        }
    }
    let is_well_formed =
        claim.record.is_sound() && !evidence.is_empty() && evidence.iter().all(Option::is_some);
    Some(OpenClaim { claim, date, subject, waits_for, is_well_formed, gives })
}

/// One piece of evidence that is there.
#[derive(Debug, Clone, Copy, Default)]
struct Cited<'a> {
    entry: Option<Entry<'a, Portfolio>>,
    module: Option<&'a str>,
    worked: Option<Date>,
}

/// The claim's evidence; none for what does not exist or is not the claimant's own.
fn cited<'a>(catalog: &'a Catalog, claim: Entry<'a, Claim>) -> Vec<Option<Cited<'a>>> {
    let owner = claim.record.owner.as_deref();
    let own = |kind: Kind, id: &str| {
        let found = catalog.find(Noun::Record(kind), id, owner).target()?;
        let crate::catalog::index::Target::Record(record) = found else { return None };
        (record.owner.as_deref() == owner).then_some(record)
    };
    let read = |evidence: &Evidence| {
        if let Some(id) = &evidence.portfolio {
            let entry = Entry::<Portfolio>::of(own(Kind::Portfolio, id.as_str())?)?;
            Some(Cited { entry: Some(entry), worked: entry.record.date(), module: None })
        } else if let Some(id) = &evidence.enrolment {
            let enrolment = Entry::<Enrolment>::of(own(Kind::Enrolment, id.as_str())?)?;
            let finished = enrolment.document.finished;
            let module = finished.map(|_| enrolment.id());
            Some(Cited { module, worked: finished, entry: None })
        } else {
            let record = own(Kind::Journal, evidence.journal.as_ref()?.as_str())?;
            Some(Cited { worked: record.date(), ..Cited::default() })
        }
    };
    claim.document.evidence.iter().map(read).collect()
}

/// Whether a claim brings along what its credential needs, if it asks for one.
fn brings_what_is_needed(decisions: &Decisions<'_>, open: &OpenClaim<'_>) -> bool {
    let (catalog, claim) = (decisions.catalog(), open.claim);
    let Demand::Credential(id) = open.subject else { return true };
    let Some(credential) = catalog.get::<Credential>(id) else { return true };
    let cited = cited(catalog, claim);
    let entries = cited.iter().flatten().filter(|cited| cited.entry.is_some());
    let brought = Brought {
        entries: entries.map(|cited| cited.worked).collect(),
        endorsers: decisions.endorsers(claim).len(),
    };
    let claimed = (claim.owner(), open.date);
    unmet(catalog, &credential.document.needs, claimed, &brought).is_empty()
}
