//! Whether git would ever take files of a folder into a commit.

use std::path::Path;

use super::program::{git, run_quietly};
use super::read::Home;

impl Home {
    /// Whether git ignores whatever is written into a folder of the work tree, and has nothing of it
    /// already. The folder need not be there yet.
    ///
    /// # Errors
    /// Git's words.
    pub fn keeps_out(&self, folder: &Path) -> Result<bool, String> {
        let top = self.top();
        // Patterns such as `growth/` speak of folders; of one that is not there yet, git knows that it
        // is one by something in it.
        let inside = folder.join("goals");
        let asked = run_quietly(git(&top).args(["check-ignore", "--quiet", "--"]).arg(&inside))?;
        match asked.code {
            Some(0) => {
                let tracked = run_quietly(git(&top).args(["ls-files", "-z", "--"]).arg(folder))?;
                Ok(tracked.success()?.output.is_empty())
            }
            Some(1) => Ok(false),
            _ => Err(asked.complaint()),
        }
    }
}
