//! A session: a huddle, showcase or review that took place, and what came of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::event::EventType;
use super::parts::text::{Text, Title};
use super::{About, Format, Home, Naming};
use crate::base::duration::Duration;
use crate::base::id::Id;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about sessions.
pub const ABOUT: About = About {
    name: "session",
    title: "Session",
    summary: "A huddle, showcase, workshop or review that took place, and what came of it.",
    home: Home::Folder("sessions"),
    naming: Naming::DateSlug,
    format: Format::Markdown,
};

/// Who came, what was shown and what was learned; the notes are the Markdown below the front matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Session {
    /// # Title
    /// What it was called; the event's title if left out.
    ///
    /// Example: `March showcase`
    pub title: Option<Title>,
    /// # Event
    /// The event it was an occurrence of, by its id in the cohort, community or team named here, otherwise in `learn.yaml`.
    ///
    /// Example: `showcase`
    pub event: Option<Id>,
    /// # Type
    /// What kind of gathering it was; the event's type if left out.
    ///
    /// Example: `showcase`
    #[serde(rename = "type")]
    pub session_type: Option<EventType>,
    /// # Cohort
    /// The cohort that met.
    ///
    /// Example: `spring-2026`
    pub cohort: Option<Ref<to::Cohort>>,
    /// # Community
    /// The community that met.
    ///
    /// Example: `reliability-guild`
    pub community: Option<Ref<to::Community>>,
    /// # Team
    /// The team that met.
    ///
    /// Example: `routing`
    pub team: Option<Ref<to::Team>>,
    /// # Lasted
    /// How long it took.
    ///
    /// Example: `45 minutes`
    pub lasted: Option<Duration>,
    /// # Facilitators
    /// Who led it.
    ///
    /// Example: `[chen]`
    #[serde(default)]
    pub facilitators: Vec<Ref<to::Person>>,
    /// # Invited
    /// Who was invited; left out, the members of the cohort, community or team.
    ///
    /// Example: `[ada, ben, noor]`
    #[serde(default)]
    pub invited: Vec<Ref<to::Person>>,
    /// # Present
    /// Who came.
    ///
    /// Example: `[ada, noor]`
    #[serde(default)]
    pub present: Vec<Ref<to::Person>>,
    /// # Showed
    /// The portfolio entries that people showed.
    ///
    /// Example: `[ada/2026-03-02-checkout-outage]`
    #[serde(default)]
    pub showed: Vec<Ref<to::Portfolio>>,
    /// # Modules
    /// The modules it was about.
    ///
    /// Example: `[incident-command]`
    #[serde(default)]
    pub modules: Vec<Ref<to::Module>>,
    /// # Competencies
    /// What people got better at.
    ///
    /// Example: `[incident-response]`
    #[serde(default)]
    pub competencies: Vec<Ref<to::Competency>>,
    /// # Lessons
    /// What the group learned, and what it changed because of that.
    ///
    /// Example: `[{text: Nobody knew who the scribe was., changed: The handbook names the scribe first.}]`
    #[serde(default)]
    pub lessons: Vec<Lesson>,
}

/// Something a group learned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Lesson {
    /// # Text
    /// What was learned.
    ///
    /// Example: `Nobody knew who the scribe was.`
    pub text: Text,
    /// # Changed
    /// What is different since, such as a habit, a page or a tool.
    ///
    /// Example: `The handbook names the scribe first.`
    pub changed: Option<Text>,
}
