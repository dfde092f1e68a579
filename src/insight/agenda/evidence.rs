//! Evidence that ends or is to be shown again: awards, waivers, second attempts.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Item, Named, Scope, What, Whom};
use crate::base::date::Date;
use crate::catalog::Entry;
use crate::catalog::people::owned_record;
use crate::kinds::Kind;
use crate::kinds::approval::Decision;
use crate::kinds::claim::Claim;
use crate::kinds::person::Person;
use crate::kinds::remediation::Remediation;
use crate::standing::awards::Award;
use crate::standing::decisions::Decisions;
use crate::standing::demand::{Demand, present_credential};
use crate::standing::readiness::policy;
use crate::standing::records::Records;

/// Awards on their last day, for their holder, unless other awards give all of it on the day after. Those
/// that have ended stay for as long as `readiness.expiring_within`.
pub(crate) fn expiries<'a>(
    scope: &Scope<'a>,
    person: Entry<'a, Person>,
    decisions: &Decisions<'a>,
) -> Vec<Item<'a>> {
    let oldest = policy(scope.catalog).expiring_within().before(scope.as_of);
    let ending = decisions.awards().filter_map(|award| Some((award, award.until?)));
    ending
        .filter(|(_, last)| (oldest..=scope.until).contains(last))
        .filter(|(award, last)| !is_held_after(scope, decisions, award, *last))
        .filter_map(|(award, last)| {
            let approval = award.proofs.last()?;
            Some(Item {
                due: last,
                at: None,
                what: What::Expiry { person: Named::of(person), subject: award.subject },
                whom: Whom::People([person.id()].into()),
                path: Arc::clone(&approval.judged.record.source.path),
                id: format!("expiring-credential/{}/{}/{last}", person.id(), award.subject),
            })
        })
        .collect()
}

/// Whether other awards give everything that this one gives on the day after its last.
fn is_held_after<'a>(
    scope: &Scope<'a>,
    decisions: &Decisions<'a>,
    award: &Award<'a>,
    last: Date,
) -> bool {
    let Some(grants) = award.grants else { return true };
    let held = decisions.held_on(last.plus_days(1));
    let credentials = grants.credentials.iter();
    let mut credentials =
        credentials.map(|id| Demand::Credential(present_credential(scope.catalog, id.as_str())));
    let mut attests = grants.attests.iter().filter_map(|attested| {
        let entry = scope.catalog.competency(attested.competency.as_str())?;
        let at = attested.at.as_str();
        Some(Demand::Competency { id: entry.id, at, step: entry.step(at) })
    });
    credentials.all(|demand| held.satisfies(scope.catalog, &demand))
        && attests.all(|demand| held.satisfies(scope.catalog, &demand))
}

/// Waivers on their last day, for whoever has one and their mentors, from the day of the agenda on.
pub(crate) fn waivers<'a>(scope: &Scope<'a>, person: Entry<'a, Person>) -> Vec<Item<'a>> {
    let waives = |decision| decision == Decision::Waive;
    let has_any = scope
        .ledger
        .about(person.id())
        .any(|(_, verified)| waives(verified.approval.document.decision));
    if !has_any {
        return Vec::new();
    }
    let records = Records::of(scope.ledger, person.id(), scope.as_of);
    let ending = records.of_decision(Decision::Waive).filter_map(|waiver| {
        let approval = waiver.approval();
        let until = approval.until.filter(|until| *until >= scope.as_of)?;
        let line = approval.line.as_ref()?.as_str();
        Some(Item {
            due: until,
            at: None,
            what: What::WaiverEnds { person: Named::of(person), line },
            whom: Whom::People(scope.with_mentors(person)),
            path: Arc::clone(&waiver.judged.record.source.path),
            id: format!("waiver-ends/{}/{line}/{until}", person.id()),
        })
    });
    ending.collect()
}

/// Second attempts by their day, and the actions on the way by theirs, for the learner and the coach:
/// until the claim is approved, claimed anew, or the remediation withdrawn.
pub(crate) fn second_attempts<'a>(scope: &Scope<'a>, person: Entry<'a, Person>) -> Vec<Item<'a>> {
    let claims = scope.ledger.claims();
    let mut items = Vec::new();
    for remediation in scope.catalog.owned::<Remediation>(person.id()) {
        let document = remediation.document;
        let is_over = document.withdrawn.is_some_and(|withdrawn| withdrawn <= scope.as_of)
            || remediation.record.date().is_none_or(|begun| begun > scope.as_of);
        let claim = owned_record(scope.catalog, Kind::Claim, document.claim.as_str(), person.id());
        let Some(claim) = claim.and_then(Entry::<Claim>::of).filter(|_| !is_over) else { continue };
        let mut answers = claims.answers(claim.record).filter(|answer| answer.date <= scope.as_of);
        let is_approved =
            answers.next_back().is_some_and(|answer| answer.decision == Decision::Approve);
        if is_approved || claims.is_asked_anew(claim) {
            continue;
        }
        let subject = claims.subject(claim.document).map_or(claim.id(), |subject| subject.id());
        let coach = document.coach.as_ref().and_then(|coach| scope.here(coach.as_str()));
        let whom: BTreeSet<&str> = coach.into_iter().chain([person.id()]).collect();
        let path = &remediation.record.source.path;
        let mut add = |due, what, id: String| {
            let whom = Whom::People(whom.clone());
            items.push(Item { due, at: None, what, whom, path: Arc::clone(path), id });
        };
        let named = Named::of(person);
        let id = format!("second-attempt/{}/{}", person.id(), remediation.id());
        add(document.redemonstrate_by, What::SecondAttempt { person: named, subject }, id);
        for (number, action) in document.actions.iter().enumerate() {
            let is_done = action.done.is_some_and(|done| done <= scope.as_of);
            if let Some(by) = action.by.filter(|_| !is_done) {
                let id =
                    format!("remediation-action/{}/{}/{number}", person.id(), remediation.id());
                add(by, What::Action { person: named, what: &action.what }, id);
            }
        }
    }
    items
}
