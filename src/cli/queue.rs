//! `learn queue`: the claims that wait for somebody, on all branches.

use std::fmt::Write as _;

use serde_json::json;

use super::signing::Options;
use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::base::date::Date;
use crate::catalog::load::load;
use crate::catalog::references::Noun;
use crate::format::harmless::harmless;
use crate::format::markdown::line;
use crate::format::table;
use crate::kinds::Kind;
use crate::kinds::person::Person;
use crate::report::hearing;
use crate::rules::meant;
use crate::session::decide::ground;
use crate::session::decide::queue::{self, For, Waiting};
use crate::world::clock;
use crate::world::git::read::{Commit, Home};
use crate::world::git::remote;

/// The version of the JSON shape.
const VERSION: u32 = 1;

/// Show the claims that wait for an answer, on all branches, the oldest first
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Looks at the branch that is checked out and at all others, also those that were fetched; run `git fetch`
first to see what is new.

Examples:
  learn queue                      what waits for you
  learn queue ben                  what waits for Ben
  learn queue --all --format json  what waits for anybody, for programs
  learn queue --target HEAD^1 --at \"$COMMIT\" --format markdown
                                   in CI: the lines that mentors can paste")]
pub struct Args {
    /// For whom; yourself if left out
    person: Option<String>,
    /// What waits for anybody
    #[arg(long, conflicts_with = "person")]
    all: bool,
    /// The branch whose credentials and trust policy hold [default: origin's main branch]
    #[arg(long, value_name = "REV")]
    target: Option<String>,
    /// Only what the commit checked out brings in over the target, with this commit, by its own name, as the one
    /// to read
    #[arg(long, value_name = "COMMIT", conflicts_with_all = ["person", "all"])]
    at: Option<String>,
    /// As it stands on this day; today if left out
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// How the queue is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Human,
    /// For programs; the shape has a version.
    Json,
    /// For a pull request: each claim with the line that a mentor pastes.
    Markdown,
}

/// Runs the verb.
///
/// # Errors
/// When it is not known for whom, or no policy says who may judge.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let target = args.target.as_deref();
    let whom = if args.all { Whom::Anybody } else { Whom::One(args.person.as_deref()) };
    let Found { waiting, powerless } = match &args.at {
        Some(at) => brought_in(at, target, args.date, globals)?,
        None => find(whom, target, args.date, globals)?,
    };
    let learn = ground::called("learn", &globals.directory);
    match args.format {
        Format::Human => {
            list(&waiting, terminal, globals);
            if let Some(why) = powerless {
                terminal.say(format!("note: {why}"));
            }
        }
        Format::Markdown => {
            terminal.write(|out| out.write_all(markdown(&waiting, &learn).as_bytes()));
        }
        Format::Json => {
            let claims: Vec<serde_json::Value> = waiting
                .iter()
                .map(|one| {
                    let mut said = json!(one);
                    said["command"] = one.command(&learn).into();
                    said
                })
                .collect();
            let all = json!({"version": VERSION, "claims": claims});
            terminal.print(serde_json::to_string_pretty(&all)?);
        }
    }
    Ok(Verdict::Clean)
}

/// For whom claims are looked for.
#[derive(Debug, Clone, Copy)]
enum Whom<'a> {
    Anybody,
    One(Option<&'a str>),
}

/// What was found.
pub(super) struct Found {
    /// The claims that wait.
    pub(super) waiting: Vec<Waiting>,
    /// Why none can, where the one that was asked about may judge nothing.
    pub(super) powerless: Option<String>,
}

/// The claims that wait for a signer.
///
/// # Errors
/// When it is not known who that is, or no policy says who may judge.
pub(super) fn waiting_for(
    signer: Option<&str>,
    options: &Options,
    globals: &Globals,
) -> Result<Found, Failure> {
    find(Whom::One(signer), options.target.as_deref(), options.date, globals)
}

/// The claims that the commit checked out brings in over the target.
fn brought_in(
    at: &str,
    target: Option<&str>,
    date: Option<Date>,
    globals: &Globals,
) -> Result<Found, Failure> {
    let home = ground::home(&globals.directory)?;
    let (name, commit) = ground::target(&home, target)?;
    let day = date.map_or_else(|| clock::today(None), Ok)?;
    let pinned = super::pinned_in(globals, &home)?;
    let head = home.commit("HEAD")?;
    // A shallow clone may not have the commit that mentors read; its name alone is enough here.
    let is_whole = at.len() == 40 && at.bytes().all(|digit| digit.is_ascii_hexdigit());
    let at = if is_whole { at.to_owned() } else { read(&home, at)?.id() };
    let waiting = queue::in_change(&home, (&name, &commit), &head, &at, day, pinned.pin())?;
    Ok(Found { waiting, powerless: None })
}

fn read(home: &Home, at: &str) -> Result<Commit, String> {
    home.commit_of(at).map_err(|why| {
        if why.contains("\n  help: ") {
            return why;
        }
        format!("{why}\n  help: `git rev-parse HEAD` prints the one that is checked out")
    })
}

/// Claims for a pull request; nothing where nothing waits.
fn markdown(waiting: &[Waiting], learn: &str) -> String {
    if waiting.is_empty() {
        return String::new();
    }
    let mut text = "### Waits for a mentor\n\nRead the change, then paste the line in a clone after `git \
                    fetch`:\n"
        .to_owned();
    for one in waiting {
        let lacks = if one.lacks.is_empty() {
            String::new()
        } else {
            format!(" ({})", line(&not_yet_only(one)))
        };
        let _ = write!(
            text,
            "\n{} asks for {}, which takes the approval of {}{lacks}:\n\n```sh\n{} --push\n```\n",
            line(&one.name),
            line(&one.subject),
            line(&hearing::open(&one.open, &one.one_of)),
            one.command(learn)
        );
    }
    text
}

/// Why nobody can approve a claim so far.
fn not_yet_only(one: &Waiting) -> String {
    format!("it cannot be approved yet, since {}", one.lacks.join("; "))
}

fn find(
    whom: Whom<'_>,
    target: Option<&str>,
    date: Option<Date>,
    globals: &Globals,
) -> Result<Found, Failure> {
    let home = ground::home(&globals.directory)?;
    let (name, commit) = ground::target(&home, target)?;
    let bar = std::sync::Arc::new(load(&commit)?);
    let zone = bar.program().map(|program| program.document.time_zone().to_owned());
    let today = || clock::today(zone.as_deref()).or_else(|_| clock::today(None));
    let day = date.map_or_else(today, Ok)?;
    let me;
    let whom = match whom {
        Whom::Anybody => For::Anybody,
        Whom::One(Some(person)) => {
            let found = bar.get::<Person>(person).ok_or_else(|| {
                let meant = meant(person, bar.names(Noun::Record(Kind::Person), None));
                Failure(format!("there is no person `{person}` on {name}{meant}"))
            })?;
            For::Signer(found.id())
        }
        Whom::One(None) => {
            me = ground::me(&home, &[&*bar])?;
            For::Signer(&me)
        }
    };
    let pinned = super::pinned_in(globals, &home)?;
    let waiting = queue::waiting(&home, (&name, &commit), &bar, whom, day, pinned.pin())?;
    let powerless = match whom {
        For::Signer(signer) if waiting.is_empty() => queue::powerless(&bar, signer, pinned.pin()),
        For::Signer(_) | For::Anybody => None,
    };
    Ok(Found { waiting, powerless })
}

/// Prints the claims for people, each with the command that answers it.
pub(super) fn list(waiting: &[Waiting], terminal: &mut Terminal, globals: &Globals) {
    let learn = ground::called("learn", &globals.directory);
    if waiting.is_empty() {
        terminal.print("nothing waits");
        return;
    }
    let rows: Vec<Vec<String>> = waiting
        .iter()
        .map(|one| {
            let words = [
                format!("{} d", one.days),
                one.person.clone(),
                one.subject.clone(),
                hearing::open(&one.open, &one.one_of),
                one.branch.clone(),
            ];
            words.iter().map(|word| harmless(word)).collect()
        })
        .collect();
    let width = terminal.style().width;
    let table = table::write(&["age", "who", "asks for", "needs", "branch"], &rows, 3, width);
    terminal.write(|out| out.write_all(table.as_bytes()));
    for one in waiting.iter().filter(|one| !one.lacks.is_empty()) {
        terminal.say(format!("note: {} {}: {}", one.person, one.claim, not_yet_only(one)));
    }
    terminal.say("\nnext, for the oldest:");
    // Of those that somebody could approve, if there are any.
    let oldest = waiting.iter().find(|one| one.lacks.is_empty()).or(waiting.first());
    if let Some(oldest) = oldest {
        let push = if has_remote(globals, oldest) { " --push" } else { "" };
        terminal.say(format!("  {}{push}", harmless(&oldest.command(&learn))));
    }
}

/// Whether there is somewhere to push the answer to.
fn has_remote(globals: &Globals, one: &Waiting) -> bool {
    let home = ground::home(&globals.directory);
    home.is_ok_and(|home| remote::remote_of(&home.top(), &one.branch).is_some())
}
