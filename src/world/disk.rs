//! Folders on disk: listed and read for catalogs, written so that nothing is ever half there. The
//! only user of `walkdir`.

use std::collections::BTreeSet;
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

    fn read_one(&self, path: &str) -> Result<Vec<u8>, Hindrance> {
        let path = self.unlinked(path)?;
        if path.is_file() {
            fs::read(&path).map_err(|error| hindrance(&error))
        } else {
            Err(Hindrance::NotAFile)
        }
    }

    fn has(&self, path: &str) -> bool {
        self.unlinked(path).is_ok()
    }
}

impl Folder {
    /// Where something lies that is there; no part of the way to it is a link.
    fn unlinked(&self, path: &str) -> Result<PathBuf, Hindrance> {
        let mut whole = self.root.clone();
        for part in path.split('/') {
            if matches!(part, "" | "." | "..") {
                return Err(Hindrance::Vanished);
            }
            whole.push(part);
            let metadata = whole.symlink_metadata().map_err(|error| hindrance(&error))?;
            if metadata.is_symlink() {
                return Err(Hindrance::Link);
            }
        }
        Ok(whole)
    }

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

/// The names of everything in a folder, sorted; nothing where there is no such folder.
///
/// # Errors
/// A sentence with the path, also when it is a file.
pub fn names_in(folder: &Path) -> Result<Vec<String>, String> {
    let fail = |error: io::Error| format!("cannot read {}: {error}", folder.display());
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(fail(error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry.map_err(fail)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// A file that is not there yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewFile<'a> {
    /// Path relative to the folder it is planted in, with forward slashes.
    pub path: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Whether it is a program.
    pub executable: bool,
}

/// Writes many files into a folder, all of them or none: beside their places first, then renamed.
///
/// Nothing that exists is touched. The folder is made if it is not there.
///
/// # Errors
/// A sentence with the path, ready to be shown; everything is then as it was before.
pub fn plant(root: &Path, files: &[NewFile<'_>]) -> Result<(), String> {
    let fail = |path: &Path, error: io::Error| format!("cannot write {}: {error}", path.display());
    let mut undo = Undo::default();
    undo.make_folders(root).map_err(|error| fail(root, error))?;
    let draft = tempfile::Builder::new()
        .prefix(".learn-")
        .tempdir_in(root)
        .map_err(|error| fail(root, error))?;
    for file in files {
        let path = draft.path().join(file.path);
        stage(&path, file).map_err(|error| fail(&root.join(file.path), error))?;
    }
    let tops: BTreeSet<&str> =
        files.iter().filter_map(|file| file.path.split('/').next()).collect();
    for top in tops {
        let place = root.join(top);
        if place.symlink_metadata().is_ok() {
            return Err(format!("{} exists already", place.display()));
        }
        fs::rename(draft.path().join(top), &place).map_err(|error| fail(&place, error))?;
        undo.made.push(place);
    }
    undo.made.clear();
    Ok(())
}

/// Writes a few files that must not be there yet, all of them or none.
///
/// # Errors
/// A sentence with the path, also when one of them exists; everything is then as it was before.
pub fn write_together(root: &Path, files: &[(String, String)]) -> Result<(), String> {
    let mut undo = Undo::default();
    for (path, text) in files {
        let path = root.join(path);
        if let Some(folder) = path.parent() {
            undo.make_folders(folder)
                .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
        }
        write_new(&path, text.as_bytes())?;
        undo.made.push(path);
    }
    undo.made.clear();
    Ok(())
}

fn stage(path: &Path, file: &NewFile<'_>) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut out = fs::File::create_new(path)?;
    out.write_all(file.bytes)?;
    if file.executable {
        make_executable(&out)?;
    }
    out.sync_all()
}

/// Takes away what was made, newest first, unless it is told to forget.
#[derive(Debug, Default)]
struct Undo {
    made: Vec<PathBuf>,
}

impl Undo {
    fn make_folders(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
            .collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder)?;
            self.made.push(folder.to_owned());
        }
        Ok(())
    }
}

impl Drop for Undo {
    fn drop(&mut self) {
        for path in self.made.iter().rev() {
            // Whatever cannot be taken away stays; the failure that led here is the one to report.
            let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        }
    }
}

#[cfg(unix)]
fn make_executable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_executable(_: &fs::File) -> io::Result<()> {
    Ok(())
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
