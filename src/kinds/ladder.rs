//! A ladder: the roles of a job family and what each of them asks for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::link::Link;
use super::parts::text::{Text, Title};
use super::{About, Format, Home, Naming};
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::id::Id;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about ladders.
pub const ABOUT: About = About {
    name: "ladder",
    title: "Ladder",
    summary: "A job family: its roles in order, each with outcomes, expectations and requirements.",
    home: Home::Folder("ladders"),
    naming: Naming::Id,
    format: Format::Yaml,
};

/// The roles of a job family, first step first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ladder {
    /// # Name
    /// What people call the ladder.
    ///
    /// Example: `Engineering, individual contributors`
    pub name: Title,
    /// # Summary
    /// Whom it is for, in one or two sentences.
    ///
    /// Example: `For engineers who grow by depth and reach.`
    pub summary: Option<Text>,
    /// # Framework
    /// The framework its expectations come from first; competencies of others may be asked for as well.
    ///
    /// Example: `engineering`
    pub framework: Option<Ref<to::Framework>>,
    /// # Owner
    /// Who looks after the ladder.
    ///
    /// Example: `chen`
    pub owner: Option<Ref<to::Person>>,
    /// # Reviewed
    /// When the owner last went through it.
    ///
    /// Example: `2026-01-15`
    pub reviewed: Option<Date>,
    /// # Roles
    /// The steps, first one first.
    ///
    /// Example: `[{id: engineer, title: Engineer}, {id: senior-engineer, title: Senior engineer}]`
    #[schemars(length(min = 1))]
    pub roles: Vec<Role>,
}

/// One step of a ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Role {
    /// # Id
    /// Names the role, unique in the whole catalog.
    ///
    /// Example: `senior-engineer`
    pub id: Id,
    /// # Title
    /// What people call the role.
    ///
    /// Example: `Senior engineer`
    pub title: Title,
    /// # Summary
    /// What the role is about, in one or two sentences.
    ///
    /// Example: `Owns a service from design to operation.`
    pub summary: Option<Text>,
    /// # Band
    /// The company's grade for the role.
    ///
    /// Example: `E4`
    pub band: Option<Text>,
    /// # Critical
    /// Whether the time people take to get there is reported by the role's name.
    ///
    /// Example: `true`
    #[serde(default)]
    pub critical: bool,
    /// # Inherits
    /// Roles, also of other ladders, whose demands hold here too; left out, the role before it; `[]` for none.
    ///
    /// Example: `[engineer]`
    pub inherits: Option<Vec<Ref<to::Role>>>,
    /// # Moves to
    /// Roles of other ladders that people often go to from here.
    ///
    /// Example: `[engineering-manager]`
    #[serde(default)]
    pub moves_to: Vec<Ref<to::Role>>,
    /// # Outcomes
    /// What is different because somebody is in this role.
    ///
    /// Example: `[The service meets its objectives two quarters in a row.]`
    #[serde(default)]
    pub outcomes: Vec<Text>,
    /// # Responsibilities
    /// What somebody in this role looks after.
    ///
    /// Example: `[Joins the incident commander rota.]`
    #[serde(default)]
    pub responsibilities: Vec<Text>,
    /// # Examples
    /// Work of people that shows what is meant; it is never asked for.
    ///
    /// Example: `[{portfolio: ada/2026-03-02-checkout-outage}]`
    #[serde(default)]
    pub examples: Vec<WorkExample>,
    /// # Expects
    /// Which competencies the role asks for, each at a proficiency.
    ///
    /// Example: `[{competency: incident-response, at: working}, {competency: communication, at: working, weight: 2}]`
    #[serde(default)]
    pub expects: Vec<Expectation>,
    /// # Requires
    /// What else the role asks for: credentials, modules, portfolio, experience.
    ///
    /// Example: `[{id: commander, credential: incident-commander}]`
    #[serde(default)]
    pub requires: Vec<Requirement>,
    /// # Promotion
    /// Who decides about a promotion, and what counts beyond the evidence.
    ///
    /// Example: `{decided_by: Promotion round in March and September, beyond_evidence: An open position.}`
    pub promotion: Option<Promotion>,
    /// # Formerly
    /// Ids it had before; they go on meaning this role.
    ///
    /// Example: `[lead-engineer]`
    #[serde(default)]
    pub formerly: Vec<Id>,
}

/// Work that shows what a role means.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct WorkExample {
    /// # Portfolio entry
    /// Whose entry, and which.
    ///
    /// Example: `ada/2026-03-02-checkout-outage`
    pub portfolio: Ref<to::Portfolio>,
}

/// A competency at a proficiency that a role asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Expectation {
    /// # Competency
    /// Which competency.
    ///
    /// Example: `incident-response`
    pub competency: Ref<to::Competency>,
    /// # Proficiency
    /// The step of the framework's scale that is asked for.
    ///
    /// Example: `working`
    pub at: Id,
    /// # Weight
    /// How much it counts towards the threshold; left out, it is core and cannot be balanced by others.
    ///
    /// Example: `2`
    #[schemars(range(min = 1, max = 10))]
    pub weight: Option<u8>,
    /// # Since
    /// The first day it is asked for.
    ///
    /// Example: `2026-07-01`
    pub since: Option<Date>,
    /// # Until
    /// The last day it is asked for.
    ///
    /// Example: `2027-06-30`
    pub until: Option<Date>,
    /// # Text
    /// What the role asks for, in its own words.
    ///
    /// Example: `Leads the response to incidents in the services of the own team.`
    pub text: Option<Text>,
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
    /// # Source
    /// Its id in the system it was imported from.
    ///
    /// Example: `fb43098c-588c-421c-b87a-92b0bfd2ad7c`
    pub source: Option<Text>,
}

/// Something else a role asks for: exactly one of credential, module, portfolio, experience or choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Requirement {
    /// # Id
    /// Names the requirement inside the role, so that a waiver can name it.
    ///
    /// Example: `commander`
    pub id: Id,
    /// # Title
    /// What people call it.
    ///
    /// Example: `Can command an incident`
    pub title: Option<Title>,
    /// # Text
    /// What the role asks for, in its own words.
    ///
    /// Example: `Has led the response to a real incident.`
    pub text: Option<Text>,
    /// # Credential
    /// A credential to hold.
    ///
    /// Example: `incident-commander`
    pub credential: Option<Ref<to::Credential>>,
    /// # Module
    /// A module to have finished, as an approval says.
    ///
    /// Example: `incident-command`
    pub module: Option<Ref<to::Module>>,
    /// # Portfolio
    /// Judged work to have.
    ///
    /// Example: `{entries: 3, modules: 2, projects: 1}`
    pub portfolio: Option<PortfolioDemand>,
    /// # Experience
    /// Time to have spent in a role.
    ///
    /// Example: `{role: engineer, at_least: 12 months}`
    pub experience: Option<Experience>,
    /// # Choose
    /// How many of `from` it takes.
    ///
    /// Example: `1`
    #[schemars(range(min = 1, max = 50))]
    pub choose: Option<u8>,
    /// # From
    /// What can be chosen.
    ///
    /// Example: `[{credential: design-critique}, {credential: threat-modeller}]`
    #[serde(default)]
    pub from: Vec<Choice>,
    /// # Share
    /// Whether something that counts elsewhere in the role may count here as well.
    ///
    /// Example: `false`
    #[serde(default)]
    pub share: bool,
    /// # Since
    /// The first day it is asked for.
    ///
    /// Example: `2026-07-01`
    pub since: Option<Date>,
    /// # Until
    /// The last day it is asked for.
    ///
    /// Example: `2027-06-30`
    pub until: Option<Date>,
}

/// One thing that can be chosen: exactly one of credential, module, competency or portfolio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Choice {
    /// # Credential
    /// A credential to hold.
    ///
    /// Example: `threat-modeller`
    pub credential: Option<Ref<to::Credential>>,
    /// # Module
    /// A module to have finished, as an approval says.
    ///
    /// Example: `threat-modelling`
    pub module: Option<Ref<to::Module>>,
    /// # Competency
    /// A competency to have, at the proficiency of `at`.
    ///
    /// Example: `incident-response`
    pub competency: Option<Ref<to::Competency>>,
    /// # Proficiency
    /// With a competency, the step of the framework's scale.
    ///
    /// Example: `working`
    pub at: Option<Id>,
    /// # Portfolio
    /// Judged work to have.
    ///
    /// Example: `{entries: 2}`
    pub portfolio: Option<PortfolioDemand>,
}

/// How much judged work a portfolio has to hold; only entries that an approval names count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PortfolioDemand {
    /// # Entries
    /// How many entries.
    ///
    /// Example: `3`
    #[schemars(range(min = 1, max = 50))]
    pub entries: Option<u8>,
    /// # Modules
    /// From how many different modules.
    ///
    /// Example: `2`
    #[schemars(range(min = 1, max = 50))]
    pub modules: Option<u8>,
    /// # Projects
    /// How many of them come from a module that is a project.
    ///
    /// Example: `1`
    #[schemars(range(min = 1, max = 50))]
    pub projects: Option<u8>,
    /// # Types
    /// Which types of entries count; left out, all.
    ///
    /// Example: `[project]`
    #[serde(default)]
    pub types: Vec<Id>,
}

/// Time spent in a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Experience {
    /// # Role
    /// In which role, or one that inherits it; left out, in any role here.
    ///
    /// Example: `engineer`
    pub role: Option<Ref<to::Role>>,
    /// # At least
    /// How long, with all stays added up.
    ///
    /// Example: `12 months`
    pub at_least: Duration,
}

/// What a promotion takes beyond complete evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Promotion {
    /// # Decided by
    /// Who decides, and when.
    ///
    /// Example: `Promotion round in March and September`
    pub decided_by: Option<Text>,
    /// # Beyond the evidence
    /// What has to be there that nobody can show by evidence.
    ///
    /// Example: `An open position.`
    pub beyond_evidence: Option<Text>,
}
