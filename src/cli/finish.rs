//! `learn finish`: somebody is through with a module, or has reached a milestone on the way.

use std::collections::BTreeSet;

use super::own::{self, After, Whose};
use super::start::{What, find};
use super::terminal::Terminal;
use super::{Failure, Globals, Outcome};
use crate::scaffold::own::{Desk, enrolment};
use crate::session::decide::claiming::Request;
use crate::session::open;
use crate::standing::decisions::Decisions;
use crate::standing::demand::{Demand, present_credential};
use crate::trust::ledger::Ledger;

/// Write down that a module is finished, or a milestone reached
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Adds a line to the file that `learn start` wrote. Finished is progress; what it was worth is shown by work
that somebody judges: `learn claim`. A module that has to be renewed can be finished again.

Examples:
  learn finish incident-command
  learn finish checkout-resilience --milestone hypothesis
  learn finish data-protection --date 2026-05-11")]
pub struct Args {
    /// A module; with --milestone also a pathway
    #[arg(value_name = "MODULE|PATHWAY")]
    what: String,
    /// A milestone that was reached; the rest goes on
    #[arg(long, value_name = "MILESTONE")]
    milestone: Option<String>,
    /// The pathway of this id, where a module is called the same
    #[arg(long)]
    pathway: bool,
    #[command(flatten)]
    whose: Whose,
}

/// Runs the verb.
///
/// # Errors
/// When it was not begun, is finished, or the file cannot be written.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let layered = (open::open(&globals.directory, None)?, None);
    let desk = own::desk(&layered, &args.whose)?;
    let catalog = desk.catalog();
    let (learn, whom) = (own::learn(globals), own::for_whom(&args.whose));
    let again = format!("{learn} readiness {}", desk.person.id());
    let (writing, message, next) = match (find(catalog, &args.what, args.pathway)?, &args.milestone) {
        (What::Module(module), None) => {
            let ledger = Ledger::about_only(catalog, None, &BTreeSet::from([desk.person.id()]));
            let held = Decisions::of(&ledger, desk.person, desk.day).held;
            let asked = module.assessed_by.as_ref().map(|id| present_credential(catalog, id.as_str()));
            // What they hold they need not claim again because of this module.
            let open = asked.filter(|id| !held.satisfies(catalog, &Demand::Credential(id)));
            let next = open.map(|id| to_claim(&desk, id, &learn, &whom));
            (enrolment::finish(&desk, module)?, format!("Finish {}", module.id()), next.unwrap_or(again))
        }
        (What::Module(module), Some(milestone)) => {
            let next = format!("{learn} finish {}{whom}  (when it is done)", module.id());
            let message = format!("Reach {milestone} of {}", module.id());
            (enrolment::reach(&desk, module, milestone)?, message, next)
        }
        (What::Pathway(pathway), Some(milestone)) => {
            let message = format!("Reach {milestone} of {}", pathway.id());
            (enrolment::reach_on_pathway(&desk, pathway, milestone)?, message, again)
        }
        (What::Pathway(pathway), None) => {
            return Err(Failure(format!(
                "`{}` is a pathway, whose items are fulfilled by modules and credentials\n  help: name one of \
                 those, or a milestone with --milestone",
                pathway.id()
            )));
        }
    };
    let after = After { message, next: Some(next) };
    own::settle(&desk, &writing, &args.whose, &after, terminal, globals)
}

/// How a credential is claimed; where it needs entries in the portfolio that are not there yet, those come
/// first.
fn to_claim(desk: &Desk<'_>, credential: &str, learn: &str, whom: &str) -> String {
    let claim = format!("{learn} claim {credential}{whom}");
    let request = Request::read(desk.catalog(), desk.person.id(), credential, None, desk.day);
    match request.ok().and_then(|request| request.entries_to_write()) {
        None => claim,
        Some(1) => {
            format!("{learn} new portfolio NAME{whom}  ({credential} needs an entry), then {claim}")
        }
        Some(count) => {
            format!("{learn} new portfolio NAME{whom}  ({credential} needs {count} more), then {claim}")
        }
    }
}
