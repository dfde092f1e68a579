//! A claim: a learner's request for a credential or a competency, with the evidence for it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::score::Score;
use super::parts::text::Text;
use super::{About, Format, Home, Naming};
use crate::base::date::Date;
use crate::base::id::Id;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about claims.
pub const ABOUT: About = About {
    name: "claim",
    title: "Claim",
    summary: "A learner's request for a credential or a competency, citing evidence.",
    home: Home::BelowPerson("claims"),
    naming: Naming::DateSlug,
    format: Format::Yaml,
};

/// What somebody asks to be judged on: a credential or a competency, not both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// # Credential
    /// The credential they ask for.
    ///
    /// Example: `incident-commander`
    pub credential: Option<Ref<to::Credential>>,
    /// # Competency
    /// The competency they ask for, at a proficiency.
    ///
    /// Example: `{id: incident-response, at: working}`
    pub competency: Option<ClaimedCompetency>,
    /// # Evidence
    /// The work of theirs that shows it.
    ///
    /// Example: `[{portfolio: 2026-03-02-checkout-outage}]`
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// # Self-assessment
    /// How they judge the work themselves.
    ///
    /// Example: `{text: The timeline had gaps., scores: {command: 3, timeline: 2}}`
    pub self_assessment: Option<SelfAssessment>,
    /// # Withdrawn
    /// The day on which they took the request back.
    ///
    /// Example: `2026-03-07`
    pub withdrawn: Option<Date>,
}

/// A competency at a proficiency that somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct ClaimedCompetency {
    /// # Competency
    /// Which competency.
    ///
    /// Example: `incident-response`
    pub id: Ref<to::Competency>,
    /// # Proficiency
    /// A step of the framework's scale.
    ///
    /// Example: `working`
    pub at: Id,
}

/// A piece of evidence: a portfolio entry, a journal entry or an enrolment, exactly one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// # Portfolio entry
    /// A piece of real work.
    ///
    /// Example: `2026-03-02-checkout-outage`
    pub portfolio: Option<Ref<to::Portfolio>>,
    /// # Journal entry
    /// What was noted on a day.
    ///
    /// Example: `2026-02-11`
    pub journal: Option<Ref<to::Journal>>,
    /// # Enrolment
    /// A module that was taken.
    ///
    /// Example: `incident-command`
    pub enrolment: Option<Ref<to::Enrolment>>,
}

/// How somebody judges their own work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SelfAssessment {
    /// # Text
    /// What went well and what they would do differently.
    ///
    /// Example: `The timeline had gaps.`
    pub text: Option<Text>,
    /// # Scores
    /// Which descriptor of each criterion fits, counted from 1, the lowest.
    ///
    /// Example: `{command: 3, timeline: 2}`
    #[serde(default)]
    pub scores: BTreeMap<Id, Score>,
}
