//! Pushing to and fetching from remotes, with the user's own git and its credentials.

use std::fmt::Write as _;
use std::path::Path;

use super::program::{git, run, run_quietly};

/// How a push ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PushOutcome {
    /// The branch is there; what the server said besides, a link for a pull request, say.
    Pushed {
        /// The server's lines.
        remarks: Vec<String>,
    },
    /// Somebody else was faster: the branch has moved on; fetch and try again.
    Rejected,
    /// The server does not allow it; its words.
    Refused(String),
}

/// Pushes a commit to a branch of a remote, never by force.
///
/// # Errors
/// Git's words when the remote was not reached, or a hook of the user's stopped the push.
pub fn push(repo: &Path, remote: &str, id: &str, branch: &str) -> Result<PushOutcome, String> {
    let mut command = git(repo);
    command.args(["push", "--porcelain", "--no-follow-tags", "--recurse-submodules=no", "--"]);
    command.args([remote, &format!("{id}:refs/heads/{branch}")]);
    let outcome = run(&mut command, &[])?;
    let remarks: Vec<String> = outcome
        .words
        .lines()
        .filter_map(|line| line.strip_prefix("remote:"))
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    if outcome.is_success() {
        return Ok(PushOutcome::Pushed { remarks });
    }
    let text = outcome.text();
    let Some(status) = text.lines().find(|line| line.starts_with("!\t")) else {
        return Err(outcome.complaint());
    };
    if is_race(status) {
        return Ok(PushOutcome::Rejected);
    }
    let reason = status.rsplit('\t').next().unwrap_or(status);
    Ok(PushOutcome::Refused([remarks.join("\n"), reason.to_owned()].join("\n").trim().to_owned()))
}

/// The commits of a branch that its remote does not have, as far as the last fetch told, the newest first, each
/// with its short name and its subject; without those that touch nothing but these places. None for a branch that
/// the remote does not have.
///
/// # Errors
/// Git's words.
pub fn unpushed(
    repo: &Path,
    remote: &str,
    branch: &str,
    but: &[&str],
) -> Result<Vec<String>, String> {
    let there = format!("refs/remotes/{remote}/{branch}");
    let mut known = git(repo);
    known.args(["rev-parse", "--quiet", "--verify", &there]);
    if !run_quietly(&mut known)?.is_success() {
        return Ok(Vec::new());
    }
    let mut command = git(repo);
    command.args([
        "log",
        "--format=%h %s",
        &format!("{there}..refs/heads/{branch}"),
        "--",
        ":(top)",
    ]);
    command.args(but.iter().map(|place| format!(":(top,exclude,glob){place}")));
    let outcome = run_quietly(&mut command)?.success()?;
    Ok(outcome.text().lines().map(str::to_owned).collect())
}

/// Fetches a branch and gives the full name of its newest commit; `refs/remotes/<remote>/<branch>`
/// follows it.
///
/// # Errors
/// Git's words.
pub fn fetch(repo: &Path, remote: &str, branch: &str) -> Result<String, String> {
    let kept = format!("refs/remotes/{remote}/{branch}");
    let mut command = git(repo);
    command.args(["fetch", "--quiet", "--no-tags", "--no-write-fetch-head"]);
    command.args(["--recurse-submodules=no", "--", remote]);
    command.arg(format!("+refs/heads/{branch}:{kept}"));
    run(&mut command, &[])?.success()?;
    let id = run_quietly(git(repo).args(["rev-parse", "--verify", "--end-of-options", &kept]))?;
    Ok(id.success()?.text().trim().to_owned())
}

/// The remote that a branch is pushed to: what its configuration says, else `origin`, else the only one.
#[must_use]
pub fn remote_of(repo: &Path, branch: &str) -> Option<String> {
    let keys = [
        format!("branch.{branch}.pushRemote"),
        "remote.pushDefault".to_owned(),
        format!("branch.{branch}.remote"),
    ];
    for key in keys {
        let outcome = run_quietly(git(repo).args(["config", "--get", &key])).ok()?;
        let value = outcome.text().trim().to_owned();
        // A branch may follow one of the same repository, which git calls `.`.
        if outcome.is_success() && !value.is_empty() && value != "." {
            return Some(value);
        }
    }
    let text = run_quietly(git(repo).arg("remote")).ok()?.success().ok()?.text();
    let mut names = text.lines();
    match (text.lines().find(|name| *name == "origin"), names.next(), names.next()) {
        (Some(origin), ..) => Some(origin.to_owned()),
        (None, Some(only), None) => Some(only.to_owned()),
        _ => None,
    }
}

/// The address that a remote is pushed to.
#[must_use]
pub fn remote_url(repo: &Path, remote: &str) -> Option<String> {
    let mut command = git(repo);
    command.args(["remote", "get-url", "--push", "--", remote]);
    let text = run_quietly(&mut command).ok()?.success().ok()?.text();
    text.lines().next().map(str::to_owned)
}

/// Where a pull request for a branch is opened, for an address of GitHub or GitLab.
#[must_use]
pub fn pull_request_link(url: &str, branch: &str) -> Option<String> {
    let (host, path) = host_and_path(url)?;
    let page = format!("https://{host}/{}", path.trim_matches('/').trim_end_matches(".git"));
    let name = host.to_ascii_lowercase();
    if name.contains("github") {
        Some(format!("{page}/compare/{}?expand=1", percent(branch, true)))
    } else if name.contains("gitlab") {
        let query = "merge_request%5Bsource_branch%5D";
        Some(format!("{page}/-/merge_requests/new?{query}={}", percent(branch, false)))
    } else {
        None
    }
}

/// Whether the branch moved between looking and pushing; servers tell it in several ways.
fn is_race(status: &str) -> bool {
    [
        "fetch first",
        "non-fast-forward",
        "needs force",
        "stale info",
        "cannot lock ref",
        "failed to update ref",
        "incorrect old value",
        "reference already exists",
    ]
    .iter()
    .any(|words| status.contains(words))
}

fn host_and_path(url: &str) -> Option<(&str, &str)> {
    if let Some((scheme, rest)) = url.split_once("://") {
        let (authority, path) = rest.split_once('/')?;
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let web = matches!(scheme, "http" | "https");
        // The port of ssh says nothing about the one of the pages.
        let host = if web { host } else { host.split(':').next()? };
        return Some((host, path));
    }
    let (login, path) = url.split_once(':')?;
    let host = login.rsplit_once('@').map_or(login, |(_, host)| host);
    (!host.contains('/') && host.contains('.')).then_some((host, path))
}

fn percent(text: &str, slashes: bool) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if plain || (slashes && byte == b'/') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
