//! `learn readiness`: what is somebody missing for a role?

use super::own::Private;
use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::audience::{self, reader::Reader};
use crate::base::date::Date;
use crate::catalog::index::RoleEntry;
use crate::catalog::references::Noun;
use crate::catalog::{Catalog, Entry};
use crate::kinds::Kind;
use crate::kinds::goal::Goal;
use crate::kinds::person::Person;
use crate::report::readiness::{self as paper, Cut, Format, Sheet};
use crate::rules;
use crate::session::open::Opened;
use crate::standing::next::next_step;
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
  learn readiness ada --as-of 2026-01-01       as it stood on a day
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
    #[command(flatten)]
    private: Private,
}

/// Runs the verb.
///
/// # Errors
/// When there is no catalog, no such person or role, or nobody to answer for.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let (revision, whose) = (args.rev.as_deref(), args.person.as_deref());
    let (opened, _) = if args.all {
        args.private.open(globals, revision, whose)?
    } else {
        args.private.open_about(globals, revision, whose)?
    };
    let as_of = args.as_of.unwrap_or_else(|| opened.day());
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
        let person = find_person(&opened, args.person.as_deref())?;
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
    let style = terminal.style();
    match sheets.first().filter(|_| !args.all) {
        Some(sheet) => terminal.write(|out| paper::one(args.format, sheet, style, out)),
        None => terminal.write(|out| paper::table(args.format, &sheets, cut.as_ref(), style, out)),
    }
    Ok(Verdict::Clean)
}

/// What a reader may see of a sheet; in a table, of which a row is a verdict, all or nothing.
fn reduced<'a>(reader: &Reader<'a>, sheet: Sheet<'a>, is_row: bool) -> Option<Sheet<'a>> {
    let Sheet { catalog, readiness, source, next, is_own, .. } = sheet;
    let goal = match source {
        Source::Goal(date) => catalog
            .owned::<Goal>(readiness.person.id())
            .find(|goal| goal.record.date() == Some(date))
            .and_then(|goal| goal.record.visibility),
        Source::Asked | Source::NextOnLadder => None,
    };
    let seen = audience::readiness::seen(reader, catalog, readiness, goal)?;
    let left_out = seen.left_out;
    (left_out == 0 || !is_row).then(|| Sheet {
        catalog,
        readiness: seen.readiness,
        source,
        next: next.filter(|_| left_out == 0),
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

pub(super) fn sheet<'a>(
    ledger: &'a Ledger<'a>,
    person: Entry<'a, Person>,
    target: Target<'a>,
    as_of: Date,
) -> Sheet<'a> {
    let catalog = ledger.catalog();
    let readiness = readiness(ledger, person, target.role, as_of);
    let next = next_step(catalog, &readiness);
    Sheet::new(catalog, readiness, target.source, next)
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
        .map(|(person, target)| sheet(ledger, person, target, as_of))
        .collect()
}

pub(super) fn find_person<'a>(opened: &'a Opened, asked: Option<&str>) -> Result<Entry<'a, Person>, Failure> {
    let catalog = &opened.catalog;
    let Some(id) = asked else {
        let me = opened.me().ok_or_else(|| {
            Failure(
                "git's `user.email` is nobody's in this catalog, so it is not known who you are\n  \
                 help: name a person, as in `learn readiness ada`, or add your address to `emails` \
                 in your person.yaml"
                    .to_owned(),
            )
        })?;
        return find_person(opened, Some(&me));
    };
    if let Some(person) = catalog.get::<Person>(id) {
        return Ok(person);
    }
    if let Some(record) = catalog.record(Kind::Person, id) {
        return Err(Failure(format!(
            "{} cannot be read; `learn check` says why",
            record.source.path
        )));
    }
    let named = catalog
        .all::<Person>()
        .find(|person| person.document.name.to_lowercase() == id.to_lowercase())
        .map(|person| person.id());
    let people = catalog.names(Noun::Record(Kind::Person), None);
    let meant = named.or_else(|| rules::nearest(id, people));
    Err(unknown("person", id, meant))
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
