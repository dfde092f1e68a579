//! A new repository for a catalog that begins: taken back unless everything else succeeded as well.

use std::path::{Path, PathBuf};

use super::program::{git, run_quietly};
use super::read::Home;

/// A repository that was made a moment ago; dropped, it goes away again.
#[derive(Debug)]
pub struct Beginning {
    home: Home,
    git_dir: PathBuf,
    /// The folder, if it was made along with the repository.
    made: Option<PathBuf>,
    is_kept: bool,
}

impl Beginning {
    /// Makes a repository in a folder, and the folder if it is not there. Its branch is called as the
    /// user's configuration says, otherwise `main`.
    ///
    /// # Errors
    /// Git's words.
    pub fn in_folder(folder: &Path) -> Result<Self, String> {
        let existing = folder.ancestors().find(|one| one.is_dir()).unwrap_or(Path::new("."));
        let wish = run_quietly(git(existing).args(["config", "--get", "init.defaultBranch"]))?;
        let mut command = git(existing);
        command.args(["init", "--quiet"]);
        if !wish.is_success() {
            command.arg("--initial-branch=main");
        }
        let made = (!folder.is_dir()).then(|| folder.to_owned());
        run_quietly(command.arg("--").arg(folder))?.success()?;
        let home = Home::around(folder)?
            .ok_or_else(|| format!("git made no repository in {}", folder.display()))?;
        Ok(Self { home, git_dir: folder.join(".git"), made, is_kept: false })
    }

    /// The repository.
    #[must_use]
    pub const fn home(&self) -> &Home {
        &self.home
    }

    /// Leaves it where it is.
    pub fn keep(mut self) {
        self.is_kept = true;
    }
}

impl Drop for Beginning {
    fn drop(&mut self) {
        if self.is_kept {
            return;
        }
        // Whoever cannot take it back leaves an empty repository, which hinders nothing.
        let _ = std::fs::remove_dir_all(&self.git_dir);
        if let Some(folder) = &self.made {
            let _ = std::fs::remove_dir(folder);
        }
    }
}
