//! Puts signed files on a branch: a statement, and the commit that carries it.
//!
//! The index and the work tree stay as they are, apart from new files of the branch that is checked
//! out. Whoever was slower than somebody else gets a new carrier; the statement is never signed twice.

use std::collections::BTreeMap;
use std::fmt;

use crate::trust::statement::Words;
use crate::world::clock;
use crate::world::git::about::Who;
use crate::world::git::branches::Branch;
use crate::world::git::read::Home;
use crate::world::git::write::{MoveRefusal, NewCommit, Stamp};
use crate::world::sign::setup::signing_setup;
use crate::world::sign::{self, Carrier, SignRefusal};

/// How often a carrier is made anew because somebody else was faster.
pub(super) const ATTEMPTS: usize = 8;

/// Where files are put: on the newest commit of a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The remote that the branch was fetched from; nothing for a branch of the repository itself.
    pub remote: Option<String>,
    /// The branch's name, without the remote's.
    pub name: String,
    /// The commit that the files are put on.
    pub head: String,
    /// Whether the branch is yet to be made.
    pub is_new: bool,
}

impl Target {
    /// A branch that is there.
    #[must_use]
    pub fn of(branch: Branch) -> Self {
        Self { remote: branch.remote, name: branch.name, head: branch.id, is_new: false }
    }

    /// A branch that is to be made on a commit.
    #[must_use]
    pub fn new_branch(name: &str, head: &str) -> Self {
        Self { remote: None, name: name.to_owned(), head: head.to_owned(), is_new: true }
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

/// What a carrier brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    /// The files by their paths in the catalog.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The whole message of the commit.
    pub message: String,
    /// Whether the commit is signed.
    pub signing: Signing,
}

/// Whether a carrier is signed. What counts is in the files; this is what a forge shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signing {
    /// By whoever signed the statement just now.
    Always,
    /// If the user's git signs every commit anyway: they only pass on what somebody else signed.
    AsUsual,
}

/// Files on a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The commit's full name.
    pub commit: String,
    /// The branch; its `head` is the commit that the carrier stands on.
    pub target: Target,
    /// What it brought.
    pub load: Load,
    /// Whether new files came into the work tree, because the branch is checked out.
    pub is_checked_out: bool,
}

/// Something lies where a new file would come into the work tree: its path in the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InTheWay(pub String);

impl fmt::Display for InTheWay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} lies in the work tree and is not committed, where the new record would come; nothing was \
             changed\n  help: look at it and move it away, or commit it; then run this again",
            self.0
        )
    }
}

/// Why files are not where they should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CarryRefusal {
    /// Nothing was signed.
    Sign(SignRefusal),
    /// Somebody else has put something else at one of the paths meanwhile.
    Occupied(String),
    /// Something that is not committed lies where a new file would come.
    InTheWay(InTheWay),
    /// The branch was not moved.
    Moved(MoveRefusal),
    /// Somebody else was faster every time.
    TooBusy(String),
    /// The branch of the remote has moved on, and the local one has commits that it does not have.
    Diverged(String),
    /// What was signed does not count on what others put there meanwhile; why.
    NoLonger(String),
    /// Nothing is known to push to.
    NoRemote,
    /// Neither the branch nor another one could be pushed; the words for it.
    NotPushed(String),
    /// Git refuses; its words.
    Failed(String),
}

impl fmt::Display for CarryRefusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sign(refusal) => refusal.fmt(formatter),
            Self::Occupied(path) => write!(
                formatter,
                "{path} has come to this branch meanwhile with other words, from somebody else or from \
                 another clone; nothing was changed there. Look at what is there, then run this again"
            ),
            Self::InTheWay(what) => what.fmt(formatter),
            Self::Moved(refusal) => refusal.fmt(formatter),
            Self::TooBusy(branch) => write!(
                formatter,
                "others kept moving {branch}, {ATTEMPTS} times in a row; nothing was changed there. \
                 Run this again"
            ),
            Self::Diverged(branch) => write!(
                formatter,
                "{branch} has moved on, and your branch has commits that it does not have; what you \
                 signed is on your branch. Bring both together with `git pull --rebase`, then `git push`"
            ),
            Self::NoLonger(why) => write!(
                formatter,
                "others have changed things meanwhile, and on top of that what you signed would be refused; \
                 nothing was pushed: {why}"
            ),
            Self::NoRemote => formatter.write_str(
                "there is no remote to push to; what you signed is on your branch. Name a remote with \
                 `git remote add origin ADDRESS`, then `git push`",
            ),
            Self::NotPushed(why) => write!(formatter, "nothing was pushed: {why}"),
            Self::Failed(why) => write!(formatter, "nothing was written: {why}"),
        }
    }
}

impl std::error::Error for CarryRefusal {}

impl From<SignRefusal> for CarryRefusal {
    fn from(refusal: SignRefusal) -> Self {
        Self::Sign(refusal)
    }
}

/// Signs a statement with the user's own key and gives its raw bytes; the repository gets no object.
///
/// # Errors
/// Why nothing was signed.
pub fn sign(home: &Home, words: &Words) -> Result<Vec<u8>, SignRefusal> {
    let (name, address, message) = (words.name(), words.address(), words.message());
    sign::sign_statement(&home.top(), name, &address, words.time, &message)
}

/// Puts files on a branch with one commit. A branch of the repository itself is moved to it, on top of
/// whatever others put there meanwhile; for a branch of a remote only the commit is made, to be pushed
/// or kept.
///
/// # Errors
/// Why not; nothing has changed then.
pub fn carry(home: &Home, asked: &Target, load: Load) -> Result<Carried, CarryRefusal> {
    let paths: Vec<String> = load.files.keys().cloned().collect();
    if asked.remote.is_none() && !asked.is_new {
        let found = home.in_the_way(&asked.name, &paths).map_err(CarryRefusal::Failed)?;
        if let Some(path) = found {
            return Err(CarryRefusal::InTheWay(InTheWay(path)));
        }
    }
    let mut target = asked.clone();
    let mut names = numbered(&asked.name).skip(1);
    for _ in 0..ATTEMPTS {
        let commit = commit_on(home, &target.head, &load)?;
        if target.remote.is_some() {
            return Ok(Carried { commit, target, load, is_checked_out: false });
        }
        let expected = (!target.is_new).then_some(&*target.head);
        let reason = load.message.lines().next().unwrap_or_default();
        match home.advance(&target.name, expected, &commit, reason, &paths) {
            Ok(is_checked_out) => {
                return Ok(Carried { commit, target, load, is_checked_out });
            }
            // Another branch of that name has nothing to do with this one.
            Err(MoveRefusal::Moved { now: Some(_) }) if target.is_new => {
                target.name = names.next().ok_or(CarryRefusal::TooBusy(asked.name.clone()))?;
            }
            Err(MoveRefusal::Moved { now: Some(now) }) => {
                refuse_occupied(home, &target.head, &now, &load)?;
                target.head = now;
            }
            Err(refusal) => return Err(CarryRefusal::Moved(refusal)),
        }
    }
    Err(CarryRefusal::TooBusy(target.short()))
}

/// Gives a carrier that no branch holds a branch of the repository itself, under this name or, where
/// there is another such branch, with a number behind it; gives the name.
///
/// # Errors
/// Git's words.
pub fn keep(home: &Home, carried: &Carried, name: &str) -> Result<String, CarryRefusal> {
    for name in numbered(name) {
        match home.move_branch(&name, None, &carried.commit, "learn: keep what was signed") {
            Ok(()) => return Ok(name),
            // It was kept before.
            Err(MoveRefusal::Moved { now: Some(now) }) if now == carried.commit => return Ok(name),
            Err(MoveRefusal::Moved { .. }) => {}
            Err(refusal) => return Err(CarryRefusal::Moved(refusal)),
        }
    }
    Err(CarryRefusal::TooBusy(name.to_owned()))
}

pub(super) fn commit_on(home: &Home, head: &str, load: &Load) -> Result<String, CarryRefusal> {
    let files = load.files.iter();
    let files = files.map(|(path, bytes)| (path.clone(), Some(bytes.clone()))).collect();
    let tree = home.tree_with(Some(head), &files).map_err(CarryRefusal::Failed)?;
    let parents = vec![head.to_owned()];
    let message = load.message.clone();
    let setup = signing_setup(&home.top()).map_err(CarryRefusal::Failed)?;
    if load.signing == Signing::Always || setup.signs_every_commit {
        return Ok(sign::signed_commit(&home.top(), &Carrier { tree, parents, message })?);
    }
    let (Some(name), Some(email)) = (setup.name, setup.email) else {
        return Err(CarryRefusal::Sign(SignRefusal::NoIdentity));
    };
    let stamp = Stamp { who: Who { name, email }, seconds: clock::seconds(), offset: 0 };
    let commit = NewCommit { tree, parents, author: stamp.clone(), committer: stamp, message };
    home.write_commit(&commit).map_err(CarryRefusal::Failed)
}

/// Refuses to write over what others put at one of the paths since `before`.
pub(super) fn refuse_occupied(
    home: &Home,
    before: &str,
    now: &str,
    load: &Load,
) -> Result<(), CarryRefusal> {
    let failed = CarryRefusal::Failed;
    let before = home.commit(before).map_err(failed)?;
    let now = home.commit(now).map_err(failed)?;
    for (path, bytes) in &load.files {
        let present = now.bytes_of(path).map_err(failed)?;
        let is_ours = present.as_ref() == Some(bytes);
        if !is_ours && present != before.bytes_of(path).map_err(failed)? {
            return Err(CarryRefusal::Occupied(path.clone()));
        }
    }
    Ok(())
}

/// A name, and the same name with numbers behind it.
pub(super) fn numbered(name: &str) -> impl Iterator<Item = String> + '_ {
    (1..=ATTEMPTS).map(
        move |number| {
            if number == 1 { name.to_owned() } else { format!("{name}-{number}") }
        },
    )
}
