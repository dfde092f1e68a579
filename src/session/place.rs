//! Which folder a change is judged in, and which one of the target it is judged against.
//!
//! The folder that somebody names decides, or the nearest one above it with a catalog; but both sides are
//! asked where that is, so that a change cannot lead the gate away from what the target has there.

use std::collections::BTreeSet;

use super::open::Refusal;
use crate::base::shell;
use crate::catalog::layout::CATALOG_FILE;
use crate::catalog::{Catalog, load};
use crate::world::git::read::Commit;

/// Where the two sides of a change have the catalog that is asked about, from the top of the repository.
pub(super) struct Places<'n> {
    named: &'n str,
    /// The nearest at or above the folder that was named, in the result.
    result: Option<String>,
    /// The same in the target.
    target: Option<String>,
}

impl<'n> Places<'n> {
    /// Looks upwards from a folder of the repository on both sides.
    ///
    /// # Errors
    /// That a commit cannot be read.
    pub(super) fn around(named: &'n str, result: &Commit, onto: &Commit) -> Result<Self, Refusal> {
        let nearest = |commit: &Commit| {
            let ends = named.rmatch_indices('/').map(|(end, _)| end);
            let above = ends.map(|end| &named[..end]).chain([""]);
            for folder in [named].into_iter().chain(above) {
                if has_catalog(commit, folder)? {
                    return Ok(Some(folder.to_owned()));
                }
            }
            Ok(None)
        };
        let (result, target) = (nearest(result), nearest(onto));
        Ok(Self {
            named,
            result: result.map_err(Refusal::Incomplete)?,
            target: target.map_err(Refusal::Incomplete)?,
        })
    }

    /// The folder that links may not lead away from.
    pub(super) fn guarded(&self) -> &str {
        self.target.as_deref().or(self.result.as_deref()).unwrap_or_default()
    }

    /// The folder of the result that is judged; none where neither side has a catalog here.
    ///
    /// # Errors
    /// That the change takes the catalog away, or that it is unclear which one is meant.
    pub(super) fn judged(&self, result: &Commit, onto: &Commit) -> Result<Option<&str>, Refusal> {
        let (here, there) = match (&self.result, &self.target) {
            (Some(here), Some(there)) => (here, there),
            (Some(here), None) => return Ok(Some(here)),
            (None, Some(there)) => return Err(taken_away(there)),
            (None, None) => return Ok(None),
        };
        let is_above = here.len() < there.len();
        if is_above && has_catalog(onto, here).map_err(Refusal::Incomplete)? {
            return Err(taken_away(there));
        }
        // A gate that was asked about this folder has judged the catalog around it until now; about a folder
        // that is new nobody can have asked.
        let is_inside = there.len() < here.len();
        if is_inside
            && has_catalog(result, there).map_err(Refusal::Incomplete)?
            && onto.has_folder(self.named).map_err(Refusal::Incomplete)?
        {
            return Err(Refusal::Other(format!(
                "the change begins a catalog in {here}, inside of what belongs to the one in {} on the target, so \
                 that it is unclear which of them is to be judged\n  help: judge the change with `-C {}`; the new \
                 one is judged from when it has landed",
                called(there),
                word(there)
            )));
        }
        Ok(Some(here))
    }

    /// The folder of the target that is judged against: the same, or where the change took the catalog from;
    /// none where the catalog is a new one. `catalog` is what the result has.
    ///
    /// # Errors
    /// That several are possible, or that a commit cannot be read.
    pub(super) fn former(
        &self,
        result: &Commit,
        onto: &Commit,
        catalog: &Catalog,
    ) -> Result<Option<String>, Refusal> {
        match (&self.result, &self.target) {
            // What was named is what the target has there, wherever the change put it.
            (Some(here), Some(there)) if here.len() <= there.len() => Ok(Some(there.clone())),
            _ => moved_from(result, onto, catalog),
        }
    }
}

/// The folder that the catalog was moved from: the one that the change takes away, or else the one of the same
/// name, of which it is a copy.
fn moved_from(
    result: &Commit,
    onto: &Commit,
    catalog: &Catalog,
) -> Result<Option<String>, Refusal> {
    let folders = |commit: &Commit| commit.folders_with(CATALOG_FILE).map_err(Refusal::Incomplete);
    let (before, after) = (folders(onto)?, folders(result)?);
    let wanted = name(catalog);
    let mut same = BTreeSet::new();
    let mut gone = Vec::new();
    for folder in &before {
        let called = name_in(onto, folder)?;
        if called.is_some() && called == wanted {
            same.insert(folder.clone());
        }
        if !after.contains(folder) {
            gone.push((folder, called));
        }
    }
    let gone_same: Vec<&String> =
        gone.iter().map(|(folder, _)| *folder).filter(|folder| same.contains(*folder)).collect();
    let found = match (&gone[..], &gone_same[..]) {
        ([], _) if same.len() <= 1 => return Ok(same.pop_first()),
        ([(only, _)], _) if same.is_empty() || same.contains(*only) => Some(*only),
        ([_, _, ..], [only]) => {
            // Of the others each has to be somewhere too: otherwise one of them may be what came here.
            let mut arrived = BTreeSet::new();
            for folder in after.difference(&before) {
                arrived.extend(name_in(result, folder)?);
            }
            let is_there =
                |called: &Option<String>| called.as_ref().is_some_and(|it| arrived.contains(it));
            gone.iter().all(|(_, called)| is_there(called)).then_some(*only)
        }
        _ => None,
    };
    match found {
        Some(folder) => Ok(Some(folder.clone())),
        None => Err(several(gone.iter().map(|(folder, _)| *folder).chain(&same).collect())),
    }
}

fn several(possible: BTreeSet<&String>) -> Refusal {
    let possible: Vec<&str> = possible.into_iter().map(|folder| called(folder)).collect();
    Refusal::Other(format!(
        "the catalog is in a folder where the target has none, and it is unclear which one of the target it is to be \
         judged against: {} are taken away by the change or have its name\n  help: move one catalog at a time, \
         and take copies of it away first, in changes of their own",
        possible.join(", ")
    ))
}

fn taken_away(folder: &str) -> Refusal {
    Refusal::Other(format!(
        "the target has a catalog in {}, and the change takes its {CATALOG_FILE} away: nothing of it would be \
         judged\n  help: put it back; if the catalog was moved, name with `-C` the folder where it lies now",
        called(folder)
    ))
}

/// A folder in words.
fn called(folder: &str) -> &str {
    if folder.is_empty() { "the top folder" } else { folder }
}

/// A folder for a command at the top of the repository.
fn word(folder: &str) -> String {
    if folder.is_empty() { ".".to_owned() } else { shell::word(folder).into_owned() }
}

/// Whether a folder holds a catalog's file; a symbolic link is none.
fn has_catalog(commit: &Commit, folder: &str) -> Result<bool, String> {
    Ok(commit.in_folder(folder)?.bytes_of(CATALOG_FILE)?.is_some())
}

fn name_in(commit: &Commit, folder: &str) -> Result<Option<String>, Refusal> {
    let there = commit.in_folder(folder).and_then(|commit| load::load(&commit));
    Ok(name(&there.map_err(Refusal::Incomplete)?))
}

fn name(catalog: &Catalog) -> Option<String> {
    Some(catalog.program()?.document.catalog.as_str().to_owned())
}
