//! A person: who they are, what they do and since when, who coaches them and whom they help.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::parts::text::{Text, Title, Url};
use super::{About, Format, Home, Naming};
use crate::base::date::Date;
use crate::base::duration::Pace;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about people.
pub const ABOUT: About = About {
    name: "person",
    title: "Person",
    summary: "Somebody who learns, mentors or looks after the program.",
    home: Home::Person,
    naming: Naming::Id,
    format: Format::Yaml,
};

/// Somebody at the company: what others have to know to learn with them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// # Name
    /// What people call them.
    ///
    /// Example: `Ada Moreau`
    pub name: Title,
    /// # E-mail addresses
    /// The addresses they commit with, by which commands know who "me" is; they are never shown on a page.
    ///
    /// Example: `[ada@kestrel.example]`
    #[serde(default)]
    pub emails: Vec<Email>,
    /// # Joined
    /// Their first day at the company; left out, the day of their first role.
    ///
    /// Example: `2024-05-06`
    pub joined: Option<Date>,
    /// # Left
    /// Their last day at the company.
    ///
    /// Example: `2026-12-31`
    pub left: Option<Date>,
    /// # Roles
    /// Which role they had in which team since when, the newest last.
    ///
    /// Example: `[{from: 2024-05-06, role: engineer, team: routing}]`
    #[serde(default)]
    pub roles: Vec<Position>,
    /// # Mentors
    /// Who coaches them since when; while no entry is open it is the lead of their team.
    ///
    /// Example: `[{person: chen, from: 2025-11-01}]`
    #[serde(default)]
    pub mentors: Vec<Mentorship>,
    /// # Mentoring
    /// How many people they offer to coach, and in what; left out by those who do not volunteer.
    ///
    /// Example: `{capacity: 2, topics: [incident-response]}`
    pub mentoring: Option<Mentoring>,
    /// # Facilitating
    /// Which modules they offer to lead; left out by those who do not volunteer.
    ///
    /// Example: `{modules: [incident-command], capacity: 1}`
    pub facilitating: Option<Facilitating>,
    /// # Communities
    /// The communities they are a member of.
    ///
    /// Example: `[reliability-guild]`
    #[serde(default)]
    pub communities: Vec<Ref<to::Community>>,
    /// # Recognition
    /// How far their awards may be shown.
    ///
    /// Example: `org`
    #[serde(default)]
    pub recognition: Recognition,
    /// # Board
    /// How they sort their objectives, here or in a tool of their own.
    ///
    /// Example: `{columns: [Someday, This quarter, Doing, Done]}`
    pub board: Option<Board>,
    /// # Learning time
    /// The time they have for learning, where it differs from their team's.
    ///
    /// Example: `2 hours per week`
    pub learning_time: Option<Pace>,
}

impl Person {
    /// Whether they are at the company on `day`; both the first and the last day count.
    #[must_use]
    pub fn is_here_on(&self, day: Date) -> bool {
        let first = self.joined.or_else(|| self.roles.iter().map(|position| position.from).min());
        first.is_none_or(|first| first <= day) && !self.has_left_by(day)
    }

    /// The entry of `roles` that holds on `day`: the newest that has begun, none once they have left.
    ///
    /// Of entries that begin on the same day the later in the list holds.
    #[must_use]
    pub fn position_on(&self, day: Date) -> Option<&Position> {
        if self.has_left_by(day) {
            return None;
        }
        self.roles
            .iter()
            .filter(|position| position.from <= day)
            .max_by_key(|position| position.from)
    }

    /// Their role on `day`; none where the entry that holds names none, or once they have left.
    #[must_use]
    pub fn role_on(&self, day: Date) -> Option<&Ref<to::Role>> {
        self.position_on(day).and_then(|position| position.role.as_ref())
    }

    /// Their team on `day`; none before their first role and once they have left.
    #[must_use]
    pub fn team_on(&self, day: Date) -> Option<&Ref<to::Team>> {
        self.position_on(day).map(|position| &position.team)
    }

    /// Those named as their mentors on `day`, in the order of the file; empty once they have left.
    ///
    /// An empty answer means the team's lead unless [`Self::wants_no_mentor_on`] holds.
    #[must_use]
    pub fn mentors_on(&self, day: Date) -> Vec<&Ref<to::Person>> {
        if self.has_left_by(day) {
            return Vec::new();
        }
        self.mentors
            .iter()
            .filter(|mentorship| mentorship.holds_on(day))
            .filter_map(|mentorship| mentorship.person.as_ref())
            .collect()
    }

    /// Whether they said that they want no mentor on `day`.
    #[must_use]
    pub fn wants_no_mentor_on(&self, day: Date) -> bool {
        self.mentors.iter().any(|mentorship| mentorship.nobody && mentorship.holds_on(day))
    }

    /// Whether their last day lies before `day`.
    fn has_left_by(&self, day: Date) -> bool {
        self.left.is_some_and(|left| left < day)
    }
}

/// An e-mail address: `ada@kestrel.example`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(Box<str>);

impl std::ops::Deref for Email {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl JsonSchema for Email {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Email".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": "^[^\\s@<>]+@[^\\s@<>]+$"})
    }
}

/// What somebody does in which team, from a day until the next entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// # From
    /// The first day in this role or team.
    ///
    /// Example: `2024-05-06`
    pub from: Date,
    /// # Role
    /// The role of a ladder; left out for somebody without one.
    ///
    /// Example: `engineer`
    pub role: Option<Ref<to::Role>>,
    /// # Team
    /// The team they work in.
    ///
    /// Example: `routing`
    pub team: Ref<to::Team>,
}

/// Who coaches somebody for how long: a person or nobody, not both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mentorship {
    /// # Person
    /// The mentor.
    ///
    /// Example: `chen`
    pub person: Option<Ref<to::Person>>,
    /// # Nobody
    /// Says that they want no mentor, not even the lead of their team.
    ///
    /// Example: `true`
    #[serde(default)]
    pub nobody: bool,
    /// # From
    /// The first day; left out, it holds from the start.
    ///
    /// Example: `2025-11-01`
    pub from: Option<Date>,
    /// # Until
    /// The last day; left out while it lasts.
    ///
    /// Example: `2026-10-31`
    pub until: Option<Date>,
}

impl Mentorship {
    /// Whether `day` lies in it; its first and its last day do.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// How many people somebody offers to coach, and in what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mentoring {
    /// # Capacity
    /// How many people they can coach at a time; 0 while they take nobody on.
    ///
    /// Example: `2`
    #[schemars(range(min = 0, max = 50))]
    pub capacity: u8,
    /// # Topics
    /// The competencies they like to coach in.
    ///
    /// Example: `[incident-response]`
    #[serde(default)]
    pub topics: Vec<Ref<to::Competency>>,
}

/// Which modules somebody offers to lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Facilitating {
    /// # Modules
    /// The modules they can lead.
    ///
    /// Example: `[incident-command]`
    #[serde(default)]
    pub modules: Vec<Ref<to::Module>>,
    /// # Capacity
    /// How many they can lead at a time; 0 while they take none on.
    ///
    /// Example: `1`
    #[schemars(range(min = 0, max = 50))]
    pub capacity: u8,
}

/// How far awards may be shown; the order is from narrowest to widest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Recognition {
    /// Only themselves, their mentors and those who judged.
    None,
    /// Their team as well.
    Team,
    /// Everybody in the company.
    #[default]
    Org,
    /// Anybody.
    Public,
}

/// Where somebody keeps their objectives: in columns here, or at an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Board {
    /// # Columns
    /// The columns of the board, from left to right; objectives name theirs.
    ///
    /// Example: `[Someday, This quarter, Doing, Done]`
    #[serde(default)]
    pub columns: Vec<Text>,
    /// # Address
    /// Where the board is, for those who track elsewhere.
    ///
    /// Example: `"https://boards.kestrel.example/ada"`
    pub url: Option<Url>,
}
