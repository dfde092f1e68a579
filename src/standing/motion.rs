//! Motion: what is under way for a line; it stands beside the verdict and never changes it.
//!
//! ```text
//! expiring       a met line that stops being met after a day ≤ today + `expiring_within`, all else equal
//! claim waiting  an open claim that would meet the line or count towards it
//! remediation    a dated second chance that is not withdrawn; the not-yet still stands on its claim, and no
//!                newer claim asks for the same thing, whatever came of that one
//! in progress    a running module that teaches, is asked for, or leads to what the line asks
//! finished       a module that is asked for and was finished, as long as nothing that was judged cites it
//! ```

use super::awards::Outcome;
use super::claims::{self, OpenClaim};
use super::decisions::{Decisions, helps};
use super::demand::{Demand, present_credential, with_successors};
use super::holdings::Holdings;
use crate::base::date::Date;
use crate::catalog::{Catalog, Entry};
use crate::kinds::claim::Claim;
use crate::kinds::credential::Credential;
use crate::kinds::enrolment::Enrolment;
use crate::kinds::module::Module;
use crate::kinds::parts::digest::Sha256;
use crate::kinds::person::Person;
use crate::kinds::remediation::Remediation;

/// Something under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Motion<'a> {
    /// What meets the line holds until this day and not much longer.
    Expiring(Date),
    /// A claim waits for an answer.
    ClaimWaiting {
        /// The claim's id.
        claim: &'a str,
        /// Since when.
        since: Date,
        /// One discipline per assessor who has to answer, or `any`.
        waits_for: Vec<&'a str>,
    },
    /// A second chance after a not-yet.
    Remediation {
        /// The remediation's id.
        remediation: &'a str,
        /// The day by which they show it again.
        until: Date,
    },
    /// A module that helps is being taken.
    InProgress {
        /// The module's id.
        module: &'a str,
        /// When it is usually finished, where the module says how long it takes.
        until: Option<Date>,
    },
    /// The module that is asked for is finished, and a claim that cites it has yet to be judged.
    Finished {
        /// The module's id.
        module: &'a str,
        /// Since when.
        on: Date,
    },
}

/// All that one person has under way.
#[derive(Debug, Clone)]
pub struct UnderWay<'a> {
    /// Claims that wait for an answer.
    pub claims: Vec<OpenClaim<'a>>,
    remediations: Vec<(Entry<'a, Remediation>, OpenClaim<'a>)>,
    modules: Vec<(Entry<'a, Module>, Option<Date>)>,
    finished: Vec<(Entry<'a, Module>, Date)>,
}

impl<'a> UnderWay<'a> {
    /// What `person` has under way on `day`.
    #[must_use]
    pub fn of(decisions: &Decisions<'a>, person: Entry<'a, Person>, day: Date) -> Self {
        let catalog = decisions.catalog();
        let person = person.id();
        let claims = claims::open_claims(decisions, person, day);
        let remediations = catalog
            .owned::<Remediation>(person)
            .filter_map(|remediation| open_remediation(catalog, person, remediation, day))
            .filter(|(remediation, first)| {
                let begun = remediation.record.date();
                !is_answered(decisions, first, &claims)
                    && !is_claimed_again(catalog, person, first, begun, day)
            })
            .collect();
        let modules = catalog
            .owned::<Enrolment>(person)
            .filter(|enrolment| is_running(enrolment.document, day))
            .filter_map(|enrolment| {
                let module = catalog.get::<Module>(enrolment.id())?;
                let over = module.document.effort.and_then(|effort| effort.over);
                Some((module, over.map(|over| over.after(enrolment.document.started))))
            })
            .collect();
        let finished = catalog
            .owned::<Enrolment>(person)
            .filter_map(|enrolment| {
                let on = enrolment.document.finished.filter(|on| *on <= day)?;
                Some((catalog.get::<Module>(enrolment.id())?, on))
            })
            .collect();
        Self { claims, remediations, modules, finished }
    }

    /// What of it concerns a demand: claims first, then remediations, then modules under way and finished.
    #[must_use]
    pub fn towards(&self, catalog: &Catalog, demand: &Demand<'_>) -> Vec<Motion<'a>> {
        let claims =
            self.claims.iter().filter(|claim| helps(catalog, &claim.gives, demand)).map(|claim| {
                Motion::ClaimWaiting {
                    claim: claim.claim.id(),
                    since: claim.date,
                    waits_for: claim.waits_for.clone(),
                }
            });
        let remediations =
            self.remediations.iter().filter(|(_, claim)| helps(catalog, &claim.gives, demand)).map(
                |(remediation, _)| Motion::Remediation {
                    remediation: remediation.id(),
                    until: remediation.document.redemonstrate_by,
                },
            );
        let modules = self
            .modules
            .iter()
            .filter(|(module, _)| leads_to(catalog, *module, demand))
            .map(|(module, until)| Motion::InProgress { module: module.id(), until: *until });
        let finished = self
            .finished
            .iter()
            .filter(|(module, _)| is_asked_for(catalog, *module, demand))
            .map(|(module, on)| Motion::Finished { module: module.id(), on: *on });
        claims.chain(remediations).chain(modules).chain(finished).collect()
    }

    /// Whether the module is being taken.
    #[must_use]
    pub fn is_taking(&self, module: &str) -> bool {
        self.modules.iter().any(|(running, _)| running.id() == module)
    }
}

fn is_running(enrolment: &Enrolment, day: Date) -> bool {
    let over = |end: Option<Date>| end.is_some_and(|end| end <= day);
    enrolment.started <= day && !over(enrolment.finished) && !over(enrolment.withdrawn)
}

fn open_remediation<'a>(
    catalog: &'a Catalog,
    person: &str,
    remediation: Entry<'a, Remediation>,
    day: Date,
) -> Option<(Entry<'a, Remediation>, OpenClaim<'a>)> {
    let document = remediation.document;
    let begun = remediation.record.date().filter(|begun| *begun <= day)?;
    if document.withdrawn.is_some_and(|withdrawn| withdrawn <= day) {
        return None;
    }
    let (owner, id) = document.claim.parts();
    let key = format!("{}/{id}", owner.unwrap_or(person));
    let claim = catalog.get::<Claim>(&key)?;
    Some((remediation, claims::read(catalog, claim, claim.record.date().unwrap_or(begun))?))
}

/// Whether the claim that a second chance is for has been answered otherwise since, or asks anew in other
/// words.
fn is_answered(decisions: &Decisions<'_>, first: &OpenClaim<'_>, open: &[OpenClaim<'_>]) -> bool {
    match decisions.on_claim(first.claim) {
        Some(Outcome::NotYet(_)) => false,
        Some(Outcome::Waiting { approved, .. }) => !approved.is_empty(),
        Some(Outcome::Awarded(_) | Outcome::Revoked(_)) => true,
        // Nobody has answered these words; somebody may have answered others in the same file.
        None => {
            let id = first.claim.id();
            let judged = |(known, _): (&str, &Sha256)| known == id;
            decisions.rounds.iter().any(|round| round.claim.is_some_and(judged))
                && open.iter().any(|claim| claim.claim.id() == id)
        }
    }
}

/// Whether a newer claim asks for the same thing.
fn is_claimed_again(
    catalog: &Catalog,
    person: &str,
    first: &OpenClaim<'_>,
    begun: Option<Date>,
    day: Date,
) -> bool {
    catalog.owned::<Claim>(person).any(|claim| {
        let date = claim.record.date();
        let is_newer = date > begun && date <= Some(day);
        is_newer
            && claim.document.withdrawn.is_none_or(|withdrawn| withdrawn > day)
            && date
                .and_then(|date| claims::read(catalog, claim, date))
                .is_some_and(|claim| claim.subject == first.subject)
    })
}

/// Whether a module is what is asked for.
fn is_asked_for(catalog: &Catalog, module: Entry<'_, Module>, demand: &Demand<'_>) -> bool {
    match demand {
        Demand::Module(wanted) => with_successors(catalog, wanted).contains(&module.id()),
        Demand::Choose { from, .. } => {
            from.iter().any(|member| is_asked_for(catalog, module, member))
        }
        _ => false,
    }
}

/// Whether a module helps to get what is asked for.
#[must_use]
pub fn leads_to(catalog: &Catalog, module: Entry<'_, Module>, demand: &Demand<'_>) -> bool {
    match demand {
        Demand::Competency { id, step: Some(step), .. } => {
            module.document.teaches.iter().any(|teaches| {
                catalog.competency(teaches.competency.as_str()).is_some_and(|entry| {
                    entry.id == *id && entry.step(teaches.to.as_str()) >= Some(*step)
                })
            })
        }
        Demand::Credential(wanted) => {
            let mut gives = Holdings::default();
            if let Some(id) = &module.document.assessed_by {
                gives.add_credential(catalog, id.as_str());
            }
            let needed = catalog.get::<Credential>(wanted).is_some_and(|credential| {
                let mut needs = credential.document.needs.modules.iter();
                needs.any(|needed| with_successors(catalog, needed.as_str()).contains(&module.id()))
            });
            let wanted = present_credential(catalog, wanted);
            needed || gives.satisfies(catalog, &Demand::Credential(wanted))
        }
        Demand::Module(_) => is_asked_for(catalog, module, demand),
        Demand::Choose { from, .. } => from.iter().any(|member| leads_to(catalog, module, member)),
        Demand::Competency { step: None, .. }
        | Demand::Portfolio(_)
        | Demand::Experience(_)
        | Demand::Unreadable(_) => false,
    }
}
