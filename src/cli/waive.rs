//! `learn waive`: a line of a role that is not asked of somebody for a while, for a reason.

use super::signing::{Act, Options};
use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::base::date::Date;
use crate::kinds::approval::Decision;
use crate::session::decide::authority::{self, Deed};
use crate::session::decide::awarded;
use crate::session::decide::waiving::{self, BeyondLimit, Waiver};
use crate::trust::ledger::Ledger;

/// Waive a line of a role for somebody, for a while and for a reason
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The line is a competency that the role expects, or the id of a requirement. What it demands is copied and
signed: if it comes to demand more, it is asked for again.

Examples:
  learn waive ada senior-engineer commander --until 2026-12-31 --reason \"Led three before she joined.\"
  learn waive ben staff-engineer communication --until 2026-09-30 --reason \"On leave.\" --push")]
pub struct Args {
    /// For whom, by id
    person: String,
    /// The role that has the line
    role: String,
    /// A competency that it expects, or the id of a requirement
    line: String,
    /// The last day
    #[arg(long, value_name = "DATE")]
    until: Date,
    /// Why it is not asked for
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Sign it although as many core lines are waived as readiness allows
    #[arg(long)]
    beyond_limit: bool,
    #[command(flatten)]
    options: Options,
}

/// Runs the verb.
///
/// # Errors
/// When there is no such line, or the waiver would not count.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let ground = args.options.ground(globals, Some(&args.person))?;
    let day = args.options.day(&ground)?;
    let pinned = super::pinned_in(globals, &ground.home)?;
    let ledger = Ledger::of(&ground.bar, pinned.pin());
    let policy = authority::policy(&ledger, &ground.target)?;
    let person = ground.person(&args.person)?;
    let role = awarded::role(&ground.bar, &args.role)?;
    let signer = ground.signer(args.options.signer.as_deref())?;
    let deed =
        Deed { decision: Decision::Waive, person: person.id(), subject: role.id(), signer: &signer };
    deed.authorise(policy, &ground.bar)?;
    deed.has_key(&ground.home, policy, ledger.chain())?;
    let waiver =
        Waiver { line: &args.line, until: args.until, reason: &args.reason, day, signer: &signer };
    let fields = waiver.fields(&ground, person.id(), role)?;
    let waivers = waiving::in_force(&ground, &ledger, policy, person.id(), role, day);
    if let Some(there) = waiver.repeats(&waivers) {
        let (line, until) = (&args.line, there.approval.until.unwrap_or(args.until));
        let words = format!(
            "`{line}` of `{}` is waived for {} already, until {until} by {}\n  help: nothing is left to do; a \
             later last day is said with --until",
            role.id(),
            person.id(),
            there.signer
        );
        return args.options.decided_already(&ground, &deed, there, words, terminal);
    }
    if let Some(beyond) = waiver.beyond(&ground, &ledger, person.id(), role, &waivers)
        && !agrees(args, &beyond, terminal)?
    {
        terminal.say("nothing was signed");
        return Ok(Verdict::Findings);
    }
    let act = Act { deed, day, fields, beside: None };
    args.options.conclude(&ground, policy, act, terminal)
}

/// Whether a waiver that would not help is wanted all the same.
fn agrees(args: &Args, beyond: &BeyondLimit, terminal: &mut Terminal) -> Result<bool, Failure> {
    if args.beyond_limit {
        terminal.say(format!("note: {beyond}"));
        return Ok(true);
    }
    if terminal.is_interactive() && !args.options.yes {
        terminal.say(beyond.to_string());
        return Ok(terminal.confirm("Waive it all the same?") == Some(true));
    }
    Err(Failure(format!(
        "{beyond}; nothing was signed\n  help: `--beyond-limit` signs it all the same, as for the time after \
         another one ends"
    )))
}
