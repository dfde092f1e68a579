//! What an audience may know of a person: name, role, team, what they help with, and work they show.

use crate::catalog::Entry;
use crate::catalog::index::{CompetencyEntry, RoleEntry};
use crate::kinds::module::Module;
use crate::kinds::portfolio::Portfolio;
use crate::kinds::team::Team;

/// A person as an audience sees them.
///
/// There is no readiness, no goal, no objective, no journal, no meeting and no address in it: those are
/// asked for one by one, since each goes as far as its owner says.
#[derive(Debug, Clone)]
pub struct Profile<'a> {
    /// Their id.
    pub id: &'a str,
    /// What people call them.
    pub name: &'a str,
    /// Whether they are at the company on the day of the view; only then they have a page.
    pub is_here: bool,
    /// Their role, if they have one that may be seen.
    pub role: Option<RoleEntry<'a>>,
    /// Their team, if it may be seen.
    pub team: Option<Entry<'a, Team>>,
    /// The competencies they like to coach in; none if they do not volunteer.
    pub mentors_in: Option<Vec<CompetencyEntry<'a>>>,
    /// The modules they offer to lead.
    pub facilitates: Vec<Entry<'a, Module>>,
}

/// A portfolio entry that an audience may see.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    /// Whose it is.
    pub owner: &'a str,
    /// The entry with its narrative.
    pub entry: Entry<'a, Portfolio>,
}
