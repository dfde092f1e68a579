//! `learn build`: the catalog as a site.

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::audience::reader::Reader;
use crate::audience::view::View;
use crate::base::date::Date;
use crate::base::problem::{Level, Problem};
use crate::catalog::people::People;
use crate::catalog::{Catalog, Entry, Record, layout};
use crate::kinds::Kind;
use crate::kinds::person::Person;
use crate::report::{self, Format, Paper, counted};
use crate::session::check::{self, Outcome as Checked};
use crate::session::open::{self, Opened};
use crate::session::past;
use crate::site::{self, Built, Notices, budget};
use crate::trust::ledger::Ledger;
use crate::world::disk::Folder;
use crate::world::{browser, publish, scratch};

/// Write the catalog as a site of plain files
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn build                            into `public` beside learn.yaml, for the company
  learn build --out /srv/growth          somewhere else
  learn build --audience public          only what anybody may see
  learn build --audience person:ada --out ~/growth-of-ada
                                         what Ada may see, her own way included

The files work from anywhere, also opened from disk. Files that `learn build` did not write are never
touched; those it wrote and no longer needs are removed.")]
pub struct Args {
    /// Write into this folder; `public` beside learn.yaml if left out
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// As it stands on this day instead of today
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// For whom the site is: public, org, leads, `team:ID` or `person:ID`
    #[arg(long, value_name = "WHO", default_value = "org")]
    audience: String,
    /// Publish a catalog with errors, and say so on every page
    #[arg(long)]
    allow_errors: bool,
}

/// Runs the verb.
///
/// # Errors
/// When there is no catalog, or the folder is not one to write into.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    // The process ends with the build: to free a catalog piece by piece takes long and helps nobody.
    let opened = ManuallyDrop::new(open::open(&globals.directory, None)?);
    let out = match &args.out {
        Some(out) => globals.directory.join(out),
        None => opened.root.join("public"),
    };
    check_place(&opened.root, &out)?;
    publish::check_folder(&out)?;
    let as_of = args.as_of.unwrap_or_else(|| opened.today());
    let reader = reader(&opened.catalog, &args.audience, as_of, terminal)?;
    let pinned = super::pinned(globals, &opened)?;
    let ledger = ManuallyDrop::new(Ledger::of(&opened.catalog, pinned.pin()));
    super::heed_pin(terminal, &opened, &pinned, ledger.chain());
    let people = People::on(&opened.catalog, as_of);
    let folder = Folder::new(&opened.root);
    let look = site::flaws(View::new(&ledger, &people, reader), &folder);
    let errors = errors(&ledger, as_of, &look, terminal);
    if errors > 0 && !args.allow_errors {
        return Ok(refused(errors, terminal));
    }
    let origins = past::origins(opened.home.as_ref(), opened.history().as_ref(), &ledger)?;
    let view = View::new(&ledger, &people, reader).with_origins(&origins);
    let notices = Notices { errors, ..Notices::default() };
    let Built { files, flaws } = site::build(view, &folder, &notices)?;
    // Some pages had shown nothing, and all of them did.
    if errors == 0 && !flaws.is_empty() {
        let errors = self::errors(&ledger, as_of, &flaws, terminal);
        if !args.allow_errors {
            return Ok(refused(errors, terminal));
        }
    }
    let published = publish::publish(&out, &files)?;
    terminal.say(format!(
        "{} in {}: {} written, {} as before, {} removed",
        counted(files.len(), "file"),
        out.display(),
        published.written,
        published.unchanged,
        published.removed
    ));
    if let Some(note) = budget::note(&budget::overruns(&files)) {
        terminal.say(note);
    }
    terminal.print(out.join("index.html").display().to_string());
    Ok(Verdict::Clean)
}

/// Says that nothing is published because of so many errors.
fn refused(errors: usize, terminal: &mut Terminal) -> Verdict {
    terminal.complain(&format!(
        "{} in the catalog, so nothing is published\n  \
         help: mend what `learn check` shows, or publish it all the same with `--allow-errors`",
        counted(errors, "error")
    ));
    Verdict::Findings
}

/// Builds somebody's own pages into a folder that only the user can open, and shows their page there.
///
/// Errors of the catalog stand on every page; nobody else reads these.
///
/// # Errors
/// When the folder cannot be made, or history not be read.
pub(super) fn show_own(
    opened: &Opened,
    ledger: &Ledger<'_>,
    person: Entry<'_, Person>,
    as_of: Date,
    terminal: &mut Terminal,
) -> Outcome {
    let people = People::on(&opened.catalog, as_of);
    let origins = past::origins(opened.home.as_ref(), opened.history().as_ref(), ledger)?;
    let view = View::new(ledger, &people, Reader::Person(person)).with_origins(&origins);
    let home = Folder::new(&opened.root);
    let found = check::errors(ledger, as_of, &site::flaws(view, &home), &|| false);
    let errors = found.map_or(0, |outcome| outcome.findings.len());
    let notices = Notices { errors, ..Notices::default() };
    let files = site::build(view, &home, &notices)?.files;
    let folder = scratch::private_folder()?;
    publish::publish(&folder, &files)?;
    let own = folder.join("people").join(person.id()).join("index.html");
    let page = if own.is_file() { own } else { folder.join("index.html") };
    if !browser::show(&page) {
        terminal.say("There is no screen to show it on; the page is in a file.");
    }
    terminal.say(format!(
        "Only you can open {}; remove it whenever you like.",
        folder.display()
    ));
    terminal.print(page.display().to_string());
    Ok(Verdict::Clean)
}

/// The one for whom a site is to be. Where the record of a person or a team cannot be understood, what is wrong with it
/// is shown: it is there, after all.
///
/// # Errors
/// That there is no such audience.
pub(super) fn reader<'a>(
    catalog: &'a Catalog,
    audience: &str,
    as_of: Date,
    terminal: &mut Terminal,
) -> Result<Reader<'a>, Failure> {
    Reader::named(catalog, audience).map_err(|why| {
        let Some(record) = broken_record_of(catalog, audience) else { return Failure(why) };
        let path = &record.source.path;
        if let Some(mut outcome) = check::errors(&Ledger::of(catalog, None), as_of, &[], &|| false) {
            outcome.findings.retain(|finding| finding.location.path == *path);
            print_errors(&outcome, catalog, terminal);
        }
        Failure(format!(
            "{path} cannot be understood, so there is no site for `{audience}`\n  \
             help: mend what is shown above"
        ))
    })
}

/// The record of the person or team that an audience names, where it is there and says nothing that can be understood.
fn broken_record_of<'a>(catalog: &'a Catalog, audience: &str) -> Option<&'a Record> {
    record_of(catalog, audience).filter(|record| record.document.is_none())
}

/// The record of the person or team that an audience names, whatever it says.
pub(super) fn record_of<'a>(catalog: &'a Catalog, audience: &str) -> Option<&'a Record> {
    let (kind, id) = match audience.split_once(':')? {
        ("person", id) => (Kind::Person, id),
        ("team", id) => (Kind::Team, id),
        _ => return None,
    };
    catalog.of_kind(kind).find(|record| *record.name == *id)
}

/// How many errors the catalog has; they are shown beside the result.
fn errors(ledger: &Ledger<'_>, as_of: Date, look: &[Problem], terminal: &mut Terminal) -> usize {
    let Some(outcome) = check::errors(ledger, as_of, look, &|| false) else { return 0 };
    print_errors(&outcome, ledger.catalog(), terminal);
    outcome.findings.len()
}

/// Prints the findings of a check as `learn check` does, if there are any.
pub(super) fn print_errors(outcome: &Checked, catalog: &Catalog, terminal: &mut Terminal) {
    if outcome.findings.is_empty() {
        return;
    }
    let paper = Paper { outcome, catalog, prefix: "", revision: None, fail_at: Level::Error };
    let mut text = Vec::new();
    if report::write(Format::Human, &paper, terminal.style(), &mut text).is_ok() {
        terminal.say(String::from_utf8_lossy(&text).trim_end());
    }
}

/// Refuses a folder that holds records: pages would stand among them.
fn check_place(root: &Path, out: &Path) -> Result<(), Failure> {
    let out = resolved(out);
    let refuse = |why: &str| {
        Err(Failure(format!(
            "{} {why}\n  help: name another folder with `--out`, such as `--out public`",
            out.display()
        )))
    };
    if root.starts_with(&out) {
        return refuse("holds the catalog itself");
    }
    let Ok(inside) = out.strip_prefix(root) else { return Ok(()) };
    let first = inside.components().next().map(|part| part.as_os_str().to_string_lossy());
    match first {
        Some(folder) if layout::is_catalog_folder(&folder) => refuse("is where records live"),
        Some(folder) if folder.starts_with('.') => refuse("is a hidden folder of the catalog"),
        _ => Ok(()),
    }
}

/// The path with everything that exists of it resolved.
fn resolved(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for part in absolute.components() {
        match part {
            std::path::Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
        if let Ok(real) = plain.canonicalize() {
            plain = real;
        }
    }
    plain
}
