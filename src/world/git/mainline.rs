//! The mainline: a commit and its first parents, which is what a branch held one day after the other.

use std::collections::HashSet;

use git2::ObjectType;

use super::history::boundary;
use super::objects::{Header, raw};
use super::read::{Commit, words};

/// What the mainline held at a moment.
#[derive(Debug, Clone)]
pub enum Mainline {
    /// The newest commit that was there.
    At(Commit),
    /// Nothing: its first commit was made later.
    BeginsLater,
    /// Nobody knows: a shallow clone ends at a later commit.
    IsCut,
}

impl Commit {
    /// The newest of this commit and its first parents that was committed before a moment, in seconds
    /// since 1970.
    ///
    /// What a merge brings in belongs to the mainline from the merge on, however old it is.
    ///
    /// # Errors
    /// A sentence when a commit cannot be read.
    pub fn mainline_before(&self, moment: i64) -> Result<Mainline, String> {
        let repository = self.repository()?;
        let odb = repository.odb().map_err(words)?;
        let boundary: HashSet<_> = boundary(&repository).into_iter().collect();
        let mut id = self.id;
        loop {
            let header = Header::read(&raw(&odb, id, ObjectType::Commit)?)
                .ok_or_else(|| format!("commit {id} of the history is damaged"))?;
            if header.seconds < moment {
                return Self::found(&repository, &self.git_dir, &self.prefix, id).map(Mainline::At);
            }
            match header.parents.first() {
                None => return Ok(Mainline::BeginsLater),
                Some(_) if boundary.contains(&id) => return Ok(Mainline::IsCut),
                Some(parent) => id = *parent,
            }
        }
    }
}
