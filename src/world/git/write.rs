//! New commits on top of old ones, without index and work tree: objects first, the branch last.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use git2::{ObjectType, Oid, Reference, Repository, Tree};

use super::about::Who;
use super::objects::parse_id;
use super::program::{git, run_quietly};
use super::read::{Home, words};

/// Who did something, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Name and address.
    pub who: Who,
    /// Seconds since 1970.
    pub seconds: i64,
    /// The time zone, in minutes east of UTC.
    pub offset: i32,
}

/// An unsigned commit that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCommit {
    /// The tree's full name, as [`Home::tree_with`] gives it.
    pub tree: String,
    /// The parents' full names.
    pub parents: Vec<String>,
    /// Who wrote it.
    pub author: Stamp,
    /// Who commits it.
    pub committer: Stamp,
    /// The whole message.
    pub message: String,
}

impl NewCommit {
    /// The commit's bytes, which are also what a signature over it is made of.
    ///
    /// # Errors
    /// A sentence when a name cannot stand in a commit.
    pub fn payload(&self) -> Result<String, String> {
        let mut text = format!("tree {}\n", self.tree);
        for parent in &self.parents {
            let _ = writeln!(text, "parent {parent}");
        }
        let _ = writeln!(text, "author {}", line(&self.author)?);
        let _ = writeln!(text, "committer {}\n", line(&self.committer)?);
        text.push_str(&self.message);
        if !text.ends_with('\n') {
            text.push('\n');
        }
        Ok(text)
    }

    /// The commit's bytes with a signature over its payload.
    ///
    /// # Errors
    /// A sentence when a name cannot stand in a commit.
    pub fn signed(&self, sign: impl FnOnce(&[u8]) -> String) -> Result<String, String> {
        let payload = self.payload()?;
        let signature = sign(payload.as_bytes()).trim_end_matches('\n').replace('\n', "\n ");
        let (headers, message) = payload.split_once("\n\n").unwrap_or((&payload, ""));
        Ok(format!("{headers}\ngpgsig {signature}\n\n{message}"))
    }
}

/// Why a branch was not moved; nothing has changed then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MoveRefusal {
    /// The branch is not where it was expected to be.
    Moved {
        /// Where it is now; nothing when there is no such branch.
        now: Option<String>,
    },
    /// Git refuses; its words.
    Failed(String),
}

impl fmt::Display for MoveRefusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Moved { now: Some(now) } => {
                write!(formatter, "the branch has moved on meanwhile, to {now}; run this again")
            }
            Self::Moved { now: None } => {
                formatter.write_str("the branch is gone meanwhile; nothing was written to it")
            }
            Self::Failed(why) => write!(formatter, "the branch could not be moved: {why}"),
        }
    }
}

impl std::error::Error for MoveRefusal {}

impl Home {
    /// Writes the tree of a commit with some files of the catalog put (their bytes) or taken away
    /// (`None`), and gives its full name; without a commit it begins empty.
    ///
    /// Paths are the catalog's. Only the trees on the way are written; a file that was there keeps its
    /// mode, a folder that becomes empty goes away, and taking away what is not there is no fault.
    ///
    /// # Errors
    /// A sentence when a path leads through a file, a link or a submodule, or is no plain path.
    pub fn tree_with(
        &self,
        base: Option<&str>,
        changes: &BTreeMap<String, Option<Vec<u8>>>,
    ) -> Result<String, String> {
        let repository = self.open()?;
        let tree = match base {
            Some(id) => {
                let commit = repository.find_commit(parse_id(id)?).map_err(words)?;
                Some(commit.tree().map_err(words)?)
            }
            None => None,
        };
        let mut root = Change::Inside(BTreeMap::new());
        for (path, bytes) in changes {
            root.add(&self.path_in_repository(path), bytes.as_deref())?;
        }
        let Change::Inside(inside) = root else { return Err("nothing to write".to_owned()) };
        let written = write_tree(&repository, tree.as_ref(), &inside, "")?;
        match written {
            Some(id) => Ok(id.to_string()),
            None => empty_tree(&repository).map(|id| id.to_string()),
        }
    }

    /// Writes an unsigned commit object and gives its full name; no reference is touched.
    ///
    /// # Errors
    /// A sentence when its tree or a parent is not here, or a name cannot stand in a commit.
    pub fn write_commit(&self, commit: &NewCommit) -> Result<String, String> {
        self.write_raw_commit(commit.payload()?.as_bytes())
    }

    /// Moves the branch `name` from one commit to another, or makes it where none is expected; the
    /// comparison happens under git's own lock. Index and work tree are not touched, also when the
    /// branch is checked out: see [`Home::advance`].
    ///
    /// Git itself does it, in a process of its own: whoever kills this one leaves no lock behind.
    ///
    /// # Errors
    /// When the branch is elsewhere, or git refuses.
    pub fn move_branch(
        &self,
        name: &str,
        expected: Option<&str>,
        new: &str,
        reason: &str,
    ) -> Result<(), MoveRefusal> {
        let failed = MoveRefusal::Failed;
        let repository = self.open().map_err(failed)?;
        let full = format!("refs/heads/{name}");
        if name.starts_with('-') || name == "HEAD" || !Reference::is_valid_name(&full) {
            return Err(failed(format!("`{name}` is no name for a branch")));
        }
        let new = parse_id(new).map_err(failed)?;
        repository.find_commit(new).map_err(|error| failed(words(error)))?;
        let expected = match expected {
            Some(id) => parse_id(id).map_err(failed)?,
            // What no commit is called stands for "not there" in git's comparison.
            None => Oid::ZERO_SHA1,
        };
        let mut command = git(&self.top());
        // The user's hook for references knows nothing of this.
        command.args(["-c", "core.hooksPath=/dev/null", "update-ref", "-m"]);
        command.args([if reason.is_empty() { "learn" } else { reason }, &full]);
        command.args([new.to_string(), expected.to_string()]);
        let outcome = run_quietly(&mut command).map_err(failed)?;
        if outcome.is_success() {
            return Ok(());
        }
        let now = repository.find_reference(&full).and_then(|found| found.resolve());
        let now = now.ok().and_then(|found| found.target());
        if now.unwrap_or(Oid::ZERO_SHA1) != expected {
            return Err(MoveRefusal::Moved { now: now.map(|id| id.to_string()) });
        }
        Err(failed(complaint(&outcome.complaint())))
    }
}

/// Git's words, with what to do about a lock: whoever kills git while a branch moves leaves its lock,
/// and git never takes it away by itself.
fn complaint(words: &str) -> String {
    let first = words.lines().next().unwrap_or_default();
    if !first.contains(".lock") {
        return words.to_owned();
    }
    let first = first.trim_start_matches("fatal: ").trim_end_matches('.');
    format!(
        "{first}\n  help: another git is at work here; if none is, one was killed half-way: remove \
         that file, then run this again"
    )
}

/// What happens to one entry of a tree.
enum Change<'a> {
    Put(&'a [u8]),
    Remove,
    Inside(BTreeMap<String, Change<'a>>),
}

impl<'a> Change<'a> {
    fn add(&mut self, path: &str, bytes: Option<&'a [u8]>) -> Result<(), String> {
        let mut here = self;
        for name in path.split('/') {
            if matches!(name, "" | "." | "..") || name.eq_ignore_ascii_case(".git") {
                return Err(format!("`{path}` is no path inside the repository"));
            }
            let Change::Inside(inside) = here else {
                return Err(format!("`{path}` leads through a file"));
            };
            here = inside.entry(name.to_owned()).or_insert(Change::Inside(BTreeMap::new()));
        }
        *here = bytes.map_or(Change::Remove, Change::Put);
        Ok(())
    }
}

fn write_tree(
    repository: &Repository,
    tree: Option<&Tree<'_>>,
    changes: &BTreeMap<String, Change<'_>>,
    folder: &str,
) -> Result<Option<Oid>, String> {
    let mut builder = repository.treebuilder(tree).map_err(words)?;
    for (name, change) in changes {
        let path = super::read::join(folder, name);
        let old = tree.and_then(|tree| tree.get_name(name));
        let kind = old.as_ref().and_then(git2::TreeEntry::kind);
        let mode = old.as_ref().map_or(0o100_644, git2::TreeEntry::filemode);
        let is_file = kind == Some(ObjectType::Blob) && mode != 0o120_000;
        match change {
            Change::Put(_) | Change::Remove if old.is_some() && !is_file => {
                return Err(format!("`{path}` is no ordinary file"));
            }
            Change::Put(bytes) => {
                let blob = repository.blob(bytes).map_err(words)?;
                builder.insert(name, blob, mode).map_err(words)?;
            }
            Change::Remove if old.is_some() => builder.remove(name).map_err(words)?,
            Change::Remove => {}
            Change::Inside(inside) => {
                let inner = match (kind, &old) {
                    (None, _) => None,
                    (Some(ObjectType::Tree), Some(old)) => {
                        Some(repository.find_tree(old.id()).map_err(words)?)
                    }
                    _ => return Err(format!("`{path}` is no folder")),
                };
                match write_tree(repository, inner.as_ref(), inside, &path)? {
                    Some(id) => {
                        builder.insert(name, id, 0o040_000).map_err(words)?;
                    }
                    None if old.is_some() => builder.remove(name).map_err(words)?,
                    None => {}
                }
            }
        }
    }
    if builder.is_empty() { Ok(None) } else { builder.write().map(Some).map_err(words) }
}

fn empty_tree(repository: &Repository) -> Result<Oid, String> {
    repository.treebuilder(None).and_then(|builder| builder.write()).map_err(words)
}

fn line(stamp: &Stamp) -> Result<String, String> {
    let Who { name, email } = &stamp.who;
    if [name, email].iter().any(|text| text.contains(['<', '>', '\n', '\0'])) {
        return Err(format!("`{name} <{email}>` cannot stand in a commit"));
    }
    let sign = if stamp.offset < 0 { '-' } else { '+' };
    let minutes = stamp.offset.unsigned_abs();
    let zone = format!("{sign}{:02}{:02}", minutes / 60, minutes % 60);
    Ok(format!("{name} <{email}> {} {zone}", stamp.seconds))
}
