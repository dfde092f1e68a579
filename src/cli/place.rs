//! `learn place`: a role at which somebody begins, with its own lines held.

use super::signing::{Act, Options};
use super::terminal::Terminal;
use super::{Globals, Outcome};
use crate::base::date::Date;
use crate::kinds::approval::Decision;
use crate::session::decide::authority::{self, Deed};
use crate::session::decide::awarded;
use crate::trust::ledger::Ledger;

/// Place somebody at a role: they hold its own lines, as they are now, without claims, as when they join
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn place ben senior-engineer
  learn place ben senior-engineer --since 2026-04-01 --push")]
pub struct Args {
    /// Whom, by id
    person: String,
    /// The role
    role: String,
    /// The first day; the day of the decision if left out
    #[arg(long = "since", value_name = "DATE")]
    first: Option<Date>,
    #[command(flatten)]
    options: Options,
}

/// Runs the verb.
///
/// # Errors
/// When there is no such role, or the signer may not decide it.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let ground = args.options.ground(globals, Some(&args.person))?;
    let day = args.options.day(&ground)?;
    let pinned = super::pinned_in(globals, &ground.home)?;
    let ledger = Ledger::of(&ground.bar, pinned.pin());
    let policy = authority::policy(&ledger, &ground.target)?;
    let person = ground.person(&args.person)?;
    let role = awarded::role(&ground.bar, &args.role)?;
    let signer = ground.signer(args.options.signer.as_deref())?;
    let deed = Deed {
        decision: Decision::Place,
        person: person.id(),
        subject: role.id(),
        signer: &signer,
    };
    deed.authorise(policy, &ground.bar)?;
    deed.has_key(&ground.home, policy, ledger.chain())?;
    let fields = awarded::placement(role, args.first, day);
    if let Some(own) = awarded::same_appointment(&ground, &ledger, policy, &deed, args.first, day) {
        let words = format!(
            "you have placed {} at `{}` already, on {}\n  help: nothing is left to do; another first day is \
             said with --since",
            person.id(),
            role.id(),
            own.approval.date
        );
        return args.options.decided_already(&ground, &deed, &own, words, terminal);
    }
    let act = Act { deed, day, fields, beside: None };
    args.options.conclude(&ground, policy, act, terminal)
}
