//! Objectives and key results of a person for one period, with how far they have come.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::record_id::RecordId;
use super::parts::text::{Text, Title};
use super::{About, Format, Home, Naming};
use crate::base::date::Date;
use crate::base::id::Id;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about objectives and key results.
pub const ABOUT: About = About {
    name: "okrs",
    title: "Objectives and key results",
    summary: "What somebody wants to reach in a year, half-year or quarter, and its measures.",
    home: Home::BelowPerson("okrs"),
    naming: Naming::Period,
    format: Format::Yaml,
};

/// What somebody wants to reach in one period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Okrs {
    /// # Objectives
    /// What they want to reach, the most important first.
    ///
    /// Example: `[{id: command, title: Command incidents alone, column: Doing, key_results: [{id: led, title: Incidents led, from: 0, to: 3}]}]`
    #[serde(default)]
    pub objectives: Vec<Objective>,
}

/// Something somebody wants to reach, and the results that show it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Objective {
    /// # Id
    /// Names the objective inside this record.
    ///
    /// Example: `command`
    pub id: Id,
    /// # Title
    /// What will be true when it is reached.
    ///
    /// Example: `Command incidents alone`
    pub title: Title,
    /// # Why
    /// Why it matters to them.
    ///
    /// Example: `At night nobody else is there.`
    pub why: Option<Text>,
    /// # Competency
    /// The competency it helps them grow in.
    ///
    /// Example: `incident-response`
    pub competency: Option<Ref<to::Competency>>,
    /// # Goal
    /// The goal of theirs that it serves, named by its day.
    ///
    /// Example: `2026-01-12`
    pub goal: Option<RecordId>,
    /// # Column
    /// The column of their board where it stands; left out, the first one.
    ///
    /// Example: `Doing`
    pub column: Option<Text>,
    /// # Proposed by
    /// Who proposed it, if that was somebody else; it counts nowhere until it is accepted.
    ///
    /// Example: `chen`
    pub proposed_by: Option<Ref<to::Person>>,
    /// # Accepted
    /// The day on which they accepted what another had proposed.
    ///
    /// Example: `2026-01-14`
    pub accepted: Option<Date>,
    /// # Key results
    /// What shows that it is reached.
    ///
    /// Example: `[{id: led, title: Incidents led, from: 0, to: 3}]`
    #[serde(default)]
    pub key_results: Vec<KeyResult>,
}

impl Objective {
    /// Whether it counts: it is their own, or they accepted it.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.proposed_by.is_none() || self.accepted.is_some()
    }

    /// How far it has come, from 0.0 to 1.0: the mean of its key results that can be measured.
    ///
    /// None when it has none of those.
    #[must_use]
    pub fn progress(&self) -> Option<f64> {
        let (sum, count) = self
            .key_results
            .iter()
            .filter_map(KeyResult::progress)
            .fold((0.0, 0.0), |(sum, count), progress| (sum + progress, count + 1.0));
        (count > 0.0).then(|| sum / count)
    }
}

/// A result that shows progress: measured from one number to another, or simply done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KeyResult {
    /// # Id
    /// Names the key result inside its objective.
    ///
    /// Example: `led`
    pub id: Id,
    /// # Title
    /// What is measured or done.
    ///
    /// Example: `Incidents led`
    pub title: Title,
    /// # From
    /// The number at the start of the period.
    ///
    /// Example: `0`
    pub from: Option<f64>,
    /// # To
    /// The number to reach; it may be lower than the one at the start.
    ///
    /// Example: `3`
    pub to: Option<f64>,
    /// # Unit
    /// What the numbers count.
    ///
    /// Example: `incidents`
    pub unit: Option<Text>,
    /// # Check-ins
    /// Where it stood on which day.
    ///
    /// Example: `[{date: 2026-02-10, value: 1, note: The checkout outage.}]`
    #[serde(default)]
    pub check_ins: Vec<CheckIn>,
    /// # Done
    /// Whether it is done, for a result without numbers.
    ///
    /// Example: `false`
    pub done: Option<bool>,
}

impl KeyResult {
    /// How far it has come, from 0.0 to 1.0.
    ///
    /// With `done` it is 1.0 or 0.0. With numbers it is (value − from) / (to − from), held between 0
    /// and 1, where the value is that of the newest check-in that has one, and `from` before the first.
    /// None when the numbers are missing or `from` equals `to`.
    #[must_use]
    pub fn progress(&self) -> Option<f64> {
        if let Some(done) = self.done {
            return Some(if done { 1.0 } else { 0.0 });
        }
        let (from, to) = (self.from?, self.to?);
        let distance = to - from;
        if distance == 0.0 {
            return None;
        }
        Some(((self.value().unwrap_or(from) - from) / distance).clamp(0.0, 1.0))
    }

    /// The value of the newest check-in that has one; of the same day, the later in the list.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        self.check_ins
            .iter()
            .filter_map(|check_in| check_in.value.map(|value| (check_in.date, value)))
            .max_by_key(|(date, _)| *date)
            .map(|(_, value)| value)
    }
}

/// Where a key result stood on a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CheckIn {
    /// # Date
    /// The day of the check-in.
    ///
    /// Example: `2026-02-10`
    pub date: Date,
    /// # Value
    /// The number on that day.
    ///
    /// Example: `1`
    pub value: Option<f64>,
    /// # Note
    /// What happened since the last time.
    ///
    /// Example: `The checkout outage.`
    pub note: Option<Text>,
}
