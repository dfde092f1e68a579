//! Moments: which tree an answer for a day or a revision is read from, and what day that is.

use std::path::Path;
use std::str::FromStr;

use super::open::{Opened, Refusal, find_root};
use crate::base::date::Date;
use crate::catalog::layout::CATALOG_FILE;
use crate::catalog::load;
use crate::world::clock;
use crate::world::git::about::short;
use crate::world::git::mainline::Mainline;
use crate::world::git::read::{Commit, Home};
use crate::world::memory::Memory;

/// What an answer is asked for: `2026-04-15`, or the name of a commit, such as `v1.2` or `HEAD~3`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AsOf {
    /// How things stood at the end of a day.
    Day(Date),
    /// How they stood in a commit, on its day.
    Revision(String),
}

impl FromStr for AsOf {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_shaped_like_a_day = text.len() == 10
            && text.chars().enumerate().all(|(place, character)| match place {
                4 | 7 => character == '-',
                _ => character.is_ascii_digit(),
            });
        match text.parse() {
            Ok(day) => Ok(Self::Day(day)),
            Err(why) if is_shaped_like_a_day => Err(format!("`{text}` is {why}")),
            Err(_) => Ok(Self::Revision(text.to_owned())),
        }
    }
}

/// Which tree an answer is read from, and which day it is of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moment {
    /// The revision to open; none for the files on disk.
    pub revision: Option<String>,
    /// The day that was asked for; none for the day of what is opened.
    pub day: Option<Date>,
    /// What has to be said about it, as whole sentences.
    pub note: Option<String>,
}

impl Moment {
    /// The day of the answer from what was opened.
    #[must_use]
    pub fn day_of(&self, opened: &Opened) -> Date {
        self.day.unwrap_or_else(|| opened.day())
    }
}

/// Finds the tree for what is asked, in the catalog around `start`.
///
/// A day that is over is answered from the newest commit of the mainline — `revision`, or `HEAD`, and its
/// first parents — by the end of that day in the catalog's time zone; today and what is to come from the
/// files on disk, if no revision is named. Where history does not reach back that far, the tree is the one
/// that would be read anyway; an answer takes no account of what it dates later.
///
/// # Errors
/// [`Refusal`] when there is no such revision, or two are named.
pub fn find(start: &Path, revision: Option<&str>, as_of: Option<&AsOf>) -> Result<Moment, Refusal> {
    let named =
        |revision: &str| Moment { revision: Some(revision.to_owned()), ..Moment::default() };
    match (as_of, revision) {
        (None, None) => Ok(Moment::default()),
        (None, Some(revision)) => Ok(named(revision)),
        (Some(AsOf::Revision(other)), Some(revision)) => Err(Refusal::Other(format!(
            "`--rev {revision}` and `--as-of {other}` name two commits to read\n  help: leave one out; \
             beside `--rev` a day can be named, as in `--as-of 2026-04-15`"
        ))),
        (Some(AsOf::Revision(revision)), None) => {
            let home = root(start)?.1;
            match home.map(|home| home.judged(revision)) {
                Some(Err(why)) if why.contains("\n  help: ") => Err(Refusal::Other(why)),
                Some(Err(why)) => Err(Refusal::Other(format!(
                    "{why}\n  help: name a day such as 2026-04-15, a tag, a branch or a commit"
                ))),
                Some(Ok(_)) | None => Ok(named(revision)),
            }
        }
        (Some(AsOf::Day(day)), revision) => on(*day, start, revision),
    }
}

fn on(day: Date, start: &Path, revision: Option<&str>) -> Result<Moment, Refusal> {
    let anyway = |note: Option<String>| Moment {
        revision: revision.map(str::to_owned),
        day: Some(day),
        note: note.map(|why| format!("{why}; what is dated after {day} is left aside")),
    };
    let (_, home) = root(start)?;
    let tip = match home.map(|home| home.judged(revision.unwrap_or("HEAD"))) {
        Some(Ok(tip)) => tip,
        Some(Err(why)) if revision.is_some() => return Err(Refusal::Other(why)),
        // No repository, or one without a commit: the files are all there is.
        Some(Err(_)) | None => {
            let is_over = clock::today(None).is_ok_and(|today| day < today);
            return Ok(anyway(is_over.then(|| {
                "there is no history to look the day up in, so the files are read as they are now"
                    .to_owned()
            })));
        }
    };
    let zone = zone(&tip);
    let zone = zone.as_deref();
    if revision.is_none() && clock::today(zone).is_ok_and(|today| day >= today) {
        return Ok(anyway(None));
    }
    let Some(end) = clock::end_of(day, zone).map_err(Refusal::Other)? else {
        return Ok(anyway(None));
    };
    let read =
        if revision.is_some() { "that commit is read" } else { "the files are read as they are" };
    let found = match tip.mainline_before(end).map_err(Refusal::Other)? {
        Mainline::At(found) => found,
        Mainline::BeginsLater => {
            return Ok(anyway(Some(format!("the history here begins after {day}, so {read}"))));
        }
        Mainline::IsCut => {
            return Ok(anyway(Some(format!(
                "this clone is shallow and ends after {day} (`git fetch --unshallow` brings the rest), so \
                 {read}"
            ))));
        }
    };
    if found.bytes_of(CATALOG_FILE).map_err(Refusal::Other)?.is_none() {
        let why = format!("the history here holds no {CATALOG_FILE} on {day}, so {read}");
        return Ok(anyway(Some(why)));
    }
    let is_expected = revision.is_some() && found.id() == tip.id();
    let note = (!is_expected).then(|| said(&found, day, zone));
    Ok(Moment { revision: Some(found.id()), day: Some(day), note })
}

fn said(found: &Commit, day: Date, zone: Option<&str>) -> String {
    let made = found.seconds().and_then(|made| clock::day_of(made, zone).ok()?);
    let made = made.map_or_else(String::new, |made| format!(" of {made}"));
    let id = found.id();
    format!("read from commit {}{made}, the newest on the mainline by the end of {day}", short(&id))
}

/// The folder of the catalog, or the bare repository, and the repository around it.
fn root(start: &Path) -> Result<(std::path::PathBuf, Option<Home>), Refusal> {
    let root = find_root(start)
        .or_else(|_| start.canonicalize())
        .map_err(|error| Refusal::Other(format!("cannot open {}: {error}", start.display())))?;
    let home = Home::around(&root).map_err(Refusal::Other)?;
    Ok((root, home))
}

/// The time zone of the catalog in a commit, if it names one that this machine knows.
fn zone(commit: &Commit) -> Option<String> {
    let mut program = Memory::new();
    program.put(CATALOG_FILE, commit.bytes_of(CATALOG_FILE).ok()??);
    let catalog = load::load(&program).ok()?;
    let zone = catalog.program()?.document.time_zone().to_owned();
    clock::knows_time_zone(&zone).then_some(zone)
}
