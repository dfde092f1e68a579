//! Putting a version or a seal where it belongs: a branch that is pushed moves here only once it moved there.

use std::fmt;

use crate::base::shell;
use crate::session::carry::{self, Carried, CarryRefusal, Load, Target};
use crate::session::pin::Mainline;
use crate::session::pushing::{self, Pushed};
use crate::world::git::read::Home;
use crate::world::git::remote;

/// Where files are now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Landed {
    /// The commit's full name.
    pub commit: String,
    /// The branch of the repository itself that has it, if one has.
    pub branch: Option<String>,
    /// Where it was pushed to.
    pub pushed: Option<Pushed>,
    /// What `git push` is still to be called with, as a shell takes it, where nothing was pushed and there
    /// is a remote.
    pub to_push: Option<String>,
    /// Whether the branch here could not follow the one of the remote.
    pub is_behind: bool,
}

/// Why files are not where they should be, and where what was signed is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stranded {
    /// Why.
    pub refusal: CarryRefusal,
    /// The branch that has it, so that nothing has to be signed again.
    pub kept: Option<String>,
    /// The remote that it could not be pushed to.
    pub remote: Option<String>,
}

impl fmt::Display for Stranded {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(kept) = &self.kept else { return self.refusal.fmt(formatter) };
        let line = |remote: &str, what: &str| {
            format!("git push {} {}", shell::word(remote), shell::word(what))
        };
        if let (CarryRefusal::Occupied(path), Some(remote)) = (&self.refusal, &self.remote) {
            return write!(
                formatter,
                "{remote}/{kept} has another {path} by now, and of both only one can land\n  help: what you \
                 sealed is on the branch {kept} here; `learn trust seal --branch {}` looks at the \
                 other one, and `{}` puts yours beside it",
                shell::word(&format!("{remote}/{kept}")),
                line(remote, &format!("{kept}:{kept}-2"))
            );
        }
        match &self.refusal {
            // What these say of the branch is true of another one here.
            CarryRefusal::Diverged(branch) => {
                write!(
                    formatter,
                    "{branch} has moved on, and your branch has commits that it does not have"
                )?;
            }
            CarryRefusal::NoRemote => formatter.write_str("there is no remote to push to")?,
            refusal => refusal.fmt(formatter)?,
        }
        write!(formatter, "\n  help: what you sealed is on the branch {kept}")?;
        match &self.remote {
            Some(remote) => {
                write!(formatter, "; `{}` tries again without another touch", line(remote, kept))
            }
            None => Ok(()),
        }
    }
}

/// The branch for a version that still lacks seals: its own, so that nothing is put on top of what may
/// never hold. Whoever has left the main branch has one already.
///
/// # Errors
/// Git's words.
pub fn place(home: &Home, asked: &Target, version: u16) -> Result<Target, String> {
    let is_main = match Mainline::of(home) {
        Some(mainline) => mainline.name == asked.name,
        None => asked.remote.is_none(),
    };
    if !is_main {
        return Ok(asked.clone());
    }
    Ok(Target::new_branch(&free_name(home, version)?, &asked.head))
}

/// The name of the branch for a version that no branch has, here or as far as known on a remote.
///
/// # Errors
/// Git's words.
pub fn free_name(home: &Home, version: u16) -> Result<String, String> {
    let branches = home.branches()?;
    let is_free = |name: &String| branches.iter().all(|branch| branch.name != *name);
    let stem = format!("trust-{version}");
    let mut names = std::iter::once(stem.clone()).chain((2..).map(|n: u32| format!("{stem}-{n}")));
    Ok(names.find(is_free).unwrap_or(stem))
}

/// Puts files on a branch with one commit. A branch that is to be pushed moves here only after the
/// remote took it; what it did not take is kept on a branch called `fallback`.
///
/// # Errors
/// Why not, with where what was signed is.
pub fn land(
    home: &Home,
    target: &Target,
    load: Load,
    push: bool,
    fallback: &str,
) -> Result<Landed, Stranded> {
    if !push {
        return stay(home, target, load);
    }
    let carried = if target.is_new {
        carry::carry(home, target, load).map_err(nowhere)?
    } else {
        let commit = carry::commit_on(home, &target.head, &load).map_err(nowhere)?;
        Carried { commit, target: target.clone(), load, is_checked_out: false }
    };
    let remote = target.remote.clone();
    let remote = remote.or_else(|| remote::remote_of(&home.top(), &carried.target.name));
    let pushed = match pushing::push(home, &carried, fallback, &|_| Ok(())) {
        Ok(pushed) => pushed,
        Err(refusal) => {
            let kept = match (&target.remote, target.is_new) {
                (Some(_), _) => Some(fallback.to_owned()),
                (None, true) => Some(carried.target.name.clone()),
                (None, false) => carry::keep(home, &carried, fallback).ok(),
            };
            return Err(Stranded { refusal, kept, remote });
        }
    };
    let mut landed = Landed {
        commit: pushed.commit.clone(),
        branch: target.is_new.then(|| carried.target.name.clone()),
        pushed: None,
        to_push: None,
        is_behind: false,
    };
    if pushed.instead.is_some() && !target.is_new {
        landed.branch = carry::keep(home, &carried, &pushed.branch).ok();
    } else if target.remote.is_none() && !target.is_new {
        landed.is_behind = !follow(home, &carried, &pushed.commit);
        landed.branch = Some(target.name.clone());
    }
    landed.pushed = Some(pushed);
    Ok(landed)
}

/// Puts files on a branch of the repository itself and pushes nothing.
fn stay(home: &Home, target: &Target, load: Load) -> Result<Landed, Stranded> {
    let carried = carry::carry(home, target, load).map_err(nowhere)?;
    let name = &target.name;
    let (branch, to_push) = if let Some(remote) = &target.remote {
        let branch = own_branch(home, &carried).map_err(nowhere)?;
        let to_push = if branch == *name { branch.clone() } else { format!("{branch}:{name}") };
        (branch, Some(format!("{} {}", shell::word(remote), shell::word(&to_push))))
    } else {
        let branch = carried.target.name.clone();
        let remote = remote::remote_of(&home.top(), &branch);
        let to_push =
            remote.map(|remote| format!("{} {}", shell::word(&remote), shell::word(&branch)));
        (branch, to_push)
    };
    Ok(Landed {
        commit: carried.commit,
        branch: Some(branch),
        pushed: None,
        to_push,
        is_behind: false,
    })
}

/// The branch here for what was put on one of a remote: that of the same name, if it is no further.
fn own_branch(home: &Home, carried: &Carried) -> Result<String, CarryRefusal> {
    let (name, head) = (&carried.target.name, &carried.target.head);
    let branches = home.branches().map_err(CarryRefusal::Failed)?;
    let own = branches.iter().find(|branch| !branch.is_remote() && branch.name == *name);
    let base = |id: &str| home.merge_base(id, head).ok().flatten();
    match own {
        Some(own) if base(&own.id).as_deref() == Some(&*own.id) => {
            let here = Carried {
                target: Target { remote: None, head: own.id.clone(), ..carried.target.clone() },
                ..carried.clone()
            };
            if follow(home, &here, &carried.commit) {
                return Ok(name.clone());
            }
            carry::keep(home, carried, name)
        }
        _ => carry::keep(home, carried, name),
    }
}

/// Brings a branch here to a commit that goes on from it, with the work tree where it is checked out.
fn follow(home: &Home, carried: &Carried, commit: &str) -> bool {
    let Target { name, head, .. } = &carried.target;
    let is_here = !home.is_bare() && home.current_branch().as_deref() == Some(name);
    let is_next = home.commit(&format!("{commit}^")).is_ok_and(|parent| parent.id() == *head);
    if is_here && !is_next {
        return home.fast_forward(commit).is_ok();
    }
    let reason = carried.load.message.lines().next().unwrap_or_default();
    let paths: Vec<String> = carried.load.files.keys().cloned().collect();
    home.advance(name, Some(head), commit, reason, &paths).is_ok()
}

/// Pushes a branch as it is, because it has something that was sealed and not pushed.
///
/// # Errors
/// Why it is nowhere but here.
pub fn push_as_it_is(
    home: &Home,
    target: &Target,
    load: Load,
    fallback: &str,
) -> Result<Pushed, CarryRefusal> {
    let parent = home.commit(&format!("{}^", target.head)).map_err(CarryRefusal::Failed)?;
    let carried = Carried {
        commit: target.head.clone(),
        target: Target { head: parent.id(), ..target.clone() },
        load,
        is_checked_out: false,
    };
    let remote = target.remote.clone().or_else(|| remote::remote_of(&home.top(), &target.name));
    match pushing::push(home, &carried, fallback, &|_| Ok(())) {
        // The branch of that name there is another one, or what this one was before it was made anew.
        Err(CarryRefusal::Diverged(branch)) => {
            let beside = Target { remote, ..Target::new_branch(fallback, &carried.target.head) };
            let pushed =
                pushing::push(home, &Carried { target: beside, ..carried }, fallback, &|_| Ok(()))?;
            let instead = Some(format!(
                "{branch} has commits that yours has not: another version, or yours before it was made anew"
            ));
            Ok(Pushed { instead, ..pushed })
        }
        outcome => outcome,
    }
}

#[allow(clippy::needless_pass_by_value)] // used as `map_err(nowhere)`
fn nowhere(refusal: CarryRefusal) -> Stranded {
    Stranded { refusal, kept: None, remote: None }
}
