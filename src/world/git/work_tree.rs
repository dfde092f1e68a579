//! Courtesy towards a work tree: what is not committed in it, and new files of a branch that moved.

use std::path::Path;

use git2::Repository;

use super::program::{git, run_quietly};
use super::read::{Home, words};
use super::write::MoveRefusal;

/// How many paths are named of those that are not committed.
const NAMED: usize = 5;

/// What is not committed in the catalog's folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Uncommitted {
    /// How many files.
    pub count: usize,
    /// The first few of them, as the repository has them.
    pub first: Vec<String>,
}

impl Home {
    /// The files in the catalog's folder that are changed, staged, deleted or untracked.
    ///
    /// # Errors
    /// Git's words.
    pub fn uncommitted(&self) -> Result<Uncommitted, String> {
        if self.is_bare() {
            return Ok(Uncommitted::default());
        }
        let mut command = git(&self.top());
        command.args(["--no-optional-locks", "status", "--porcelain", "-z", "--no-renames"]);
        command.args(["--untracked-files=all", "--"]);
        command.arg(format!(":(top,literal){}", self.prefix()));
        let outcome = run_quietly(&mut command)?.success()?;
        let text = outcome.text();
        let paths: Vec<&str> = text.split('\0').filter_map(|entry| entry.get(3..)).collect();
        let first = paths.iter().take(NAMED).map(|path| (*path).to_owned()).collect();
        Ok(Uncommitted { count: paths.len(), first })
    }

    /// Moves a branch from one commit to another, as [`Home::move_branch`] does, and says whether the
    /// work tree went with it, because that branch is checked out.
    ///
    /// A verb writes objects and moves the branch, and nothing else; when that branch is checked out,
    /// git would then show every new file as deleted. So there git fast-forwards: one process of its
    /// own moves files, index and branch, and whoever kills this one finds all of them moved or none.
    /// Where something is in the way, such as a merge that is going on, the branch is moved alone and
    /// the new files are brought in after it, if nothing is in their place. Git notes the commit before
    /// in `ORIG_HEAD`, as it does at every merge.
    ///
    /// # Errors
    /// When the branch is elsewhere, or git refuses.
    pub fn advance(
        &self,
        name: &str,
        expected: Option<&str>,
        new: &str,
        reason: &str,
        paths: &[String],
    ) -> Result<bool, MoveRefusal> {
        let is_here = !self.is_bare() && self.current_branch().is_some_and(|here| here == name);
        let stands_on = |id: &str| self.commit("HEAD").is_ok_and(|head| head.id() == id);
        if let Some(old) = expected.filter(|old| is_here && stands_on(old)) {
            if self.follow(new, reason).is_ok() {
                return Ok(true);
            }
            self.step_back(old, new, paths);
        }
        self.move_branch(name, expected, new, reason)?;
        // The branch has moved whatever becomes of the work tree.
        Ok(self.refresh(new, paths).unwrap_or(false))
    }

    /// Brings new files of the catalog from a commit into index and work tree, after the branch that
    /// is checked out was moved to it, and says whether it did.
    ///
    /// Exactly these files are brought in, and only if the commit is what is checked out and none of
    /// them is there yet, neither in the index nor in the work tree. Whoever ends the program in
    /// between sees them as deleted in `git status`; nothing is lost, and
    /// `git restore --staged --worktree <path>` brings them back.
    ///
    /// # Errors
    /// Git's words, when somebody else holds the index, say; the branch has moved all the same.
    pub fn refresh(&self, commit: &str, paths: &[String]) -> Result<bool, String> {
        let repository = self.open()?;
        let is_head = repository
            .find_reference("HEAD")
            .and_then(|head| head.resolve())
            .is_ok_and(|head| head.target().is_some_and(|id| id.to_string() == commit));
        let Some(top) = repository.workdir().filter(|_| is_head && !paths.is_empty()) else {
            return Ok(false);
        };
        let paths: Vec<String> = paths.iter().map(|path| self.path_in_repository(path)).collect();
        if !all_absent(&repository, top, &paths)? {
            return Ok(false);
        }
        // Restoring would run the user's hook for checkouts, which knows nothing of this.
        let mut command = git(top);
        command.args(["-c", "core.hooksPath=/dev/null", "--literal-pathspecs", "restore"]);
        command.args([&format!("--source={commit}"), "--staged", "--worktree", "--"]);
        command.args(&paths);
        run_quietly(&mut command)?.success().map(|_| true)
    }

    /// The first of these paths of the catalog, as the repository has it, at which something lies that is not
    /// committed, neither in the commit that is checked out nor elsewhere; only if this branch is checked out.
    ///
    /// # Errors
    /// Git's words.
    pub fn in_the_way(&self, name: &str, paths: &[String]) -> Result<Option<String>, String> {
        let is_here = !self.is_bare() && self.current_branch().is_some_and(|here| here == name);
        if !is_here {
            return Ok(None);
        }
        let repository = self.open()?;
        let (Some(top), Ok(head)) = (repository.workdir(), self.commit("HEAD")) else {
            return Ok(None);
        };
        for path in paths {
            let whole = self.path_in_repository(path);
            let is_new = head.bytes_of(path)?.is_none();
            if is_new && !all_absent(&repository, top, std::slice::from_ref(&whole))? {
                return Ok(Some(whole));
            }
        }
        Ok(None)
    }

    /// The files that a sparse checkout leaves out of the work tree in the catalog's folder, as the
    /// repository has them; none where the work tree is whole.
    ///
    /// # Errors
    /// Git's words.
    pub fn left_out(&self) -> Result<Vec<String>, String> {
        let repository = self.open()?;
        // Git writes this file when a work tree becomes sparse; without it nothing is asked of git.
        if repository.is_bare() || !repository.path().join("info/sparse-checkout").is_file() {
            return Ok(Vec::new());
        }
        let mut command = git(&self.top());
        command.args(["--no-optional-locks", "ls-files", "-t", "-z", "--"]);
        command.arg(format!(":(top,literal){}", self.prefix()));
        let outcome = run_quietly(&mut command)?.success()?;
        let text = outcome.text();
        let left_out = text.split('\0').filter_map(|line| line.strip_prefix("S "));
        Ok(left_out.map(str::to_owned).collect())
    }

    /// Moves the branch that is checked out to a commit that goes on from it, with index and work tree.
    ///
    /// # Errors
    /// Git's words, when a file that differs is not committed; nothing has changed then.
    pub fn fast_forward(&self, commit: &str) -> Result<(), String> {
        self.follow(commit, "learn")
    }

    /// Moves the branch that is checked out from one commit to another with index and work tree, and says whether
    /// it did: nothing moves where the branch is elsewhere, something is staged, or a file that differs is not
    /// committed.
    #[must_use]
    pub fn change_over(&self, name: &str, from: &str, to: &str, reason: &str) -> bool {
        let is_here = !self.is_bare() && self.current_branch().is_some_and(|here| here == name);
        if !is_here || self.commit("HEAD").is_ok_and(|head| head.id() != from) {
            return false;
        }
        let top = self.top();
        let says_yes = |command: &mut std::process::Command| {
            run_quietly(command).is_ok_and(|outcome| outcome.is_success())
        };
        says_yes(git(&top).args(["diff-index", "--cached", "--quiet", from, "--"]))
            && says_yes(
                git(&top)
                    .args(["-c", "core.hooksPath=/dev/null", "reset", "--quiet", "--keep", to])
                    .env("GIT_REFLOG_ACTION", reason),
            )
    }

    /// Takes files and index back, if git brought them and then could not move the branch.
    fn step_back(&self, old: &str, new: &str, paths: &[String]) {
        let mut command = git(&self.top());
        command.args(["--literal-pathspecs", "diff-index", "--cached", "--quiet", new, "--"]);
        command.args(paths.iter().map(|path| self.path_in_repository(path)));
        if run_quietly(&mut command).is_ok_and(|outcome| outcome.is_success()) {
            // Only what differs between the two is touched, and nothing that somebody changed.
            let _ = run_quietly(git(&self.top()).args(["read-tree", "-m", "-u", new, old]));
        }
    }

    fn follow(&self, commit: &str, reason: &str) -> Result<(), String> {
        let mut command = git(&self.top());
        // Hooks know nothing of this, as with restoring.
        command.args(["-c", "core.hooksPath=/dev/null", "-c", "maintenance.auto=false"]);
        command.args(["-c", "gc.auto=0", "merge", "--quiet", "--ff-only", "--no-squash"]);
        command.args(["--no-autostash", "--no-verify-signatures", commit]);
        command.env("GIT_REFLOG_ACTION", reason);
        run_quietly(&mut command)?.success().map(|_| ())
    }
}

fn all_absent(repository: &Repository, top: &Path, paths: &[String]) -> Result<bool, String> {
    let mut index = repository.index().map_err(words)?;
    index.read(true).map_err(words)?;
    Ok(paths.iter().all(|path| {
        // Any stage counts: a path in conflict is there as well.
        let staged = (0..4).any(|stage| index.get_path(Path::new(path), stage).is_some());
        !staged && is_free(top, path)
    }))
}

/// Whether nothing is at the path, and only folders are on the way to it.
fn is_free(top: &Path, path: &str) -> bool {
    let mut here = top.to_owned();
    for name in path.split('/') {
        here.push(name);
        match here.symlink_metadata() {
            Err(error) => return error.kind() == std::io::ErrorKind::NotFound,
            Ok(metadata) if metadata.is_dir() => {}
            Ok(_) => return false,
        }
    }
    false
}
