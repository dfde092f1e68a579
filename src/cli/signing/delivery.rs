//! The way of a signed decision out of the program: onto its branch, to its remote, and what to do next.

use std::collections::BTreeMap;

use super::super::terminal::Terminal;
use super::super::{Failure, Outcome, Verdict};
use crate::base::shell;
use crate::format::harmless::harmless;
use crate::kinds::Kind;
use crate::kinds::parts::digest::Sha256;
use crate::session::carry::{self, Carried, CarryRefusal, Load, Signing, Target};
use crate::session::decide::anew;
use crate::session::decide::authority::Deed;
use crate::session::decide::ground::{Ground, called, short};
use crate::session::decide::kept::Kept;
use crate::session::decide::sealing::{self, Sealed};
use crate::session::pushing::{self, Pushed};
use crate::trust::seal;
use crate::world::git::remote;

/// Puts signed files on their branch, pushes them if asked, and says what to do next.
///
/// # Errors
/// Why they are not there.
pub fn deliver(
    ground: &Ground,
    sealed: Sealed,
    signing: Signing,
    push: bool,
    terminal: &mut Terminal,
) -> Outcome {
    let mut target = ground.branch.clone();
    if target.name.is_empty() {
        target = Target::new_branch(&sealed.fallback, &target.head);
    }
    let load = Load { files: sealed.files, message: sealed.message, signing };
    let carried = carry::carry(&ground.home, &target, load)?;
    let commit = short(&carried.commit).to_owned();
    if push {
        return push_out(ground, &carried, &target, (&sealed.path, &sealed.fallback), terminal);
    }
    let branch = match &target.remote {
        Some(_) => carry::keep(&ground.home, &carried, &sealed.fallback)?,
        None => carried.target.name.clone(),
    };
    terminal.print(&sealed.path);
    terminal.say(format!("committed as {commit} on branch {branch}"));
    let top = ground.home.top();
    let git = called("git", &ground.start);
    if let Some(remote) = &target.remote {
        let what = format!("{branch}:{}", target.name);
        terminal.say(format!("next: `{}`", push_line(&git, remote, &what)));
    } else if let Some(remote) = remote::remote_of(&top, &branch) {
        terminal.say(format!("next: `{}`", push_line(&git, &remote, &branch)));
    }
    Ok(Verdict::Clean)
}

/// Pushes a decision from the branch that has kept it, if that was asked for; nothing is signed again.
///
/// # Errors
/// Where it is, if it was not to be pushed or lies on a remote already; or why it could not be pushed.
pub fn push_kept(ground: &Ground, kept: &Kept, push: bool, terminal: &mut Terminal) -> Outcome {
    let (branch, path) = (kept.branch.short(), &kept.sealed.path);
    let (git, target) = (called("git", &ground.start), &ground.branch);
    if kept.branch.is_remote() {
        return Err(Failure(format!(
            "{path} was signed before and is on {branch}\n  help: {}",
            pull_request(&kept.branch.name, None)
        )));
    }
    if !push {
        let remote =
            target.remote.clone().or_else(|| remote::remote_of(&ground.home.top(), &branch));
        let line = match (remote, target.name.as_str()) {
            (None, _) => {
                return Err(Failure(format!(
                    "{path} was signed before and is on the branch {branch}"
                )));
            }
            (Some(remote), "") => push_line(&git, &remote, &branch),
            (Some(remote), name) => push_line(&git, &remote, &format!("{branch}:{name}")),
        };
        return Err(Failure(format!(
            "{path} was signed before and is on the branch {branch}\n  help: `{line}`, or this with `--push`, \
             pushes it without another touch"
        )));
    }
    terminal
        .say(format!("{path} was signed before, on the branch {branch}, and is pushed as it is"));
    push_out(ground, &kept.carried(ground), target, (path, &kept.sealed.fallback), terminal)
}

/// Pushes a carrier and says where it went.
fn push_out(
    ground: &Ground,
    carried: &Carried,
    target: &Target,
    (path, fallback): (&str, &str),
    terminal: &mut Terminal,
) -> Outcome {
    let counts = |commit: &str| anew::counts(ground, path, commit);
    let pushed = pushing::push(&ground.home, carried, fallback, &counts).map_err(|refusal| {
        let git = called("git", &ground.start);
        let branches = ground.home.branches().unwrap_or_default();
        let lies =
            branches.iter().find(|branch| !branch.is_remote() && branch.id == carried.commit);
        let lies = lies.map(|branch| branch.name.as_str());
        let kept = kept(&refusal, target, (fallback, lies), (&git, short(&carried.commit)));
        Failure(format!("{}{kept}", harmless(&refusal.to_string())))
    })?;
    terminal.print(path);
    let commit = short(&pushed.commit);
    terminal.say(format!("pushed as {commit} to {} of {}", pushed.branch, pushed.remote));
    for remark in &pushed.remarks {
        terminal.say(format!("  {}", harmless(remark)));
    }
    if pushed.is_apart {
        terminal.say(format!(
            "note: your branch {} has the same files in another commit, since something is staged or changed here; \
             `{} pull --rebase` brings both together",
            carried.target.name,
            called("git", &ground.start)
        ));
    }
    let link = pushed.link.as_deref();
    if let Some(why) = &pushed.instead {
        terminal.say(instead(target, why, &pushed.branch, link));
    } else if target.is_new {
        terminal.say(format!("next: {}", pull_request(&pushed.branch, link)));
    } else {
        let learn = called("learn", &ground.start);
        let how = if has_landed(ground, &pushed) {
            format!("it has landed on {}", pushed.branch)
        } else {
            "next: any merge button is fine now".to_owned()
        };
        terminal.say(format!("{how}; `{learn} queue` lists what else waits"));
    }
    Ok(Verdict::Clean)
}

/// What lies on a branch that is pushed with a decision and is part of decisions itself.
const DECISIONS: [&str; 3] = ["**/approvals/**", "**/remediation/**", "**/trust/**"];

/// Refuses to push other commits with a decision that nobody has pushed yet.
///
/// # Errors
/// Which ones would go along.
pub fn takes_nothing_along(ground: &Ground) -> Result<(), Failure> {
    let (target, top) = (&ground.branch, ground.home.top());
    if target.remote.is_some() || target.is_new || target.name.is_empty() {
        return Ok(());
    }
    let Some(remote) = remote::remote_of(&top, &target.name) else { return Ok(()) };
    let along = remote::unpushed(&top, &remote, &target.name, &DECISIONS)?;
    let Some(first) = along.first() else { return Ok(()) };
    let more =
        if along.len() > 1 { format!(" and {} more", along.len() - 1) } else { String::new() };
    Err(Failure(format!(
        "{} has commits that {remote} does not have, and `--push` would take them along: {}{more}; nothing was signed\n  \
         help: `{} push` them first, or decide on what {remote} has, with `--from {}`",
        target.name,
        harmless(first),
        called("git", &ground.start),
        shell::word(&format!("{remote}/{}", target.name))
    )))
}

/// Whether what was pushed went to the very branch whose bar holds, so that nothing is left to merge.
fn has_landed(ground: &Ground, pushed: &Pushed) -> bool {
    let of = |start: &str| ground.target.strip_prefix(start).unwrap_or(&ground.target);
    of("refs/remotes/") == format!("{}/{}", pushed.remote, pushed.branch)
        || of("refs/heads/") == pushed.branch
}

/// Pushes a branch of the repository itself on which a decision lies that its remote does not have, as
/// after an interruption between the commit and the push; nothing is signed again. None where the
/// remote has it, or the branch is one of a remote.
///
/// # Errors
/// Why it could not be pushed.
pub fn push_again(
    ground: &Ground,
    deed: &Deed<'_>,
    digest: &Sha256,
    terminal: &mut Terminal,
) -> Result<Option<Verdict>, Failure> {
    let target = &ground.branch;
    let (home, head) = (&ground.home, &target.head);
    if target.remote.is_some() || target.name.is_empty() {
        return Ok(None);
    }
    let mut records = ground.catalog.of_kind(Kind::Approval);
    let Some(record) = records.find(|record| record.digest() == *digest) else { return Ok(None) };
    let Some(remote) = remote::remote_of(&home.top(), &target.name) else { return Ok(None) };
    // A branch that the remote does not have yet cannot be fetched.
    if let Ok(there) = remote::fetch(&home.top(), &remote, &target.name)
        && home.merge_base(head, &there)?.as_ref() == Some(head)
    {
        return Ok(None);
    }
    let path = record.source.path.to_string();
    let seal = seal::path(&path, deed.signer);
    let mut files = BTreeMap::from([(path.clone(), record.bytes())]);
    files.extend(ground.catalog.text_at(&seal).map(|text| (seal, text.as_bytes().to_vec())));
    let load = Load { files, message: sealing::message(deed), signing: Signing::Always };
    let carried =
        Carried { commit: head.clone(), target: target.clone(), load, is_checked_out: true };
    terminal.say(format!("{path} was signed and committed before, and is pushed as it is"));
    push_out(ground, &carried, target, (&path, &sealing::fallback(deed)), terminal).map(Some)
}

fn instead(target: &Target, why: &str, branch: &str, link: Option<&str>) -> String {
    let next = pull_request(branch, link);
    format!("{}\nnext: {next}", declined(&target.short(), why))
}

/// That a branch was not pushed to, in the server's words without those that git puts around them.
#[must_use]
pub fn declined(branch: &str, why: &str) -> String {
    let lines = why.lines().map(str::trim);
    let (git, said): (Vec<&str>, Vec<&str>) =
        lines.filter(|line| !line.is_empty()).partition(|line| {
            let starts = ["[remote rejected]", "error: hook declined", "error: failed to push"];
            starts.iter().any(|words| line.starts_with(words))
        });
    let reason = git.iter().find_map(|line| line.strip_prefix("[remote rejected]"));
    let reason = reason.map(|reason| reason.trim().trim_matches(['(', ')']));
    let said = if said.is_empty() { reason.unwrap_or_default().to_owned() } else { said.join(" ") };
    let said = harmless(&said);
    match said.as_str() {
        "" => format!("{branch} may not be pushed to"),
        said => {
            format!("{branch} may not be pushed to (“{said}”), so it went to a branch of its own")
        }
    }
}

/// The command that pushes a branch.
fn push_line(git: &str, remote: &str, what: &str) -> String {
    format!("{git} push {} {}", shell::word(remote), shell::word(what))
}

fn pull_request(branch: &str, link: Option<&str>) -> String {
    match link {
        Some(link) => format!("open a pull request for {branch}: {link}"),
        None => format!("open a pull request for {branch} on your forge"),
    }
}

/// Where a carrier is that could not be pushed, with the command that tries again.
fn kept(
    refusal: &CarryRefusal,
    target: &Target,
    (fallback, lies): (&str, Option<&str>),
    (git, commit): (&str, &str),
) -> String {
    match (&target.remote, refusal) {
        (_, CarryRefusal::Sign(_) | CarryRefusal::Moved(_) | CarryRefusal::Failed(_)) => {
            String::new()
        }
        (Some(_), CarryRefusal::Occupied(_)) => format!(
            "\n  help: what you signed is kept on the branch {fallback} and cannot be pushed to {}; if what is there \
             is yours from another clone, nothing is left to do, and `{git} branch -D {}` takes this away",
            target.short(),
            shell::word(fallback)
        ),
        (None, CarryRefusal::Occupied(_)) => format!(
            "\n  help: what you signed is in {commit} on {}, which cannot be pushed over it; if what is there is \
             yours from another clone, take this commit off again and bring that in with `{git} pull`",
            target.name
        ),
        (Some(_), CarryRefusal::NoLonger(_)) => match lies {
            None => {
                "\n  help: look at what has changed, then decide anew; nothing was kept".to_owned()
            }
            Some(branch) => format!(
                "\n  help: look at what has changed, take away what you signed with `{git} branch -D {}`, then \
                 decide anew",
                shell::word(branch)
            ),
        },
        (None, CarryRefusal::NoLonger(_)) => format!(
            "\n  help: it is in {commit} on {} and nowhere else; take it off again, bring in what has changed \
             with `{git} pull`, and decide anew",
            target.name
        ),
        // The refusal says what to do.
        (None, CarryRefusal::Diverged(_)) => String::new(),
        (Some(remote), _) => format!(
            "\n  help: what you signed is kept on the branch {fallback}; `{}` tries \
             again without another touch",
            push_line(git, remote, fallback)
        ),
        (None, _) => format!(
            "\n  help: what you signed is in {commit} on {}; `{git} push` tries again without another touch",
            target.name
        ),
    }
}
