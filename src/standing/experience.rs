//! Experience: the time that somebody has spent in a role, or in one that inherits it.
//!
//! ```text
//! met on day  ⇔ (day − days of all stays that count) + at_least ≤ day, in calendar arithmetic
//! ```
//!
//! A stay runs from its `from` to the next one's, or to the end of the day on which they left.

use super::lines::inherited;
use crate::base::date::Date;
use crate::catalog::{Catalog, Entry};
use crate::kinds::ladder::Experience;
use crate::kinds::person::Person;

/// How a demand for experience stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Served {
    /// The time is there.
    Enough,
    /// Not yet; with the day on which it will be if they stay, none if they are elsewhere now.
    Short(Option<Date>),
    /// The demand names a role that does not exist.
    Unknowable,
}

/// Adds up the stays that count by `day` and compares them with the demand.
///
/// Days of all stays are added and laid in one piece before `day`, so that twelve months are
/// reached on the same day of the month as on a calendar.
#[must_use]
pub fn served(
    catalog: &Catalog,
    person: Entry<'_, Person>,
    demand: &Experience,
    day: Date,
) -> Served {
    let wanted = match &demand.role {
        None => None,
        Some(id) => match catalog.role(id.as_str()) {
            Some(role) => Some(role.id()),
            None => return Served::Unknowable,
        },
    };
    let counts = |id: &str| match (catalog.role(id), wanted) {
        (Some(_), None) => true,
        (Some(role), Some(wanted)) => {
            inherited(catalog, role).0.iter().any(|above| above.id() == wanted)
        }
        (None, _) => false,
    };
    let mut positions: Vec<_> = person.document.roles.iter().collect();
    positions.sort_by_key(|position| position.from);
    let end = person.document.left.map_or(day, |left| left.plus_days(1).min(day));
    let mut days = 0;
    let mut is_there_now = false;
    for (number, position) in positions.iter().enumerate() {
        let next = positions.get(number + 1).map_or(end, |next| next.from.min(end));
        let role = position.role.as_ref().filter(|id| counts(id.as_str()));
        if role.is_some() && position.from < next {
            days += next.days_since(position.from);
        }
        if position.from <= day && next == end {
            is_there_now = role.is_some() && end == day;
        }
    }
    let reached = demand.at_least.after(day.plus_days(-days));
    if reached <= day { Served::Enough } else { Served::Short(is_there_now.then_some(reached)) }
}
