//! Which step of its version a framework owes for what has changed in it and in its ladders.
//!
//! As semantic versions do, it asks what a change does to those who rely on it: a new demand on people
//! is a major step, a clarification or a removal a minor one, other words a patch.

mod demands;
mod framework;
mod ladder;

use std::fmt;

use crate::base::date::Date;
use crate::base::place::Place;
use crate::catalog::formers::earlier;
use crate::catalog::{Catalog, Entry};
use crate::kinds::framework::Framework;
use crate::kinds::ladder::Ladder;

/// How far a version is raised; the order is from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Other words.
    Patch,
    /// A clarification, or something taken away.
    Minor,
    /// A new demand on people.
    Major,
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

/// Something that has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The step it takes.
    pub step: Step,
    /// Where it stands now; for what is gone, where it would.
    pub place: Place,
    /// What has changed, as half a sentence.
    pub what: String,
}

/// A framework that has changed, or whose ladders have.
#[derive(Debug, Clone)]
pub struct Changed<'a> {
    /// The framework as it was.
    pub before: Entry<'a, Framework>,
    /// The framework as it is.
    pub after: Entry<'a, Framework>,
    /// What has changed, the largest step first; never empty.
    pub changes: Vec<Change>,
}

impl Changed<'_> {
    /// The step it owes: the largest of all its changes.
    #[must_use]
    pub fn step(&self) -> Step {
        self.changes.first().map_or(Step::Patch, |change| change.step)
    }
}

/// Every framework that was there before and has changed, sorted by id.
///
/// Lines that have ended by `as_of` are no demands, in either catalog.
#[must_use]
pub fn changed<'a>(before: &'a Catalog, after: &'a Catalog, as_of: Date) -> Vec<Changed<'a>> {
    let mut found = Vec::new();
    for framework in after.all::<Framework>() {
        let Some(earlier) = earlier::<Framework>(before, framework) else { continue };
        let mut changes = Vec::new();
        framework::compare(earlier, framework, &mut changes);
        for ladder in ladders(after, framework.id()) {
            match self::earlier::<Ladder>(before, ladder) {
                Some(was) => ladder::compare(before, after, was, ladder, as_of, &mut changes),
                None => changes.push(Change {
                    step: Step::Minor,
                    place: ladder.record.whole(),
                    what: format!("ladder `{}` is new", ladder.id()),
                }),
            }
        }
        for ladder in ladders(before, earlier.id()) {
            if after.get::<Ladder>(ladder.id()).is_none() {
                changes.push(Change {
                    step: Step::Minor,
                    place: framework.record.whole(),
                    what: format!("ladder `{}` is gone", ladder.id()),
                });
            }
        }
        changes.sort_by_key(|change| std::cmp::Reverse(change.step));
        if !changes.is_empty() {
            found.push(Changed { before: earlier, after: framework, changes });
        }
    }
    found
}

fn ladders<'a>(
    catalog: &'a Catalog,
    framework: &'a str,
) -> impl Iterator<Item = Entry<'a, Ladder>> {
    catalog.all::<Ladder>().filter(move |ladder| {
        let named = ladder.document.framework.as_ref();
        let named = named.and_then(|id| catalog.get::<Framework>(id.as_str()));
        named.is_some_and(|named| named.id() == framework)
    })
}

/// A semantic version; what stands behind a hyphen is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// Raised for a new demand.
    pub major: u64,
    /// Raised for a clarification or removal.
    pub minor: u64,
    /// Raised for wording.
    pub patch: u64,
}

impl Version {
    /// Reads `2.1.0` or `2.1.0-draft.1`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut numbers = text.split('-').next()?.split('.').map(|number| number.parse().ok());
        let version =
            Self { major: numbers.next()??, minor: numbers.next()??, patch: numbers.next()?? };
        numbers.next().is_none().then_some(version)
    }

    /// The lowest version that is this step higher; before 1.0.0 a minor step is enough for all but
    /// wording.
    #[must_use]
    pub fn raised(self, step: Step) -> Self {
        match step {
            Step::Major if self.major > 0 => Self { major: self.major + 1, minor: 0, patch: 0 },
            Step::Major | Step::Minor => Self { minor: self.minor + 1, patch: 0, ..self },
            Step::Patch => Self { patch: self.patch + 1, ..self },
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}
