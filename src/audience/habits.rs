//! How somebody works on their growth: board, learning time, meetings and what was said in them.

use super::view::View;
use crate::base::duration::Pace;
use crate::base::reference::Ref;
use crate::catalog::Entry;
use crate::kinds::claim::Claim;
use crate::kinds::cohort::Cohort;
use crate::kinds::parts::visibility::Visibility;
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::kinds::person::{Board, Person};
use crate::kinds::remediation::Remediation;

impl<'a> View<'a> {
    /// How they sort their objectives, for themselves and those who mentor them.
    #[must_use]
    pub fn board(&self, person: &str) -> Option<&'a Board> {
        self.close(person)?.document.board.as_ref()
    }

    /// The time they have for learning, for themselves and those who mentor them.
    #[must_use]
    pub fn learning_time(&self, person: &str) -> Option<Pace> {
        self.people.learning_time(self.close(person)?)
    }

    /// Whether the reader is the person or somebody who mentors them.
    #[must_use]
    pub fn is_close_to(&self, person: &str) -> bool {
        self.close(person).is_some()
    }

    /// The credential or competency that a second chance is for.
    #[must_use]
    pub fn claimed(&self, remediation: Entry<'a, Remediation>) -> Option<&'a str> {
        let (owner, id) = remediation.document.claim.parts();
        let key = format!("{}/{id}", owner.unwrap_or(remediation.owner()));
        let claim = self.ledger.catalog().get::<Claim>(&key).filter(|claim| self.shows(*claim))?;
        let credential = claim.document.credential.as_ref().map(Ref::as_str);
        credential.or_else(|| claim.document.competency.as_ref().map(|it| it.id.as_str()))
    }

    /// What people call the cohort that somebody takes a pathway with.
    #[must_use]
    pub fn cohort_of(&self, enrolment: Entry<'a, PathwayEnrolment>) -> Option<&'a str> {
        let cohort = self.get::<Cohort>(enrolment.document.cohort.as_ref()?.as_str())?;
        Some(cohort.document.name.as_str())
    }

    /// Second chances that are open on the day, as far as they may be seen.
    #[must_use]
    pub fn remediations(&self, person: &str) -> Vec<Entry<'a, Remediation>> {
        let is_open = |it: &Entry<'a, Remediation>| {
            it.document.withdrawn.is_none_or(|day| day > self.as_of())
                && it.document.redemonstrate_by >= self.as_of()
        };
        self.owned::<Remediation>(person).filter(is_open).collect()
    }

    fn close(&self, person: &str) -> Option<Entry<'a, Person>> {
        self.people.person(person).filter(|it| self.is_close(*it, Visibility::Mentor))
    }
}
