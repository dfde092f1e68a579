//! `learn promote`: a signed promotion to a role.

use super::signing::{Act, Options};
use super::terminal::Terminal;
use super::{Globals, Outcome};
use crate::base::date::Date;
use crate::kinds::approval::Decision;
use crate::session::decide::authority::{self, Deed};
use crate::session::decide::awarded;
use crate::trust::ledger::Ledger;

/// Promote somebody to a role; says how ready they are, and decides nothing by itself
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn promote ada senior-engineer
  learn promote ada senior-engineer --since 2026-04-01 --push")]
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
        decision: Decision::Promote,
        person: person.id(),
        subject: role.id(),
        signer: &signer,
    };
    deed.authorise(policy, &ground.bar)?;
    deed.has_key(&ground.home, policy, ledger.chain())?;
    let fields = awarded::promotion(role, args.first);
    if let Some(own) = awarded::same_appointment(&ground, &ledger, policy, &deed, args.first, day) {
        let words = format!(
            "you have promoted {} to `{}` already, on {}\n  help: nothing is left to do; another first day \
             is said with --since",
            person.id(),
            role.id(),
            own.approval.date
        );
        return args.options.decided_already(&ground, &deed, &own, words, terminal);
    }
    terminal.say(awarded::readiness_words(&ledger, person.id(), role, day));
    let act = Act { deed, day, fields, beside: None };
    args.options.conclude(&ground, policy, act, terminal)
}
