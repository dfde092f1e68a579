//! What to know about the dates of a plan: deadlines that it misses, awards that end, demands that come.

use super::Plan;
use super::item::{Item, What, Why};
use super::model::Take;
use super::renewal;
use super::route::Route;
use crate::base::date::Date;
use crate::catalog::Entry;
use crate::kinds::cohort::Cohort;
use crate::kinds::credential::Credential;
use crate::kinds::pathway::Pathway;
use crate::kinds::remediation::Remediation;
use crate::standing::decisions::Decisions;

/// Something to know about the dates of a plan.
#[derive(Debug, Clone, Copy)]
pub enum Note<'a> {
    /// The plan ends after the day by which the pathway is usually finished.
    Late {
        /// The pathway.
        pathway: Entry<'a, Pathway>,
        /// The day by which.
        by: Date,
        /// How many days the plan takes longer.
        days: i64,
    },
    /// The plan ends after the cohort does.
    LateForCohort {
        /// The cohort.
        cohort: Entry<'a, Cohort>,
        /// Its last day.
        by: Date,
        /// How many days the plan takes longer.
        days: i64,
    },
    /// Learning for a second attempt lasts longer than the remediation.
    LateForRemediation {
        /// The remediation.
        remediation: Entry<'a, Remediation>,
        /// The day by which.
        by: Date,
        /// The day on which everything for it is learned.
        ready: Date,
    },
    /// What meets a line, by its number, ends before the plan does.
    Ends {
        /// The line.
        line: usize,
        /// The last day.
        on: Date,
    },
    /// A line that is still to come, by its number, is asked for before the plan ends.
    Comes {
        /// The number of the line among those that come.
        line: usize,
        /// The first day.
        on: Date,
    },
}

/// The last day on which a line that ends on a day is met, with what the plan renews; none where nothing
/// says when that ends.
fn renewed_until(plan: &Plan<'_>, line: usize, on: Date) -> Option<Date> {
    let is_for = |why: &Why<'_>| matches!(why, Why::Line(number) if *number == line);
    let renewals = plan.items.iter().filter(|item| item.renews.is_some());
    let in_time = |item: &&Item<'_>| item.until <= on && item.why.iter().any(is_for);
    let Some(item) = renewals.into_iter().find(in_time) else { return Some(on) };
    let What::Take(Take::Credential(id) | Take::Again(id)) = item.what else { return None };
    let valid_for = plan.catalog.get::<Credential>(id)?.document.valid_for?;
    Some(valid_for.after(item.until))
}

/// What to know about the dates of a plan.
#[must_use]
pub fn notes<'a>(
    plan: &Plan<'a>,
    routes: &[Route<'a>],
    decisions: &Decisions<'a>,
) -> Vec<Note<'a>> {
    let end = plan.end();
    let mut notes = Vec::new();
    if plan.needed().next().is_some() {
        for route in routes {
            let within = route.pathway.document.within;
            let by = within.map(|within| within.after(route.enrolment.document.enrolled));
            if let Some(by) = by.filter(|by| *by < end) {
                let days = end.days_since(by);
                notes.push(Note::Late { pathway: route.pathway, by, days });
            }
            let cohort = route.cohort(plan.catalog);
            let ends = cohort.and_then(|cohort| Some((cohort, cohort.document.ends?)));
            if let Some((cohort, by)) = ends.filter(|(_, by)| *by < end) {
                notes.push(Note::LateForCohort { cohort, by, days: end.days_since(by) });
            }
        }
    }
    for fixed in plan.fixed.iter().filter(|fixed| fixed.action.is_none()) {
        let late =
            plan.items.iter().find(|item| item.due == Some(fixed.by) && item.from > fixed.by);
        let is_credential = |what: What<'a>| {
            matches!(
                what,
                What::Take(Take::Credential(_) | Take::Again(_) | Take::Competency { .. })
            )
        };
        if let Some(item) = late.filter(|item| is_credential(item.what)) {
            let (remediation, by) = (fixed.remediation, fixed.by);
            notes.push(Note::LateForRemediation { remediation, by, ready: item.from });
        }
    }
    for (line, on) in renewal::lapsing(&plan.readiness, decisions, end) {
        let renewed = renewed_until(plan, line, on);
        if let Some(on) = renewed.filter(|on| *on < end) {
            notes.push(Note::Ends { line, on });
        }
    }
    let coming = plan.readiness.coming.iter().enumerate().filter(|(_, (on, _))| *on <= end);
    notes.extend(coming.map(|(line, (on, _))| Note::Comes { line, on: *on }));
    notes
}
