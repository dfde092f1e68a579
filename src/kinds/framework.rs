//! A framework: competencies grouped in themes, with one scale of proficiencies.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::link::Link;
use super::parts::text::{Text, Title};
use super::{About, Format, Home, Naming};
use crate::base::date::Date;
use crate::base::id::Id;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about frameworks.
pub const ABOUT: About = About {
    name: "framework",
    title: "Framework",
    summary: "A set of competencies grouped in themes, with one scale of proficiencies.",
    home: Home::Folder("frameworks"),
    naming: Naming::Id,
    format: Format::Yaml,
};

/// The scale of a framework that names none, lowest first.
pub const DEFAULT_SCALE: [&str; 5] =
    ["awareness", "foundational", "working", "practitioner", "expert"];

/// The regular expression of a semantic version.
const VERSION_PATTERN: &str =
    r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$";

/// What a company means by each competency and by each step of the scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Framework {
    /// # Name
    /// What people call the framework.
    ///
    /// Example: `Engineering`
    pub name: Title,
    /// # Summary
    /// Whom it is for, in one or two sentences.
    ///
    /// Example: `Competencies for everybody who builds and runs our software.`
    pub summary: Option<Text>,
    /// # Owner
    /// Who looks after the framework.
    ///
    /// Example: `chen`
    pub owner: Option<Ref<to::Person>>,
    /// # Reviewed
    /// When the owner last went through it.
    ///
    /// Example: `2026-01-15`
    pub reviewed: Option<Date>,
    /// # Version
    /// Its semantic version: major for a new demand on people, minor for a clarification or removal, patch for wording.
    ///
    /// Example: `2.1.0`
    #[schemars(regex(pattern = VERSION_PATTERN))]
    pub version: Option<String>,
    /// # Scale
    /// The proficiencies, lowest first; left out: awareness, foundational, working, practitioner, expert.
    ///
    /// Example: `[awareness, foundational, working, practitioner, expert]`
    #[serde(default)]
    pub scale: Vec<Id>,
    /// # Themes
    /// The groups of competencies, by their ids.
    ///
    /// Example: `{operations: {name: Running what we build, transferable: true}}`
    #[serde(default)]
    pub themes: BTreeMap<Id, Theme>,
    /// # Competencies
    /// The competencies, by their ids, which are unique in the whole catalog.
    ///
    /// Example: `{incident-response: {name: Incident response, theme: operations}}`
    #[serde(default)]
    pub competencies: BTreeMap<Id, Competency>,
    /// # Changes
    /// What changed from version to version, newest first, and why.
    ///
    /// Example: `[{version: 2.1.0, date: 2026-01-15, why: Markers name what can be seen., from: Feedback of the pilot}]`
    #[serde(default)]
    pub changes: Vec<Change>,
    /// # Source
    /// Where it was imported from.
    ///
    /// Example: `engineering-progression/engineering.yml`
    pub source: Option<Text>,
}

impl Framework {
    /// The proficiencies, lowest first; [`DEFAULT_SCALE`] if the framework names none.
    #[must_use]
    pub fn steps(&self) -> Vec<&str> {
        if self.scale.is_empty() {
            DEFAULT_SCALE.to_vec()
        } else {
            self.scale.iter().map(Id::as_str).collect()
        }
    }
}

/// A group of competencies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Theme {
    /// # Name
    /// What people call the theme.
    ///
    /// Example: `Running what we build`
    pub name: Title,
    /// # Summary
    /// What belongs to it, in one or two sentences.
    ///
    /// Example: `Keeps the service healthy and learns from what breaks.`
    pub summary: Option<Text>,
    /// # Transferable
    /// Whether its competencies help in other functions and roles too.
    ///
    /// Example: `true`
    #[serde(default)]
    pub transferable: bool,
}

/// Something people can be able to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Competency {
    /// # Name
    /// What people call the competency.
    ///
    /// Example: `Incident response`
    pub name: Title,
    /// # Theme
    /// The theme of this framework that it belongs to.
    ///
    /// Example: `operations`
    pub theme: Option<Id>,
    /// # Description
    /// What it means here.
    ///
    /// Example: `Restores the service calmly and tells everybody what is going on.`
    pub description: Option<Text>,
    /// # Proficiencies
    /// What each step of the scale looks like; steps may be left out.
    ///
    /// Example: `{working: {markers: [Leads the response to an ordinary incident.]}}`
    #[serde(default)]
    pub proficiencies: BTreeMap<Id, Proficiency>,
    /// # Mastery
    /// Which of several awards says where somebody stands.
    ///
    /// Example: `{method: n-times, n: 2}`
    #[serde(default)]
    pub mastery: Mastery,
    /// # Sources
    /// Its ids in the system it was imported from.
    ///
    /// Example: `[fb43098c-588c-421c-b87a-92b0bfd2ad7c]`
    #[serde(default)]
    pub sources: Vec<Text>,
    /// # Formerly
    /// Ids it had before; they go on meaning this competency.
    ///
    /// Example: `[firefighting]`
    #[serde(default)]
    pub formerly: Vec<Id>,
}

/// What one step of the scale looks like in one competency.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Proficiency {
    /// # Summary
    /// The step in one or two sentences.
    ///
    /// Example: `Leads the response to an ordinary incident.`
    pub summary: Option<Text>,
    /// # Markers
    /// Behaviour that can be observed and shows the step.
    ///
    /// Example: `[Names a commander and a scribe in the first minute.]`
    #[serde(default)]
    pub markers: Vec<Text>,
    /// # Examples
    /// Illustrations; they are never asked for.
    ///
    /// Example: `[Led the response to the checkout outage in March.]`
    #[serde(default)]
    pub examples: Vec<Text>,
    /// # Links
    /// What to read about it.
    ///
    /// Example: `[{title: Incident handbook, url: "https://handbook.kestrel.example/incidents"}]`
    #[serde(default)]
    pub links: Vec<Link>,
    /// # Sources
    /// Its ids in the system it was imported from.
    ///
    /// Example: `[fb43098c-588c-421c-b87a-92b0bfd2ad7c]`
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// Which of several awards says where somebody stands; they are ordered by the date of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Mastery {
    /// # Method
    /// How awards combine.
    ///
    /// Example: `highest`
    #[serde(default)]
    pub method: MasteryMethod,
    /// # Times
    /// With `n-times`, how many awards it takes; 2 if left out.
    ///
    /// Example: `2`
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 20))]
    pub n: Option<u8>,
}

impl Mastery {
    /// How many awards a step takes: `n` (2 by default) with `n-times`, otherwise 1.
    #[must_use]
    pub fn times(self) -> u8 {
        match self.method {
            MasteryMethod::NTimes => self.n.unwrap_or(2),
            MasteryMethod::Highest | MasteryMethod::Latest => 1,
        }
    }
}

/// How the awards of one competency combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MasteryMethod {
    /// The highest proficiency of all live awards.
    #[default]
    Highest,
    /// The proficiency of the award for the latest work.
    Latest,
    /// The highest proficiency that several awards reach.
    NTimes,
}

/// What changed with a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// # Version
    /// The version that brought the change.
    ///
    /// Example: `2.1.0`
    #[schemars(regex(pattern = VERSION_PATTERN))]
    pub version: String,
    /// # Date
    /// The day it was released.
    ///
    /// Example: `2026-01-15`
    pub date: Date,
    /// # Why
    /// What changed and for what reason.
    ///
    /// Example: `Markers name what can be seen.`
    pub why: Text,
    /// # From
    /// Who or what asked for it.
    ///
    /// Example: `Feedback of the pilot`
    pub from: Option<Text>,
}
