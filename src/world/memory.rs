//! Files that exist only in memory: the cases of rules, tests, and texts not yet written.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::files::{Entry, Files, Hindrance, Listing, Obstacle, Reader};

/// Files by path.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    files: BTreeMap<Arc<str>, Vec<u8>>,
    obstacles: BTreeMap<Arc<str>, Hindrance>,
}

impl Memory {
    /// No files yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a file there; one that was there before is replaced.
    pub fn put(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }

    /// Puts something there that cannot be read.
    pub fn obstruct(&mut self, path: &str, what: Hindrance) {
        self.obstacles.insert(path.into(), what);
    }

    /// Takes a file away.
    pub fn remove(&mut self, path: &str) {
        self.files.remove(path);
    }

    /// All files with their bytes, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (&**path, bytes.as_slice()))
    }
}

impl Files for Memory {
    fn list(&self, enter: &(dyn Fn(&str) -> bool + Sync)) -> Result<Listing, String> {
        let mut listing = Listing::default();
        for path in self.files.keys() {
            match path.split_once('/') {
                Some((folder, _)) if !enter(folder) => {
                    if !folder.starts_with('.')
                        && !listing.other_folders.iter().any(|other| **other == *folder)
                    {
                        listing.other_folders.push(folder.into());
                    }
                }
                _ => listing.files.push(Entry { path: Arc::clone(path), blob: None }),
            }
        }
        listing.obstacles.extend(
            self.obstacles
                .iter()
                .filter(|(path, _)| path.split_once('/').is_none_or(|(folder, _)| enter(folder)))
                .map(|(path, what)| Obstacle { path: Arc::clone(path), what: what.clone() }),
        );
        Ok(listing)
    }

    fn reader(&self) -> Reader<'_> {
        Box::new(|entry| self.files.get(&entry.path).cloned().ok_or(Hindrance::Vanished))
    }

    fn has(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        self.files.keys().any(|file| **file == *path || file.starts_with(&folder))
    }
}

/// Other files with some of them replaced by texts that are not written yet.
pub struct Overlay<'a> {
    below: &'a dyn Files,
    replaced: BTreeMap<Arc<str>, Vec<u8>>,
}

impl<'a> Overlay<'a> {
    /// The files as they are.
    #[must_use]
    pub fn over(below: &'a dyn Files) -> Self {
        Self { below, replaced: BTreeMap::new() }
    }

    /// Replaces the bytes of a file that is there; files that are not are never listed.
    pub fn put(&mut self, path: &str, bytes: Vec<u8>) {
        self.replaced.insert(path.into(), bytes);
    }
}

impl Files for Overlay<'_> {
    fn list(&self, enter: &(dyn Fn(&str) -> bool + Sync)) -> Result<Listing, String> {
        self.below.list(enter)
    }

    fn reader(&self) -> Reader<'_> {
        let mut below = self.below.reader();
        Box::new(move |entry| match self.replaced.get(&entry.path) {
            Some(bytes) => Ok(bytes.clone()),
            None => below(entry),
        })
    }

    fn has(&self, path: &str) -> bool {
        self.replaced.contains_key(path) || self.below.has(path)
    }
}
