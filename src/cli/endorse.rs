//! `learn endorse`: a colleague's testimony, signed; never an approval.

use super::signing::{Act, Options};
use super::terminal::Terminal;
use super::{Globals, Outcome};
use crate::kinds::approval::Decision;
use crate::session::decide::anew;
use crate::session::decide::authority::{self, Deed};
use crate::session::decide::awarded::{self, Testimony};
use crate::session::decide::matter::Matter;
use crate::trust::ledger::Ledger;

/// Testify to a colleague's ability; an assessor still has to approve it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn endorse ada incident-commander --feedback \"She led the whole response; I only typed.\"
  learn endorse ada communication --feedback \"Her notes end discussions.\" --push")]
pub struct Args {
    /// Whom you testify for, by id
    person: String,
    /// A credential, a competency, or the id of their claim
    #[arg(value_name = "SUBJECT|CLAIM")]
    subject: String,
    /// What you have seen
    #[arg(long, value_name = "TEXT")]
    feedback: String,
    #[command(flatten)]
    options: Options,
}

/// Runs the verb.
///
/// # Errors
/// When the word means nothing, or the signature would not count.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let ground = args.options.ground(globals, Some(&args.person))?;
    let day = args.options.day(&ground)?;
    let pinned = super::pinned_in(globals, &ground.home)?;
    let ledger = Ledger::of(&ground.bar, pinned.pin());
    let policy = authority::policy(&ledger, &ground.target)?;
    let person = ground.person(&args.person)?;
    let signer = ground.signer(args.options.signer.as_deref())?;
    let matter = Matter::find(&ground, &ledger, policy, person, &args.subject, day);
    let found = matter.as_ref().map_err(Clone::clone);
    let said = Testimony::of(&ground, found, &args.subject, &args.feedback)?;
    let deed = Deed {
        decision: Decision::Endorse,
        person: person.id(),
        subject: said.subject,
        signer: &signer,
    };
    deed.authorise(policy, &ground.bar)?;
    deed.has_key(&ground.home, policy, ledger.chain())?;
    if let Some(own) = awarded::same_endorsement(&ground, &ledger, policy, &deed, &said, day) {
        let words = format!(
            "you have endorsed {} for `{}` already, on {}\n  help: nothing is left to do; a claim that is made anew \
             can be endorsed anew",
            person.id(),
            said.subject,
            own.approval.date
        );
        return args.options.decided_already(&ground, &deed, &own, words, terminal);
    }
    if let Ok(matter) = &matter {
        anew::can_land(&ground, matter, day)?;
    }
    let act = Act { deed, day, fields: said.fields, beside: None };
    args.options.conclude(&ground, policy, act, terminal)
}
