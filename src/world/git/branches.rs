//! The branches of a repository, its own and those it knows of remotes.

use git2::{BranchType, Repository};

use super::read::{Home, words};

/// A branch and where it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Branch {
    /// The remote that it was fetched from; nothing for a branch of the repository itself.
    pub remote: Option<String>,
    /// Its name, without the remote's.
    pub name: String,
    /// The full name of its newest commit.
    pub id: String,
}

impl Branch {
    /// Whether it was fetched from a remote.
    #[must_use]
    pub fn is_remote(&self) -> bool {
        self.remote.is_some()
    }

    /// How git and people call it: `main`, `origin/main`.
    #[must_use]
    pub fn short(&self) -> String {
        match &self.remote {
            Some(remote) => format!("{remote}/{}", self.name),
            None => self.name.clone(),
        }
    }
}

impl Home {
    /// All branches, those of the repository itself first, sorted; names for other branches such as
    /// `origin/HEAD` are left out.
    ///
    /// # Errors
    /// Git's words.
    pub fn branches(&self) -> Result<Vec<Branch>, String> {
        let repository = self.open()?;
        let remotes = remotes(&repository)?;
        let mut branches = Vec::new();
        for branch in repository.branches(None).map_err(words)? {
            let Ok((branch, kind)) = branch else { continue };
            let reference = branch.into_reference();
            // A name for another branch has no target of its own; a name that is not UTF-8 cannot be
            // typed either.
            let (Some(id), Ok(name)) = (reference.target(), reference.shorthand()) else {
                continue;
            };
            let (remote, name) = match kind {
                BranchType::Local => (None, name),
                BranchType::Remote => {
                    let Some((remote, name)) = split(name, &remotes) else { continue };
                    (Some(remote), name)
                }
            };
            branches.push(Branch { remote, name: name.to_owned(), id: id.to_string() });
        }
        branches.sort_unstable();
        Ok(branches)
    }

    /// The branch of a remote that a reference stands for, by its full name: what `refs/remotes/origin/HEAD`
    /// points to. None where it points to a commit, or to nothing that is there.
    #[must_use]
    pub fn stands_for(&self, full: &str) -> Option<Branch> {
        let repository = self.open().ok()?;
        let reference = repository.find_reference(full).ok()?;
        let target = reference.symbolic_target().ok()??.strip_prefix("refs/remotes/")?;
        self.branches().ok()?.into_iter().find(|one| one.is_remote() && one.short() == target)
    }

    /// The branch that is checked out, also when it has no commit yet; nothing when none is.
    #[must_use]
    pub fn current_branch(&self) -> Option<String> {
        let repository = self.open().ok()?;
        let head = repository.find_reference("HEAD").ok()?;
        let target = head.symbolic_target().ok()??;
        target.strip_prefix("refs/heads/").map(str::to_owned)
    }
}

fn remotes(repository: &Repository) -> Result<Vec<String>, String> {
    let names = repository.remotes().map_err(words)?;
    let mut names: Vec<String> =
        names.iter().filter_map(|name| name.ok().flatten().map(str::to_owned)).collect();
    // A remote's name may have slashes; the longest that fits is meant.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    Ok(names)
}

fn split<'a>(name: &'a str, remotes: &[String]) -> Option<(String, &'a str)> {
    let known = remotes.iter().find_map(|remote| {
        Some((remote.clone(), name.strip_prefix(remote.as_str())?.strip_prefix('/')?))
    });
    known.or_else(|| name.split_once('/').map(|(remote, name)| (remote.to_owned(), name)))
}
