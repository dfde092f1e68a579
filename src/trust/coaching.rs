//! Coaching: who was somebody's mentor between the work, what was claimed, and what was decided.
//!
//! Mentors judge with others or not at all, and whoever coached the work is asked about as much as whoever coaches
//! on the day of the decision: a mentorship that ends for an afternoon ends nothing.

use std::collections::BTreeSet;

use super::gate::FRESH_DAYS;
use crate::base::date::Date;
use crate::catalog::Catalog;
use crate::catalog::layout::date_of;
use crate::catalog::people::People;
use crate::kinds::approval::{Approval, Decision};
use crate::kinds::person::Person;

/// For how many days what has happened may still be written down: the end of a mentorship, or a decision.
pub const LATE_DAYS: i64 = 7;

/// The days for which whoever coaches is asked about, the first and the last of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

impl Span {
    /// That of a record which lands on a day: from the work and the claim to the decision.
    #[must_use]
    pub fn of(approval: &Approval, landing: Date) -> Self {
        let claimed = approval.claim.as_ref().and_then(|claim| date_of(claim.id.parts().1));
        let worked = approval
            .evidence
            .iter()
            .flat_map(|work| [Some(work.worked), date_of(work.id.as_str())].into_iter().flatten());
        Self::decided(approval.decision, approval.date, landing).with(worked.chain(claimed))
    }

    /// That of a decision by itself: its day, and the days until it lands where that is late, so that no date
    /// lies before a mentorship. A waiver answers no work: who coached while one could have been asked for is
    /// asked about.
    #[must_use]
    pub fn decided(decision: Decision, day: Date, landing: Date) -> Self {
        let first = if decision == Decision::Waive { day.plus_days(-FRESH_DAYS) } else { day };
        let is_late = landing.days_since(day) > LATE_DAYS;
        Self { first, last: if is_late { landing } else { day } }
    }

    /// That of one day.
    #[must_use]
    pub const fn on(day: Date) -> Self {
        Self { first: day, last: day }
    }

    /// The span from the first of these days on, and to the last.
    #[must_use]
    pub fn with(self, days: impl IntoIterator<Item = Date>) -> Self {
        days.into_iter()
            .fold(self, |span, day| Self { first: span.first.min(day), last: span.last.max(day) })
    }

    /// The days of it that tell all: its ends, and those on which somebody's mentorships and roles begin and end.
    #[must_use]
    pub fn turns(self, person: &Person) -> BTreeSet<Date> {
        let mentorships = person.mentors.iter().flat_map(|one| {
            [one.from, one.until.map(|until| until.plus_days(1))].into_iter().flatten()
        });
        let begins =
            mentorships.chain(person.roles.iter().map(|role| role.from)).chain(person.joined);
        let around = begins.chain(person.left).flat_map(|day| [day.plus_days(-1), day]);
        around
            .filter(|day| self.first < *day && *day < self.last)
            .chain([self.first, self.last])
            .collect()
    }
}

/// Those who coached somebody on a day of the span, by the target: a change cannot choose who its assessors are.
/// Only of people whom the target does not know, by the result.
#[must_use]
pub fn mentors<'a>(
    target: &'a Catalog,
    result: &'a Catalog,
    person: &str,
    span: Span,
) -> BTreeSet<&'a str> {
    let mut sides = [target, result].into_iter();
    let known = sides.find_map(|side| Some((side, side.get::<Person>(person)?)));
    let Some((side, person)) = known else { return BTreeSet::new() };
    let days = span.turns(person.document).into_iter();
    let coached = days.flat_map(|day| People::on(side, day).mentors(person));
    coached.map(|mentor| mentor.person.id()).collect()
}
