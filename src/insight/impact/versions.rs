//! The step of its version that each framework owes for what changed in it and in its ladders.

use crate::base::date::Date;
use crate::catalog::Catalog;
use crate::insight::step::{Step, Version, changed};

/// A framework that changed, or whose ladders did.
#[derive(Debug, Clone)]
pub struct VersionOwed {
    /// The framework, by id.
    pub framework: String,
    /// Its name.
    pub name: String,
    /// Its file.
    pub path: String,
    /// The largest step among the changes.
    pub step: Step,
    /// The version that it had, where it had one.
    pub was: Option<Version>,
    /// The version that it has, where it has one.
    pub is: Option<Version>,
    /// The lowest version that is high enough, where it had one.
    pub owed: Option<Version>,
    /// What changed, the largest steps first.
    pub changes: Vec<Edited>,
}

/// One change of a framework or ladder.
#[derive(Debug, Clone)]
pub struct Edited {
    /// The step that it takes.
    pub step: Step,
    /// The file it stands in.
    pub path: String,
    /// What changed, as half a sentence.
    pub what: String,
}

impl VersionOwed {
    /// Whether the version was raised as far as the changes ask for; so it is where there is none.
    #[must_use]
    pub fn is_raised(&self) -> bool {
        self.owed.is_none_or(|owed| self.is.is_some_and(|is| is >= owed))
    }

    /// Whether something new is asked of people.
    #[must_use]
    pub fn demands_more(&self) -> bool {
        self.step == Step::Major
    }
}

/// The steps that all frameworks owe, sorted by id.
pub(super) fn versions(before: &Catalog, after: &Catalog, as_of: Date) -> Vec<VersionOwed> {
    let read = |version: &Option<String>| version.as_deref().and_then(Version::read);
    changed(before, after, as_of)
        .into_iter()
        .map(|found| {
            let was = read(&found.before.document.version);
            let edited = found.changes.iter().map(|change| Edited {
                step: change.step,
                path: change.place.path.to_string(),
                what: change.what.clone(),
            });
            VersionOwed {
                framework: found.after.id().to_owned(),
                name: found.after.document.name.as_str().to_owned(),
                path: found.after.record.source.path.to_string(),
                step: found.step(),
                was,
                is: read(&found.after.document.version),
                owed: was.map(|was| was.raised(found.step())),
                changes: edited.collect(),
            }
        })
        .collect()
}
