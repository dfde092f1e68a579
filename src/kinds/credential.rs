//! A credential (micro-credential): what it attests, how it is assessed, how long it holds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::attestation::Attestation;
use super::parts::text::{Text, Title};
use super::{About, Format, Home, Naming};
use crate::base::duration::Duration;
use crate::base::id::Id;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about credentials.
pub const ABOUT: About = About {
    name: "credential",
    title: "Credential",
    summary: "A micro-credential: what it attests, how it is assessed and how long it holds.",
    home: Home::Folder("credentials"),
    naming: Naming::Id,
    format: Format::Yaml,
};

/// What it takes to earn a credential and what it says of its holder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Credential {
    /// # Name
    /// What people call the credential.
    ///
    /// Example: `Incident commander`
    pub name: Title,
    /// # Summary
    /// What its holder has shown they can do, in one or two sentences.
    ///
    /// Example: `Has led the response to a real incident with one voice throughout.`
    pub summary: Option<Text>,
    /// # Attests
    /// Which competencies it attests, each at a proficiency.
    ///
    /// Example: `[{competency: incident-response, at: working}]`
    #[schemars(length(min = 1))]
    pub attests: Vec<Attestation>,
    /// # Includes
    /// Smaller credentials that its holder has shown as well: holding this one satisfies whoever asks for those.
    ///
    /// Example: `[incident-responder]`
    #[serde(default)]
    pub includes: Vec<Ref<to::Credential>>,
    /// # Assessment
    /// How somebody shows the ability and what passes.
    ///
    /// Example: `{method: performance-task, rubric: incident-command, pass: {each: 2, mean: 3}}`
    pub assessment: Assessment,
    /// # Assessors
    /// One entry per person who has to approve: a discipline of the trust policy, or `any`.
    ///
    /// Example: `[engineering, design]`
    #[schemars(length(min = 1))]
    pub assessors: Vec<Id>,
    /// # Mentor
    /// Whether the learner's own mentor may be one of the assessors; a mentor never fills every slot.
    ///
    /// Example: `counts`
    #[serde(default)]
    pub mentor: MentorPart,
    /// # Needs
    /// What a claim has to bring along.
    ///
    /// Example: `{modules: [incident-command], portfolio: 1}`
    #[serde(default)]
    pub needs: Needs,
    /// # Valid for
    /// How long an award holds; left out for one that never expires.
    ///
    /// Example: `18 months`
    pub valid_for: Option<Duration>,
    /// # Stretch
    /// Modules of growing difficulty for those who want to go on.
    ///
    /// Example: `[checkout-resilience]`
    #[serde(default)]
    pub stretch: Vec<Ref<to::Module>>,
    /// # Reassessment
    /// What holds for a second attempt after a not-yet.
    ///
    /// Example: `{within: 6 weeks, keep_one_assessor: true}`
    pub reassess: Option<Reassessment>,
    /// # Owner
    /// Who looks after the credential.
    ///
    /// Example: `chen`
    pub owner: Option<Ref<to::Person>>,
}

/// How somebody shows the ability.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Assessment {
    /// # Method
    /// What the assessor looks at.
    ///
    /// Example: `performance-task`
    pub method: Method,
    /// # Rubric
    /// The criteria it is judged by.
    ///
    /// Example: `incident-command`
    pub rubric: Ref<to::Rubric>,
    /// # Pass
    /// The scores that pass; without it the assessors decide from the rubric alone.
    ///
    /// Example: `{each: 2, mean: 3}`
    pub pass: Option<Pass>,
}

/// What an assessor looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// A real or staged task, watched.
    PerformanceTask,
    /// Work that was done, read with its narrative.
    PortfolioReview,
    /// A presentation with questions.
    Presentation,
    /// A conversation about decisions taken.
    Interview,
    /// Work beside the assessor.
    Observation,
}

/// The scores that pass; descriptors are counted from 1, the lowest.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Pass {
    /// # Each
    /// The lowest score that every criterion has to reach, counted from 1.
    ///
    /// Example: `2`
    #[schemars(range(min = 1, max = 10))]
    pub each: Option<u8>,
    /// # Mean
    /// The mean, weighted by the criteria's weights, that the scores have to reach.
    ///
    /// Example: `3`
    #[schemars(range(min = 1, max = 10))]
    pub mean: Option<f64>,
}

/// Whether the learner's own mentor may assess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MentorPart {
    /// The mentor may fill one slot if there are others.
    #[default]
    Counts,
    /// The mentor may fill none.
    Excluded,
}

/// What a claim has to bring along.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Needs {
    /// # Modules
    /// Modules that have to be finished.
    ///
    /// Example: `[incident-command]`
    #[serde(default)]
    pub modules: Vec<Ref<to::Module>>,
    /// # Portfolio
    /// How many portfolio entries have to be cited as evidence.
    ///
    /// Example: `1`
    #[schemars(range(min = 1, max = 50))]
    pub portfolio: Option<u8>,
    /// # Endorsements
    /// How many colleagues have to testify beside the assessors.
    ///
    /// Example: `1`
    #[schemars(range(min = 1, max = 50))]
    pub endorsements: Option<u8>,
    /// # Evidence within
    /// How old the cited work may be.
    ///
    /// Example: `12 months`
    pub evidence_within: Option<Duration>,
}

/// What holds for a second attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reassessment {
    /// # Within
    /// How soon after a not-yet the second attempt is offered.
    ///
    /// Example: `6 weeks`
    pub within: Duration,
    /// # Keep one assessor
    /// Whether one of the assessors stays, so that progress is seen.
    ///
    /// Example: `true`
    #[serde(default)]
    pub keep_one_assessor: bool,
}
