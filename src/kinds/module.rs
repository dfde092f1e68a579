//! A module: a unit of learning with an outcome that can be seen at work.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::effort::Effort;
use super::parts::milestone::Milestone;
use super::parts::text::{Text, Title, Url};
use super::{About, Format, Home, Naming};
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::id::Id;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about modules.
pub const ABOUT: About = About {
    name: "module",
    title: "Module",
    summary: "A unit of learning, such as a course, a project or an apprenticeship.",
    home: Home::Folder("modules"),
    naming: Naming::Id,
    format: Format::Markdown,
};

/// What a module teaches, asks for and leads to; the lesson is the Markdown below the front matter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Module {
    /// # Title
    /// What people call the module.
    ///
    /// Example: `Commanding an incident`
    pub title: Title,
    /// # Summary
    /// What it is about, in one or two sentences.
    ///
    /// Example: `Lead a response from the first page to the review.`
    pub summary: Option<Text>,
    /// # Type
    /// How people learn in it.
    ///
    /// Example: `workshop`
    #[serde(rename = "type")]
    pub module_type: ModuleType,
    /// # Status
    /// Whether people can start it.
    ///
    /// Example: `active`
    #[serde(default)]
    pub status: Status,
    /// # Replaced by
    /// The module to take instead of this retired one.
    ///
    /// Example: `incident-command`
    pub replaced_by: Option<Ref<to::Module>>,
    /// # Effort
    /// How much time it takes.
    ///
    /// Example: `{learning: 6 hours, on_the_job: 12 hours, over: 6 weeks}`
    pub effort: Option<Effort>,
    /// # Cost
    /// What one place costs, in the currency of `learn.yaml`.
    ///
    /// Example: `120`
    #[schemars(range(min = 0))]
    pub cost: Option<f64>,
    /// # Teaches
    /// Which competencies it helps to reach, and up to which proficiency.
    ///
    /// Example: `[{competency: incident-response, to: working}]`
    #[serde(default)]
    pub teaches: Vec<Teaches>,
    /// # Prerequisites
    /// Modules to finish before this one.
    ///
    /// Example: `[incident-basics]`
    #[serde(default)]
    pub prerequisites: Vec<Ref<to::Module>>,
    /// # Outcomes
    /// What somebody does differently at work afterwards, and where that is seen.
    ///
    /// Example: `[{result: Runs a review that names no culprit., seen_in: The next incident review}]`
    #[serde(default)]
    pub outcomes: Vec<Outcome>,
    /// # Practice
    /// What to practise, as a module or in words.
    ///
    /// Example: `[{text: Command a game day.}]`
    #[serde(default)]
    pub practice: Vec<Practice>,
    /// # Milestones
    /// Steps on the way that can be dated.
    ///
    /// Example: `[{id: first-review, title: First review led, within: 4 weeks}]`
    #[serde(default)]
    pub milestones: Vec<Milestone>,
    /// # Assessed by
    /// The credential that shows that it was learned.
    ///
    /// Example: `incident-commander`
    pub assessed_by: Option<Ref<to::Credential>>,
    /// # Serves
    /// The priority of `learn.yaml` that it serves.
    ///
    /// Example: `reliability`
    pub serves: Option<Ref<to::Priority>>,
    /// # Facilitators
    /// Who leads it.
    ///
    /// Example: `[chen]`
    #[serde(default)]
    pub facilitators: Vec<Ref<to::Person>>,
    /// # Facilitation
    /// The credential that somebody needs to lead it.
    ///
    /// Example: `facilitator`
    pub facilitation: Option<Ref<to::Credential>>,
    /// # Mandatory
    /// Whether everybody has to take it by law or policy. It shows up in the agenda only and never in readiness.
    ///
    /// Example: `false`
    #[serde(default)]
    pub mandatory: bool,
    /// # Renew every
    /// How often a mandatory module has to be taken again.
    ///
    /// Example: `12 months`
    pub renew_every: Option<Duration>,
    /// # Resources
    /// What to read, watch or use.
    ///
    /// Example: `[{title: Incident handbook, url: "https://handbook.kestrel.example/incidents"}]`
    #[serde(default)]
    pub resources: Vec<Resource>,
    /// # Owner
    /// Who looks after the content.
    ///
    /// Example: `chen`
    pub owner: Option<Ref<to::Person>>,
    /// # Reviewed
    /// When the owner last went through it.
    ///
    /// Example: `2026-01-15`
    pub reviewed: Option<Date>,
}

/// How people learn in a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ModuleType {
    /// Lessons in an order.
    Course,
    /// A piece of real work with a result.
    Project,
    /// Work beside somebody who can do it.
    Apprenticeship,
    /// A real story, taken apart.
    CaseStudy,
    /// An open problem to solve.
    ProblemStatement,
    /// Practice in a group with a facilitator.
    Workshop,
    /// A text and what to do with it.
    Reading,
}

/// Where a module is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Being written; nobody is sent there yet.
    Draft,
    /// Open to everybody.
    #[default]
    Active,
    /// No longer offered; what it gave stays given.
    Retired,
}

/// A competency and how far a module takes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Teaches {
    /// # Competency
    /// What is learned.
    ///
    /// Example: `incident-response`
    pub competency: Ref<to::Competency>,
    /// # To
    /// The proficiency that somebody can reach with it.
    ///
    /// Example: `working`
    pub to: Id,
}

/// A result that can be observed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Outcome {
    /// # Result
    /// What somebody does that they did not do before.
    ///
    /// Example: `Runs a review that names no culprit.`
    pub result: Text,
    /// # Seen in
    /// Where at work it can be observed.
    ///
    /// Example: `The next incident review`
    pub seen_in: Option<Text>,
}

/// Something to practise: a module or a text, not both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Practice {
    /// # Module
    /// A module that gives the practice.
    ///
    /// Example: `game-day`
    pub module: Option<Ref<to::Module>>,
    /// # Text
    /// The practice in words.
    ///
    /// Example: `Command a game day.`
    pub text: Option<Text>,
}

/// Something to read, watch or use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Resource {
    /// # Title
    /// What it is called.
    ///
    /// Example: `Incident handbook`
    pub title: Title,
    /// # Address
    /// Where it is.
    ///
    /// Example: `"https://handbook.kestrel.example/incidents"`
    pub url: Url,
}
