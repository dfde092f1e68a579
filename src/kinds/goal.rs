//! A goal: where somebody wants to go, and why that is good for them and the company.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::text::Text;
use super::{About, Format, Home, Naming};
use crate::base::date::Date;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about goals.
pub const ABOUT: About = About {
    name: "goal",
    title: "Goal",
    summary: "Where somebody wants to go next; the newest one is in force.",
    home: Home::BelowPerson("goals"),
    naming: Naming::Date,
    format: Format::Markdown,
};

/// Where somebody wants to go; their own words are the Markdown below the front matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Goal {
    /// # State
    /// Whether they are still looking around or have decided.
    ///
    /// Example: `set`
    pub state: State,
    /// # Role
    /// The role they work towards.
    ///
    /// Example: `senior-engineer`
    pub role: Option<Ref<to::Role>>,
    /// # Candidates
    /// Roles they are looking at while they explore.
    ///
    /// Example: `[senior-engineer, engineering-manager]`
    #[serde(default)]
    pub candidates: Vec<Ref<to::Role>>,
    /// # For me
    /// What they want from it for themselves.
    ///
    /// Example: `I want to lead when it matters.`
    pub for_me: Option<Text>,
    /// # For the company
    /// What the company gains by it.
    ///
    /// Example: `A second commander on the night rota.`
    pub for_company: Option<Text>,
    /// # Until
    /// The day they would like to be there.
    ///
    /// Example: `2026-12-31`
    pub until: Option<Date>,
}

/// How firm a goal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Looking around; nothing is decided.
    Exploring,
    /// Decided on a role.
    Set,
}
