//! The program: what `learn.yaml` at the root of the catalog says about all of it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::event::Event;
use super::parts::site::Site;
use super::parts::text::{Text, Title};
use super::{About, Format, Home, Naming};
use crate::base::date::Date;
use crate::base::duration::{Duration, Pace, Percent, Unit};
use crate::base::id::Id;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about the program.
pub const ABOUT: About = About {
    name: "program",
    title: "Program",
    summary: "The program itself: its rollout, cadences, priorities, readiness policy and site.",
    home: Home::Root("learn.yaml"),
    naming: Naming::Id,
    format: Format::Yaml,
};

/// What holds for the whole catalog.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Program {
    /// # Catalog
    /// The name of this catalog, signed into every statement; it never changes.
    ///
    /// Example: `kestrel-growth`
    pub catalog: Id,
    /// # Program
    /// What the program is called and who stands behind it.
    ///
    /// Example: `{name: Kestrel growth, summary: How people at Kestrel grow into more responsibility., sponsor: hana}`
    pub program: Profile,
    /// # Rollout
    /// The waves in which it reaches the company, earliest first; left out, it holds for everybody at once.
    ///
    /// Example: `[{from: 2026-01-05, stage: pilot, teams: [routing]}]`
    #[serde(default)]
    pub rollout: Vec<Wave>,
    /// # Learning time
    /// How much working time everybody has for learning; a team or a person may say otherwise.
    ///
    /// Example: `4 hours per week`
    pub learning_time: Option<Pace>,
    /// # Time zone
    /// The zone in which days end and events take place, by its name in the IANA database; `UTC` if left out.
    ///
    /// Example: `Europe/Paris`
    #[schemars(regex(pattern = r"^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$"))]
    pub time_zone: Option<String>,
    /// # Priorities
    /// What the business needs from growth now; modules and metrics say which one they serve.
    ///
    /// Example: `[{id: reliability, title: Recover before the customer notices, from: 2026-01-01, until: 2026-12-31}]`
    #[serde(default)]
    pub priorities: Vec<Priority>,
    /// # Events
    /// What takes place for everybody.
    ///
    /// Example: `[{id: showcase, type: showcase, title: Showcase, every: 1 month, day: last thursday, at: "16:00"}]`
    #[serde(default)]
    pub events: Vec<Event>,
    /// # Cadence
    /// How often content and people are looked at, and how soon somebody answers.
    ///
    /// Example: `{framework_review: 3 months, module_review: 12 months, mentor_meeting: 1 month}`
    #[serde(default)]
    pub cadence: Cadence,
    /// # Readiness
    /// What it takes for the evidence for a role to be complete.
    ///
    /// Example: `{threshold: 70 %, evidence_floor: 50 %, expiring_within: 3 months, grace: 12 months}`
    #[serde(default)]
    pub readiness: ReadinessPolicy,
    /// # Investment
    /// What time costs, for the numbers on what growth takes and saves.
    ///
    /// Example: `{currency: EUR, hour: 70, external_hire: 25000}`
    pub investment: Option<Investment>,
    /// # Rules
    /// Levels that differ from those the rules of `learn check` come with, by the rule's name.
    ///
    /// Example: `{stale-module: hint}`
    #[serde(default)]
    pub rules: BTreeMap<Id, RuleLevel>,
    /// # Site
    /// How the published site looks and where it stands.
    ///
    /// Example: `{title: Growth at Kestrel, base_url: "https://growth.kestrel.example/"}`
    pub site: Option<Site>,
}

impl Program {
    /// The time zone's name; `UTC` by default.
    #[must_use]
    pub fn time_zone(&self) -> &str {
        self.time_zone.as_deref().unwrap_or("UTC")
    }
}

/// What the program is called and who stands behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Profile {
    /// # Name
    /// What people call the program.
    ///
    /// Example: `Kestrel growth`
    pub name: Title,
    /// # Summary
    /// What it is for, in one or two sentences.
    ///
    /// Example: `How people at Kestrel grow into more responsibility.`
    pub summary: Option<Text>,
    /// # Sponsor
    /// Who answers for it in the company.
    ///
    /// Example: `hana`
    pub sponsor: Option<Ref<to::Person>>,
}

/// A wave of the rollout: from a day on, the program holds for these teams.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Wave {
    /// # From
    /// The day the wave begins.
    ///
    /// Example: `2026-01-05`
    pub from: Date,
    /// # Stage
    /// What the wave is called.
    ///
    /// Example: `pilot`
    pub stage: Option<Text>,
    /// # Teams
    /// The teams that join, with the teams below them; left out, everybody.
    ///
    /// Example: `[routing]`
    #[serde(default)]
    pub teams: Vec<Ref<to::Team>>,
}

/// Something the business needs from growth for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Priority {
    /// # Id
    /// Names the priority; modules refer to it.
    ///
    /// Example: `reliability`
    pub id: Id,
    /// # Title
    /// What is to be reached.
    ///
    /// Example: `Recover before the customer notices`
    pub title: Title,
    /// # Summary
    /// Why it matters, in one or two sentences.
    ///
    /// Example: `Every minute of an outage costs us a customer's trust.`
    pub summary: Option<Text>,
    /// # From
    /// The first day it holds.
    ///
    /// Example: `2026-01-01`
    pub from: Option<Date>,
    /// # Until
    /// The last day it holds.
    ///
    /// Example: `2026-12-31`
    pub until: Option<Date>,
}

/// How often something is looked at, and how soon somebody answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Cadence {
    /// # Framework review
    /// How often the owner goes through a framework; 3 months if left out.
    ///
    /// Example: `3 months`
    pub framework_review: Option<Duration>,
    /// # Module review
    /// How often the owner goes through a module; 12 months if left out.
    ///
    /// Example: `12 months`
    pub module_review: Option<Duration>,
    /// # Mentor meeting
    /// How often a person and their mentor meet; 1 month if left out.
    ///
    /// Example: `1 month`
    pub mentor_meeting: Option<Duration>,
    /// # Feedback answer
    /// How soon feedback is answered; 1 month if left out.
    ///
    /// Example: `1 month`
    pub feedback_answer: Option<Duration>,
    /// # Claim answer
    /// How soon a claim is decided; 2 weeks if left out.
    ///
    /// Example: `2 weeks`
    pub claim_answer: Option<Duration>,
}

impl Cadence {
    /// How often the owner goes through a framework; 3 months by default.
    #[must_use]
    pub fn framework_review(&self) -> Duration {
        self.framework_review.unwrap_or(months(3))
    }

    /// How often the owner goes through a module; 12 months by default.
    #[must_use]
    pub fn module_review(&self) -> Duration {
        self.module_review.unwrap_or(months(12))
    }

    /// How often a person and their mentor meet; 1 month by default.
    #[must_use]
    pub fn mentor_meeting(&self) -> Duration {
        self.mentor_meeting.unwrap_or(months(1))
    }

    /// How soon feedback is answered; 1 month by default.
    #[must_use]
    pub fn feedback_answer(&self) -> Duration {
        self.feedback_answer.unwrap_or(months(1))
    }

    /// How soon a claim is decided; 2 weeks by default.
    #[must_use]
    pub fn claim_answer(&self) -> Duration {
        self.claim_answer.unwrap_or(Duration { amount: 2, unit: Unit::Week })
    }
}

/// What it takes for the evidence for a role to be complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct ReadinessPolicy {
    /// # Threshold
    /// The share of the weight that has to be met, beside everything that is core; 70 % if left out.
    ///
    /// Example: `70 %`
    pub threshold: Option<Percent>,
    /// # Evidence floor
    /// The share of the lines that somebody has to have looked at for a verdict; 50 % if left out.
    ///
    /// Example: `50 %`
    pub evidence_floor: Option<Percent>,
    /// # Expiring within
    /// How long before its last day an award is shown as expiring; 3 months if left out.
    ///
    /// Example: `3 months`
    pub expiring_within: Option<Duration>,
    /// # Grace
    /// How long after its first day a new demand leaves out those already on their way; 12 months if left out.
    ///
    /// Example: `12 months`
    pub grace: Option<Duration>,
    /// # Waivers
    /// How many waivers count, and for how long.
    ///
    /// Example: `{core: 1, longest: 12 months}`
    #[serde(default)]
    pub waivers: WaiverPolicy,
}

impl ReadinessPolicy {
    /// The share of the weight that has to be met; 70 % by default.
    #[must_use]
    pub fn threshold(&self) -> Percent {
        self.threshold.unwrap_or(Percent(70))
    }

    /// The share of the lines that somebody has to have looked at; 50 % by default.
    #[must_use]
    pub fn evidence_floor(&self) -> Percent {
        self.evidence_floor.unwrap_or(Percent(50))
    }

    /// How long before its last day an award is shown as expiring; 3 months by default.
    #[must_use]
    pub fn expiring_within(&self) -> Duration {
        self.expiring_within.unwrap_or(months(3))
    }

    /// How long a new demand leaves out those already on their way; 12 months by default.
    #[must_use]
    pub fn grace(&self) -> Duration {
        self.grace.unwrap_or(months(12))
    }
}

/// How many waivers count, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct WaiverPolicy {
    /// # Core
    /// How many core lines of a role may be waived for one person; 1 if left out.
    ///
    /// Example: `1`
    #[schemars(range(min = 0, max = 50))]
    pub core: Option<u8>,
    /// # Longest
    /// How long a waiver may hold; 12 months if left out.
    ///
    /// Example: `12 months`
    pub longest: Option<Duration>,
}

impl WaiverPolicy {
    /// How many core lines may be waived for one person; 1 by default.
    #[must_use]
    pub fn core(&self) -> u8 {
        self.core.unwrap_or(1)
    }

    /// How long a waiver may hold; 12 months by default.
    #[must_use]
    pub fn longest(&self) -> Duration {
        self.longest.unwrap_or(months(12))
    }
}

/// What time costs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Investment {
    /// # Currency
    /// The currency of every amount in the catalog, in the three letters of ISO 4217.
    ///
    /// Example: `EUR`
    #[schemars(regex(pattern = r"^[A-Z]{3}$"))]
    pub currency: String,
    /// # Hour
    /// What an hour of somebody's work costs.
    ///
    /// Example: `70`
    #[schemars(range(min = 0))]
    pub hour: Option<f64>,
    /// # External hire
    /// What it costs to fill a role from outside.
    ///
    /// Example: `25000`
    #[schemars(range(min = 0))]
    pub external_hire: Option<f64>,
}

/// How loud a rule of `learn check` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RuleLevel {
    /// Says nothing.
    Allow,
    /// Says what could be better.
    Hint,
    /// Warns and lets the check pass.
    Warn,
    /// Makes the check fail.
    Error,
}

/// A length of time in months.
const fn months(amount: u32) -> Duration {
    Duration { amount, unit: Unit::Month }
}
