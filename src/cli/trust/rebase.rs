//! `learn trust rebase`: the own version anew, on top of one that landed first.

use std::collections::BTreeMap;

use super::delivery::{next, say_pushed, say_state};
use super::desk::{self, Desk, Way};
use super::{Failure, Globals, Outcome, Terminal, Verdict};
use crate::base::shell;
use crate::session::carry::{Load, Signing, Target};
use crate::session::decide::letter;
use crate::session::governance::landing::{self, Landed};
use crate::session::governance::proposals;
use crate::session::governance::rebase::{self, Own, Side};
use crate::session::governance::seals::{Sealing, own_key};
use crate::session::past;
use crate::trust::chain::Chain;
use crate::trust::policy::Policy;
use crate::world::git::about::short;
use crate::world::git::remote;

/// Make your version anew on top of what has landed since: a version of the same number, or approvals
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Two admins wrote a version 3 on two branches, and the other one landed. This makes your change again as
version 4, with a new seal of yours; other admins seal it again. Your branch then merges cleanly.

Or an approval landed that your version, which takes its signer away, does not keep. This makes your version
anew under its number, so that it keeps whatever counts there by now. Where somebody picked by name what stands
after a compromise, it stays at that.

Examples:
  learn trust rebase                         on top of origin/main
  learn trust rebase --onto main
  learn trust rebase --onto origin/main --branch add-chen")]
pub(super) struct Args {
    /// The branch that your version is to land on
    #[arg(long, value_name = "BRANCH", default_value = "origin/main")]
    onto: String,
    #[command(flatten)]
    way: Way,
}

/// Where the version is that is to be made anew, if it is on another branch.
fn elsewhere(desk: &Desk, chain: &Chain<'_>) -> String {
    let Some(landed) = chain.in_force() else { return String::new() };
    let (number, previous) = (landed.version(), landed.document.previous.as_ref());
    let found = proposals::find(&desk.home, number, previous, desk.pinned.pin());
    let mut others = found.unwrap_or_default();
    others.retain(|one| one.digest != landed.digest && one.branch != desk.target);
    others.retain(|one| one.branch.remote.is_none());
    let lines = proposals::branches(&others);
    let lines = lines.iter().map(|name| {
        format!("\n  help: {name} has one: `learn trust rebase --branch {}`", shell::word(name))
    });
    lines.collect()
}

/// Runs the verb.
pub(super) fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let desk = Desk::open(&args.way, terminal, globals)?;
    if desk.target.remote.is_some() {
        return Err(Failure(format!(
            "{} is a branch of a remote\n  help: check it out first, so that there is one of your own to \
             put this on",
            desk.target.short()
        )));
    }
    let (commit, catalog) = desk.opened.on_branch(&args.onto)?;
    let chain = Chain::of(&catalog, desk.pinned.pin());
    let target = Side { catalog: &catalog, chain: &chain };
    let today = desk.opened.today();
    let own = Own { catalog: &desk.opened.catalog, arrival: &|path| past::arrival(&desk.opened, path) };
    let rebased = rebase::rebase(own, target, today, |path| desk.modeline(path))
        .map_err(|why| Failure(format!("{why}{}", elsewhere(&desk, &chain))))?;
    let draft = &rebased.draft;
    desk::announce(draft, terminal);
    let policy = Policy::read(&draft.document, draft.digest.clone())
        .map_err(|_| Failure(format!("{} cannot be used", draft.path)))?;
    let mut sealing = Sealing::new(&draft.path, policy, chain.in_force().cloned());
    let (_, key) = own_key(&desk.home)?;
    let names = sealing.names_of(&key)?;
    sealing.seal(&desk.home, &names)?;
    let mut own = sealing.files(&names);
    own.insert(draft.path.clone(), draft.text.clone().into_bytes());
    if args.way.print {
        terminal.write(|out| out.write_all(letter::write_files(&own).as_bytes()));
        say_state(&sealing, &draft.pin(), terminal);
        return Ok(Verdict::Clean);
    }
    let mut files = BTreeMap::new();
    for path in &rebased.replaced {
        files.insert(path.clone(), commit.bytes_of(path)?);
    }
    files.extend(own.iter().map(|(path, bytes)| (path.clone(), Some(bytes.clone()))));
    let message = format!(
        "Trust policy, version {}, on top of {}\n",
        draft.document.version, args.onto
    );
    let id = rebase::put(&desk.home, &desk.target.name, &desk.target.head, &files, &message)?;
    terminal.print(super::super::from_here(&desk.opened, &draft.path));
    terminal.say(format!("committed to {} as {}", desk.target.short(), short(&id)));
    say_state(&sealing, &draft.pin(), terminal);
    let branch = &desk.target.name;
    let mut landed = Landed {
        commit: id.clone(),
        branch: Some(branch.clone()),
        pushed: None,
        to_push: None,
        is_behind: false,
    };
    if args.way.push {
        let target = Target { head: id, ..desk.target.clone() };
        let load = Load { files: own, message, signing: Signing::Always };
        let fallback = landing::free_name(&desk.home, draft.document.version)?;
        let pushed = landing::push_as_it_is(&desk.home, &target, load, &fallback)?;
        say_pushed(branch, &pushed, terminal);
        landed.pushed = Some(pushed);
    } else {
        let remote = remote::remote_of(&desk.home.top(), branch);
        landed.to_push = remote.map(|remote| format!("{} {}", shell::word(&remote), shell::word(branch)));
    }
    if rebased.keeps_unseen {
        say_what_it_lacks(args, terminal);
    }
    if let Some(next) = next(&desk, &landed, &sealing) {
        terminal.say(format!("next: {next}"));
    }
    Ok(Verdict::Clean)
}

/// Says that the branch lacks some of what its version keeps, so that the others could not look at it.
fn say_what_it_lacks(args: &Args, terminal: &mut Terminal) {
    let push = if args.way.push { ", then push again" } else { "" };
    terminal.say(format!(
        "note: this branch lacks approvals of {}: `git merge {}` brings what it keeps, before others seal it{push}",
        args.onto,
        shell::word(&args.onto)
    ));
}
