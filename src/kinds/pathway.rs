//! A pathway: a route to a role, made of stable items that can be fulfilled in several ways.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::milestone::Milestone;
use super::parts::text::{Text, Title};
use super::{About, Format, Home, Naming};
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::base::id::Id;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about pathways.
pub const ABOUT: About = About {
    name: "pathway",
    title: "Pathway",
    summary: "A route to a role, into the company or through electives, item by item.",
    home: Home::Folder("pathways"),
    naming: Naming::Id,
    format: Format::Yaml,
};

/// What somebody does on the way to a role; it guides and never gates a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Pathway {
    /// # Title
    /// What people call the pathway.
    ///
    /// Example: `To senior engineer`
    pub title: Title,
    /// # Summary
    /// Whom it takes where, in one or two sentences.
    ///
    /// Example: `From owning a change to owning a service.`
    pub summary: Option<Text>,
    /// # Kind
    /// What sort of route it is.
    ///
    /// Example: `role`
    pub kind: PathwayKind,
    /// # For
    /// Who is meant to take it; left out, whoever chooses it.
    ///
    /// Example: `{ladders: [engineering-ic]}`
    #[serde(rename = "for", default)]
    pub audience: Audience,
    /// # To
    /// The role it leads to.
    ///
    /// Example: `senior-engineer`
    pub to: Option<Ref<to::Role>>,
    /// # Within
    /// How long after enrolling it is usually finished.
    ///
    /// Example: `18 months`
    pub within: Option<Duration>,
    /// # Items
    /// What to do, in this order; items are never deleted.
    ///
    /// Example: `[{id: command, title: Command an incident, fulfil: [{credential: incident-commander}]}]`
    #[serde(default)]
    pub items: Vec<Item>,
    /// # Electives
    /// What to choose from beside the items.
    ///
    /// Example: `{choose: 2, from: [{module: threat-modelling}, {module: design-critique}], cover: [operations]}`
    pub electives: Option<Electives>,
    /// # Optional
    /// What else is worth doing; it is never counted.
    ///
    /// Example: `[{module: game-day}]`
    #[serde(default)]
    pub optional: Vec<Offer>,
    /// # Milestones
    /// Steps on the way that can be dated.
    ///
    /// Example: `[{id: half-way, title: Half of the items fulfilled, within: 9 months}]`
    #[serde(default)]
    pub milestones: Vec<Milestone>,
    /// # Serves
    /// The priority of `learn.yaml` that it serves.
    ///
    /// Example: `reliability`
    pub serves: Option<Ref<to::Priority>>,
    /// # Owner
    /// Who looks after the pathway.
    ///
    /// Example: `chen`
    pub owner: Option<Ref<to::Person>>,
    /// # Reviewed
    /// When the owner last went through it.
    ///
    /// Example: `2026-01-15`
    pub reviewed: Option<Date>,
}

/// What sort of route a pathway is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PathwayKind {
    /// Towards a role.
    Role,
    /// Into the company, a team or a ladder.
    Onboarding,
    /// Things to choose from, for their own sake.
    Electives,
}

/// Who is meant to take a pathway: whoever is in one of these.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Audience {
    /// # Everyone
    /// Whether it is for everybody in the company.
    ///
    /// Example: `true`
    #[serde(default)]
    pub everyone: bool,
    /// # Teams
    /// The teams it is for, with the teams below them.
    ///
    /// Example: `[routing]`
    #[serde(default)]
    pub teams: Vec<Ref<to::Team>>,
    /// # Ladders
    /// The ladders whose people it is for.
    ///
    /// Example: `[engineering-ic]`
    #[serde(default)]
    pub ladders: Vec<Ref<to::Ladder>>,
}

/// A stable requirement on a pathway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// # Id
    /// Names the item inside the pathway.
    ///
    /// Example: `command`
    pub id: Id,
    /// # Title
    /// What people call the item.
    ///
    /// Example: `Command an incident`
    pub title: Title,
    /// # Outcome
    /// What somebody can do afterwards.
    ///
    /// Example: `Leads the response from the first page to the review.`
    pub outcome: Option<Text>,
    /// # Responsibility
    /// What somebody may look after once it is fulfilled.
    ///
    /// Example: `Joins the incident commander rota.`
    pub responsibility: Option<Text>,
    /// # Fulfil
    /// The ways to fulfil it; one is enough. Lines are ended with `until`, never deleted.
    ///
    /// Example: `[{module: incident-basics, until: 2025-12-31}, {credential: incident-commander, since: 2026-01-01}]`
    #[serde(default)]
    pub fulfil: Vec<Fulfilment>,
    /// # Formerly
    /// Ids it had before; they go on meaning this item.
    ///
    /// Example: `[incidents]`
    #[serde(default)]
    pub formerly: Vec<Id>,
}

/// One way to fulfil an item: exactly one of module or credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fulfilment {
    /// # Module
    /// A module to finish.
    ///
    /// Example: `incident-command`
    pub module: Option<Ref<to::Module>>,
    /// # Credential
    /// A credential to earn.
    ///
    /// Example: `incident-commander`
    pub credential: Option<Ref<to::Credential>>,
    /// # Since
    /// The first day on which it fulfils the item.
    ///
    /// Example: `2026-01-01`
    pub since: Option<Date>,
    /// # Until
    /// The last day on which it fulfils the item; what fulfilled it until then still does.
    ///
    /// Example: `2026-12-31`
    pub until: Option<Date>,
}

/// What to choose from beside the items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Electives {
    /// # Choose
    /// How many of `from` it takes.
    ///
    /// Example: `2`
    #[schemars(range(min = 1, max = 50))]
    pub choose: u8,
    /// # From
    /// What can be chosen.
    ///
    /// Example: `[{module: threat-modelling}, {credential: design-critique}]`
    #[serde(default)]
    pub from: Vec<Offer>,
    /// # Cover
    /// Themes that the choice has to touch, each at least once.
    ///
    /// Example: `[operations, communication]`
    #[serde(default)]
    pub cover: Vec<Id>,
}

/// Something that can be taken: exactly one of module or credential.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Offer {
    /// # Module
    /// A module to finish.
    ///
    /// Example: `threat-modelling`
    pub module: Option<Ref<to::Module>>,
    /// # Credential
    /// A credential to earn.
    ///
    /// Example: `threat-modeller`
    pub credential: Option<Ref<to::Credential>>,
}
