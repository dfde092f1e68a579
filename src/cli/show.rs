//! `learn show`: anything that has an id, and what it is connected with.

use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::catalog::lookup::{self, Thing};
use crate::format::harmless::harmless;
use crate::report::card::Card;
use crate::report::counted;
use crate::rules::nearest;
use crate::session::check::{self, Request};
use crate::session::open::{self, Opened};
use crate::trust::ledger::Ledger;

/// Show a record, role or competency: what it says, what it refers to and what refers to it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn show incident-commander               by id, whatever it is
  learn show role senior-engineer             of this kind
  learn show person/ada --format json         for programs
  learn show modules/safe-changes.md          by path")]
pub struct Args {
    /// An id, `kind/id`, `kind id`, or the path of a record
    #[arg(required = true, num_args = 1..=2, value_name = "WHAT")]
    what: Vec<String>,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// How a thing is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Human,
    /// For programs; the shape has a version.
    Json,
}

/// Runs the verb.
///
/// # Errors
/// When nothing, or more than one thing, has this id.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let opened = open::open(&globals.directory, None)?;
    let word = args.what.join("/");
    let found = lookup::find(&opened.catalog, &inside(&word, &opened, globals));
    let thing = match found.as_slice() {
        [only] => only,
        [] => return Err(unknown(&word, args, &opened)),
        several => return Err(ambiguous(&word, several)),
    };
    let ledger = Ledger::of(&opened.catalog, super::pinned(globals, &opened)?.pin());
    let card = Card::of(&ledger, thing, problems(&opened, thing), opened.today());
    match args.format {
        Format::Human => {
            let mut text = Vec::new();
            card.write(&mut text)?;
            let text = harmless(&String::from_utf8_lossy(&text));
            terminal.write(|out| out.write_all(text.as_bytes()));
        }
        Format::Json => {
            let json = serde_json::to_string_pretty(&card)?;
            terminal.print(json);
        }
    }
    Ok(Verdict::Clean)
}

/// A path as it is typed becomes one relative to the catalog; anything else stays as it is.
fn inside(word: &str, opened: &Opened, globals: &Globals) -> String {
    let path = globals.directory.join(word).canonicalize().ok();
    let relative = path.as_ref().and_then(|path| path.strip_prefix(&opened.root).ok());
    relative.map_or_else(|| word.to_owned(), |path| path.to_string_lossy().replace('\\', "/"))
}

fn problems(opened: &Opened, thing: &Thing<'_>) -> usize {
    let paths = vec![thing.record.source.path.to_string()];
    let request = Request { paths, ..Request::default() };
    check::check(&opened.catalog, None, opened.today(), &request).findings.len()
}

fn unknown(word: &str, args: &Args, opened: &Opened) -> Failure {
    let id = args.what.last().map_or(word, String::as_str);
    let id = id.rsplit('/').next().unwrap_or(id);
    let help = match nearest(id, lookup::words(&opened.catalog)) {
        Some(meant) => {
            let found = lookup::find(&opened.catalog, meant);
            let kind = found.first().map_or("", |thing| thing.noun.word());
            format!("did you mean {kind} `{meant}`?")
        }
        None => "name it by its id, by `kind/id`, or by its path".to_owned(),
    };
    Failure(format!("nothing in this catalog is called `{word}`\n  help: {help}"))
}

fn ambiguous(word: &str, several: &[Thing<'_>]) -> Failure {
    let lines: Vec<String> = several
        .iter()
        .map(|thing| format!("\n  {}/{}  {}", thing.noun.word(), thing.id, thing.record.source.path))
        .collect();
    let count = counted(several.len(), "thing");
    Failure(format!("{count} are called `{word}`; which one?{}", lines.concat()))
}
