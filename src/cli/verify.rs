//! `learn verify`: which approvals count, who signed them, and which commits brought them in?

use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::base::date::Date;
use crate::report::verification::{self as paper, Format, Sheet};
use crate::session::open::{self, Refusal};
use crate::session::verification;
use crate::trust::ledger::Ledger;

/// List every approval with who signed it, what vouches for it and which commit brought it in
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn verify                         every approval of the last commit
  learn verify ada                     those about Ada
  learn verify --rev v1.2 --format json

In a git repository commits are read and never the files on disk, so that nothing between the two
can change an answer. Signed: the seal is by a key of the signer. Kept: the signer has lost the
authority since, and the admins keep the record by name. Vouched: nobody signed, the admins vouch.")]
pub struct Args {
    /// Only approvals about this person, by id
    person: Option<String>,
    /// From this commit instead of the last one
    #[arg(long, value_name = "REV")]
    rev: Option<String>,
    /// From the files on disk instead of the last commit
    #[arg(long, conflicts_with = "rev")]
    worktree: bool,
    /// For this day instead of today
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// Runs the verb.
///
/// # Errors
/// When there is no catalog, no such revision or person, or history cannot be read.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let open = |revision: Option<&str>| match &args.person {
        Some(person) => open::open_about(&globals.directory, revision, Some(person)),
        None => open::open(&globals.directory, revision),
    };
    // A catalog that was never committed has only its files.
    let is_there = || open::find_root(&globals.directory).is_ok();
    let wants_commit = args.rev.is_none() && !args.worktree && is_there();
    let opened = match wants_commit.then(|| open(Some("HEAD"))) {
        Some(Ok(opened)) => opened,
        Some(Err(why @ Refusal::Incomplete(_))) => return Err(why.into()),
        Some(Err(_)) | None => open(args.rev.as_deref())?,
    };
    if let Some(person) = &args.person
        && opened.catalog.get::<crate::kinds::person::Person>(person).is_none()
    {
        return Err(Failure(format!("there is no person `{person}` in this catalog")));
    }
    let as_of = args.as_of.unwrap_or_else(|| opened.today());
    let pinned = super::pinned(globals, &opened)?;
    let ledger = Ledger::of(&opened.catalog, pinned.pin());
    let history = opened.history();
    let history = opened.home.as_ref().zip(history.as_ref());
    let verification = verification::verify(&ledger, history, as_of)?;
    let sheet = Sheet {
        ledger: &ledger,
        verification: &verification,
        person: args.person.as_deref(),
        commit: opened.commit.as_ref().map(crate::world::git::read::Commit::id),
        as_of,
    };
    let style = terminal.style();
    terminal.write(|out| paper::write(args.format, &sheet, style, out));
    // What was said is by the pin as it was; only then does it move on.
    super::heed_pin(terminal, &opened, &pinned, ledger.chain());
    Ok(if sheet.is_clean() { Verdict::Clean } else { Verdict::Findings })
}
