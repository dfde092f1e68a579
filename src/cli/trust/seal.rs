//! `learn trust seal`: another admin looks at a version and seals it.

use std::collections::BTreeSet;

use super::desk::{Desk, Way, confirm, say_missing};
use super::{Failure, Globals, Outcome, Terminal, Verdict};
use crate::kinds::parts::digest::Sha256;
use crate::kinds::trust::Trust;
use crate::report::counted;
use crate::session::governance::UnusableWords;
use crate::session::governance::draft::nobody;
use crate::session::governance::seals::{Sealing, own_key};
use crate::trust::chain::{Candidate, Chain, Pin};
use crate::trust::change;
use crate::trust::kept;
use crate::trust::ledger::Ledger;
use crate::trust::policy::Policy;

/// Look at a version of the policy that another admin wrote, and seal it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Shows what the version changes, and computes again what it has to keep so that nobody loses what they
earned. Where the version keeps something else it is said, and --yes is needed.

Examples:
  learn trust seal                the version that still takes seals
  learn trust seal 3 --push       version 3, and push the branch
  learn trust seal --branch origin/trust-update --push")]
pub(super) struct Args {
    /// Which version; the first that does not hold yet if left out
    number: Option<u16>,
    /// Seal without being asked
    #[arg(long, short)]
    yes: bool,
    #[command(flatten)]
    way: Way,
}

/// Runs the verb.
pub(super) fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let desk = Desk::open(&args.way, terminal, globals)?;
    let chain = desk.chain();
    let candidates = Chain::candidates(&desk.opened.catalog);
    let candidate = choose(args.number, &candidates, &chain)?;
    let document = candidate.document.ok_or_else(|| {
        Failure(format!("{} cannot be read; `learn check {0}` says why", candidate.path))
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
    let (_, key) = own_key(&desk.home)?;
    let names = sealing.names_of(&key)?;
    let surprises = describe(&desk, &chain, document, terminal)?;
    let agreed = args.yes
        || if terminal.is_interactive() {
            confirm("Seal it?", terminal)
        } else {
            surprises == 0
        };
    if !agreed {
        return Err(Failure(
            "nothing was sealed\n  help: `--yes` seals it once you have seen what it says".to_owned(),
        ));
    }
    sealing.seal(&desk.home, &names)?;
    let message = format!("Seal version {number} of the trust policy\n");
    desk.carry(sealing.files(&names), &message, &args.way, terminal)?;
    let pin = Pin { version: number, digest: candidate.digest.clone() };
    say_missing(&sealing, &pin, terminal);
    desk.move_pin(terminal)?;
    Ok(Verdict::Clean)
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
            Some(number) => format!("there is no version {number} of the trust policy on this branch"),
            None if in_force == 0 => "there is no trust policy on this branch yet\n  help: `learn trust \
                                      init` begins one"
                .to_owned(),
            None => format!(
                "version {in_force} of the trust policy is in force, and there is none after it to \
                 seal\n  help: fetch the branch that has one, or name it with `--branch`"
            ),
        })
    })
}

/// Says what a version changes and keeps, and how much of that is not what this catalog gives.
fn describe(
    desk: &Desk,
    chain: &Chain<'_>,
    document: &Trust,
    terminal: &mut Terminal,
) -> Result<usize, Failure> {
    let chain = chain.up_to(document.version.saturating_sub(1));
    let nothing = nobody(&document.catalog);
    let before = chain.in_force().map_or(&nothing, |last| last.document);
    terminal.say(format!("Version {} of the trust policy:", document.version));
    for change in change::between(before, document) {
        terminal.say(format!("  - {change}"));
    }
    let catalog = &desk.opened.catalog;
    let words = |why| Failure(UnusableWords(&why).to_string());
    let falling = kept::falling(catalog, &chain, document).map_err(words)?;
    let unsigned = kept::unsigned(catalog, &chain, document).map_err(words)?;
    let kept: BTreeSet<&Sha256> = document.kept.iter().collect();
    let (stay, fall): (Vec<_>, Vec<_>) = falling.iter().partition(|one| kept.contains(&one.digest));
    let vouched = unsigned.iter().filter(|one| kept.contains(&one.digest)).count();
    if !stay.is_empty() {
        let them = counted(stay.len(), "record");
        terminal.say(format!("  - {them} signed before stay valid, kept by name"));
    }
    if vouched > 0 {
        let them = counted(vouched, "unsigned approval");
        terminal.say(format!("  - the admins vouch for {them}"));
    }
    for one in &fall {
        terminal.say(format!("  ! it does not keep {}, signed by {}: it would fall", one.name, one.signer));
    }
    let known: BTreeSet<&Sha256> = falling.iter().chain(&unsigned).map(|one| &one.digest).collect();
    let ledger = Ledger::under(catalog, chain.clone());
    let named = kept::all(&ledger);
    let strange: Vec<&&Sha256> = kept.iter().filter(|digest| !known.contains(**digest)).collect();
    for digest in &strange {
        let name = named.iter().find(|one| one.digest == ***digest);
        let what = name.map_or_else(
            || format!("{digest}, which is no approval of this branch"),
            |one| format!("{}, which this change does not touch", one.name),
        );
        terminal.say(format!("  ! it keeps {what}"));
    }
    Ok(fall.len() + strange.len())
}
