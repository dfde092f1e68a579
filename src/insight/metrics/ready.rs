//! The first day on which somebody is ready for a role.

use std::collections::BTreeSet;

use super::span::Span;
use crate::base::date::Date;
use crate::catalog::Entry;
use crate::catalog::index::RoleEntry;
use crate::kinds::person::Person;
use crate::standing::decisions::Decisions;
use crate::standing::readiness::{Readiness, readiness};
use crate::standing::verdict::{Reason, Standing, Verdict};
use crate::trust::ledger::Ledger;

/// The first day of a span on which somebody is ready for a role; none if there is none.
///
/// Readiness changes only on days on which something is dated: a decision, the end of an award or a
/// waiver, a new role, the first or last day of a demand, the day on which enough time has been served.
/// Only these days are looked at, which takes one readiness each.
#[must_use]
pub fn first_ready<'a>(
    ledger: &'a Ledger<'a>,
    decisions: &Decisions<'a>,
    person: Entry<'a, Person>,
    role: RoleEntry<'a>,
    span: Span,
) -> Option<Date> {
    let mut days = dated(ledger, decisions, person);
    days.insert(span.from);
    days.retain(|day| span.contains(*day));
    while let Some(day) = days.pop_first() {
        let then = readiness(ledger, person, role, day);
        if then.verdict == Verdict::Ready {
            return Some(day);
        }
        let later = comes(&then).into_iter();
        days.extend(later.filter(|later| *later > day && *later <= span.to));
    }
    None
}

/// The days on which something about a person is dated.
fn dated<'a>(
    ledger: &'a Ledger<'a>,
    decisions: &Decisions<'a>,
    person: Entry<'a, Person>,
) -> BTreeSet<Date> {
    let mut days: BTreeSet<Date> =
        person.document.roles.iter().map(|position| position.from).collect();
    for (_, verified) in ledger.about(person.id()) {
        let approval = verified.approval.document;
        days.insert(approval.date);
        days.extend(approval.from);
        days.extend(approval.until.map(|until| until.plus_days(1)));
    }
    let ends = decisions.awards().filter_map(|award| award.until);
    days.extend(ends.map(|until| until.plus_days(1)));
    days
}

/// The days on which what a role asks for changes, or on which time will have passed.
fn comes(readiness: &Readiness<'_>) -> Vec<Date> {
    let mut days: Vec<Date> = readiness.coming.iter().map(|(first, _)| *first).collect();
    for state in &readiness.lines {
        days.extend(state.line.until.map(|until| until.plus_days(1)));
        if let Standing::NotYet(Reason::TooEarly { there_on: Some(day), .. }) = &state.standing {
            days.push(*day);
        }
    }
    days
}
