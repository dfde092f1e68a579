//! The kinds whose records are somebody's own, and how far they go unless a record says otherwise.

use super::view::View;
use crate::catalog::Entry;
use crate::kinds::Document;
use crate::kinds::claim::Claim;
use crate::kinds::enrolment::Enrolment;
use crate::kinds::goal::Goal;
use crate::kinds::journal::Journal;
use crate::kinds::meeting::Meeting;
use crate::kinds::okrs::Okrs;
use crate::kinds::parts::visibility::Visibility;
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::kinds::person::Person;
use crate::kinds::portfolio::Portfolio;
use crate::kinds::remediation::Remediation;

/// A kind whose records belong to one person.
pub trait Personal: Document {
    /// How far a record goes that says nothing about it.
    const DEFAULT: Visibility;
}

/// Work is there to be shown; what somebody is on the way to is theirs and their mentors'.
macro_rules! personal {
    ($($kind:ty = $visibility:ident),* $(,)?) => {
        $(impl Personal for $kind {
            const DEFAULT: Visibility = Visibility::$visibility;
        })*
    };
}

personal! {
    Portfolio = Org,
    Goal = Mentor,
    Okrs = Mentor,
    PathwayEnrolment = Mentor,
    Enrolment = Mentor,
    Claim = Mentor,
    Remediation = Mentor,
    Meeting = Mentor,
    Journal = Private,
}

impl<'a> View<'a> {
    /// The records of a kind that belong to a person, as far as they may be seen, in the order of their
    /// ids, which begin with a day where the kind has one; nothing that is dated later.
    ///
    /// A meeting is seen by its day, not by its words: ask [`View::may_read_notes`] for those.
    pub fn owned<D: Personal>(
        &self,
        person: &str,
    ) -> impl Iterator<Item = Entry<'a, D>> + use<'a, D> {
        let view = *self;
        let owner = self.people.person(person);
        let entries = owner.map(|owner| view.ledger.catalog().owned::<D>(owner.id()));
        entries.into_iter().flatten().filter(move |entry| view.shows(*entry))
    }

    /// Whether a record that belongs to somebody may be seen.
    #[must_use]
    pub fn shows<D: Personal>(&self, entry: Entry<'a, D>) -> bool {
        let owner = self.people.person(entry.owner());
        owner.is_some_and(|owner| self.sees(owner, entry.record, D::DEFAULT, &[]))
    }

    /// Whether the words of a meeting may be read: only by those whose record it is, unless it says more.
    /// Where it says `mentor`, those who mentor them read them as well.
    #[must_use]
    pub fn may_read_notes(&self, meeting: Entry<'a, Meeting>) -> bool {
        let owner = self.people.person(meeting.owner());
        owner.is_some_and(|owner: Entry<'a, Person>| {
            self.sees(owner, meeting.record, Visibility::Private, &[])
        })
    }
}
