//! Opens what a change comes to: the result of its merge beside the branch that it is to land on.

use std::path::{Path, PathBuf};

use super::linked;
use super::open::{Opened, Refusal, without_dots};
use super::place::Places;
use crate::catalog::{Catalog, load};
use crate::world::git::merge::merge_result;
use crate::world::git::read::{Commit, Home};

/// What a change comes to: the catalog as it would be once the change has landed, and the one that it
/// lands on.
#[derive(Debug)]
pub struct Change {
    /// The result of the merge.
    pub result: Opened,
    /// The catalog of the branch that it lands on; none where that branch has no catalog yet.
    pub target: Option<Catalog>,
    /// How many files of the work tree are not committed and therefore not judged.
    pub uncommitted: usize,
}

/// Opens what `head` (or `HEAD`) comes to when it is merged into `target`: the catalog in the folder `start`,
/// or the nearest above it, as both sides have it.
///
/// # Errors
/// [`Refusal`] when either is unknown, when they cannot be merged, or when it is unclear which catalog is
/// meant.
pub fn open(start: &Path, head: Option<&str>, target: &str) -> Result<Change, Refusal> {
    let here = start
        .canonicalize()
        .map_err(|error| Refusal::Other(format!("cannot open {}: {error}", start.display())))?;
    let home = Home::around(&here).map_err(Refusal::Other)?.ok_or_else(|| {
        Refusal::Other(format!(
            "{} is not in a git repository, so there is no target `{target}` to judge a change against",
            here.display()
        ))
    })?;
    let commit = home.judged(head.unwrap_or("HEAD")).map_err(Refusal::Other)?;
    let onto = home.anchor(target).map_err(|why| {
        let help = "\n  help: fetch the target branch first; a target is never guessed";
        Refusal::Other(format!("{why}{}", if why.contains("\n  help: ") { "" } else { help }))
    })?;
    let result = merge_result(&onto, &commit).map_err(|why| Refusal::Other(why.to_string()))?;
    let prefix = home.prefix().to_owned();
    linked::refuse_repository(&home, target)?;
    let places = Places::around(&prefix, &result, &onto)?;
    let named = std::path::absolute(start).unwrap_or_else(|_| start.to_owned());
    let guarded = home.in_folder(places.guarded());
    linked::refuse(&guarded, &without_dots(&named), &onto, (&commit, &result))?;
    let Some(folder) = places.judged(&result, &onto)? else {
        return Err(Refusal::NoCatalog(here));
    };
    let uncommitted = match head {
        None => home.uncommitted().map_or(0, |found| found.count),
        Some(_) => 0,
    };
    let root = above(&here, &prefix, folder);
    let home = home.in_folder(folder);
    let in_folder = |commit: &Commit| commit.in_folder(folder).map_err(Refusal::Incomplete);
    let (result, beside) = (in_folder(&result)?, in_folder(&onto)?);
    // Neither side is ever taken for smaller than it is: what is missing in the clone would pass for
    // something that never counted, or that the change leaves alone.
    let known = load::load(&beside).map_err(Refusal::Incomplete)?;
    let catalog = load::load_beside(&result, &beside, &known).map_err(Refusal::Incomplete)?;
    let target = match places.former(&result, &onto, &catalog)? {
        None => None,
        Some(former) if former == folder => Some(known),
        Some(former) => {
            let there = onto.in_folder(&former).and_then(|commit| load::load(&commit));
            Some(there.map_err(Refusal::Incomplete)?)
        }
    };
    let result = Opened { catalog, root, home: Some(home), commit: Some(result) };
    Ok(Change { result, target, uncommitted })
}

/// The folder `folder` of a repository, which is `here` or above it, where `here` is its folder `prefix`.
fn above(here: &Path, prefix: &str, folder: &str) -> PathBuf {
    let depth = |folder: &str| folder.split('/').filter(|name| !name.is_empty()).count();
    let up = depth(prefix).saturating_sub(depth(folder));
    here.ancestors().nth(up).unwrap_or(here).to_owned()
}
