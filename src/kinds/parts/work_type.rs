//! A type of work: what kind a piece of real work is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What kind of work a portfolio entry shows.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum WorkType {
    /// Work with a plan and a result.
    Project,
    /// The response to something that broke.
    Incident,
    /// A design, of a system, a product or a service.
    Design,
    /// A decision that was prepared or taken.
    Decision,
    /// A question answered with data or research.
    Analysis,
    /// A way of working that was made better.
    Improvement,
    /// A talk or a demonstration.
    Talk,
    /// A text that others use.
    Writing,
    /// Work on the growth of somebody else.
    Mentoring,
    /// A module or meeting that was led.
    Facilitation,
    /// Work of any other kind.
    Other,
}
