//! Who brought a file to a branch as it is there.

use git2::{Oid, Repository, Sort};

use super::read::{Commit, join, words};

impl Commit {
    /// The newest of the commits behind this one, and not behind `base`, that made a file of the catalog
    /// what it is here: no parent of it has the same. None where it was so before, or is not there.
    ///
    /// # Errors
    /// Git's words when a commit is missing.
    pub fn brought(&self, path: &str, base: Option<&Self>) -> Result<Option<Self>, String> {
        let repository = self.repository()?;
        let path = join(&self.prefix, path);
        let Some(now) = blob(&repository, self.id, &path)? else { return Ok(None) };
        let mut walk = repository.revwalk().map_err(words)?;
        walk.set_sorting(Sort::TOPOLOGICAL).map_err(words)?;
        walk.push(self.id).map_err(words)?;
        if let Some(base) = base {
            walk.hide(base.id).map_err(words)?;
        }
        for id in walk {
            let id = id.map_err(words)?;
            if blob(&repository, id, &path)? != Some(now) {
                continue;
            }
            let commit = repository.find_commit(id).map_err(words)?;
            let mut had_it = false;
            for parent in commit.parent_ids() {
                had_it |= blob(&repository, parent, &path)? == Some(now);
            }
            if !had_it {
                return Self::found(&repository, &self.git_dir, &self.prefix, id).map(Some);
            }
        }
        Ok(None)
    }
}

fn blob(repository: &Repository, commit: Oid, path: &str) -> Result<Option<Oid>, String> {
    let tree = repository.find_commit(commit).and_then(|commit| commit.tree()).map_err(words)?;
    Ok(tree.get_path(std::path::Path::new(path)).ok().map(|entry| entry.id()))
}
