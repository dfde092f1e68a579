//! What waits for an answer: claims and feedback.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Item, Named, Scope, What, Whom};
use crate::base::reference::{Ref, to};
use crate::catalog::Entry;
use crate::kinds::approval::Decision;
use crate::kinds::cohort::Cohort;
use crate::kinds::community::Community;
use crate::kinds::feedback::Feedback;
use crate::kinds::framework::Framework;
use crate::kinds::module::Module;
use crate::kinds::pathway::Pathway;
use crate::kinds::person::Person;
use crate::kinds::session::Session;
use crate::kinds::team::Team;
use crate::kinds::{Document as _, Kind};
use crate::standing::awards::Outcome;
use crate::standing::claims::{OpenClaim, open_claims};
use crate::standing::decisions::Decisions;
use crate::standing::demand::Demand;

/// Open claims, `cadence.claim_answer` after their day: for everybody whom the trust policy lets judge what
/// is claimed in a discipline that is still open, without the claimant and those who have answered; where
/// nobody may, for the claimant's mentors.
pub(crate) fn claims<'a>(
    scope: &Scope<'a>,
    person: Entry<'a, Person>,
    decisions: &Decisions<'a>,
) -> Vec<Item<'a>> {
    let item = |claim: &OpenClaim<'a>| {
        let subject = match claim.subject {
            Demand::Credential(id) | Demand::Competency { id, .. } => id,
            Demand::Module(_)
            | Demand::Portfolio(_)
            | Demand::Experience(_)
            | Demand::Choose { .. }
            | Demand::Unreadable(_) => return None,
        };
        let named = Named::of(person);
        Some(Item {
            due: scope.cadence.claim_answer().after(claim.date),
            at: None,
            what: What::Claim {
                person: named,
                claim: claim.claim.id(),
                subject,
                since: claim.date,
            },
            whom: Whom::People(judges(scope, person, decisions, claim, subject)),
            path: Arc::clone(&claim.claim.record.source.path),
            id: format!("claim/{}/{}", person.id(), claim.claim.id()),
        })
    };
    open_claims(decisions, person.id(), scope.as_of).iter().filter_map(item).collect()
}

fn judges<'a>(
    scope: &Scope<'a>,
    person: Entry<'a, Person>,
    decisions: &Decisions<'a>,
    claim: &OpenClaim<'a>,
    subject: &str,
) -> BTreeSet<&'a str> {
    let mut answered = BTreeSet::new();
    if let Some(Outcome::Waiting { approved, .. }) = decisions.on_claim(claim.claim) {
        answered.extend(approved.iter().map(|proof| proof.verified.signer.as_str()));
    }
    let Some(policy) = scope.ledger.policy() else { return mentors(scope, person) };
    let helps = |id: &&str| {
        let disciplines = policy.disciplines(id, Decision::Approve, subject);
        claim.waits_for.iter().any(|slot| *slot == "any" || disciplines.contains(slot))
    };
    let may = policy.who_may(Decision::Approve, subject);
    let judges: BTreeSet<&'a str> = may
        .into_iter()
        .filter(|id| !answered.contains(id))
        .filter(helps)
        .filter_map(|id| scope.here(id))
        .filter(|id| *id != person.id())
        .collect();
    if judges.is_empty() { mentors(scope, person) } else { judges }
}

fn mentors<'a>(scope: &Scope<'a>, person: Entry<'a, Person>) -> BTreeSet<&'a str> {
    scope.people.mentors(person).into_iter().map(|mentor| mentor.person.id()).collect()
}

/// Feedback with responses and without an answer, `cadence.feedback_answer` after its day: for whoever
/// looks after what it is about, otherwise for the program's sponsor.
pub(crate) fn feedback<'a>(scope: &Scope<'a>) -> Vec<Item<'a>> {
    let open = scope.catalog.all::<Feedback>().filter(|feedback| {
        let answer = feedback.answer.as_ref().filter(|answer| answer.date <= scope.as_of);
        answer.is_none() && !feedback.responses.is_empty()
    });
    open.filter_map(|feedback| {
        let since = feedback.record.date().filter(|date| *date <= scope.as_of)?;
        let about = feedback.owner();
        let mut whom = keepers(scope, about);
        if whom.is_empty() {
            whom.extend(scope.sponsor());
        }
        Some(Item {
            due: scope.cadence.feedback_answer().after(since),
            at: None,
            what: What::Feedback { about, since },
            whom: Whom::People(whom),
            path: Arc::clone(&feedback.record.source.path),
            id: format!("feedback/{about}/{}", feedback.id()),
        })
    })
    .collect()
}

/// Who looks after what feedback is about.
fn keepers<'a>(scope: &Scope<'a>, about: &str) -> BTreeSet<&'a str> {
    let Some((kind, id)) = about.split_once('/') else { return BTreeSet::new() };
    let catalog = scope.catalog;
    let one = |person: Option<&Ref<to::Person>>| -> Vec<String> {
        person.into_iter().map(|id| id.as_str().to_owned()).collect()
    };
    let all = |people: &[Ref<to::Person>]| -> Vec<String> {
        people.iter().map(|id| id.as_str().to_owned()).collect()
    };
    let found = match Kind::named(kind) {
        Some(Module::KIND) => catalog.get::<Module>(id).map(|it| one(it.owner.as_ref())),
        Some(Framework::KIND) => catalog.get::<Framework>(id).map(|it| one(it.owner.as_ref())),
        Some(Pathway::KIND) => catalog.get::<Pathway>(id).map(|it| one(it.owner.as_ref())),
        Some(Cohort::KIND) => catalog.get::<Cohort>(id).map(|it| all(&it.facilitators)),
        Some(Session::KIND) => catalog.get::<Session>(id).map(|it| all(&it.facilitators)),
        Some(Team::KIND) => catalog.get::<Team>(id).map(|it| one(it.lead.as_ref())),
        Some(Community::KIND) => catalog.get::<Community>(id).map(|it| one(it.host.as_ref())),
        Some(Person::KIND) => Some(vec![id.to_owned()]),
        Some(_) | None => None,
    };
    found.unwrap_or_default().iter().filter_map(|id| scope.here(id)).collect()
}
