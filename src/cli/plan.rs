//! `learn plan`: what is the shortest honest route to a role, and when?

use super::own::{self, Private};
use super::readiness::{find_role, find_target};
use super::terminal::Terminal;
use super::when::When;
use super::{Failure, Globals, Outcome, Verdict};
use crate::base::date::Date;
use crate::base::duration;
use crate::insight::plan::{Refused, Wishes, plan};
use crate::report::plan::{self as paper, Format, Sheet};
use crate::trust::ledger::Ledger;

/// Show the shortest route to a role: modules and credentials in order, with dates and reasons
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn plan                               yours, for your goal or your next role
  learn plan ada --hours-per-week 4        Ada's, at four hours of learning a week
  learn plan ada --start 2026-09-01        from a later day on
  learn plan --format ics > plan.ics       for your calendar

The plan takes the least learning time that the catalog allows. It counts what is done, held and
asked for already, says why each step is there, and names what the catalog cannot offer.")]
pub struct Args {
    /// Whose plan, by id; your own if left out
    person: Option<String>,
    /// For this role instead of the goal or the next role on the ladder
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// Learning time per week, in hours, instead of what is allotted
    #[arg(long, value_name = "N", value_parser = hours)]
    hours_per_week: Option<u64>,
    /// The first day of the plan instead of the day it is made for
    #[arg(long, value_name = "DATE")]
    start: Option<Date>,
    /// Add what credentials offer to those who want to go on
    #[arg(long)]
    stretch: bool,
    #[command(flatten)]
    when: When,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    #[command(flatten)]
    private: Private,
}

/// Hours as minutes.
fn hours(text: &str) -> Result<u64, String> {
    let hours: f64 = text.parse().map_err(|_| "a number of hours, such as 4 or 2.5".to_owned())?;
    if !(0.25..=168.0).contains(&hours) {
        return Err("between 0.25 and 168 hours, as many as a week has".to_owned());
    }
    Ok(duration::minutes(hours))
}

/// Runs the verb.
///
/// # Errors
/// When there is no catalog, no such person or role, or nobody to plan for.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let moment = args.when.find(terminal, globals)?;
    let (opened, layer) = args.private.open(globals, moment.revision.as_deref(), args.person.as_deref())?;
    own::heed(layer.as_ref(), terminal);
    let as_of = moment.day_of(&opened);
    if let Some(start) = args.start.filter(|start| *start < as_of) {
        return Err(Failure(format!(
            "a plan as of {as_of} cannot begin on {start}\n  \
             help: leave out `--start`, or name the earlier day with `--as-of {start}` as well"
        )));
    }
    let catalog = &opened.catalog;
    super::heed_unread(terminal, &opened, &args.format);
    let pinned = super::pinned(globals, &opened)?;
    let ledger = Ledger::of(catalog, pinned.pin());
    if let Some(advice) = pinned.advice(ledger.chain()) {
        terminal.say(format!("note: {advice}"));
    }
    let role = args.role.as_deref().map(|id| find_role(catalog, id)).transpose()?;
    let person = opened.person(args.person.as_deref())?;
    if let Some(left) = person.left.filter(|left| *left < as_of) {
        return Err(Failure(format!(
            "{} left on {left}, so there is nothing to plan\n  \
             help: what they earned stays theirs: `learn readiness {}`",
            &*person.document.name,
            person.id()
        )));
    }
    let target = find_target(catalog, person, role, as_of)?;
    let wishes = Wishes {
        minutes_per_week: args.hours_per_week,
        start: args.start,
        stretch: args.stretch,
        limit: None,
    };
    let plan = plan(&ledger, person, target.role, as_of, wishes).map_err(|why| {
        let help = match why {
            Refused::BeyondTheCalendar => "name an earlier day, or more hours per week",
            Refused::Unsolved(_) => {
                "please report this with the catalog, if it may be shown; `learn readiness` tells \
                 what is missing meanwhile"
            }
        };
        Failure(format!("the plan could not be worked out: {why}\n  help: {help}"))
    })?;
    let is_own = opened.me().as_deref() == Some(person.id());
    let sheet = Sheet { plan, source: target.source, is_own };
    let style = terminal.style();
    terminal.write(|out| paper::write(args.format, &sheet, style, out));
    Ok(Verdict::Clean)
}
