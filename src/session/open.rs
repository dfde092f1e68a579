//! Opens a catalog where somebody stands: in a folder, or at a revision of its repository.

use std::path::{Component, Path, PathBuf};

use super::{one_person, person};
use crate::base::date::Date;
use crate::catalog::layout::{self, CATALOG_FILE};
use crate::catalog::{Catalog, load};
use crate::kinds::person::Person;
use crate::world::clock;
use crate::world::disk::{self, Folder};
use crate::world::files::{Entry, Files, Hindrance};
use crate::world::git::read::{Commit, Home};

/// Why a catalog cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// No folder at or above this one holds `learn.yaml`.
    NoCatalog(PathBuf),
    /// The folder is a bare repository; a revision has to be named.
    Bare(PathBuf),
    /// A commit cannot be read completely; why.
    Incomplete(String),
    /// Anything else, in words.
    Other(String),
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoCatalog(folder) => write!(
                formatter,
                "no catalog here: neither {} nor a folder above it holds {CATALOG_FILE}\n  \
                 help: go to your catalog, name it with `-C DIR`, or make one with `learn init DIR`",
                folder.display()
            ),
            Self::Bare(folder) => write!(
                formatter,
                "{} is a bare repository, which has no files of its own\n  \
                 help: name a commit with `--rev`, such as `--rev main`",
                folder.display()
            ),
            Self::Incomplete(why) | Self::Other(why) => formatter.write_str(why),
        }
    }
}

/// A catalog and where it came from.
#[derive(Debug)]
pub struct Opened {
    /// What it says.
    pub catalog: Catalog,
    /// The folder that holds `learn.yaml`; for a bare repository, the repository.
    pub root: PathBuf,
    /// The repository around it, if there is one.
    pub home: Option<Home>,
    /// The commit it was read from, if it was not the work tree.
    pub commit: Option<Commit>,
}

/// Finds the folder of the catalog at or above `start`.
///
/// # Errors
/// [`Refusal`] when there is none.
pub fn find_root(start: &Path) -> Result<PathBuf, Refusal> {
    let start = start
        .canonicalize()
        .map_err(|error| Refusal::Other(format!("cannot open {}: {error}", start.display())))?;
    disk::find_upwards(&start, CATALOG_FILE).ok_or(Refusal::NoCatalog(start))
}

/// Opens the catalog around `start`: its files as they are, or as they were at `revision`, whose name is read
/// as [`Home::judged`] reads names: a tag is never taken for the branch of its name.
///
/// # Errors
/// [`Refusal`] when there is no catalog, no such revision, or nothing can be read.
pub fn open(start: &Path, revision: Option<&str>) -> Result<Opened, Refusal> {
    open_with(start, revision, &|files, _| load::load(files))
}

/// Opens the catalog around `start` with the records of one person only, by an id or a name, or of whoever git
/// says is working here: content and everybody's `person.yaml` are all there. For questions
/// about one person, which then take no longer in a large company.
///
/// # Errors
/// As for [`open`].
pub fn open_about(
    start: &Path,
    revision: Option<&str>,
    about: Option<&str>,
) -> Result<Opened, Refusal> {
    open_with(start, revision, &|files, home| {
        one_person::load(files, &|catalog| match about {
            Some(word) => person::called(catalog, word),
            None => me(catalog, home?),
        })
    })
}

/// Reads a catalog from files; the repository around them, if there is one, says who is working here.
type Read<'r> = &'r dyn Fn(&dyn Files, Option<&Home>) -> Result<Catalog, String>;

fn open_with(start: &Path, revision: Option<&str>, read: Read<'_>) -> Result<Opened, Refusal> {
    match revision {
        None => open_folder(start, read),
        Some(revision) => open_revision(start, revision, read),
    }
}

fn open_folder(start: &Path, read: Read<'_>) -> Result<Opened, Refusal> {
    let root = find_root(start).map_err(|refusal| match (&refusal, Home::around(start)) {
        (Refusal::NoCatalog(folder), Ok(Some(home))) if home.is_bare() => {
            Refusal::Bare(folder.clone())
        }
        _ => refusal,
    })?;
    let home = Home::around(&root).map_err(Refusal::Other)?;
    if let Some(home) = &home {
        refuse_sparse(home)?;
    }
    let catalog = read(&Folder::new(&root), home.as_ref()).map_err(Refusal::Other)?;
    Ok(Opened { catalog, root, home, commit: None })
}

/// Refuses a work tree that leaves out files of the catalog: everything that refers to them would seem
/// wrong, and every answer would be one about a smaller company.
fn refuse_sparse(home: &Home) -> Result<(), Refusal> {
    let left_out = home.left_out().map_err(Refusal::Other)?;
    let prefix = home.prefix();
    let is_read = |path: &&String| {
        let inside = path.strip_prefix(prefix).unwrap_or(path).trim_start_matches('/');
        let (folder, file) = inside.split_once('/').unwrap_or(("", inside));
        let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
        (layout::is_catalog_folder(folder) || inside == CATALOG_FILE)
            && ["yaml", "md", "csv", "seal"].contains(&ending)
    };
    let missing: Vec<&String> = left_out.iter().filter(is_read).collect();
    let Some(first) = missing.first() else { return Ok(()) };
    let others = match missing.len() - 1 {
        0 => String::new(),
        others => format!(" and {others} others"),
    };
    Err(Refusal::Incomplete(format!(
        "the work tree is sparse and leaves out {first}{others}, so that nothing in it can be taken for \
         whole\n  help: `git sparse-checkout disable` brings everything; or read the commit and not the files, \
         with `--rev HEAD`"
    )))
}

fn open_revision(start: &Path, revision: &str, read: Read<'_>) -> Result<Opened, Refusal> {
    let root = find_root(start)
        .or_else(|_| start.canonicalize())
        .map_err(|error| Refusal::Other(format!("cannot open {}: {error}", start.display())))?;
    let home = Home::around(&root).map_err(Refusal::Other)?.ok_or_else(|| {
        Refusal::Other(format!(
            "{} is not in a git repository, so there is no revision `{revision}`",
            root.display()
        ))
    })?;
    let commit = home.judged(revision).map_err(Refusal::Other)?;
    let listing = commit.list(&|_| false).map_err(Refusal::Incomplete)?;
    if !listing.files.iter().any(|entry| &*entry.path == CATALOG_FILE) {
        return Err(Refusal::Other(format!(
            "revision `{revision}` holds no {CATALOG_FILE} in {}\n  help: if the catalog is new, commit it and let it \
             land there first",
            if home.prefix().is_empty() { "its top folder" } else { home.prefix() }
        )));
    }
    let catalog = read(&commit, Some(&home)).map_err(Refusal::Incomplete)?;
    Ok(Opened { catalog, root, home: Some(home), commit: Some(commit) })
}

impl Opened {
    /// The commit whose history the catalog has: the one it was read from, or `HEAD`.
    #[must_use]
    pub fn history(&self) -> Option<Commit> {
        match &self.commit {
            Some(commit) => Some(commit.clone()),
            None => self.home.as_ref()?.commit("HEAD").ok(),
        }
    }

    /// The day that the catalog is of: in the program's time zone, that of the commit it was read from;
    /// today for files on disk.
    #[must_use]
    pub fn day(&self) -> Date {
        let made = self.commit.as_ref().and_then(Commit::seconds);
        made.and_then(|made| clock::day_of(made, self.zone()).ok()?).unwrap_or_else(|| self.today())
    }

    /// Today in the program's time zone; UTC where the zone is unknown.
    #[must_use]
    pub fn today(&self) -> Date {
        clock::today(self.zone()).unwrap_or_else(|_| epoch())
    }

    /// The program's time zone, if this machine knows it.
    fn zone(&self) -> Option<&str> {
        let zone = self.catalog.program()?.document.time_zone();
        clock::knows_time_zone(zone).then_some(zone)
    }

    /// The catalog as it was at another revision of the same repository.
    ///
    /// # Errors
    /// A sentence when there is no repository, no such revision, or it cannot be read.
    pub fn at(&self, revision: &str) -> Result<(Commit, Catalog), String> {
        let home = self
            .home
            .as_ref()
            .ok_or_else(|| format!("{} is not in a git repository", self.root.display()))?;
        let commit = home.commit(revision)?;
        let catalog = load::load(&commit)?;
        Ok((commit, catalog))
    }

    /// The catalog as a branch of the same repository has it, which is no tag of the same name.
    ///
    /// # Errors
    /// As for [`Self::at`], and that the name fits several things.
    pub fn on_branch(&self, name: &str) -> Result<(Commit, Catalog), String> {
        let home = self.home.as_ref();
        let home =
            home.ok_or_else(|| format!("{} is not in a git repository", self.root.display()))?;
        let commit = home.anchor(name)?;
        let catalog = load::load(&commit)?;
        Ok((commit, catalog))
    }

    /// The text of a file at the catalog's root, as it was when the catalog was opened; none where
    /// there is no such file.
    ///
    /// # Errors
    /// A sentence when it is there and cannot be read.
    pub fn text_of(&self, name: &str) -> Result<Option<String>, String> {
        let bytes = match &self.commit {
            None => Folder::new(&self.root).reader()(&Entry { path: name.into(), blob: None }),
            Some(commit) => {
                let listing = commit.list(&|_| false)?;
                match listing.files.iter().find(|entry| *entry.path == *name) {
                    Some(entry) => commit.reader()(entry),
                    None => return Ok(None),
                }
            }
        };
        match bytes.map(String::from_utf8) {
            Ok(Ok(text)) => Ok(Some(text)),
            Ok(Err(_)) => Err(format!("{name} is not UTF-8")),
            Err(Hindrance::Vanished) => Ok(None),
            Err(why) => Err(format!("cannot read {name}: {why}")),
        }
    }

    /// The catalog's folder from the top of its repository: empty, or ending with a slash.
    #[must_use]
    pub fn from_repository(&self) -> String {
        let prefix = self.home.as_ref().map_or("", Home::prefix);
        if prefix.is_empty() { String::new() } else { format!("{prefix}/") }
    }

    /// The catalog's folder as seen from another one: empty, or ending with a slash.
    ///
    /// The files of a bare repository are nowhere, so that they are named as git names them.
    #[must_use]
    pub fn seen_from(&self, here: &Path) -> String {
        if self.home.as_ref().is_some_and(Home::is_bare) {
            return String::new();
        }
        let written = |path: &Path| path.to_string_lossy().replace('\\', "/");
        match self.root.strip_prefix(here) {
            Ok(below) if below.as_os_str().is_empty() => String::new(),
            Ok(below) => format!("{}/", written(below)),
            Err(_) => match here.strip_prefix(&self.root) {
                Ok(deeper) => "../".repeat(deeper.components().count()),
                Err(_) => format!("{}/", written(&self.root)),
            },
        }
    }

    /// A path as somebody in the folder `from` types it, made relative to the catalog's root.
    ///
    /// # Errors
    /// A sentence when there is nothing at that path, or it is outside the catalog.
    pub fn path_inside(&self, from: &Path, path: &Path) -> Result<String, String> {
        let typed = std::path::absolute(from.join(path)).unwrap_or_else(|_| from.join(path));
        let typed = typed.canonicalize().unwrap_or_else(|_| without_dots(&typed));
        let inside = typed.strip_prefix(&self.root).map_err(|_| {
            format!("{} is not in the catalog {}", path.display(), self.root.display())
        })?;
        let inside = inside.to_string_lossy().replace('\\', "/");
        let is_there = match self.commit {
            None => typed.exists(),
            Some(_) => inside.is_empty() || self.catalog.has_path(&inside),
        };
        if is_there { Ok(inside) } else { Err(format!("there is no {}", path.display())) }
    }

    /// The id of the person whose `emails` hold git's `user.email`.
    #[must_use]
    pub fn me(&self) -> Option<String> {
        me(&self.catalog, self.home.as_ref()?)
    }
}

fn me(catalog: &Catalog, home: &Home) -> Option<String> {
    let email = home.user_email()?;
    catalog
        .all::<Person>()
        .find(|person| person.document.emails.iter().any(|known| known.to_lowercase() == email))
        .map(|person| person.id().to_owned())
}

/// The path without `.` and `..`, for files that are in a commit and not on disk.
pub(super) fn without_dots(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut clean, part| {
        match part {
            Component::ParentDir => {
                clean.pop();
            }
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => clean.push(part),
        }
        clean
    })
}

fn epoch() -> Date {
    Date::from(jiff::civil::date(1970, 1, 1))
}
