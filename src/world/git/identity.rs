//! Who git thinks somebody is.

use std::path::Path;

use git2::{Config, Repository};

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
        let config = folder
            .ancestors()
            .find(|ancestor| ancestor.is_dir())
            .and_then(|folder| Repository::discover(folder).ok())
            .and_then(|repository| repository.config().ok())
            .or_else(|| Config::open_default().ok());
        let value = |key: &str| {
            let value = config.as_ref()?.get_string(key).ok()?.trim().to_owned();
            (!value.is_empty()).then_some(value)
        };
        Self { name: value("user.name"), email: value("user.email") }
    }
}
