//! A story: something worth telling, such as a success, a lesson, an update or an announcement.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::link::Link;
use super::parts::text::{Text, Title};
use super::{About, Format, Home, Naming};
use crate::base::date::Date;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about stories.
pub const ABOUT: About = About {
    name: "story",
    title: "Story",
    summary: "Something worth telling: a success, a lesson, an update or an announcement.",
    home: Home::Folder("stories"),
    naming: Naming::DateSlug,
    format: Format::Markdown,
};

/// What is told, and of whom; the story is the Markdown below the front matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Story {
    /// # Title
    /// The headline.
    ///
    /// Example: `How Ada kept the checkout alive`
    pub title: Title,
    /// # Summary
    /// The story in one or two sentences.
    ///
    /// Example: `Eleven minutes, one voice, and a review that named no culprit.`
    pub summary: Option<Text>,
    /// # Type
    /// What sort of story it is.
    ///
    /// Example: `story`
    #[serde(rename = "type")]
    pub story_type: StoryType,
    /// # Who
    /// The people it is about, who have agreed to that.
    ///
    /// Example: `[ada]`
    #[serde(default)]
    pub who: Vec<Ref<to::Person>>,
    /// # Author
    /// Who tells it.
    ///
    /// Example: `hana`
    pub author: Option<Ref<to::Person>>,
    /// # Teams
    /// The teams it is about.
    ///
    /// Example: `[routing]`
    #[serde(default)]
    pub teams: Vec<Ref<to::Team>>,
    /// # Competencies
    /// The competencies it shows at work.
    ///
    /// Example: `[incident-response]`
    #[serde(default)]
    pub competencies: Vec<Ref<to::Competency>>,
    /// # Modules
    /// The modules that helped.
    ///
    /// Example: `[incident-command]`
    #[serde(default)]
    pub modules: Vec<Ref<to::Module>>,
    /// # Portfolio
    /// The work it tells of.
    ///
    /// Example: `[ada/2026-03-02-checkout-outage]`
    #[serde(default)]
    pub portfolio: Vec<Ref<to::Portfolio>>,
    /// # Links
    /// Where to read more.
    ///
    /// Example: `[{title: Incident review, url: "https://wiki.kestrel.example/reviews/checkout"}]`
    #[serde(default)]
    pub links: Vec<Link>,
    /// # Until
    /// The last day an announcement is shown on the home page.
    ///
    /// Example: `2026-03-31`
    pub until: Option<Date>,
}

/// What sort of story it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StoryType {
    /// Somebody grew, and what came of it.
    Story,
    /// Something went otherwise than planned, and what it taught.
    Lesson,
    /// How the program is getting on.
    Update,
    /// Something everybody should know.
    Announcement,
}
