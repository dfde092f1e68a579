//! A recurring or single event: one shape in the program, teams, cohorts and communities.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::text::{Text, TimeOfDay, Title};
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::id::Id;

/// Something that takes place once or again and again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// # Id
    /// Names the event inside this record; sessions refer to it.
    ///
    /// Example: `showcase`
    pub id: Id,
    /// # Type
    /// What kind of gathering it is.
    ///
    /// Example: `showcase`
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// # Title
    /// What people call it.
    ///
    /// Example: `Monthly showcase`
    pub title: Title,
    /// # Every
    /// How long from one to the next; left out for an event that happens once.
    ///
    /// Example: `1 month`
    pub every: Option<Duration>,
    /// # Day
    /// Which day: a weekday (`thursday`), the n-th or last weekday of the month (`last thursday`, `2nd tuesday`) or a day of the month (`15th`).
    ///
    /// Example: `last thursday`
    #[schemars(regex(
        pattern = r"^((1st|2nd|3rd|4th|last) )?(monday|tuesday|wednesday|thursday|friday|saturday|sunday)$|^([1-9]|[12][0-9]|3[01])(st|nd|rd|th)$"
    ))]
    pub day: Option<String>,
    /// # At
    /// Time of day in the program's time zone, in quotes.
    ///
    /// Example: `"16:00"`
    pub at: Option<TimeOfDay>,
    /// # Length
    /// How long it takes.
    ///
    /// Example: `45 minutes`
    pub lasts: Option<Duration>,
    /// # On
    /// The date of an event that happens once, or of the first of a series.
    ///
    /// Example: `2026-03-26`
    pub date: Option<Date>,
    /// # Until
    /// The last day of a series.
    ///
    /// Example: `2026-12-31`
    pub until: Option<Date>,
    /// # Where
    /// A room or a link.
    ///
    /// Example: `Room Orion`
    pub place: Option<Text>,
}

/// What kind of gathering an event is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum EventType {
    /// A short meeting where a group looks at what it learned.
    Huddle,
    /// People show finished work.
    Showcase,
    /// A group looks at work or at content and decides.
    Review,
    /// A taught session.
    Workshop,
    /// An open meeting of a community.
    Meetup,
    /// A meeting that decides, such as a promotion round.
    Round,
}
