//! Symbolic links in commits: on the way to a folder, and in the place of one.

use std::path::Path;

use git2::{DiffOptions, FileMode, ObjectType};

use super::read::{Commit, Home, entry_at, words};

/// The mode of a symbolic link in a tree.
const LINK: i32 = 0o120_000;

impl Home {
    /// A folder as it is named, from the top of the repository and with forward slashes; no symbolic link
    /// inside of the repository is followed. None where the name does not lead through the top.
    #[must_use]
    pub fn named(&self, folder: &Path) -> Option<String> {
        let top = self.top().canonicalize().ok()?;
        let is_top = |above: &&Path| above.canonicalize().is_ok_and(|above| above == top);
        let named = folder.ancestors().filter(is_top).last()?;
        Some(folder.strip_prefix(named).ok()?.to_str()?.replace('\\', "/"))
    }
}

impl Commit {
    /// The first symbolic link on the way to a folder of the whole commit, if there is one.
    ///
    /// # Errors
    /// Git's words.
    pub fn link_on_the_way(&self, folder: &str) -> Result<Option<String>, String> {
        let repository = self.repository()?;
        let root = repository.find_commit(self.id).and_then(|commit| commit.tree());
        let root = root.map_err(words)?.id();
        let ends = folder.match_indices('/').map(|(end, _)| end).chain([folder.len()]);
        for above in ends.map(|end| &folder[..end]) {
            match entry_at(&repository, root, above)? {
                Some((_, _, LINK)) => return Ok(Some(above.to_owned())),
                Some(_) => {}
                None => break,
            }
        }
        Ok(None)
    }

    /// The symbolic links of this commit that are folders in another one, sorted.
    ///
    /// # Errors
    /// Git's words.
    pub fn links_for_folders_of(&self, other: &Self) -> Result<Vec<String>, String> {
        let repository = self.repository()?;
        let tree = |id| repository.find_commit(id).and_then(|commit| commit.tree()).map_err(words);
        let (before, after) = (tree(other.id)?, tree(self.id)?);
        let mut options = DiffOptions::new();
        options.include_typechange(true);
        let diff = repository.diff_tree_to_tree(Some(&before), Some(&after), Some(&mut options));
        let mut links = Vec::new();
        for delta in diff.map_err(words)?.deltas() {
            let new = delta.new_file();
            let Some(path) = new.path().and_then(Path::to_str) else { continue };
            if new.mode() == FileMode::Link
                && let Some((_, Some(ObjectType::Tree), _)) =
                    entry_at(&repository, before.id(), path)?
            {
                links.push(path.to_owned());
            }
        }
        links.sort_unstable();
        Ok(links)
    }
}
