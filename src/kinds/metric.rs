//! A metric: a number of the business that is shown beside growth, never claimed to be caused by it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::text::{Text, Title};
use super::{About, Format, Home, Naming};
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about metrics.
pub const ABOUT: About = About {
    name: "metric",
    title: "Metric",
    summary: "A number of the business, with its values in a CSV file beside it.",
    home: Home::Folder("metrics"),
    naming: Naming::Id,
    format: Format::Yaml,
};

/// What a number means; its values stand in the CSV file of the same name: date, team, value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Metric {
    /// # Name
    /// What people call the metric.
    ///
    /// Example: `Time to restore`
    pub name: Title,
    /// # Summary
    /// How it is measured, in one or two sentences.
    ///
    /// Example: `Median minutes from the first page to recovery.`
    pub summary: Option<Text>,
    /// # Unit
    /// What is counted.
    ///
    /// Example: `minutes`
    pub unit: Option<Text>,
    /// # Better
    /// Which direction is the good one; left out, neither.
    ///
    /// Example: `down`
    pub better: Option<Better>,
    /// # Target
    /// The value to reach.
    ///
    /// Example: `15`
    pub target: Option<f64>,
    /// # Linked to
    /// What is thought to move it; the two are shown beside each other.
    ///
    /// Example: `[{credential: incident-commander}, {priority: reliability}]`
    #[serde(default)]
    pub linked_to: Vec<MetricLink>,
    /// # Source
    /// Where the values come from.
    ///
    /// Example: `Paging system, monthly export`
    pub source: Option<Text>,
    /// # Owner
    /// Who keeps the values up to date.
    ///
    /// Example: `chen`
    pub owner: Option<Ref<to::Person>>,
}

/// Which direction of a metric is the good one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Better {
    /// Higher values are better.
    Up,
    /// Lower values are better.
    Down,
}

/// What is thought to move a metric: exactly one of these.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct MetricLink {
    /// # Priority
    /// A priority of `learn.yaml`.
    ///
    /// Example: `reliability`
    pub priority: Option<Ref<to::Priority>>,
    /// # Competency
    /// A competency that people reach.
    ///
    /// Example: `incident-response`
    pub competency: Option<Ref<to::Competency>>,
    /// # Credential
    /// A credential that people hold.
    ///
    /// Example: `incident-commander`
    pub credential: Option<Ref<to::Credential>>,
    /// # Module
    /// A module that people finish.
    ///
    /// Example: `incident-command`
    pub module: Option<Ref<to::Module>>,
    /// # Pathway
    /// A pathway that people take.
    ///
    /// Example: `to-senior-engineer`
    pub pathway: Option<Ref<to::Pathway>>,
}
