//! The checkout of a repository that was just written: nothing is in the way, so files are written side
//! by side, and the index knows them at once.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use git2::{IndexEntry, IndexTime, ObjectType, Oid, Repository, TreeWalkMode, TreeWalkResult};
use rayon::prelude::*;

use super::read::words;

/// How many files are held in memory at a time.
const AT_A_TIME: usize = 8_192;

/// Writes the files of the newest commit into the empty work tree.
///
/// # Errors
/// A sentence when a file is there already or cannot be written.
pub(super) fn check_out(repository: &Repository) -> Result<(), String> {
    let top = repository.workdir().ok_or("the repository has no work tree")?;
    let files = files(repository).map_err(words)?;
    let folders: BTreeSet<PathBuf> =
        files.iter().filter_map(|(path, _)| Some(top.join(path).parent()?.to_owned())).collect();
    for folder in &folders {
        fs::create_dir_all(folder).map_err(|error| cannot(folder, &error))?;
    }
    let odb = repository.odb().map_err(words)?;
    let mut index = repository.index().map_err(words)?;
    for files in files.chunks(AT_A_TIME) {
        let contents: Result<Vec<_>, git2::Error> =
            files.iter().map(|(_, id)| odb.read(*id).map(|blob| blob.data().to_owned())).collect();
        let contents = contents.map_err(words)?;
        let entries: Result<Vec<IndexEntry>, String> = files
            .par_iter()
            .zip(&contents)
            .map(|((path, id), bytes)| {
                let place = top.join(path);
                let metadata = write(&place, bytes).map_err(|error| cannot(&place, &error))?;
                Ok(entry(path, *id, bytes.len(), &metadata))
            })
            .collect();
        for entry in entries? {
            index.add(&entry).map_err(words)?;
        }
    }
    index.write().map_err(words)
}

/// All files of the newest commit, sorted as the index sorts them.
fn files(repository: &Repository) -> Result<Vec<(String, Oid)>, git2::Error> {
    let tree = repository.head()?.peel_to_tree()?;
    let mut files = Vec::new();
    tree.walk(TreeWalkMode::PreOrder, |folder, entry| {
        if entry.kind() == Some(ObjectType::Blob) {
            let name = String::from_utf8_lossy(entry.name_bytes());
            files.push((format!("{folder}{name}"), entry.id()));
        }
        TreeWalkResult::Ok
    })?;
    files.sort_unstable();
    Ok(files)
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<Metadata> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.metadata()
}

fn entry(path: &str, id: Oid, length: usize, metadata: &Metadata) -> IndexEntry {
    let mut entry = IndexEntry {
        ctime: IndexTime::new(0, 0),
        mtime: IndexTime::new(0, 0),
        dev: 0,
        ino: 0,
        mode: 0o100_644,
        uid: 0,
        gid: 0,
        file_size: u32::try_from(length).unwrap_or(u32::MAX),
        id,
        flags: 0,
        flags_extended: 0,
        path: path.as_bytes().to_owned(),
    };
    describe(&mut entry, metadata);
    entry
}

/// What git compares to know that a file has not changed; it keeps the low 32 bits of each number.
#[cfg(unix)]
fn describe(entry: &mut IndexEntry, metadata: &Metadata) {
    use std::os::unix::fs::MetadataExt as _;
    let low = |number: u64| u32::try_from(number & u64::from(u32::MAX)).unwrap_or_default();
    let time = |seconds: i64, nanoseconds: i64| {
        IndexTime::new(
            i32::try_from(seconds).unwrap_or_default(),
            u32::try_from(nanoseconds).unwrap_or_default(),
        )
    };
    entry.ctime = time(metadata.ctime(), metadata.ctime_nsec());
    entry.mtime = time(metadata.mtime(), metadata.mtime_nsec());
    entry.dev = low(metadata.dev());
    entry.ino = low(metadata.ino());
    entry.uid = metadata.uid();
    entry.gid = metadata.gid();
}

/// Elsewhere git looks at each file once, the first time it is asked.
#[cfg(not(unix))]
fn describe(_: &mut IndexEntry, _: &Metadata) {}

fn cannot(path: &Path, error: &io::Error) -> String {
    format!("cannot write {}: {error}", path.display())
}
