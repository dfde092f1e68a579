//! Folders for work in progress: a run that is killed leaves its own, and the next one takes it away.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The file that says whose a folder is. Its maker holds a lock on it for as long as it lives, which
/// the system takes away with the process.
const MARKER: &str = "learn-draft";

/// What it says.
const WORDS: &str = "`learn` is at work here. Should it be killed, its next run takes this away.\n";

/// A folder for work in progress, gone when dropped.
pub struct Draft {
    // Dropped before the folder: some systems remove no file that is open.
    _lock: Option<File>,
    folder: TempDir,
}

impl Draft {
    /// Makes one in the folder `above`, and takes away what killed runs left there under this prefix.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn begin(above: &Path, prefix: &str) -> io::Result<Self> {
        sweep(above, prefix);
        let folder = tempfile::Builder::new().prefix(prefix).tempdir_in(above)?;
        Ok(Self { _lock: mark(folder.path()), folder })
    }

    /// The place for one thing in it.
    #[must_use]
    pub fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// Takes away the drafts of this prefix in the folder `above` whose makers do not live any more. What
/// has no marker stays, as does what cannot be removed.
pub fn sweep(above: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(above) else { return };
    for entry in entries.flatten() {
        let is_named = entry.file_name().to_string_lossy().starts_with(prefix);
        if is_named && entry.file_type().is_ok_and(|kind| kind.is_dir()) && is_left(&entry.path()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Marks a folder as ours and alive. Without locks, as on some file systems, there is no marker, and
/// nobody ever takes the folder for one that was left.
fn mark(folder: &Path) -> Option<File> {
    let place = folder.join(MARKER);
    let before = place.with_extension("new");
    let mut file = File::create_new(&before).ok()?;
    file.write_all(WORDS.as_bytes()).ok()?;
    file.try_lock().ok()?;
    // Only now, so that nobody finds a marker that is not locked yet.
    fs::rename(before, place).ok()?;
    Some(file)
}

fn is_left(folder: &Path) -> bool {
    let marker = folder.join(MARKER);
    let is_file = marker.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
    let is_ours = is_file && fs::read_to_string(&marker).is_ok_and(|words| words == WORDS);
    is_ours && File::open(&marker).is_ok_and(|file| file.try_lock().is_ok())
}
