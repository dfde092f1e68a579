//! Feedback: what people said about a module, a mentor or anything else, and what was done about it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::link::Link;
use super::parts::text::Text;
use super::{About, Format, Home, Naming};
use crate::base::date::Date;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about feedback.
pub const ABOUT: About = About {
    name: "feedback",
    title: "Feedback",
    summary: "What people said about another record, without names, and what was done about it.",
    home: Home::About("feedback"),
    naming: Naming::DateSlug,
    format: Format::Yaml,
};

/// One round of feedback on the record that the folder names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Feedback {
    /// # Question
    /// What people were asked.
    ///
    /// Example: `Would you recommend this module to a colleague?`
    pub question: Option<Text>,
    /// # Cohort
    /// The cohort that was asked.
    ///
    /// Example: `spring-2026`
    pub cohort: Option<Ref<to::Cohort>>,
    /// # Responses
    /// What people said, without names; comments are published from 5 responses on.
    ///
    /// Example: `[{score: 4, comment: More time for the exercise.}, {score: 5}]`
    #[serde(default)]
    pub responses: Vec<Response>,
    /// # Answer
    /// What was done about it.
    ///
    /// Example: `{date: 2026-04-10, change: The exercise has an hour of its own.}`
    pub answer: Option<Answer>,
}

/// What one person said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Response {
    /// # Score
    /// From 1, not at all, to 5, very much.
    ///
    /// Example: `4`
    #[schemars(range(min = 1, max = 5))]
    pub score: u8,
    /// # Comment
    /// Why, in their own words.
    ///
    /// Example: `More time for the exercise.`
    pub comment: Option<Text>,
}

/// What was done about feedback.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// # Date
    /// The day of the answer.
    ///
    /// Example: `2026-04-10`
    pub date: Date,
    /// # Change
    /// What changes, or why nothing does.
    ///
    /// Example: `The exercise has an hour of its own.`
    pub change: Text,
    /// # Links
    /// Where the change can be seen.
    ///
    /// Example: `[{title: The change, url: "https://git.kestrel.example/growth/pulls/42"}]`
    #[serde(default)]
    pub links: Vec<Link>,
}
