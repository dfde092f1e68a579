//! The text of one file together with the path it is known by.

use std::sync::Arc;

/// One file's path, relative to the catalog and with forward slashes, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Path relative to the catalog's root, with forward slashes.
    pub path: Arc<str>,
    /// The whole text, without a byte order mark.
    pub text: Arc<str>,
}

impl Source {
    /// A source of this path and text.
    #[must_use]
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), text: text.into() }
    }
}
