//! Which records differ between two catalogs: other words, not another folder or other line ends.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::catalog::layout::Meaning;
use crate::catalog::record::key;
use crate::catalog::{Catalog, Record};
use crate::kinds::Kind;

/// What happened to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edit {
    /// It is new.
    Added,
    /// It says something else.
    Changed,
    /// It is gone.
    Removed,
}

impl Edit {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        }
    }
}

/// A record that is not the same on both sides.
#[derive(Debug, Clone, Copy)]
pub struct Difference<'a> {
    /// As it was; none for a new one.
    pub before: Option<&'a Record>,
    /// As it is; none for one that is gone.
    pub after: Option<&'a Record>,
}

impl<'a> Difference<'a> {
    /// What happened to it.
    #[must_use]
    pub const fn edit(&self) -> Edit {
        match (self.before, self.after) {
            (None, _) => Edit::Added,
            (_, None) => Edit::Removed,
            _ => Edit::Changed,
        }
    }

    /// The record as it is or, where it is gone, as it was.
    #[must_use]
    pub fn newest(&self) -> Option<&'a Record> {
        self.after.or(self.before)
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        self.newest().map(|record| record.kind)
    }

    /// Whose it is; none for content.
    #[must_use]
    pub fn person(&self) -> Option<&'a str> {
        self.newest().and_then(Record::person)
    }

    /// Where it is or was.
    #[must_use]
    pub fn path(&self) -> Arc<str> {
        self.newest().map_or_else(|| Arc::from(""), |record| Arc::clone(&record.source.path))
    }
}

/// Every record that differs, sorted by where it is or was.
///
/// A record that only moved to another folder is the same, and one under a new id is compared with
/// itself under the old one, if it says in `formerly` which that was.
#[must_use]
pub fn differences<'a>(before: &'a Catalog, after: &'a Catalog) -> Vec<Difference<'a>> {
    let mut found = Vec::new();
    let mut matched: BTreeSet<&str> = BTreeSet::new();
    for record in after.records() {
        let Some(earlier) = earlier(before, after, record) else {
            found.push(Difference { before: None, after: Some(record) });
            continue;
        };
        if earlier.source.path != record.source.path {
            matched.insert(&earlier.source.path);
        }
        if earlier.name != record.name || !same_words(&earlier.source.text, &record.source.text) {
            found.push(Difference { before: Some(earlier), after: Some(record) });
        }
    }
    for record in before.records() {
        let path = &*record.source.path;
        let stays = after.at_path(path).is_some_and(|now| is_of(now, record.kind, &record.key()));
        if !stays && !matched.contains(path) {
            found.push(Difference { before: Some(record), after: None });
        }
    }
    found.sort_by_key(Difference::path);
    found
}

/// The same record as it was: at its place, elsewhere under its id, or under an id that it had.
fn earlier<'a>(before: &'a Catalog, after: &Catalog, record: &Record) -> Option<&'a Record> {
    let id = record.key();
    if let Some(earlier) = before.at_path(&record.source.path)
        && is_of(earlier, record.kind, &id)
    {
        return Some(earlier);
    }
    let named = |id: &str| before.record(record.kind, id).filter(|found| found.key() == id);
    if let Some(earlier) = named(&id) {
        return Some(earlier);
    }
    record.formerly.iter().find_map(|former| {
        let id = key(record.owner.as_deref(), former);
        let is_taken = after.record(record.kind, &id).is_some_and(|now| now.key() == id);
        named(&id).filter(|_| !is_taken)
    })
}

fn is_of(record: &Record, kind: Kind, key: &str) -> bool {
    record.kind == kind && record.key() == key
}

/// Git may rewrite line ends on a checkout.
fn same_words(one: &str, other: &str) -> bool {
    one == other || one.contains('\r') != other.contains('\r') && one.lines().eq(other.lines())
}

/// The seals that are new, changed or gone, by path.
#[must_use]
pub fn seals<'a>(before: &'a Catalog, after: &'a Catalog) -> BTreeSet<&'a str> {
    let of = |catalog: &'a Catalog| -> BTreeMap<&'a str, &'a str> {
        let sides = catalog.side_files().iter().filter(|side| side.meaning == Meaning::Seal);
        sides.map(|side| (&*side.source.path, &*side.source.text)).collect()
    };
    let (had, has) = (of(before), of(after));
    let lone = had.iter().filter(|(path, text)| has.get(*path) != Some(text));
    lone.chain(has.iter().filter(|(path, _)| !had.contains_key(*path)))
        .map(|(path, _)| *path)
        .collect()
}

/// Whose approval a seal lies beside; none for a version of the trust policy.
#[must_use]
pub fn owner_of_seal(path: &str) -> Option<&str> {
    let (folder, _) = path.rsplit_once("/approvals/")?;
    folder.rsplit('/').next()
}
