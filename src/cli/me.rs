//! `learn me`: somebody's day on one screen.

use super::build;
use super::own::{self, Private};
use super::readiness::{find_target, sheet};
use super::terminal::Terminal;
use super::when::When;
use super::{Globals, Outcome, Verdict};
use crate::base::duration::{Duration, Unit};
use crate::catalog::people::People;
use crate::insight::agenda::agenda;
use crate::report::agenda::{Of, Sheet as Agenda};
use crate::report::me::{self as paper, Format, Sheet};
use crate::trust::ledger::Ledger;

/// How far ahead dates are shown.
const AHEAD: Duration = Duration { amount: 4, unit: Unit::Week };

/// Show your day: goal, next step, what waits, dates, and who waits for you
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn me
  learn me --as-of 2026-04-15
  learn me --layer ~/my-growth               with what you keep for yourself
  learn me --open                            your own pages, in the browser
  learn me --format markdown")]
pub struct Args {
    /// Whose day, by id; yours if left out
    #[arg(long, value_name = "ID")]
    person: Option<String>,
    #[command(flatten)]
    when: When,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Build your own pages into a private temporary folder and open them in the browser
    #[arg(long, conflicts_with = "format")]
    open: bool,
    #[command(flatten)]
    private: Private,
}

/// Runs the verb.
///
/// # Errors
/// When there is no catalog, or nobody whose day it could be.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let moment = args.when.find(terminal, globals)?;
    let (opened, layer) = args.private.open(globals, moment.revision.as_deref(), args.person.as_deref())?;
    own::heed(layer.as_ref(), terminal);
    let as_of = moment.day_of(&opened);
    let until = AHEAD.after(as_of);
    let catalog = &opened.catalog;
    let person = opened.person(args.person.as_deref())?;
    let pinned = super::pinned(globals, &opened)?;
    let ledger = Ledger::of(catalog, pinned.pin());
    super::heed_pin(terminal, &opened, &pinned, ledger.chain());
    if args.open {
        return build::show_own(&opened, &ledger, person, as_of, terminal);
    }
    super::heed_unread(terminal, &opened, &args.format);
    let people = People::on(catalog, as_of);
    // Whoever is on the last role of a ladder, or on none, has a day all the same.
    let target = find_target(catalog, person, None, as_of).ok();
    let coached = people.present().filter(|mentee| {
        people.mentors(*mentee).iter().any(|mentor| mentor.person.id() == person.id())
    });
    let items = agenda(&ledger, as_of, until);
    let day = Sheet {
        person,
        as_of,
        goal: people.goal(person.id()),
        readiness: target.map(|target| sheet(&ledger, person, target, as_of)),
        agenda: Agenda { catalog, as_of, until, of: Of::Person(person.id()), items, learn: own::learn(globals) },
        mentees: coached.map(|mentee| mentee.id()).collect(),
        learn: own::learn(globals),
        is_me: opened.me().as_deref() == Some(person.id()),
    };
    let style = terminal.style();
    terminal.write(|out| paper::write(args.format, &day, style, out));
    Ok(Verdict::Clean)
}
