//! Who may see something on a page: one vocabulary for the whole catalog.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How far a record may be shown; the order is from narrowest to widest.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Visibility {
    /// Only the person themselves.
    Private,
    /// The person, their current mentors, and those who judged it.
    Mentor,
    /// Those above and the person's team.
    Team,
    /// Everybody in the company.
    Org,
    /// Anybody.
    Public,
}
