//! A commit as a set of files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use git2::{ErrorCode, ObjectType, Oid, Repository, Tree};

use super::super::files::{Entry, Files, Hindrance, Listing, Obstacle, Reader};
use super::{anchor, unreadable};
use crate::base::date::Date;

/// The repository that a folder belongs to, and where in it the folder is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    git_dir: PathBuf,
    prefix: String,
}

/// A commit, and the folder in it that is the catalog.
#[derive(Debug, Clone)]
pub struct Commit {
    pub(super) git_dir: PathBuf,
    pub(super) prefix: String,
    pub(super) id: Oid,
    tree: Option<Oid>,
}

impl Home {
    /// Finds the repository around `folder`, if there is one.
    ///
    /// # Errors
    /// That there is one which cannot be read, and why, ready to be shown.
    pub fn around(folder: &Path) -> Result<Option<Self>, String> {
        let repository = match Repository::discover(folder) {
            Ok(repository) => repository,
            Err(error) if error.code() == ErrorCode::NotFound => return Ok(None),
            Err(error) => return Err(unreadable::why(folder, error)),
        };
        let below = |top: &Path| {
            let (top, folder) = (top.canonicalize().ok()?, folder.canonicalize().ok()?);
            Some(folder.strip_prefix(&top).ok()?.to_str()?.replace('\\', "/"))
        };
        let prefix = match repository.workdir() {
            Some(top) => below(top),
            None => Some(String::new()),
        };
        Ok(prefix.map(|prefix| Self { git_dir: repository.path().to_owned(), prefix }))
    }

    /// Where in the repository the folder is, with forward slashes; empty at its top.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The same repository with the catalog in another folder of it.
    #[must_use]
    pub fn in_folder(&self, folder: &str) -> Self {
        Self { git_dir: self.git_dir.clone(), prefix: folder.to_owned() }
    }

    /// Whether the repository has no work tree.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.open().is_ok_and(|repository| repository.is_bare())
    }

    /// The commit that a revision such as `HEAD~1`, `main` or `3f2c9ab` names.
    ///
    /// # Errors
    /// A sentence saying why there is none, ready to be shown.
    pub fn commit(&self, revision: &str) -> Result<Commit, String> {
        let repository = self.open()?;
        if anchor::is_missing(&repository, revision) {
            return Err(anchor::nothing(&repository, revision));
        }
        let object = repository.revparse_single(revision).map_err(|error| match error.code() {
            // What git's library says of it is about its own ways of looking.
            ErrorCode::NotFound | ErrorCode::InvalidSpec | ErrorCode::UnbornBranch => {
                anchor::nothing(&repository, revision)
            }
            _ => format!("there is no revision `{revision}`: {}", error.message()),
        })?;
        let commit = object
            .peel_to_commit()
            .map_err(|error| format!("`{revision}` is no commit: {}", error.message()))?;
        Commit::found(&repository, &self.git_dir, &self.prefix, commit.id())
    }

    /// The best common ancestor of two revisions, if they have one.
    ///
    /// # Errors
    /// A sentence when one of the revisions does not exist.
    pub fn merge_base(&self, one: &str, other: &str) -> Result<Option<String>, String> {
        let (one, other) = (self.commit(one)?, self.commit(other)?);
        let repository = self.open()?;
        Ok(repository.merge_base(one.id, other.id).ok().map(|id| id.to_string()))
    }

    /// The folder that git is run in: the top of the work tree, or the repository itself without one.
    #[must_use]
    pub fn top(&self) -> PathBuf {
        let top = self.open().ok().and_then(|repository| repository.workdir().map(Path::to_owned));
        top.unwrap_or_else(|| self.git_dir.clone())
    }

    /// A path of the catalog as the repository has it.
    #[must_use]
    pub fn path_in_repository(&self, path: &str) -> String {
        join(&self.prefix, path).as_ref().to_owned()
    }

    pub(super) fn open(&self) -> Result<Repository, String> {
        Repository::open(&self.git_dir).map_err(words)
    }
}

impl Commit {
    /// A commit of an open repository, and the catalog's folder in it.
    pub(super) fn found(
        repository: &Repository,
        git_dir: &Path,
        prefix: &str,
        id: Oid,
    ) -> Result<Self, String> {
        let root = repository.find_commit(id).and_then(|commit| commit.tree());
        let root = root.map_err(|error| lost(repository, id, &words(error)))?;
        let tree = if prefix.is_empty() {
            Some(root.id())
        } else {
            entry_at(repository, root.id(), prefix)
                .map_err(|why| lost(repository, id, &why))?
                .filter(|(_, kind, _)| *kind == Some(ObjectType::Tree))
                .map(|(inner, _, _)| inner)
        };
        Ok(Self { git_dir: git_dir.to_owned(), prefix: prefix.to_owned(), id, tree })
    }

    /// The commit's full hexadecimal name.
    #[must_use]
    pub fn id(&self) -> String {
        self.id.to_string()
    }

    /// The bytes of an ordinary file of the catalog, by its path there; nothing where there is none.
    ///
    /// # Errors
    /// Git's words.
    pub fn bytes_of(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        let repository = self.repository()?;
        let Some(tree) = self.tree else { return Ok(None) };
        let lost = |why: String| lost(&repository, self.id, &why);
        match entry_at(&repository, tree, path).map_err(lost)? {
            Some((id, Some(ObjectType::Blob), mode)) if mode != 0o120_000 => {
                let blob = repository.find_blob(id).map_err(|error| lost(words(error)))?;
                Ok(Some(blob.content().to_owned()))
            }
            Some(_) | None => Ok(None),
        }
    }

    /// The day the commit was made, in the committer's own time zone.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        let repository = Repository::open(&self.git_dir).ok()?;
        let time = repository.find_commit(self.id).ok()?.time();
        let seconds = time.seconds() + i64::from(time.offset_minutes()) * 60;
        let moment = jiff::Timestamp::from_second(seconds).ok()?;
        Some(moment.to_zoned(jiff::tz::TimeZone::UTC).date().into())
    }

    /// When the commit was made, in seconds since 1970.
    #[must_use]
    pub fn seconds(&self) -> Option<i64> {
        let repository = Repository::open(&self.git_dir).ok()?;
        Some(repository.find_commit(self.id).ok()?.time().seconds())
    }

    /// The folders of the whole commit that hold an ordinary file of this name, sorted; empty for its top.
    ///
    /// # Errors
    /// A sentence when the commit cannot be read.
    pub fn folders_with(&self, name: &str) -> Result<BTreeSet<String>, String> {
        let repository = self.repository()?;
        let tree = repository.find_commit(self.id).and_then(|commit| commit.tree());
        let mut folders = BTreeSet::new();
        let walked = tree.map_err(words)?.walk(git2::TreeWalkMode::PreOrder, |folder, entry| {
            let is_file = entry.kind() == Some(ObjectType::Blob) && entry.filemode() != 0o120_000;
            if is_file && entry.name_bytes() == name.as_bytes() {
                folders.insert(folder.trim_end_matches('/').to_owned());
            }
            git2::TreeWalkResult::Ok
        });
        walked.map_err(|error| lost(&repository, self.id, &words(error)))?;
        Ok(folders)
    }

    /// Whether the whole commit has a folder at a path; what belongs to a submodule or a link is none.
    ///
    /// # Errors
    /// A sentence when the commit cannot be read.
    pub fn has_folder(&self, folder: &str) -> Result<bool, String> {
        Ok(self.in_folder(folder)?.tree.is_some())
    }

    /// The same commit with the catalog in another folder.
    ///
    /// # Errors
    /// A sentence when the commit cannot be read.
    pub fn in_folder(&self, folder: &str) -> Result<Self, String> {
        Self::found(&self.repository()?, &self.git_dir, folder, self.id)
    }

    pub(super) fn repository(&self) -> Result<Repository, String> {
        Repository::open(&self.git_dir).map_err(words)
    }
}

impl Files for Commit {
    fn list(&self, enter: &(dyn Fn(&str) -> bool + Sync)) -> Result<Listing, String> {
        let repository = self.repository()?;
        let mut listing = Listing::default();
        let Some(tree) = self.tree else { return Ok(listing) };
        let tree = repository.find_tree(tree).map_err(words);
        tree.and_then(|tree| collect(&repository, &tree, "", Some(enter), &mut listing))
            .map_err(|why| lost(&repository, self.id, &why))?;
        listing.files.sort_unstable();
        listing.obstacles.sort_unstable();
        listing.other_folders.sort_unstable();
        Ok(listing)
    }

    fn reader(&self) -> Reader<'_> {
        let repository = self.repository();
        Box::new(move |entry| {
            let repository = repository.as_ref().map_err(|why| Hindrance::Refused(why.clone()))?;
            let blob = entry.blob.ok_or(Hindrance::Vanished)?;
            let blob = Oid::from_bytes(&blob).and_then(|id| repository.find_blob(id)).map_err(
                |error| {
                    let why = format!("{}: {}", entry.path, words(error));
                    Hindrance::Lost(lost(repository, self.id, &why))
                },
            )?;
            Ok(blob.content().to_owned())
        })
    }

    fn has(&self, path: &str) -> bool {
        let Some(tree) = self.tree else { return false };
        let found = self.repository().and_then(|repository| entry_at(&repository, tree, path));
        // A folder that the clone lacks may well have had the file.
        found.map_or(true, |found| {
            found.is_some_and(|(_, kind, mode)| match kind {
                Some(ObjectType::Blob) => mode != 0o120_000,
                kind => kind == Some(ObjectType::Tree),
            })
        })
    }
}

type Enter<'a> = &'a (dyn Fn(&str) -> bool + Sync);

fn collect(
    repository: &Repository,
    tree: &Tree<'_>,
    folder: &str,
    enter: Option<Enter<'_>>,
    listing: &mut Listing,
) -> Result<(), String> {
    for entry in tree {
        let Ok(name) = entry.name() else {
            let name = String::from_utf8_lossy(entry.name_bytes());
            let path = join(folder, &name);
            listing.obstacles.push(Obstacle { path, what: Hindrance::PathNotUtf8 });
            continue;
        };
        if name.starts_with('.') {
            continue;
        }
        let path = join(folder, name);
        let obstacle = |what| Obstacle { path: Arc::clone(&path), what };
        match (entry.kind(), entry.filemode()) {
            (Some(ObjectType::Tree), _) => match enter {
                Some(enter) if !enter(name) => listing.other_folders.push(path),
                _ => {
                    let inner = repository.find_tree(entry.id()).map_err(words)?;
                    collect(repository, &inner, &path, None, listing)?;
                }
            },
            (Some(ObjectType::Blob), 0o120_000) => {
                listing.obstacles.push(obstacle(Hindrance::Link));
            }
            (Some(ObjectType::Blob), _) => {
                listing.files.push(Entry { path, blob: oid_bytes(entry.id()) });
            }
            (Some(ObjectType::Commit), _) => {
                listing.obstacles.push(obstacle(Hindrance::Submodule));
            }
            _ => listing.obstacles.push(obstacle(Hindrance::NotAFile)),
        }
    }
    Ok(())
}

/// What lies at a path of a tree: its object, kind and mode; nothing where the trees on the way say so.
///
/// # Errors
/// Git's words, when one of those trees cannot be read. `git2` gives the same answer to both.
pub(super) fn entry_at(
    repository: &Repository,
    tree: Oid,
    path: &str,
) -> Result<Option<(Oid, Option<ObjectType>, i32)>, String> {
    let (mut here, mut found) = (tree, None);
    for name in path.split('/').filter(|name| !name.is_empty()) {
        if found.is_some_and(|(_, kind, _)| kind != Some(ObjectType::Tree)) {
            return Ok(None);
        }
        let tree = repository.find_tree(here).map_err(words)?;
        let Some(entry) = tree.get_name(name) else { return Ok(None) };
        here = entry.id();
        found = Some((here, entry.kind(), entry.filemode()));
    }
    Ok(found)
}

/// That a commit cannot be read completely, with what brings the rest.
fn lost(repository: &Repository, commit: Oid, why: &str) -> String {
    let id = commit.to_string();
    let id = super::about::short(&id);
    let is_partial = repository.config().is_ok_and(|config| {
        let promised = config.entries(Some("remote\\..*\\.(promisor|partialclonefilter)"));
        promised.is_ok_and(|mut entries| entries.next().is_some())
    });
    let help = if is_partial {
        "it was cloned with a filter; `git fetch --refetch --no-filter` brings everything, and CI clones without one"
    } else {
        "`git fsck` says what is missing; a new clone has everything"
    };
    format!(
        "this clone lacks objects of commit {id}, so that nothing in it can be taken for whole: {why}\n  help: {help}"
    )
}

fn oid_bytes(id: Oid) -> Option<[u8; 20]> {
    id.as_bytes().try_into().ok()
}

pub(super) fn join(folder: &str, name: &str) -> Arc<str> {
    if folder.is_empty() { name.into() } else { format!("{folder}/{name}").into() }
}

#[allow(clippy::needless_pass_by_value)] // used as `map_err(words)`
pub(super) fn words(error: git2::Error) -> String {
    error.message().to_owned()
}
