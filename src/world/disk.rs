//! Folders on disk: listed and read for catalogs, written so that nothing is ever half there. The
//! only user of `walkdir`.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::files::{Entry, Files, Hindrance, Listing, Obstacle, Reader};

/// A catalog's folder on disk.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder at `root`.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    fn relative(&self, path: &Path) -> Result<Arc<str>, Arc<str>> {
        let relative = path.strip_prefix(&self.root).unwrap_or(path);
        match relative.to_str() {
            Some(text) if std::path::MAIN_SEPARATOR == '/' => Ok(text.into()),
            Some(text) => Ok(text.replace(std::path::MAIN_SEPARATOR, "/").into()),
            None => Err(relative.to_string_lossy().into()),
        }
    }

    fn sort_in(&self, path: &Path, kind: fs::FileType, listing: &mut Listing) {
        let (path, hindrance) = match self.relative(path) {
            Err(lossy) => (lossy, Some(Hindrance::PathNotUtf8)),
            Ok(path) if kind.is_symlink() => (path, Some(Hindrance::Link)),
            Ok(path) if kind.is_file() => (path, None),
            Ok(path) => (path, Some(Hindrance::NotAFile)),
        };
        match hindrance {
            None => listing.files.push(Entry { path, blob: None }),
            Some(what) => listing.obstacles.push(Obstacle { path, what }),
        }
    }

    fn walk(&self, folder: &Path) -> Listing {
        let mut listing = Listing::default();
        let entries = WalkDir::new(folder).into_iter().filter_entry(|entry| {
            entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
        });
        for entry in entries {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {
                    if entry.file_name().as_encoded_bytes().contains(&b'.') {
                        listing.dotted_folders.extend(self.relative(entry.path()));
                    }
                }
                Ok(entry) => self.sort_in(entry.path(), entry.file_type(), &mut listing),
                Err(error) => {
                    let path = error.path().unwrap_or(folder);
                    let path = self.relative(path).unwrap_or_else(|lossy| lossy);
                    let what = error
                        .io_error()
                        .map_or_else(|| Hindrance::Refused(error.to_string()), hindrance);
                    listing.obstacles.push(Obstacle { path, what });
                }
            }
        }
        listing
    }
}

impl Files for Folder {
    fn list(&self, enter: &(dyn Fn(&str) -> bool + Sync)) -> Result<Listing, String> {
        let mut listing = Listing::default();
        let mut branches = Vec::new();
        let entries = fs::read_dir(&self.root)
            .map_err(|error| format!("cannot read {}: {error}", self.root.display()))?;
        for entry in entries {
            let entry = entry.map_err(|error| error.to_string())?;
            let kind = entry.file_type().map_err(|error| error.to_string())?;
            let name = entry.file_name();
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            match name.to_str() {
                Some(name) if kind.is_dir() && enter(name) => {
                    self.branch(&entry.path(), &mut branches, &mut listing);
                }
                Some(name) if kind.is_dir() => listing.other_folders.push(name.into()),
                _ if kind.is_dir() => {}
                _ => self.sort_in(&entry.path(), kind, &mut listing),
            }
        }
        let parts: Vec<Listing> = branches.par_iter().map(|branch| self.walk(branch)).collect();
        for part in parts {
            listing.files.extend(part.files);
            listing.obstacles.extend(part.obstacles);
            listing.dotted_folders.extend(part.dotted_folders);
        }
        listing.files.par_sort_unstable();
        listing.obstacles.sort_unstable();
        listing.dotted_folders.sort_unstable();
        listing.other_folders.sort_unstable();
        Ok(listing)
    }

    fn reader(&self) -> Reader<'_> {
        let mut path = self.root.clone();
        Box::new(move |entry| {
            path.clone_from(&self.root);
            path.push(&*entry.path);
            fs::read(&path).map_err(|error| hindrance(&error))
        })
    }
}

impl Folder {
    /// Splits a top-level folder into its subfolders, each walked by a thread of its own.
    fn branch(&self, folder: &Path, branches: &mut Vec<PathBuf>, listing: &mut Listing) {
        let Ok(entries) = fs::read_dir(folder) else {
            branches.push(folder.to_owned());
            return;
        };
        for entry in entries.flatten() {
            let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            match entry.file_type() {
                _ if hidden => {}
                Ok(kind) if kind.is_dir() => branches.push(entry.path()),
                Ok(kind) => self.sort_in(&entry.path(), kind, listing),
                Err(_) => branches.push(entry.path()),
            }
        }
    }
}

fn hindrance(error: &io::Error) -> Hindrance {
    match error.kind() {
        io::ErrorKind::NotFound => Hindrance::Vanished,
        _ => Hindrance::Refused(error.to_string()),
    }
}

/// The nearest folder at or above `start` that holds a file called `name`.
#[must_use]
pub fn find_upwards(start: &Path, name: &str) -> Option<PathBuf> {
    start.ancestors().find(|folder| folder.join(name).is_file()).map(Path::to_owned)
}

/// Reads a whole text file.
///
/// # Errors
/// A sentence with the path, ready to be shown.
pub fn read_text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// Writes a file as a whole: beside its place first, then renamed, so that a full disk or a killed
/// process leaves either the old file or the new one.
///
/// # Errors
/// A sentence with the path, ready to be shown.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let fail = |error: io::Error| format!("cannot write {}: {error}", path.display());
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(fail)?;
    let mut draft = tempfile::Builder::new()
        .prefix(".learn-")
        .permissions(permissions_of(path))
        .tempfile_in(folder)
        .map_err(fail)?;
    draft.write_all(bytes).map_err(fail)?;
    draft.as_file().sync_all().map_err(fail)?;
    draft.persist(path).map_err(|error| fail(error.error))?;
    Ok(())
}

/// Writes a file that must not be there yet.
///
/// # Errors
/// A sentence with the path; also when the file exists.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), String> {
    if path.symlink_metadata().is_ok() {
        return Err(format!("{} exists already", path.display()));
    }
    write_whole(path, bytes)
}

#[cfg(unix)]
fn permissions_of(path: &Path) -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path)
        .map_or_else(|_| fs::Permissions::from_mode(0o644), |metadata| metadata.permissions())
}

#[cfg(not(unix))]
fn permissions_of(path: &Path) -> fs::Permissions {
    fs::metadata(path).map(|metadata| metadata.permissions()).unwrap_or_else(|_| {
        fs::metadata(".").map(|metadata| metadata.permissions()).expect("the current folder exists")
    })
}
