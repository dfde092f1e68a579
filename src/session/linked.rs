//! Links and submodules that would lead a gate to another catalog than the one that is asked about.
//!
//! Disk follows symbolic links, and a commit does not say where they lead. A change that puts a link in the
//! place of the catalog's folder would have both sides read where the link leads, where nothing has changed;
//! and one that puts a submodule there, both in a repository of somebody's own.

use std::ffi::OsStr;
use std::path::Path;

use super::open::Refusal;
use crate::base::shell;
use crate::catalog::layout::CATALOG_FILE;
use crate::world::git::read::{Commit, Home};

/// Refuses a catalog that is named by way of a symbolic link, and a change that puts one in the place of a
/// catalog's folder. `named` is the folder as somebody named it, with nothing followed.
///
/// # Errors
/// Where the link is, or that a commit cannot be read.
pub(super) fn refuse(
    home: &Home,
    named: &Path,
    onto: &Commit,
    (head, result): (&Commit, &Commit),
) -> Result<(), Refusal> {
    let Some(folder) = home.named(named) else { return Ok(()) };
    for (side, commit) in
        [("the result", result), ("the commit that is judged", head), ("the target", onto)]
    {
        if let Some(link) = commit.link_on_the_way(&folder).map_err(Refusal::Incomplete)? {
            return Err(on_the_way(&folder, &link, side));
        }
    }
    // At the top of the repository nothing can be put in the catalog's place.
    if home.prefix().is_empty() {
        return Ok(());
    }
    let links = result.links_for_folders_of(onto).map_err(Refusal::Incomplete)?;
    if links.is_empty() {
        return Ok(());
    }
    let catalogs = onto.folders_with(CATALOG_FILE).map_err(Refusal::Incomplete)?;
    let holds = |link: &&String| {
        catalogs.iter().any(|catalog| {
            catalog
                .strip_prefix(link.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    };
    match links.iter().find(holds) {
        Some(link) => Err(in_its_place(link)),
        None => Ok(()),
    }
}

/// Refuses a repository in the place of what the target, as the repository around it knows it, has as a folder
/// of its own.
///
/// # Errors
/// Where that is, or that a commit cannot be read.
pub(super) fn refuse_repository(home: &Home, target: &str) -> Result<(), Refusal> {
    let top = home.top();
    let (Some(beside), Some(name)) = (top.parent(), top.file_name().and_then(OsStr::to_str)) else {
        return Ok(());
    };
    let Ok(Some(around)) = Home::around(beside) else { return Ok(()) };
    let onto = match around.anchor(target) {
        Ok(onto) => onto,
        Err(why) if why.starts_with("there is no ") => return Ok(()),
        Err(why) => return Err(Refusal::Other(why)),
    };
    let folder = around.path_in_repository(name);
    if onto.has_folder(&folder).map_err(Refusal::Incomplete)? {
        return Err(Refusal::Other(format!(
            "{folder} is a repository of its own, such as a submodule, in the place of a folder that the target \
             has: nothing of what is there would be judged\n  help: put the folder back, such as with `git \
             checkout origin/main -- {}`; a catalog that becomes a repository of its own begins there as a new one",
            shell::word(&folder)
        )));
    }
    Ok(())
}

fn on_the_way(folder: &str, link: &str, side: &str) -> Refusal {
    Refusal::Other(format!(
        "{link} is a symbolic link in {side}, and {folder} is reached by way of it: what is judged would not be \
         what that folder was\n  help: put the folder back, such as with `git checkout origin/main -- {}`; or \
         name with `-C` the folder that the link leads to, if the catalog has always been there",
        shell::word(link)
    ))
}

fn in_its_place(link: &str) -> Refusal {
    Refusal::Other(format!(
        "the change puts a symbolic link in the place of {link}, which holds a catalog on the target: nothing \
         of that catalog would be judged\n  help: put the folder back; a catalog is moved with `git mv`, and \
         named where it then lies"
    ))
}
