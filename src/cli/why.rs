//! `learn why`: what one line of somebody's readiness rests on, down to file, commit and signer.

use std::collections::BTreeMap;

use super::own::{self, Private};
use super::terminal::Terminal;
use super::when::When;
use super::{Failure, Globals, Outcome, Verdict, readiness as verb};
use crate::catalog::{Record, formers};
use crate::kinds::Kind;
use crate::report::why::decided::Decided;
use crate::report::why::{self as paper, Format, Sheet};
use crate::rules;
use crate::session::open::Opened;
use crate::session::past::{self, FirstSeen};
use crate::standing::readiness::{LineState, readiness};
use crate::standing::target::Target;
use crate::trust::ledger::Ledger;
use crate::world::git::history::History;

/// Show what a line of somebody's readiness rests on, down to file, commit and signer
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn why ada                               every line of Ada's readiness
  learn why ada incident-response             one line, by competency or requirement
  learn why ada incident-commander            a credential, whatever role asks for it
  learn why ada --role staff-engineer --as-of 2026-01-01

Whatever is printed can be checked by hand: the record, its seal beside it, and the commit that
brought both in.")]
pub struct Args {
    /// Whose readiness, by id; yourself if left out
    person: Option<String>,
    /// Which line, as the competency or the id of the requirement, or which credential; all lines if left out
    line: Option<String>,
    /// For this role instead of the goal or the next role on the ladder
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    #[command(flatten)]
    when: When,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    #[command(flatten)]
    private: Private,
}

/// Runs the verb.
///
/// # Errors
/// When there is no catalog, no such person, role or line, or history cannot be read.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let moment = args.when.find(terminal, globals)?;
    let (revision, whose) = (moment.revision.as_deref(), args.person.as_deref());
    let (opened, layer) = args.private.open_about(globals, revision, whose)?;
    own::heed(layer.as_ref(), terminal);
    let as_of = moment.day_of(&opened);
    super::heed_unread(terminal, &opened, &args.format);
    let pinned = super::pinned(globals, &opened)?;
    let ledger = Ledger::of(&opened.catalog, pinned.pin());
    super::move_pin(terminal, opened.home.as_ref(), &pinned);
    let role = args.role.as_deref().map(|id| verb::find_role(&opened.catalog, id)).transpose()?;
    let person = opened.person(args.person.as_deref())?;
    let target = verb::find_target(&opened.catalog, person, role, as_of);
    if let (Some(word), None) = (args.line.as_deref(), role) {
        let is_line = |target: &Target<'_>| {
            let lines = readiness(&ledger, person, target.role, as_of).lines;
            lines.iter().any(|state| state.line.id == word)
        };
        let subject = formers::judged(&opened.catalog, word);
        let is_subject = opened.catalog.record(Kind::Credential, subject).is_some()
            || opened.catalog.competency(subject).is_some();
        // What was decided about a credential needs no role that asks for it.
        if is_subject && !target.as_ref().is_ok_and(is_line) {
            let decided = Decided::of(&ledger, person, subject, as_of);
            let records = decided.proofs().map(|proof| proof.judged.record);
            let first_seen = first_seen(&opened, &ledger, records)?;
            terminal.write(|out| decided.write(args.format, &first_seen, out));
            return Ok(Verdict::Clean);
        }
    }
    let readiness = readiness(&ledger, person, target?.role, as_of);
    let lines = chosen(&readiness.lines, args.line.as_deref())?;
    let shown = lines.iter().flat_map(|state| &state.evidence);
    let records = shown.filter_map(|evidence| opened.catalog.at_path(&evidence.path));
    let first_seen = first_seen(&opened, &ledger, records)?;
    let sheet = Sheet { ledger: &ledger, readiness: &readiness, lines, first_seen: &first_seen };
    let style = terminal.style();
    terminal.write(|out| paper::write(args.format, &sheet, style, out));
    Ok(Verdict::Clean)
}

/// Where records were first seen, as far as there is history.
fn first_seen<'a>(
    opened: &'a Opened,
    ledger: &Ledger<'_>,
    records: impl Iterator<Item = &'a Record>,
) -> Result<BTreeMap<&'a str, FirstSeen>, Failure> {
    match opened.home.as_ref().zip(opened.history()) {
        None => Ok(BTreeMap::new()),
        Some((home, commit)) => {
            Ok(past::first_seen(home, &History::of(&commit)?, ledger, records)?)
        }
    }
}

fn chosen<'r, 'a>(
    lines: &'r [LineState<'a>],
    id: Option<&str>,
) -> Result<Vec<&'r LineState<'a>>, Failure> {
    let Some(id) = id else { return Ok(lines.iter().collect()) };
    let found: Vec<&LineState<'_>> = lines.iter().filter(|state| state.line.id == id).collect();
    if found.is_empty() {
        let known = lines.iter().map(|state| state.line.id);
        let meant = rules::meant(id, known.clone());
        let known: Vec<&str> = known.collect();
        return Err(Failure(format!(
            "the role has no line `{id}`{meant}\n  help: its lines are {}",
            known.join(", ")
        )));
    }
    Ok(found)
}
