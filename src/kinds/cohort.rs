//! A cohort: a group that takes a pathway together, from a day to a day.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::event::Event;
use super::parts::milestone::Milestone;
use super::parts::text::{Text, Title};
use super::{About, Format, Home, Naming};
use crate::base::date::Date;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about cohorts.
pub const ABOUT: About = About {
    name: "cohort",
    title: "Cohort",
    summary: "A group that takes a pathway together, with facilitators, dates and a project.",
    home: Home::Folder("cohorts"),
    naming: Naming::Id,
    format: Format::Yaml,
};

/// What a cohort does together; its members say so in their pathway enrolments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cohort {
    /// # Name
    /// What people call the cohort.
    ///
    /// Example: `Spring 2026`
    pub name: Title,
    /// # Summary
    /// What is special about it, in one or two sentences.
    ///
    /// Example: `The first cohort with people from three functions.`
    pub summary: Option<Text>,
    /// # Pathway
    /// The pathway it takes.
    ///
    /// Example: `to-senior-engineer`
    pub pathway: Ref<to::Pathway>,
    /// # Facilitators
    /// Who leads it.
    ///
    /// Example: `[chen]`
    #[serde(default)]
    pub facilitators: Vec<Ref<to::Person>>,
    /// # Starts
    /// The first day.
    ///
    /// Example: `2026-03-02`
    pub starts: Date,
    /// # Ends
    /// The last day.
    ///
    /// Example: `2026-08-28`
    pub ends: Option<Date>,
    /// # Places
    /// How many people it can take.
    ///
    /// Example: `12`
    #[schemars(range(min = 1, max = 1000))]
    pub places: Option<u16>,
    /// # Project
    /// The module with the real work that it does together.
    ///
    /// Example: `checkout-resilience`
    pub project: Option<Ref<to::Module>>,
    /// # Milestones
    /// Steps on the way, counted from the first day.
    ///
    /// Example: `[{id: project-chosen, title: Project chosen, within: 4 weeks}]`
    #[serde(default)]
    pub milestones: Vec<Milestone>,
    /// # Events
    /// When it meets.
    ///
    /// Example: `[{id: kick-off, type: workshop, title: Kick-off, date: 2026-03-02, at: "10:00", lasts: 2 hours}]`
    #[serde(default)]
    pub events: Vec<Event>,
}
