//! `learn metrics`: how is the program getting on, in numbers that say what they are counted of?

use super::readiness::{find_role, unknown};
use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::audience;
use crate::audience::reader::Reader;
use crate::base::date::Date;
use crate::catalog::Catalog;
use crate::catalog::references::Noun;
use crate::insight::metrics::{self, By, Period, Question, Scope};
use crate::kinds::Kind;
use crate::kinds::team::Team;
use crate::report::metrics::{self as paper, Format, Sheet};
use crate::rules;
use crate::session::open;
use crate::trust::ledger::Ledger;

/// Into what everything is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Division {
    /// Teams, each with its own people
    Team,
    /// Roles
    Role,
}

/// Show how the program is getting on: each number with what it is counted of, and its trend
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The period is the twelve months that end with the day that is looked at; a trend is made of the last \
eight quarters, counted back from that day. Every number says what it is counted of, and none says what \
caused it.

With --audience, a figure about fewer than five people is told of a period twice as long, otherwise \
together with other teams or roles, so that no total less the rest tells of fewer either.

Examples:
  learn metrics                                  the whole company, the last twelve months
  learn metrics --by team                        each team beside the others
  learn metrics --team payments --from 2026-01-01 --to 2026-03-31
                                                 a team with those below it, in a quarter
  learn metrics --audience org --format csv      what everybody may see, for a spreadsheet")]
pub struct Args {
    /// Only this team, with all teams below it
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    /// Only those who have this role; of time to competence, those on the way to it
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// Divided by team or role
    #[arg(long, value_name = "WHAT")]
    by: Option<Division>,
    /// The first day of the period, instead of twelve months before its last
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// The last day of the period, instead of the day that is looked at
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    /// As it stood on this day instead of today
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// From a commit instead of the files on disk, as of the commit's day
    #[arg(long, value_name = "REV")]
    rev: Option<String>,
    /// Only what this audience may see: public, org, leads, `team:ID` or `person:ID`
    #[arg(long, value_name = "WHO")]
    audience: Option<String>,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// Runs the verb.
///
/// # Errors
/// When there is no catalog, no such team, role or audience, the period lies ahead or ends before it
/// begins, or an audience may not see what was asked for.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let opened = open::open(&globals.directory, args.rev.as_deref())?;
    let as_of = args.as_of.unwrap_or_else(|| opened.day());
    let pinned = super::pinned(globals, &opened)?;
    let ledger = Ledger::of(&opened.catalog, pinned.pin());
    super::heed_pin(terminal, &opened, &pinned, ledger.chain());
    let question = Question {
        scope: scope(args, &opened.catalog)?,
        by: args.by.map(|by| match by {
            Division::Team => By::Team,
            Division::Role => By::Role,
        }),
        period: period(args, as_of)?,
        as_of,
        grouping: None,
    };
    let answer = match args.audience.as_deref() {
        None => metrics::ask(&ledger, question),
        Some(name) => {
            let reader = Reader::named(&opened.catalog, name).map_err(Failure)?;
            audience::metrics::ask(&reader, &ledger, question).map_err(Failure)?
        }
    };
    let sheet = Sheet { answer: &answer, audience: args.audience.as_deref() };
    let style = terminal.style();
    terminal.write(|out| paper::write(args.format, sheet, style, out));
    Ok(Verdict::Clean)
}

fn scope<'a>(args: &Args, catalog: &'a Catalog) -> Result<Scope<'a>, Failure> {
    let team = args.team.as_deref().map(|id| {
        catalog.get::<Team>(id).ok_or_else(|| {
            let teams = catalog.names(Noun::Record(Kind::Team), None);
            unknown("team", id, rules::nearest(id, teams))
        })
    });
    Ok(Scope {
        team: team.transpose()?,
        role: args.role.as_deref().map(|id| find_role(catalog, id)).transpose()?,
    })
}

fn period(args: &Args, as_of: Date) -> Result<Period, Failure> {
    let to = args.to.unwrap_or(as_of);
    if to > as_of {
        return Err(Failure(format!(
            "the period ends on {to}, and nothing is known after {as_of}\n  \
             help: look at it later, or as of a later day with `--as-of {to}`"
        )));
    }
    if let Some(from) = args.from.filter(|from| *from > to) {
        return Err(Failure(format!("the period would begin on {from} and end on {to}, before that")));
    }
    Ok(Period::new(args.from, to))
}
