//! An enrolment in a pathway: since when, with whom, which electives and which training of one's own.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::effort::Effort;
use super::parts::record_id::RecordId;
use super::parts::text::{Title, Url};
use super::{About, Format, Home, Naming};
use crate::base::date::Date;
use crate::base::id::Id;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about enrolments in pathways.
pub const ABOUT: About = About {
    name: "pathway-enrolment",
    title: "Pathway enrolment",
    summary: "Somebody on a pathway: since when, in which cohort and with which electives.",
    home: Home::BelowPerson("pathways"),
    naming: Naming::IdOf("pathway"),
    format: Format::Yaml,
};

/// How somebody takes a pathway; what they have fulfilled of it is derived.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PathwayEnrolment {
    /// # Enrolled
    /// The day they set out.
    ///
    /// Example: `2026-01-12`
    pub enrolled: Date,
    /// # Cohort
    /// The group they take it with.
    ///
    /// Example: `spring-2026`
    pub cohort: Option<Ref<to::Cohort>>,
    /// # Electives
    /// What they chose from the pathway's electives.
    ///
    /// Example: `[{module: threat-modelling}, {credential: design-critique}]`
    #[serde(default)]
    pub electives: Vec<Elective>,
    /// # Own training
    /// Training from elsewhere that a goal of theirs justifies.
    ///
    /// Example: `[{title: Incident analysis at the local university, effort: {learning: 20 hours}, cost: 300, for: 2026-01-12}]`
    #[serde(default)]
    pub own: Vec<OwnTraining>,
    /// # Milestones reached
    /// The day on which each milestone of the pathway was reached.
    ///
    /// Example: `{first-review: 2026-02-20}`
    #[serde(default)]
    pub reached: BTreeMap<Id, Date>,
    /// # Withdrawn
    /// The day they gave it up; nothing that was earned is lost.
    ///
    /// Example: `2026-06-30`
    pub withdrawn: Option<Date>,
}

/// A choice among electives: a module or a credential, not both.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Elective {
    /// # Module
    /// The module chosen.
    ///
    /// Example: `threat-modelling`
    pub module: Option<Ref<to::Module>>,
    /// # Credential
    /// The credential chosen.
    ///
    /// Example: `design-critique`
    pub credential: Option<Ref<to::Credential>>,
}

/// Training that the catalog does not offer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OwnTraining {
    /// # Title
    /// What it is called.
    ///
    /// Example: `Incident analysis at the local university`
    pub title: Title,
    /// # Address
    /// Where it is described.
    ///
    /// Example: `"https://university.example/incident-analysis"`
    pub url: Option<Url>,
    /// # Effort
    /// How much time it takes.
    ///
    /// Example: `{learning: 20 hours, over: 10 weeks}`
    pub effort: Option<Effort>,
    /// # Cost
    /// What it costs, in the currency of `learn.yaml`.
    ///
    /// Example: `300`
    #[schemars(range(min = 0))]
    pub cost: Option<f64>,
    /// # For
    /// The goal of theirs that justifies it, named by its day.
    ///
    /// Example: `2026-01-12`
    #[serde(rename = "for")]
    pub for_goal: Option<RecordId>,
    /// # Finished
    /// The day it was finished.
    ///
    /// Example: `2026-04-17`
    pub finished: Option<Date>,
}
