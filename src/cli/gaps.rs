//! `learn gaps`: what do roles ask for that nobody, or only one person, has attested?

use super::readiness::{find_role, unknown};
use super::terminal::Terminal;
use super::when::When;
use super::{Failure, Globals, Outcome, Verdict};
use crate::audience::{self, reader::Reader};
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::catalog::Catalog;
use crate::catalog::references::Noun;
use crate::insight::gaps::{Joiner, Question, Scenario, Scope, Who, ask};
use crate::kinds::Kind;
use crate::kinds::team::Team;
use crate::report::gaps::{self as paper, Format};
use crate::rules;
use crate::session::open::{self, Opened};
use crate::trust::ledger::Ledger;

/// The word for somebody who would be hired.
const NEW: &str = "new";

/// Show what roles ask for against what is attested, and what hangs on one person
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Counted are expectations: one person, and one competency that the role they hold now asks for. A \
goal is private and never looked at. Unknown (nobody has looked) and not yet (somebody looked) \
stand apart.

Figures:
  met        attested + held by placement, of all that are not waived
  holders    people of the team, whatever their role, who hold it at that proficiency or above
  one holder, nobody   rows of the team with exactly one holder, and with none
  with one step more   a claim waits, one more award, held it before, holds the step below,
                       shows it again, takes a module that teaches it; in this order
  people     with --mentors: with a gap in the topic = not yet + unknown
  open       people - those coached in it by their mentor - those who want no mentor
  free       sum over mentors of places - mentees, never below 0
  short      open - free, never below 0

Examples:
  learn gaps                                        the whole company, by team
  learn gaps --team payments                        a team with those below it, in detail
  learn gaps --team payments --without ada          what if Ada leaves?
  learn gaps --team payments --with new:engineer    what if we hire an engineer?
  learn gaps --at \"+6 months\"                       what ends, who leaves, what is asked for by then
  learn gaps --compare 2026-01-01                   what has changed since
  learn gaps --mentors                              demand and capacity of mentoring, by topic
  learn gaps --audience person:chen                 of those whose readiness Chen may see")]
pub struct Args {
    /// Only this team, with all teams below it
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    /// Only what this role asks of those who hold it
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// Only this competency
    #[arg(long, value_name = "COMPETENCY")]
    competency: Option<String>,
    /// What if PERSON were here as ROLE? `new:ROLE` is somebody to be hired; can be repeated
    #[arg(long, value_name = "PERSON:ROLE", conflicts_with = "compare")]
    with: Vec<String>,
    /// What if PERSON were gone? Can be repeated
    #[arg(long, value_name = "PERSON", conflicts_with = "compare")]
    without: Vec<String>,
    /// What has changed between DATE and the day that is looked at?
    #[arg(long, value_name = "DATE", conflicts_with = "at")]
    compare: Option<Date>,
    /// Look ahead: to a day, or by a length of time such as "+6 months"
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
    /// Demand and capacity of mentoring instead, by topic
    #[arg(long)]
    mentors: bool,
    #[command(flatten)]
    when: When,
    /// Only of those whose readiness this audience may see: public, org, leads, `team:ID` or `person:ID`
    #[arg(long, value_name = "WHO")]
    audience: Option<String>,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// Runs the verb.
///
/// # Errors
/// When there is no catalog, no such team, role, competency or person, or a what-if contradicts
/// itself.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let moment = args.when.find(terminal, globals)?;
    let opened = open::open(&globals.directory, moment.revision.as_deref())?;
    let as_of = moment.day_of(&opened);
    super::heed_unread(terminal, &opened, &args.format);
    let pinned = super::pinned(globals, &opened)?;
    let ledger = Ledger::of(&opened.catalog, pinned.pin());
    super::heed_pin(terminal, &opened, &pinned, ledger.chain());
    let question = question(args, &opened, as_of)?;
    let reader = args.audience.as_deref().map(|name| Reader::named(&opened.catalog, name));
    let reader = reader.transpose().map_err(Failure)?;
    let mut answer = ask(&ledger, question);
    if let Some((reader, audience)) = reader.zip(args.audience.as_deref()) {
        answer = audience::gaps::seen(&reader, audience, answer, as_of);
    }
    let style = terminal.style();
    terminal.write(|out| paper::write(args.format, &answer, style, out));
    Ok(Verdict::Clean)
}

fn question<'a>(args: &Args, opened: &'a Opened, as_of: Date) -> Result<Question<'a>, Failure> {
    let catalog = &opened.catalog;
    let scope = scope(args, catalog)?;
    let ahead = args.at.as_deref().map(|when| ahead(when, as_of)).transpose()?;
    let mut now = Scenario::on(ahead.unwrap_or(as_of));
    for id in &args.without {
        let person = opened.person(Some(id))?;
        if !person.document.is_here_on(now.day) {
            let day = now.day;
            let words = format!("{} is not at the company on {day} anyway", person.document.name);
            return Err(Failure(words));
        }
        now.without.insert(person.id());
    }
    now.with = joiners(args, opened, &scope)?;
    if let Some(both) = now.with.iter().find(|joiner| now.without.contains(&*joiner.who.id())) {
        let id = both.who.id();
        return Err(Failure(format!("`{id}` cannot be there and gone: --with and --without name them")));
    }
    let is_what_if = !now.with.is_empty() || !now.without.is_empty();
    let mut before = (ahead.is_some() || is_what_if).then(|| Scenario::on(as_of));
    if let Some(other) = args.compare {
        // What was comes first, whichever day was named first.
        now.day = as_of.max(other);
        before = Some(Scenario::on(as_of.min(other)));
    }
    Ok(Question { scope, now, before, mentors: args.mentors })
}

fn scope<'a>(args: &Args, catalog: &'a Catalog) -> Result<Scope<'a>, Failure> {
    let team = args.team.as_deref().map(|id| {
        catalog.get::<Team>(id).ok_or_else(|| {
            let teams = catalog.names(Noun::Record(Kind::Team), None);
            unknown("team", id, rules::nearest(id, teams))
        })
    });
    let competency = args.competency.as_deref().map(|id| {
        catalog.competency(id).ok_or_else(|| {
            let names = catalog.names(Noun::Competency, None);
            unknown("competency", id, rules::nearest(id, names))
        })
    });
    Ok(Scope {
        team: team.transpose()?,
        role: args.role.as_deref().map(|id| find_role(catalog, id)).transpose()?,
        competency: competency.transpose()?,
    })
}

fn joiners<'a>(
    args: &Args,
    opened: &'a Opened,
    scope: &Scope<'a>,
) -> Result<Vec<Joiner<'a>>, Failure> {
    let mut joiners: Vec<Joiner<'a>> = Vec::new();
    let mut hired = 0;
    for text in &args.with {
        let (person, role) = text.split_once(':').ok_or_else(|| {
            let words = "is not PERSON:ROLE, as in `--with ben:senior-engineer`";
            Failure(format!("`--with {text}` {words}"))
        })?;
        let role = find_role(&opened.catalog, role)?;
        let who = if person == NEW {
            hired += 1;
            Who::New(hired)
        } else {
            Who::Known(opened.person(Some(person))?)
        };
        if matches!(who, Who::New(_)) && scope.team.is_none() {
            return Err(Failure(
                "nobody knows which team the new colleague would work in\n  \
                 help: name it with `--team`"
                    .to_owned(),
            ));
        }
        if joiners.iter().any(|other| other.who.id() == who.id()) {
            return Err(Failure(format!("`{}` cannot have two roles at once", who.id())));
        }
        joiners.push(Joiner { who, role });
    }
    Ok(joiners)
}

/// A day, or a length of time from a day on.
fn ahead(when: &str, from: Date) -> Result<Date, Failure> {
    let length = when.trim().trim_start_matches('+').trim_start();
    let day = when.trim().parse::<Date>().ok();
    let day = day.or_else(|| Some(length.parse::<Duration>().ok()?.after(from)));
    match day {
        Some(day) if day >= from => Ok(day),
        Some(day) => Err(Failure(format!(
            "{day} lies before {from}\n  help: look back with `--compare {day}`"
        ))),
        None => Err(Failure(format!(
            "`{when}` is neither a day nor a length of time\n  \
             help: write `--at 2026-12-31` or `--at \"+6 months\"`"
        ))),
    }
}
