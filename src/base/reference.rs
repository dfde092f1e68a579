//! Typed references: an id in a field that says which kind of thing it names.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::id;

/// What a reference can name.
pub trait Referent {
    /// The word the schema carries as `x-ref`.
    const NOUN: &'static str;
    /// Whether the thing belongs to a person, so that `ada/2026-03-02-outage` may be written.
    const OWNED: bool = false;
    /// Whether the thing's id begins with a date.
    const DATED: bool = false;
}

/// The names of things a reference can point at; they carry no data.
pub mod to {
    use super::Referent;

    macro_rules! referents {
        ($($(#[$doc:meta])* $name:ident = $noun:literal $(, owned = $owned:literal, dated = $dated:literal)?;)*) => {$(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub enum $name {}
            impl Referent for $name {
                const NOUN: &'static str = $noun;
                $(const OWNED: bool = $owned; const DATED: bool = $dated;)?
            }
        )*};
    }

    referents! {
        /// A person: `people/<id>/person.yaml`.
        Person = "person";
        /// A team.
        Team = "team";
        /// A framework of competencies.
        Framework = "framework";
        /// One competency of a framework.
        Competency = "competency";
        /// A ladder of roles.
        Ladder = "ladder";
        /// One role of a ladder.
        Role = "role";
        /// A module.
        Module = "module";
        /// A rubric.
        Rubric = "rubric";
        /// A credential.
        Credential = "credential";
        /// A pathway.
        Pathway = "pathway";
        /// A community.
        Community = "community";
        /// A cohort.
        Cohort = "cohort";
        /// A rotation window.
        Rotation = "rotation";
        /// A session that took place.
        Session = "session", owned = false, dated = true;
        /// A business metric.
        Metric = "metric";
        /// A priority of `learn.yaml`.
        Priority = "priority";
        /// A portfolio entry of a person.
        Portfolio = "portfolio", owned = true, dated = true;
        /// A journal entry of a person.
        Journal = "journal", owned = true, dated = true;
        /// A claim of a person.
        Claim = "claim", owned = true, dated = true;
        /// A person's enrolment in a module, named by the module.
        Enrolment = "enrolment", owned = true, dated = false;
    }
}

/// A reference to a `T`, kept as it was written.
pub struct Ref<T> {
    text: Box<str>,
    names: PhantomData<fn() -> T>,
}

impl<T> Ref<T> {
    /// A reference that reads `text`.
    #[must_use]
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self { text: text.into(), names: PhantomData }
    }

    /// The reference as it was written: `incident-command` or `ada/2026-03-02-outage`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The owner written before the slash, if there is one, and the id.
    #[must_use]
    pub fn parts(&self) -> (Option<&str>, &str) {
        match self.text.split_once('/') {
            Some((owner, id)) => (Some(owner), id),
            None => (None, &self.text),
        }
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Self::new(self.text.clone())
    }
}

impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, formatter)
    }
}

impl<T> fmt::Display for Ref<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Ref<T> {}

impl<T> PartialOrd for Ref<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Ref<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<T> Hash for Ref<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T> PartialEq<str> for Ref<T> {
    fn eq(&self, other: &str) -> bool {
        &*self.text == other
    }
}

impl<'de, T> Deserialize<'de> for Ref<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::new(Box::<str>::deserialize(deserializer)?))
    }
}

impl<T> Serialize for Ref<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<T: Referent> JsonSchema for Ref<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("ReferenceTo{}", T::NOUN).into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let id = if T::DATED { id::DATED_PATTERN } else { id::PATTERN };
        let id = id.trim_start_matches('^').trim_end_matches('$');
        let owner = id::PATTERN.trim_start_matches('^').trim_end_matches('$');
        let pattern = if T::OWNED { format!("^({owner}/)?{id}$") } else { format!("^{id}$") };
        json_schema!({"type": "string", "pattern": pattern, "x-ref": T::NOUN})
    }
}
