//! `learn impact`: what a change does to people, before it is merged.

use std::mem::ManuallyDrop;

use super::terminal::Terminal;
use super::{Globals, Outcome, Verdict};
use crate::base::date::Date;
use crate::catalog::Catalog;
use crate::insight::impact::impact;
use crate::report::impact::{self as paper, Format, Paper};
use crate::report::unread;
use crate::session::compared::{self, Range};
use crate::trust::chain::{Chain, Pin};
use crate::trust::ledger::Ledger;
use crate::world::git::read::Commit;

/// Show what a change does to people: readiness, enrolments, pathways, and the version it owes
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn impact main                          what the files on disk do, compared with main
  learn impact main...HEAD                   what a branch does since it left main
  learn impact v2.1.0..HEAD                  what has changed for people since a release
  learn impact main...HEAD --format markdown --summary
                                             counts for a pull request, without names

A name that fits several commits, such as a tag called like a branch, is refused, not guessed.
Both sides are read as of the same day, so that only the content differs. Nothing is checked out, and
nothing is written. Changing content takes nothing away that somebody has earned.")]
pub struct Args {
    /// BASE..HEAD, BASE...HEAD from where HEAD left BASE, or BASE to compare with the files on disk
    #[arg(value_name = "RANGE")]
    range: String,
    /// As of this day instead of the day of HEAD
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Counts only: nobody is named
    #[arg(long)]
    summary: bool,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// Runs the verb.
///
/// # Errors
/// When there is no repository, no such revision, or no catalog in one of them.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let range = Range::read(&args.range);
    // The process ends with the answer: to free two catalogs piece by piece helps nobody.
    let sides = ManuallyDrop::new(compared::open(&globals.directory, &range)?);
    let after = &sides.after;
    let as_of = args.as_of.unwrap_or_else(|| after.day());
    let pinned = super::pinned(globals, after)?;
    let now = ManuallyDrop::new(Ledger::of(&after.catalog, pinned.pin()));
    let then = ManuallyDrop::new(earlier(&sides.before, pinned.pin()));
    if let Some(advice) = pinned.advice(now.chain()).filter(|_| !now.all().is_empty()) {
        terminal.say(format!("note: {advice}"));
    }
    let found = ManuallyDrop::new(impact(&then, &now, as_of));
    let unread_files = [unread::files(&sides.before), unread::files(&after.catalog)];
    let head = after.commit.as_ref().map(Commit::id);
    let unread = unread_in_words(unread_files, &sides.base.id(), head.as_deref());
    if let Some(note) = unread.as_ref().filter(|_| args.format == Format::Csv) {
        terminal.say(format!("note: {note}"));
    }
    let sheet = Paper {
        impact: &found,
        as_of,
        base: &sides.base.id(),
        head,
        unread_files,
        unread: unread.as_deref(),
        is_summary: args.summary,
    };
    let style = terminal.style();
    terminal.write(|out| paper::write(args.format, &sheet, style, out));
    Ok(Verdict::Clean)
}

/// What to say of the files of both sides that could not be read in full, the newer side's first.
fn unread_in_words(files: [usize; 2], base: &str, head: Option<&str>) -> Option<String> {
    let [before, after] = files;
    let sides = [
        unread::words(after, " of the newer side", head),
        unread::words(before, " of the older side", Some(base)),
    ];
    let sentences: Vec<String> = sides.into_iter().flatten().map(|words| words + ".").collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// The approvals of the older side. Where it does not have the pinned version yet, it is judged by its
/// own chain, so that a change is not blamed for what only the newer side can vouch for.
fn earlier<'a>(catalog: &'a Catalog, pin: Option<&Pin>) -> Ledger<'a> {
    let pinned = Chain::of(catalog, pin);
    let holds = pin.is_none() || pinned.in_force().is_some();
    Ledger::under(catalog, if holds { pinned } else { Chain::of(catalog, None) })
}
