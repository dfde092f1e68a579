//! `learn trust show`: who may do what, with which keys, and which versions hold.

use super::{Globals, Outcome, Terminal, Verdict};
use crate::report::policy::{self, Sheet, Version};
use crate::session::governance::seals::Sealing;
use crate::session::open;
use crate::trust::chain::{Candidate, Chain, Pin};
use crate::trust::policy::Policy;

/// Show who may approve what, with which keys, which versions hold, and the pin
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn trust show
  learn trust show --rev origin/main
  learn trust show --format json")]
pub(super) struct Args {
    /// From a commit instead of the files on disk
    #[arg(long, value_name = "REV")]
    rev: Option<String>,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Human,
    /// For programs; the shape has a version.
    Json,
}

/// Runs the verb.
pub(super) fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let opened = open::open(&globals.directory, args.rev.as_deref())?;
    let pinned = super::super::pinned(globals, &opened)?;
    let chain = Chain::of(&opened.catalog, pinned.pin());
    let mut candidates = Chain::candidates(&opened.catalog);
    candidates.sort_by_key(|one| one.number);
    if candidates.is_empty() {
        terminal.print("This catalog has no trust policy: approvals cannot be counted yet.");
        terminal.say("next: `learn trust init` begins one, with you as its admin");
        return Ok(Verdict::Clean);
    }
    let versions = candidates.iter().filter_map(|one| version(one, &chain)).collect();
    let pinned_by = pinned.source().map(|source| source.to_string());
    let sheet = Sheet { chain: &chain, versions, pinned_by };
    match args.format {
        Format::Human => terminal.write(|out| policy::write(&sheet, out)),
        Format::Json => terminal.print(serde_json::to_string_pretty(&policy::json(&sheet))?),
    }
    Ok(Verdict::Clean)
}

fn version(candidate: &Candidate<'_>, chain: &Chain<'_>) -> Option<Version> {
    let number = candidate.number?;
    let holds = chain.version(number).is_some_and(|one| one.digest == candidate.digest);
    let policy = candidate.document.and_then(|one| Policy::read(one, candidate.digest.clone()).ok());
    let tallies = policy.map_or_else(Vec::new, |policy| {
        let before = number.checked_sub(1).and_then(|number| chain.version(number)).cloned();
        let mut sealing = Sealing::new(&candidate.path, policy, before);
        let seals = candidate.seals.iter();
        sealing.seals = seals.map(|(who, text)| ((*who).to_owned(), (*text).to_owned())).collect();
        sealing.tallies()
    });
    Some(Version {
        number,
        pin: Pin { version: number, digest: candidate.digest.clone() },
        sealed_by: candidate.seals.keys().map(|admin| (*admin).to_owned()).collect(),
        holds,
        tallies,
    })
}
