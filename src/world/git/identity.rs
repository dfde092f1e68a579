//! Who git thinks somebody is.

use std::path::Path;

use super::config::settings;

/// The name and address that git would write into a commit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// `user.name`.
    pub name: Option<String>,
    /// `user.email`.
    pub email: Option<String>,
}

impl Identity {
    /// What git's configuration says in a folder, which need be no repository and need not exist.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        let there = folder.ancestors().find(|ancestor| ancestor.is_dir());
        let there = there.unwrap_or(Path::new("."));
        let mut values = settings(there, r"^user\.").unwrap_or_default();
        let mut value = |key: &str| {
            let value = values.remove(key)?.trim().to_owned();
            (!value.is_empty()).then_some(value)
        };
        Self { name: value("user.name"), email: value("user.email") }
    }
}
