//! Folders for tests: in memory where there is room, since git waits for a disk at every step.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;

/// Where a file system in memory is, on Linux.
const MEMORY: &str = "/dev/shm";

/// How much room there has to be; some systems give their containers very little.
const ENOUGH: u64 = 2 << 30;

/// A folder of its own, which goes away with what is given back.
pub fn folder() -> TempDir {
    static ABOVE: OnceLock<PathBuf> = OnceLock::new();
    let above = ABOVE.get_or_init(|| match room(Path::new(MEMORY)) {
        Some(room) if room >= ENOUGH => MEMORY.into(),
        _ => std::env::temp_dir(),
    });
    TempDir::new_in(above).expect("a temporary folder")
}

/// How many bytes are free there; none where nobody can tell.
fn room(folder: &Path) -> Option<u64> {
    let said = Command::new("df").args(["-P", "-k"]).arg(folder).output().ok()?;
    let table = String::from_utf8(said.stdout).ok()?;
    let kilobytes: u64 = table.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()?;
    kilobytes.checked_mul(1024)
}
