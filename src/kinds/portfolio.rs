//! A portfolio entry: a piece of real work with a narrative of decisions and trade-offs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::work_type::WorkType;
use super::parts::text::{Text, Title, Url};
use super::{About, Format, Home, Naming};
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about portfolio entries.
pub const ABOUT: About = About {
    name: "portfolio",
    title: "Portfolio entry",
    summary: "A piece of real work that shows what somebody can do.",
    home: Home::BelowPerson("portfolio"),
    naming: Naming::DateSlug,
    format: Format::Markdown,
};

/// A piece of real work; the decisions and trade-offs are the Markdown below the front matter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Portfolio {
    /// # Title
    /// What the work was.
    ///
    /// Example: `The checkout outage of 2 March`
    pub title: Title,
    /// # Type
    /// What kind of work it was.
    ///
    /// Example: `incident`
    #[serde(rename = "type")]
    pub work_type: WorkType,
    /// # Modules
    /// The modules it puts into practice.
    ///
    /// Example: `[incident-command]`
    #[serde(default)]
    pub modules: Vec<Ref<to::Module>>,
    /// # Competencies
    /// The competencies it shows.
    ///
    /// Example: `[incident-response]`
    #[serde(default)]
    pub competencies: Vec<Ref<to::Competency>>,
    /// # Outcome
    /// What came of it, in a sentence or two.
    ///
    /// Example: `Checkout was back after 21 minutes, and the review changed the alert.`
    pub outcome: Option<Text>,
    /// # Impact
    /// What it changed, in numbers.
    ///
    /// Example: `[{metric: time-to-recover, from: 45, to: 21, unit: minutes}]`
    #[serde(default)]
    pub impact: Vec<Impact>,
    /// # Links
    /// Where the work can be seen.
    ///
    /// Example: `["https://git.kestrel.example/checkout/merge_requests/812"]`
    #[serde(default)]
    pub links: Vec<Url>,
    /// # With
    /// Who did it with them.
    ///
    /// Example: `[ben]`
    #[serde(default)]
    pub with: Vec<Ref<to::Person>>,
    /// # Cohort
    /// The cohort whose project it was.
    ///
    /// Example: `spring-2026`
    pub cohort: Option<Ref<to::Cohort>>,
}

/// A number that the work changed: of a metric of the catalog or of a measure in words, not both.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Impact {
    /// # Metric
    /// The business metric that moved.
    ///
    /// Example: `time-to-recover`
    pub metric: Option<Ref<to::Metric>>,
    /// # Measure
    /// What moved, in words, where the catalog has no metric for it.
    ///
    /// Example: `Pages per week`
    pub measure: Option<Text>,
    /// # From
    /// The number before; left out where nobody had measured it.
    ///
    /// Example: `45`
    pub from: Option<f64>,
    /// # To
    /// The number afterwards.
    ///
    /// Example: `21`
    pub to: f64,
    /// # Unit
    /// What the numbers count; left out, the metric's own unit.
    ///
    /// Example: `minutes`
    pub unit: Option<Text>,
}
