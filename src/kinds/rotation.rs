//! A rotation: a window in which people stay with another team to learn something.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::text::{Text, Title};
use super::{About, Format, Home, Naming};
use crate::base::date::Date;
use crate::base::id::Id;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about rotations.
pub const ABOUT: About = About {
    name: "rotation",
    title: "Rotation",
    summary: "A window in which people stay with another team to learn something.",
    home: Home::Folder("rotations"),
    naming: Naming::Id,
    format: Format::Yaml,
};

/// Who stays with which team, when and what for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rotation {
    /// # Title
    /// What people call the rotation.
    ///
    /// Example: `Summer rotation 2026`
    pub title: Title,
    /// # Summary
    /// What it is for, in one or two sentences.
    ///
    /// Example: `Everybody who is on call learns how the other teams run their services.`
    pub summary: Option<Text>,
    /// # Window
    /// The days within which all stays lie.
    ///
    /// Example: `{from: 2026-06-01, to: 2026-08-31}`
    pub window: Window,
    /// # Assignments
    /// Who goes where.
    ///
    /// Example: `[{person: ada, team: payments, from: 2026-06-01, to: 2026-07-10, goals: [{competency: incident-response, to: working}]}]`
    #[serde(default)]
    pub assignments: Vec<Assignment>,
    /// # Owner
    /// Who arranges it.
    ///
    /// Example: `hana`
    pub owner: Option<Ref<to::Person>>,
}

impl Rotation {
    /// The first and the last day of a stay; those of the window by default.
    #[must_use]
    pub fn days(&self, assignment: &Assignment) -> (Date, Date) {
        (assignment.from.unwrap_or(self.window.from), assignment.to.unwrap_or(self.window.to))
    }
}

/// The days within which all stays lie, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Window {
    /// # From
    /// The first day.
    ///
    /// Example: `2026-06-01`
    pub from: Date,
    /// # To
    /// The last day.
    ///
    /// Example: `2026-08-31`
    pub to: Date,
}

/// One person's stay with another team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Assignment {
    /// # Person
    /// Who goes.
    ///
    /// Example: `ada`
    pub person: Ref<to::Person>,
    /// # Team
    /// The team that receives them.
    ///
    /// Example: `payments`
    pub team: Ref<to::Team>,
    /// # From
    /// The first day; that of the window if left out.
    ///
    /// Example: `2026-06-01`
    pub from: Option<Date>,
    /// # To
    /// The last day; that of the window if left out.
    ///
    /// Example: `2026-07-10`
    pub to: Option<Date>,
    /// # Host
    /// Who looks after them in the other team.
    ///
    /// Example: `noor`
    pub host: Option<Ref<to::Person>>,
    /// # Goals
    /// What they want to learn there.
    ///
    /// Example: `[{competency: incident-response, to: working}]`
    #[serde(default)]
    pub goals: Vec<LearningGoal>,
}

/// A competency and how far the stay is meant to take it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct LearningGoal {
    /// # Competency
    /// What is learned.
    ///
    /// Example: `incident-response`
    pub competency: Ref<to::Competency>,
    /// # To
    /// The proficiency aimed at.
    ///
    /// Example: `working`
    pub to: Id,
}
