//! Coaching: who was somebody's mentor when something was done, claimed and decided.
//!
//! Mentors judge with others or not at all, and whoever coached the work is asked about as much as whoever coaches
//! on the day of the decision: a mentorship that ends for an afternoon ends nothing.

use std::collections::BTreeSet;

use crate::base::date::Date;
use crate::catalog::Catalog;
use crate::catalog::layout::date_of;
use crate::catalog::people::People;
use crate::kinds::approval::Approval;
use crate::kinds::person::Person;

/// The days that a record speaks of: of the decision, the claim and the work.
pub fn days(approval: &Approval) -> impl Iterator<Item = Date> + '_ {
    let claimed = approval.claim.as_ref().and_then(|claim| date_of(claim.id.parts().1));
    let worked = approval
        .evidence
        .iter()
        .flat_map(|work| [Some(work.worked), date_of(work.id.as_str())].into_iter().flatten());
    worked.chain(claimed).chain([approval.date])
}

/// Those who coached somebody on one of these days, by the target: a change cannot choose who its assessors are.
/// Only of people whom the target does not know, by the result.
#[must_use]
pub fn mentors<'a>(
    target: &'a Catalog,
    result: &'a Catalog,
    person: &str,
    days: impl IntoIterator<Item = Date>,
) -> BTreeSet<&'a str> {
    let mut sides = [target, result].into_iter();
    let known = sides.find_map(|side| Some((side, side.get::<Person>(person)?)));
    let Some((side, person)) = known else { return BTreeSet::new() };
    let days: BTreeSet<Date> = days.into_iter().collect();
    let coached = days.into_iter().flat_map(|day| People::on(side, day).mentors(person));
    coached.map(|mentor| mentor.person.id()).collect()
}
