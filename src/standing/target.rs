//! Targets: the role that somebody works towards, and how that is known.

use crate::base::date::Date;
use crate::catalog::index::RoleEntry;
use crate::catalog::{Catalog, Entry};
use crate::kinds::goal::{Goal, State};
use crate::kinds::person::Person;

/// How a target is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Somebody named it.
    Asked,
    /// The goal of this day.
    Goal(Date),
    /// It comes after the present role on the ladder.
    NextOnLadder,
}

/// A role somebody works towards.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The role.
    pub role: RoleEntry<'a>,
    /// How that is known.
    pub source: Source,
}

/// The role of the goal that is in force on `day`; none while they explore.
#[must_use]
pub fn goal_role<'a>(
    catalog: &'a Catalog,
    person: Entry<'_, Person>,
    day: Date,
) -> Option<Target<'a>> {
    let newest = catalog
        .owned::<Goal>(person.id())
        .filter_map(|goal| Some((goal.record.date().filter(|date| *date <= day)?, goal)))
        .last()?;
    let (date, goal) = newest;
    let role = goal.document.role.as_ref().filter(|_| goal.document.state == State::Set)?;
    let role = catalog.role(role.as_str())?;
    Some(Target { role, source: Source::Goal(date) })
}

/// The role after the one that somebody has on `day`.
#[must_use]
pub fn next_on_ladder<'a>(
    catalog: &'a Catalog,
    person: Entry<'_, Person>,
    day: Date,
) -> Option<Target<'a>> {
    let now = catalog.role(person.document.role_on(day)?.as_str())?;
    let next = now.ladder.document.roles.get(now.position + 1)?;
    let role = RoleEntry { ladder: now.ladder, position: now.position + 1, role: next };
    Some(Target { role, source: Source::NextOnLadder })
}
