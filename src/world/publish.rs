//! A folder of generated files: written file by file as wholes, with a list of what was written, so
//! that nothing else in the folder is ever touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;

/// The list of written files, one path a line, beside them.
pub const MANIFEST: &str = ".learn-build";

/// The first line of the list; it says what the file is to whoever finds it.
const HEADING: &str =
    "# written by `learn build`; it replaces and removes these files and no others";

/// What a publication did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// Files that are new or have changed.
    pub written: usize,
    /// Files that were there already, byte for byte.
    pub unchanged: usize,
    /// Files of an earlier publication that are gone.
    pub removed: usize,
}

/// Makes the folder hold exactly these files beside those it did not write.
///
/// Paths are relative, with forward slashes. Every file is either as before or as it should be, also when the
/// program is stopped half-way.
///
/// # Errors
/// A sentence when the folder holds other files and no list, when a file that it did not write is in
/// the way, when a link would lead out of the folder, or when something cannot be written.
pub fn publish(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<Published, String> {
    let before = read_manifest(folder)?;
    if let Some(path) = files.keys().find(|path| !is_inside(path)) {
        return Err(format!("`{path}` is no path inside {}", folder.display()));
    }
    refuse_foreign(folder, files, before.as_ref())?;
    let before = before.unwrap_or_default();
    fs::create_dir_all(folder).map_err(|error| cannot("make", folder, &error))?;
    let all: BTreeSet<&str> =
        before.iter().map(String::as_str).chain(files.keys().map(String::as_str)).collect();
    refuse_links(folder, &all)?;
    // Both lists together: a stopped build never forgets a file that it wrote.
    write_manifest(folder, all.iter().copied())?;
    make_folders(folder, files)?;
    let written: Result<Vec<bool>, String> =
        files.par_iter().map(|(path, bytes)| write_if_changed(&folder.join(path), bytes)).collect();
    let written = written?.into_iter().filter(|written| *written).count();
    let stale: Vec<&String> = before.iter().filter(|path| !files.contains_key(*path)).collect();
    let removed = stale.iter().filter(|path| remove(folder, path)).count();
    write_manifest(folder, files.keys().map(String::as_str))?;
    Ok(Published { written, unchanged: files.len() - written, removed })
}

/// Whether the folder can be published to: it is not there, empty, or holds an earlier publication.
///
/// # Errors
/// A sentence when it is somebody else's.
pub fn check_folder(folder: &Path) -> Result<(), String> {
    read_manifest(folder).map(|_| ())
}

fn read_manifest(folder: &Path) -> Result<Option<BTreeSet<String>>, String> {
    let path = folder.join(MANIFEST);
    match fs::symlink_metadata(&path) {
        Ok(metadata) if metadata.is_file() => {
            let text = super::disk::read_text(&path)?;
            let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
            let paths: BTreeSet<String> = lines.map(str::to_owned).collect();
            match paths.iter().find(|path| !is_inside(path)) {
                Some(path) => Err(format!("{MANIFEST} in {} names `{path}`", folder.display())),
                None => Ok(Some(paths)),
            }
        }
        Ok(_) => Err(format!("{} is not an ordinary file", path.display())),
        Err(_) => refuse_unless_empty(folder).map(|()| None),
    }
}

/// Hidden entries, such as the `.git` of a branch that is published, do not count.
fn refuse_unless_empty(folder: &Path) -> Result<(), String> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(cannot("read", folder, &error)),
    };
    let is_hidden = |entry: &fs::DirEntry| entry.file_name().as_encoded_bytes().starts_with(b".");
    if entries.flatten().all(|entry| is_hidden(&entry)) {
        return Ok(());
    }
    Err(format!(
        "{} holds files that were not written by `learn build`\n  \
         help: name another folder with `--out`, or empty this one",
        folder.display()
    ))
}

/// A path that stays inside, on every system: plain names, no `..`, no drive, no backslash.
fn is_inside(path: &str) -> bool {
    let parts = Path::new(path).components();
    !path.is_empty()
        && path != MANIFEST
        && !path.contains(['\\', ':', '\0', '\n', '\r'])
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
        && parts.into_iter().all(|part| matches!(part, Component::Normal(_)))
}

fn refuse_foreign(
    folder: &Path,
    files: &BTreeMap<String, Vec<u8>>,
    before: Option<&BTreeSet<String>>,
) -> Result<(), String> {
    let is_ours = |path: &str| before.is_some_and(|before| before.contains(path));
    let foreign = files
        .par_iter()
        .map(|(path, _)| path)
        .find_first(|path| !is_ours(path) && folder.join(path).symlink_metadata().is_ok());
    match foreign {
        None => Ok(()),
        Some(path) => Err(format!(
            "{} is in the way, and `learn build` did not write it\n  \
             help: move it elsewhere, or name another folder with `--out`",
            folder.join(path).display()
        )),
    }
}

/// Folders on the way have to be folders: a link could lead anywhere.
fn refuse_links(folder: &Path, paths: &BTreeSet<&str>) -> Result<(), String> {
    let above: BTreeSet<PathBuf> = paths.iter().flat_map(|path| folders_above(path)).collect();
    for inside in above {
        let path = folder.join(inside);
        if path.symlink_metadata().is_ok_and(|metadata| !metadata.is_dir()) {
            return Err(format!("{} is in the way: it is not a folder", path.display()));
        }
    }
    Ok(())
}

fn folders_above(path: &str) -> impl Iterator<Item = PathBuf> {
    let above = Path::new(path).ancestors().skip(1);
    above.filter(|folder| !folder.as_os_str().is_empty()).map(Path::to_owned)
}

fn make_folders(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), String> {
    let needed: BTreeSet<&Path> =
        files.keys().filter_map(|path| Path::new(path).parent()).collect();
    needed.par_iter().try_for_each(|inside| {
        let path = folder.join(inside);
        fs::create_dir_all(&path).map_err(|error| cannot("make", &path, &error))
    })
}

fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<bool, String> {
    let is_same_length =
        path.symlink_metadata().is_ok_and(|it| it.is_file() && it.len() == bytes.len() as u64);
    if is_same_length && fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(false);
    }
    write(path, bytes).map(|()| true)
}

/// Beside its place first, then renamed. What is generated can be generated again, so nothing waits
/// for the disk as [`super::disk::write_whole`] does.
fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".learn-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o644));
    }
    let mut draft = builder.tempfile_in(folder).map_err(|error| cannot("write", path, &error))?;
    draft.write_all(bytes).map_err(|error| cannot("write", path, &error))?;
    draft.persist(path).map_err(|error| cannot("write", path, &error.error))?;
    Ok(())
}

fn write_manifest<'a>(folder: &Path, paths: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let text = paths.fold(format!("{HEADING}\n"), |text, path| text + path + "\n");
    write_if_changed(&folder.join(MANIFEST), text.as_bytes()).map(|_| ())
}

/// Removes a file and the folders above it that are empty then.
fn remove(folder: &Path, path: &str) -> bool {
    let is_gone = fs::remove_file(folder.join(path)).is_ok();
    for above in folders_above(path) {
        if fs::remove_dir(folder.join(above)).is_err() {
            break;
        }
    }
    is_gone
}

fn cannot(what: &str, path: &Path, error: &io::Error) -> String {
    format!("cannot {what} {}: {error}", path.display())
}
