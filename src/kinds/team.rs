//! A team: who leads it, where it belongs, and how much it decides about learning.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::event::Event;
use super::parts::link::Link;
use super::parts::text::{Text, Title};
use super::{About, Format, Home, Naming};
use crate::base::duration::Pace;
use crate::base::id::Id;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about teams.
pub const ABOUT: About = About {
    name: "team",
    title: "Team",
    summary: "A team: its lead, its parent, its learning time and what it decides about growth.",
    home: Home::Folder("teams"),
    naming: Naming::Id,
    format: Format::Yaml,
};

/// Who leads a team, where it belongs and how much it decides; its members say so themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Team {
    /// # Name
    /// What people call the team.
    ///
    /// Example: `Routing`
    pub name: Title,
    /// # Summary
    /// What the team is there for, in one or two sentences.
    ///
    /// Example: `Finds the fastest way for every parcel.`
    pub summary: Option<Text>,
    /// # Function
    /// The part of the company it works in.
    ///
    /// Example: `Engineering`
    pub function: Option<Text>,
    /// # Lead
    /// Who leads it; the mentor of everybody in the team who has chosen nobody else.
    ///
    /// Example: `chen`
    pub lead: Option<Ref<to::Person>>,
    /// # Parent
    /// The team it is a part of.
    ///
    /// Example: `logistics`
    pub parent: Option<Ref<to::Team>>,
    /// # Learning time
    /// How much working time its people have for learning, where it differs from `learn.yaml`.
    ///
    /// Example: `6 hours per week`
    pub learning_time: Option<Pace>,
    /// # Events
    /// What takes place in the team.
    ///
    /// Example: `[{id: huddle, type: huddle, title: Learning huddle, every: 1 week, day: tuesday, at: "09:30"}]`
    #[serde(default)]
    pub events: Vec<Event>,
    /// # Delegation
    /// Who decides what about learning: the delegation board, from `tell` (the lead) to `delegate` (the person).
    ///
    /// Example: `{choose-mentor: delegate, paid-training: advise}`
    #[serde(default)]
    pub delegation: BTreeMap<Id, DelegationLevel>,
    /// # Links
    /// Where the team can be found.
    ///
    /// Example: `[{title: Team page, url: "https://wiki.kestrel.example/routing"}]`
    #[serde(default)]
    pub links: Vec<Link>,
}

/// How far a decision is delegated; the order is from the lead's to the person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DelegationLevel {
    /// The lead decides and tells.
    Tell,
    /// The lead decides and explains why.
    Sell,
    /// The lead asks first, then decides.
    Consult,
    /// Lead and person decide together.
    Agree,
    /// The person decides, and the lead gives advice first.
    Advise,
    /// The person decides, and the lead asks afterwards.
    Inquire,
    /// The person decides, and the lead need not know.
    Delegate,
}
