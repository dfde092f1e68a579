//! A community: people from all teams who share a topic and meet about it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::event::Event;
use super::parts::link::Link;
use super::parts::text::{Text, Title};
use super::{About, Format, Home, Naming};
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about communities.
pub const ABOUT: About = About {
    name: "community",
    title: "Community",
    summary: "People from all teams who share a topic and meet about it.",
    home: Home::Folder("communities"),
    naming: Naming::Id,
    format: Format::Yaml,
};

/// What a community is about and when it meets; its members say so themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Community {
    /// # Name
    /// What people call the community.
    ///
    /// Example: `Reliability guild`
    pub name: Title,
    /// # Topic
    /// What it is about, in a few words.
    ///
    /// Example: `Running services that people can rely on`
    pub topic: Option<Text>,
    /// # Summary
    /// What happens there, in one or two sentences.
    ///
    /// Example: `We read one incident review a month and try what it teaches.`
    pub summary: Option<Text>,
    /// # Host
    /// Who invites and keeps it going.
    ///
    /// Example: `chen`
    pub host: Option<Ref<to::Person>>,
    /// # Competencies
    /// What people get better at there.
    ///
    /// Example: `[incident-response]`
    #[serde(default)]
    pub competencies: Vec<Ref<to::Competency>>,
    /// # Events
    /// When it meets.
    ///
    /// Example: `[{id: meetup, type: meetup, title: Review reading, every: 1 month, day: 2nd tuesday, at: "15:00"}]`
    #[serde(default)]
    pub events: Vec<Event>,
    /// # Links
    /// Where it talks and keeps its notes.
    ///
    /// Example: `[{title: Channel, url: "https://chat.kestrel.example/reliability"}]`
    #[serde(default)]
    pub links: Vec<Link>,
}
