//! `learn readiness`: what is somebody missing for a role?

use super::own::{self, Private};
use super::terminal::Terminal;
use super::when::When;
use super::{Failure, Globals, Outcome, Verdict};
use crate::audience::{self, reader::Reader};
use crate::base::date::Date;
use crate::catalog::index::RoleEntry;
use crate::catalog::references::Noun;
use crate::catalog::{Catalog, Entry};
use crate::insight::plan::{Wishes, plan};
use crate::kinds::goal::Goal;
use crate::kinds::person::Person;
use crate::report::basis::Basis;
use crate::report::readiness::{self as paper, Cut, Format, Sheet};
use crate::rules;
use crate::standing::readiness::readiness;
use crate::standing::target::{self, Source, Target};
use crate::trust::ledger::Ledger;

/// Show what somebody is missing for a role, and what is under way
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn readiness                              your own, for your goal or your next role
  learn readiness ada --role staff-engineer    Ada's, for a role she is thinking about
  learn readiness --all                        everybody who has set a goal, as a table
                                               (without their next steps)
  learn readiness ada --as-of 2026-01-01       as it stood at the end of a day
  learn readiness ada --as-of v1.2             as it stood in a release, on its day
  learn readiness --all --audience person:chen what Chen may see, before it is handed to him

Unknown means that nobody has looked yet; a complete list is evidence for a promotion, not the
promotion. It is not pass or fail.")]
pub struct Args {
    /// Whose readiness, by id; yourself if left out
    person: Option<String>,
    /// For this role instead of the goal or the next role on the ladder
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// A table of everybody who has set a goal (with --role, of those who set this one)
    #[arg(long, conflicts_with = "person")]
    all: bool,
    #[command(flatten)]
    when: When,
    /// Only what this audience may see: public, org, leads, `team:ID` or `person:ID`
    #[arg(long, value_name = "WHO")]
    audience: Option<String>,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    #[command(flatten)]
    private: Private,
}

/// Runs the verb.
///
/// # Errors
/// When there is no catalog, no such person or role, or nobody to answer for.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let moment = args.when.find(terminal, globals)?;
    let (revision, whose) = (moment.revision.as_deref(), args.person.as_deref());
    let (opened, layer) = if args.all {
        args.private.open(globals, revision, whose)?
    } else {
        args.private.open_about(globals, revision, whose)?
    };
    own::heed(layer.as_ref(), terminal);
    let as_of = moment.day_of(&opened);
    super::heed_unread(terminal, &opened, &args.format);
    let catalog = &opened.catalog;
    let pinned = super::pinned(globals, &opened)?;
    let ledger = Ledger::of(catalog, pinned.pin());
    super::heed_pin(terminal, &opened, &pinned, ledger.chain());
    let role = args.role.as_deref().map(|id| find_role(catalog, id)).transpose()?;
    let reader = args.audience.as_deref().map(|name| Reader::named(catalog, name));
    let reader = reader.transpose().map_err(Failure)?;
    let all = if args.all {
        everybody(&ledger, role, as_of)
    } else {
        let person = opened.person(args.person.as_deref())?;
        let target = find_target(catalog, person, role, as_of)?;
        let mut sheet = sheet(&ledger, person, target, as_of);
        sheet.is_own = opened.me().as_deref() == Some(person.id());
        vec![sheet]
    };
    let asked = all.len();
    let sheets = match &reader {
        Some(reader) => all.into_iter().filter_map(|sheet| reduced(reader, sheet, args.all)).collect(),
        None => all,
    };
    let left_out = asked - sheets.len();
    if let Some(reader) = reader.filter(|_| left_out > 0) {
        terminal.say(left_out_in_words(left_out, asked, &reader));
    }
    let cut = args.audience.clone().map(|audience| Cut { audience, left_out });
    let basis = Basis::of(&opened, ledger.chain());
    let style = terminal.style();
    if let Some(sheet) = sheets.first().filter(|_| !args.all) {
        terminal.write(|out| paper::one(args.format, sheet, &basis, style, out));
    } else {
        let cut = cut.as_ref();
        terminal.write(|out| paper::table(args.format, &sheets, &basis, cut, style, out));
    }
    Ok(Verdict::Clean)
}

/// What a reader may see of a sheet; in a table, of which a row is a verdict, all or nothing.
fn reduced<'a>(reader: &Reader<'a>, sheet: Sheet<'a>, is_row: bool) -> Option<Sheet<'a>> {
    let Sheet { catalog, readiness, source, next, steps, is_own, .. } = sheet;
    let goal = match source {
        Source::Goal(date) => catalog
            .owned::<Goal>(readiness.person.id())
            .find(|goal| goal.record.date() == Some(date))
            .and_then(|goal| goal.record.visibility),
        Source::Asked | Source::NextOnLadder => None,
    };
    let seen = audience::readiness::seen(reader, catalog, readiness, goal)?;
    let left_out = seen.left_out;
    // Who may see a line that they judged has not been told where the person wants to go.
    let tells_a_goal = matches!(source, Source::Goal(_));
    (left_out == 0 || !is_row && !tells_a_goal).then(|| Sheet {
        catalog,
        readiness: seen.readiness,
        source,
        next: next.filter(|_| left_out == 0),
        steps: if left_out == 0 { steps } else { Vec::new() },
        left_out,
        is_own,
    })
}

fn left_out_in_words(left_out: usize, asked: usize, reader: &Reader<'_>) -> String {
    let people = if asked == 1 { "person is" } else { "people are" };
    format!(
        "{left_out} of {asked} {people} left out: {} may not see their readiness, which is for \
         themselves, those who mentor them now, and, line by line, those who judged it.",
        reader.in_words()
    )
}

/// One person's sheet, with the next step of their plan; nobody plans for those who are not here.
pub(super) fn sheet<'a>(
    ledger: &'a Ledger<'a>,
    person: Entry<'a, Person>,
    target: Target<'a>,
    as_of: Date,
) -> Sheet<'a> {
    let catalog = ledger.catalog();
    if !person.document.is_here_on(as_of) {
        return row(ledger, person, target, as_of);
    }
    // Where there is no plan, because the calendar ends or the program is at fault, `learn plan` says so.
    match plan(ledger, person, target.role, as_of, Wishes::default()) {
        Ok(plan) => {
            let next = plan.next();
            let lines = 0..plan.readiness.lines.len();
            let steps = lines.map(|line| plan.next_for(line)).collect();
            Sheet::new(catalog, plan.readiness, target.source, next, steps)
        }
        Err(_) => row(ledger, person, target, as_of),
    }
}

/// The sheet of one of many: a table has no room for next steps, and a plan for each would take long.
fn row<'a>(
    ledger: &'a Ledger<'a>,
    person: Entry<'a, Person>,
    target: Target<'a>,
    as_of: Date,
) -> Sheet<'a> {
    let readiness = readiness(ledger, person, target.role, as_of);
    Sheet::new(ledger.catalog(), readiness, target.source, None, Vec::new())
}

fn everybody<'a>(
    ledger: &'a Ledger<'a>,
    role: Option<RoleEntry<'a>>,
    as_of: Date,
) -> Vec<Sheet<'a>> {
    let catalog = ledger.catalog();
    catalog
        .all::<Person>()
        .filter(|person| person.document.is_here_on(as_of))
        .filter_map(|person| Some((person, target::goal_role(catalog, person, as_of)?)))
        .filter(|(_, target)| role.is_none_or(|role| role.id() == target.role.id()))
        .map(|(person, target)| row(ledger, person, target, as_of))
        .collect()
}

pub(super) fn find_role<'a>(catalog: &'a Catalog, id: &str) -> Result<RoleEntry<'a>, Failure> {
    catalog.role(id).ok_or_else(|| {
        unknown("role", id, rules::nearest(id, catalog.names(Noun::Role, None)))
    })
}

pub(super) fn unknown(noun: &str, id: &str, meant: Option<&str>) -> Failure {
    let meant = meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
    Failure(format!("there is no {noun} `{id}` in this catalog{meant}"))
}

pub(super) fn find_target<'a>(
    catalog: &'a Catalog,
    person: Entry<'a, Person>,
    role: Option<RoleEntry<'a>>,
    as_of: Date,
) -> Result<Target<'a>, Failure> {
    if let Some(role) = role {
        return Ok(Target { role, source: Source::Asked });
    }
    target::goal_role(catalog, person, as_of)
        .or_else(|| target::next_on_ladder(catalog, person, as_of))
        .ok_or_else(|| {
            let name = &*person.document.name;
            let why = match person.document.role_on(as_of).and_then(|id| catalog.role(id.as_str())) {
                Some(role) => format!("{} is the last role of its ladder", &*role.role.title),
                None => format!("no ladder has the role they have on {as_of}"),
            };
            Failure(format!(
                "{name} has set no goal with a role, and {why}\n  \
                 help: name a role, as in `learn readiness {} --role ROLE`",
                person.id()
            ))
        })
}
