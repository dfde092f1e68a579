//! A journal entry: what somebody noted for themselves about their learning on a day.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::text::Title;
use super::{About, Format, Home, Naming};
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about journal entries.
pub const ABOUT: About = About {
    name: "journal",
    title: "Journal entry",
    summary: "What somebody learned or tried on a day, in their own words.",
    home: Home::BelowPerson("journal"),
    naming: Naming::Date,
    format: Format::Markdown,
};

/// What somebody learned or tried; the entry is the Markdown below the front matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Journal {
    /// # Title
    /// What it is about.
    ///
    /// Example: `First night as scribe`
    pub title: Option<Title>,
    /// # Modules
    /// The modules it has to do with.
    ///
    /// Example: `[incident-command]`
    #[serde(default)]
    pub modules: Vec<Ref<to::Module>>,
    /// # Competencies
    /// The competencies it has to do with.
    ///
    /// Example: `[incident-response]`
    #[serde(default)]
    pub competencies: Vec<Ref<to::Competency>>,
}
