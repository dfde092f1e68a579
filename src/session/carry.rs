//! Puts signed files on a branch: a statement, the commit that carries it, and the way to a remote.
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
use crate::world::git::remote::{self, PushOutcome};
use crate::world::git::write::{MoveRefusal, NewCommit, Stamp};
use crate::world::sign::setup::signing_setup;
use crate::world::sign::{self, Carrier, SignRefusal};

/// How often a carrier is made anew because somebody else was faster.
const ATTEMPTS: usize = 8;

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

/// Files on a branch of a remote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pushed {
    /// The commit's full name; another one than before if the branch had moved on.
    pub commit: String,
    /// The remote.
    pub remote: String,
    /// The branch there.
    pub branch: String,
    /// Why it is not the branch that was asked for.
    pub instead: Option<String>,
    /// Where a pull request for the branch is opened.
    pub link: Option<String>,
    /// What the server said besides.
    pub remarks: Vec<String>,
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
                 signed is on your branch. Bring both together with `git pull`, then `git push`"
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

/// Says of the commit of a carrier why what it brings would be refused there.
pub type Counts<'c> = &'c dyn Fn(&str) -> Result<(), String>;

/// Pushes a carrier to its branch, on top of whatever others pushed meanwhile; where that is not
/// allowed, to the branch `fallback`, for a pull request. Before each push it is asked about: `counts` says
/// why it would be refused by now.
///
/// # Errors
/// Why it is nowhere but here. A carrier for a branch of a remote is then kept in a branch called
/// `fallback`, so that nothing has to be signed again, unless it would count for nothing.
pub fn push(
    home: &Home,
    carried: &Carried,
    fallback: &str,
    counts: Counts<'_>,
) -> Result<Pushed, CarryRefusal> {
    let name = &carried.target.name;
    let asked = carried.target.remote.clone();
    let remote = asked.or_else(|| remote::remote_of(&home.top(), name));
    let remote = remote.ok_or(CarryRefusal::NoRemote)?;
    let mut current = carried.clone();
    let outcome = push_to_branch(home, &mut current, &remote, fallback, counts);
    match &outcome {
        Ok(pushed) => follow(home, carried, pushed),
        Err(CarryRefusal::NoLonger(_)) => {}
        Err(_) if current.target.remote.is_some() => {
            keep(home, &current, fallback)?;
        }
        Err(_) => {}
    }
    outcome
}

fn push_to_branch(
    home: &Home,
    current: &mut Carried,
    remote: &str,
    fallback: &str,
    counts: Counts<'_>,
) -> Result<Pushed, CarryRefusal> {
    let name = current.target.name.clone();
    let top = home.top();
    for _ in 0..ATTEMPTS {
        counts(&current.commit).map_err(CarryRefusal::NoLonger)?;
        match remote::push(&top, remote, &current.commit, &name) {
            Ok(PushOutcome::Pushed { remarks }) => {
                let link = current.target.is_new.then(|| link(home, remote, &name)).flatten();
                return Ok(Pushed {
                    commit: current.commit.clone(),
                    remote: remote.to_owned(),
                    branch: name,
                    instead: None,
                    link,
                    remarks,
                });
            }
            Ok(PushOutcome::Rejected) => {
                let now = remote::fetch(&top, remote, &name).map_err(CarryRefusal::NotPushed)?;
                if has_all(home, &now, &current.load)? {
                    return Ok(Pushed {
                        commit: now,
                        remote: remote.to_owned(),
                        branch: name,
                        instead: None,
                        link: None,
                        remarks: vec!["it was there already; nothing was added".to_owned()],
                    });
                }
                place_on(home, current, &now, remote)?;
            }
            Ok(PushOutcome::Refused(why)) | Err(why) => {
                return push_instead(home, current, remote, fallback, why);
            }
        }
    }
    Err(CarryRefusal::TooBusy(format!("{remote}/{name}")))
}

/// Whether a commit has every file as it is, so that a carrier on it would bring nothing.
fn has_all(home: &Home, commit: &str, load: &Load) -> Result<bool, CarryRefusal> {
    let commit = home.commit(commit).map_err(CarryRefusal::Failed)?;
    for (path, bytes) in &load.files {
        if commit.bytes_of(path).map_err(CarryRefusal::Failed)?.as_ref() != Some(bytes) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Makes the carrier anew on the remote's newest commit, if everything below it is there too.
fn place_on(
    home: &Home,
    current: &mut Carried,
    now: &str,
    remote: &str,
) -> Result<(), CarryRefusal> {
    let base = home.merge_base(&current.target.head, now).map_err(CarryRefusal::Failed)?;
    let branch = format!("{remote}/{}", current.target.name);
    // A branch of a remote may be pushed by force; what is put on it belongs to nothing below it.
    if current.target.remote.is_none() && base.as_deref() != Some(&*current.target.head) {
        return Err(CarryRefusal::Diverged(branch));
    }
    refuse_occupied(home, &current.target.head, now, &current.load)?;
    current.commit = commit_on(home, now, &current.load)?;
    now.clone_into(&mut current.target.head);
    Ok(())
}

fn push_instead(
    home: &Home,
    current: &Carried,
    remote: &str,
    fallback: &str,
    why: String,
) -> Result<Pushed, CarryRefusal> {
    let top = home.top();
    for name in numbered(fallback) {
        match remote::push(&top, remote, &current.commit, &name) {
            Ok(PushOutcome::Pushed { remarks }) => {
                let link = link(home, remote, &name);
                return Ok(Pushed {
                    commit: current.commit.clone(),
                    remote: remote.to_owned(),
                    branch: name,
                    instead: Some(why),
                    link,
                    remarks,
                });
            }
            Ok(PushOutcome::Rejected) => {}
            Ok(PushOutcome::Refused(words)) | Err(words) => {
                let both = if words == why { why } else { format!("{why}\n{words}") };
                return Err(CarryRefusal::NotPushed(both));
            }
        }
    }
    Err(CarryRefusal::NotPushed(why))
}

fn link(home: &Home, remote: &str, branch: &str) -> Option<String> {
    remote::pull_request_link(&remote::remote_url(&home.top(), remote)?, branch)
}

/// Brings the local branch after a push of another carrier, if nobody would see its files change.
fn follow(home: &Home, carried: &Carried, pushed: &Pushed) {
    let name = &carried.target.name;
    let moved = pushed.commit != carried.commit && pushed.instead.is_none();
    let is_here = home.current_branch().is_some_and(|current| current == *name);
    if moved && !is_here && carried.target.remote.is_none() {
        // Left behind, it holds the same files in another commit; git tells so at the next pull.
        let _ = home.move_branch(name, Some(&carried.commit), &pushed.commit, "learn: follow");
    }
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
fn refuse_occupied(home: &Home, before: &str, now: &str, load: &Load) -> Result<(), CarryRefusal> {
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
fn numbered(name: &str) -> impl Iterator<Item = String> + '_ {
    (1..=ATTEMPTS).map(
        move |number| {
            if number == 1 { name.to_owned() } else { format!("{name}-{number}") }
        },
    )
}
