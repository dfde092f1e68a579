//! What differs between two commits.

use std::path::Path;

use super::read::{Commit, words};

impl Commit {
    /// The paths, from the top of the repository, at which this commit holds something else than an earlier one;
    /// none where one of them is no text.
    ///
    /// # Errors
    /// Git's words.
    pub fn paths_changed_since(&self, earlier: &Self) -> Result<Option<Vec<String>>, String> {
        let repository = self.repository()?;
        let tree = |id| repository.find_commit(id).and_then(|commit| commit.tree()).map_err(words);
        let (before, after) = (tree(earlier.id)?, tree(self.id)?);
        let diff =
            repository.diff_tree_to_tree(Some(&before), Some(&after), None).map_err(words)?;
        let files = diff.deltas().flat_map(|delta| {
            [delta.old_file(), delta.new_file()]
                .map(|file| file.path().and_then(Path::to_str).map(str::to_owned))
        });
        Ok(files.collect())
    }
}
