//! Git's configuration, asked of git itself: libgit2 leaves out some conditional includes.

use std::collections::BTreeMap;
use std::path::Path;

use super::program::{git, run_quietly};
use super::read::Home;

impl Home {
    /// The value of a key such as `learn.trustRoot`, if it has one.
    ///
    /// # Errors
    /// Git's words when the configuration cannot be read.
    pub fn config_get(&self, key: &str) -> Result<Option<String>, String> {
        let outcome = run_quietly(git(&self.top()).args(["config", "-z", "--get", key]))?;
        match outcome.code {
            Some(0) => Ok(Some(outcome.text().trim_end_matches('\0').to_owned())),
            // A key that cannot be one has the same status, and words.
            Some(1) if outcome.words.trim().is_empty() => Ok(None),
            _ => Err(outcome.complaint()),
        }
    }

    /// Who works here, as git has it: its `user.email`, in small letters.
    #[must_use]
    pub fn user_email(&self) -> Option<String> {
        let email = self.config_get("user.email").ok().flatten()?.to_lowercase();
        (!email.trim().is_empty()).then_some(email)
    }

    /// Whether the repository's own configuration has a key, and not only that of the user or machine.
    #[must_use]
    pub fn config_is_own(&self, key: &str) -> bool {
        is_own(&self.top(), key)
    }

    /// Sets a key in the repository's own configuration.
    ///
    /// # Errors
    /// Git's words.
    pub fn config_set(&self, key: &str, value: &str) -> Result<(), String> {
        let mut command = git(&self.top());
        command.args(["config", "--local", "--replace-all", key, value]);
        run_quietly(&mut command)?.success().map(|_| ())
    }
}

/// Whether the configuration of the repository around a folder has a key itself.
pub(in crate::world) fn is_own(folder: &Path, key: &str) -> bool {
    let outcome = run_quietly(git(folder).args(["config", "--local", "--get", key]));
    outcome.is_ok_and(|outcome| outcome.is_success())
}

/// All keys that match a pattern, in small letters, each with its last value.
pub(in crate::world) fn settings(
    folder: &Path,
    pattern: &str,
) -> Result<BTreeMap<String, String>, String> {
    let outcome = run_quietly(git(folder).args(["config", "-z", "--get-regexp", pattern]))?;
    match outcome.code {
        Some(0) => Ok(outcome.text().split('\0').filter_map(setting).collect()),
        Some(1) => Ok(BTreeMap::new()),
        _ => Err(outcome.complaint()),
    }
}

fn setting(entry: &str) -> Option<(String, String)> {
    // A key that stands alone means `true`.
    let (key, value) = entry.split_once('\n').unwrap_or((entry, "true"));
    (!key.is_empty()).then(|| (key.to_owned(), value.to_owned()))
}
