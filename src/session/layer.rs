//! A private layer: a folder shaped like `people/<me>/` that is never committed to the company, laid over
//! the catalog for whoever has it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::open::{self, Opened};
use crate::catalog::{layout, load};
use crate::kinds::{Home, Kind};
use crate::world::disk::Folder;
use crate::world::files::Files;
use crate::world::layered::Layered;

/// The environment variable that names somebody's layer.
pub const VARIABLE: &str = "LEARN_LAYER";

/// A private layer that lies over a catalog.
#[derive(Debug, Clone)]
pub struct Layer {
    folder: PathBuf,
    home: String,
    files: BTreeMap<Arc<str>, Vec<u8>>,
}

/// Opens the catalog around `start` with the layer over it, if there is one: the folder that is asked
/// for, which is `person`'s, or that of the environment, which is always one's own.
///
/// # Errors
/// A sentence when there is no catalog, nobody whose layer it could be, or the layer lies where it would be
/// committed.
pub fn open(
    start: &Path,
    revision: Option<&str>,
    asked: Option<&Path>,
    person: Option<&str>,
) -> Result<(Opened, Option<Layer>), String> {
    let mut opened = open::open(start, revision).map_err(|refusal| refusal.to_string())?;
    let (folder, owner) = match asked {
        Some(folder) => (start.join(folder), person.map(str::to_owned).or_else(|| opened.me())),
        None => match std::env::var_os(VARIABLE).filter(|folder| !folder.is_empty()) {
            // An environment is one person's; about others it says nothing.
            Some(folder) => (start.join(folder), opened.me()),
            None => return Ok((opened, None)),
        },
    };
    let home = owner.as_deref().and_then(|owner| home_of(&opened, owner));
    let Some(home) = home else {
        return match asked {
            Some(_) => {
                Err("a layer lies over the folder of a person, and it is not known whose it is\n  \
                 help: add --person ID, or your address to `emails` in your person.yaml"
                    .to_owned())
            }
            None => Ok((opened, None)),
        };
    };
    let layer = Layer::read(&opened, &folder, home)?;
    if !layer.files.is_empty() {
        let catalog = layer.over(&opened, |files| load::load(files))?;
        opened.catalog = catalog;
    }
    Ok((opened, Some(layer)))
}

/// The same for a question about one person: without a layer, only their records are read.
///
/// # Errors
/// As for [`open()`].
pub fn open_about(
    start: &Path,
    revision: Option<&str>,
    asked: Option<&Path>,
    person: Option<&str>,
) -> Result<(Opened, Option<Layer>), String> {
    if asked.is_some() || std::env::var_os(VARIABLE).is_some_and(|folder| !folder.is_empty()) {
        return open(start, revision, asked, person);
    }
    let opened = open::open_about(start, revision, person);
    opened.map(|opened| (opened, None)).map_err(|refusal| refusal.to_string())
}

/// The folder of a person, relative to the catalog's root and ending with a slash.
#[must_use]
pub fn home_of(opened: &Opened, person: &str) -> Option<String> {
    let record = opened.catalog.record(Kind::Person, person)?;
    record.source.path.strip_suffix(layout::PERSON_FILE).map(str::to_owned)
}

impl Layer {
    fn read(opened: &Opened, folder: &Path, home: String) -> Result<Self, String> {
        let folder = whole(folder);
        refuse_what_is_committed(opened, &folder)?;
        let mut files = BTreeMap::new();
        if folder.exists() {
            let place = Folder::new(&folder);
            let listing = place.list(&is_of_a_person)?;
            let mut reader = place.reader();
            for entry in listing.files {
                if !entry.path.contains('/') && *entry.path != *layout::PERSON_FILE {
                    continue;
                }
                let bytes = reader(&entry).map_err(|why| {
                    format!("cannot read {}: {why}", folder.join(&*entry.path).display())
                })?;
                files.insert(Arc::from(format!("{home}{}", entry.path)), bytes);
            }
        }
        Ok(Self { folder, home, files })
    }

    /// Where a path of the catalog lies in the layer's folder; none for what is not this person's.
    #[must_use]
    pub fn place(&self, path: &str) -> Option<PathBuf> {
        path.strip_prefix(&self.home).map(|path| self.folder.join(path))
    }

    /// Whether its folder is there: a file that is written to it makes it.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.folder.exists()
    }

    /// Whether the layer has this file, so that the catalog reads it from there.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The paths in the catalog of what the layer holds, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(|path| &**path)
    }

    /// The folder that it lies in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Works with the files of the catalog and those of the layer over them.
    pub fn over<T>(&self, opened: &Opened, work: impl FnOnce(&mut Layered<'_>) -> T) -> T {
        over(opened, |files| {
            files.put_all(&self.files);
            work(files)
        })
    }
}

/// Works with the files of the catalog, over which others can be laid.
pub fn over<T>(opened: &Opened, work: impl FnOnce(&mut Layered<'_>) -> T) -> T {
    let folder = Folder::new(&opened.root);
    let below: &dyn Files = match &opened.commit {
        Some(commit) => commit,
        None => &folder,
    };
    work(&mut Layered::over(below))
}

fn is_of_a_person(name: &str) -> bool {
    let homes = Kind::ALL.iter().map(|kind| kind.about().home);
    homes.into_iter().any(|home| matches!(home, Home::BelowPerson(folder) if folder == name))
}

/// What is private must not come into a commit by `git add --all`.
fn refuse_what_is_committed(opened: &Opened, folder: &Path) -> Result<(), String> {
    let (around, is_kept_out) = match &opened.home {
        Some(home) => {
            let top = home.top().canonicalize().unwrap_or_else(|_| home.top());
            let inside = folder.starts_with(&top);
            (top, !inside || home.keeps_out(folder)?)
        }
        None => (opened.root.clone(), !folder.starts_with(&opened.root)),
    };
    if is_kept_out {
        return Ok(());
    }
    Err(format!(
        "the layer {} lies inside of {}, where git would commit what is to stay private\n  help: choose a \
         folder elsewhere, such as `--layer ~/my-growth`, or have git ignore this one before there is \
         anything in it",
        folder.display(),
        around.display()
    ))
}

/// The path without links and dots, as far as it is there already.
fn whole(folder: &Path) -> PathBuf {
    let typed = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let mut missing: Vec<&OsStr> = Vec::new();
    for ancestor in typed.ancestors() {
        if let Ok(real) = ancestor.canonicalize() {
            return missing.iter().rev().fold(real, |path, name| match name.to_str() {
                Some("..") => path.parent().map_or(path.clone(), Path::to_owned),
                _ => path.join(name),
            });
        }
        missing.extend(ancestor.components().next_back().map(Component::as_os_str));
    }
    typed
}
