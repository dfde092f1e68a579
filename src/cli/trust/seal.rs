//! `learn trust seal`: another admin looks at a version and seals it.

use std::collections::BTreeSet;

use super::delivery::{self, Parcel};
use super::desk::{Desk, Way, confirm};
use super::{Failure, Globals, Outcome, Terminal, Verdict};
use crate::base::shell;
use crate::format::harmless::harmless;
use crate::kinds::trust::Trust;
use crate::session::carry::{Load, Signing};
use crate::session::governance::seals::{Sealing, own_key};
use crate::session::governance::view::View;
use crate::session::governance::{UnusableWords, landing, listed, proposals};
use crate::trust::chain::{Candidate, Chain, Pin};
use crate::trust::policy::Policy;
use crate::world::git::remote;

/// Look at a version of the policy that another admin wrote, and seal it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Shows what the version changes and names each record that it keeps, vouches for or drops. What it has to
keep so that nobody loses what they earned is computed again; a version that keeps something else is
sealed with --as-written only. The version is looked for on the branch that
is checked out, then on all others, also those that were fetched. What you sealed and did not push is
pushed by --push without being sealed again. Without a terminal nobody can be asked, so --yes is needed.

Examples:
  learn trust seal                the version that still takes seals
  learn trust seal 3 --push       version 3, and push the branch
  learn trust seal --print        your seal as text, for `learn attach`
  learn trust seal --branch origin/trust-3 --push --yes")]
pub(super) struct Args {
    /// Which version; the first that does not hold yet if left out
    number: Option<u16>,
    /// Seal although it keeps other records than its changes give, as after a compromise
    #[arg(long)]
    as_written: bool,
    #[command(flatten)]
    way: Way,
}

/// Runs the verb.
pub(super) fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let here = Desk::open(&args.way, terminal, globals)?;
    let (desk, number) = match args.way.branch {
        None => elsewhere(args.number, here, terminal)?,
        Some(_) => (here, args.number),
    };
    let desk = &desk;
    let chain = desk.chain();
    let candidates = Chain::candidates(&desk.opened.catalog);
    let sealing = match choose(number, &candidates, &chain) {
        Ok(candidate) => sealing(candidate, &chain)?,
        // The last seal may be one's own, and wait here to be pushed.
        Err(refusal) => match newest(args, &candidates, &chain) {
            Some(candidate) => sealing(candidate, &chain)?,
            None => return Err(refusal),
        },
    };
    let (_, key) = own_key(&desk.home)?;
    let names = sealing.names_of(&key)?;
    if sealing.is_sealed_by(&names) {
        return sealed_already(args, desk, &sealing, &names, terminal);
    }
    look(args, desk, &chain, sealing.policy.document, terminal)?;
    agree(args, terminal)?;
    put(args, desk, sealing, &names, terminal)
}

/// Says what a version does, by name, and refuses what it does beyond what its changes give.
fn look(
    args: &Args,
    desk: &Desk,
    chain: &Chain<'_>,
    document: &Trust,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let view = View::of(&desk.opened.catalog, chain, document)
        .map_err(|why| Failure(UnusableWords(&why).to_string()))?;
    let number = document.version;
    terminal.say(format!("Version {number} of the trust policy:"));
    for line in view.lines() {
        terminal.say(harmless(&line));
    }
    if let Some((old, new)) = view.taken_over.first() {
        return Err(Failure(format!(
            "nothing was sealed: version {number} says that {old} is called {new} now, and both are there, so \
             {new} would get what {old} earned and signed\n  help: whoever wrote it takes that out"
        )));
    }
    if view.differs() && !args.as_written {
        return Err(Failure(format!(
            "nothing was sealed: version {number} keeps other records than its changes give (each with `!` \
             above)\n  help: ask whoever wrote it; after a key was compromised the admins pick what stands, \
             and --as-written seals what they picked"
        )));
    }
    Ok(())
}

/// Asks whoever sits there; without anybody only `--yes` is an answer.
fn agree(args: &Args, terminal: &mut Terminal) -> Result<(), Failure> {
    if args.way.yes || (terminal.is_interactive() && confirm("Seal it?", terminal)) {
        return Ok(());
    }
    let help = if terminal.is_interactive() {
        "`learn trust seal` asks again once you have talked about it"
    } else {
        "nobody sits here to be asked; `--yes` seals it once you have seen what it says"
    };
    Err(Failure(format!("nothing was sealed\n  help: {help}")))
}

fn put(
    args: &Args,
    desk: &Desk,
    mut sealing: Sealing<'_>,
    names: &BTreeSet<String>,
    terminal: &mut Terminal,
) -> Outcome {
    sealing.seal(&desk.home, names)?;
    let number = sealing.policy.version();
    let mut files = sealing.files(names);
    if args.way.print {
        // A seal alone says nothing to whoever gets it; it comes with what it seals.
        let commit = desk.home.commit(&desk.target.head)?;
        let sealed = commit.bytes_of(&sealing.path)?.unwrap_or_default();
        files.insert(sealing.path.to_string(), sealed);
    }
    let message = format!("Seal version {number} of the trust policy\n");
    let parcel =
        Parcel { target: desk.target.clone(), files, message, signing: Signing::Always };
    let pin = Pin { version: number, digest: sealing.policy.digest.clone() };
    delivery::deliver(desk, parcel, &sealing, &pin, &args.way, terminal)?;
    desk.move_pin(terminal);
    Ok(Verdict::Clean)
}

/// Pushes a seal that is here already and not where others see it.
fn sealed_already(
    args: &Args,
    desk: &Desk,
    sealing: &Sealing<'_>,
    names: &BTreeSet<String>,
    terminal: &mut Terminal,
) -> Outcome {
    let number = sealing.policy.version();
    let who: Vec<&String> = names.iter().collect();
    let who = listed(&who, "and");
    let target = &desk.target;
    let remote = match &target.remote {
        Some(_) => None,
        None => remote::remote_of(&desk.home.top(), &target.name),
    };
    let there = remote.as_ref().map(|remote| desk.home.commit(&format!("refs/remotes/{remote}/{}", target.name)));
    let is_there = match there {
        None => true,
        Some(Err(_)) => false,
        Some(Ok(commit)) => sealing.files(names).iter().all(|(path, bytes)| {
            commit.bytes_of(path).is_ok_and(|found| found.as_ref() == Some(bytes))
        }),
    };
    if is_there {
        return Err(Failure(format!("{who} has sealed version {number} already, on {}", target.short())));
    }
    if !args.way.push {
        return Err(Failure(format!(
            "{who} has sealed version {number} already, on {}, which is not pushed yet\n  help: `learn trust \
             seal --push` pushes it, without another touch",
            target.name
        )));
    }
    let load = Load {
        files: sealing.files(names),
        message: format!("Seal version {number} of the trust policy\n"),
        signing: Signing::Always,
    };
    let fallback = landing::free_name(&desk.home, number)?;
    let pushed = landing::push_as_it_is(&desk.home, target, load, &fallback)?;
    terminal.say(format!("{who} has sealed version {number} already; nothing was signed"));
    delivery::say_pushed(&target.short(), &pushed, terminal);
    let pin = Pin { version: number, digest: sealing.policy.digest.clone() };
    delivery::say_state(sealing, &pin, terminal);
    desk.move_pin(terminal);
    Ok(Verdict::Clean)
}

/// The branch that has a version to seal: the one that is checked out, else the one that proposes it,
/// here or as it was fetched; with the number of that version. What one has sealed already is left out
/// where something else waits.
fn elsewhere(
    asked: Option<u16>,
    here: Desk,
    terminal: &mut Terminal,
) -> Result<(Desk, Option<u16>), Failure> {
    let chain = here.chain();
    let in_force = chain.in_force().map_or(0, Policy::version);
    let number = asked.unwrap_or(in_force + 1);
    let candidates = Chain::candidates(&here.opened.catalog);
    let lies_here = candidates.iter().find(|one| one.number == Some(number));
    let names = names(&here, &chain)?;
    let is_mine = lies_here.is_some_and(|one| one.seals.keys().any(|who| names.contains(*who)));
    if number != in_force + 1 || (lies_here.is_some() && !is_mine) {
        return Ok((here, asked));
    }
    let previous = chain.in_force().map(|last| last.digest.clone());
    let all = proposals::find(&here.home, number, previous.as_ref(), here.pinned.pin())?;
    let waiting = proposals::unsealed_by(&all, &names);
    if waiting.is_empty() && lies_here.is_some() {
        return Ok((here, asked));
    }
    let open = if waiting.is_empty() { &all } else { &waiting };
    let Some(found) = proposals::furthest(open) else {
        if open.is_empty() {
            return Ok((here, asked));
        }
        let names = proposals::branches(open);
        return Err(Failure(format!(
            "branches differ in what version {number} says: {}\n  help: look at each with `learn trust \
             seal --branch {}`; of two, one is made anew with `learn trust rebase`",
            listed(&names, "and"),
            shell::word(names.first().map_or("BRANCH", String::as_str))
        )));
    };
    let branch = found.branch.clone();
    let mine: Vec<&proposals::Proposal> =
        all.iter().filter(|one| one.digest != found.digest).collect();
    if !mine.is_empty() {
        terminal.say(format!(
            "note: this is the version {number} of {}; you have sealed the one of {}, and of both only one \
             can land: the other is made anew with `learn trust rebase`",
            branch.short(),
            listed(&proposals::branches(mine), "and")
        ));
    }
    Ok((here.on(branch)?, Some(number)))
}

/// In whose names the key seals that git signs with here, by the version in force.
pub(super) fn names(here: &Desk, chain: &Chain<'_>) -> Result<BTreeSet<String>, Failure> {
    let (_, key) = own_key(&here.home)?;
    let keys = chain.in_force().into_iter().flat_map(Policy::keys);
    Ok(keys.filter(|(_, known)| **known == key).map(|(who, _)| who.to_owned()).collect())
}

/// The version in force on the branch, for whoever wants to push what they sealed.
fn newest<'c, 'a>(
    args: &Args,
    candidates: &'c [Candidate<'a>],
    chain: &Chain<'_>,
) -> Option<&'c Candidate<'a>> {
    let in_force = chain.in_force().map(Policy::version).filter(|_| args.number.is_none())?;
    candidates.iter().find(|one| args.way.push && one.number == Some(in_force))
}

/// A version with the one before it and its seals.
fn sealing<'a>(candidate: &Candidate<'a>, chain: &Chain<'a>) -> Result<Sealing<'a>, Failure> {
    let document = candidate.document.ok_or_else(|| {
        let shown = shell::word(&candidate.path);
        Failure(format!("{} cannot be read; `learn check {shown}` says why", candidate.path))
    })?;
    let number = document.version;
    let before = number.checked_sub(1).and_then(|number| chain.version(number)).cloned();
    if number > 1 && before.is_none() {
        return Err(Failure(format!(
            "version {number} follows version {}, which does not hold yet\n  help: seal that one first",
            number - 1
        )));
    }
    if document.previous.as_ref() != before.as_ref().map(|before| &before.digest) {
        return Err(Failure(format!(
            "{} follows another version than the one that lies before it\n  help: whoever wrote it runs \
             `learn trust rebase`",
            candidate.path
        )));
    }
    let policy = Policy::read(document, candidate.digest.clone()).map_err(|why| {
        Failure(format!("{} cannot be used: {}", candidate.path, UnusableWords(&why)))
    })?;
    let mut sealing = Sealing::new(&candidate.path, policy, before);
    let texts = candidate.seals.iter();
    sealing.seals = texts.map(|(who, text)| ((*who).to_owned(), (*text).to_owned())).collect();
    Ok(sealing)
}

/// The version that was asked for, or the first that is not in force.
fn choose<'c, 'a>(
    number: Option<u16>,
    candidates: &'c [Candidate<'a>],
    chain: &Chain<'_>,
) -> Result<&'c Candidate<'a>, Failure> {
    let in_force = chain.in_force().map_or(0, Policy::version);
    let wanted = number.unwrap_or(in_force + 1);
    let found = candidates.iter().find(|one| one.number == Some(wanted));
    found.ok_or_else(|| {
        Failure(match number {
            Some(number) => format!(
                "no branch has a version {number} of the trust policy\n  help: `git fetch`, then run this \
                 again"
            ),
            None if in_force == 0 => "there is no trust policy on this branch yet\n  help: `learn trust \
                                      init` begins one"
                .to_owned(),
            None => format!(
                "version {in_force} of the trust policy is in force, and no branch has one after it to \
                 seal\n  help: `git fetch`, then run this again"
            ),
        })
    })
}
