//! How many files could not be read in full, for whoever relies on an answer that was read from the others.

use super::counted;
use crate::base::place::Pointer;
use crate::catalog::Catalog;
use crate::catalog::fault::StrayReason;
use crate::session::open::Opened;
use crate::world::git::about::short;
use crate::world::git::read::Commit;

/// What to say of the files of an opened catalog, in one sentence without a full stop; none where all of
/// them could be read.
#[must_use]
pub fn note(opened: &Opened) -> Option<String> {
    let commit = opened.commit.as_ref().map(Commit::id);
    words(files(&opened.catalog), "", commit.as_deref())
}

/// How many files of a catalog say something that could not be read, be it the whole file or one value of it.
#[must_use]
pub fn files(catalog: &Catalog) -> usize {
    let whole = Pointer::default();
    let records = catalog.records().iter().filter(|record| !record.is_intact_at(&whole)).count();
    let strays = catalog.strays().iter();
    let hindered = strays.filter(|stray| matches!(stray.why, StrayReason::Hindered(_))).count();
    records + hindered
}

/// What to say of this many files, in one sentence without a full stop; none for none.
///
/// `place` says whose files these are, and begins with a space where it says anything; `commit` is the full
/// name of the commit that they were read from, none for those on disk.
#[must_use]
pub fn words(files: usize, place: &str, commit: Option<&str>) -> Option<String> {
    let what = match files {
        0 => return None,
        1 => "what it says",
        _ => "what they say",
    };
    let check = commit.map_or_else(String::new, |commit| format!(" --rev {}", short(commit)));
    let files = counted(files, "file");
    Some(format!(
        "{files}{place} could not be read in full, so {what} may be missing here; `learn check{check}` \
         says why"
    ))
}
