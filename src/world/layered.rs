//! Files of one place with others laid over them: a private folder, or a text that is not written yet.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::files::{Entry, Files, Hindrance, Listing, Reader};

/// Files with others laid over them; where both have a path, the upper one is read.
pub struct Layered<'a> {
    below: &'a dyn Files,
    above: BTreeMap<Arc<str>, Vec<u8>>,
}

impl<'a> Layered<'a> {
    /// The files as they are.
    #[must_use]
    pub fn over(below: &'a dyn Files) -> Self {
        Self { below, above: BTreeMap::new() }
    }

    /// Lays a file over them, whether they have one at its path or not.
    pub fn put(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.above.insert(path.into(), bytes.into());
    }

    /// Lays many files over them.
    pub fn put_all<'b>(&mut self, files: impl IntoIterator<Item = (&'b Arc<str>, &'b Vec<u8>)>) {
        for (path, bytes) in files {
            self.above.insert(Arc::clone(path), bytes.clone());
        }
    }
}

impl Files for Layered<'_> {
    fn list(&self, enter: &(dyn Fn(&str) -> bool + Sync)) -> Result<Listing, String> {
        let mut listing = self.below.list(enter)?;
        listing.files.retain(|file| !self.above.contains_key(&file.path));
        let above = self.above.keys().map(|path| Entry { path: Arc::clone(path), blob: None });
        listing.files.extend(above);
        listing.files.sort_unstable();
        Ok(listing)
    }

    fn reader(&self) -> Reader<'_> {
        let mut below = self.below.reader();
        Box::new(move |entry| match self.above.get(&entry.path) {
            Some(bytes) => Ok(bytes.clone()),
            None => below(entry),
        })
    }

    fn read_one(&self, path: &str) -> Result<Vec<u8>, Hindrance> {
        self.above.get(path).map_or_else(|| self.below.read_one(path), |bytes| Ok(bytes.clone()))
    }

    fn has(&self, path: &str) -> bool {
        self.above.contains_key(path) || self.below.has(path)
    }
}
