//! What the verbs that answer share: the day or the commit that they answer for.

use super::terminal::Terminal;
use super::{Failure, Globals};
use crate::session::moment::{self, AsOf, Moment};

/// Which day or which commit to answer for.
#[derive(Debug, clap::Args)]
pub struct When {
    /// As it stood at the end of this day, or in this revision, instead of today; a name that fits several
    /// commits is refused
    #[arg(long, value_name = "DATE|REV")]
    as_of: Option<AsOf>,
    /// From a commit instead of the files on disk, as of the commit's day; a name that fits several is refused
    #[arg(long, value_name = "REV")]
    rev: Option<String>,
}

impl When {
    /// Finds the tree to read, and says so where it is another than the one that was named.
    pub(super) fn find(
        &self,
        terminal: &mut Terminal,
        globals: &Globals,
    ) -> Result<Moment, Failure> {
        let found = moment::find(&globals.directory, self.rev.as_deref(), self.as_of.as_ref())?;
        if let Some(note) = &found.note {
            terminal.say(format!("note: {note}"));
        }
        Ok(found)
    }
}
