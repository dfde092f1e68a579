//! Why a repository that is there cannot be read: its format, whose it is, or what its bytes say.

use std::path::Path;

use git2::{Error, ErrorCode};

use super::program::{git, run_quietly};
use super::read::words;
use crate::base::shell;

/// Why the repository around a folder cannot be read, and what to do, as git tells it.
///
/// Nothing is read from disk in its place: what is not committed counts for nothing.
pub(super) fn why(folder: &Path, error: Error) -> String {
    let shown = folder.display();
    if error.code() == ErrorCode::Owner {
        let safe = shell::word(&folder.display().to_string()).into_owned();
        return format!(
            "the repository around {shown} belongs to somebody else, so git reads nothing from it\n  help: if \
             you trust it, `git config --global --add safe.directory {safe}` (the top folder of the clone)"
        );
    }
    let asked = |option: &str| {
        let outcome = run_quietly(git(folder).args(["rev-parse", option])).ok()?;
        outcome.is_success().then(|| outcome.text().trim().to_owned())
    };
    if let Some(format) = asked("--show-object-format").filter(|format| format != "sha1") {
        return format!(
            "the repository around {shown} names its objects by {format}, and learn reads those of sha1 only\n  \
             help: keep the catalog in a repository of sha1: `git init --object-format=sha1`, the default"
        );
    }
    if let Some(format) = asked("--show-ref-format").filter(|format| format != "files") {
        return format!(
            "the repository around {shown} keeps its branches as {format}, and learn reads those kept as \
             files\n  help: `git refs migrate --ref-format=files`, or clone it with `--ref-format=files`"
        );
    }
    format!("the repository around {shown} cannot be read: {}", words(error))
}
