//! The pace of a plan: how much learning time a week has, and how that is known.

use crate::base::date::Date;
use crate::catalog::people::People;
use crate::catalog::{Catalog, Entry};
use crate::kinds::person::Person;

/// What is assumed where nobody allots any learning time, in minutes a week.
const ASSUMED: u64 = 4 * 60;

/// How much learning time a week has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Minutes a week.
    pub minutes: u64,
    /// How that is known.
    pub source: PaceSource,
}

/// How the learning time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaceSource {
    /// Somebody named it.
    Asked,
    /// The person, their team or the program allots it.
    Allotted,
    /// Nobody allots any, so that four hours are assumed.
    Assumed,
}

impl Pace {
    /// The pace of a person on a day: `asked` minutes a week or, if none, what is allotted.
    #[must_use]
    pub fn of(catalog: &Catalog, person: Entry<'_, Person>, day: Date, asked: Option<u64>) -> Self {
        if let Some(minutes) = asked {
            return Self { minutes, source: PaceSource::Asked };
        }
        match People::on(catalog, day).learning_time(person) {
            Some(pace) => {
                let minutes = pace.minutes_per_week().max(1);
                Self { minutes, source: PaceSource::Allotted }
            }
            None => Self { minutes: ASSUMED, source: PaceSource::Assumed },
        }
    }
}
