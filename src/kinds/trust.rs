//! The trust policy: who may approve what, with which keys, in versions that the admins seal.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::parts::digest::Sha256;
use super::parts::text::Text;
use super::{About, Format, Home, Naming};
use crate::base::id::Id;
use crate::base::reference::{Ref, to};

/// What the rest of the house knows about versions of the trust policy.
pub const ABOUT: About = About {
    name: "trust",
    title: "Trust policy",
    summary: "A version of the policy that says who may approve what and with which keys.",
    home: Home::Folder("trust"),
    naming: Naming::Number,
    format: Format::Yaml,
};

/// One version of the policy: a full snapshot, never a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Trust {
    /// # Format
    /// The format of this record; it is signed with the rest.
    ///
    /// Example: `trust/1`
    pub learn: TrustFormat,
    /// # Catalog
    /// The catalog it holds for, as `learn.yaml` names it.
    ///
    /// Example: `kestrel-growth`
    pub catalog: Id,
    /// # Version
    /// The number of this version, the same as that of its file.
    ///
    /// Example: `1`
    #[schemars(range(min = 1, max = 9999))]
    pub version: u16,
    /// # Previous
    /// The digest of the version before; left out in the first one.
    ///
    /// Example: `"sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9"`
    pub previous: Option<Sha256>,
    /// # Admins
    /// Who may change the policy, and how many of them it takes.
    ///
    /// Example: `{people: [hana, chen], threshold: 2}`
    pub admins: Admins,
    /// # Assessors
    /// Who may decide what.
    ///
    /// Example: `[{person: chen, disciplines: [engineering], approve: ["incident-*"]}]`
    #[serde(default)]
    pub assessors: Vec<Assessor>,
    /// # Keys
    /// The public keys of each person, in the form of `OpenSSH` or `OpenPGP`.
    ///
    /// Example: `{chen: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJl3dIeudNqd0DPMRD6OIh65tjkxFNOtwGcWB2gCgPhk]}`
    #[serde(default)]
    pub keys: BTreeMap<Id, Vec<Text>>,
    /// # Kept
    /// Records, by their bytes, that go on counting although their signer lost the authority for them.
    ///
    /// Example: `["sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9"]`
    #[serde(default)]
    pub kept: Vec<Sha256>,
    /// # Dropped
    /// Records, by their bytes, that an earlier version kept and that no longer count.
    ///
    /// Example: `["sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9"]`
    #[serde(default)]
    pub dropped: Vec<Sha256>,
    /// # Renamed
    /// The new id of each person whose id changed, by the old one.
    ///
    /// Example: `{ada-m: ada}`
    #[serde(default)]
    pub renamed: BTreeMap<Id, Id>,
    /// # Erased
    /// People whose records were taken out of the catalog, so that nobody misses them.
    ///
    /// Example: `[tom]`
    #[serde(default)]
    pub erased: Vec<Id>,
}

/// The formats of a trust policy that the program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum TrustFormat {
    /// The first format.
    #[serde(rename = "trust/1")]
    One,
}

/// Who may change the policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Admins {
    /// # People
    /// The admins.
    ///
    /// Example: `[hana, chen]`
    #[schemars(length(min = 1))]
    pub people: Vec<Ref<to::Person>>,
    /// # Threshold
    /// How many of them have to seal a version.
    ///
    /// Example: `2`
    #[schemars(range(min = 1, max = 50))]
    pub threshold: u8,
}

/// What somebody may decide; what is left out they may not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Assessor {
    /// # Person
    /// Who may decide.
    ///
    /// Example: `chen`
    pub person: Ref<to::Person>,
    /// # Disciplines
    /// The disciplines they may fill a slot in.
    ///
    /// Example: `[engineering]`
    #[serde(default)]
    pub disciplines: Vec<Id>,
    /// # Approve
    /// The credentials and competencies whose claims they may judge; `*` stands for any characters.
    ///
    /// Example: `["incident-*", threat-modeller]`
    #[serde(default)]
    pub approve: Vec<IdGlob>,
    /// # Waive
    /// The roles whose lines they may waive; `*` stands for any characters.
    ///
    /// Example: `["*-engineer"]`
    #[serde(default)]
    pub waive: Vec<IdGlob>,
    /// # Revoke
    /// The credentials and competencies whose awards they may revoke; `*` stands for any characters.
    ///
    /// Example: `["incident-*"]`
    #[serde(default)]
    pub revoke: Vec<IdGlob>,
    /// # Promote
    /// The roles they may promote somebody to; `*` stands for any characters.
    ///
    /// Example: `[senior-engineer]`
    #[serde(default)]
    pub promote: Vec<IdGlob>,
    /// # Place
    /// The roles they may place somebody at; `*` stands for any characters.
    ///
    /// Example: `["*"]`
    #[serde(default)]
    pub place: Vec<IdGlob>,
}

/// An id, or ids that look alike: `*` stands for any run of characters, also for none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IdGlob(Box<str>);

impl IdGlob {
    /// A pattern that reads `text`; the schema, not this type, refuses malformed ones.
    #[must_use]
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// The pattern as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether an id is meant by the pattern.
    #[must_use]
    pub fn matches(&self, id: &str) -> bool {
        let mut parts = self.0.split('*');
        let Some(mut rest) = parts.next().and_then(|first| id.strip_prefix(first)) else {
            return false;
        };
        let mut parts: Vec<&str> = parts.collect();
        let Some(last) = parts.pop() else { return rest.is_empty() };
        for part in parts {
            let Some(at) = rest.find(part) else { return false };
            rest = &rest[at + part.len()..];
        }
        rest.ends_with(last)
    }
}

impl std::fmt::Display for IdGlob {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl JsonSchema for IdGlob {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "IdGlob".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": "^[a-z0-9*-]+$"})
    }
}
