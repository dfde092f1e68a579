//! What a reference can lead to, and how the looking up ended.

use super::index::Catalog;
use super::record::{Entry, Record};
use crate::base::place::Pointer;
use crate::kinds::framework::{Competency, Framework};
use crate::kinds::ladder::{Ladder, Role};
use crate::kinds::program::Priority;
use crate::pointer;

/// A competency and the framework it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct CompetencyEntry<'a> {
    /// The framework.
    pub framework: Entry<'a, Framework>,
    /// The competency's id.
    pub id: &'a str,
    /// What the framework says of it.
    pub competency: &'a Competency,
}

impl<'a> CompetencyEntry<'a> {
    /// Where the competency stands in its framework's file.
    #[must_use]
    pub fn pointer(&self) -> Pointer {
        pointer!["competencies", self.id]
    }

    /// The position of a proficiency on the framework's scale, from 0, the lowest.
    #[must_use]
    pub fn step(&self, proficiency: &str) -> Option<usize> {
        self.framework.document.steps().iter().position(|step| *step == proficiency)
    }

    /// The name to show.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.competency.name.as_str()
    }
}

/// A role and the ladder it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct RoleEntry<'a> {
    /// The ladder.
    pub ladder: Entry<'a, Ladder>,
    /// The role's position on the ladder, from 0.
    pub position: usize,
    /// What the ladder says of it.
    pub role: &'a Role,
}

impl<'a> RoleEntry<'a> {
    /// The role's id.
    #[must_use]
    pub fn id(&self) -> &'a str {
        self.role.id.as_str()
    }

    /// Where the role stands in its ladder's file.
    #[must_use]
    pub fn pointer(&self) -> Pointer {
        pointer!["roles", self.position]
    }
}

/// What a reference leads to.
#[derive(Debug, Clone, Copy)]
pub enum Target<'a> {
    /// A record; perhaps one whose file is broken.
    Record(&'a Record),
    /// A competency inside a framework.
    Competency(CompetencyEntry<'a>),
    /// A role inside a ladder.
    Role(RoleEntry<'a>),
    /// A priority of `learn.yaml`.
    Priority(&'a Priority),
}

impl<'a> Target<'a> {
    /// The path of the file it is, or stands in.
    #[must_use]
    pub fn path(self, catalog: &'a Catalog) -> &'a str {
        match self {
            Self::Record(record) => &record.source.path,
            Self::Competency(entry) => &entry.framework.record.source.path,
            Self::Role(entry) => &entry.ladder.record.source.path,
            Self::Priority(_) => {
                catalog.program().map_or("", |program| &program.record.source.path)
            }
        }
    }
}

/// The outcome of looking a reference up.
#[derive(Debug, Clone, Copy)]
pub enum Found<'a> {
    /// It leads somewhere.
    Now(Target<'a>),
    /// It leads somewhere by an id that the thing had before.
    Formerly(Target<'a>),
    /// It leads nowhere.
    Nothing,
}

impl<'a> Found<'a> {
    /// What was found, under whatever id.
    #[must_use]
    pub const fn target(self) -> Option<Target<'a>> {
        match self {
            Self::Now(target) | Self::Formerly(target) => Some(target),
            Self::Nothing => None,
        }
    }
}
