//! Renewals: what somebody holds now that ends before their plan does, so that it has to be shown again.
//!
//! A plan lasts for months, and awards end. What will have ended by the last day of a plan counts for it as
//! little as what is not there yet:
//!
//! ```text
//! held(plan) = what the awards give that are live on its last day
//! ```
//!
//! The last day is known only once there is a plan. So a plan is made for what is held today; if something
//! that it builds on ends before its last day, it is made again for what is held on that day, and so on.
//! Each round looks further ahead and takes in another end of an award, so that this comes to an end.

use std::collections::BTreeMap;

use super::item::{Item, Why};
use crate::base::date::Date;
use crate::standing::decisions::Decisions;
use crate::standing::demand::Demand;
use crate::standing::readiness::Readiness;
use crate::standing::verdict::Standing;

/// The lines, by number, that are met today by what ends before a day, each with its last day.
#[must_use]
pub fn lapsing(
    readiness: &Readiness<'_>,
    decisions: &Decisions<'_>,
    before: Date,
) -> BTreeMap<usize, Date> {
    let lines = readiness.lines.iter().enumerate();
    let lapsing = lines.filter_map(|(number, state)| {
        let is_held = state.standing == Standing::Met && decisions.placed(&state.line).is_none();
        let on = is_held.then(|| decisions.met_until(&state.line.demand, before)).flatten()?;
        (on < before).then_some((number, on))
    });
    lapsing.collect()
}

/// Whether what is held on `until` leaves more to do than what is held on `from`: a line that is met lapses
/// between, or one of several awards that an open one counts does.
#[must_use]
pub fn is_less(
    readiness: &Readiness<'_>,
    decisions: &Decisions<'_>,
    from: Date,
    until: Date,
) -> bool {
    if until <= from || decisions.ends_by(until.plus_days(-1)).range(from..).next().is_none() {
        return false;
    }
    let catalog = decisions.catalog();
    let (now, then) = (decisions.held_on(from), decisions.held_on(until));
    readiness.lines.iter().filter(|state| decisions.placed(&state.line).is_none()).any(|state| {
        let members = match &state.line.demand {
            Demand::Choose { from, .. } => from.as_slice(),
            demand => std::slice::from_ref(demand),
        };
        members.iter().any(|member| {
            now.satisfies(catalog, member) != then.satisfies(catalog, member)
                || now.times(catalog, member) != then.times(catalog, member)
        })
    })
}

/// Tells claims what they renew: the first day on which a line of theirs would no longer be met, less one.
pub fn date_renewals(items: &mut [Item<'_>], lapsing: &BTreeMap<usize, Date>) {
    for item in items.iter_mut().filter(|item| item.is_claim()) {
        let lines = item.why.iter().filter_map(|why| match why {
            Why::Line(line) => lapsing.get(line).copied(),
            _ => None,
        });
        item.renews = lines.min();
    }
}
