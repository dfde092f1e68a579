//! `learn revoke`: the records of an award no longer count.

use super::signing::{Act, Options};
use super::terminal::Terminal;
use super::{Globals, Outcome, Verdict};
use crate::kinds::approval::Decision;
use crate::session::decide::authority::{self, Deed};
use crate::session::decide::{awarded, matter};
use crate::trust::ledger::Ledger;

/// Take an award back, for a reason; it takes as many as the award took, or the admins
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn revoke ada incident-commander --reason \"The outage was another one.\"
  learn revoke ada incident-commander --record 6a8da52e --reason \"Signed by mistake.\" --push")]
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
/// When there is no such award, or the signer may not revoke it.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let ground = args.options.ground(globals, Some(&args.person))?;
    let day = args.options.day(&ground)?;
    let pinned = super::pinned_in(globals, &ground.home)?;
    let ledger = Ledger::of(&ground.bar, pinned.pin());
    let policy = authority::policy(&ledger, &ground.target)?;
    let person = ground.person(&args.person)?;
    let subject = matter::present(&ground.bar, &args.subject);
    let signer = ground.signer(args.options.signer.as_deref())?;
    let deed = Deed { decision: Decision::Revoke, person: person.id(), subject, signer: &signer };
    deed.authorise(policy, &ground.bar)?;
    deed.has_key(&ground.home, policy)?;
    let picked = &args.records;
    let fields =
        awarded::revocation(&ledger, policy, person.id(), subject, picked, &args.reason, day)?;
    let lacks = awarded::lacking(&ground, &ledger, policy, &deed, &fields, day);
    let act = Act { deed, day, fields, beside: None };
    let verdict = args.options.conclude(&ground, policy, act, terminal)?;
    for lack in lacks.iter().filter(|_| verdict == Verdict::Clean) {
        terminal.say(format!("this takes nothing back yet: it {lack}"));
    }
    Ok(verdict)
}
