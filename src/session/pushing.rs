//! Brings a carrier to its remote: on top of whatever others pushed meanwhile, or to a branch of its own.

use super::carry::{
    ATTEMPTS, Carried, CarryRefusal, Load, commit_on, keep, numbered, refuse_occupied,
};
use crate::world::git::read::Home;
use crate::world::git::remote::{self, PushOutcome};

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
    /// Whether the branch of the repository itself still holds the same files in another commit.
    pub is_apart: bool,
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
    let mut outcome = push_to_branch(home, &mut current, &remote, fallback, counts);
    match &mut outcome {
        Ok(pushed) => pushed.is_apart = follow(home, carried, pushed) && pushed.instead.is_none(),
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
                    is_apart: false,
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
                        is_apart: false,
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
                    is_apart: false,
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

/// Brings the local branch after a push of another carrier, and says whether it could not: where it is checked
/// out, somebody may have staged or changed something.
fn follow(home: &Home, carried: &Carried, pushed: &Pushed) -> bool {
    let name = &carried.target.name;
    if carried.target.remote.is_some() {
        return false;
    }
    // What went to a branch of its own is not part of this one; whatever is decided next goes on from the remote's.
    let from = &carried.commit;
    let to = if pushed.instead.is_some() { &carried.target.head } else { &pushed.commit };
    if from == to {
        return false;
    }
    let reason = "learn: follow";
    !home.change_over(name, from, to, reason)
        && (home.current_branch().is_some_and(|current| current == *name)
            || home.move_branch(name, Some(from), to, reason).is_err())
}
