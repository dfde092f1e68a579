//! Which files git leaves out of the archives that it makes.

use std::collections::BTreeSet;

use super::program::{git, run};
use super::read::Home;

/// The attribute that says so.
const ATTRIBUTE: &str = "export-ignore";

impl Home {
    /// Those of these files of the catalog that `git archive` leaves out, by themselves or with a folder that they
    /// are in: by the attributes that a commit has, or by those of the work tree where none is named.
    ///
    /// # Errors
    /// Git's words; before 2.40 it cannot be asked about a commit.
    pub fn unarchived(&self, commit: Option<&str>, paths: &[&str]) -> Result<Vec<String>, String> {
        let in_repository = |path: &str| self.path_in_repository(path);
        let asked: BTreeSet<String> =
            paths.iter().flat_map(|path| with_folders(&in_repository(path))).collect();
        let mut command = git(&self.top());
        command.args(["check-attr", "-z", "--stdin"]);
        command.args(commit.map(|commit| format!("--source={commit}")));
        let input: Vec<u8> = asked.iter().flat_map(|path| path.bytes().chain([0])).collect();
        let told = run(command.arg(ATTRIBUTE), &input)?.success()?.text();
        // Each answer is a path, the attribute's name, and `set` where it is.
        let fields: Vec<&str> = told.split('\0').collect();
        let answers = fields.as_chunks::<3>().0.iter();
        let out: BTreeSet<&str> =
            answers.filter(|[_, _, value]| *value == "set").map(|[path, ..]| *path).collect();
        let is_out = |path: &str| {
            with_folders(&in_repository(path)).iter().any(|one| out.contains(one.as_str()))
        };
        Ok(paths.iter().filter(|path| is_out(path)).map(|path| (*path).to_owned()).collect())
    }
}

/// A path and the folders that it is in, these with a slash at their ends.
fn with_folders(path: &str) -> Vec<String> {
    let folders = path.match_indices('/').map(|(at, _)| path[..=at].to_owned());
    folders.chain([path.to_owned()]).collect()
}
