//! Which files differ between two commits, or between a commit and a work tree.

use std::collections::BTreeMap;

use git2::{ObjectType, Oid, Repository};

use super::read::Commit;

/// The blobs of one commit's catalog by path.
#[derive(Debug, Clone, Default)]
pub struct Blobs {
    by_path: BTreeMap<String, Oid>,
}

impl Blobs {
    /// Reads the paths and blob ids of a commit; a commit without the folder has none.
    ///
    /// # Errors
    /// What git says when an object cannot be read.
    pub fn of(commit: &Commit) -> Result<Self, String> {
        let mut blobs = Self::default();
        if let Some(tree) = commit.tree() {
            let repository = commit.repository()?;
            collect(&repository, tree, "", &mut blobs.by_path)?;
        }
        Ok(blobs)
    }

    /// Whether the commit holds exactly these bytes at this path.
    #[must_use]
    pub fn holds(&self, path: &str, bytes: &[u8]) -> bool {
        self.by_path.get(path).is_some_and(|id| {
            Oid::hash_object(ObjectType::Blob, bytes).is_ok_and(|actual| actual == *id)
        })
    }

    /// Whether the commit has a file at this path.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.by_path.contains_key(path)
    }

    /// All paths, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.by_path.keys().map(String::as_str)
    }
}

fn collect(
    repository: &Repository,
    tree: Oid,
    folder: &str,
    blobs: &mut BTreeMap<String, Oid>,
) -> Result<(), String> {
    let tree = repository.find_tree(tree).map_err(|error| error.message().to_owned())?;
    for entry in &tree {
        let Ok(name) = entry.name() else { continue };
        let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        match entry.kind() {
            Some(ObjectType::Tree) => collect(repository, entry.id(), &path, blobs)?,
            Some(ObjectType::Blob) => {
                blobs.insert(path, entry.id());
            }
            _ => {}
        }
    }
    Ok(())
}
