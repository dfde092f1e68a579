//! Gaps that no content closes: what the catalog would have to offer before somebody can get there.

use super::offer::Hindrance;

/// Why nothing in the catalog satisfies something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap<'a> {
    /// No credential attests the competency, and no module teaches it, at this proficiency.
    Untaught {
        /// The competency.
        competency: &'a str,
        /// The proficiency.
        at: &'a str,
    },
    /// The catalog has no such credential.
    NoCredential(&'a str),
    /// What it takes to earn the credential cannot be learned: of this module, for this reason.
    Unlearnable {
        /// The credential.
        credential: &'a str,
        /// The module.
        module: &'a str,
        /// Why it cannot be taken.
        why: Hindrance<'a>,
    },
    /// The module cannot be taken.
    Closed {
        /// The module.
        module: &'a str,
        /// Why.
        why: Hindrance<'a>,
    },
    /// The module is retired, and the one that replaced it does not count as this one.
    Replaced {
        /// The module that is asked for.
        module: &'a str,
        /// The one that can be taken.
        by: &'a str,
    },
    /// No module that can be taken is a project.
    NoProject,
    /// Fewer modules can be taken than the work has to come from.
    FewModules,
    /// There is no such type of portfolio entry.
    UnknownType(&'a str),
    /// Fewer of the choices can be had than it takes.
    FewChoices {
        /// How many can be had.
        possible: usize,
        /// How many it takes.
        need: usize,
    },
    /// Time in a role that they are not in now.
    Elsewhere,
    /// What is asked for cannot be read.
    Unreadable,
    /// Each of several things can be had, but not all of them together.
    Together,
}
