//! Brings a version or a seal to its branch, or prints it, and says what is next and whose turn it is.

use std::collections::BTreeMap;

use super::super::signing::delivery::declined;
use super::desk::{Desk, Way};
use super::{Failure, Terminal};
use crate::base::shell;
use crate::format::harmless::harmless;
use crate::session::carry::{Load, Signing, Target};
use crate::session::pushing::Pushed;
use crate::session::decide::letter;
use crate::session::governance::landing::{self, Landed};
use crate::session::governance::listed;
use crate::session::governance::seals::Sealing;
use crate::session::pin::Mainline;
use crate::trust::chain::Pin;
use crate::world::git::about::short;
use crate::world::git::remote;

/// Files for a branch.
pub(super) struct Parcel {
    /// The branch.
    pub(super) target: Target,
    /// The files by their paths in the catalog.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// The message of the commit that carries them.
    pub(super) message: String,
    /// Whether that commit is signed.
    pub(super) signing: Signing,
}

/// Puts files on their branch or prints them; says what the version still takes, and what is next.
pub(super) fn deliver(
    desk: &Desk,
    parcel: Parcel,
    sealing: &Sealing<'_>,
    pin: &Pin,
    way: &Way,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let Parcel { target, files, message, signing } = parcel;
    if way.print {
        // A seal alone says nothing to whoever gets it; it comes with what it seals.
        terminal.write(|out| out.write_all(letter::write_files(&files).as_bytes()));
        say_state(sealing, pin, terminal);
        terminal.say("next: send this text; whoever has a clone adds it with `learn attach FILE`");
        return Ok(());
    }
    let paths: Vec<String> = files.keys().cloned().collect();
    let load = Load { files, message, signing };
    let fallback = if target.is_new {
        target.name.clone()
    } else {
        landing::free_name(&desk.home, pin.version)?
    };
    let landed = landing::land(&desk.home, &target, load, way.push, &fallback)
        .map_err(|stranded| Failure(harmless(&stranded.to_string())))?;
    for path in &paths {
        terminal.print(super::super::from_here(&desk.opened, path));
    }
    say_where(desk, &target, &landed, terminal);
    let branch = match (&landed.pushed, &landed.to_push) {
        (Some(pushed), _) => Some(&pushed.branch),
        (None, None) => landed.branch.as_ref(),
        (None, Some(_)) => None,
    };
    if branch.is_some_and(|branch| is_main(desk, branch)) {
        say_landed(sealing, pin, terminal);
    } else {
        say_state(sealing, pin, terminal);
    }
    if let Some(next) = next(desk, &landed, sealing) {
        terminal.say(format!("next: {next}"));
    }
    Ok(())
}

fn say_where(desk: &Desk, target: &Target, landed: &Landed, terminal: &mut Terminal) {
    match (&landed.pushed, &landed.branch) {
        (Some(pushed), _) => {
            say_pushed(&target.short(), pushed, terminal);
            if landed.is_behind {
                let name = &target.name;
                terminal.say(format!("your {name} could not follow; `git pull` brings it there"));
            }
        }
        (None, branch) => {
            let branch = branch.as_deref().unwrap_or(&target.name);
            terminal.say(format!("committed to {branch} as {}", short(&landed.commit)));
        }
    }
    let current = desk.home.current_branch().filter(|_| !desk.home.is_bare());
    if let (Some(current), Some(branch)) = (current, &landed.branch)
        && current != *branch
    {
        terminal.say(format!("{current}, which is checked out, stays as it is"));
    }
}

/// Says where something was pushed to, and what the server said.
pub(super) fn say_pushed(asked: &str, pushed: &Pushed, terminal: &mut Terminal) {
    if let Some(why) = &pushed.instead {
        terminal.say(declined(asked, why));
    }
    terminal.say(format!("pushed to {} of {}", pushed.branch, pushed.remote));
    for line in &pushed.remarks {
        terminal.say(format!("  {}", harmless(line)));
    }
}

fn is_main(desk: &Desk, branch: &str) -> bool {
    Mainline::of(&desk.home).is_some_and(|mainline| mainline.name == branch)
}

fn say_landed(sealing: &Sealing<'_>, pin: &Pin, terminal: &mut Terminal) {
    if sealing.is_complete() {
        terminal.say(format!("version {} holds; its pin is {pin}", pin.version));
    } else {
        say_state(sealing, pin, terminal);
    }
}

/// Says what is still missing, or that it holds, and its pin.
pub(super) fn say_state(sealing: &Sealing<'_>, pin: &Pin, terminal: &mut Terminal) {
    let missing = sealing.missing();
    if missing.is_empty() {
        terminal.say(format!("version {} holds once it has landed; its pin is {pin}", pin.version));
        return;
    }
    terminal.say(format!("version {} does not hold yet; it takes", pin.version));
    for line in missing {
        terminal.say(format!("  - {line}"));
    }
}

/// Whose turn it is.
pub(super) fn next(desk: &Desk, landed: &Landed, sealing: &Sealing<'_>) -> Option<String> {
    let who = listed(&sealing.may_seal(), "or");
    let branch = landed.pushed.as_ref().map(|pushed| &pushed.branch).or(landed.branch.as_ref())?;
    let is_main = is_main(desk, branch);
    // Whoever seals a version needs the one before it on the branch that they sit on.
    let fetch = if sealing.before.is_some() { "`git pull`" } else { "`git fetch`" };
    let seal = || format!("{who} runs {fetch} and `learn trust seal --push`");
    Some(match (&landed.pushed, &landed.to_push, sealing.is_complete()) {
        (Some(pushed), _, true) if is_main => {
            return pushed.link.as_ref().map(|link| format!("open a pull request, {link}"));
        }
        (Some(pushed), _, true) => format!("merge {branch}{}", by_pull_request(desk, pushed)),
        (Some(pushed), _, false) => {
            format!("{}; then merge {branch}{}", seal(), by_pull_request(desk, pushed))
        }
        (None, Some(push), true) if is_main => format!("`git push {push}`"),
        (None, Some(push), true) => format!("`git push {push}`, then merge {branch}"),
        (None, Some(push), false) => {
            format!("`git push {push}`; then {}", seal())
        }
        (None, None, true) => {
            let current = desk.home.current_branch();
            return (current.as_ref() != Some(branch)).then(|| format!("`git merge {}`", shell::word(branch)));
        }
        (None, None, false) => format!("{who} runs `learn trust seal`"),
    })
}

fn by_pull_request(desk: &Desk, pushed: &Pushed) -> String {
    let link = || {
        let url = remote::remote_url(&desk.home.top(), &pushed.remote)?;
        remote::pull_request_link(&url, &pushed.branch)
    };
    match pushed.link.clone().or_else(link) {
        Some(link) => format!(" with a pull request, {link}"),
        None => " with a pull request on your forge".to_owned(),
    }
}
