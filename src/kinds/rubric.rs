//! A rubric: the criteria work is judged by, each with descriptors from lowest to highest.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::ordered::Ordered;
use super::parts::text::{Text, Title};
use super::{About, Format, Home, Naming};
use crate::base::date::Date;
use crate::base::id::Id;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about rubrics.
pub const ABOUT: About = About {
    name: "rubric",
    title: "Rubric",
    summary: "The criteria that work is judged by, each with descriptors from lowest to highest.",
    home: Home::Folder("rubrics"),
    naming: Naming::Id,
    format: Format::Yaml,
};

/// What assessors look at, in words that two of them read alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rubric {
    /// # Name
    /// What people call the rubric.
    ///
    /// Example: `Incident command`
    pub name: Title,
    /// # Summary
    /// What is judged by it, in one or two sentences.
    ///
    /// Example: `For leading the response to an incident, real or staged.`
    pub summary: Option<Text>,
    /// # Criteria
    /// What is judged, by ids that approvals score.
    ///
    /// Example: `{command: {name: Command, descriptors: [Several voices, One voice at times, One voice throughout]}}`
    #[schemars(extend("minProperties" = 1))]
    pub criteria: Ordered<Id, Criterion>,
    /// # Owner
    /// Who looks after the rubric.
    ///
    /// Example: `chen`
    pub owner: Option<Ref<to::Person>>,
    /// # Reviewed
    /// When the owner last went through it.
    ///
    /// Example: `2026-01-15`
    pub reviewed: Option<Date>,
}

/// One thing that is judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Criterion {
    /// # Name
    /// What people call the criterion.
    ///
    /// Example: `Command`
    pub name: Title,
    /// # Summary
    /// What to look at, in one or two sentences.
    ///
    /// Example: `Who decides, and does everybody know?`
    pub summary: Option<Text>,
    /// # Weight
    /// How much it counts in the mean; 1 if left out.
    ///
    /// Example: `2`
    #[schemars(range(min = 1, max = 10))]
    pub weight: Option<u8>,
    /// # Descriptors
    /// What each score looks like, lowest first; the first one is score 1.
    ///
    /// Example: `[Several voices, One voice at times, One voice throughout]`
    #[schemars(length(min = 2, max = 10))]
    pub descriptors: Vec<Text>,
}

impl Criterion {
    /// How much it counts in the mean; 1 by default.
    #[must_use]
    pub fn weight(&self) -> u8 {
        self.weight.unwrap_or(1)
    }
}
