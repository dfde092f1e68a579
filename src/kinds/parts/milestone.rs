//! A milestone: a step on the way that can be dated, in modules, pathways and cohorts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::text::{Text, Title};
use crate::base::duration::Duration;
use crate::base::id::Id;

/// A step on the way that can be dated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Milestone {
    /// # Id
    /// Names the milestone inside this record; enrolments say when it was reached.
    ///
    /// Example: `first-review`
    pub id: Id,
    /// # Title
    /// What has been reached.
    ///
    /// Example: `First review led`
    pub title: Title,
    /// # Within
    /// How long after the start it is usually reached.
    ///
    /// Example: `4 weeks`
    pub within: Option<Duration>,
    /// # Shown by
    /// What shows that it was reached.
    ///
    /// Example: `The published review`
    pub shown_by: Option<Text>,
}
