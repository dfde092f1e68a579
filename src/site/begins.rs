//! How what a page lists comes to be: what an empty page says to those who could begin it.

use serde::Serialize;

use super::Site;
use crate::kinds::cohort::Cohort;
use crate::kinds::community::Community;
use crate::kinds::rotation::Rotation;
use crate::kinds::team::Team;

/// What stands on a page while it lists nothing.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Begins {
    /// That there is nothing, in words: `No group takes a pathway together yet.`
    pub none: &'static str,
    /// The command that writes the first record.
    pub command: Option<&'static str>,
    /// The field of a person's own file that puts them on the list.
    pub field: Option<&'static str>,
}

impl Begins {
    /// By a record of its own.
    #[must_use]
    pub const fn with(none: &'static str, command: &'static str) -> Self {
        Self { none, command: Some(command), field: None }
    }

    /// By those who volunteer for it.
    #[must_use]
    pub const fn when(none: &'static str, field: &'static str) -> Self {
        Self { none, command: None, field: Some(field) }
    }
}

/// Whether a part of the site would be bare for anybody: there are parts that are about colleagues, and
/// nobody who is not one of them could begin them.
#[must_use]
pub fn is_bare(site: &Site<'_>, folder: &str) -> bool {
    match folder {
        "people" | "mentors" | "facilitators" => site.view.people().next().is_none(),
        "teams" => site.view.all::<Team>().next().is_none(),
        "cohorts" => site.view.all::<Cohort>().next().is_none(),
        "rotations" => site.view.all::<Rotation>().next().is_none(),
        "communities" => site.view.all::<Community>().next().is_none(),
        "sessions" => site.groups().sessions().is_empty(),
        _ => false,
    }
}
