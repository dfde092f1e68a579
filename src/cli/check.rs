//! `learn check`: is everything in the catalog as it should be?

use std::collections::BTreeSet;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::audience::reader::{Audience, Reader};
use crate::audience::view::View;
use crate::base::date::Date;
use crate::base::problem::{Level, Problem};
use crate::catalog::Catalog;
use crate::catalog::layout;
use crate::catalog::people::People;
use crate::format::unified_diff;
use crate::report::{self, Format, Paper};
use crate::kinds::person::Person;
use crate::rules;
use crate::session::baseline::{self, Baseline};
use crate::session::check::{self, Before, Request};
use crate::session::finding::Finding;
use crate::session::fix::{self, Mending};
use crate::session::change;
use crate::session::open::{self, Opened};
use crate::session::layer::{self, Layer};
use crate::session::past;
use crate::site;
use crate::trust::chain::Chain;
use crate::trust::ledger::Ledger;
use crate::world::files::Files;
use crate::world::disk::{self, Folder};
use crate::world::git::history::History;
use crate::world::git::read::Commit;

/// Check the catalog against its schemas, against itself and against the calendar
#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools)] // each is a flag of the command line
#[command(after_help = "\
Examples:
  learn check                          everything, for today
  learn check modules/ people/ada      only what is found in these folders
  learn check --since origin/main      only what a branch brings in or touches
  learn check --target origin/main     may this branch land there? approvals are verified
  learn check --format github          annotations on a pull request
  learn check --deny warn              warnings fail the check as well
  learn check --fix --diff             what could be mended without changing a meaning
  learn check --layer ~/my-growth      what you keep for yourself, against the catalog")]
pub struct Args {
    /// Show only what is found in these files and folders
    paths: Vec<PathBuf>,
    /// Check for this day instead of today
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Check a commit instead of the files on disk
    #[arg(long, value_name = "REV")]
    rev: Option<String>,
    /// Show only what has come in or was touched since this revision
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    /// Judge what the commit comes to once it is merged into this branch: approvals are verified
    /// against it, so that nothing can approve itself
    #[arg(long, value_name = "REV", conflicts_with_all = ["fix", "write_baseline"])]
    target: Option<String>,
    /// How to print what is found
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Fail on this level (`warn`, `hint`), or treat this rule as an error; can be repeated
    #[arg(long, value_name = "LEVEL|RULE")]
    deny: Vec<String>,
    /// Accept what is found now: write it to learn-baseline.json
    #[arg(long, conflicts_with_all = ["rev", "since", "paths", "fix"])]
    write_baseline: bool,
    /// Show what learn-baseline.json accepts as well
    #[arg(long)]
    no_baseline: bool,
    /// Mend what can be mended without changing what anybody meant
    #[arg(long, conflicts_with = "rev")]
    fix: bool,
    /// Check your private folder, shaped like `people/YOU/`, and show what is found in it alone
    #[arg(long, value_name = "DIR", conflicts_with_all = ["paths", "since", "target", "fix", "write_baseline"])]
    layer: Option<PathBuf>,
    /// Show what --fix would change, and change nothing
    #[arg(long, requires = "fix", conflicts_with = "format")]
    diff: bool,
}

/// Runs the verb.
///
/// # Errors
/// When there is no catalog, no such revision, or a file of the check itself cannot be read.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let Subject { opened, target, paths } = open(args, globals, terminal)?;
    // The process ends with the check: to free a catalog piece by piece takes long and helps nobody.
    let opened = ManuallyDrop::new(opened);
    let (fail_at, denied) = denials(&args.deny)?;
    let mut request = request(args, &opened, denied, &globals.directory)?;
    request.paths.extend(paths);
    let pinned = super::pinned(globals, &opened)?;
    request.pin = pinned.pin().cloned();
    // The target's own tree is the anchor of a gate, which needs no pin.
    if target.is_none() {
        super::heed_pin(terminal, &opened, &pinned, &Chain::of(&opened.catalog, pinned.pin()));
    }
    request.target = target;
    request.target_name.clone_from(&args.target);
    if let Some(commit) = opened.history() {
        let history = History::of(&commit)?;
        request.longer = past::longer(&history, &opened.catalog)?;
        request.history_is_cut = history.is_cut();
    }
    request.unarchived = unarchived(args, &opened);
    let before = before(args, &opened)?;
    let as_of = args.as_of.unwrap_or_else(|| opened.today());
    let folder = Folder::new(&opened.root);
    let files: &dyn Files = match &opened.commit {
        Some(commit) => commit,
        None => &folder,
    };
    request.look = flaws_of_look(&opened.catalog, files, as_of);
    let check = |catalog: &Catalog| check::check(catalog, before.as_ref(), as_of, &request);
    let mut outcome = check(&opened.catalog);
    let mut mended = None;
    if args.write_baseline {
        accept(&opened, &outcome, terminal)?;
        return Ok(Verdict::Clean);
    }
    if args.fix {
        let as_it_is = verdict(&outcome, fail_at);
        let mending = fix::mend(&Folder::new(&opened.root), &opened.catalog, outcome, check)?;
        if args.diff {
            show(&opened, &mending, terminal);
            return Ok(as_it_is);
        }
        write(&opened, &mending, terminal)?;
        (outcome, mended) = (mending.outcome, mending.catalog);
    }
    let prefix = prefix(&opened, &globals.directory, args.format);
    let revision = opened.commit.as_ref().map(Commit::id);
    let paper = Paper {
        outcome: &outcome,
        catalog: mended.as_ref().unwrap_or(&opened.catalog),
        prefix: &prefix,
        revision: revision.as_deref(),
        fail_at,
    };
    let style = terminal.style();
    terminal.write(|out| report::write(args.format, &paper, style, out));
    if args.format.is_read_here() {
        say_what_next(&paper, args, terminal);
    }
    Ok(verdict(&outcome, fail_at))
}

/// What is checked.
struct Subject {
    /// The catalog.
    opened: Opened,
    /// The one of the branch that it is to land on.
    target: Option<Catalog>,
    /// The files of a private layer, in which alone is looked; none where everything is.
    paths: Vec<String>,
}

/// Opens what is to be checked.
fn open(
    args: &Args,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Subject, Failure> {
    let start = start(&globals.directory, &args.paths);
    if let Some(folder) = &args.layer {
        let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.clone());
        let (opened, layer) = layer::open(&start, args.rev.as_deref(), Some(&folder), None)?;
        let paths: Vec<String> = layer.iter().flat_map(Layer::paths).map(str::to_owned).collect();
        if paths.is_empty() {
            return Err(Failure(format!("there is no record in {}", folder.display())));
        }
        return Ok(Subject { opened, target: None, paths });
    }
    let Some(target) = &args.target else {
        let opened = open::open(&start, args.rev.as_deref())?;
        return Ok(Subject { opened, target: None, paths: Vec::new() });
    };
    let start = start_of_change(&globals.directory, &args.paths)?;
    let change = change::open(&start, args.rev.as_deref(), target)?;
    if change.uncommitted > 0 {
        let files = report::counted(change.uncommitted, "file");
        terminal.say(format!("{files} not committed and therefore not judged"));
    }
    if change.target.is_none() {
        terminal.say(format!("{target} has no catalog yet: there is nothing to judge approvals against"));
    }
    Ok(Subject { opened: change.result, target: change.target, paths: Vec::new() })
}

fn verdict(outcome: &check::Outcome, fail_at: Level) -> Verdict {
    if outcome.reaches(fail_at) { Verdict::Findings } else { Verdict::Clean }
}

fn request(
    args: &Args,
    opened: &Opened,
    denied: Vec<String>,
    directory: &Path,
) -> Result<Request, String> {
    let paths: Result<Vec<String>, String> =
        args.paths.iter().map(|path| opened.path_inside(directory, path)).collect();
    let without_baseline = args.no_baseline || args.write_baseline;
    let text = if without_baseline { None } else { opened.text_of(baseline::FILE)? };
    let baseline = text.map(|text| Baseline::read(&text)).transpose()?;
    Ok(Request { as_of: args.as_of, paths: paths?, denied, baseline, ..Request::default() })
}

/// The signed files that archives lack, by the attributes of the commit that is checked or of the work tree; none
/// where git cannot be asked.
fn unarchived(args: &Args, opened: &Opened) -> Vec<String> {
    let records = opened.catalog.records().iter().map(|record| &*record.source.path);
    let sides = opened.catalog.side_files().iter().map(|side| &*side.source.path);
    let mut signed: Vec<&str> = records.chain(sides).filter(|path| layout::is_signed(path)).collect();
    signed.sort_unstable();
    let Some(home) = opened.home.as_ref().filter(|_| !signed.is_empty()) else { return Vec::new() };
    // The result of a merge is in memory only; what a change says of archives is said by its own commit.
    let named = args.rev.as_deref().or(args.target.as_ref().map(|_| "HEAD"));
    let commit = match named.map(|name| home.judged(name)) {
        None => None,
        Some(Ok(commit)) => Some(commit.id()),
        Some(Err(_)) => return Vec::new(),
    };
    home.unarchived(commit.as_deref(), &signed).unwrap_or_default()
}

/// The catalog before the change that `--since` asks about.
///
/// A branch is compared with where it began, so that what happened on the other branch meanwhile is
/// not taken for its doing.
fn before(args: &Args, opened: &Opened) -> Result<Option<Before>, String> {
    let Some(since) = &args.since else { return Ok(None) };
    let Some(home) = &opened.home else {
        return Err(format!("{} is not in a git repository", opened.root.display()));
    };
    let since = home.judged(since)?.id();
    let head = home.judged(args.rev.as_deref().unwrap_or("HEAD"))?.id();
    let (commit, catalog) = opened.at(&home.merge_base(&since, &head)?.unwrap_or(since))?;
    let look = flaws_of_look(&catalog, &commit, opened.today());
    Ok(Some(Before { catalog, look }))
}

/// Of how many people the approvals are looked at for the templates of the site.
const SOME: usize = 40;

/// What is wrong with the templates of a catalog's site, as the company sees it.
fn flaws_of_look(catalog: &Catalog, files: &dyn Files, as_of: Date) -> Vec<Problem> {
    let site = catalog.program().and_then(|program| program.document.site.as_ref());
    if site.is_none_or(|site| site.templates.is_none()) {
        return Vec::new();
    }
    // The pages of some people show it: nobody's approvals but theirs are looked at.
    let some: BTreeSet<&str> = catalog.all::<Person>().take(SOME).map(|person| person.id()).collect();
    let ledger = Ledger::about_only(catalog, None, &some);
    let people = People::on(catalog, as_of);
    site::flaws(View::new(&ledger, &people, Reader::Everybody(Audience::Org)), files)
}

fn accept(opened: &Opened, found: &check::Outcome, terminal: &mut Terminal) -> Result<(), String> {
    let accepted = Baseline::of(&found.findings);
    disk::write_whole(&opened.root.join(baseline::FILE), accepted.write().as_bytes())?;
    let count = report::counted(accepted.count(), "finding");
    terminal.say(format!("{count} accepted in {}", baseline::FILE));
    Ok(())
}

/// Prints what would change; `git apply` takes it at the top of the repository.
fn show(opened: &Opened, mending: &Mending, terminal: &mut Terminal) {
    let prefix = opened.from_repository();
    for (path, file) in &mending.files {
        let path = format!("{prefix}{path}");
        terminal.write(|out| unified_diff::write(&path, &file.before, &file.after, out));
    }
    terminal.say(format!("{}; nothing was changed", words_for(mending, "would be mended")));
}

/// Writes the mended files, but only if all of them are still what was read.
fn write(opened: &Opened, mending: &Mending, terminal: &mut Terminal) -> Result<(), String> {
    for (path, file) in &mending.files {
        if std::fs::read(opened.root.join(&**path)).ok().as_ref() != Some(&file.before) {
            return Err(format!(
                "{path} has changed while it was mended; nothing was written, run it again"
            ));
        }
    }
    for (path, file) in &mending.files {
        disk::write_whole(&opened.root.join(&**path), &file.after)?;
    }
    terminal.say(words_for(mending, "mended"));
    Ok(())
}

fn words_for(mending: &Mending, done: &str) -> String {
    let fixes = report::counted(mending.fixes, "problem");
    format!("{fixes} {done} in {}", report::counted(mending.files.len(), "file"))
}

fn say_what_next(paper: &Paper<'_>, args: &Args, terminal: &mut Terminal) {
    // Reversed, since of several greatest ones the last is taken.
    let worst = paper.outcome.findings.iter().rev().max_by_key(|finding| finding.level);
    let Some(worst) = worst else { return };
    let mendable = |finding: &&Finding| fix::is_mendable(paper.catalog, finding);
    let mendable = paper.outcome.findings.iter().filter(mendable).count();
    if mendable > 0 && !args.fix && args.rev.is_none() {
        let them = report::counted(mendable, "problem");
        terminal.say(format!("next: `learn check --fix` mends {them}; add `--diff` to look first"));
    } else {
        let rule = worst.rule;
        terminal.say(format!("next: `learn explain {rule}` tells what the rule asks for and why"));
    }
}

/// Where to look for the catalog: here, or where the first path leads when there is none here.
fn start(directory: &Path, paths: &[PathBuf]) -> PathBuf {
    match paths.first() {
        Some(first) if open::find_root(directory).is_err() => {
            let named = directory.join(first);
            if named.is_dir() { named } else { named.parent().unwrap_or(directory).to_owned() }
        }
        _ => directory.to_owned(),
    }
}

/// Where to look for the catalog that a change is judged in: where the first path leads, so that it is the
/// one that the path belongs to on both sides.
///
/// # Errors
/// That the paths belong to different catalogs.
fn start_of_change(directory: &Path, paths: &[PathBuf]) -> Result<PathBuf, Failure> {
    let folder = |path: &PathBuf| {
        let named = directory.join(path);
        let there = named.ancestors().find(|folder| folder.is_dir());
        there.unwrap_or(directory).to_owned()
    };
    let Some((first, others)) = paths.split_first() else { return Ok(directory.to_owned()) };
    let first = folder(first);
    let root = open::find_root(&first).ok();
    match others.iter().find(|path| open::find_root(&folder(path)).ok() != root) {
        None => Ok(first),
        Some(other) => Err(Failure(format!(
            "{} belongs to another catalog than what you named before it\n  help: judge one catalog at a time",
            other.display()
        ))),
    }
}

/// The level that fails the check, and the rules whose level is raised.
fn denials(words: &[String]) -> Result<(Level, Vec<String>), Failure> {
    let mut fail_at = Level::Error;
    let mut slugs = Vec::new();
    for word in words {
        match word.as_str() {
            "warn" | "warnings" => fail_at = fail_at.min(Level::Warn),
            "hint" | "hints" => fail_at = fail_at.min(Level::Hint),
            "error" => {}
            slug if rules::named(slug).is_some() => slugs.push(slug.to_owned()),
            other => {
                let known = rules::ALL.iter().map(|rule| rule.slug).chain(["warn", "hint"]);
                let meant = rules::nearest(other, known)
                    .map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
                return Err(Failure(format!("`{other}` is neither a level nor a rule{meant}")));
            }
        }
    }
    Ok((fail_at, slugs))
}

/// What paths are printed with: from the current folder for people, from the repository's top for CI.
fn prefix(opened: &Opened, directory: &Path, format: Format) -> String {
    if !format.is_read_here() {
        return opened.from_repository();
    }
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    opened.seen_from(&here.unwrap_or_else(|_| directory.to_owned()))
}
