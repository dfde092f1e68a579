//! `learn agenda`: what is due, for whom, by when?

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::own::{self, Private};
use super::terminal::Terminal;
use super::when::When;
use super::{Failure, Globals, Outcome, Verdict};
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::catalog::people::People;
use crate::catalog::references::Noun;
use crate::catalog::{Catalog, Entry};
use crate::insight::agenda::{Item, Whom, agenda};
use crate::kinds::Kind;
use crate::kinds::team::Team;
use crate::report::agenda::{self as paper, Format, Of, Sheet};
use crate::rules::meant;
use crate::trust::ledger::Ledger;
use crate::world::disk;

/// Show what is due, for whom and by when
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Meetings with mentors, skill reviews, agreements, awards and waivers that end, second attempts, events,
claims and feedback that wait for an answer, mandatory modules, reviews of content, and what a role will
ask for. What is overdue stands in front.

Examples:
  learn agenda                                 yours, for four weeks
  learn agenda ada --until \"3 months\"          Ada's, further ahead
  learn agenda --team routing --format markdown
  learn agenda --each agendas/                 a Markdown file for each person
  learn agenda --format ics > agenda.ics       for your calendar")]
pub struct Args {
    /// Whose agenda, by id; your own if left out
    person: Option<String>,
    /// Of a team and the teams below it
    #[arg(long, value_name = "TEAM", conflicts_with = "person")]
    team: Option<String>,
    /// Of everybody in the program
    #[arg(long, conflicts_with_all = ["person", "team"])]
    all: bool,
    /// Write `PERSON.md` into this new folder for everybody who has something of their own
    #[arg(long, value_name = "DIR", conflicts_with_all = ["person", "team", "all", "format"])]
    each: Option<PathBuf>,
    /// How far ahead: a length of time such as "4 weeks", or a day
    #[arg(long, value_name = "TIME|DATE", default_value = "4 weeks")]
    until: Horizon,
    #[command(flatten)]
    when: When,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    #[command(flatten)]
    private: Private,
}

/// How far ahead an agenda looks.
#[derive(Debug, Clone, Copy)]
pub(super) enum Horizon {
    For(Duration),
    Until(Date),
}

impl std::str::FromStr for Horizon {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(day) = text.parse() {
            return Ok(Self::Until(day));
        }
        let length = text.parse().map(Self::For);
        length.map_err(|_| "write a length of time such as `4 weeks`, or a day such as 2026-05-31".to_owned())
    }
}

/// Runs the verb.
///
/// # Errors
/// When there is no catalog, no such person or team, or the last day lies before the first.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let moment = args.when.find(terminal, globals)?;
    let (opened, layer) = args.private.open(globals, moment.revision.as_deref(), args.person.as_deref())?;
    own::heed(layer.as_ref(), terminal);
    let as_of = moment.day_of(&opened);
    let until = match args.until {
        Horizon::For(length) => length.after(as_of),
        Horizon::Until(day) => day,
    };
    if until < as_of {
        return Err(Failure(format!(
            "an agenda as of {as_of} cannot end on {until}\n  help: leave out --until, or name the day with \
             --as-of as well"
        )));
    }
    let catalog = &opened.catalog;
    let pinned = super::pinned(globals, &opened)?;
    let ledger = Ledger::of(catalog, pinned.pin());
    super::heed_pin(terminal, &opened, &pinned, ledger.chain());
    if let Some(folder) = &args.each {
        let items = agenda(&ledger, as_of, until);
        let learn = own::learn(globals);
        let sheet = Sheet { catalog, as_of, until, of: Of::Everybody, items, learn };
        return write_each(&sheet, folder, terminal);
    }
    let (of, people) = match &args.team {
        _ if args.all => (Of::Everybody, None),
        Some(team) => {
            let team = find_team(catalog, team)?;
            (Of::Team(team.id()), Some(members(catalog, team, as_of)))
        }
        None => {
            let person = opened.person(args.person.as_deref())?.id();
            (Of::Person(person), Some(vec![person]))
        }
    };
    let mut items = agenda(&ledger, as_of, until);
    if let Some(people) = people {
        items.retain(|item| concerns(item, &people));
    }
    let sheet = Sheet { catalog, as_of, until, of, items, learn: own::learn(globals) };
    let style = terminal.style();
    terminal.write(|out| paper::write(args.format, &sheet, style, out));
    Ok(Verdict::Clean)
}

/// One file for each person; what is for everybody stands in it and alone makes none.
fn write_each(all: &Sheet<'_>, folder: &Path, terminal: &mut Terminal) -> Outcome {
    if !disk::names_in(folder)?.is_empty() {
        return Err(Failure(format!("{} is not empty\n  help: name a new folder", folder.display())));
    }
    let mut people = BTreeSet::new();
    for item in &all.items {
        if let Whom::People(whom) = &item.whom {
            people.extend(whom.iter().copied());
        }
    }
    let style = terminal.style();
    for person in people {
        let mine = all.items.iter().filter(|item| item.whom.has(person)).cloned().collect();
        let sheet = Sheet { of: Of::Person(person), items: mine, learn: all.learn.clone(), ..*all };
        let mut text = Vec::new();
        paper::write(Format::Markdown, &sheet, style, &mut text)?;
        let path = folder.join(format!("{person}.md"));
        disk::write_new(&path, &text)?;
        terminal.print(path.display().to_string());
    }
    Ok(Verdict::Clean)
}

fn concerns(item: &Item<'_>, people: &[&str]) -> bool {
    match &item.whom {
        Whom::Everybody => true,
        Whom::People(whom) => people.iter().any(|person| whom.contains(person)),
    }
}

fn find_team<'a>(catalog: &'a Catalog, id: &str) -> Result<Entry<'a, Team>, Failure> {
    catalog.get::<Team>(id).ok_or_else(|| {
        let meant = meant(id, catalog.names(Noun::Record(Kind::Team), None));
        Failure(format!("there is no team `{id}` in this catalog{meant}"))
    })
}

fn members<'a>(catalog: &'a Catalog, team: Entry<'a, Team>, day: Date) -> Vec<&'a str> {
    let people = People::on(catalog, day);
    let is_in_it = |person: &Entry<'a, _>| people.teams(*person).iter().any(|one| one.id() == team.id());
    people.present().filter(is_in_it).map(|person| person.id()).collect()
}
