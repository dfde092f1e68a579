//! `learn revoke`: the records of an award no longer count.

use super::signing::{Act, Options};
use super::terminal::Terminal;
use super::{Globals, Outcome, Verdict};
use crate::base::shell;
use crate::kinds::approval::Decision;
use crate::session::decide::authority::{self, Deed};
use crate::session::decide::revocation::{self, Revocation, Wanted};
use crate::trust::ledger::Ledger;

/// Take an award back, for a reason; it takes as many as the award took, or the admins
///
/// What was decided before something was renamed is found by either of its names, and asked by the one that it
/// was signed under. Single records are named by the beginning of their digests, as `learn verify --format json` lists them;
/// so is a not-yet, which is taken back by whoever gave it or by the admins.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn revoke ada incident-commander --reason \"The outage was another one.\"
  learn revoke ada incident-commander --record 6a8da52e --reason \"Signed by mistake.\" --push

A claim that was answered with a not-yet is no award: its record is named with `--record`.")]
pub struct Args {
    /// Whose award, by id
    person: String,
    /// The credential or competency
    subject: String,
    /// Why it is taken back
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Only the records whose digests begin like this; can be repeated
    #[arg(long = "record", value_name = "DIGEST")]
    records: Vec<String>,
    #[command(flatten)]
    options: Options,
}

/// Runs the verb.
///
/// # Errors
/// When there is nothing to take back, or the signer may not revoke it.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let ground = args.options.ground(globals, Some(&args.person))?;
    let day = args.options.day(&ground)?;
    let pinned = super::pinned_in(globals, &ground.home)?;
    let ledger = Ledger::of(&ground.bar, pinned.pin());
    let policy = authority::policy(&ledger, &ground.target)?;
    let person = ground.person(&args.person)?;
    let signer = ground.signer(args.options.signer.as_deref())?;
    let wanted = Wanted {
        person: person.id(),
        subject: &args.subject,
        picked: &args.records,
        signer: &signer,
    };
    let revocation = Revocation::find(&ground.bar, &ledger, policy, wanted, day)?;
    let subject = revocation.subject;
    let deed = Deed { decision: Decision::Revoke, person: person.id(), subject, signer: &signer };
    deed.authorise(policy, &ground.bar).map_err(|why| why + &former_name(&revocation, args))?;
    deed.has_key(&ground.home, policy, ledger.chain())?;
    let fields = revocation.fields(&args.reason);
    let lacks = revocation::lacking(&ground, &ledger, policy, &deed, &fields, day);
    let act = Act { deed, day, fields, beside: None };
    let verdict = args.options.conclude(&ground, policy, act, terminal)?;
    if verdict != Verdict::Clean {
        return Ok(verdict);
    }
    for lack in lacks {
        terminal.say(format!("this takes nothing back yet: it {lack}"));
    }
    for other in &revocation.beside {
        terminal.say(format!(
            "note: another award of it stands, which was signed as `{other}`: `learn revoke {} {}` takes that \
             back",
            shell::word(person.id()),
            shell::word(other)
        ));
    }
    Ok(verdict)
}

/// Why somebody is asked about an id that they did not name.
fn former_name(revocation: &Revocation<'_>, args: &Args) -> String {
    if *revocation.under == *args.subject {
        return String::new();
    }
    format!(
        "\nwhat would be taken back was signed as `{}`, which `{}` was called then, and scopes are asked by that \
         name",
        revocation.under, args.subject
    )
}
