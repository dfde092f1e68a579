//! A meeting about somebody's growth: with whom, about what, and what was agreed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::text::Text;
use super::{About, Format, Home, Naming};
use crate::base::date::Date;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about meetings.
pub const ABOUT: About = About {
    name: "meeting",
    title: "Meeting",
    summary: "A conversation about somebody's growth and what was agreed in it.",
    home: Home::BelowPerson("meetings"),
    naming: Naming::DateSlug,
    format: Format::Markdown,
};

/// A conversation about somebody's growth; the notes are the Markdown below the front matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Meeting {
    /// # Kind
    /// What kind of conversation it was.
    ///
    /// Example: `mentor`
    pub kind: MeetingKind,
    /// # With
    /// Who took part beside the person themselves.
    ///
    /// Example: `[chen]`
    #[serde(default)]
    pub with: Vec<Ref<to::Person>>,
    /// # About
    /// What it was about, in a sentence.
    ///
    /// Example: `The first incident led alone`
    pub about: Option<Text>,
    /// # Agreed
    /// What somebody will do until when.
    ///
    /// Example: `[{what: Shadow the next game day., who: ada, by: 2026-03-20}]`
    #[serde(default)]
    pub agreed: Vec<Agreement>,
    /// # Next
    /// The day of the next meeting.
    ///
    /// Example: `2026-04-09`
    pub next: Option<Date>,
}

/// What kind of conversation a meeting was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MeetingKind {
    /// With a mentor, about what comes next.
    Mentor,
    /// A look at where somebody stands in their competencies.
    SkillReview,
    /// About where somebody wants to go.
    Goal,
    /// The regular talk with the team's lead.
    OneOnOne,
}

/// Something that somebody will do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Agreement {
    /// # What
    /// What will be done.
    ///
    /// Example: `Shadow the next game day.`
    pub what: Text,
    /// # Who
    /// Who will do it; left out, the person themselves.
    ///
    /// Example: `ada`
    pub who: Option<Ref<to::Person>>,
    /// # By
    /// The day by which it will be done.
    ///
    /// Example: `2026-03-20`
    pub by: Option<Date>,
    /// # Done
    /// The day on which it was done.
    ///
    /// Example: `2026-03-18`
    pub done: Option<Date>,
}
