//! An enrolment in a module: when it was started and finished, and what happened in between.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{About, Format, Home, Naming};
use crate::base::date::Date;
use crate::base::id::Id;

/// What the rest of the house knows about enrolments.
pub const ABOUT: About = About {
    name: "enrolment",
    title: "Enrolment",
    summary: "Somebody in a module: when they started, what they reached, when they finished.",
    home: Home::BelowPerson("enrolments"),
    naming: Naming::IdOf("module"),
    format: Format::Yaml,
};

/// How somebody gets through a module; what they say here is progress, never evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Enrolment {
    /// # Started
    /// The day they began.
    ///
    /// Example: `2026-01-19`
    pub started: Date,
    /// # Finished
    /// The day they were through.
    ///
    /// Example: `2026-02-27`
    pub finished: Option<Date>,
    /// # Withdrawn
    /// The day they gave it up; starting again takes this line out.
    ///
    /// Example: `2026-02-06`
    pub withdrawn: Option<Date>,
    /// # Renewed
    /// The days on which they finished it again, for a module that has to be renewed.
    ///
    /// Example: `[2027-02-19]`
    #[serde(default)]
    pub renewed: Vec<Date>,
    /// # Milestones reached
    /// The day on which each milestone of the module was reached.
    ///
    /// Example: `{first-review: 2026-02-20}`
    #[serde(default)]
    pub reached: BTreeMap<Id, Date>,
    /// # Attendance
    /// The dates to which they were invited, and whether they came; participation is the share they came to.
    ///
    /// Example: `[{date: 2026-01-22, present: true}, {date: 2026-01-29, present: false}]`
    #[serde(default)]
    pub attendance: Vec<Attendance>,
}

/// A date to which somebody was invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Attendance {
    /// # Date
    /// The day of the meeting.
    ///
    /// Example: `2026-01-22`
    pub date: Date,
    /// # Present
    /// Whether they came.
    ///
    /// Example: `true`
    pub present: bool,
}
