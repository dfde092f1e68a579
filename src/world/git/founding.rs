//! A repository that is written from nothing in one go: objects in memory, one pack, then a checkout.
//!
//! Commits by the thousand would be as many loose files; here nothing reaches the disk before the
//! whole history is known.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use git2::{ObjectType, Oid, Repository, RepositoryInitOptions};

use super::objects::parse_id;
use super::read::words;

/// Before libgit2's own places for objects, so that all new ones go to memory.
const FIRST: i32 = 1_000;

/// A repository in the making.
pub struct Founding {
    repository: Repository,
    objects: BTreeSet<Oid>,
}

/// The content of a file, known to the repository in the making.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Content(Oid);

/// All files of a commit; copies share what they have in common.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    root: Arc<Directory>,
}

#[derive(Debug, Clone, Default)]
struct Directory {
    entries: BTreeMap<String, Entry>,
    /// Its name, if it was written since it changed.
    written: Option<Oid>,
}

#[derive(Debug, Clone)]
enum Entry {
    File(Oid),
    Directory(Arc<Directory>),
}

impl Snapshot {
    /// Puts a file at a path.
    ///
    /// # Errors
    /// A sentence when the path leads through a file.
    pub fn put(&mut self, path: &str, content: Content) -> Result<(), String> {
        let mut here = Arc::make_mut(&mut self.root);
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        here.written = None;
        for folder in folders.split('/').filter(|folder| !folder.is_empty()) {
            let entry = here
                .entries
                .entry(folder.to_owned())
                .or_insert_with(|| Entry::Directory(Arc::default()));
            let Entry::Directory(inside) = entry else {
                return Err(format!("`{path}` leads through a file"));
            };
            here = Arc::make_mut(inside);
            here.written = None;
        }
        here.entries.insert(name.to_owned(), Entry::File(content.0));
        Ok(())
    }
}

impl Founding {
    /// Begins a repository with a work tree in a new folder; its first branch is `main`.
    ///
    /// # Errors
    /// Git's words.
    pub fn begin(folder: &Path) -> Result<Self, String> {
        let mut options = RepositoryInitOptions::new();
        // The user's template may hold hooks, which know nothing of a company that was made up.
        options.initial_head("main").external_template(false).no_reinit(true);
        let repository = Repository::init_opts(folder, &options).map_err(words)?;
        repository
            .odb()
            .and_then(|odb| odb.add_new_mempack_backend(FIRST).map(|_| ()))
            .map_err(words)?;
        Ok(Self { repository, objects: BTreeSet::new() })
    }

    /// Takes in the bytes of a file.
    ///
    /// # Errors
    /// Git's words.
    pub fn content(&mut self, bytes: &[u8]) -> Result<Content, String> {
        self.object(ObjectType::Blob, bytes).map(Content)
    }

    /// Writes the trees of a snapshot that changed since the last time, and gives the name of its root.
    ///
    /// # Errors
    /// Git's words.
    pub fn tree(&mut self, snapshot: &mut Snapshot) -> Result<String, String> {
        self.directory(&mut snapshot.root).map(|id| id.to_string())
    }

    /// Writes a commit with exactly these bytes.
    ///
    /// # Errors
    /// Git's words.
    pub fn commit(&mut self, raw: &[u8]) -> Result<String, String> {
        self.object(ObjectType::Commit, raw).map(|id| id.to_string())
    }

    /// Lets a branch begin at a commit.
    ///
    /// # Errors
    /// Git's words.
    pub fn branch(&self, name: &str, commit: &str) -> Result<(), String> {
        let id = parse_id(commit)?;
        let name = format!("refs/heads/{name}");
        self.repository.reference(&name, id, true, "written").map(|_| ()).map_err(words)
    }

    /// Sets a key of the repository's own configuration.
    ///
    /// # Errors
    /// Git's words.
    pub fn setting(&self, key: &str, value: &str) -> Result<(), String> {
        let mut config = self.repository.config().map_err(words)?;
        config.set_str(key, value).map_err(words)
    }

    /// Writes all objects as one pack and checks `main` out.
    ///
    /// # Errors
    /// Git's words.
    pub fn settle(self) -> Result<(), String> {
        self.pack().map_err(words)?;
        super::first_checkout::check_out(&self.repository)
    }

    fn pack(&self) -> Result<(), git2::Error> {
        // Looking for likenesses would take longer than all the rest; git does it when it tidies up.
        // libgit2 1.9 reads the size from which it does not look out of the first key, not the second.
        const KEYS: [&str; 2] = ["pack.deltaCacheSize", "core.bigFileThreshold"];
        let mut config = self.repository.config()?.open_level(git2::ConfigLevel::Local)?;
        for key in KEYS {
            config.set_i64(key, 1)?;
        }
        let mut pack = self.repository.packbuilder()?;
        for key in KEYS {
            config.remove(key)?;
        }
        pack.set_threads(0);
        for id in &self.objects {
            pack.insert_object(*id, None)?;
        }
        pack.write(&self.repository.path().join("objects/pack"), 0)
    }

    fn object(&mut self, kind: ObjectType, bytes: &[u8]) -> Result<Oid, String> {
        let odb = self.repository.odb().map_err(words)?;
        let id = odb.write(kind, bytes).map_err(words)?;
        self.objects.insert(id);
        Ok(id)
    }

    fn directory(&mut self, directory: &mut Arc<Directory>) -> Result<Oid, String> {
        if let Some(id) = directory.written {
            return Ok(id);
        }
        let directory = Arc::make_mut(directory);
        let mut lines: Vec<(String, Vec<u8>)> = Vec::with_capacity(directory.entries.len());
        for (name, entry) in &mut directory.entries {
            let (mode, id, key) = match entry {
                Entry::File(id) => ("100644", *id, name.clone()),
                // Git sorts a folder as if its name ended with a slash.
                Entry::Directory(inside) => ("40000", self.directory(inside)?, format!("{name}/")),
            };
            let mut line = format!("{mode} {name}\0").into_bytes();
            line.extend_from_slice(id.as_bytes());
            lines.push((key, line));
        }
        lines.sort_unstable();
        let bytes: Vec<u8> = lines.into_iter().flat_map(|(_, line)| line).collect();
        let id = self.object(ObjectType::Tree, &bytes)?;
        directory.written = Some(id);
        Ok(id)
    }
}
