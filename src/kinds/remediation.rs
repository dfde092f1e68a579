//! A remediation: a dated second chance after a not-yet, with what will be done until then.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::text::Text;
use super::{About, Format, Home, Naming};
use crate::base::date::Date;
use crate::base::id::Id;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about remediations.
pub const ABOUT: About = About {
    name: "remediation",
    title: "Remediation",
    summary: "A dated second chance after a not-yet, with a coach and a few actions.",
    home: Home::BelowPerson("remediation"),
    naming: Naming::DateSlug,
    format: Format::Yaml,
};

/// The way to a second attempt; whether it closed is derived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Remediation {
    /// # Claim
    /// The claim that was answered with a not-yet.
    ///
    /// Example: `2026-03-05-incident-commander`
    pub claim: Ref<to::Claim>,
    /// # Criteria
    /// The criteria of the rubric that were not there yet.
    ///
    /// Example: `[timeline]`
    #[serde(default)]
    pub criteria: Vec<Id>,
    /// # Coach
    /// Who helps.
    ///
    /// Example: `chen`
    pub coach: Option<Ref<to::Person>>,
    /// # Actions
    /// What will be done until then.
    ///
    /// Example: `[{type: paired-work, what: Keep the timeline of the next game day with Chen., by: 2026-03-27}]`
    #[serde(default)]
    pub actions: Vec<Action>,
    /// # Show again by
    /// The day by which the second attempt takes place.
    ///
    /// Example: `2026-04-20`
    pub redemonstrate_by: Date,
    /// # Withdrawn
    /// The day on which the learner gave it up.
    ///
    /// Example: `2026-04-01`
    pub withdrawn: Option<Date>,
}

/// Something that helps to get there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Action {
    /// # Type
    /// What kind of help it is.
    ///
    /// Example: `paired-work`
    #[serde(rename = "type")]
    pub action_type: ActionType,
    /// # What
    /// What will be done.
    ///
    /// Example: `Keep the timeline of the next game day with Chen.`
    pub what: Text,
    /// # By
    /// The day by which it will be done.
    ///
    /// Example: `2026-03-27`
    pub by: Option<Date>,
    /// # Done
    /// The day on which it was done.
    ///
    /// Example: `2026-03-26`
    pub done: Option<Date>,
}

/// What kind of help an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ActionType {
    /// Conversations with the coach.
    Coaching,
    /// Real work beside somebody who can do it.
    PairedWork,
    /// Exercises without consequences.
    Practice,
}
